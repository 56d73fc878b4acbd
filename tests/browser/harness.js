// Opens the built page in the system's Chromium, for the tests in this folder.
//
// A test file shares one browser, and one server for each way of serving it asks for; both go when
// the file's tests have ended. What the page complains about is collected, so that each test can end
// with `assert.deepEqual(errors, [])`.

import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { serve, STRICT_CSP } from '../../www/tools/serve.js';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @type {Promise<Browser> | undefined} */
let browser;

/** @type {Map<string, ReturnType<typeof serve>>} */
const servers = new Map();

/**
 * Opens one page in a context of its own.
 *
 * `path` is relative to the site (`'?lang=zh'`, `'embed.html'`), `base` is where the site is put,
 * `csp` serves it under the strictest policy it must bear (true) or under one of your own,
 * `headers` adds further ones. Whatever else Playwright's contexts take goes through: `viewport`,
 * `colorScheme`, `reducedMotion`, `locale`, `forcedColors`, `hasTouch` …
 *
 * @param {{
 *   path?: string,
 *   base?: string,
 *   csp?: boolean | string,
 *   headers?: Record<string, string>,
 * } & BrowserContextOptions} [options]
 * @returns {Promise<{ page: Page, url: string, errors: string[], close: () => Promise<void> }>}
 */
export async function open({ path = '', base = '/', csp = false, headers = {}, ...context } = {}) {
  const policy = csp === true ? STRICT_CSP : csp;
  const site = await server(base, policy ? { ...headers, 'content-security-policy': policy } : headers);
  browser ??= launch();
  const own = await (await browser).newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'no-preference',
    locale: 'en-US',
    ...context,
  });
  const page = await own.newPage();
  const errors = complaints(page);
  const url = new URL(path.replace(/^\//, ''), site.url).href;
  const answer = await page.goto(url);
  if (!answer?.ok()) throw new Error(`${url} is not there: build the site first (cargo xtask build)`);
  return { page, url, errors, close: () => own.close() };
}

/**
 * Everything the page complains about, as it happens.
 *
 * @param {Page} page
 */
function complaints(page) {
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', error => errors.push(`uncaught: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('requestfailed', request => errors.push(`request: ${request.url()} ${request.failure()?.errorText ?? ''}`));
  return errors;
}

/**
 * @param {string} base
 * @param {Record<string, string>} headers
 */
function server(base, headers) {
  const key = JSON.stringify([base, headers]);
  const known = servers.get(key) ?? serve({ base, headers });
  servers.set(key, known);
  return known;
}

function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
}

after(async () => {
  await (await browser)?.close();
  for (const site of servers.values()) await (await site).close();
});
