import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Captions, weightiest } from './captions.js';

/** @import { Happening, What } from '../engine/records.js' */

const vote = { round: 1, leader: 3, zxid: { epoch: 0, counter: 0 }, peerEpoch: 0 };

/** @param {number} id @param {What} what @returns {Happening} */
const happening = (id, what, at = id) => ({ id, at, server: 1, client: undefined, cause: undefined, what });

const said = happening(1, { kind: 'said', text: [{ lang: 'en', text: 'Look.' }], about: [] });
const changed = happening(2, { kind: 'voteChanged', from: vote, to: vote });
const sent = happening(3, { kind: 'sent', to: 2, content: { type: 'ping', zxid: vote.zxid, touches: [] } });
const elected = happening(4, { kind: 'elected', vote, evidence: 'quorum', supporters: [1, 3] });
const agreed = happening(5, { kind: 'quorumAgrees', vote, supporters: [1, 3] });

test('turning points matter more than steps, messages not at all', () => {
  assert.equal(weightiest([changed, elected, agreed, sent]), elected);
  assert.equal(weightiest([changed, agreed]), changed);
  assert.equal(weightiest([agreed, { ...agreed, id: 6 }])?.id, 6);
  assert.equal(weightiest([sent]), undefined);
});

test('what was taken back is not said, and taken off', () => {
  const captions = new Captions();
  const taken = happening(2, { kind: 'takenBack' });
  captions.offer([said], 0);
  captions.offer([taken], 100);
  assert.equal(captions.current, undefined);
  captions.offer([{ ...said, id: 3 }, { ...taken, id: 4 }], 200);
  assert.equal(captions.current, undefined);
  const later = new Captions();
  later.recall([said, taken], 300);
  assert.equal(later.current, undefined);
  later.recall([said, taken, elected], 300);
  assert.deepEqual(later.current, elected);
});

test('what the scenario says is said at once, and heard out', () => {
  const captions = new Captions();
  captions.offer([changed], 0);
  captions.offer([said], 100);
  assert.equal(captions.current, said);
  captions.offer([elected], 200);
  captions.turn(1000);
  assert.equal(captions.current, said);
  assert.ok(captions.turn(5000));
  assert.equal(captions.current, elected);
});

test('a sentence stays long enough to be read; of those that wait, the weightiest is next', () => {
  const captions = new Captions();
  captions.offer([changed], 0);
  captions.offer([elected], 100);
  captions.offer([agreed], 200);
  assert.equal(captions.current, changed);
  captions.turn(2500);
  assert.equal(captions.current, elected);
  captions.turn(6000);
  assert.equal(captions.current, agreed, 'what came after it is not forgotten');
  assert.equal(captions.turn(9000), false);
});

test('at another moment, the sentence is the one that belongs there', () => {
  const captions = new Captions();
  captions.recall([said, changed, sent], 0);
  assert.equal(captions.current, changed);
  captions.recall([said], 0);
  assert.equal(captions.current, said);
  captions.recall([], 0);
  assert.equal(captions.current, undefined);
});

test('of what happened in one moment, the weightiest is said', () => {
  const captions = new Captions();
  const [first, second] = [{ ...elected, at: 9 }, { ...changed, id: 6, at: 9 }];
  captions.recall([said, first, second], 0);
  assert.equal(captions.current, first);
});

test('what a learner is sent is told where something is missing, or too much', () => {
  const zxid = vote.zxid;
  const offered = { kind: /** @type {const} */ ('offered'), learner: 1, peer: zxid, min: zxid, max: zxid, last: zxid, zxid, transactions: 0 };
  const inSync = happening(1, { ...offered, mode: 'DIFF', row: 'in sync' });
  const ahead = happening(2, { ...offered, mode: 'TRUNC', row: 'ahead' });
  const begun = happening(3, { kind: 'epochBegun', epoch: 1, acknowledged: [1, 3] });
  assert.equal(weightiest([ahead, inSync]), ahead);
  assert.equal(weightiest([begun, inSync]), begun);
});
