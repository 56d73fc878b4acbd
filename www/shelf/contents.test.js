import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { LESSONS } from './contents.js';

test('the contents list every lesson there is, in order', () => {
  const files = readdirSync(new URL('../lessons/', import.meta.url)).sort();
  assert.deepEqual(LESSONS.map(({ name }) => `${name}.zab`), files);
});

test('every section of the introduction has a lesson', () => {
  const sections = new Set(LESSONS.map(({ section }) => section));
  for (const section of ['0', '1', '2', '3', '3.1', '3.2', '3.3', '4.1', '4.2']) assert.ok(sections.has(section), section);
});
