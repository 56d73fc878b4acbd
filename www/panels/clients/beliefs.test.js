import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beliefsOf } from './beliefs.js';

/** @import { Happening } from '../../engine/records.js' */

/** @param {number} counter */
const zxid = counter => ({ epoch: 1, counter });

/** @param {Record<string, unknown>[]} events those of client a, unless they name a server */
const of = events => beliefsOf('a', events.map(({ server, ...what }, id) => /** @type {Happening} */ ({ id, at: id, what, ...(server ? { server } : { client: 'a' }) })));

const begun = { kind: 'sessionConnected', session: '0x1' };
const set = { code: 'setData', path: '/x', data: 'new' };
const get = { code: 'getData', path: '/x' };

/** @param {number} counter @param {object} change @param {number} [cxid] */
const proposed = (counter, change, cxid = 1) => ({ kind: 'proposed', server: 3, txn: { zxid: zxid(counter), session: '0x1', cxid, change } });
/** @param {number} counter */
const applied = counter => ({ kind: 'applied', server: 1, zxid: zxid(counter) });

test('answers belong to requests in their order', () => {
  const { asked } = of([{ kind: 'requested', op: set }, { kind: 'requested', op: get }, { kind: 'requestAnswered', cxid: 1, op: set, zxid: zxid(2), answer: { type: 'stat', version: 1 } }]);
  assert.deepEqual(asked.map(({ op, outcome }) => [op.code, outcome.type]), [['getData', 'waits'], ['setData', 'answered']]);
});

test('of a write that was sent and lost, what became of it is known to the servers alone', () => {
  const lost = [begun, { kind: 'requested', op: set }, proposed(2, set), { kind: 'requestFailed', cxid: 1, op: set, error: 'ConnectionLoss' }];
  const outcome = (/** @type {Record<string, unknown>[]} */ events) => of(events).asked[0].outcome;
  assert.deepEqual([outcome(lost)].map(each => each.type === 'lost' && [each.txn?.zxid.counter, each.done]), [[2, false]]);
  assert.deepEqual([outcome([...lost, applied(2)])].map(each => each.type === 'lost' && each.done), [true]);
  assert.deepEqual([outcome(lost.filter(({ kind }) => kind !== 'proposed'))].map(each => each.type === 'lost' && each.txn), [undefined]);
});

test('what was never sent was not done', () => {
  assert.equal(of([{ kind: 'requested', op: set }, { kind: 'requestFailed', op: set, error: 'ConnectionLoss' }]).asked[0].outcome.type, 'unsent');
});

test('what was read is stale once something later is committed that changes it', () => {
  const read = [{ kind: 'requested', op: get }, { kind: 'requestAnswered', cxid: 1, op: get, zxid: zxid(2), answer: { type: 'data', data: 'old', stat: {} } }];
  const since = (/** @type {Record<string, unknown>[]} */ ...events) => of([...read, ...events]).beliefs[0].since?.zxid.counter;
  assert.equal(since(proposed(3, set)), undefined, 'proposed is not committed');
  assert.equal(since(proposed(3, set), applied(3)), 3);
  assert.equal(since(proposed(2, set), applied(2)), undefined, 'it has seen that');
  assert.equal(since(proposed(3, { ...set, path: '/y' }), applied(3)), undefined, 'another znode');
  assert.equal(since(proposed(3, { code: 'closeSession', paths: ['/x'] }), applied(3)), 3, 'it went with its session');
});

test('a list of children is stale when one comes or goes', () => {
  const op = { code: 'getChildren', path: '/' };
  const read = [{ kind: 'requested', op }, { kind: 'requestAnswered', cxid: 1, op, zxid: zxid(2), answer: { type: 'children', names: [] } }];
  const since = (/** @type {string} */ path) => of([...read, proposed(3, { code: 'create', path, data: '' }), applied(3)]).beliefs[0].since?.zxid.counter;
  assert.deepEqual([since('/x'), since('/x/y')], [3, undefined]);
});
