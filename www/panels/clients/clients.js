// The clients: what each believes, and whether that is still so; what it asked and was told, and what it cannot know.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cropped, formatAnswerBriefly, formatMoment, formatOp, formatZxid } from '../../words/format.js';
import { detailsFor } from '../../words/details.js';
import { viewsFor } from '../../words/views.js';
import { keptWords } from '../kept-words.js';
import { beliefsOf } from './beliefs.js';

export { clientsStyles as styles } from './clients.css.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Locale } from '../../words/locale.js' */
/** @import { Client, Subject, View } from '../../engine/records.js' */
/** @import { Selection } from '../inspector/selection.js' */
/** @import { Asked, Belief, Outcome } from './beliefs.js' */

/** How many requests of a client are listed, the latest ones. */
const LISTED = 20;
/** How many things that it believes, the latest ones and all that are stale. */
const BELIEVED = 12;

/**
 * @param {{
 *   view: View,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   point: (subjects: Subject[] | undefined) => void,
 *   select: (selection: Selection) => void,
 *   seek: (at: number) => void,
 * }} state
 */
export function show({ view, eventLog, locale, point, select, seek }) {
  const words = viewsFor(locale).clients;
  const details = detailsFor(locale);
  const change = viewsFor(locale).logs.change;
  return html`<section class="knowing" aria-label=${words.title}>
    ${view.clients.length === 0 ? html`<p class="note">${words.nobody}</p>` : ''}
    ${repeat(view.clients, ({ id }) => id, client)}
  </section>`;

  /** @param {Client} client */
  function client({ id, state, server, lastZxid }) {
    const { asked, beliefs } = beliefsOf(id, eventLog.all);
    const light = () => point([{ type: 'party', id }]);
    const dark = () => point(undefined);
    const more = asked.length - LISTED;
    const shown = beliefs.filter(({ since }, index) => since || index < BELIEVED);
    return html`<article aria-label=${locale.client(id)} @pointerenter=${light} @pointerleave=${dark} @focusin=${light} @focusout=${dark}>
      <h2>
        <button class="who" data-key=${`client ${id}`} data-client=${id} @click=${() => select({ kind: 'client', client: id })}>${locale.client(id)}</button>
        <span>${words.at(details.states[state], server)} · ${words.seen(formatZxid(lastZxid))}</span>
      </h2>
      ${beliefs.length > 0 ? html`<h3>${words.believes}</h3><ul class="beliefs">${repeat(shown, ({ path, reads }) => `${path} ${reads}`, belief)} ${beliefs.length > shown.length ? html`<li class="note">${locale.more(beliefs.length - shown.length)}</li>` : ''}</ul>` : ''}
      <h3>${words.asked}</h3>
      ${asked.length === 0 ? html`<p class="note">${words.askedNothing}</p>` : ''}
      <ol>${repeat(asked.slice(0, LISTED), ({ id }) => id, request)} ${more > 0 ? html`<li class="note">${locale.more(more)}</li>` : ''}</ol>
    </article>`;
  }

  /** @param {Belief} belief */
  function belief({ path, reads, says, zxid, at, since }) {
    const said = reads === 'absence' ? words.isAbsent : reads === 'children' ? `${words.children} ${cropped(says)}` : `= ${cropped(says)}`;
    return html`<li data-stale=${String(since !== undefined)}>
      <strong>${cropped(path)}</strong> ${said}
      <small>${words.asOf(formatZxid(zxid), formatMoment(at))}</small>
      <span class="verdict">${since ? words.stale(formatZxid(since.zxid), change(since)) : words.fresh}</span>
    </li>`;
  }

  /** @param {Asked} asked */
  function request({ at, op, reads, outcome }) {
    return html`<li data-outcome=${kindOf(outcome, reads)}>
      <button title=${locale.atMoment} @click=${() => seek(at)}><time>${formatMoment(at)}</time> <span>${formatOp(op)}</span></button>
      <p>${keptWords(told(outcome, reads), locale.lang)}</p>
      ${outcome.type === 'lost' && !reads ? html`<p class="truth">${words.truth(outcome.txn && formatZxid(outcome.txn.zxid), outcome.done)}</p>` : ''}
    </li>`;
  }

  /** @param {Outcome} outcome @param {boolean} reads */
  function told(outcome, reads) {
    switch (outcome.type) {
      case 'waits':
        return words.waits;
      case 'answered':
        return words.told(formatAnswerBriefly(outcome.answer), formatZxid(outcome.zxid));
      case 'unsent':
        return `${outcome.error ?? words.died}: ${words.unsent}`;
      case 'lost':
        return reads ? words.lostRead(outcome.error ?? words.died) : words.lostWrite(outcome.error ?? words.died);
    }
  }
}

/** How it is marked. @param {Outcome} outcome @param {boolean} reads */
function kindOf(outcome, reads) {
  if (outcome.type === 'lost') return reads ? 'lost' : 'unknown';
  return outcome.type === 'answered' && outcome.answer.type === 'failed' ? 'failed' : outcome.type;
}
