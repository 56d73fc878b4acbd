// A small static server, on this machine only: for `cargo xtask serve` and for the browser tests.
//
//   node www/tools/serve.js --port 8080 [--root www/dist] [--base /some/path/]

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.zab': 'text/plain; charset=utf-8',
};

/** The strictest policy that lets a page run WebAssembly of its own. */
export const STRICT_CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * Serves `root` below the path `base`, each answer with `headers`.
 *
 * @param {object} [options]
 * @param {string} [options.root]
 * @param {number} [options.port] 0 chooses a free one
 * @param {string} [options.base] begins and ends with a slash
 * @param {Record<string, string>} [options.headers]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ root = DIST, port = 0, base = '/', headers = {} } = {}) {
  const server = createServer(async (request, response) => {
    const answer = await find(root, base, request.url ?? '/');
    response.writeHead(answer.status, { 'cache-control': 'no-store', ...answer.headers, ...headers });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}${base}`,
    close: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} root
 * @param {string} base
 * @param {string} target the request's path, as it was sent
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: string | Uint8Array }>}
 */
async function find(root, base, target) {
  const file = fileOf(root, base, target);
  if (!file) return plain(404, 'not found');
  try {
    const body = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    return { status: 200, headers: { 'content-type': type }, body };
  } catch {
    return plain(404, 'not found');
  }
}

/**
 * The file that a request means; none when it means something outside `base` or `root`.
 *
 * @param {string} root
 * @param {string} base
 * @param {string} target
 */
export function fileOf(root, base, target) {
  let path;
  try {
    path = decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
  if (!path.startsWith(base) || path.includes('\0')) return undefined;
  const inside = path.slice(base.length);
  const file = resolve(root, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
  return file.startsWith(resolve(root) + sep) ? file : undefined;
}

/**
 * @param {number} status
 * @param {string} body
 */
function plain(status, body) {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      root: { type: 'string', default: DIST },
      base: { type: 'string', default: '/' },
    },
  });
  const port = Number(values.port);
  try {
    const { url } = await serve({ root: values.root, base: values.base, port });
    console.log(`  ${url}   Ctrl-C stops it\n`);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    console.error(taken ? `port ${port} is taken: choose another with --port N` : String(error));
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
