// The palette: any command of the language by keyboard, completed, refused with its place, and done again.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { completions } from '../../www/panels/completion.js';
import { seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** @param {Page} page */
async function opened(page) {
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('/');
  const input = page.locator('zab-scope .command');
  await input.waitFor();
  await page.waitForFunction(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.matches('.command'));
  return input;
}

for (const [lang, colorScheme, explained, said] of /** @type {const} */ ([
  ['en', 'light', 'kill their processes', 'line 1, column 11: expected'],
  ['zh', 'dark', '杀掉进程', '第 1 行第 11 列'],
])) {
  test(`a command is completed, done, and brought back by keyboard: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme });
    await seek(page, 930);
    const input = await opened(page);
    await page.keyboard.type('cra');
    await page.locator('zab-scope .palette li', { hasText: explained }).waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await input.inputValue(), 'crash ');
    await page.keyboard.type('l');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).view?.servers.some(({ process }) => !process));
    assert.equal((await view(page)).servers.filter(({ process }) => !process).length, 1, 'the leader is down');
    assert.equal(await input.inputValue(), '');
    assert.deepEqual(await violations(page), []);

    await page.keyboard.press('ArrowUp');
    assert.equal(await input.inputValue(), 'crash leader', 'what was done before');
    await input.fill('crash 1 2 nobody');
    await page.keyboard.press('Enter');
    const wrong = page.locator('zab-scope .palette .wrong');
    await wrong.waitFor();
    assert.ok((await wrong.innerText()).includes('^'), await wrong.innerText());
    assert.ok((await wrong.innerText()).includes(said), await wrong.innerText());
    await page.keyboard.press('Escape');
    await page.locator('zab-scope .palette').waitFor({ state: 'detached' });
    assert.deepEqual(errors, []);
    await close();
  });
}

test('a message that is under way is dropped by its name', async () => {
  const { page, errors, close } = await still({ viewport: { width: 375, height: 667 } });
  await seek(page, 930);
  await opened(page);
  await page.keyboard.type('drop ack');
  await page.locator('zab-scope .palette li').first().click();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /** @type {import('../../www/element/element.js').ZabScope} */ (document.querySelector('zab-scope')).events.some(({ what }) => what.kind === 'messageDropped'));
  assert.deepEqual(errors, []);
  await close();
});

test('what was done is saved as a scenario, and plays to the same when it is dropped', async () => {
  const { page, errors, close } = await still({ acceptDownloads: true });
  await seek(page, 930);
  await opened(page);
  await page.keyboard.type('crash leader');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).branch > 0);
  const hash = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).traceHash);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('zab-scope .files button').first().click()]);
  const text = readFileSync(await file.path(), 'utf8');
  assert.match(text, /^zabscope 1\n/);
  assert.match(text, /after 930ms +crash 3\n/);

  const drop = (/** @type {string} */ text) =>
    page.evaluate(async text => {
      const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'scenario.zab'));
      const over = new Promise(done => ['zab-ready', 'zab-error'].forEach(name => scope.addEventListener(name, () => done(name), { once: true })));
      scope.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      const what = await over;
      scope.pause();
      scope.seek(930_000);
      return { what, hash: scope.traceHash, failure: scope.failure?.message };
    }, text);
  assert.deepEqual(await drop(text), { what: 'zab-ready', hash, failure: undefined });
  const refused = await drop('zabscope 1\nservers one\n');
  assert.equal(refused.what, 'zab-error');
  assert.match(refused.failure ?? '', /^line 2, column 9: expected ids/);
  assert.deepEqual(errors, []);
  await close();
});

test('what may come next follows the forms of the language', async () => {
  const { page, close } = await still();
  await seek(page, 930);
  const now = await view(page);
  await close();
  const next = (/** @type {string} */ typed) => completions(typed, now);
  assert.deepEqual(next('he'), ['heal']);
  assert.deepEqual(next('cut 1 2 f'), ['cut 1 2 from']);
  assert.deepEqual(next('slow-disk 1 ').toSorted(), ['1', '2', '3', 'all', 'by', 'leader', 'others'].map(word => `slow-disk 1 ${word}`));
  assert.deepEqual(next('hold-thread s'), ['hold-thread sender', 'hold-thread sync']);
  assert.deepEqual(next('request a create /y "z" e'), ['request a create /y "z" ephemeral']);
  assert.deepEqual(next('no such thing '), []);
  assert.ok(next('drop ack').every(line => /^drop ack \d+ from [123] to [123]$/.test(line)));
});
