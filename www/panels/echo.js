// What is pointed at on stage, or has the focus there, is marked beside it, too.

import { keyOf, selectionAt } from './inspector/selection.js';

/** Where the marks are: an entry is one cell, a server its whole column, and whatever happens to it. @param {string} key */
const marked = key => (key.startsWith('server ') ? `.panel :is(th, td)[data-server="${key.slice(7)}"], .panel [data-key="of ${key}"]` : `.panel [data-key="${key}"]`);

/** Those pictures that are listened to. @type {WeakSet<Element>} */
const heard = new WeakSet();

/** From now on what the stage of this element points at is marked in its panel. @param {ParentNode} root */
export function echo(root) {
  const stage = root.querySelector('.stage');
  if (!stage || heard.has(stage)) return;
  heard.add(stage);
  const answer = (/** @type {EventTarget | null} */ target) => {
    for (const mark of root.querySelectorAll('[data-echo]')) mark.removeAttribute('data-echo');
    const selection = selectionAt(target);
    if (!selection) return;
    for (const mark of root.querySelectorAll(marked(keyOf(selection)))) mark.setAttribute('data-echo', '');
  };
  stage.addEventListener('pointerover', ({ target }) => answer(target));
  stage.addEventListener('pointerleave', () => answer(null));
  stage.addEventListener('focusin', ({ target }) => answer(target));
  stage.addEventListener('focusout', () => answer(null));
}
