// What the first picture weighs, as a visitor downloads it (gzip), against what it may weigh.
//
// Counted is every file of the site that the page reaches: those named in index.html, and those named in a file that is counted. What is
// imported only when it is wanted (`import('./…')`) is free, and so is what nothing names (source maps, the element's own entry).

import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DIST } from './serve.js';

/** In kilobytes of 1,000 bytes. A budget that is raised wants a reason in the commit that raises it. */
const BUDGET = 267;

const WANTED_LATER = /\bimport\(\s*["'`][^"'`]*["'`]\s*\)/g;
const NAMED = /["'`(=](?:\.\/)?([\w./-]+\.(?:js|css|wasm|html|json|svg|png|ico|zab|woff2|webmanifest))["'`)\s>]/g;
const TEXT = /\.(?:html|js|css|svg|json)$/;

/** @param {string} entry */
function reached(entry) {
  const files = new Set([entry]);
  for (const file of files) {
    if (!TEXT.test(file)) continue;
    for (const [, name] of readFileSync(join(DIST, file), 'utf8').replaceAll(WANTED_LATER, '').matchAll(NAMED)) {
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

/** @param {string[]} extensions */
const total = (...extensions) => weights.filter(({ file }) => extensions.includes(extname(file))).reduce((sum, { gzip }) => sum + gzip, 0);

const [wasm, code] = [total('.wasm'), total('.js', '.css')];
const all = weights.reduce((sum, { gzip }) => sum + gzip, 0);
if (wasm === 0) {
  console.log('the page does not name its wasm: nothing was measured');
  process.exitCode = 1;
}
if (all > BUDGET * 1000) {
  console.log(`the first picture is over its budget of ${BUDGET} KB`);
  process.exitCode = 1;
}
console.log(`wasm${kilobytes(wasm)} KB, code${kilobytes(code)} KB, all${kilobytes(all)} of ${BUDGET} KB`);
