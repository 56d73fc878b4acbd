import assert from 'node:assert/strict';
import { test } from 'node:test';
import { next } from '../grid.js';
import { sideBySide } from './side-by-side.js';

/** @import { Happening, LogEntry, Process, Server, View } from '../../engine/records.js' */

/** @param {number} counter */
const zxid = counter => ({ epoch: 1, counter });

/** @param {number} counter @param {Partial<LogEntry>} [rest] @returns {LogEntry} */
const entry = (counter, rest) => ({ zxid: zxid(counter), safe: true, buffered: false, opensFile: false, ...rest });

/** @param {Partial<Server>} rest */
const server = rest => /** @type {Server} */ ({ id: 1, log: [], snapshots: [], lastZxid: zxid(0), ...rest });

/** @param {Server[]} servers @param {{ server: number, what: unknown }[]} events */
function shown(servers, events = []) {
  const happened = events.map((event, id) => /** @type {Happening} */ ({ id, at: id, ...event }));
  return sideBySide(/** @type {View} */ ({ servers }), happened);
}

/** @param {number} server @param {unknown} step */
const persisted = (server, step) => ({ server, what: { kind: 'persisted', step } });

/** @param {number} counter */
const append = counter => ({ type: 'append', txn: { zxid: zxid(counter) }, opensFile: false });

test('each entry stands at its stage, the newest first', () => {
  const process = /** @type {Process} */ (/** @type {unknown} */ ({ proposals: [] }));
  const log = [entry(1, { opensFile: true }), entry(2), entry(3, { safe: false }), entry(4, { safe: false, buffered: true })];
  const { rows } = shown([server({ process, log, lastZxid: zxid(1) })]);
  assert.deepEqual(rows.map(({ key, cells: [{ stage }] }) => [key, stage]), [['1.4', 'buffered'], ['1.3', 'unsafe'], ['1.2', 'safe'], ['1.1', 'applied']]);
  assert.deepEqual(rows.map(({ cells: [{ opensFile }] }) => opensFile), [false, false, false, true]);
});

test('what does not run has applied nothing', () => {
  assert.equal(shown([server({ log: [entry(1, { opensFile: true })], lastZxid: zxid(1) })]).rows[0].cells[0].stage, 'safe');
});

test('a snapshot stands for what is not in the log, and the view may begin later than the log', () => {
  const whole = server({ id: 2, snapshots: [{ zxid: zxid(2), safe: false }] });
  const late = server({ id: 3, log: [entry(2)] });
  const { rows } = shown([server({ log: [entry(1, { opensFile: true }), entry(2), entry(3)] }), whole, late]);
  assert.deepEqual(rows.map(({ cells }) => cells[1].stage), ['none', 'covered', 'covered']);
  assert.deepEqual(rows.map(({ cells }) => cells[1].snapshot), [undefined, 'unsafe', undefined]);
  assert.deepEqual(rows.map(({ cells }) => cells[2].stage), ['none', 'safe', 'earlier']);
});

test('what TRUNC took off is shown where it was, and what it left is not', () => {
  const events = [1, 2, 3].map(counter => persisted(1, append(counter))).concat(persisted(1, { type: 'truncate', zxid: zxid(1) }));
  const { rows, cuttings } = shown([server({ log: [entry(1, { opensFile: true }), entry(2)] })], events);
  assert.deepEqual(rows.map(({ key, cells: [{ stage }] }) => [key, stage]), [['1.3', 'cut'], ['1.2', 'safe'], ['1.1', 'safe']]);
  assert.deepEqual(cuttings, [{ id: 3, server: 1, behind: zxid(1), at: 3, gone: ['1.3'] }]);
});

test('what went with its process was not cut, and what is written again is there again', () => {
  const crashed = { server: 1, what: { kind: 'crashed' } };
  const cut = persisted(1, { type: 'truncate', zxid: zxid(1) });
  const lost = shown([server({})], [persisted(1, append(1)), persisted(1, { type: 'syncLog' }), persisted(1, append(2)), crashed, cut]);
  assert.deepEqual(lost.cuttings[0].gone, []);
  const again = shown([server({ log: [entry(2, { opensFile: true })] })], [persisted(1, append(2)), cut, persisted(1, append(2))]);
  assert.equal(again.rows[0].cells[0].stage, 'safe');
});

test('who acknowledged it, and whether it is committed, the events say', () => {
  const events = [
    { server: 2, what: { kind: 'ackCounted', zxid: zxid(1), by: 2, acks: [2], met: false } },
    { server: 2, what: { kind: 'ackCounted', zxid: zxid(1), by: 1, acks: [1, 2], met: true } },
    { server: 2, what: { kind: 'committed', zxid: zxid(1) } },
  ];
  const logs = [1, 2, 3].map(id => server({ id, log: [entry(1, { opensFile: true })] }));
  assert.deepEqual(shown(logs, events).rows[0].cells.map(({ acked }) => acked), [true, true, false]);
  assert.deepEqual([1, 2, 3].map(count => shown(logs, events.slice(0, count)).rows[0].committed), [false, false, true]);
});

test('keys lead from cell to cell, and not beyond the last', () => {
  const from = { row: 1, column: 2, lastRow: 3, lastColumn: 2 };
  assert.deepEqual(next('ArrowRight', false, from), { row: 1, column: 2 });
  assert.deepEqual(next('ArrowUp', false, from), { row: 0, column: 2 });
  assert.deepEqual(next('Home', true, from), { row: 0, column: 0 });
  assert.deepEqual(next('End', true, { ...from, column: 0 }), { row: 3, column: 2 });
  assert.equal(next('x', false, from), undefined);
});
