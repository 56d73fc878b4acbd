import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochOf, hueOf } from './epoch-hue.js';
import { cellsOf } from './history.js';

/** @param {number[]} counters */
const log = counters => counters.map(counter => ({ zxid: { epoch: 1, counter }, safe: true, buffered: false, opensFile: false }));
const nothing = { epoch: 0, counter: 0 };

test('a history that came as a snapshot begins with it', () => {
  const cells = cellsOf({ lastZxid: { epoch: 9, counter: 0 }, log: log([7, 8]), snapshot: { epoch: 1, counter: 6 } });
  assert.deepEqual(cells.map(({ zxid, whole }) => [zxid.counter, whole]), [[6, true], [7, false], [8, false]]);
});

test('a snapshot of what is in the log says nothing new', () => {
  assert.equal(cellsOf({ lastZxid: { epoch: 9, counter: 0 }, log: log([1, 2]), snapshot: { epoch: 1, counter: 2 } }).some(({ whole }) => whole), false);
  assert.equal(cellsOf({ lastZxid: { epoch: 9, counter: 0 }, log: log([1, 2]), snapshot: nothing }).length, 2);
  assert.deepEqual(cellsOf({ lastZxid: { epoch: 9, counter: 0 }, log: [], snapshot: nothing }), []);
});

test('what a snapshot has replaced is not shown', () => {
  const cells = cellsOf({ lastZxid: { epoch: 9, counter: 0 }, log: log([1, 2]), snapshot: { epoch: 2, counter: 0 } });
  assert.deepEqual(cells.map(({ zxid }) => zxid), [{ epoch: 2, counter: 0 }]);
});

test('what is in the log is told apart from what is applied', () => {
  const cells = cellsOf({ log: log([1, 2]), snapshot: nothing, lastZxid: { epoch: 1, counter: 1 } });
  assert.deepEqual(cells.map(({ applied }) => applied), [true, false]);
});

test('before the first epoch there is no hue; then they take turns', () => {
  assert.deepEqual([-1, 0, 1, 2, 5, 6].map(hueOf), [0, 0, 1, 2, 5, 1]);
});

test('a message has the epoch it speaks of, or its sender’s', () => {
  assert.equal(epochOf({ type: 'leaderInfo', epoch: 4 }, 3), 4);
  assert.equal(epochOf({ type: 'trunc', zxid: { epoch: 2, counter: 9 } }, 3), 2);
  assert.equal(epochOf({ type: 'upToDate' }, 3), 3);
});
