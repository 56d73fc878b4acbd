// The election in the browser, as the page shows it. Virtual time is driven by the element's own verbs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './harness.js';
import { byClick, caption, drawn, packets, play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */
/** @import { Of } from '../../www/engine/records.js' */

const CUT = `zabscope 1
servers 1..3
seed 1
history 3 epoch 1 log 1.1..1.4
history 1 2 epoch 1 log 1.1..1.2
at 0s start 1 2
at 5s start 3
`;

/** State and logical clock of each server: `3 LEADING 1`. @param {Page} page */
async function states(page) {
  return (await view(page)).servers.map(({ id, process }) => `${id} ${process ? `${process.state} ${process.round}` : 'down'}`);
}

/** Phase and current epoch of each server: `3 BROADCAST 1`. @param {Page} page */
async function phases(page) {
  return (await view(page)).servers.map(({ id, process, currentEpoch }) => `${id} ${process?.phase ?? 'down'} ${currentEpoch}`);
}

/** What can be seen: nodes that wait to be used again, and their order, are no part of it. @param {Page} page */
function picture(page) {
  return page.locator('zab-scope .picture').evaluate(node => {
    const copy = /** @type {Element} */ (node.cloneNode(true));
    for (const unseen of copy.querySelectorAll('.halo, .token[visibility="hidden"]')) unseen.remove();
    return [...copy.querySelectorAll('.token, .server, .bonds')].map(part => part.outerHTML).sort();
  });
}

test('an election is already playing when the page opens', async () => {
  const { page, errors, close } = await open();
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time > 20_000);
  assert.match(await caption(page), /Each votes for itself first/);
  assert.ok(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).playing));
  assert.deepEqual(errors, []);
  await close();
});

test('three servers start together: 3 leads, and each box holds a quorum of votes for 3', async () => {
  const { page, errors, close } = await still();
  await seek(page, 600);
  assert.deepEqual(await states(page), ['1 FOLLOWING 1', '2 FOLLOWING 1', '3 LEADING 1']);
  assert.deepEqual(await drawn(page), ['1 FOLLOWING', '2 FOLLOWING', '3 LEADING']);
  for (const { process } of (await view(page)).servers) {
    assert.equal(process?.quorum.met, true);
    const counting = process.ballots.filter(({ counts }) => counts);
    assert.ok(counting.length >= process.quorum.needed);
    assert.ok(counting.every(({ vote }) => vote.leader === 3));
  }
  for (const server of [1, 2, 3]) {
    const slips = page.locator(`zab-scope .server[data-server="${server}"] .slip[data-counts="true"]`);
    const written = await slips.allTextContents();
    assert.ok(written.length >= 2 && written.every(slip => /^\d: \(1, 3, 0\)$/.test(slip)), `box of ${server}: ${written}`);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('votes under way are drawn as tokens, between their servers', async () => {
  const { page, close } = await still();
  await seek(page, 50);
  const { messages } = await view(page);
  const votes = messages.filter(({ content }) => content.type === 'notification');
  assert.ok(votes.length > 0);
  const tokens = page.locator('zab-scope .token.notification[visibility="visible"]');
  assert.deepEqual(await tokens.allTextContents(), votes.map(() => '(1, 3, 0)'));
  await close();
});

test('3 crashes by click: 2 leads in round 2; 3 restarts by key and follows 2, with no new election', async () => {
  const { page, errors, close } = await still();
  await seek(page, 1500);
  await byClick(page, 3, 'crash');
  assert.deepEqual((await drawn(page))[2], '3 DOWN');
  await seek(page, 4000);
  assert.deepEqual(await states(page), ['1 FOLLOWING 2', '2 LEADING 2', '3 down']);

  const before = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).events.length);
  await page.locator('zab-scope .server[data-server="3"] .body').focus();
  await page.keyboard.press('r');
  await seek(page, 6000);
  assert.deepEqual(await states(page), ['1 FOLLOWING 2', '2 LEADING 2', '3 FOLLOWING 2']);

  const since = await page.evaluate(count => /** @type {ZabScope} */ (document.querySelector('zab-scope')).events.slice(count), before);
  const heard = since.flatMap(({ server, what }) =>
    server === 3 && what.kind === 'delivered' && what.content.type === 'notification' ? [what.content.state] : [],
  );
  assert.ok(heard.includes('LEADING') && heard.includes('FOLLOWING'), `3 heard ${heard}`);
  assert.deepEqual(since.filter(({ what }) => what.kind === 'electionStarted').map(({ server }) => server), [3]);
  const elected = /** @type {Of<'elected'>} */ (since.find(({ what }) => what.kind === 'elected')?.what);
  assert.notEqual(elected.evidence, 'quorum');
  assert.deepEqual(errors, []);
  await close();
});

test('3 crashes by key', async () => {
  const { page, close } = await still();
  await seek(page, 1500);
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('3');
  await page.keyboard.press('c');
  assert.match(await caption(page), /Server 3 has crashed/);
  await seek(page, 4000);
  assert.deepEqual(await states(page), ['1 FOLLOWING 2', '2 LEADING 2', '3 down']);
  await close();
});

test('Enter opens a server, Escape leads back to it', async () => {
  const { page, close } = await still();
  await seek(page, 600);
  const server = page.locator('zab-scope .server[data-server="2"] .body');
  await server.focus();
  await page.keyboard.press('Enter');
  const crash = page.getByRole('dialog', { name: 'Server 2' }).getByRole('button', { name: 'Crash' });
  await crash.waitFor();
  await page.waitForFunction(() => document.querySelector('zab-scope')?.shadowRoot?.activeElement?.matches('[data-deed="crash"]'));
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.ok(await server.evaluate(node => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node));
  await close();
});

test('each election ends in an epoch of its own: 1, and 2 after the leader has crashed', async () => {
  const { page, errors, close } = await still();
  const epochs = () => page.locator('zab-scope .server .history .epoch').allTextContents();
  await seek(page, 490);
  assert.deepEqual(await packets(page), ['FOLLOWERINFO', 'LEADERINFO 1']);
  assert.deepEqual((await epochs()).sort(), ['', '', 'epoch 0 → 1']);
  await seek(page, 1500);
  assert.deepEqual(await phases(page), ['1 BROADCAST 1', '2 BROADCAST 1', '3 BROADCAST 1']);
  assert.deepEqual(await epochs(), ['epoch 1', 'epoch 1', 'epoch 1']);
  assert.match(await page.locator('zab-scope .server[data-server="3"] .panel').textContent() ?? '', /LEADING · broadcast/);
  await byClick(page, 3, 'crash');
  await seek(page, 4000);
  assert.deepEqual(await phases(page), ['1 BROADCAST 2', '2 BROADCAST 2', '3 down 1']);
  assert.deepEqual((await epochs()).sort(), ['epoch 1', 'epoch 2', 'epoch 2']);
  assert.deepEqual(errors, []);
  await close();
});

test('a server that comes back with more than its leader has cuts its log', async () => {
  const { page, errors, close } = await still();
  await play(page, CUT);
  const log = () => page.locator('zab-scope .server[data-server="3"] .cell').allTextContents();
  assert.deepEqual(await log(), ['1.1', '1.2', '1.3', '1.4']);
  const at = await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.seek(8_000_000);
    return scope.events.find(({ what }) => what.kind === 'sent' && what.content.type === 'trunc')?.at;
  });
  assert.ok(at);
  await seek(page, at / 1000);
  assert.deepEqual(await packets(page), ['NEWLEADER 2.0', 'TRUNC 1.2']);
  assert.match(await caption(page), /Server 3 has 1\.4, .*cut its log after 1\.2/);
  await seek(page, 8000);
  assert.deepEqual(await log(), ['1.1', '1.2']);
  assert.deepEqual(await phases(page), ['1 BROADCAST 2', '2 BROADCAST 2', '3 BROADCAST 2']);
  assert.deepEqual(errors, []);
  await close();
});

test('links stand where connections do', async () => {
  const { page, close } = await still();
  const links = () => page.locator('zab-scope .links path').evaluateAll(paths => paths.map(path => `${path.getAttribute('data-from')}${path.getAttribute('data-to')} ${path.getAttribute('data-link')}`));
  assert.ok((await links()).every(link => link.endsWith('dialling')));
  await seek(page, 600);
  assert.ok((await links()).every(link => link.endsWith('up')));
  await page.locator('zab-scope .server[data-server="3"] .body').focus();
  await page.keyboard.press('c');
  await seek(page, 800);
  const standing = (await links()).filter(link => link.endsWith('up')).map(link => link.slice(0, 2));
  assert.deepEqual(standing.sort(), ['12', '21']);
  await close();
});

test('what cannot be done is said, and nothing breaks', async () => {
  const { page, errors, close } = await still();
  await page.locator('zab-scope .server[data-server="3"] .body').focus();
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  assert.match(await caption(page), /3/);
  assert.deepEqual(errors, []);
  await close();
});

test('a step forth and a step back return to the same picture', async () => {
  const { page, close } = await still();
  await page.locator('zab-scope .scope').focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const pictures = [];
  for (let step = 0; step < 4; step += 1) {
    pictures.push(await picture(page));
    await page.keyboard.press('Shift+ArrowRight');
  }
  assert.equal(new Set(pictures.map(String)).size, 4);
  for (const before of pictures.reverse()) {
    await page.keyboard.press('Shift+ArrowLeft');
    assert.deepEqual(await picture(page), before);
  }
  await close();
});

test('a step is shown as a movement, and ends where the next moment is', async () => {
  const { page, close } = await still({ reducedMotion: 'no-preference' });
  await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).pause());
  await seek(page, 110);
  // Looked at before the next frame: a slow machine would be at its end by then.
  const moment = await page.evaluate(() => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.step();
    return scope.shadowRoot?.querySelector('.moment')?.textContent ?? '';
  });
  assert.ok(parseFloat(moment) < 0.12, moment);
  const { now } = await view(page);
  await page.waitForFunction(
    text => document.querySelector('zab-scope')?.shadowRoot?.querySelector('.moment')?.textContent === text,
    `${(Math.floor(now / 1000) / 1000).toFixed(3)} s`,
  );
  await close();
});

test('space plays and pauses, Home begins again', async () => {
  const { page, close } = await still();
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time > 1000);
  await page.keyboard.press('Space');
  const time = await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time);
  await page.waitForTimeout(50);
  assert.equal(await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time), time);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).time === 0);
  await close();
});

test('every event can be asked why', async () => {
  const { page, errors, close } = await still();
  await seek(page, 400);
  await page.locator('zab-scope .listing').click();
  await page.locator('zab-scope .feed input').fill('voteChanged');
  await page.locator('zab-scope .row[data-kind="voteChanged"]').first().click();
  assert.match(await page.locator('zab-scope .chosen .causes').innerText(), /beats .*larger id/);
  assert.deepEqual(errors, []);
  await close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const lang of ['en', 'zh']) {
    test(`nothing stands in anyone's way: ${colorScheme}, ${lang}`, async () => {
      const { page, errors, close } = await still({ colorScheme, path: `?lang=${lang}` });
      await seek(page, 90);
      assert.deepEqual(await violations(page), []);
      await seek(page, 600);
      await page.locator('zab-scope .server[data-server="3"] .body').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.locator('zab-scope .help').click();
      assert.deepEqual(await violations(page), []);
      await page.locator('zab-scope .listing').click();
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(errors, []);
      await close();
    });
  }
}

test('the page speaks Chinese', async () => {
  const { page, close } = await still({ path: '?lang=zh' });
  await seek(page, 395);
  assert.match(await caption(page), /服务器 3 当选 Leader/);
  assert.equal(await page.locator('zab-scope').getAttribute('lang'), 'zh');
  await page.getByRole('button', { name: 'EN' }).click();
  assert.match(await caption(page), /server 3 leads/);
  await close();
});

test('the page works under a strict policy, and below any path', async () => {
  for (const options of [{ csp: true }, { base: '/some/where/' }]) {
    const { page, errors, close } = await still(options);
    await seek(page, 600);
    assert.deepEqual(await drawn(page), ['1 FOLLOWING', '2 FOLLOWING', '3 LEADING']);
    assert.deepEqual(errors, []);
    await close();
  }
});

test('where WebAssembly is forbidden, the element says so', async () => {
  const { page, close } = await open({ csp: "default-src 'self'; script-src 'self'" });
  await page.locator('zab-scope .problem').waitFor();
  assert.match(await page.locator('zab-scope .problem').innerText(), /wasm-unsafe-eval/);
  await close();
});

test('a phone needs no scrolling sideways, and its targets are large enough', async () => {
  const { page, errors, close } = await still({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (const at of [0, 90, 600]) {
    await seek(page, at);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  }
  const small = await page.locator('zab-scope :is(button, select)').evaluateAll(nodes =>
    nodes
      .filter(node => node.checkVisibility() && Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height) < 32)
      .map(node => node.outerHTML),
  );
  assert.deepEqual(small, []);
  assert.deepEqual(errors, []);
  await close();
});

test('a scenario that is none is refused with the reason, and the next one plays', async () => {
  const { page, errors, close } = await still();
  await play(page, 'zabscope 1\nservers 1..3\nat 0s launch all\n');
  const message = await page.locator('zab-scope .problem').innerText();
  assert.match(message, /line 3, column \d+: .*launch/);
  await play(page, 'zabscope 1\nservers 1..5\nat 0s start all\n');
  await page.locator('zab-scope .server[data-server="5"]').waitFor();
  assert.equal(await page.locator('zab-scope .problem').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('what a scenario says is text, whatever it looks like', async () => {
  const { page, errors, close } = await still();
  const text = '<img src=x onerror=alert(1)> & <b>bold</b>';
  await play(page, `zabscope 1\ntitle "${text}"\nservers 1..3\nat 0s start all\nsay "${text}"\n`);
  await page.waitForFunction(() => document.querySelector('zab-scope')?.shadowRoot?.querySelector('.caption')?.textContent?.includes('bold'));
  assert.equal(await caption(page), text);
  assert.equal(await page.locator('zab-scope :is(img, b)').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('several elements play side by side, each its own scenario', async () => {
  const { page, errors, close } = await still();
  await page.evaluate(() => {
    const other = document.createElement('zab-scope');
    const script = document.createElement('script');
    script.type = 'text/zab';
    script.textContent = '\n  zabscope 1\n  servers 1..5\n  at 0s start all\n';
    other.append(script);
    document.querySelector('main')?.append(other);
  });
  await page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelectorAll('zab-scope')[1])?.view);
  const leaders = await page.evaluate(() =>
    [.../** @type {NodeListOf<ZabScope>} */ (document.querySelectorAll('zab-scope'))].map(scope => {
      scope.seek(1_500_000);
      return scope.view?.servers.find(({ process }) => process?.state === 'LEADING')?.id;
    }),
  );
  assert.deepEqual(leaders, [3, 5]);
  assert.deepEqual(errors, []);
  await close();
});

test('the same scenario, seed and actions give the same run', async () => {
  const { page, close } = await still();
  const hashes = await page.evaluate(async () => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    const hash = async (/** @type {string} */ seed) => {
      await scope.restart({ seed });
      scope.seek(700_000);
      scope.act('crash 3');
      scope.seek(3_000_000);
      return scope.traceHash;
    };
    return [await hash('7'), await hash('7'), await hash('8')];
  });
  assert.equal(hashes[0], hashes[1]);
  assert.notEqual(hashes[0], hashes[2]);
  await close();
});
