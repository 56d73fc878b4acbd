// The list of the latest events, as sentences, each with its causes.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatMoment, isHeartbeat } from '../words/format.js';
import { sentenceOf } from '../words/languages.js';
import { causes } from './causes.js';

/** @import { EventLog } from '../play/event-log.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Happening, Kind } from '../engine/records.js' */

const SHOWN = 80;

/** Events of sockets and disks: not listed, but shown as causes. @type {Set<Kind>} */
const ASIDE = new Set([
  'dialled', 'connected', 'refused', 'accepted', 'closed', 'ended', 'gaveUpDial', 'dialRefused', 'dialTimedOut',
  'leftToLargerId', 'calledBack', 'linkUp', 'linkDown', 'notConnected', 'drew', 'drewSnapshotTiming',
  'persisting', 'persisted',
]);

/** @param {Happening} event */
function isStory({ what }) {
  if (what.kind === 'sent' || what.kind === 'delivered') return what.content.type !== 'handshake' && !isHeartbeat(what.content);
  return !ASIDE.has(what.kind);
}

/**
 * @param {{
 *   eventLog: EventLog,
 *   locale: Locale,
 *   asked: number | undefined,
 *   close: () => void,
 *   ask: (event: number | undefined) => void,
 * }} state `asked`: the event whose causes are shown
 */
export function events({ eventLog, locale, asked, ask, close }) {
  return html`<section class="events" aria-label=${locale.events}>
    <header>
      <strong>${locale.events}</strong>
      <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
    </header>
    <ol tabindex="0" aria-label=${locale.events}>
      ${repeat(eventLog.all.filter(isStory).slice(-SHOWN).reverse(), ({ id }) => id, item)}
    </ol>
  </section>`;

  /** @param {Happening} event */
  function item(event) {
    const sentence = sentenceOf(event, eventLog.get(event.cause), locale);
    const shown = asked === event.id;
    return html`<li data-kind=${event.what.kind}>
      <time>${formatMoment(event.at)}</time>
      <span>${sentence}</span>
      <button aria-expanded=${String(shown)} aria-label=${locale.whyEvent(sentence)} @click=${() => ask(shown ? undefined : event.id)}>${locale.why}</button>
      ${shown ? causes(event, eventLog, locale) : ''}
    </li>`;
  }
}
