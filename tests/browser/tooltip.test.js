// Any mark explains itself in a sentence: to the pointer, to the keyboard, and to a finger that is held.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seek, still, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */

/** @param {Page} page */
const tip = page => page.locator('zab-scope .mark-tip:not([hidden])');

/** @param {Page} page */
async function ready(page) {
  await page.locator('zab-scope .mark-tip').waitFor({ state: 'attached' });
  await seek(page, 85);
}

/** Whether the tooltip covers a mark. @param {Page} page @param {string} mark */
async function covers(page, mark) {
  const [a, b] = await Promise.all([tip(page).boundingBox(), page.locator(`zab-scope ${mark}`).first().boundingBox()]);
  return !a || !b || (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height);
}

for (const [lang, server, vote] of /** @type {const} */ ([['en', /^Server 2 is LOOKING/, /^Server \d to server \d: /], ['zh', /^服务器 2/, /^服务器 \d/]])) {
  test(`what is pointed at is explained, and not covered: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await ready(page);
    await page.locator('zab-scope .server[data-server="2"] .hit-area').hover();
    await tip(page).waitFor();
    assert.match(await tip(page).innerText(), server);
    assert.equal(await covers(page, '.server[data-server="2"] .disc'), false);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await tip(page).count(), 0);

    const token = '.token.notification[visibility="visible"]';
    await page.locator(`zab-scope ${token} text`).first().hover();
    await tip(page).waitFor();
    assert.match(await tip(page).innerText(), vote);
    assert.equal(await covers(page, `${token} .paper`), false);

    await page.locator('zab-scope .caption').hover();
    await tip(page).waitFor({ state: 'detached' });
    assert.deepEqual(errors, []);
    await close();
  });
}

test('what the keyboard is at is explained, and told to screen readers', async () => {
  const { page, errors, close } = await still();
  await ready(page);
  await page.locator('zab-scope .server[data-server="1"] .body').focus();
  await page.keyboard.press('Tab');
  await tip(page).waitFor();
  assert.match(await tip(page).innerText(), /^Server 2 is LOOKING/);
  assert.equal(await page.locator('zab-scope .server[data-server="2"] .body').getAttribute('aria-describedby'), 'mark-tip');
  await page.keyboard.press('Escape');
  assert.equal(await tip(page).count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('a finger that is held is told, and does not select', async () => {
  const { page, errors, close } = await still({ hasTouch: true, viewport: { width: 390, height: 844 } });
  await ready(page);
  const mark = page.locator('zab-scope .server[data-server="3"] .hit-area');
  const finger = { pointerType: 'touch', bubbles: true, composed: true, clientX: 100, clientY: 100 };
  await mark.dispatchEvent('pointerdown', finger);
  await tip(page).waitFor();
  assert.match(await tip(page).innerText(), /^Server 3/);
  await mark.dispatchEvent('pointerup', finger);
  await mark.dispatchEvent('click');
  assert.equal(await page.getByRole('dialog').count(), 0);
  // A tap selects as ever.
  await mark.dispatchEvent('pointerdown', finger);
  await mark.dispatchEvent('pointerup', finger);
  await mark.dispatchEvent('click');
  await page.getByRole('dialog', { name: 'Server 3' }).waitFor();
  assert.deepEqual(errors, []);
  await close();
});
