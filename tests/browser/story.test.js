// The story and its timeline: what is told is never late, the reader goes on and back, nothing that was done is lost, and anything can be asked why.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './harness.js';
import { caption, play, seek, still, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

const CHAPTERS = `zabscope 1
title    "Two chapters"
title.zh "两章"
servers  1..3
seed     5
at 0s    start all
chapter  "Votes"
chapter.zh "投票"
say      "Look." about 1
say.zh   "请看。"
after leader
chapter  "A leader"
chapter.zh "Leader"
say      "Server {leader} leads." about leader while leader leader
say.zh   "服务器 {leader} 领导。"
pause
+1s      crash leader
`;

/** @param {Page} page */
const scope = page => page.locator('zab-scope');

/** @param {Page} page @param {string[]} keys */
async function press(page, ...keys) {
  await page.locator('zab-scope .scope').focus();
  for (const key of keys) await page.keyboard.press(key);
  await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).updateComplete);
}

/** Which branch is the present one, how many there are, and when it is. @param {Page} page */
function where(page) {
  return page.evaluate(() => {
    const { branch, branches, time } = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    return { branch, count: branches.length, time };
  });
}

/** The marks that are lit up. @param {Page} page */
function lit(page) {
  return page.locator('zab-scope [data-lit=""]').evaluateAll(nodes => nodes.map(node => node.getAttribute('data-server') ?? node.getAttribute('data-client') ?? node.getAttribute('class')));
}

for (const lang of ['en', 'zh']) {
  test(`while it plays, each sentence appears at the moment of which it tells: ${lang}`, async () => {
    const { page, errors, close } = await open({ path: `?lang=${lang}` });
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).playing);
    const seen = await page.evaluate(
      () =>
        new Promise(done => {
          const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
          /** @type {{ text: string, at: number | undefined, first: number, last: number }[]} */
          const all = [];
          const start = performance.now();
          requestAnimationFrame(function frame() {
            const text = scope.shadowRoot?.querySelector('.caption')?.textContent?.trim() ?? '';
            const { told, time } = scope;
            if (text && all.at(-1)?.text !== text) all.push({ text, at: told?.at, first: time, last: time });
            else if (text) all[all.length - 1].last = time;
            if (performance.now() - start > 9000) done(all);
            else requestAnimationFrame(frame);
          });
        }),
    );
    const told = /** @type {{ text: string, at: number, first: number, last: number }[]} */ (seen).slice(1);
    assert.ok(told.length >= 1, JSON.stringify(seen));
    // The sentence is drawn with the next frame; time stands still until then.
    for (const { text, at, first } of told) assert.equal(first, at, text);
    assert.deepEqual(errors, []);
    await close();
  });

  test(`the reader goes on and back, beat by beat: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).pause());
    await press(page, 'Home');
    const forth = [await caption(page)];
    for (let beat = 0; beat < 15; beat += 1) {
      await press(page, 'ArrowRight');
      forth.push(await caption(page));
    }
    assert.equal(new Set(forth).size, forth.length, 'no sentence twice');
    const turning = lang === 'en'
      ? [/Each votes for itself/, /votes for 3.*larger id/, /has a quorum for 3/, /server 3 leads/, /proposes epoch 1/, /\(DIFF\)/, /leads epoch 1/, /asks: create \/config/, /PROPOSAL/, /ACK/, /are a quorum, so it commits/, /has its answer/]
      : [/各先投自己一票/, /改投服务器 3/, /已过半/, /服务器 3 当选/, /提出 epoch 1/, /DIFF/, /成为 epoch 1 的 Leader/, /请求 create \/config/, /PROPOSAL/, /ACK/, /可以提交/, /得到应答/];
    let from = 0;
    for (const turn of turning) {
      const at = forth.findIndex((sentence, index) => index >= from && turn.test(sentence));
      assert.ok(at >= 0, `${turn} in ${forth.slice(from).join(' | ')}`);
      from = at;
    }
    for (const before of forth.slice(0, -1).reverse()) {
      await press(page, 'ArrowLeft');
      assert.equal(await caption(page), before);
    }
    // By a click on the sentence, too.
    await page.locator('zab-scope .caption').click();
    assert.equal(await caption(page), forth[1]);
    assert.deepEqual(errors, []);
    await close();
  });

  test(`who acts takes over, and finds back: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await seek(page, 650);
    await page.locator('zab-scope .server[data-server="3"] .body').focus();
    await page.keyboard.press('c');
    const back = scope(page).getByRole('button', { name: lang === 'en' ? 'Back to the story' : '回到故事' });
    await back.waitFor();
    assert.match(await caption(page), lang === 'en' ? /Server 3 has crashed/ : /服务器 3 宕机/);
    assert.deepEqual(await where(page), { branch: 1, count: 2, time: 650_000 });
    await seek(page, 4000);
    await back.click();
    assert.deepEqual(await where(page), { branch: 0, count: 2, time: 650_000 });
    assert.equal(await back.count(), 0);
    await press(page, 'ArrowRight');
    assert.match(await caption(page), lang === 'en' ? /Opening a session/ : /建立会话/, 'the story goes on');

    // Undo and redo, and every branch by a click.
    await press(page, 'Shift+Z');
    assert.equal((await where(page)).branch, 1);
    await press(page, 'z');
    assert.deepEqual(await where(page), { branch: 0, count: 2, time: 650_000 });
    await scope(page).getByRole('radio').nth(1).click();
    assert.equal((await where(page)).branch, 1);
    await press(page, 'Home');
    assert.deepEqual(await where(page), { branch: 0, count: 2, time: 0 }, 'to start over loses nothing');
    assert.deepEqual(errors, []);
    await close();
  });

  test(`chapters and the end are a key away, and a pause waits: ${lang}`, async () => {
    const { page, errors, close } = await open({ path: `?lang=${lang}` });
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view);
    await play(page, CHAPTERS);
    await press(page, 'PageDown');
    assert.equal(await caption(page), lang === 'en' ? 'Server 3 leads.' : '服务器 3 领导。');
    assert.deepEqual(await lit(page), ['3']);
    await press(page, 'PageUp');
    assert.equal(await caption(page), lang === 'en' ? 'Look.' : '请看。');
    assert.deepEqual(await lit(page), ['1']);
    await press(page, 'End');
    assert.match(await caption(page), lang === 'en' ? /crashed/ : /宕机/);
    // Played from the beginning, it stops where the scenario pauses, and says that it waits.
    await page.evaluate(() => {
      const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      scope.speed = 1;
      scope.fromStart();
      scope.play();
    });
    await scope(page).locator('[data-waits="true"]').waitFor();
    assert.equal(await caption(page), lang === 'en' ? 'Server 3 leads.' : '服务器 3 领导。');
    await scope(page).getByRole('button', { name: lang === 'en' ? 'Go on' : '继续', exact: true }).first().click();
    await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.servers.some(({ process }) => !process));
    assert.deepEqual(errors, []);
    await close();
  });

  test(`the timeline goes anywhere, by pointer and by key, and says what was there: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await seek(page, 1500);
    const track = scope(page).getByRole('slider');
    await track.waitFor();
    assert.match(await track.getAttribute('aria-valuetext') ?? '', lang === 'en' ? /1\.500 s, 3 leads epoch 1/ : /1\.500 s，服务器 3 领导 epoch 1/);
    const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await track.boundingBox());
    await page.mouse.move(x + width * 0.5, y + 12);
    await page.mouse.down();
    const half = (await where(page)).time;
    assert.ok(half > 0 && half < 1_500_000);
    await page.mouse.move(x + width * 0.25, y + 12);
    assert.ok((await where(page)).time < half);
    await page.mouse.up();
    await page.mouse.move(x + width * 0.75, y + 12);
    assert.equal((await where(page)).time < half, true, 'let go, it stays');
    // A tick's words, where it stands.
    const tick = await scope(page).locator('.tick[data-tick="said"]').nth(1).evaluate(node => node.getBoundingClientRect().x);
    await page.mouse.move(tick, y + 8);
    assert.match(await scope(page).locator('.tip').innerText(), lang === 'en' ? /leads epoch 1/ : /成为 epoch 1/);
    await track.focus();
    const before = (await where(page)).time;
    await page.keyboard.press('ArrowRight');
    assert.ok((await where(page)).time > before);
    assert.deepEqual(errors, []);
    await close();
  });

  test(`what is told can be asked why; each cause is lit up, and one can go there: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    await seek(page, 930);
    await press(page, 'y');
    const causes = scope(page).locator('.why .cause');
    await causes.nth(3).waitFor();
    assert.match(await causes.nth(0).innerText(), lang === 'en' ? /2 and 3 are a quorum/ : /2、3 已过半/);
    assert.match(await causes.nth(1).innerText(), /ACK 1\.2/);
    assert.ok((await lit(page)).includes('3'));
    await causes.nth(2).focus();
    assert.deepEqual(await lit(page), ['2'], 'who sent it');
    const at = await causes.nth(2).locator('time').innerText();
    await causes.nth(2).click();
    assert.equal(`${(Math.floor((await where(page)).time / 1000) / 1000).toFixed(3)} s`, at);
    assert.deepEqual(errors, []);
    await close();
  });

  test(`nothing stands in anyone's way, in ten states of the story: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}` });
    const check = async (/** @type {string} */ state) => assert.deepEqual(await violations(page), [], state);
    await check('the beginning');
    for (const at of [90, 390, 600, 930, 1500]) {
      await seek(page, at);
      await check(`${at} ms`);
    }
    await press(page, 'y');
    await check('why');
    await press(page, 'Escape', '3', 'c');
    await check('somebody has acted');
    await press(page, '?');
    await check('the keys');
    await press(page, 'Escape', 'Home', 'l');
    await check('branches, and the legend');
    await page.emulateMedia({ colorScheme: 'dark' });
    await check('dark');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('another seed loses nothing: what was done with the first comes back with it', async () => {
  const { page, errors, close } = await still();
  await seek(page, 1500);
  await page.locator('zab-scope .server[data-server="3"] .body').focus();
  await page.keyboard.press('c');
  await seek(page, 4000);
  const hash = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).traceHash);
  await scope(page).locator('.seed').click();
  await scope(page).locator('.seeds').waitFor();
  assert.deepEqual(await where(page), { branch: 0, count: 1, time: 0 });
  await scope(page).locator('.seeds').selectOption('147');
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).seed === '147');
  assert.deepEqual(await where(page), { branch: 1, count: 2, time: 4_000_000 });
  assert.equal(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).traceHash), hash);
  assert.deepEqual(errors, []);
  await close();
});

test('screen readers are told of states that change, and of nothing else', async () => {
  const { page, close } = await still();
  const status = scope(page).locator('.unseen[role="status"]');
  await seek(page, 100);
  await seek(page, 600);
  assert.match(await status.innerText(), /Server 3: LEADING/);
  await seek(page, 700);
  assert.match(await status.innerText(), /Server 3: LEADING/, 'nothing has changed, and nothing is said again');
  await page.locator('zab-scope .server[data-server="3"] .body').focus();
  await page.keyboard.press('c');
  assert.equal(await status.innerText(), 'Server 3: crashed');
  await close();
});

