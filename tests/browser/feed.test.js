// The feed: all events in words, filtered, searched, copied and saved; of the one that is chosen, what led to it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { play, seek, still, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** @param {Page} page */
async function feed(page) {
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('e');
  const view = page.locator('zab-scope .feed');
  await view.locator('.row').first().waitFor();
  return view;
}

/** How many are listed, as it is said beside how many there are. @param {ReturnType<Page['locator']>} view */
const count = async view => Math.min(...[...(await view.locator('.count').innerText()).matchAll(/[\d,]+/g)].map(([number]) => Number(number.replaceAll(',', ''))));

for (const [lang, colorScheme, viewport, said] of /** @type {const} */ ([
  ['en', 'light', { width: 1280, height: 800 }, /^Leader 3 counts the ACK of 2 for 1\.2/],
  ['zh', 'dark', { width: 375, height: 667 }, /^Leader（服务器 3）收到服务器 2 对 1\.2 的 ACK/],
])) {
  test(`events are filtered, searched, and asked why: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme, viewport });
    await seek(page, 930);
    const view = await feed(page);
    const events = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).events);
    const usual = await count(view);
    for (const sort of ['heartbeats', 'plumbing']) await view.locator(`[data-sort="${sort}"]`).click();
    const all = await page.waitForFunction(length => (document.querySelector('zab-scope')?.shadowRoot?.querySelector('.feed .room')?.getBoundingClientRect().height ?? 0) / 42 === length, events.length);
    assert.ok(all && usual < events.length);
    assert.deepEqual(await violations(page), []);

    await view.locator('select').selectOption('3');
    const of3 = events.filter(({ server, what }) => server === 3 || ('to' in what && what.to === 3) || ('from' in what && what.from === 3)).length;
    await page.waitForFunction(wanted => (document.querySelector('zab-scope')?.shadowRoot?.querySelector('.feed .room')?.getBoundingClientRect().height ?? 0) / 42 === wanted, of3);
    await view.locator('input').fill('ackCounted');
    const rows = view.locator('.row');
    await page.waitForFunction(() => [...(document.querySelector('zab-scope')?.shadowRoot?.querySelectorAll('.feed .row') ?? [])].every(row => row.getAttribute('data-kind') === 'ackCounted'));
    assert.equal(await rows.count(), events.filter(({ what }) => what.kind === 'ackCounted').length);
    await view.locator('input').fill('1.2');
    await view.locator('mark').first().waitFor();

    await view.locator('.row[data-kind="ackCounted"]').first().click();
    assert.match(await view.locator('.chosen p').innerText(), said);
    assert.ok((await view.locator('.chosen .causes li').count()) > 3, 'what led to it');
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.locator('zab-scope .server[data-lit]').getAttribute('data-server'), '3');
    await view.locator('.rows').focus();
    const before = await view.locator('[aria-selected="true"]').getAttribute('data-event');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await view.locator('[aria-selected="true"]').getAttribute('data-event'), before);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const [time, first] = await Promise.all([page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time), view.locator('.chosen code').innerText()]);
    assert.equal(time, events[Number.parseInt(first, 10) - 1].at, 'Enter goes to its moment');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('what is listed is copied, and saved as text and as lines of JSON', async () => {
  const { page, errors, close } = await still({ acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  await seek(page, 930);
  const view = await feed(page);
  const saved = async (/** @type {string} */ button) => {
    const [file] = await Promise.all([page.waitForEvent('download'), view.locator(button).click()]);
    return readFileSync(await file.path(), 'utf8');
  };
  const text = await saved('.save-text');
  assert.equal(text.split('\n').length - 1, await count(view));
  assert.match(text, /^0\.000 s {2}Servers? 1 start/);
  await view.locator('.copy').click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);

  for (const sort of ['heartbeats', 'plumbing']) await view.locator(`[data-sort="${sort}"]`).click();
  const lines = (await saved('.save-json')).trimEnd().split('\n');
  // As `zabscope run --json` prints them.
  assert.equal(lines[0], '{"id":1,"at":0,"server":1,"client":null,"cause":null,"what":{"kind":"started","life":1}}');
  assert.deepEqual(lines.map(line => JSON.parse(line).id), Array.from({ length: lines.length }, (_, index) => index + 1));
  assert.deepEqual(errors, []);
  await close();
});

test('of very many events the rows in sight are drawn, and the files have all', async () => {
  const { page, errors, close } = await still({ acceptDownloads: true });
  await play(page, 'zabscope 1\nservers 1..5\nat 0s start all\n+2s connect a to 1\n+1s request a create /x "v" times 1000\n+2s request a set /x "w" times 1000\n');
  await seek(page, 40_000);
  const view = await feed(page);
  for (const sort of ['heartbeats', 'plumbing']) await view.locator(`[data-sort="${sort}"]`).click();
  const total = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.events ?? 0);
  assert.ok(total > 45_000, String(total));
  assert.ok((await view.locator('.row').count()) < 60);
  await view.locator('.rows').evaluate(rows => (rows.scrollTop = rows.scrollHeight / 2));
  await page.waitForTimeout(200);
  const places = await view.locator('.row').evaluateAll(rows => rows.map(row => Number(row.getAttribute('aria-posinset'))));
  assert.ok(Math.min(...places) > 5_000 && places.length < 60, String(places));
  const [file] = await Promise.all([page.waitForEvent('download'), view.locator('.save-json').click()]);
  assert.equal(readFileSync(await file.path(), 'utf8').trimEnd().split('\n').length, total);
  assert.deepEqual(errors, []);
  await close();
});
