import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailsFor } from './details.js';
import { shape } from './shape.js';

test('the inspector says the same things in both languages', () => {
  assert.deepEqual(shape(detailsFor({ lang: 'zh' })), shape(detailsFor({ lang: 'en' })));
});
