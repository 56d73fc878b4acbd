import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A folder imports from itself and from those before it; the page, '.', from all. What lies in a folder of a folder belongs to it. */
const ORDER = ['pkg', 'engine', 'words', 'play', 'stage', 'panels', 'element', 'experiments', 'shelf', '.'];

const WWW = fileURLToPath(new URL('.', import.meta.url));
/** @param {string} file */
const roomOf = file => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '.');
const files = readdirSync(WWW, { recursive: true, encoding: 'utf8' }).filter(file => ORDER.includes(roomOf(file)));
const sources = files.filter(file => file.endsWith('.js') && !file.endsWith('.test.js') && roomOf(file) !== 'pkg');

/** What a file imports of ours, types too. @param {string} file */
function importsOf(file) {
  const found = readFileSync(join(WWW, file), 'utf8').matchAll(/(?:import|from)\s*\(?'(\.[^']+)'/g);
  return [...found].map(([, path]) => relative(WWW, join(WWW, dirname(file), path)));
}

const imports = new Map(sources.map(file => [file, importsOf(file)]));

test('folders import one way', () => {
  for (const [file, targets] of imports) {
    for (const target of targets) {
      assert.ok(ORDER.includes(roomOf(target)), `${file} imports ${target}`);
      assert.ok(ORDER.indexOf(roomOf(target)) <= ORDER.indexOf(roomOf(file)), `${file} imports ${target}`);
    }
  }
});

test('only the engine knows the wasm', () => {
  for (const [file, targets] of imports) {
    for (const target of targets) assert.ok(roomOf(target) !== 'pkg' || roomOf(file) === 'engine', `${file} imports ${target}`);
  }
});

test('no imports form a circle', () => {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    assert.ok(!path.includes(file), [...path, file].join(' > '));
    if (done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  assert.ok(imports.size > 30);
  for (const file of imports.keys()) visit(file, []);
});
