// The ballots beside the stage: each box, what counts in it, and why not; as the engine says it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */

const five = 'zabscope 1\nservers 1..5\nlatency 10ms..40ms\nat 0s start all\n';

/** @param {Page} page */
async function boxes(page) {
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('v');
  const table = page.locator('zab-scope .boxes');
  await table.locator('tbody tr').first().waitFor();
  return table;
}

/** What each cell shows: `box voter counts leader`. @param {ReturnType<Page['locator']>} table */
const cells = table => table.locator('td button').evaluateAll(all => all.filter(each => each.getAttribute('data-counts') !== 'none').map(each => {
  const [, box, voter] = (each.getAttribute('data-key') ?? '').split(' ');
  return `${box} ${voter} ${each.getAttribute('data-counts')} ${/** @type {HTMLElement} */ (each).querySelector('.for')?.textContent}`;
}));

for (const [lang, colorScheme, viewport, why, decided] of /** @type {const} */ ([
  ['en', 'light', { width: 1280, height: 800 }, /In the box of server \d, the vote of \d is \(1, \d, 0\): it does not count: another leader/, 'as decided'],
  ['zh', 'dark', { width: 375, height: 667 }, /服务器 \d 票箱里，服务器 \d 的选票是 \(1, \d, 0\)，不计入/, '判定时'],
])) {
  test(`each box has what the engine says it has: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme, viewport });
    await play(page, five);
    await seek(page, 140);
    const table = await boxes(page);
    const { servers } = await view(page);
    const expected = servers.flatMap(({ id, process }) => (process?.ballots ?? []).map(({ voter, counts, vote }) => `${id} ${voter} ${counts} (1, ${vote.leader}, 0)`));
    assert.deepEqual((await cells(table)).sort(), expected.sort());
    assert.ok(expected.some(cell => cell.includes('true')) && expected.some(cell => cell.includes('false')));
    const sums = await table.locator('td.sum b').allInnerTexts();
    assert.deepEqual(sums, servers.map(({ process }) => `${process?.quorum.supporters.length}/${process?.quorum.needed}${process?.quorum.met ? ' ✓' : ''}`));
    assert.deepEqual(await violations(page), []);

    const not = table.locator('[data-counts="false"]').first();
    await not.focus();
    assert.match(await table.locator('.pointed').innerText(), why);
    const voter = (await not.getAttribute('data-key'))?.split(' ')[2];
    assert.ok((await page.locator('zab-scope :is(.server, .matrix-row)[data-lit]').evaluateAll(all => all.map(each => each.getAttribute('data-server')))).includes(voter ?? ''));
    await page.keyboard.press('Enter');
    await page.locator('zab-scope .inspector[data-kind="ballot"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('zab-scope .boxes').waitFor();

    await seek(page, 3000);
    assert.ok((await table.locator('td.sum').allInnerTexts()).every(text => text.includes(decided)));
    assert.deepEqual(errors, []);
    await close();
  });
}

test('a ballot that is pointed at on stage is marked in its box', async () => {
  const { page, close } = await still();
  await seek(page, 150);
  const table = await boxes(page);
  await page.locator('zab-scope .server[data-server="1"] [data-voter="3"]').first().hover();
  await table.locator('td [data-echo]').first().waitFor();
  assert.deepEqual(await table.locator('td [data-echo]').evaluateAll(all => all.map(each => each.getAttribute('data-key'))), ['ballot 1 3']);
  await close();
});

test('twenty-five boxes: of a vote, whom it is for; a server that is down has none', async () => {
  const { page, errors, close } = await still();
  await play(page, 'zabscope 1\nservers 1..25\nlatency 10ms..40ms\nat 0s start 1..24\n');
  await seek(page, 120);
  const table = await boxes(page);
  const { servers } = await view(page);
  const expected = servers.flatMap(({ id, process }) => (process?.ballots ?? []).map(({ voter, counts, vote }) => `${id} ${voter} ${counts} ${vote.leader}`));
  assert.ok(expected.length > 100);
  assert.deepEqual((await cells(table)).sort(), expected.sort());
  assert.equal(await table.locator('tr[data-state="down"]').getAttribute('data-box'), '25');
  await table.locator('[tabindex="0"]').focus();
  await page.keyboard.press('Control+End');
  const box = await table.locator('.corner').boundingBox();
  const around = await table.locator('.scroll').boundingBox();
  assert.ok(box && around && Math.abs(box.x - around.x) < 2 && Math.abs(box.y - around.y) < 2, 'the heads stay');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await close();
});
