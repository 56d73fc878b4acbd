import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAnswerBriefly, formatEpochs, formatLog, formatMoment, formatOp, formatOpBriefly, formatPacket, formatSlip, formatSpan, formatVote, formatZxid, peerEpochsDiffer } from './format.js';

/** @import { Ballot, Process, Server, View } from '../engine/records.js' */

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
  assert.equal(formatSlip({ voter: 2, vote }), '2: (1, 3, 0)');
});

test('a vote for nobody names nobody, and is held against no other', () => {
  const lowest = -(2 ** 31);
  const nobody = { round: 1, leader: lowest, zxid: { epoch: lowest, counter: 0 }, peerEpoch: lowest };
  assert.equal(formatVote(nobody), '(1, –, –)');
  assert.equal(formatVote(nobody, true), '(1, –, –, –)');
  const heard = [nobody, { round: 1, leader: 3, zxid, peerEpoch: 1 }].map(vote => ({ content: { type: 'notification', vote } }));
  assert.equal(peerEpochsDiffer(/** @type {View} */ (/** @type {unknown} */ ({ servers: [], messages: heard }))), false);
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

test('packets bear ZooKeeper’s names, and what they are about', () => {
  assert.equal(formatPacket({ type: 'followerInfo', from: 1, acceptedEpoch: 0 }), 'FOLLOWERINFO');
  assert.equal(formatPacket({ type: 'leaderInfo', epoch: 1 }), 'LEADERINFO 1');
  assert.equal(formatPacket({ type: 'newLeader', zxid: { epoch: 1, counter: 0 } }), 'NEWLEADER 1.0');
  assert.equal(formatPacket({ type: 'proposal', txn: { zxid: { epoch: 1, counter: 3 }, session: '0x1', cxid: 1, time: 0, change: { code: 'closeSession', paths: [] } } }, { epoch: 1, counter: 5 }), 'PROPOSAL 1.3–1.5');
  assert.equal(formatPacket({ type: 'commit', zxid: { epoch: 1, counter: 3 } }, { epoch: 1, counter: 3 }), 'COMMIT 1.3');
  assert.equal(formatPacket({ type: 'ping', zxid, touches: [] }), '');
});

test('an operation is written as one would type it', () => {
  assert.equal(formatOp({ code: 'create', path: '/x', data: 'a "b"', ephemeral: true, sequential: true }), 'create /x "a \\"b\\"" ephemeral sequential');
  assert.equal(formatOp({ code: 'delete', path: '/x', version: 3 }), 'delete /x version 3');
  assert.equal(formatOp({ code: 'delete', path: '/x', version: -1 }), 'delete /x');
  assert.equal(formatOp({ code: 'error', error: 'NoNode' }), 'error NoNode');
  assert.equal(formatOpBriefly({ code: 'getData', path: '/n0000000012345' }), 'getData /n000…00012345');
});

test('what clients and servers say is named, but for heartbeats', () => {
  assert.equal(formatPacket({ type: 'request', session: '0x1', cxid: 1, op: { code: 'closeSession' } }), 'REQUEST closeSession');
  assert.equal(formatPacket({ type: 'ask', cxid: 1, op: { code: 'getData', path: '/x' } }), 'getData');
  assert.equal(formatPacket({ type: 'ask', cxid: -2, op: { code: 'ping' } }), '');
  assert.equal(formatPacket({ type: 'answer', cxid: 1, zxid: { epoch: 1, counter: 2 }, answer: { type: 'done' } }), 'OK 1.2');
  assert.equal(formatPacket({ type: 'answer', cxid: 1, zxid, answer: { type: 'failed', error: 'NoNode' } }), 'NoNode');
  assert.equal(formatPacket({ type: 'answer', cxid: -2, zxid, answer: { type: 'done' } }), '');
  assert.equal(formatAnswerBriefly({ type: 'children', names: ['a', 'b'] }), '[a, b]');
});

test('an epoch that is promised is shown until it is taken up', () => {
  assert.equal(formatEpochs({ currentEpoch: 0, acceptedEpoch: 1 }), '0 → 1');
  assert.equal(formatEpochs({ currentEpoch: 1, acceptedEpoch: 1 }), '1');
});

test('a log is named by its end, and what a crash would take is told apart', () => {
  const log = [1, 2, 3, 4, 5].map(counter => ({ zxid: { epoch: 1, counter }, safe: counter < 5 }));
  assert.equal(formatLog(log, zxids => `unsafe ${zxids}`), '… 1.2 1.3 1.4; unsafe 1.5');
  assert.equal(formatLog(log.slice(4), zxids => `unsafe ${zxids}`), 'unsafe 1.5');
  assert.equal(formatLog([], String), '');
});

/** @param {Process['state']} state @param {number} peerEpoch @param {number[]} box the peer epochs of its ballots @returns {Server} */
function server(state, peerEpoch, box) {
  const vote = (/** @type {number} */ peerEpoch) => ({ round: 1, leader: 3, zxid, peerEpoch });
  const ballots = box.map((epoch, voter) => /** @type {Ballot} */ ({ ballots: 'round', voter, state: 'LOOKING', vote: vote(epoch), counts: true }));
  /** @type {Process} */
  const process = {
    state, phase: 'ELECTION', round: 1, vote: vote(peerEpoch), leader: undefined, ballots,
    quorum: { supporters: [], needed: 2, met: true }, finalizing: false, timers: [], links: [], held: [], learners: [], proposals: [], tree: [], znodes: 0, nodes: 5, sessions: 0,
  };
  return { id: 1, observes: false, lives: 1, process, suspended: false, disk: 'sound', acceptedEpoch: 1, currentEpoch: 1, nextAcceptedEpoch: undefined, nextCurrentEpoch: undefined, lastZxid: zxid, snapshot: zxid, snapshots: [], log: [] };
}

test('votes of different elections never met, and need no peer epoch to be told apart', () => {
  const view = (/** @type {Server[]} */ ...servers) => /** @type {View} */ ({ now: 0, next: undefined, events: 0, servers, messages: [], cuts: [], holds: [], slow: [], clients: [] });
  assert.equal(peerEpochsDiffer(view(server('LEADING', 1, [0, 0]), server('FOLLOWING', 1, [0, 0]))), false);
  assert.equal(peerEpochsDiffer(view(server('LEADING', 1, [0, 0]), server('LOOKING', 0, [0]))), true);
  assert.equal(peerEpochsDiffer(view(server('LEADING', 1, [0, 0]), server('FOLLOWING', 1, [0, 1, 1]))), true);
});

test('the peer epoch is shown where two votes on screen differ in it', () => {
  const vote = { round: 1, leader: 3, zxid, peerEpoch: 0 };
  const message = (/** @type {number} */ peerEpoch) =>
    /** @type {const} */ ({
      id: 1, from: 1, to: 2, port: 'election', sent: 0, arrives: 1, held: false, doomed: false, nth: 1,
      content: { type: 'notification', state: 'LOOKING', vote: { ...vote, peerEpoch }, version: 2 },
    });
  const view = { now: 0, next: undefined, events: 0, servers: [], messages: [message(0), message(0)], cuts: [], holds: [], slow: [], clients: [] };
  assert.equal(peerEpochsDiffer(view), false);
  assert.equal(peerEpochsDiffer({ ...view, messages: [message(0), message(1)] }), true);
  assert.equal(peerEpochsDiffer({ ...view, messages: [] }), false);
});
