// Keeps the keyboard focus inside the inspector: what is told of goes away while one reads, and another thing is chosen.

import { keyOf } from './selection.js';

/** @import { Selection } from './selection.js' */

/**
 * Asked before a render: whether the focus is in the inspector.
 *
 * @param {ShadowRoot} root
 */
export function holdsFocus(root) {
  return Boolean(root.activeElement?.closest('.inspector'));
}

/**
 * After a render in which the focus was lost: it goes to the way back to what was left, or else to the heading.
 *
 * @param {ShadowRoot} root
 * @param {Selection | undefined} left what was told of before
 */
export function restoreFocus(root, left) {
  if (root.activeElement) return;
  const box = root.querySelector('.inspector');
  const back = left && box?.querySelector(`.pick[data-pick="${CSS.escape(keyOf(left))}"]`);
  const target = /** @type {HTMLElement | null | undefined} */ (back ?? box?.querySelector('h2'));
  target?.focus({ preventScroll: target.matches('h2') });
}
