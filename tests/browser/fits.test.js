// Whatever the room and however many servers: caption and Play are in view, no words cover others, and nothing is cut off.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { play, seek, still, view } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */
/** @import { Kind } from '../../www/engine/records.js' */

/** The windows of a lecture hall, a laptop, a tablet, two phones and a low frame. */
const WINDOWS = [[1920, 1080], [1280, 720], [768, 1024], [390, 844], [375, 667], [640, 320], [320, 320]];
const COUNTS = [3, 5, 7, 9, 15, 25, 50, 101];

/** With observers and without: as many as there may be beside the most voters. @param {number} servers */
const OBSERVERS = servers => ['', ...(servers === 101 ? ['observers 102..201'] : servers < 10 || servers === 25 ? [`observers ${servers + 1} ${servers + 2}`] : [])];

/** An election, its end, a write, and a crash. @param {number} servers @param {string} observers */
const scenario = (servers, observers) => `zabscope 1
servers 1..${servers}
${observers}
at 0s start all
after leader
+2s write leader times 3
+1s crash leader
`;

/** The first moment with such an event, of those that are told. @param {Page} page @param {Kind} kind */
async function when(page, kind) {
  const at = await page.evaluate(kind => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    for (let now = 0; now < 30_000_000; now += 100_000) {
      scope.seek(now);
      const found = scope.beats.find(({ events }) => events.some(({ what }) => what.kind === kind));
      if (found) return found.at;
    }
    return undefined;
  }, kind);
  assert.ok(at, `there is no ${kind}`);
  return at;
}

/**
 * In the election, after it, in the write and after the crash. Two hundred and one servers say so much that a play is over with their election.
 *
 * @param {Page} page
 * @param {number} servers
 * @param {string} observers
 */
async function moments(page, servers, observers) {
  if (servers > 100 && observers) return [90_000, 1_300_000];
  const elected = await when(page, 'epochBegun');
  const crashed = await when(page, 'crashed');
  return [90_000, elected + 300_000, elected + 2_080_000, crashed + 150_000];
}

/** What is wrong with what can be seen. @param {Page} page @returns {Promise<string[]>} */
function troubles(page) {
  return page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    const root = /** @type {ShadowRoot} */ (scope.shadowRoot);
    const box = (/** @type {Element | null} */ node) => node?.getBoundingClientRect() ?? new DOMRect();
    const found = [];
    for (const selector of ['.caption', '[data-control="play"], [data-control="pause"]']) {
      const { top, bottom, left, right } = box(root.querySelector(selector));
      if (bottom > innerHeight + 1 || top < 0 || left < 0 || right > innerWidth + 1 || bottom - top < 20) found.push(`${selector} is out of view`);
    }
    const stage = box(root.querySelector('.stage'));
    const texts = [...root.querySelectorAll('.picture text')].filter(text => {
      const { width, height } = box(text);
      return text.textContent && width > 0 && height > 0 && text.checkVisibility({ visibilityProperty: true });
    });
    const words = texts.map(text => ({ text: text.textContent, flies: text.closest('.token, .cut') !== null, whose: text.closest('.server, .client, .token, .cut, .matrix-row, .matrix-frame, .traffic'), ...box(text).toJSON() }));
    for (const { text, left, right, top, bottom } of words) {
      if (left < stage.left - 1 || right > stage.right + 1 || top < stage.top - 1 || bottom > stage.bottom + 1) found.push(`“${text}” is cut off`);
    }
    words.forEach((a, index) => {
      for (const b of words.slice(index + 1)) {
        // Lines of one server stand as close as lines do; what flies may pass over anything.
        if (a.whose === b.whose || a.flies || b.flies) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 3) found.push(`“${a.text}” and “${b.text}” overlap`);
      }
    });
    return found;
  });
}

for (const lang of ['en', 'zh']) {
  for (const servers of COUNTS) {
    for (const observers of OBSERVERS(servers)) {
      test(`${servers} servers ${observers} fit: ${lang}`, async () => {
        const { page, errors, close } = await still({ path: `?lang=${lang}` });
        await play(page, scenario(servers, observers));
        for (const moment of await moments(page, servers, observers)) {
          await seek(page, moment / 1000);
          assert.equal((await view(page)).now, moment);
          for (const [width, height] of WINDOWS) {
            await page.setViewportSize({ width, height });
            await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
            assert.deepEqual(await troubles(page), [], `${width}×${height} at ${moment / 1000} ms`);
          }
        }
        assert.deepEqual(errors, []);
        await close();
      });
    }
  }
}
