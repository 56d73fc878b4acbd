// Whatever is offered can be done: at many moments of many scenarios, every deed of everything there is, each on a branch of its own.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Simulation, initSync } from '../../pkg/zab_wasm.js';
import { deedsFor } from './deeds.js';

/** @import { View } from '../../engine/records.js' */
/** @import { Target } from './deeds.js' */

const ROOT = new URL('../../../', import.meta.url).pathname;
/** A prime number of milliseconds, so that moments fall anywhere. */
const STEP = 1_231_000;
const MOMENTS = 9;

initSync({ module: readFileSync(join(ROOT, 'www/dist/zab_wasm_bg.wasm')) });

/** Everything at which a hand can be put. @param {View} view @returns {Target[]} */
function targets({ servers, clients, messages }) {
  const ids = servers.map(({ id }) => id);
  const pairs = ids.flatMap(from => ids.filter(to => to > from).map(to => /** @type {Target} */ ({ kind: 'link', from, to })));
  return [
    { kind: 'all' },
    ...ids.map(server => /** @type {Target} */ ({ kind: 'server', server })),
    ...pairs.slice(0, 6),
    ...clients.map(({ id }) => /** @type {Target} */ ({ kind: 'client', client: id })),
    ...clients.flatMap(({ id, server }) => (server === undefined ? [] : [/** @type {Target} */ ({ kind: 'link', from: id, to: server })])),
    ...messages.slice(0, 5).map(({ id }) => /** @type {Target} */ ({ kind: 'message', message: id })),
    { kind: 'group', servers: ids.slice(0, 2) },
    { kind: 'group', servers: ids.slice(-1) },
    { kind: 'group', servers: ids },
  ];
}

test('whatever is offered can be done', () => {
  const folder = join(ROOT, 'tests/scenarios');
  const files = readdirSync(folder).filter(file => file.endsWith('.zab'));
  assert.ok(files.length > 50);
  /** @type {Map<string, number>} */
  const done = new Map();
  for (const [place, file] of files.entries()) {
    if (place % 3 !== 0) continue;
    const simulation = new Simulation(readFileSync(join(folder, file), 'utf8'));
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      simulation.switch(0);
      simulation.seek((moment + (place % 7) / 7) * STEP);
      const view = simulation.view();
      for (const target of targets(view)) {
        for (const { deeds } of deedsFor(target, view)) {
          for (const { name, command, begun } of deeds) {
            if (begun) continue;
            try {
              simulation.act(command);
              simulation.undo();
              done.set(name, (done.get(name) ?? 0) + 1);
            } catch (error) {
              // Which servers a client knows cannot be seen.
              if (!(name === 'move' && /does not know server/.test(String(error)))) assert.fail(`${file} at ${view.now}: ${command}: ${error}`);
            }
          }
        }
      }
    }
    simulation.free();
  }
  // All but those for which a scenario would have to be in a rare state.
  const names = /** @type {const} */ (['start', 'restart', 'crash', 'powerOff', 'suspend', 'write', 'cut', 'heal', 'slow', 'hold', 'reset', 'silent', 'slowDisk', 'mendDisk', 'wipeDisk', 'holdThread', 'holdHandler', 'deliver', 'holdMessage', 'drop', 'connect', 'move', 'vanish', 'close', 'create', 'set', 'get', 'sync']);
  for (const name of names) assert.ok((done.get(name) ?? 0) > 0, `${name} was never done`);
});
