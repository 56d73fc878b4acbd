import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionFor, reachable, cutOff } from './actions.js';

/** @import { Server } from './records.js' */

const servers = [1, 2, 3];
const both = [{ from: 1, to: 3, held: 0 }, { from: 3, to: 1, held: 2 }];

test('a deed becomes what can be done', () => {
  const view = { servers: /** @type {Server[]} */ ([{ id: 1, lives: 1 }, { id: 2, lives: 0 }, { id: 3, lives: 2 }]), cuts: both };
  assert.deepEqual(actionFor('restart', 1, view), { do: 'restart', server: 1 });
  assert.deepEqual(actionFor('restart', 2, view), { do: 'start', server: 2 });
  assert.deepEqual(actionFor('write', 2, view), { do: 'write', server: 2 });
  assert.deepEqual(actionFor('cut', 2, view), { do: 'cut', server: 2, others: [1, 3] });
  assert.deepEqual(actionFor('cut', 3, view), { do: 'cut', server: 3, others: [2] }, 'another’s cut stays');
  assert.deepEqual(actionFor('heal', 3, view), { do: 'heal', server: 3, others: [1] });
  const alone = { ...view, cuts: [...both, { from: 2, to: 3, held: 0 }, { from: 3, to: 2, held: 0 }] };
  assert.deepEqual(actionFor('cut', 3, alone), { do: 'heal', server: 3, others: [1, 2] });
});

test('a server can be cut off from those it still reaches', () => {
  assert.deepEqual(reachable(3, servers, []), [1, 2]);
  assert.deepEqual(reachable(3, servers, both), [2]);
  assert.deepEqual(reachable(3, servers, both.slice(1)), [1, 2], 'one way is not all');
});

test('what is cut, one way or both, can be healed', () => {
  assert.deepEqual(cutOff(3, servers, []), []);
  assert.deepEqual(cutOff(3, servers, both), [1]);
  assert.deepEqual(cutOff(1, servers, both.slice(1)), [3]);
  assert.deepEqual(cutOff(2, servers, both), []);
});
