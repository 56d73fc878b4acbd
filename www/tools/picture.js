// Takes the pictures for the README from the real page, light and dark: an election with votes in flight, and a write that is
// being acknowledged.
//
//     cargo xtask build && node www/tools/picture.js

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.js';

/** Moments of the opening scenario, in microseconds. */
const MOMENTS = {
  /** 2 has moved to 3, and its vote and those of the others are under way. */
  election: 85_000,
  /** The leader has counted its own acknowledgement, and those of the followers are under way. */
  broadcast: 915_000,
};
const FOLDER = fileURLToPath(new URL('../pictures/', import.meta.url));

const site = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
await mkdir(FOLDER, { recursive: true });
for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  const page = await browser.newPage({
    viewport: { width: 1080, height: 760 },
    deviceScaleFactor: 2,
    colorScheme,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  // Nobody is new to it.
  await page.addInitScript(() => localStorage.setItem('zab-hints', 'all'));
  await page.goto(site.url);
  const scope = page.locator('zab-scope');
  await scope.locator('.track-of-time').waitFor();
  for (const [name, moment] of Object.entries(MOMENTS)) {
    await scope.evaluate(async (/** @type {import('../element/element.js').ZabScope} */ element, at) => {
      element.pause();
      element.seek(at);
      await element.updateComplete;
    }, moment);
    await scope.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png` });
  }
}
await browser.close();
await site.close();
