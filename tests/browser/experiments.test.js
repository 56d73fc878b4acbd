// Experiments on the page: run in a worker, cancelled, read as a picture and as a table, kept as files, watched; the same numbers as natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { open } from './harness.js';
import { violations } from './scope.js';

/** @import { ZabScope } from '../../www/element/element.js' */

/** What the command line printed (`tests/it/experiments.rs`). */
const GOLDEN = readFileSync(new URL('../goldens/experiments.snap', import.meta.url), 'utf8').split('---\n')[2].trimEnd();

/** @param {import('playwright-core').Page} page @param {string} name @param {string} button */
async function downloaded(page, name, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-experiment="${name}"]`).getByRole('button', { name: button }).click()]);
  return readFileSync(await file.path(), 'utf8');
}

for (const [by, part] of /** @type {const} */ ([['killed', 0], ['cut off', 1], ['paused', 2]])) {
  test(`ten failures of a leader that is ${by}: a picture, a table, and the native numbers`, async () => {
    const { page, errors, close } = await open({ path: `?experiment=failover&by=${encodeURIComponent(by)}&runs=10&lang=en`, csp: true, acceptDownloads: true });
    const own = page.locator('[data-experiment="failover"]');
    await own.locator('.chart').waitFor();
    const csv = await downloaded(page, 'failover', 'Numbers (CSV)');
    const native = GOLDEN.split(/^(?=run,)/m)[part].split('voters,')[0];
    assert.equal(csv.trim(), native.trim());
    assert.match(await own.locator('.said').innerText(), /^Of 10 failures, half leave the ensemble without a leader for/);
    assert.deepEqual(await own.locator('tbody th').allInnerTexts(), ['without a leader', 'without service']);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('reads and writes against the number of servers have the native numbers, in Chinese too', async () => {
  const { page, errors, close } = await open({ path: '?experiment=throughput&most=5&lang=zh', csp: true, acceptDownloads: true, viewport: { width: 375, height: 667 }, colorScheme: 'dark' });
  const own = page.locator('[data-experiment="throughput"]');
  await own.locator('.chart').waitFor();
  const rows = (await downloaded(page, 'throughput', '数据（CSV）')).trim().split('\n').slice(1);
  for (const row of rows) {
    const [load, ...numbers] = row.split(',');
    const native = GOLDEN.split(`${load} per second`)[1].split('\n');
    assert.ok(native.includes(numbers.join(',')), row);
  }
  assert.equal(rows.length, 6);
  const picture = await downloaded(page, 'throughput', '图片（SVG）');
  assert.match(picture, /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.ok(picture.includes('<style>') && picture.includes('每秒写'), 'complete by itself');
  assert.deepEqual(errors, []);
  await close();
});

for (const [colorScheme, lang] of /** @type {const} */ ([['light', 'en'], ['dark', 'zh']])) {
  test(`both stand in nobody’s way: ${colorScheme}, ${lang}`, async () => {
    const { page, close } = await open({ path: `?experiment=failover&runs=50&lang=${lang}`, colorScheme });
    await page.locator('[data-experiment="failover"] .chart').waitFor();
    await page.locator('[data-experiment="throughput"] [name="most"]').fill('5');
    await page.locator('[data-experiment="throughput"] [type="submit"]').click();
    await page.locator('[data-experiment="throughput"] .chart').waitFor();
    assert.deepEqual(await violations(page), []);
    await close();
  });
}

test('a run is opened and watched: its leader fails', async () => {
  const { page, errors, close } = await open({ path: '?experiment=failover&by=paused&runs=20&tick=500&lang=en' });
  const watch = page.locator('[data-experiment="failover"] [data-watch="99"]');
  await watch.waitFor();
  const ready = page.evaluate(() => new Promise(done => document.querySelector('zab-scope')?.addEventListener('zab-ready', () => done(undefined), { once: true })));
  await watch.click();
  await ready;
  const suspended = await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.finish();
    return scope.view?.servers.filter(({ suspended }) => suspended).length;
  });
  assert.equal(suspended, 1);
  assert.deepEqual(errors, []);
  await close();
});

test('what is chosen is in the address, out of range or not; what cannot be is said; and what takes long is cancelled', async () => {
  const { page, errors, close } = await open({ path: '?experiment=failover&voters=99&runs=x&tick=100&initLimit=1&latencyFrom=900&latencyTo=1000&lang=en' });
  const own = page.locator('[data-experiment="failover"]');
  await own.locator('[role="alert"]').waitFor();
  assert.match(await own.locator('[role="alert"]').innerText(), /no leader serves: expected limits and costs with which an ensemble comes up/);
  assert.equal(await own.locator('[name="voters"]').inputValue(), '25', 'the most there may be');

  // By keyboard alone.
  for (const [name, value] of [['voters', '9'], ['initLimit', '10'], ['tick', '2000'], ['latencyFrom', '1'], ['latencyTo', '9'], ['runs', '10000']]) await own.locator(`[name="${name}"]`).fill(value);
  await own.locator('[name="runs"]').press('Enter');
  const cancel = own.getByRole('button', { name: 'Cancel' });
  await cancel.focus();
  await page.keyboard.press('Enter');
  await own.getByText('Cancelled.').waitFor();
  assert.equal(await own.locator('.chart').count(), 0);
  assert.match(page.url(), /experiment=failover.*voters=9.*runs=10000/);
  assert.deepEqual(errors, []);
  await close();
});
