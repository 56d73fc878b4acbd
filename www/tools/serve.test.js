import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileOf, serve } from './serve.js';

test('a path means a file below the root', () => {
  assert.equal(fileOf('/site', '/', '/'), '/site/index.html');
  assert.equal(fileOf('/site', '/', '/a/b.js?x=1'), '/site/a/b.js');
  assert.equal(fileOf('/site', '/deep/er/', '/deep/er/main.js'), '/site/main.js');
});

test('nothing outside the root or the base is served', () => {
  const escapes = ['/../secret', '/%2e%2e/secret', '/a/../../secret', '/%2e%2e%2fsecret', '//etc/passwd'];
  for (const path of [...escapes, '/%', '/a%00b']) {
    assert.equal(fileOf('/site', '/', path), undefined, path);
  }
  assert.equal(fileOf('/site', '/deep/', '/main.js'), undefined);
});

test('the module is served as WebAssembly, with the headers asked for', async () => {
  const root = await mkdtemp(join(tmpdir(), 'zabscope-'));
  await writeFile(join(root, 'a.wasm'), new Uint8Array([0, 97, 115, 109]));
  const server = await serve({ root, base: '/x/', headers: { 'x-test': 'yes' } });
  try {
    const found = await fetch(`${server.url}a.wasm`);
    assert.equal(found.headers.get('content-type'), 'application/wasm');
    assert.equal(found.headers.get('x-test'), 'yes');
    assert.equal((await found.arrayBuffer()).byteLength, 4);
    assert.equal((await fetch(`${server.url}b.wasm`)).status, 404);
  } finally {
    await server.close();
    await rm(root, { recursive: true });
  }
});
