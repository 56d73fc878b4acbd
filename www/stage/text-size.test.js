import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capsuleSize, extent } from './text-size.js';

test('a text takes the room of its characters, and a capsule some more', () => {
  assert.ok(extent('同步阶段', 10) > extent('同步', 10));
  assert.ok(extent('ACK', 10) > extent('ack', 10) && extent('ack', 10) > extent('...', 10));
  assert.ok(capsuleSize(10, 'NEWLEADER 1.0').width > extent('NEWLEADER 1.0', 10));
});
