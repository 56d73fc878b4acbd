// The lessons and their shelf: each is played through in both languages, beat by beat, and can be linked to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LESSONS } from '../../www/shelf/contents.js';
import { caption, still, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** More beats than any lesson has. */
const MANY = 120;

/** What was still being loaded when one went elsewhere is no complaint. @param {string[]} errors */
const complaints = errors => errors.filter(error => !error.includes('ERR_ABORTED'));

/** Goes on by key until nothing more is said, and gives all that was. @param {Page} page */
async function readThrough(page) {
  await page.locator('zab-scope .scope').focus();
  const told = [await caption(page)];
  for (let beat = 0; beat < MANY; beat += 1) {
    await page.keyboard.press('ArrowRight');
    const text = await caption(page);
    told.push(text);
    if (/Try |试一试|试着/.test(text)) return told;
  }
  assert.fail(`no end: ${told.slice(-3).join(' | ')}`);
}

for (const lang of ['en', 'zh']) {
  test(`each lesson is read through by key: ${lang}`, async () => {
    const { page, url, errors, close } = await still({ path: `?lang=${lang}` });
    const titles = new Set();
    for (const { name } of LESSONS) {
      await page.goto(new URL(`?lesson=${name}&lang=${lang}`, url).href);
      await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view);
      await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).pause());
      const told = await readThrough(page);
      assert.ok(told.length > 5, `${name}: ${told.length}`);
      assert.ok(!told.some(text => /undefined|NaN|\{/.test(text)), name);
      titles.add(await page.locator('zab-scope .title').innerText());
      assert.equal(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).branch), 0);
    }
    assert.equal(titles.size, LESSONS.length);
    assert.deepEqual(complaints(errors), []);
    await close();
  });

  test(`the shelf is a key away, each lesson a click, and one can go back: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await page.locator('.lesson').first().waitFor();
    await page.keyboard.press('s');
    const first = page.locator('.lesson').first();
    await page.waitForFunction(() => document.activeElement?.classList.contains('lesson'));
    await page.locator('.cover .disc').first().waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await first.locator('.read').count(), 0);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.servers.length === 4);
    assert.match(page.url(), /lesson=01-roles/);
    assert.match(page.url(), new RegExp(`lang=${lang}`));
    await page.locator('.lesson .read').first().waitFor();
    await page.goBack();
    await page.goto(page.url());
    await page.locator('.lesson .read').first().waitFor();

    // An ensemble of one's own, with an address of its own.
    await page.locator('.own [name="voters"]').fill('7');
    await page.locator('.own [name="observers"]').fill('2');
    await page.locator('.own .play').click();
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.servers.length === 9);
    assert.match(page.url(), /voters=7&observers=2/);
    await page.reload();
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.servers.length === 9);
    assert.deepEqual(complaints(errors), []);
    await close();
  });
}

test('a lesson is read on a phone, by taps', async () => {
  const { page, errors, close } = await still({ path: '?lesson=04-starting-together&lang=zh', viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true });
  await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).pause());
  const told = new Set([await caption(page)]);
  for (let tap = 0; tap < 12; tap += 1) {
    await page.locator('zab-scope .caption').tap();
    told.add(await caption(page));
  }
  assert.ok(told.size > 8, [...told].join(' | '));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  assert.deepEqual(complaints(errors), []);
  await close();
});

test('an address that means nothing says so, and harms nothing', async () => {
  const { page, close } = await still({ path: '?voters=3' });
  await page.goto(page.url().replace('voters=3', 'lesson=99-none'));
  await page.locator('zab-scope .problem').waitFor();
  assert.match(await page.locator('zab-scope .problem').innerText(), /99-none\.zab: 404/);
  await close();
});
