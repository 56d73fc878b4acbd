// The builder of an ensemble: what is filled in is what plays, what is wrong is said where it is, and an address brings it back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** @param {Page} page */
async function builder(page) {
  await page.locator('[data-shelf]').click();
  const form = page.locator('.own');
  await form.waitFor();
  for (const part of await form.locator('details').all()) await part.evaluate(node => node.setAttribute('open', ''));
  return form;
}

/** Waits until the element plays another scenario than it did. @param {Page} page @param {number} servers */
const playing = (page, servers) => page.waitForFunction(count => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view?.servers.length === count, servers);

for (const [lang, colorScheme, short] of /** @type {const} */ ([['en', 'light', 'this time is too short, at least 10ms'], ['zh', 'dark', '10ms']])) {
  test(`groups, weights and times are filled in by keyboard, and played: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme });
    const form = await builder(page);
    const fill = async (/** @type {string} */ name, /** @type {string} */ text) => {
      await form.locator(`[name="${name}"]`).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    };
    for (const [name, text] of [['voters', '6'], ['observers', '2'], ['seed', '7'], ['latency', '1ms..2ms'], ['tick', '5ms']]) await fill(name, text);
    for (const id of [1, 2, 3, 4, 5, 6]) await fill(`group-${id}`, id < 4 ? '1' : '2');
    await fill('weight-6', '0');
    const tick = form.locator('[name="tick"]');
    await form.locator('[name="tick"][aria-invalid="true"]').waitFor();
    assert.ok((await form.locator('[role="alert"]').innerText()).includes(short), await form.locator('[role="alert"]').innerText());
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'tick');
    assert.equal((await view(page)).servers.length, 3, 'what is wrong is not played');

    await fill('tick', '100ms');
    await form.locator('[name="tick"][aria-invalid="false"]').waitFor();
    await tick.press('Enter');
    await playing(page, 8);
    const scope = () => page.evaluate(() => {
      const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      scope.pause();
      scope.seek(3_000_000);
      const { servers } = /** @type {NonNullable<typeof scope.view>} */ (scope.view);
      return { written: scope.written, observers: servers.filter(({ observes }) => observes).map(({ id }) => id), leader: servers.find(({ process }) => process?.state === 'LEADING')?.id, seed: scope.seed };
    });
    const played = await scope();
    const written = played.written.replace(/ +/g, ' ').split('\n');
    for (const line of ['group 1..3', 'group 4..6', 'weight 6 is 0', 'tick 100ms', 'latency 1ms..2ms']) assert.ok(written.includes(line), `${line} in\n${played.written}`);
    assert.deepEqual(played.observers, [7, 8]);
    assert.equal(played.seed, '7');
    assert.equal(played.leader, 5, 'who weighs nothing never leads');

    await page.reload();
    await playing(page, 8);
    assert.deepEqual(await scope(), played, 'the address brings the same back');
    const again = await builder(page);
    assert.equal(await again.locator('[name="weight-6"]').inputValue(), '0');
    assert.equal(await again.locator('[name="tick"]').inputValue(), '100ms');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('a part stays open while one types, what cannot be a value is said, and an experiment in the address is left', async () => {
  const { page, errors, close } = await still({ path: '?experiment=failover&voters=9' });
  const form = await builder(page);
  await form.locator('[name="tick"]').focus();
  await page.keyboard.type('5');
  await page.waitForTimeout(400);
  await page.keyboard.press('Backspace');
  await page.waitForTimeout(400);
  assert.ok(await form.locator('[name="tick"]').isVisible());
  await page.keyboard.type('2s # why');
  await form.locator('[name="tick"][aria-invalid="true"]').waitFor();
  assert.match(await form.locator('[role="alert"]').innerText(), /expected letters, figures/);
  await form.locator('[name="tick"]').fill('');
  await form.locator('[name="voters"]').fill('99');
  await form.locator('[name="voters"]').blur();
  assert.equal(await form.locator('[name="voters"]').inputValue(), '25');
  await form.locator('[name="voters"]').fill('4');
  await form.locator('.play').click();
  await playing(page, 5);
  assert.deepEqual(errors, []);
  await close();
});

test('on a phone the builder fits, and says how many are a quorum', async () => {
  const { page, errors, close } = await still({ viewport: { width: 375, height: 667 }, hasTouch: true, csp: true });
  const form = await builder(page);
  await form.locator('[name="voters"]').fill('7');
  await form.locator('.quorum', { hasText: '4 of 7' }).waitFor();
  const tooWide = await form.evaluate(node => [...node.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('pre')).map(each => each.outerHTML.slice(0, 80)));
  assert.deepEqual(tooWide, []);
  assert.deepEqual(errors, []);
  await close();
});
