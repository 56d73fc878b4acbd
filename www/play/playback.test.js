import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playback, formatSpeed, paceOf, parseSpeed } from './playback.js';

/** A rate at which there is something to read. @param {number} rate */
const at = rate => ({ rate, quiet: false });

test('time passes at the chosen speed', () => {
  const playback = new Playback();
  playback.speed = 1 / 10;
  playback.playing = true;
  playback.advance(1000, at(1));
  assert.equal(playback.time, 0, 'the first frame only sets the clock');
  playback.advance(1050, at(1));
  assert.equal(playback.time, 5000);
});

test('time stands still while paused, and a pause is not made up for', () => {
  const playback = new Playback();
  playback.speed = 1;
  playback.playing = true;
  playback.advance(0, at(1));
  playback.playing = false;
  playback.advance(50, at(1));
  playback.playing = true;
  playback.advance(60, at(1));
  assert.equal(playback.time, 10_000);
});

test('a browser that was away for long owes nothing', () => {
  const playback = new Playback();
  playback.speed = 1;
  playback.playing = true;
  playback.advance(0, at(1));
  playback.advance(60_000, at(1));
  assert.equal(playback.time, 100_000);
});

test('auto slows down at once and picks up gently', () => {
  const playback = new Playback();
  playback.playing = true;
  playback.advance(0, at(1 / 4));
  for (let now = 50; now <= 4000; now += 50) playback.advance(now, at(1 / 4));
  const before = playback.time;
  playback.advance(4050, at(1 / 40));
  assert.equal(Math.round(playback.time - before), 1250);
  const slow = playback.time;
  playback.advance(4100, at(1 / 4));
  assert.ok(playback.time - slow < 12_500 / 2);
});

test('votes are watched more slowly than heartbeats, and heartbeats than nothing at all', () => {
  const view = { now: 0, next: 900_000, events: 0, servers: [], messages: [], cuts: [], holds: [], slow: [], clients: [] };
  const message = { id: 1, from: 1, to: 2, sent: 0, arrives: 1, held: false, doomed: false, nth: 1, content: /** @type {const} */ ({ type: 'handshake', from: 1 }) };
  const votes = paceOf({ ...view, messages: [{ ...message, port: 'election' }] });
  const packets = paceOf({ ...view, messages: [{ ...message, port: 'quorum', content: { type: 'upToDate' } }] });
  const heartbeats = paceOf({ ...view, messages: [{ ...message, port: 'quorum', content: { type: 'ping', zxid: { epoch: 0, counter: 0 }, touches: [] } }] });
  assert.ok(votes.rate < packets.rate && packets.rate < heartbeats.rate);
  assert.ok(heartbeats.rate < paceOf(view).rate);
  assert.deepEqual([votes, packets, heartbeats, paceOf(view)].map(({ quiet }) => quiet), [false, false, true, true]);
});

test('a write is watched as closely as an election', () => {
  const message = { id: 1, from: 1, to: 2, port: /** @type {const} */ ('quorum'), sent: 0, arrives: 1, held: false, doomed: false, nth: 1 };
  const pace = (/** @type {import('../engine/records.js').Content} */ content) => paceOf({ now: 0, next: 1, events: 0, servers: [], messages: [{ ...message, content }], cuts: [], holds: [], slow: [], clients: [] });
  assert.ok(pace({ type: 'ack', zxid: { epoch: 1, counter: 1 } }).rate < pace({ type: 'upToDate' }).rate);
});

test('nobody waits for long: an hour goes by faster than a second', () => {
  const view = { now: 0, events: 0, servers: [], messages: [], cuts: [], holds: [], slow: [], clients: [] };
  assert.ok(paceOf({ ...view, next: 1_000_000 }).rate < paceOf({ ...view, next: 60_000_000 }).rate);
  assert.equal(paceOf({ ...view, next: 3_600_000_000 }).rate, 20);
  assert.ok(paceOf({ ...view, next: undefined }).rate > 0);
});

test('what says nothing passes ever more quickly, until there is something to read', () => {
  const playback = new Playback();
  playback.playing = true;
  const heartbeats = { rate: 1 / 15, quiet: true };
  playback.advance(0, heartbeats);
  // Forty seconds of heartbeats, which is how long a leader that is cut off goes unmissed, are no forty seconds for who watches.
  let now = 0;
  while (playback.time < 40_000_000) playback.advance((now += 16), heartbeats);
  assert.ok(now < 9_000, `${now}`);
  const before = playback.time;
  playback.advance(now + 16, at(1 / 25));
  assert.ok(playback.time - before <= 640, 'then at once it is slow again');
  playback.hold(now + 5_000);
  assert.equal(playback.advance(now + 5_000, at(1)), playback.time);
});

test('speeds are read and written as people do', () => {
  assert.equal(parseSpeed('1/20'), 1 / 20);
  assert.equal(parseSpeed('5x'), 5);
  assert.equal(parseSpeed('0.5'), 0.5);
  assert.equal(parseSpeed('1/5000'), 1 / 100);
  assert.equal(parseSpeed('5000'), 100);
  for (const text of [null, '', 'auto', 'fast', '-1', '0', '1/0', '<b>']) assert.equal(parseSpeed(text), 'auto');
  assert.equal(formatSpeed(1 / 20, 'auto'), '1/20×');
  assert.equal(formatSpeed(5, 'auto'), '5×');
  assert.equal(formatSpeed('auto', '自动'), '自动');
});
