import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, logCell, runsOf } from './matrix-log.js';

/** @import { Server } from '../engine/records.js' */

/** @param {number} epoch @param {number} counter */
const zxid = (epoch, counter) => ({ epoch, counter });

/** @param {[number, number, boolean][]} entries @param {[number, number]} [snapshot] */
function withLog(entries, snapshot = [0, 0]) {
  const log = entries.map(([epoch, counter, safe]) => ({ zxid: zxid(epoch, counter), safe }));
  return /** @type {Server} */ ({ log, snapshot: zxid(...snapshot), lastZxid: zxid(1, 2) });
}

const cell = logCell(80, 20);

test('a transaction has the same column in every row', () => {
  const [a, b] = [withLog([[1, 1, true], [1, 3, true]]), withLog([[1, 2, true], [2, 1, false]])];
  const columns = columnsOf([a, b], cell);
  assert.deepEqual([...columns.values()], [0, 1, 2, 3]);
  const [safe, open] = runsOf(b, columns, cell);
  assert.deepEqual([safe.hue, safe.kind], [1, 'applied']);
  assert.deepEqual([open.hue, open.kind], [2, 'open']);
  assert.ok(safe.d.startsWith(`M${cell.pitch} `));
});

test('of long logs the end is shown', () => {
  const long = withLog(Array.from({ length: 30 }, (_, index) => [1, index + 1, true]));
  const columns = columnsOf([long], cell);
  assert.equal(columns.size, 10);
  assert.ok([...columns.values()].every(column => column * cell.pitch + cell.pitch - cell.gap <= cell.width));
});

test('a snapshot stands for all before it', () => {
  const columns = columnsOf([withLog([[1, 1, true]]), withLog([], [1, 2])], cell);
  assert.deepEqual(runsOf(withLog([], [1, 2]), columns, cell).map(({ kind }) => kind), ['whole']);
  assert.match(runsOf(withLog([], [1, 2]), columns, cell)[0].d, /^M0 /);
});
