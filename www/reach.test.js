import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reached, severed } from './reach.js';

const servers = [1, 2, 3];
const both = [{ from: 1, to: 3, held: 0 }, { from: 3, to: 1, held: 2 }];

test('a server can be cut off from those it still reaches', () => {
  assert.deepEqual(reached(3, servers, []), [1, 2]);
  assert.deepEqual(reached(3, servers, both), [2]);
  assert.deepEqual(reached(3, servers, both.slice(1)), [1, 2], 'one way is not all');
});

test('what is cut, one way or both, can be healed', () => {
  assert.deepEqual(severed(3, servers, []), []);
  assert.deepEqual(severed(3, servers, both), [1]);
  assert.deepEqual(severed(1, servers, both.slice(1)), [3]);
  assert.deepEqual(severed(2, servers, both), []);
});
