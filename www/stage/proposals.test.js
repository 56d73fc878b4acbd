import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proposalsOf, proposalsThatFit } from './proposals.js';

/** @import { Happening, Server, What } from '../engine/records.js' */

/** @param {number} counter */
const zxid = counter => ({ epoch: 1, counter });

/** @param {number[]} waiting those that only the leader has acknowledged @param {string} [state] */
const leader = (waiting, state = 'LEADING') =>
  /** @type {Server} */ (/** @type {unknown} */ ({
    id: 3,
    currentEpoch: 1,
    process: { state, phase: 'BROADCAST', proposals: waiting.map(counter => ({ zxid: zxid(counter), txn: undefined, acks: [3], met: false })) },
  }));

let events = 0;
/** @param {What} what @param {number} [server] @returns {Happening} */
const happening = (what, server = 3) => ({ id: ++events, at: 0, server, client: undefined, cause: undefined, what });

/** @param {number} counter @param {number[]} acks @param {number[]} late */
const commit = (counter, acks, late) => [
  happening({ kind: 'ackCounted', zxid: zxid(counter), by: acks[0], acks: acks.slice(0, 1), met: false }),
  happening({ kind: 'ackCounted', zxid: zxid(counter), by: acks[1], acks, met: true }),
  happening({ kind: 'committed', zxid: zxid(counter) }),
  ...late.map(by => happening({ kind: 'ackIgnored', zxid: zxid(counter), by, reason: 'already committed' })),
];

/** @param {ReturnType<typeof proposalsOf>} proposals */
const written = proposals => proposals.map(({ zxid, acks, late, committed }) => `${zxid.counter}: ${acks} (${late})${committed ? ' committed' : ''}`);

test('what waits is counted, and what is committed is remembered with those who came late', () => {
  const past = [...commit(1, [3, 1], [2]), ...commit(2, [3, 2], [])];
  assert.deepEqual(written(proposalsOf(leader([3]), past)), ['1: 3,1 (2) committed', '2: 3,2 () committed', '3: 3 ()']);
});

test('what belongs to an earlier epoch, or another server, is not', () => {
  const begun = happening({ kind: 'epochBegun', epoch: 1, acknowledged: [1, 3] });
  assert.deepEqual(proposalsOf(leader([]), [...commit(1, [3, 1], []), begun]), []);
  assert.deepEqual(proposalsOf(leader([]), commit(1, [2, 1], []).map(event => ({ ...event, server: 2 }))), []);
  assert.deepEqual(proposalsOf(leader([], 'FOLLOWING'), commit(1, [3, 1], [])), []);
});

test('where there is little room, what is next to be committed comes first', () => {
  const proposals = proposalsOf(leader([3, 4, 5]), [...commit(1, [3, 1], []), ...commit(2, [3, 1], [])]);
  const counters = (/** @type {number} */ room) => proposalsThatFit(proposals, room).map(({ zxid }) => zxid.counter);
  assert.deepEqual(counters(2), [3, 4]);
  assert.deepEqual(counters(4), [2, 3, 4, 5]);
  assert.deepEqual(proposalsThatFit(proposals.slice(0, 2), 1).map(({ zxid }) => zxid.counter), [2]);
});
