// Why? What led to what is told, each cause a sentence: it is lit up on stage and timeline, and one can go to its moment.

import { html } from 'lit';
import { formatMoment } from '../words/format.js';
import { sentenceOfBeat } from '../words/beats.js';
import { sentenceOf } from '../words/languages.js';
import { keptWords } from './kept-words.js';

/** @import { EventLog } from '../play/event-log.js' */
/** @import { Beat, Happening } from '../engine/records.js' */
/** @import { Locale } from '../words/locale.js' */

/** How many causes are shown. */
const CAUSES = 16;

/**
 * @param {{
 *   beat: Beat,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   light: (event: Happening | undefined) => void,
 *   seek: (at: number) => void,
 *   close: () => void,
 * }} state
 */
export function why({ beat, eventLog, locale, light, seek, close }) {
  const [first] = beat.events;
  const chain = eventLog.causes(first).slice(0, CAUSES);
  const step = (/** @type {Happening} */ event, /** @type {string} */ sentence) => html`<li>
    <button class="cause" title=${locale.atMoment} @click=${() => seek(event.at)} @focus=${() => light(event)} @blur=${() => light(undefined)}
      @pointerenter=${() => light(event)} @pointerleave=${() => light(undefined)}>
      <time>${formatMoment(event.at)}</time> <span>${keptWords(sentence, locale.lang)}</span>
    </button>
  </li>`;
  return html`<section class="why" aria-label=${locale.whyTold}>
    <header>
      <strong>${locale.whyTold}</strong>
      <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
    </header>
    <ol class="causes">
      ${step(first, sentenceOfBeat(beat, locale))}
      ${chain.map(cause => step(cause, sentenceOf(cause, eventLog.get(cause.cause), locale)))}
      ${chain.length < CAUSES ? html`<li class="origin">${locale.byItself}</li>` : ''}
    </ol>
  </section>`;
}
