import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, ownerOf, selectionAt } from './selection.js';

/** @import { View } from '../../engine/records.js' */

/**
 * A node with its ancestors, as far as `closest` asks for them.
 *
 * @param {Record<string, string>[]} attributes the innermost first
 * @returns {EventTarget}
 */
function node(attributes) {
  const [own, ...outer] = attributes;
  const parent = outer.length > 0 ? node(outer) : null;
  const matches = (/** @type {string} */ selector) =>
    selector.split(', ').some(each => [...each.matchAll(/\[([\w-]+)\]/g)].every(([, name]) => name in own));
  const element = {
    getAttribute: (/** @type {string} */ name) => own[name] ?? null,
    hasAttribute: (/** @type {string} */ name) => name in own,
    /** @param {string} selector @returns {unknown} */
    closest: selector => (matches(selector) ? element : (/** @type {Element | null} */ (/** @type {unknown} */ (parent))?.closest(selector) ?? null)),
  };
  return /** @type {EventTarget} */ (/** @type {unknown} */ (element));
}

const SERVER = { 'data-server': '3' };

test('each mark stands for what it shows', () => {
  assert.deepEqual(selectionAt(node([{}, SERVER])), { kind: 'server', server: 3 });
  assert.deepEqual(selectionAt(node([{}, { 'data-client': 'a' }])), { kind: 'client', client: 'a' });
  assert.deepEqual(selectionAt(node([{}, { 'data-message': '41' }])), { kind: 'message', message: 41 });
  assert.deepEqual(selectionAt(node([{ 'data-from': '1', 'data-to': '2' }])), { kind: 'link', from: 1, to: 2 });
  assert.deepEqual(selectionAt(node([{ 'data-from': 'a', 'data-to': '2' }])), { kind: 'link', from: 'a', to: 2 });
  assert.deepEqual(selectionAt(node([{}, { 'data-voter': '2' }, SERVER])), { kind: 'ballot', server: 3, voter: 2 });
  assert.deepEqual(selectionAt(node([{}, { 'data-zxid': '1.2' }, SERVER])), { kind: 'entry', server: 3, zxid: { epoch: 1, counter: 2 } });
  assert.deepEqual(selectionAt(node([{ 'data-timer': 'notification' }, SERVER])), { kind: 'timer', server: 3, timer: 'notification' });
});

test('a mark for an acknowledgement stands for its proposal', () => {
  assert.deepEqual(selectionAt(node([{}, { 'data-voter': '2' }, { 'data-zxid': '1.2' }, SERVER])), { kind: 'entry', server: 3, zxid: { epoch: 1, counter: 2 } });
});

test('beside all marks there is nothing', () => {
  assert.equal(selectionAt(null), undefined);
  assert.equal(selectionAt(node([{}, {}])), undefined);
});

test('a link is the same from both ends', () => {
  assert.equal(keyOf({ kind: 'link', from: 2, to: 1 }), keyOf({ kind: 'link', from: 1, to: 2 }));
  assert.notEqual(keyOf({ kind: 'ballot', server: 1, voter: 2 }), keyOf({ kind: 'ballot', server: 2, voter: 1 }));
});

test('back leads to where one came from, or else to the owner', () => {
  const view = /** @type {View} */ (/** @type {unknown} */ ({ messages: [{ id: 7, from: 2, to: 1 }] }));
  assert.equal(ownerOf({ kind: 'message', message: 7 }, view), 2);
  assert.equal(ownerOf({ kind: 'message', message: 7, via: 1 }, view), 1);
  assert.equal(ownerOf({ kind: 'ballot', server: 3, voter: 1 }, view), 3);
  assert.equal(ownerOf({ kind: 'server', server: 3 }, view), undefined);
});
