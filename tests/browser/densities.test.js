// Each density of the stage: what it says to those who do not see it, and that nothing moves that need not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, play, seek, still, violations } from './scope.js';

/** @import { ZabScope } from '../../www/element/element.js' */

for (const [density, servers] of /** @type {const} */ ([['cards', 3], ['compact', 9], ['matrix', 25]])) {
  for (const [colorScheme, lang] of /** @type {const} */ ([['light', 'en'], ['dark', 'zh']])) {
    test(`${density} stand in nobody’s way: ${colorScheme}, ${lang}`, async () => {
      const { page, errors, close } = await still({ colorScheme, path: `?lang=${lang}`, viewport: { width: 1280, height: 720 } });
      await play(page, `zabscope 1\nservers 1..${servers}\nat 0s start all\n`);
      for (const moment of [90, 6000]) {
        await seek(page, moment);
        await page.locator(`zab-scope .picture[data-density="${density}"]`).waitFor();
        assert.deepEqual(await violations(page), []);
      }
      // Every server can be reached, and says what it is.
      const labels = await page.locator('zab-scope .picture [data-server] .body').evaluateAll(nodes => nodes.filter(node => node.checkVisibility()).map(node => node.getAttribute('aria-label')));
      assert.equal(labels.length, servers);
      assert.ok(labels.every(label => label && /FOLLOWING|LEADING/.test(label)), labels.join());
      assert.deepEqual(errors, []);
      await close();
    });
  }
}

test('a server of the crowd is opened by key', async () => {
  const { page, errors, close } = await still({ viewport: { width: 1280, height: 720 } });
  await play(page, 'zabscope 1\nservers 1..25\nat 0s start all\n');
  await seek(page, 6000);
  await page.locator('zab-scope .matrix-row[data-server="1"] .body').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Server 1' }).waitFor();
  assert.deepEqual(await drawn(page), []);
  assert.deepEqual(errors, []);
  await close();
});

test('a crowd shows its clients, and who is cut off from whom', async () => {
  const { page, errors, close } = await still({ viewport: { width: 1280, height: 720 } });
  await play(page, 'zabscope 1\nservers 1..25\nat 0s start all\nat 1s connect c to 1\nat 2s cut 1 from 2 20\nat 2s cut 4 from 5\n');
  await seek(page, 2000);
  const marks = page.locator('zab-scope .matrix-cuts .cut-mark title');
  await marks.first().waitFor({ state: 'attached' });
  assert.deepEqual(await marks.allTextContents(), ['server 1 is cut off from servers 2 and 20', 'server 2 is cut off from server 1', 'server 20 is cut off from server 1', 'server 4 is cut off from server 5', 'server 5 is cut off from server 4']);
  assert.equal(await page.locator('zab-scope .matrix-cuts .cut').count(), 6, 'three links, each way');
  await page.locator('zab-scope .matrix-clients [data-client="c"] .body').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Client c' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await close();
});

test('whoever is spoken of is lit up in a crowd, too', async () => {
  const { page, close } = await still({ viewport: { width: 1280, height: 720 } });
  await play(page, 'zabscope 1\nservers 1..25\nat 0s start all\nat 2s crash 7\n');
  await seek(page, 2000);
  assert.equal(await page.locator('zab-scope .matrix-row[data-lit]').getAttribute('data-server'), '7');
  await close();
});

test('nothing is asked of the browser while nothing plays', async () => {
  const { page, close } = await still({ reducedMotion: 'no-preference' });
  const frames = await page.evaluate(async () => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.pause();
    await new Promise(done => setTimeout(done, 300));
    let asked = 0;
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = callback => {
      asked += 1;
      return request(callback);
    };
    await new Promise(done => setTimeout(done, 300));
    const paused = asked;
    scope.play();
    await new Promise(done => setTimeout(done, 300));
    return { paused, playing: asked - paused };
  });
  assert.equal(frames.paused, 0);
  assert.ok(frames.playing > 2, `${frames.playing} frames`);
  await close();
});

/** Between two views nothing is touched but what moves: tokens, and arcs that run. */
test('a frame touches nothing but what moves', async () => {
  const { page, close } = await still({ reducedMotion: 'no-preference' });
  await play(page, 'zabscope 1\nservers 1..5\nlatency 500ms\nat 0s start all\n');
  await seek(page, 1700);
  // So many are drawn on a canvas, which is loaded when it is first wanted.
  await page.locator('zab-scope canvas.papers:not([hidden])').waitFor();
  const touched = await page.evaluate(async () => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    const root = /** @type {ShadowRoot} */ (scope.shadowRoot);
    const touched = new Set();
    const observer = new MutationObserver(records => {
      for (const { target } of records) if (target instanceof Element) touched.add(target.closest('.token, .arc, .moment')?.getAttribute('class')?.split(' ')[0] ?? target.outerHTML.slice(0, 90));
    });
    observer.observe(/** @type {Element} */ (root.querySelector('.stage')), { attributes: true, childList: true, subtree: true });
    const { next, now } = scope.view ?? { next: 0, now: 0 };
    scope.speed = Math.min(1, ((next ?? 0) - now) / 1_000_000 / 2);
    await scope.updateComplete;
    observer.takeRecords();
    touched.clear();
    scope.play();
    await new Promise(done => setTimeout(done, 400));
    scope.pause();
    return [...touched];
  });
  assert.ok(touched.length > 0, 'something moves');
  assert.deepEqual(touched.filter(what => what !== 'token' && what !== 'arc'), []);
  await close();
});

/** A message is moved by the compositor: its own picture is neither laid out nor painted again, and nothing else is touched for it. */
test('a message that moves is written once a frame, and nothing in it', async () => {
  const { page, close } = await still({ reducedMotion: 'no-preference' });
  await play(page, 'zabscope 1\nservers 1..3\nlatency 500ms\nat 0s start all\n');
  await seek(page, 1700);
  const { within, written, frames, tokens } = await page.evaluate(async () => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    const layer = /** @type {Element} */ (/** @type {ShadowRoot} */ (scope.shadowRoot).querySelector('.tokens'));
    let [within, written, frames, inside, moved] = [0, 0, 0, 0, 0];
    const observer = new MutationObserver(records => {
      for (const { target } of records) target instanceof Element && target.matches('.token') ? (moved += 1) : (inside += 1);
    });
    const { next, now } = scope.view ?? { next: 0, now: 0 };
    scope.speed = Math.min(1, ((next ?? 0) - now) / 1_000_000 / 2);
    await scope.updateComplete;
    scope.play();
    observer.observe(layer, { attributes: true, childList: true, characterData: true, subtree: true });
    const { view } = scope;
    for (let frame = 0; frame < 30; frame += 1) {
      await new Promise(done => requestAnimationFrame(done));
      // A new view may touch more.
      if (scope.view !== view) break;
      written += moved;
      within += inside;
      frames += 1;
      moved = inside = 0;
    }
    scope.pause();
    return { within, written, frames, tokens: layer.querySelectorAll('.token[visibility="visible"]').length };
  });
  assert.ok(tokens > 0 && written > 0, 'something moves');
  assert.equal(within, 0);
  // Between two frames of ours there may be none of the picture's, or two; all in all there is one for each.
  assert.ok(written <= 2 * tokens * frames, `${written} writes for ${tokens} messages in ${frames} frames`);
  await close();
});
