// How fast the module is that the page ships: delivered messages, and seeks in a long timeline.
//
// After `cargo xtask build`: node www/tools/bench.js

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initSync, Simulation } from '../pkg/zab_wasm.js';
import { DIST } from './serve.js';

const SCENARIO = 'zabscope 1\nservers 1..5\nat 0s start all\n';
const EVENTS = 100_000;
const ROUNDS = 8;
const SEEKS = 1_000;

initSync({ module: readFileSync(join(DIST, 'zab_wasm_bg.wasm')) });

/** How long something takes, in milliseconds. @param {() => void} run */
function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Plays on until so many events have happened. @param {Simulation} simulation @param {number} events @param {boolean} writes */
function play(simulation, events, writes) {
  let { now, events: count } = simulation.view();
  while (count < events) {
    if (writes) simulation.act('write 1');
    now += writes ? 500_000 : 600_000_000;
    simulation.advance(now);
    count = simulation.view().events;
  }
  return now;
}

/** What the page does as time passes, without drawing: messages delivered in a second. */
function messages() {
  const simulation = new Simulation(SCENARIO);
  simulation.advance(30_000_000);
  const { events } = simulation.view();
  const took = time(() => play(simulation, events + EVENTS, false));
  const delivered = simulation.events(events).filter(({ what }) => what.kind === 'delivered').length;
  simulation.free();
  return (delivered / took) * 1_000;
}

/** Seeks to moments all over a timeline that was played already, in milliseconds. @param {boolean} writes */
function seeks(writes) {
  const simulation = new Simulation(SCENARIO);
  simulation.advance(30_000_000);
  const end = play(simulation, EVENTS, writes);
  // A sequence that comes to all parts alike (Weyl, with the golden ratio).
  const share = (/** @type {number} */ index) => (index * 0.6180339887498949) % 1;
  const spans = Array.from({ length: SEEKS }, (_, index) =>
    time(() => simulation.seek(Math.floor(end * share(index + 1)))),
  );
  simulation.free();
  return spans.sort((a, b) => a - b);
}

const line = (/** @type {string} */ name, /** @type {string} */ figure) => console.log(name.padEnd(34), figure);
const at = (/** @type {number[]} */ spans, /** @type {number} */ percent) =>
  `${spans[Math.floor((spans.length * percent) / 100)].toFixed(3).padStart(8)} ms`;

const rate = Math.max(...Array.from({ length: ROUNDS }, messages));
line('idle in a timeline, 5 servers', `${rate.toFixed(0).padStart(10)} messages/s`);
for (const [name, writes] of /** @type {[string, boolean][]} */ ([['idle', false], ['writes', true]])) {
  const spans = seeks(writes);
  line(`seek in 100,000 events, ${name}`, `p50 ${at(spans, 50)} p99 ${at(spans, 99)}`);
}
