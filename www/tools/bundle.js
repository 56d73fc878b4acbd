// Makes the static site: `www` in, `www/dist` out.
//
// Three entries share their chunks: the page (main.js), the element alone (zab-scope.js), for
// authors who embed it, and the worker in which experiments run. Everything refers to everything else by relative address, so the site works
// from any path of any static host. The glue finds its module with `new URL('zab_wasm_bg.wasm',
// import.meta.url)`, which esbuild leaves as it is; so every chunk, and the module, is put at the top.

import { cp, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build, transform } from 'esbuild';

const www = fileURLToPath(new URL('..', import.meta.url));
const dist = join(www, 'dist');

await rm(dist, { recursive: true, force: true });
await mkdir(dist);

const top = await readdir(www);
const styles = top.filter(name => name.endsWith('.css'));
const pages = top.filter(name => /\.(html|svg|png|ico|webmanifest)$/.test(name));

/** Style sheets in templates, which esbuild takes for text, as small as those in files. @type {import('esbuild').Plugin} */
const styleTemplates = {
  name: 'style templates',
  setup({ onLoad }) {
    onLoad({ filter: /(?:styles|\.css)\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const sheets = await Promise.all(
        Array.from(source.matchAll(/css`([^`$\\]*)`/g), async ([, sheet]) => (await transform(sheet, { loader: 'css', minify: true })).code.trim().replaceAll('\\', '\\\\')),
      );
      return { contents: source.replace(/css`[^`$\\]*`/g, () => `css\`${sheets.shift()}\``) };
    });
  },
};

try {
  await build({
    absWorkingDir: www,
    entryPoints: ['main.js', 'zab-scope.js', 'lab-worker.js', ...styles],
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    plugins: [styleTemplates],
    sourcemap: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
} catch {
  process.exit(1); // esbuild has said why.
}

for (const name of pages) await copyFile(join(www, name), join(dist, name));
if (existsSync(join(www, 'assets'))) await cp(join(www, 'assets'), join(dist, 'assets'), { recursive: true });
for (const module of ['zab_wasm_bg.wasm', 'zab_lab_bg.wasm']) await copyFile(join(www, 'pkg', module), join(dist, module));

// Lessons, and the library: the scenarios that are tests as well, with a list of them.
const SCENARIOS = fileURLToPath(new URL('../../tests/scenarios', import.meta.url));
if (existsSync(join(www, 'lessons'))) await cp(join(www, 'lessons'), join(dist, 'lessons'), { recursive: true });
await cp(SCENARIOS, join(dist, 'scenarios'), { recursive: true });
const titles = (/** @type {string} */ text) => Array.from(text.matchAll(/^title(?:\.(\S+))?\s+"(.*)"/gm), ([, lang = 'en', text]) => ({ lang, text }));
const library = (await readdir(SCENARIOS)).filter(name => name.endsWith('.zab')).sort().map(async name => ({
  name: name.replace(/\.zab$/, ''),
  title: titles(await readFile(join(SCENARIOS, name), 'utf8')),
}));
await writeFile(join(dist, 'scenarios/library.json'), JSON.stringify(await Promise.all(library)));

// GitHub's static host would otherwise run the site through Jekyll.
await writeFile(join(dist, '.nojekyll'), '');
