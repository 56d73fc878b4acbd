import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countOf, firstThatFits, linesOf, mostVotedFor, summary, voteText, wholeText } from './matrix-words.js';
import { en } from '../words/en.js';
import { extent } from './text-size.js';
import { layOutMatrix } from './matrix-layout.js';
import { trafficOf, total } from './matrix-traffic.js';
import { zh } from '../words/zh.js';

/** @import { Message, Process, Server, View } from '../engine/records.js' */

const nothing = { epoch: 0, counter: 0 };
const NOBODY = { round: 1, leader: -(2 ** 31), zxid: { epoch: -(2 ** 31), counter: 0 }, peerEpoch: -(2 ** 31) };

/** @param {number} leader */
const voteFor = leader => ({ round: 1, leader, zxid: nothing, peerEpoch: 0 });

/** @param {Partial<Process>} [process] @returns {Process} */
const running = process => ({
  state: 'LOOKING', phase: 'ELECTION', round: 1, vote: voteFor(3), leader: undefined, ballots: [], quorum: { supporters: [1, 2], needed: 2, met: true },
  finalizing: false, timers: [], links: [], held: [], learners: [], proposals: [], tree: [], znodes: 0, nodes: 0, sessions: 0, ...process,
});

/** @param {number} id @param {Partial<Server>} [rest] @returns {Server} */
const server = (id, rest) => ({
  id, observes: false, lives: 1, process: running(), suspended: false, disk: 'sound', acceptedEpoch: 0, currentEpoch: 0, nextAcceptedEpoch: undefined, nextCurrentEpoch: undefined, lastZxid: nothing, snapshot: nothing, snapshots: [], log: [], ...rest,
});

test('a vote for nobody is said in words', () => {
  assert.equal(voteText(voteFor(3), false, en), '(1, 3, 0)');
  assert.equal(voteText(NOBODY, false, en), 'no vote');
  assert.equal(voteText(NOBODY, true, zh), '不投票');
  const observer = server(4, { observes: true, process: running({ vote: NOBODY }) });
  for (const locale of [en, zh]) assert.doesNotMatch(wholeText(observer, { arriving: 0, leaving: 0 }, true, locale).join(), /-2/);
});

test('ballots are counted, and a leader’s acknowledgements once it waits for some', () => {
  assert.deepEqual(countOf(running()), { have: 2, need: 2, met: true, hue: 0, acks: false, decided: false });
  /** @param {number} counter @param {number[]} acks */
  const proposal = (counter, acks) => ({ zxid: { epoch: 2, counter }, acks, met: acks.length > 1, txn: { zxid: nothing, session: '0x0', cxid: 0, time: 0, change: { code: /** @type {const} */ ('closeSession'), paths: [] } } });
  const leading = running({ state: 'LEADING', phase: 'BROADCAST', proposals: [proposal(1, [1, 2]), proposal(2, [1])] });
  assert.deepEqual(countOf(leading), { have: 1, need: 2, met: false, hue: 2, acks: true, decided: false });
});

test('the vote of most is found, if it has more than one', () => {
  assert.equal(mostVotedFor([server(1, { process: running({ vote: voteFor(1) }) }), server(2, { process: undefined })]), undefined);
  const observer = server(4, { observes: true });
  assert.deepEqual(mostVotedFor([server(1), server(2), server(3, { process: running({ vote: voteFor(1) }) }), observer]), { id: 3, votes: 2 });
});

test('of all, the leader comes first', () => {
  const servers = [server(1), server(2, { process: undefined }), server(3, { process: running({ state: 'LEADING' }) })];
  const view = /** @type {View} */ ({ servers });
  assert.deepEqual(summary(view, en), ['leader 3', '1 LOOKING', '1 crashed']);
  assert.deepEqual(summary(view, zh), ['Leader 是 3', '1 台 LOOKING', '1 台已宕机']);
});

test('what is written fits', () => {
  assert.equal(firstThatFits(['(1, 3, 1.25, 2)', '(1, 3)', ''], 40, 10), '(1, 3)');
  assert.equal(firstThatFits(['1234567890'], 20, 10), '');
  const parts = ['Server 12', 'FOLLOWING', 'votes (1, 25, 1.7)', '13 of 13 needed', 'epoch 1'];
  const lines = linesOf(parts, 160, 11, 2);
  assert.equal(lines.length, 2);
  for (const line of lines) assert.ok(extent(line, 11) <= 160, line);
  assert.deepEqual(linesOf(parts, 1000, 12, 1), [parts.join(' · ')]);
});

test('ids and usual texts fit their cells', () => {
  for (const [width, height] of [[1920, 900], [1280, 560], [768, 600], [390, 500], [320, 240]]) {
    for (const count of [3, 9, 25, 101, 201]) {
      const { cells, size } = layOutMatrix(Array.from({ length: count }, (_, index) => index + 1), [], width, height);
      const name = `${count} in ${width} × ${height}`;
      assert.ok(extent(String(count), size || 9) <= cells.id.width, name);
      if (cells.vote) assert.ok(extent(`(1, ${count}, 1.12)`, size) <= cells.vote.width, name);
      for (const word of ['FOLLOWING', 'OBSERVING', en.unstarted, zh.unstarted]) if (cells.state) assert.ok(extent(word, size) <= cells.state.width, `${name}: ${word}`);
    }
  }
});

test('messages are counted at both ends, heartbeats apart', () => {
  const base = { id: 1, from: 1, to: 2, port: /** @type {const} */ ('election'), sent: 0, arrives: 1, held: false, doomed: false, nth: 1 };
  /** @type {Message[]} */
  const messages = [
    { ...base, content: { type: 'commit', zxid: { epoch: 2, counter: 1 } } },
    { ...base, to: 3, content: { type: 'ping', zxid: nothing, touches: [] } },
  ];
  const traffic = trafficOf(messages, () => 1);
  assert.deepEqual(traffic.get(1), { hue: 2, arriving: { votes: 0, packets: 0, beats: 0 }, leaving: { votes: 0, packets: 1, beats: 1 } });
  assert.equal(total(traffic.get(2)?.arriving ?? { votes: 9, packets: 9, beats: 9 }), 1);
});
