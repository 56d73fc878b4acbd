// What the page weighs, as a visitor downloads it (gzip), against what it may weigh.
//
// Counted is every file of the site that the page reaches: those named in index.html, and those
// named in a file that is counted. What nothing names (source maps, the element's own entry) is free.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DIST } from './serve.js';

const WASM = new Set(['.wasm']);
const CODE = new Set(['.js', '.css']);

/**
 * In kilobytes of 1,000 bytes. A budget that is raised wants a reason in the commit that raises it.
 *
 * The module was half as large when it only elected. Broadcast, the tree of znodes, sessions and clients run in it too, and
 * whatever a person does can be said in the language of scenarios, whose reader therefore is needed at any time. Each limit
 * leaves some 8 % of room.
 */
const BUDGETS = [
  { name: 'wasm', limit: 150, counts: (/** @type {string} */ file) => WASM.has(extname(file)) },
  { name: 'code', limit: 50, counts: (/** @type {string} */ file) => CODE.has(extname(file)) },
  { name: 'all', limit: 204, counts: () => true },
];

const NAMED = /["'`(=](?:\.\/)?([\w./-]+\.(?:js|css|wasm|html|json|svg|png|ico|zab|woff2|webmanifest))["'`)\s>]/g;
const TEXT = /\.(?:html|js|css|svg|json)$/;

/** @param {string} entry */
function reached(entry) {
  const files = new Set([entry]);
  for (const file of files) {
    if (!TEXT.test(file)) continue;
    for (const [, name] of readFileSync(join(DIST, file), 'utf8').matchAll(NAMED)) {
      const path = join(DIST, name);
      if (existsSync(path) && statSync(path).isFile()) files.add(name);
    }
  }
  return [...files];
}

const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1).padStart(7);

const weights = reached('index.html').map(file => {
  const bytes = readFileSync(join(DIST, file));
  return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
});
weights.sort((a, b) => b.gzip - a.gzip);

for (const { file, raw, gzip } of weights) {
  console.log(`${file.padEnd(28)} ${kilobytes(raw)} KB ${kilobytes(gzip)} KB gzip`);
}

const totals = BUDGETS.map(({ name, limit, counts }) => {
  const used = weights.filter(({ file }) => counts(file)).reduce((sum, { gzip }) => sum + gzip, 0);
  return { name, limit, used, over: used > limit * 1000 };
});
for (const { name, limit, over } of totals) {
  if (over) console.log(`${name} is over its budget of ${limit} KB`);
}
if (!totals.some(({ name, used }) => name === 'wasm' && used > 0)) {
  console.log('the page does not name its wasm: nothing was measured');
  process.exitCode = 1;
}
if (totals.some(({ over }) => over)) process.exitCode = 1;

console.log(totals.map(({ name, limit, used }) => `${name} ${(used / 1000).toFixed(1)}/${limit}`).join(', ') + ' KB');
