import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoment, formatSlip, formatSpan, formatVote, formatZxid, peerEpochsDiffer } from './format.js';

const zxid = { epoch: 0, counter: 0 };

test('a zxid is its two halves; nothing yet is 0, unknown is -1', () => {
  assert.equal(formatZxid(zxid), '0');
  assert.equal(formatZxid({ epoch: 1, counter: 7 }), '1.7');
  assert.equal(formatZxid({ epoch: -1, counter: 0xffffffff }), '-1');
  assert.equal(formatZxid({ epoch: 1, counter: 0 }), '1.0');
});

test('a vote is (logical clock, leader, zxid), and the peer epoch where it is wanted', () => {
  const vote = { round: 1, leader: 3, zxid, peerEpoch: 2 };
  assert.equal(formatVote(vote), '(1, 3, 0)');
  assert.equal(formatVote(vote, true), '(1, 3, 0, 2)');
  assert.equal(formatSlip({ voter: 2, vote, ballots: 'round', state: 'LOOKING', counts: true }), '2: (1, 3, 0)');
});

test('moments are in seconds, and never run ahead', () => {
  assert.equal(formatMoment(0), '0.000 s');
  assert.equal(formatMoment(182_999), '0.182 s');
  assert.equal(formatMoment(12_345_678), '12.345 s');
});

test('spans are said in their own unit', () => {
  assert.equal(formatSpan(400_000), '400 ms');
  assert.equal(formatSpan(1_600_000), '1.6 s');
  assert.equal(formatSpan(60_000_000), '60 s');
});

test('the peer epoch is shown where two votes on screen differ in it', () => {
  const vote = { round: 1, leader: 3, zxid, peerEpoch: 0 };
  const message = (/** @type {number} */ peerEpoch) =>
    /** @type {const} */ ({
      id: 1, from: 1, to: 2, port: 'election', sent: 0, arrives: 1,
      content: { type: 'notification', state: 'LOOKING', vote: { ...vote, peerEpoch } },
    });
  const view = { now: 0, next: undefined, events: 0, servers: [], messages: [message(0), message(0)] };
  assert.equal(peerEpochsDiffer(view), false);
  assert.equal(peerEpochsDiffer({ ...view, messages: [message(0), message(1)] }), true);
  assert.equal(peerEpochsDiffer({ ...view, messages: [] }), false);
});
