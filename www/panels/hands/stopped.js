// The play has stopped, for an invariant is broken: which, what led to it, and how to go on.

import { html } from 'lit';
import { handsFor } from '../../words/hands.js';

/** @import { Happening } from '../../engine/records.js' */
/** @import { Locale } from '../../words/locale.js' */

/**
 * @param {Happening} violation
 * @param {Locale} locale
 * @param {{ tell: () => void, goOn: () => void }} ways
 */
export function stoppedPlay({ what }, locale, { tell, goOn }) {
  const words = handsFor(locale);
  return html`<div class="stopped-play" role="status">
    <p>${words.stopped(what.kind === 'violation' ? what.invariant : '')}</p>
    <button class="its-story" @click=${tell}>${words.itsStory}</button>
    <button class="play-on" @click=${goOn}>${words.playOn}</button>
  </div>`;
}
