// The time that is left until something is due. It changes with every frame, so it is written past the templates.

import { html } from 'lit';
import { formatSpan } from '../../words/format.js';

/**
 * A place for it: a bar that empties, and the span in words.
 *
 * @param {{ since: number, at: number }} span in microseconds
 */
export function remaining({ since, at }) {
  return html`<span class="left" data-since=${since} data-at=${at}></span>`;
}

/**
 * Writes what is left at a moment. To be called after a render, and with every frame while time passes.
 *
 * @param {ParentNode} root
 * @param {number} time in microseconds
 */
export function showRemaining(root, time) {
  for (const node of root.querySelectorAll('.left')) {
    const [since, at] = ['data-since', 'data-at'].map(name => Number(node.getAttribute(name)));
    const left = Math.max(0, at - time);
    const text = formatSpan(left);
    if (node.textContent !== text) node.textContent = text;
    /** @type {HTMLElement} */ (node).style.setProperty('--left', String(at > since ? Math.min(1, left / (at - since)) : 0));
  }
}
