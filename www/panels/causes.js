// What led to an event, as a list of sentences, the nearest cause first.

import { html } from 'lit';
import { formatMoment } from '../words/format.js';
import { sentenceOf } from '../words/languages.js';
import { keptWords } from './kept-words.js';

/** @import { EventLog } from '../play/event-log.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Happening } from '../engine/records.js' */

/** How many causes of an event are shown. */
const CAUSES = 12;

/**
 * @param {Happening} event
 * @param {EventLog} eventLog
 * @param {Locale} locale
 */
export function causes(event, eventLog, locale) {
  const chain = eventLog.causes(event).slice(0, CAUSES);
  return html`<ol class="causes">
    ${chain.map(cause => html`<li><time>${formatMoment(cause.at)}</time> <span>${keptWords(sentenceOf(cause, eventLog.get(cause.cause), locale), locale.lang)}</span></li>`)}
    ${chain.length < CAUSES ? html`<li><time></time> <span>${locale.byItself}</span></li>` : ''}
  </ol>`;
}
