// Hands on the stage: menus by mouse, touch and key; servers chosen together; deeds to links, messages, threads and clients.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byMenu, play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** @param {Page} page @param {string} selector */
async function middle(page, selector) {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box, selector);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const server = (/** @type {number} */ id) => `zab-scope .server[data-server="${id}"] .hit-area`;
const cutsOf = async (/** @type {Page} */ page) => (await view(page)).cuts.map(({ from, to }) => `${from}>${to}`).sort().join(' ');
const chosen = (/** @type {Page} */ page) => page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).selected);
const within = (/** @type {Page} */ page) => page.evaluate(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.textContent?.trim());

for (const [lang, colorScheme, crash, threads] of /** @type {const} */ ([['en', 'light', 'Crash', 'Threads ›'], ['zh', 'dark', '使其宕机', '线程 ›']])) {
  test(`a menu is opened, gone through and left by key: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme });
    await seek(page, 930);
    await page.locator('zab-scope .scope').focus();
    await page.keyboard.press('3');
    await page.keyboard.press('m');
    const menu = page.locator('zab-scope .menu');
    await menu.waitFor();
    assert.equal(await within(page), crash);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('End');
    for (let up = 0; up < 3; up += 1) await page.keyboard.press('ArrowUp');
    assert.equal(await within(page), threads);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await within(page), threads, 'one step back');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.closest('[data-server]')?.getAttribute('data-server')), '3', 'the focus is where it was');

    await page.keyboard.press('m');
    await page.keyboard.press('Enter');
    assert.equal((await view(page)).servers[2].process, undefined, 'it is down');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('time stands still while a menu is open', async () => {
  const { page, close } = await still({ reducedMotion: 'no-preference' });
  await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.speed = 1;
    scope.play();
  });
  await page.locator(server(2)).click({ button: 'right' });
  const state = () => page.evaluate(() => (({ time, playing }) => ({ time, playing }))(/** @type {ZabScope} */ (document.querySelector('zab-scope'))));
  const before = await state();
  await page.waitForTimeout(300);
  assert.deepEqual(await state(), before);
  await page.keyboard.press('Escape');
  await page.waitForFunction(time => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time > time, before.time);

  // What is refused is told, also while time goes on.
  await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).act('write 1'));
  await page.locator('zab-scope .client .hit-area').first().click({ button: 'right' });
  await page.locator('zab-scope .menu [data-section="move"]').click();
  await page.locator('zab-scope .menu [data-deed="move"]').first().click();
  assert.match(await page.locator('zab-scope .caption').innerText(), /does not know server/);
  await close();
});

test('servers around which a line is drawn are cut off from the others', async () => {
  const { page, errors, close } = await still();
  await play(page, 'zabscope 1\nservers 1..5\nat 0s start all\n');
  await seek(page, 2000);
  const [a, b] = [await middle(page, server(3)), await middle(page, server(4))];
  const [left, right, top, bottom] = [Math.min(a.x, b.x) - 50, Math.max(a.x, b.x) + 50, Math.min(a.y, b.y) - 50, Math.max(a.y, b.y) + 50];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (const [x, y] of [[right, top], [right, bottom], [left, bottom], [left, top + 20]]) await page.mouse.move(x, y, { steps: 6 });
  await page.mouse.up();
  await page.locator('zab-scope .inspector[data-kind="group"]').waitFor();
  assert.deepEqual(await chosen(page), { kind: 'group', servers: [3, 4] });
  assert.deepEqual(await page.locator('zab-scope .server[data-chosen]').evaluateAll(all => all.map(each => each.getAttribute('data-server')).sort()), ['3', '4']);
  assert.deepEqual(await violations(page), []);
  await page.locator(server(5)).click();
  assert.deepEqual(await chosen(page), { kind: 'group', servers: [3, 4, 5] }, 'a click adds one');
  await page.locator(server(5)).click();
  await page.locator('zab-scope .inspector [data-deed="cut"]').click();
  assert.equal(await cutsOf(page), '1>3 1>4 2>3 2>4 3>1 3>2 3>5 4>1 4>2 4>5 5>3 5>4');
  assert.equal(await chosen(page), undefined);
  assert.deepEqual(errors, []);
  await close();
});

test('servers are chosen together by key, and ids above nine are typed', async () => {
  const { page, errors, close } = await still();
  await play(page, 'zabscope 1\nservers 1..12\nat 0s start all\n');
  await seek(page, 3000);
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.type('12');
  await page.keyboard.press('Shift+Enter');
  await page.locator('zab-scope .inspector[data-kind="group"]').waitFor();
  await page.waitForTimeout(1000);
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('2');
  await page.keyboard.press('Shift+Enter');
  assert.deepEqual(await chosen(page), { kind: 'group', servers: [2, 12] });
  await page.keyboard.press('m');
  await page.locator('zab-scope .menu [data-section="between"]').click();
  await page.locator('zab-scope .menu [data-deed="cutLink"]').click();
  assert.equal(await cutsOf(page), '12>2 2>12', 'of two, the link between them');
  assert.deepEqual(errors, []);
  await close();
});

test('a link is cut one way; a message is held, let go and dropped; a thread is held', async () => {
  const { page, errors, close } = await still();
  await seek(page, 930);
  await byMenu(page, '.links [data-from="1"][data-to="2"]', 'cut 2 to 1');
  assert.equal(await cutsOf(page), '2>1');
  const commit = (await view(page)).messages.find(({ content, to }) => content.type === 'commit' && to === 1);
  assert.ok(commit);
  await byMenu(page, `[data-message="${commit.id}"]`, `hold commit ${commit.nth} from 3 to 1`);
  assert.equal((await view(page)).messages.filter(({ held }) => held).length, 1);
  await byMenu(page, '.server[data-server="1"] .hit-area', 'hold-thread commit on 1');
  assert.deepEqual((await view(page)).servers[0].process?.held.map(({ thread }) => thread), ['commit']);
  await byMenu(page, '.server[data-server="1"] .hit-area', 'unhold-thread commit on 1');
  assert.deepEqual((await view(page)).servers[0].process?.held, []);
  await byMenu(page, '.picture', 'unhold all');
  await page.locator('zab-scope .token.packet[visibility="visible"]').last().click();
  await page.locator('zab-scope .inspector [data-deed="drop"]').click();
  const events = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).events.map(({ what }) => what.kind));
  assert.ok(events.includes('messageDropped'));
  assert.deepEqual(errors, []);
  await close();
});

test('what is closed leaves the focus where keys are heard', async () => {
  const { page, errors, close } = await still();
  await seek(page, 930);
  const hears = () => page.evaluate(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.matches('.scope, .scope *') ?? false);
  const message = (await view(page)).messages.find(({ content }) => content.type === 'commit');
  await page.locator(`zab-scope [data-message="${message?.id}"]`).first().click();
  await page.locator('zab-scope .inspector [data-deed="drop"]').click();
  assert.ok(await hears(), 'after a deed to a message');
  await page.keyboard.press('/');
  await page.locator('zab-scope .command').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('/');
  await page.locator(server(1)).click();
  await page.locator('zab-scope .inspector [data-deed="crash"]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.closest('[data-server]')?.getAttribute('data-server')), '1', 'not the palette beside it');
  assert.deepEqual(errors, []);
  await close();
});

test('a client asks by menu, and goes on by key', async () => {
  const { page, errors, close } = await still();
  await seek(page, 1500);
  await byMenu(page, '.client[data-client="a"] .hit-area', 'request a create /a1 "1"');
  await seek(page, 2000);
  const paths = (await view(page)).servers[0].process?.tree.map(({ path }) => path);
  assert.deepEqual(paths, ['/a1', '/config']);
  await page.locator('zab-scope .client[data-client="a"] .hit-area').click({ button: 'right' });
  await page.locator('zab-scope .menu [data-deed="ask"]').click();
  const input = page.locator('zab-scope .command');
  await input.waitFor();
  assert.equal(await input.inputValue(), 'request a ');
  await page.waitForFunction(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.matches('.command'));
  await page.keyboard.type('delete /a1');
  await page.keyboard.press('Enter');
  await seek(page, 3000);
  assert.deepEqual((await view(page)).servers[0].process?.tree.map(({ path }) => path), ['/config']);
  assert.deepEqual(errors, []);
  await close();
});

test('by touch: a long press opens the menu, further servers are tapped', async () => {
  const { page, errors, close } = await still({ viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true, path: '?lang=zh' });
  await play(page, 'zabscope 1\nservers 1..3\nat 0s start all\n');
  await seek(page, 2000);
  const touch = await page.context().newCDPSession(page);
  const at = await middle(page, server(2));
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await page.locator('zab-scope .menu').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  assert.ok(await page.locator('zab-scope .menu').isVisible(), 'the finger that is lifted chooses nothing');
  assert.deepEqual(await violations(page), []);
  await page.locator('zab-scope .menu [data-extra="groupOf"]').tap();
  await page.locator('zab-scope .inspector[data-kind="group"]').waitFor();
  await page.locator('zab-scope :is(.server, .matrix-row)[data-server="3"] .body').tap();
  assert.deepEqual(await chosen(page), { kind: 'group', servers: [2, 3] });
  await page.locator('zab-scope .inspector [data-deed="cut"]').tap();
  assert.equal(await cutsOf(page), '1>2 1>3 2>1 3>1');
  assert.deepEqual(errors, []);
  await close();
});

for (const [servers, figure] of /** @type {const} */ ([[3, '.server'], [25, '.matrix-row']])) {
  test(`what is slow, held or suspended has a mark, and says so: ${servers} servers`, async () => {
    const { page, errors, close } = await still();
    await play(page, `zabscope 1\nservers 1..${servers}\nat 0s start all\n+3s connect a to 1\n`);
    await seek(page, 4000);
    for (const command of ['slow 1 to 2 by 200ms', 'hold 2 to 3', 'hold-thread sync on 2', 'suspend 1', 'fill-disk 3']) {
      await page.evaluate(command => /** @type {ZabScope} */ (document.querySelector('zab-scope')).act(command), command);
    }
    await seek(page, 8000);
    const marks = page.locator(`zab-scope ${servers > 3 ? '.matrix' : '.ground'} .hindrance`);
    assert.deepEqual((await marks.evaluateAll(all => all.map(each => `${each.getAttribute('data-kind')} ${each.getAttribute('data-from')} ${each.getAttribute('data-to')}`))).sort(), ['held 2 3', 'slow 1 2']);
    const faults = (/** @type {number} */ id) => page.locator(`zab-scope ${figure}[data-server="${id}"]`).evaluate(node => node.getAttribute('data-fault') ?? node.querySelector('.fault')?.getAttribute('data-fault'));
    assert.deepEqual([await faults(1), await faults(2), await faults(3)], ['suspended', 'suspended', 'full']);
    await page.locator(`zab-scope ${figure}[data-server="2"] .body`).focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('zab-scope .inspector .fault-of').innerText(), 'Held: sync.');
    assert.deepEqual(errors, []);
    await close();
  });
}
