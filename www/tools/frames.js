// How smoothly the picture moves: frames a second, and which share of the main thread they take, for ensembles of several sizes.
//
//     node www/tools/frames.js [servers …]
//
// An election and heartbeats at the default speed, in the built site. A share is the processor's time for the main thread's tasks, by
// Chromium's own count, over five seconds. Where other work takes the machine's time, frames are dropped, and what one of them costs is
// the figure to compare. Not part of the tests: the figures belong into BENCHMARKS.md, beside the machine's name.

import { chromium } from 'playwright-core';
import { serve } from './serve.js';

/** How long is watched, in milliseconds. */
const WATCHED = 5000;

/** What is watched, and from when on, in microseconds. @type {[string, number][]} */
const SCENES = [['election', 30_000], ['heartbeats', 8_000_000]];

const counts = process.argv.slice(2).map(Number);
const site = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
console.log('servers  scene        frames/s   main thread   ms a frame');
for (const servers of counts.length > 0 ? counts : [3, 9, 25, 50]) {
  for (const [scene, at] of SCENES) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(site.url);
    await page.waitForFunction(() => /** @type {import('../element/element.js').ZabScope} */ (document.querySelector('zab-scope')).view);
    await page.evaluate(
      async ({ servers, at, scene }) => {
        const scope = /** @type {import('../element/element.js').ZabScope} */ (document.querySelector('zab-scope'));
        await scope.restart({ scenario: `zabscope 1\nservers 1..${servers}\nseed 7\nat 0s start all\n`, playing: false });
        scope.seek(at);
        // At reading speed time stands still while a sentence is read; here it moves all the while.
        scope.speed = scene === 'election' ? 1 / 25 : 1 / 15;
        await scope.updateComplete;
        scope.play();
      },
      { servers, at, scene },
    );
    await page.waitForTimeout(500);
    const { frames, share } = await measure(page);
    console.log(`${String(servers).padStart(7)}  ${scene.padEnd(11)} ${frames.toFixed(1).padStart(9)} ${`${(share * 100).toFixed(0)} %`.padStart(13)} ${((share / frames) * 1000).toFixed(1).padStart(12)}`);
    await page.close();
  }
}
await browser.close();
await site.close();

/** @param {import('playwright-core').Page} page */
async function measure(page) {
  const client = await page.context().newCDPSession(page);
  // In time of the processor: what else the machine does does not count.
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskTime = async () => (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  const before = await taskTime();
  const frames = await page.evaluate(
    watched =>
      new Promise(done => {
        const start = performance.now();
        let count = 0;
        requestAnimationFrame(function frame(now) {
          count += 1;
          if (now - start < watched) requestAnimationFrame(frame);
          else done((count / (now - start)) * 1000);
        });
      }),
    WATCHED,
  );
  return { frames: /** @type {number} */ (frames), share: ((await taskTime()) - before) / (WATCHED / 1000) };
}
