// Writes in the browser: what travels, what is counted, and what every server holds in the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byClick, caption, packets, play, seek, still, view, violations } from './scope.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */
/** @import { Kind, Of } from '../../www/engine/records.js' */

const SIX = `zabscope 1
servers 1..5
observers 6
seed 7
at 0s start all
at 2s connect a to 6
request a create /x "v"
`;

const CLIENTS = `zabscope 1
servers 1..3
seed 147
latency 10ms..40ms
at 0s start all
at 1s connect a to 2
connect b to 2
connect c to 1 timeout 4s
at 2s vanish b
request a create /e "v" ephemeral
`;

/** Goes on to the first event of a kind after a moment, and says what it was. @template {Kind} K @param {Page} page @param {K} kind @param {number} [after] */
async function seekTo(page, kind, after = 0) {
  const found = await page.evaluate(
    async ([kind, after]) => {
      const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
      scope.seek(after + 5_000_000);
      const event = scope.events.find(({ at, what }) => at > after && what.kind === kind);
      if (event) scope.seek(event.at);
      await scope.updateComplete;
      return event;
    },
    /** @type {const} */ ([kind, after]),
  );
  assert.ok(found, `there is no ${kind} after ${after}`);
  return { at: found.at, what: /** @type {Of<K>} */ (found.what) };
}

/** What the leader counts: `1.2 1:no 2:no 3:counted`. @param {Page} page @param {number} leader */
function proposals(page, leader) {
  return page.locator(`zab-scope .server[data-server="${leader}"] .proposal`).evaluateAll(nodes =>
    nodes.map(node => {
      const marks = [...node.querySelectorAll('.mark')].map(mark => `${mark.getAttribute('data-voter')}:${mark.getAttribute('data-acked')}`);
      return `${node.querySelector('.zxid')?.textContent} ${marks.join(' ')}${node.getAttribute('data-committed') === 'true' ? ' committed' : ''}`;
    }),
  );
}

/** What each server's box holds. @param {Page} page */
function znodes(page) {
  return page.locator('zab-scope .server').evaluateAll(nodes =>
    nodes
      .map(node => `${node.getAttribute('data-server')} ${[...node.querySelectorAll('.broadcast-box:not([visibility="hidden"]) .znode')].map(znode => znode.textContent).join('; ')}`)
      .sort(),
  );
}

/** The log of each server: `1.1 applied, 1.2 safe`. @param {Page} page @param {number} server */
function log(page, server) {
  return page.locator(`zab-scope .server[data-server="${server}"] .cell`).evaluateAll(cells =>
    cells.map(cell => `${cell.textContent} ${cell.getAttribute('data-applied') === 'true' ? 'applied' : cell.getAttribute('data-safe') === 'true' ? 'safe' : 'written'}`).join(', '),
  );
}

/** Each client as it is drawn: `a CONNECTED`. @param {Page} page */
function clients(page) {
  return page.locator('zab-scope .client').evaluateAll(nodes => nodes.map(node => `${node.getAttribute('data-client')} ${node.getAttribute('data-state')}`).sort());
}

test('the opening goes on to a write: REQUEST, PROPOSAL, ACK, COMMIT', async () => {
  const { page, errors, close } = await still();
  // The session is the first transaction, the znode the second.
  const session = await seekTo(page, 'proposed');
  assert.deepEqual(await packets(page), ['PROPOSAL 1.1', 'PROPOSAL 1.1']);
  assert.deepEqual(await clients(page), ['a CONNECTING']);
  const proposed = await seekTo(page, 'proposed', session.at);
  assert.deepEqual(await packets(page), ['PROPOSAL 1.2', 'PROPOSAL 1.2']);
  const counted = await seekTo(page, 'ackCounted', proposed.at);
  assert.match((await proposals(page, 3))[1], /^1\.2 1:no 2:no 3:counted$/);
  assert.equal(await log(page, 2), '1.1 applied');
  const committed = await seekTo(page, 'committed', counted.at);
  assert.deepEqual((await packets(page)).filter(packet => packet.startsWith('COMMIT')), ['COMMIT 1.2', 'COMMIT 1.2']);
  assert.deepEqual(await znodes(page), ['1 ', '2 ', '3 /config = v1']);
  await seek(page, committed.at / 1000 + 150);
  assert.deepEqual(await znodes(page), ['1 /config = v1', '2 /config = v1', '3 /config = v1']);
  assert.match(await caption(page), /All three hold \/config/);
  assert.deepEqual(errors, []);
  await close();
});

test('a write through a follower, by click: counted, committed, and on all three', async () => {
  const { page, errors, close } = await still();
  await seek(page, 1500);
  await byClick(page, 2, 'write');
  assert.match(await caption(page), /Client b asks: create \/n "b" sequential/);
  // Its session is the first transaction, the znode the second.
  const session = await seekTo(page, 'committed', 1_500_000);
  const proposed = await seekTo(page, 'proposed', session.at);
  assert.deepEqual(proposed.what.txn.zxid, { epoch: 1, counter: 4 });
  assert.match(await caption(page), /gives create \/n0000000001 "b" the zxid 1\.4/);
  assert.equal((await proposals(page, 3)).at(-1), '1.4 1:no 2:no 3:no');
  await seekTo(page, 'ackCounted', proposed.at);
  assert.equal((await proposals(page, 3)).at(-1), '1.4 1:no 2:no 3:counted');
  assert.match((await page.locator('zab-scope .server[data-server="3"] .quorum').textContent()) ?? '', /1 of 2 ACKs/);
  const committed = await seekTo(page, 'committed', proposed.at);
  assert.match((await proposals(page, 3)).at(-1) ?? '', /^1\.4 .*3:counted committed$/);
  assert.match((await page.locator('zab-scope .server[data-server="3"] .quorum').textContent()) ?? '', /1\.4 committed/);
  await seek(page, committed.at / 1000 + 200);
  // Where acknowledgements are counted, there is room for one.
  assert.deepEqual(await znodes(page), ['1 /config = v1; /n0000000001 = b', '2 /config = v1; /n0000000001 = b', '3 /n0000000001 = b']);
  assert.deepEqual(await clients(page), ['a CONNECTED', 'b CONNECTED']);
  assert.deepEqual(errors, []);
  await close();
});

test('a write through a follower, by key, in Chinese', async () => {
  const { page, errors, close } = await still({ path: '?lang=zh' });
  await seek(page, 1500);
  await page.locator('zab-scope .scope').focus();
  await page.keyboard.press('1');
  await page.keyboard.press('w');
  assert.match(await caption(page), /客户端 b 请求 create \/n "b" sequential。/);
  const session = await seekTo(page, 'committed', 1_500_000);
  const committed = await seekTo(page, 'committed', session.at);
  assert.match((await page.locator('zab-scope .server[data-server="3"] .quorum').textContent()) ?? '', /1\.4 已提交/);
  await seek(page, committed.at / 1000 + 200);
  for (const { process } of (await view(page)).servers) {
    assert.deepEqual(process?.tree.map(({ path, data }) => `${path} ${data}`), ['/config v1', '/n0000000001 b']);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('observers have no mark: they are told when it is committed', async () => {
  const { page, errors, close } = await still({ viewport: { width: 1600, height: 1000 } });
  await play(page, SIX);
  const { at } = await seekTo(page, 'committed', 2_000_000);
  const [proposal] = await proposals(page, 5);
  assert.equal(proposal.match(/counted/g)?.length, 3);
  assert.ok(!proposal.includes('6:'));
  const informed = (await view(page)).messages.filter(({ content }) => content.type === 'inform').map(({ to }) => to);
  assert.deepEqual(informed, [6]);
  await seek(page, at / 1000 + 600);
  assert.deepEqual(await znodes(page), ['1 /x = v', '2 /x = v', '3 /x = v', '4 /x = v', '5 /x = v', '6 /x = v']);
  assert.deepEqual(errors, []);
  await close();
});

test('a server is cut off by click, and healed by key', async () => {
  const { page, errors, close } = await still();
  await seek(page, 1500);
  await byClick(page, 1, 'cut');
  const cuts = () => page.locator('zab-scope .cut').evaluateAll(nodes => nodes.map(node => `${node.getAttribute('data-from')}${node.getAttribute('data-to')}`).sort());
  assert.deepEqual(await cuts(), ['12', '13', '21', '31']);
  assert.match(await caption(page), /nothing passes/);
  await seek(page, 3500);
  const held = await page.locator('zab-scope .cut[data-from="3"][data-to="1"]').getAttribute('data-held');
  assert.ok(Number(held) > 0, 'heartbeats are held');
  await page.locator('zab-scope .server[data-server="1"] .body').focus();
  await page.keyboard.press('x');
  assert.deepEqual(await cuts(), []);
  assert.match(await caption(page), /Messages pass again/);
  assert.deepEqual(errors, []);
  await close();
});

test('clients show how they stand, and tell about themselves', async () => {
  const { page, errors, close } = await still();
  await play(page, CLIENTS);
  await seek(page, 1010);
  assert.deepEqual(await clients(page), ['a CONNECTING', 'b CONNECTING', 'c CONNECTING']);
  await seek(page, 2500);
  assert.deepEqual(await clients(page), ['a CONNECTED', 'b VANISHED', 'c CONNECTED']);
  await page.locator('zab-scope .client[data-client="a"] .body').focus();
  await page.keyboard.press('Enter');
  const facts = page.getByRole('dialog', { name: 'Client a' });
  assert.match(await facts.innerText(), /CONNECTED[\s\S]*session\s+0x2[\s\S]*timeout\s+10 s[\s\S]*last zxid seen\s+1\.4[\s\S]*last answer\s+OK \/e/);
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.locator('zab-scope .server[data-server="3"] .hit-area').click();
  assert.match(await page.getByRole('dialog', { name: 'Server 3' }).innerText(), /\/e\s+v/);
  assert.deepEqual(errors, []);
  await close();
});

test('a moment looks the same from before and from after', async () => {
  const { page, close } = await still();
  const picture = () =>
    page.locator('zab-scope .picture').evaluate(node => {
      const copy = /** @type {Element} */ (node.cloneNode(true));
      for (const unseen of copy.querySelectorAll('.halo, .token[visibility="hidden"], .broadcast-box[visibility="hidden"], .slips')) unseen.remove();
      return [...copy.querySelectorAll('.token, .server, .client, .tie, .cut')].map(part => part.outerHTML).sort();
    });
  await seek(page, 915);
  const before = await picture();
  await seek(page, 1400);
  await seek(page, 300);
  await seek(page, 915);
  assert.deepEqual(await picture(), before);
  await close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const lang of ['en', 'zh']) {
    test(`a write stands in nobody's way: ${colorScheme}, ${lang}`, async () => {
      const { page, errors, close } = await still({ colorScheme, path: `?lang=${lang}` });
      await seek(page, 915);
      assert.deepEqual(await violations(page), []);
      await seek(page, 1400);
      await byClick(page, 1, 'cut');
      await page.locator('zab-scope .client[data-client="a"] .hit-area').click();
      assert.deepEqual(await violations(page), []);
      await page.locator('zab-scope .server[data-server="2"] .body').focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(errors, []);
      await close();
    });
  }
}

test('on a phone, clients and counts have their room', async () => {
  const { page, errors, close } = await still({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await seek(page, 1400);
  await page.locator('zab-scope .server[data-server="2"] .hit-area').tap();
  await page.locator('zab-scope .inspector [data-deed="write"]').tap();
  await seek(page, 1800);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  assert.deepEqual(await clients(page), ['a CONNECTED', 'b CONNECTED']);
  assert.deepEqual(errors, []);
  await close();
});
