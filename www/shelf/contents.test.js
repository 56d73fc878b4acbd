import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { LESSONS } from './contents.js';

test('the contents list every lesson there is, in order', () => {
  const files = readdirSync(new URL('../lessons/', import.meta.url)).sort();
  assert.deepEqual(LESSONS.map(({ name }) => `${name}.zab`), files);
});
