// The help: what each key does, and each gesture.

import { html } from 'lit';
import { guideFor } from '../words/guide.js';

/** @import { Locale } from '../words/locale.js' */

/** @param {Locale} locale */
export function help(locale) {
  const { keyHelp, gestures, gesturesTitle } = guideFor(locale);
  const rows = (/** @type {[string, string][]} */ pairs) => pairs.map(([by, does]) => html`<div><dt>${by}</dt><dd>${does}</dd></div>`);
  return html`<div class="keys">
    <dl aria-label=${locale.keys}>${rows(keyHelp)}</dl>
    <h2 class="by-hand">${gesturesTitle}</h2>
    <dl class="by-hand" aria-label=${gesturesTitle}>${rows(gestures)}</dl>
  </div>`;
}
