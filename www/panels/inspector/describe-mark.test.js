import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../words/en.js';
import { zh } from '../../words/zh.js';
import { describeMark } from './describe-mark.js';

/** @import { View } from '../../engine/records.js' */

const zxid = (/** @type {number} */ epoch, /** @type {number} */ counter) => ({ epoch, counter });
const vote = { round: 1, leader: 3, zxid: zxid(0, 0), peerEpoch: 0 };
const process = {
  state: 'FOLLOWING', phase: 'BROADCAST', round: 1, vote, leader: 3, finalizing: false, held: [], learners: [], proposals: [], tree: [],
  quorum: { supporters: [2, 3], needed: 2, met: true },
  ballots: [
    { ballots: 'round', voter: 1, state: 'LOOKING', vote: { ...vote, leader: 1 }, counts: false, differs: 'leader' },
    { ballots: 'round', voter: 3, state: 'LOOKING', vote, counts: true, differs: undefined },
  ],
  timers: [{ timer: 'leaderRead', to: undefined, since: 0, at: 10_000_000 }],
  links: [{ to: 3, state: 'up', waiting: false }],
};
const server = {
  id: 1, observes: false, lives: 1, suspended: false, disk: 'sound', process, acceptedEpoch: 2, currentEpoch: 2, lastZxid: zxid(1, 1), snapshot: zxid(0, 0),
  log: [{ zxid: zxid(1, 1), safe: true, buffered: false }, { zxid: zxid(1, 2), safe: false, buffered: true }],
};
const leader = { ...server, id: 3, process: { ...process, state: 'LEADING', learners: [{ id: 1, synced: true }], links: [] }, lastZxid: zxid(2, 0), log: [] };
const view = /** @type {View} */ (/** @type {unknown} */ ({
  now: 4_000_000, next: undefined, events: 0, servers: [server, leader], clients: [], cuts: [{ from: 3, to: 1, held: 2 }], holds: [{ from: 1, to: 3, held: 1 }], slow: [{ from: 1, to: 3, by: 200_000 }],
  messages: [{ id: 9, from: 3, to: 1, port: 'quorum', sent: 0, arrives: 1, content: { type: 'commit', zxid: zxid(1, 1) } }],
}));

test('a server says what it is, and why its leader’s zxid is no reason to think it late', () => {
  assert.equal(
    describeMark({ kind: 'server', server: 1 }, view, en),
    'Server 1 follows 3, in the phase of broadcast; its colour is that of its epoch. ' +
      'Leader 3 stands at 2.0, the beginning of its epoch. That is no transaction and lies in no log: a server without it is not behind.',
  );
  const hindered = { ...server, suspended: true, disk: 'full', process: { ...process, held: [{ thread: 'sync', learner: undefined }, { thread: 'handler', learner: 2 }] } };
  const said = describeMark({ kind: 'server', server: 1 }, /** @type {View} */ (/** @type {unknown} */ ({ ...view, servers: [hindered] })), en);
  assert.match(said, /Its process is suspended: nothing in it runs\. Held: sync, handler 2\. Its disk is full\.$/);
  assert.match(describeMark({ kind: 'server', server: 3 }, view, zh), /^服务器 3 是 Leader（双环），处于广播阶段；/);
});

test('a ballot says whether it counts, and why not', () => {
  assert.equal(describeMark({ kind: 'ballot', server: 1, voter: 1 }, view, en), 'In the box of server 1, the vote of 1 is (1, 1, 0): it does not count: another leader.');
  assert.equal(describeMark({ kind: 'ballot', server: 1, voter: 3 }, view, en), 'In the box of server 1, the vote of 3 is (1, 3, 0): it counts.');
  assert.equal(describeMark({ kind: 'ballot', server: 1, voter: 1 }, view, zh), '服务器 1 票箱里，服务器 1 的选票是 (1, 1, 0)，不计入：投给别的服务器。');
});

test('an entry says what would take it', () => {
  assert.match(describeMark({ kind: 'entry', server: 1, zxid: zxid(1, 1) }, view, en), /Safe on disk/);
  assert.match(describeMark({ kind: 'entry', server: 1, zxid: zxid(1, 2) }, view, en), /memory of its process alone: a crash takes it/);
});

test('a timer says how long, and what then', () => {
  assert.equal(
    describeMark({ kind: 'timer', server: 1, timer: 'leaderRead' }, view, en),
    'Server 1, patience with its leader: 6 s left. Then: It has heard nothing from its leader for too long: it gives it up and is LOOKING again.',
  );
});

test('a link says how it stands, and what is cut', () => {
  const said = describeMark({ kind: 'link', from: 1, to: 3 }, view, en);
  assert.match(said, /1 is a learner of 3/);
  assert.match(said, /Server 3 to server 1: cut; 2 messages are held/);
  assert.match(said, /Server 1 to server 3: held; a message waits/);
  assert.match(said, /Server 1 to server 3: slow, by 200 ms/);
});

test('a message is put in words, and what is gone says nothing', () => {
  assert.equal(describeMark({ kind: 'message', message: 9 }, view, en), 'Server 3 to server 1: COMMIT 1.1: “that transaction is committed”.');
  assert.equal(describeMark({ kind: 'message', message: 8 }, view, en), '');
  assert.equal(describeMark({ kind: 'entry', server: 1, zxid: zxid(7, 7) }, view, zh), '');
});
