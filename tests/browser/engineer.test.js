// The page as a protocol engineer uses it: an ensemble is built, disturbed by hand at the right moment, and what follows is compared and read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byMenu, play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */

/** The time of the page, in milliseconds. @param {Page} page */
const now = page => page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time / 1000);

/** Steps from message to message until one of a kind has arrived at a server. @param {Page} page @param {string} kind @param {number} server */
async function until(page, kind, server) {
  await page.locator('zab-scope .stride select').selectOption('message');
  await page.locator('zab-scope .scope').focus();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('ArrowRight');
    const last = await page.evaluate(() => {
      const { events, time } = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      return events.filter(({ at, what }) => at === time && what.kind === 'delivered').map(({ server, what }) => `${server} ${what.kind === 'delivered' ? what.content.type : ''}`);
    });
    if (last.includes(`${server} ${kind}`)) return;
  }
  assert.fail(`${kind} never came to ${server}`);
}

const WRITE = 'zabscope 1\nservers 1..3\nseed 1\nlatency 10ms\ndisk 1ms\nfsync 20ms\nat 0s start all\nafter leader 3\n+1s connect a to 3\n+1s request a create /x "v"\n';

test('one ACK is dropped, a commit is held, and the two branches are compared', async () => {
  const { page, errors, close } = await still();
  await play(page, WRITE);
  const at = await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.seek(4_000_000);
    return scope.events.filter(({ what }) => what.kind === 'sent' && what.content.type === 'ack').at(-1)?.at ?? 0;
  });
  await seek(page, at / 1000);
  const { messages } = await view(page);
  const acks = messages.filter(({ content }) => content.type === 'ack');
  assert.deepEqual(acks.map(({ from, to }) => `${from} ${to}`).sort(), ['1 3', '2 3']);
  await byMenu(page, `[data-message="${acks[0].id}"]`, `drop ack ${acks[0].nth} from ${acks[0].from} to 3`);
  const dropped = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).branch);
  await seek(page, at / 1000 + 12);
  assert.equal((await view(page)).servers[2].process?.proposals.length ?? 0, 0, 'the other ACK is enough');
  const commits = (await view(page)).messages.filter(({ content }) => content.type === 'commit');
  assert.equal(commits.length, 1, 'one learner has lost its connection');
  await byMenu(page, `[data-message="${commits[0].id}"]`, `hold commit ${commits[0].nth} from 3 to ${commits[0].to}`);
  await seek(page, at / 1000 + 40);
  const held = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).branch);
  const applied = async () => (await view(page)).servers.map(({ lastZxid }) => `${lastZxid.epoch}.${lastZxid.counter}`).join(' ');
  assert.match(await applied(), /1\.2$/);
  const with2 = (await view(page)).servers[commits[0].to === 2 ? 1 : 0].lastZxid.counter;
  assert.equal(with2, 1, 'what is held is not applied');
  await page.locator('zab-scope .branches').waitFor();
  await page.evaluate(branch => /** @type {ZabScope} */ (document.querySelector('zab-scope')).switchTo(branch), dropped);
  assert.equal((await view(page)).servers[commits[0].to === 2 ? 1 : 0].lastZxid.counter, 2, 'on the other branch it is');
  assert.notEqual(held, dropped);
  assert.deepEqual(errors, []);
  await close();
});

test('a crash between two steps on disk leaves an epoch beside its file', async () => {
  const { page, errors, close } = await still();
  await play(page, WRITE);
  await page.locator('zab-scope .stride select').selectOption('event');
  await page.locator('zab-scope .scope').focus();
  const beside = () => view(page).then(({ servers }) => servers[0].nextAcceptedEpoch);
  for (let step = 0; step < 400 && (await beside()) === undefined; step += 1) await page.keyboard.press('ArrowRight');
  assert.equal(await beside(), 1, 'it is written beside the file');
  await page.keyboard.press('1');
  await page.keyboard.press('m');
  await page.locator('zab-scope .menu [data-deed="powerOff"]').click();
  const { servers } = await view(page);
  assert.equal(servers[0].process, undefined);
  assert.equal(servers[0].acceptedEpoch, 0, 'and not in its place');
  await page.keyboard.press('Enter');
  await page.locator('zab-scope .inspector').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await close();
});

for (const [lang, colorScheme, stopped, finds] of /** @type {const} */ ([
  ['en', 'light', 'is broken. Time stands still.', 'finds no such proposal'],
  ['zh', 'dark', '已被破坏。时间已停住。', '找不到等待提交的这一提案'],
])) {
  test(`an invariant is broken by hand on 3.8.0, and the page says why: ${lang}`, async () => {
    const { page, errors, close } = await still({ path: `?lang=${lang}`, colorScheme });
    await page.locator('[data-shelf]').click();
    const form = page.locator('.own');
    for (const part of await form.locator('details').all()) await part.evaluate(node => node.setAttribute('open', ''));
    for (const [name, value] of [['voters', '3'], ['observers', '0'], ['latency', '10ms'], ['disk', '1ms'], ['fsync', '100ms']]) await form.locator(`[name="${name}"]`).fill(value);
    await form.locator('[name="release"]').selectOption('3.8.0');
    await form.locator('.play').click();
    await page.waitForFunction(() => /release +3\.8\.0/.test(/** @type {ZabScope} */ (document.querySelector('zab-scope')).written));
    // The page scrolls back to the stage, and a menu closes where a page scrolls.
    await page.evaluate(async () => {
      /** @type {ZabScope} */ (document.querySelector('zab-scope')).pause();
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });

    await seek(page, 3000);
    assert.equal((await view(page)).servers[2].process?.state, 'LEADING');
    await byMenu(page, '.server[data-server="3"]', 'connect a to 3');
    await seek(page, 4000);
    await byMenu(page, '.server[data-server="1"]', 'crash 1');
    await byMenu(page, '.links [data-from="2"][data-to="3"]', 'hold 2 to 3');
    await byMenu(page, '.client[data-client="a"]', 'request a create /a1 "1"');
    await seek(page, 4200);
    await byMenu(page, '.server[data-server="1"]', 'restart 1');
    await until(page, 'newLeader', 1);
    await byMenu(page, '.links [data-from="2"][data-to="3"]', 'unhold 2 to 3');
    assert.ok((await now(page)) < 6000);

    await page.evaluate(() => {
      const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      scope.speed = 10;
      scope.play();
    });
    const bar = page.locator('zab-scope .stopped-play');
    await bar.waitFor();
    assert.ok((await bar.innerText()).includes(stopped), await bar.innerText());
    assert.equal(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).playing), false);
    assert.deepEqual(await violations(page), []);
    await bar.locator('.its-story').click();
    const violation = page.locator('zab-scope .violation').first();
    await violation.waitFor();
    const why = await violation.locator('.causes').innerText();
    assert.ok(why.includes(finds), why);
    assert.deepEqual(await violations(page), []);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/violation-${lang}.png` });

    const before = await now(page);
    await page.locator('zab-scope .stops input').uncheck();
    await bar.locator('.play-on').click();
    await page.waitForFunction(time => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time / 1000 > time + 1000, before);
    assert.equal(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).playing), true, 'told not to, it goes on');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('what a scenario expects to be broken does not stop it', async () => {
  const { page, errors, close } = await still();
  const text = await page.evaluate(async () => (await fetch('lessons/19-cut-too-late.zab')).text());
  await play(page, text.replaceAll(/^pause$/gm, ''));
  await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.speed = 20;
    scope.play();
  });
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time > 20_000_000);
  const seen = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).events.filter(({ what }) => what.kind === 'violation').length);
  assert.ok(seen > 0);
  assert.equal(await page.locator('zab-scope .stopped-play').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});
