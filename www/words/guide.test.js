import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guideFor } from './guide.js';
import { shape } from './shape.js';

test('a first-time reader is told the same things in both languages', () => {
  assert.deepEqual(shape(guideFor({ lang: 'zh' })), shape(guideFor({ lang: 'en' })));
});
