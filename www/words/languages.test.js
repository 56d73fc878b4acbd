import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.js';
import { languageFor, loadLocale, localeFor, sentenceOf } from './languages.js';
import { shape } from './shape.js';
import { textIn } from './format.js';
import { zh } from './zh.js';

/** @import { Happening, What } from '../engine/records.js' */

const vote = { round: 1, leader: 3, zxid: { epoch: 0, counter: 0 }, peerEpoch: 0 };

/** @param {What} what @param {Partial<Happening>} [rest] @returns {Happening} */
const happening = (what, rest) => ({ id: 2, at: 0, server: 1, client: undefined, cause: 1, what, ...rest });

test('both languages say the same things', () => {
  assert.deepEqual(shape(zh), shape(en));
});

test('the language nearest to what is asked for is spoken', async () => {
  assert.deepEqual([['zh-Hans-CN'], ['fr', 'zh'], ['EN-gb'], ['fr'], []].map(languageFor), ['zh', 'zh', 'en', 'en', 'en']);
  assert.equal(localeFor('zh'), en, 'until it is loaded');
  await loadLocale('zh');
  assert.equal(localeFor('zh'), zh);
});

test('a text is taken in the language, or in the first it has', () => {
  const texts = [{ lang: 'en', text: 'one' }, { lang: 'zh', text: '一' }];
  assert.equal(textIn(texts, 'zh'), '一');
  assert.equal(textIn([texts[0]], 'zh'), 'one');
  assert.equal(textIn([], 'zh'), '');
});

test('a vote that changed says for whom, and why', () => {
  const compared = happening({ kind: 'compared', from: 3, heard: vote, against: vote, beats: true, by: 'id' }, { id: 1 });
  const changed = happening({ kind: 'voteChanged', from: vote, to: vote });
  assert.equal(sentenceOf(changed, compared, en), 'Server 1 now votes for 3: same epoch, same zxid, larger id.');
  assert.equal(sentenceOf(changed, compared, zh), '服务器 1 改投服务器 3：epoch、zxid 都相同，myid 更大。');
});

test('a scenario speaks for itself', () => {
  const said = happening({ kind: 'said', text: [{ lang: 'en', text: '<b>' }], about: [] });
  assert.equal(sentenceOf(said, undefined, en), '<b>');
});

test('a client is called a client, a server a server', () => {
  const connect = happening({ kind: 'sent', to: 2, content: { type: 'connect', session: '0x0', timeout: 1, lastZxid: vote.zxid } }, { server: undefined, client: 'a' });
  assert.match(sentenceOf(connect, undefined, en), /^Client a sends 2 CONNECT/);
  assert.match(sentenceOf(connect, undefined, zh), /^客户端 a 向服务器 2 发送 CONNECT/);
});

test('acknowledgements are counted aloud', () => {
  const zxid = { epoch: 1, counter: 2 };
  const counted = (/** @type {number} */ by, /** @type {number[]} */ acks, /** @type {boolean} */ met) =>
    sentenceOf(happening({ kind: 'ackCounted', zxid, by, acks, met }, { server: 3 }), undefined, en);
  assert.equal(counted(3, [3], false), 'Leader 3 counts its own ACK for 1.2: one alone is no quorum.');
  assert.equal(counted(1, [1, 3], true), 'Leader 3 counts the ACK of 1 for 1.2: 1 and 3 are a quorum, so it commits.');
});

test('a learner is told what to cut off, and why', () => {
  const [cut, last] = [{ epoch: 1, counter: 2 }, { epoch: 2, counter: 0 }];
  const offered = happening({
    kind: 'offered', learner: 3, peer: { epoch: 1, counter: 4 }, min: { epoch: 1, counter: 1 }, max: cut, last, mode: 'TRUNC', zxid: cut, row: 'ahead', transactions: 0,
  });
  assert.equal(sentenceOf(offered, undefined, en), 'Server 3 has 1.4, which is not in the leader’s history: it is told to cut its log after 1.2 (TRUNC).');
  assert.equal(sentenceOf(offered, undefined, zh), '服务器 3 的最大 zxid 是 1.4，不在 Leader 的历史中：要求它把 1.2 之后的日志截掉（TRUNC）。');
});

test('one alone is spoken of as one', () => {
  const zxid = { epoch: 1, counter: 1 };
  const counted = happening({ kind: 'ackCounted', zxid, by: 1, acks: [1], met: true });
  assert.equal(sentenceOf(counted, undefined, en), 'Leader 1 counts its own ACK for 1.1: 1 alone is a quorum, so it commits.');
  const begun = happening({ kind: 'epochBegun', epoch: 1, acknowledged: [1] });
  assert.equal(sentenceOf(begun, undefined, en), '1 alone has acknowledged: epoch 1 begins, and 1 leads it.');
});

test('a learner that lacks nothing is not sent nothing', () => {
  const at = { epoch: 1, counter: 2 };
  const offered = happening({ kind: 'offered', learner: 1, peer: at, min: at, max: at, last: { epoch: 2, counter: 0 }, mode: 'DIFF', zxid: at, row: 'within the window', transactions: 0 }, { server: 3 });
  assert.equal(sentenceOf(offered, undefined, en), 'Server 1 has 1.2, and nothing has been written since: nothing is missing (DIFF).');
  assert.equal(sentenceOf(offered, undefined, zh), '服务器 1 的最大 zxid 是 1.2，此后没有新的事务：无需补发（DIFF）。');
});

test('an observer votes for nobody', () => {
  const lowest = -(2 ** 31);
  const started = happening({ kind: 'electionStarted', vote: { round: 1, leader: lowest, zxid: { epoch: lowest, counter: 0 }, peerEpoch: lowest } }, { server: 4 });
  assert.equal(sentenceOf(started, undefined, en), 'Server 4 begins round 1 and votes for nobody: it has no vote, and asks who leads.');
  assert.match(sentenceOf(started, undefined, zh), /服务器 4 没有投票权/);
});
