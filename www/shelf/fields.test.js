import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensembleIn, scenarioOfEnsemble } from './address.js';
import { FIELDS, addressOf, ensembleOf, saidOf } from './fields.js';

const SAID = new Map([
  ['voters', '6'], ['observers', '2'], ['release', '3.8.0'], ['seed', '7'], ['tick', '500ms'], ['latency', '1ms..5ms'], ['force-snapshot', 'on'],
  ['group-1', '1'], ['group-2', '1'], ['group-3', '1'], ['group-4', '2'], ['group-5', '2'], ['group-6', '2'], ['weight-3', '0'], ['weight-6', '2'],
]);

test('what is said in the form becomes lines of the language', () => {
  const text = scenarioOfEnsemble(ensembleOf(SAID));
  for (const line of ['servers   1..6', 'observers 7..8', 'release   3.8.0', 'seed      7', 'group 1 2 3', 'group 4 5 6', 'weight 3 is 0', 'weight 6 is 2', 'tick 500ms', 'latency 1ms..5ms', 'force-snapshot']) {
    assert.ok(text.split('\n').includes(line), `${line} in\n${text}`);
  }
  assert.ok(!/bandwidth|init-limit/.test(text), 'what is not given is as usual');
});

test('an address brings the same ensemble back, and the same form', () => {
  const ensemble = ensembleOf(SAID);
  assert.deepEqual(ensembleIn(new URLSearchParams(addressOf(ensemble).map(pair => [...pair]))), ensemble);
  assert.deepEqual(new Map([...saidOf(ensemble)].sort()), new Map([...SAID].sort()));
  for (const { name } of Object.values(FIELDS).flat()) {
    const [setting] = ensembleIn(new URLSearchParams(`voters=3&${name}=5`))?.settings ?? [];
    assert.equal(setting, `${name} 5`, `${name} can be asked for`);
  }
  assert.deepEqual(saidOf({ ...ensemble, settings: ['group 1..2 4'] }).get('group-4'), '1', 'as somebody may write it by hand');
});

test('an address cannot bring a line of its own', () => {
  const { settings } = ensembleIn(new URLSearchParams([['voters', '3'], ['tick', '1s\nat 0s crash 1'], ['group', '1 # '], ['weight', '"']])) ?? {};
  assert.deepEqual(settings, []);
});
