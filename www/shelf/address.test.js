import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensembleIn, placeIn, scenarioOfEnsemble, textAt } from './address.js';

const asked = (/** @type {string} */ query) => new URLSearchParams(query);

test('a lesson or a scenario is asked for by its name, and by nothing else', () => {
  const place = placeIn(asked('lesson=04-starting-together&lang=zh'));
  assert.deepEqual(place, { kind: 'lesson', name: '04-starting-together' });
  assert.equal(place && textAt(place), 'lessons/04-starting-together.zab');
  for (const query of ['', 'lesson=', 'lesson=../../x', 'lesson=a%2Fb', 'scenario=//evil.example', `lesson=${'a'.repeat(99)}`]) assert.equal(placeIn(asked(query)), undefined, query);
});

test('an ensemble of one’s own stays within what there is', () => {
  assert.equal(ensembleIn(asked('seed=4')), undefined);
  assert.equal(ensembleIn(asked('experiment=failover&voters=5&tick=100')), undefined, 'an experiment has its own');
  assert.deepEqual(ensembleIn(asked('voters=5&observers=2&release=3.8.0&seed=42')), { voters: 5, observers: 2, release: '3.8.0', seed: '42', settings: [] });
  assert.deepEqual(ensembleIn(asked('voters=9999&observers=-3&release=x&seed=%22%0Acrash')), { voters: 25, observers: 0, release: '3.9.5', seed: '1', settings: [] });
  const text = scenarioOfEnsemble({ voters: 5, observers: 2, release: '3.9.5', seed: '42', settings: ['tick 500ms'] });
  assert.match(text, /^tick 500ms$/m);
  assert.match(text, /^servers {3}1\.\.5$/m);
  assert.match(text, /^observers 6\.\.7$/m);
  assert.match(scenarioOfEnsemble({ voters: 1, observers: 1, release: '3.9.5', seed: '1', settings: [] }), /^observers 2$/m);
});
