// What is selected, and what is told of it. Virtual time is driven by the element's own verbs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */

/** In its election one server votes for itself to the end. */
const BEHIND = readFileSync(new URL('../scenarios/follower-is-behind.zab', import.meta.url), 'utf8');

/** @param {Page} page */
const inspector = page => page.locator('zab-scope .inspector');

/** @param {Page} page @param {string} kind the first of its kind in the inspector */
const pick = (page, kind) => inspector(page).locator(`.pick[data-pick^="${kind}"]`).first();

/** The text of the node that has the focus. @param {Page} page */
const focused = page => page.evaluate(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.textContent?.trim());

/** @param {Page} page @param {number} server */
async function select(page, server) {
  await page.locator(`zab-scope .server[data-server="${server}"] .hit-area`).click();
  await inspector(page).waitFor();
}

test('a server tells all that there is to see of it', async () => {
  const { page, errors, close } = await still({ csp: true });
  await seek(page, 940);
  await select(page, 3);
  const text = await inspector(page).innerText();
  for (const part of ['phase', 'vote', 'current epoch', 'Ballots', 'Log', 'safe up to 1.2, applied up to 1.2', 'patience with learner 1', 'COMMIT 1.2', 'its learner', '/config']) {
    assert.ok(text.includes(part), part);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('by keyboard one gets to a ballot, a message, a timer and an entry, and back to where one was', async () => {
  const { page, errors, close } = await still();
  await seek(page, 940);
  await select(page, 3);
  for (const kind of ['ballot', 'message', 'timer', 'entry', 'link']) {
    const label = await pick(page, kind).locator('> span').first().innerText();
    await pick(page, kind).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(kind => document.querySelector('zab-scope')?.shadowRoot?.querySelector('.inspector')?.getAttribute('data-kind') === kind, kind);
    assert.equal(await focused(page), await inspector(page).locator('h2').innerText());
    assert.deepEqual(await violations(page), []);
    await inspector(page).locator('.back').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('zab-scope')?.shadowRoot?.querySelector('.inspector')?.getAttribute('data-kind') === 'server');
    assert.ok((await focused(page))?.includes(label), `back from ${kind}: ${await focused(page)}`);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('a message says why it was sent and, when it has arrived, what came of it', async () => {
  const { page, errors, close } = await still();
  await seek(page, 940);
  await select(page, 1);
  await pick(page, 'message').click();
  assert.match(await inspector(page).innerText(), /COMMIT 1\.2\s+under way[\s\S]*Why[\s\S]*Leader 3 commits 1\.2/);
  await seek(page, 1000);
  assert.match(await inspector(page).innerText(), /COMMIT 1\.2\s+has arrived[\s\S]*What came of it[\s\S]*Server 1 applies 1\.2/);
  assert.deepEqual(errors, []);
  await close();
});

test('a ballot that does not count says why not, in both languages', async () => {
  for (const [lang, said] of /** @type {const} */ ([['en', 'does not count: another leader'], ['zh', '不计入：投给别的服务器']])) {
    const { page, close } = await still({ path: `?lang=${lang}` });
    await play(page, BEHIND);
    await seek(page, 6000);
    await select(page, 1);
    assert.ok((await inspector(page).innerText()).includes(said));
    await close();
  }
});

test('the inspector stays open, and keeps the focus, while things go on', async () => {
  const { page, errors, close } = await still();
  await seek(page, 940);
  await select(page, 3);
  await pick(page, 'timer').focus();
  const label = await focused(page);
  for (const at of [1000, 1050, 1100]) {
    await seek(page, at);
    assert.equal((await focused(page))?.slice(0, 8), label?.slice(0, 8));
  }
  assert.deepEqual(errors, []);
  await close();
});

test('a mark on the stage is selected by a click', async () => {
  const { page, close } = await still();
  await seek(page, 60);
  const token = page.locator('zab-scope .token.notification[visibility="visible"]').first();
  const message = await token.getAttribute('data-message');
  await token.locator('.paper').dispatchEvent('click');
  await inspector(page).waitFor();
  assert.equal(await inspector(page).getAttribute('data-kind'), 'message');
  assert.ok((await view(page)).messages.some(({ id }) => String(id) === message));
  await close();
});
