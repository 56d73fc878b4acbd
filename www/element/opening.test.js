import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { OPENING } from './opening.js';

test('the page opens with what an element opens with', () => {
  const page = readFileSync(new URL('../index.html', import.meta.url), 'utf8');
  const [, script] = /<script type="text\/zab">\n([^]*?)<\/script>/.exec(page) ?? [];
  const indent = /^ */.exec(script)?.[0] ?? '';
  assert.equal(script.split('\n').map(line => line.replace(indent, '')).join('\n').trim(), OPENING.trim());
});
