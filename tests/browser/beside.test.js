// The views beside the stage: logs side by side, what clients believe, and what must hold.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { play, seek, still, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */

/** One log begins late, is cut and keeps one entry too many; a client loses sight of two writes. */
const CUT = readFileSync(new URL('../../www/lessons/19-cut-too-late.zab', import.meta.url), 'utf8');

/** Twenty-five servers, and a log that is behind. */
const CROWD = `zabscope 1
servers 1..21
observers 22..25
at 0s start all
after leader
+1s write leader times 12
+300ms crash 7
+1s write leader
`;

/** One client reads what another one then changes. */
const STALE = `zabscope 1
servers 1..3
seed 7
at 0s start all
after leader
+1s connect a to 1
after sessionConnected on a
request a create /x "old"
+1s connect b to 2
after sessionConnected on b
request b set /x "new"
`;

/** @param {Page} page @param {'logs' | 'clients'} what */
async function openView(page, what) {
  await page.locator('zab-scope .listing').click();
  await page.locator(`zab-scope [data-view="${what}"]`).click();
  await page.locator(`zab-scope .${what === 'logs' ? 'logs' : 'knowing'}`).waitFor();
}

/** Plays up to a moment, so that its events are known. @param {Page} page @param {string} scenario @param {number} millis */
async function playTo(page, scenario, millis) {
  await play(page, scenario);
  await seek(page, millis);
}

/** What the grid says of each server, a zxid a line. @param {Page} page */
const grid = page => page.locator('zab-scope .logs tbody tr').evaluateAll(rows => rows.map(row => `${row.querySelector('button')?.dataset.zxid}: ${[...row.querySelectorAll('.mark')].map(mark => mark.getAttribute('data-stage')).join(' ')}`));

/** The name of what has the focus. @param {Page} page */
const focused = page => page.evaluate(() => /** @type {HTMLElement | undefined} */ (document.querySelector('zab-scope')?.shadowRoot?.activeElement)?.dataset.key);

test('logs side by side show what a snapshot stands for, what TRUNC took off, and what it left', async () => {
  for (const [lang, said] of /** @type {const} */ ([['en', '2.1 on server 3: safe on disk, and applied; its leader has its ACK; begins a file of the log.'], ['zh', '服务器 3 上的 2.1：已落盘，已应用；Leader 已收到它的 ACK；日志文件由此开始。']])) {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await playTo(page, CUT, 14_500);
    await openView(page, 'logs');
    assert.deepEqual(await grid(page), ['3.1: applied applied applied', '2.2: none none cut', '2.1: none none applied', '1.2: applied applied covered', '1.1: applied applied covered']);
    assert.equal(await page.locator('zab-scope .logs [data-key="entry 3 2.1"]').getAttribute('aria-label'), said);
    assert.deepEqual(await page.locator('zab-scope .logs th[data-committed="true"]').evaluateAll(heads => heads.map(head => head.parentElement?.querySelector('button')?.dataset.zxid)), ['3.1', '1.2', '1.1']);
    const cuts = await page.locator('zab-scope .cuttings li').allInnerTexts();
    assert.equal(cuts.length, 1);
    assert.match(cuts[0], lang === 'en' ? /Server 3 was to cut its log behind 1\.2: gone is 2\.2\./ : /服务器 3 奉命截掉日志中 1\.2 之后的部分：2\.2 已不在。/);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(errors, []);
    await close();
  }
});

test('the grid is gone through by keyboard; an entry is inspected, and the focus comes back', async () => {
  const { page, errors, close } = await still({ csp: true });
  await playTo(page, CUT, 14_500);
  await openView(page, 'logs');
  const time = await page.evaluate(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).time);
  assert.equal(await page.locator('zab-scope .logs [tabindex="0"]').count(), 1);
  await page.locator('zab-scope .logs [tabindex="0"]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'End']) await page.keyboard.press(key);
  assert.equal(await focused(page), 'entry 3 2.1');
  assert.match(await page.locator('zab-scope .pointed').innerText(), /2\.1 on server 3.*create \/ghost/);
  assert.equal(await page.evaluate(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).time), time, 'the arrows are the grid’s own');
  await page.keyboard.press('Enter');
  await page.locator('zab-scope .inspector[data-kind="entry"]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('zab-scope .logs').waitFor();
  await page.waitForFunction(() => /** @type {HTMLElement | undefined} */ (document.querySelector('zab-scope')?.shadowRoot?.activeElement)?.dataset.key === 'entry 3 2.1');
  assert.deepEqual(errors, []);
  await close();
});

test('what is pointed at on one side lights up on the other', async () => {
  const { page, close } = await still();
  await playTo(page, CUT, 14_500);
  await openView(page, 'logs');
  await page.locator('zab-scope .logs [data-key="server 2"]').hover();
  assert.equal(await page.locator('zab-scope .stage .server[data-lit]').getAttribute('data-server'), '2');
  await page.locator('zab-scope .stage .server[data-server="3"] .hit-area').hover();
  assert.deepEqual(await page.locator('zab-scope .logs [data-echo]').evaluateAll(cells => [...new Set(cells.map(cell => cell.getAttribute('data-server')))]), ['3']);
  await page.locator('zab-scope .stage .server[data-server="1"] [data-zxid="1.2"]').hover();
  assert.deepEqual(await page.locator('zab-scope .logs [data-echo]').evaluateAll(cells => cells.map(cell => cell.getAttribute('data-key'))), ['entry 1 1.2']);
  await close();
});

test('twenty-five logs scroll, and their heads stay', async () => {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 375, height: 667 }]) {
    const { page, errors, close } = await still({ viewport });
    await playTo(page, CROWD, 5_000);
    await openView(page, 'logs');
    // What began before there was a transaction lies in a snapshot alone.
    const behind = (await grid(page)).filter(line => !line.startsWith('1.0:')).map(line => line.split(' ')[7]);
    assert.equal(behind[0], 'none', 'it was down when the last was written');
    assert.ok(behind.slice(1).every(stage => stage === 'safe'), String(behind));
    await page.locator('zab-scope .logs [tabindex="0"]').focus();
    await page.keyboard.press('Control+End');
    const places = await page.locator('zab-scope .logs').evaluate(logs => {
      const box = (/** @type {string} */ selector) => logs.querySelector(selector)?.getBoundingClientRect();
      const scroll = /** @type {Element} */ (logs.querySelector('.scroll'));
      return { scroll: scroll.getBoundingClientRect(), corner: box('.corner'), top: scroll.scrollTop, left: scroll.scrollLeft };
    });
    assert.ok(places.left > 0 && places.top > 0, JSON.stringify(places));
    assert.ok(places.corner && Math.abs(places.corner.left - places.scroll.left) < 2 && Math.abs(places.corner.top - places.scroll.top) < 2, JSON.stringify(places));
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(errors, []);
    await close();
  }
});

test('of a write that it lost sight of a client cannot know, and the reader can', async () => {
  for (const [lang, unknown, truth] of /** @type {const} */ ([
    ['en', 'it died: it cannot know whether this was done', 'In truth it was proposed as 2.1, and is not committed.'],
    ['zh', '进程已死：它无从知道是否已执行', '实际上已提议为 2.1，尚未提交。'],
  ])) {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await playTo(page, CUT, 14_500);
    await openView(page, 'clients');
    const lost = await page.locator('zab-scope .knowing [data-outcome="unknown"]').allInnerTexts();
    assert.equal(lost.length, 2);
    assert.ok(lost[1].includes('create /ghost') && lost[1].includes(unknown) && lost[1].includes(truth), lost[1]);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(errors, []);
    await close();
  }
});

test('what a client was told is stale once another client has changed it', async () => {
  const { page, errors, close } = await still();
  await playTo(page, STALE, 3_000);
  await openView(page, 'clients');
  const verdicts = () => page.locator('zab-scope .knowing .beliefs li').evaluateAll(items => items.map(item => `${item.closest('article')?.getAttribute('aria-label')} ${item.getAttribute('data-stale')} ${/** @type {HTMLElement} */ (item).innerText.replaceAll('\n', ' ')}`));
  const before = await verdicts();
  assert.equal(before.length, 1, String(before));
  assert.match(before[0], /[Cc]lient a false \/x.*old.*still so/);
  await seek(page, 9_000);
  const after = await verdicts();
  assert.equal(after.length, 2, String(after));
  assert.match(after[0], /[Cc]lient a true \/x.*old.*stale since 1\.\d+: setData \/x "new"/);
  assert.match(after[1], /[Cc]lient b false \/x.*new.*still so/);
  assert.deepEqual(errors, []);
  await close();
});

test('a lamp for each invariant: what is broken, by which facts, when and why', async () => {
  for (const [lang, colorScheme, none, some] of /** @type {const} */ ([['en', 'light', 'All 25 hold so far.', '4 of 25 are broken.'], ['zh', 'dark', '25 条至今全部成立。', '25 条中有 4 条已被破坏。']])) {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme });
    await playTo(page, CUT, 3000);
    await page.locator('zab-scope .listing').click();
    await page.locator('zab-scope [data-view="invariants"]').click();
    const status = page.locator('zab-scope .invariants [role="status"]');
    await status.filter({ hasText: none }).waitFor();
    await page.evaluate(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).finish());
    await status.filter({ hasText: some }).waitFor();
    const lamps = page.locator('zab-scope .invariants [data-broken="true"]');
    assert.deepEqual(await lamps.evaluateAll(all => all.map(lamp => lamp.getAttribute('data-invariant'))), ['PrefixConsistency', 'Agreement', 'PrimaryIntegrity', 'ProcessConsistency']);
    const first = lamps.first().locator('.violation').first();
    const moment = Number.parseFloat(await first.locator('.moment-of').innerText());
    await first.locator('[aria-expanded]').click();
    assert.ok((await first.locator('ol li').count()) > 0, 'what led to it');
    assert.deepEqual(await violations(page), []);
    await first.locator('.moment-of').click();
    const at = await page.evaluate(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).time);
    assert.ok(Math.abs(at / 1_000_000 - moment) < 0.001, `${at} and ${moment}`);
    assert.deepEqual(errors, []);
    await close();
  }
});
