import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineStopped, Refused } from '../engine/engine.js';
import { Player } from './player.js';

/** @import { Beat, Happening, Stride } from '../engine/records.js' */

/** An engine to which something happens every 10 ms, and is told every 30 ms; and that counts how often it is asked. */
class Clockwork {
  now = 0;
  calls = 0;
  broken = false;
  branch = 0;
  /** @type {string[]} */
  done = [];
  view() {
    return { now: this.now, next: (Math.floor(this.now / 10_000) + 1) * 10_000, events: Math.floor(this.now / 10_000), servers: [], messages: [], cuts: [], holds: [], slow: [], clients: [] };
  }
  /** @param {number} after @returns {Happening[]} */
  events(after) {
    const all = Array.from({ length: Math.floor(this.now / 10_000) }, (_, index) => index + 1);
    return all.filter(id => id > after).map(id => this.event(id));
  }
  /** @param {number} id @returns {Happening} */
  event(id) {
    return { id, at: id * 10_000, server: 1, client: undefined, cause: id > 1 ? id - 1 : undefined, what: this.whatAt(id * 10_000) };
  }
  /** @param {number} at @returns {Happening['what']} */
  whatAt(at) {
    if (at === this.pauses) return { kind: 'paused' };
    return at === this.breaks ? { kind: 'violation', invariant: 'Agreement', facts: [] } : { kind: 'crashed' };
  }
  /** @param {number} skipped @returns {Beat[]} */
  beats(skipped) {
    const all = this.events(0).filter(({ id, what }) => id % 3 === 0 || what.kind === 'violation');
    return all.slice(skipped).map(event => ({ at: event.at, events: [event], cause: undefined, over: undefined }));
  }
  stretches() {
    return [];
  }
  branches() {
    return [{ parent: undefined, at: 0, until: this.now, actions: [] }];
  }
  /** When the scenario pauses. */
  pauses = Infinity;
  /** When an invariant is broken, and which ones are expected to be. */
  breaks = Infinity;
  foreseen = new Set();
  /** @param {number} until */
  advance(until) {
    this.now = until;
  }
  /** @param {number} until @param {Stride} rest */
  play(until, rest) {
    this.calls += 1;
    if (this.broken) throw new EngineStopped('unreachable');
    const beat = rest === 'beat' ? (Math.floor(this.now / 30_000) + 1) * 30_000 : Infinity;
    const stop = Math.min(beat, ...[this.pauses, this.breaks].filter(at => this.now < at));
    this.now = Math.min(until, stop);
    return stop <= until;
  }
  /** @param {Stride} stride */
  step(stride) {
    const each = stride === 'beat' ? 30_000 : 10_000;
    this.now = (Math.floor(this.now / each) + 1) * each;
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
  finish() {}
  goToChapter() {
    return false;
  }
  undo() {
    return false;
  }
  redo() {
    return false;
  }
  switchTo() {
    return true;
  }
  /** @param {string} command */
  act(command) {
    if (command === 'start 1') throw new Refused('server 1 is up already');
    this.done.push(command);
  }
  reproduction() {
    return 'zabscope 1';
  }
  rebuild() {
    this.broken = false;
  }
}

/** How long a beat takes to be read, in milliseconds. */
const READING = 100;

function setUp() {
  const engine = new Clockwork();
  /** @type {string[]} */
  const turns = [];
  const player = new Player(engine, (way, news) => turns.push(`${way} ${news.map(({ id }) => id)}`), () => READING, () => 0);
  player.speed = 1;
  return { engine, player, turns };
}

/** Frames from one moment to another. @param {Player} player @param {number} from @param {number} to */
function frames(player, from, to) {
  for (let now = from; now <= to; now += 1) player.frame(now);
}

test('time stands still while a beat is read, and goes on by itself', () => {
  const { player } = setUp();
  player.speed = 'auto';
  player.play();
  let now = 0;
  while (player.told === undefined) player.frame((now += 1));
  assert.equal(player.time, 30_000);
  frames(player, now + 1, now + READING - 1);
  assert.equal(player.time, 30_000);
  assert.ok(player.playing);
  frames(player, now + READING, now + READING + 20);
  assert.ok(player.time > 30_000);
});

test('at a given speed nobody waits, and the last beat is told', () => {
  const { player } = setUp();
  player.play();
  frames(player, 0, 100);
  assert.equal(player.time, 100_000);
  assert.equal(player.told?.at, 90_000);
});

test('the reader goes on and back by beats', () => {
  const { player } = setUp();
  player.nextBeat();
  assert.ok(player.playing, 'it is played, not jumped');
  frames(player, 0, 50);
  assert.deepEqual([player.playing, player.time, player.told?.at], [false, 30_000, 30_000]);
  player.nextBeat();
  player.nextBeat();
  assert.deepEqual([player.playing, player.time, player.told?.at], [false, 60_000, 60_000], 'pressed again, it is there at once');
  player.previousBeat();
  assert.deepEqual([player.time, player.told?.at], [30_000, 30_000]);
  player.previousBeat();
  assert.equal(player.time, 0);
});

test('who wants no motion goes from beat to beat', () => {
  const { player } = setUp();
  player.leaps = true;
  player.speed = 'auto';
  player.play();
  const seen = new Set();
  for (let now = 0; now < 5 * READING; now += 10) {
    player.frame(now);
    seen.add(player.time);
  }
  assert.ok(seen.size > 2 && [...seen].every(time => time % 30_000 === 0), `${[...seen]}`);
});

test('the engine is asked only when something is due', () => {
  const { engine, player, turns } = setUp();
  player.play();
  for (let now = 0; now <= 15; now += 1) player.frame(now);
  assert.equal(engine.calls, 1);
  assert.equal(player.time, 15_000);
  assert.equal(player.view.now, 10_000);
  assert.deepEqual(turns, ['onward 1']);
});

test('while it plays, views keep apart; once it rests, nothing is missing', () => {
  const { player, turns } = setUp();
  player.play();
  frames(player, 0, 105);
  assert.equal(player.time, 105_000);
  assert.deepEqual(turns, ['onward 1', 'onward 2,3,4,5', 'onward 6,7,8,9,10']);
  frames(player, 106, 115);
  player.pause();
  assert.equal(player.view.events, 11);
  assert.equal(player.time, 115_000);
});

test('where an invariant is broken the play stops, unless it was told not to, or the scenario expects it', () => {
  for (const [stops, foreseen, expected] of /** @type {const} */ ([[true, '', 20_000], [false, '', 35_000], [true, 'Agreement', 35_000]])) {
    const { engine, player } = setUp();
    engine.breaks = 20_000;
    engine.foreseen = new Set([foreseen]);
    player.stopsAtViolations = stops;
    player.play();
    for (const now of [0, 15, 25, 35]) player.frame(now);
    assert.equal(player.time, expected, `${stops} ${foreseen}`);
    assert.equal(player.playing, expected !== 20_000);
    assert.equal(player.broken?.id, expected === 20_000 ? 2 : undefined);
    player.play();
    assert.equal(player.broken, undefined);
  }
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
  player.stepBack('event');
  assert.equal(player.eventLog.last, 4);
  assert.equal(player.time, 40_000);
  player.step('event');
  assert.deepEqual(player.eventLog.causes(player.eventLog.all[4]).map(({ id }) => id), [4, 3, 2, 1]);
});

test('an action is done at the moment that is shown', () => {
  const { engine, player } = setUp();
  player.play();
  for (const now of [0, 13]) player.frame(now);
  player.act('crash 1');
  assert.equal(engine.now, 13_000);
  assert.deepEqual(engine.done, ['crash 1']);
});

test('what is refused is said, and changes nothing', () => {
  const { player } = setUp();
  assert.throws(() => player.act('start 1'), Refused);
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
  player.frame(40);
  player.frame(60);
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
