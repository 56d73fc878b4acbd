import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptWords, parts } from './kept-words.js';

const kept = (/** @type {string} */ text) => parts(text).filter(part => part.kept).map(part => part.text);

test('terms and names with their numbers are not torn', () => {
  assert.deepEqual(kept('服务器 1、3 已过半，可以提交。'), ['服务器 1', '过半', '提交']);
  assert.deepEqual(kept('改投 (1, 3, 0)：epoch 2'), ['(1, 3, 0)', 'epoch 2']);
  assert.deepEqual(kept('发送 PROPOSAL 1.2'), ['PROPOSAL 1.2']);
});

test('nothing of a text is lost', () => {
  const text = 'Leader（服务器 3）收到服务器 1 对 1.2 的 ACK：服务器 1、3 已过半，可以提交。';
  assert.equal(parts(text).map(part => part.text).join(''), text);
  assert.equal(parts('').length, 0);
});

test('English needs no help', () => {
  assert.equal(keptWords('a quorum', 'en'), 'a quorum');
});
