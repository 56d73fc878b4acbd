// The legend: each mark of the picture, drawn as it is there, with a sentence.

import { html } from 'lit';
import { guideFor } from '../words/guide.js';
import { MARKS } from './legend-marks.js';

export { guideStyles } from './guide.css.js';

/** @import { Group, Mark } from '../words/guide.locale.js' */
/** @import { Locale } from '../words/locale.js' */

/** @type {[Group, Mark[]][]} */
const GROUPS = [
  ['servers', ['looking', 'finalizing', 'following', 'leading', 'observing', 'down', 'suspended', 'badDisk']],
  ['boxes', ['vote', 'slip', 'slipCounts', 'pips', 'lid', 'acks']],
  ['logs', ['zxid', 'epochs', 'open', 'tinted', 'full', 'whole']],
  ['messages', ['paper', 'settled', 'capsule', 'heartbeat']],
  ['links', ['linkDown', 'linkUp', 'bond', 'cut', 'heldWay', 'slowWay', 'client', 'clientLost']],
];

/**
 * @param {{ locale: Locale, close?: () => void }} state `close`: absent where it stands in something that closes itself
 */
export function legend({ locale, close }) {
  const { legend, groups, marks } = guideFor(locale);
  return html`<section class="legend" role="dialog" aria-label=${legend}>
    <header>
      <h2 tabindex="-1">${legend}</h2>
      ${close ? html`<button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>` : ''}
    </header>
    ${GROUPS.map(
      ([group, names]) => html`<h3>${groups[group]}</h3>
        <ul>
          ${names.map(name => html`<li data-mark=${name}><svg class="sign" viewBox="0 0 72 32" width="72" height="32" aria-hidden="true">${MARKS[name]}</svg><span>${marks[name]}</span></li>`)}
        </ul>`,
    )}
  </section>`;
}
