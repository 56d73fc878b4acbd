import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineStopped, Refused } from '../engine/engine.js';
import { Player } from './player.js';

/** @import { Playable } from './player.js' */
/** @import { Action, Happening } from '../engine/records.js' */

/** An engine to which something happens every 10 ms, and that counts how often it is asked. */
class Clockwork {
  now = 0;
  calls = 0;
  broken = false;
  /** @type {Action[]} */
  done = [];
  view() {
    return { now: this.now, next: (Math.floor(this.now / 10_000) + 1) * 10_000, events: Math.floor(this.now / 10_000), servers: [], messages: [], cuts: [], clients: [] };
  }
  /** @param {number} after @returns {Happening[]} */
  events(after) {
    const all = Array.from({ length: Math.floor(this.now / 10_000) }, (_, index) => index + 1);
    return all.filter(id => id > after).map(id => ({ id, at: id * 10_000, server: 1, client: undefined, cause: id > 1 ? id - 1 : undefined, what: id * 10_000 === this.pauses ? { kind: 'paused' } : { kind: 'crashed' } }));
  }
  /** When the scenario pauses. */
  pauses = Infinity;
  /** @param {number} until */
  advance(until) {
    this.now = until;
  }
  /** @param {number} until */
  play(until) {
    this.calls += 1;
    if (this.broken) throw new EngineStopped('unreachable');
    this.now = this.now < this.pauses ? Math.min(until, this.pauses) : until;
  }
  step() {
    this.now = (Math.floor(this.now / 10_000) + 1) * 10_000;
    return true;
  }
  stepBack() {
    if (this.now === 0) return false;
    this.now = Math.max(0, (Math.ceil(this.now / 10_000) - 1) * 10_000);
    return true;
  }
  /** @param {number} at */
  seek(at) {
    this.now = at;
  }
  /** @param {Action} action */
  act(action) {
    if (action.do === 'start') throw new Refused('server 1 is up already');
    this.done.push(action);
  }
  reproduction() {
    return 'zabscope 1';
  }
  rebuild() {
    this.broken = false;
  }
}

function setUp() {
  const engine = new Clockwork();
  /** @type {string[]} */
  const turns = [];
  const player = new Player(/** @type {Playable} */ (engine), (way, news) => turns.push(`${way} ${news.map(({ id }) => id)}`));
  player.speed = 1;
  return { engine, player, turns };
}

test('the engine is asked only when something is due', () => {
  const { engine, player, turns } = setUp();
  player.play();
  for (let now = 0; now <= 25; now += 1) player.frame(now);
  assert.equal(engine.calls, 2);
  assert.equal(player.time, 25_000);
  assert.equal(player.view.now, 20_000);
  assert.deepEqual(turns, ['onward 1', 'onward 2']);
});

test('where the scenario pauses, the player waits for its reader', () => {
  const { engine, player } = setUp();
  engine.pauses = 20_000;
  player.play();
  for (let now = 0; now <= 35; now += 7) player.frame(now);
  assert.equal(player.playing, false);
  assert.equal(player.time, 20_000);
  player.play();
  for (let now = 36; now <= 50; now += 7) player.frame(now);
  assert.ok(player.playing && player.time > 20_000);
});

test('going back forgets what came after', () => {
  const { player } = setUp();
  player.seek(50_000);
  assert.equal(player.eventLog.last, 5);
  player.stepBack();
  assert.equal(player.eventLog.last, 4);
  assert.equal(player.time, 40_000);
  player.step();
  assert.deepEqual(player.eventLog.causes(player.eventLog.all[4]).map(({ id }) => id), [4, 3, 2, 1]);
});

test('an action is done at the moment that is shown', () => {
  const { engine, player } = setUp();
  player.play();
  for (const now of [0, 13]) player.frame(now);
  player.act({ do: 'crash', server: 1 });
  assert.equal(engine.now, 13_000);
  assert.deepEqual(engine.done, [{ do: 'crash', server: 1 }]);
});

test('what is refused is said, and changes nothing', () => {
  const { player } = setUp();
  assert.throws(() => player.act({ do: 'start', server: 1 }), Refused);
  assert.equal(player.time, 0);
});

test('when the engine breaks down, the player stands where it was and says how to repeat it', () => {
  const { engine, player } = setUp();
  player.play();
  for (const now of [0, 15]) player.frame(now);
  engine.broken = true;
  player.frame(25);
  assert.equal(player.playing, false);
  assert.equal(player.view.now, 15_000);
  assert.equal(player.reproduction, 'zabscope 1');
  player.play();
  player.frame(30);
  player.frame(40);
  assert.ok(player.view.now > 15_000, 'and goes on');
});

test('an engine that keeps breaking down is left alone', () => {
  const { engine, player } = setUp();
  engine.rebuild = () => {};
  engine.broken = true;
  for (let round = 0; round < 5; round += 1) {
    player.play();
    for (let now = 0; now < 40; now += 20) player.frame(round * 1000 + now);
  }
  assert.equal(player.playing, false);
  assert.ok(engine.calls <= 3);
});
