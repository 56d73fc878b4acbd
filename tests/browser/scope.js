// What the browser tests do with the page, and see of it. Virtual time is driven by the element's own verbs.

import { createRequire } from 'node:module';
import { open } from './harness.js';

/** @import { Page } from 'playwright-core' */
/** @import { ZabScope } from '../../www/element/element.js' */
/** @import { DeedName } from '../../www/words/hands.locale.js' */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * A page that stands still at its beginning, with as little motion as possible.
 *
 * @param {Parameters<typeof open>[0]} [options]
 */
export async function still(options) {
  const opened = await open({ reducedMotion: 'reduce', ...options });
  // And with all that is loaded once its first picture is there.
  await opened.page.waitForFunction(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).view && document.querySelector('zab-scope')?.shadowRoot?.querySelector('.menu'));
  return opened;
}

/** @param {Page} page @param {number} millis */
export async function seek(page, millis) {
  await page.evaluate(async at => {
    const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    scope.seek(at);
    await scope.updateComplete;
  }, millis * 1000);
}

/** @param {Page} page */
export function view(page) {
  return page.evaluate(() => {
    const { view } = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
    if (!view) throw new Error('nothing is loaded');
    return view;
  });
}

/** What leader and learners say to each other, as it is drawn. @param {Page} page */
export async function packets(page) {
  return (await page.locator('zab-scope .token.packet[visibility="visible"]').allTextContents()).sort();
}

/** The state of each server, as it is drawn. @param {Page} page */
export function drawn(page) {
  return page.locator('zab-scope .server').evaluateAll(nodes => nodes.map(node => `${node.getAttribute('data-server')} ${node.getAttribute('data-state')}`).sort());
}

/** @param {Page} page */
export const caption = page => page.locator('zab-scope .caption').innerText();

/** @param {Page} page @param {number} server @param {DeedName} deed */
export async function byClick(page, server, deed) {
  await page.locator(`zab-scope .server[data-server="${server}"] .hit-area`).click();
  await page.locator(`zab-scope .inspector [data-deed="${deed}"]`).click();
}

/** Does what a command says by the menu of a mark, wherever in it that is. @param {Page} page @param {string} mark @param {string} command */
export async function byMenu(page, mark, command) {
  // A mark may be a thin line: what counts is that it was pressed.
  await page.locator(`zab-scope ${mark}`).first().evaluate(node => node.dispatchEvent(new MouseEvent('contextmenu', { button: 2, clientX: 2, clientY: 2, bubbles: true, cancelable: true, composed: true })));
  const menu = page.locator('zab-scope .menu');
  await menu.waitFor();
  const item = menu.locator(`[title='${command}']`);
  const folds = await menu.locator('.fold').count();
  for (let fold = 0; (await item.count()) === 0 && fold < folds; fold += 1) {
    await menu.locator('.fold').nth(fold).click();
    if ((await item.count()) === 0) await menu.locator('.back').click();
  }
  await item.click();
}

/** @param {Page} page @param {string} scenario */
export async function play(page, scenario) {
  await page.evaluate(text => /** @type {ZabScope} */ (document.querySelector('zab-scope')).restart({ scenario: text }), scenario);
}

/** What axe-core finds wrong with the page as it stands. @param {Page} page */
export async function violations(page) {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import('axe-core') }} */ (/** @type {unknown} */ (window));
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
  });
}
