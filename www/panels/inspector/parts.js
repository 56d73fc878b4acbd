// What all inspectors are made of: a heading, facts, sections, and lists of what can be chosen next.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatZxid, isForNobody } from '../../words/format.js';
import { deedIn, handsFor } from '../../words/hands.js';
import { keyOf, ownerOf, selectionOf } from './selection.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Deed, Section } from '../hands/deeds.js' */
/** @import { Details, Name, Section as Part } from '../../words/details.locale.js' */
/** @import { Locale } from '../../words/locale.js' */
/** @import { Party, View, Vote } from '../../engine/records.js' */
/** @import { Selection } from './selection.js' */

/**
 * What an inspector is made from. `selection`: what it tells of; `deeds`: what can be done to something;
 * `perform`: does a deed; `more`: opens the menu of all that can be done; `select`: chooses something else or, given nothing, closes.
 *
 * @typedef {{
 *   selection: Selection,
 *   view: View,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   withPeerEpoch: boolean,
 *   deeds: (target: Selection) => Section[],
 *   perform: (deed: Deed) => void,
 *   more: (target: Selection, beside: Element) => void,
 *   select: (selection: Selection | undefined) => void,
 * }} InspectorState
 *
 * @typedef {InspectorState & { details: Details }} State with the words for it
 */

/**
 * Something that can be chosen. `shape`: an attribute by which the style sheet tells one from another.
 *
 * @typedef {{ selection: Selection, label: unknown, note?: unknown, hue?: number, shape?: string }} Choice
 */

/**
 * The whole: what it is about, its state in a word, and what there is to say.
 *
 * @param {State} state
 * @param {{ title: string, word?: unknown }} about
 * @param {unknown} content
 */
export function frame(state, { title, word = '' }, content) {
  const { selection, view, locale, details, select } = state;
  const owner = ownerOf(selection, view);
  return html`<section class="inspector" role="dialog" aria-label=${title} data-kind=${selection.kind}>
    <header>
      ${owner === undefined
        ? ''
        : html`<button class="back" data-pick=${keyOf(selectionOf(owner))} @click=${() => select(selectionOf(owner))}>
            <span aria-hidden="true">‹</span> ${details.back(details.party(owner))}
          </button>`}
      <h2 tabindex="-1">${title}</h2>
      <span class="state">${word}</span>
      <button class="close" aria-label=${locale.close} @click=${() => select(undefined)}><span aria-hidden="true">×</span></button>
    </header>
    ${content}
  </section>`;
}

/**
 * Facts, one under the other; those that there are not are left out.
 *
 * @param {unknown[]} facts
 */
export function list(...facts) {
  return html`<dl>${facts}</dl>`;
}

/**
 * @param {Details} details
 * @param {Name} name
 * @param {unknown} value nothing, if there is no such fact
 * @param {unknown} [remark] what has to be known about it
 */
export function fact({ names }, name, value, remark) {
  if (value === undefined || value === '') return '';
  return html`<div data-fact=${name}><dt>${names[name]}</dt><dd>${value}</dd>${remark ? html`<dd class="remark">${remark}</dd>` : ''}</div>`;
}

/**
 * A part that folds away. What was folded stays so, whichever server is looked at.
 *
 * @param {Details} details
 * @param {Part} name
 * @param {unknown} content
 * @param {{ note?: unknown, folded?: boolean }} [options] `note`: beside the heading; `folded`: at first
 */
export function section({ sections }, name, content, { note = '', folded = false } = {}) {
  return html`<details class="part" data-part=${name} ?open=${!folded}>
    <summary><h3>${sections[name]}</h3> <span class="note">${note}</span></summary>
    ${content}
  </details>`;
}

/** What can be done to what is told of; what is seldom done is in its menu. @param {State} state */
export function deeds({ selection, locale, deeds, perform, more }) {
  const words = handsFor(locale);
  const sections = deeds(selection);
  const plain = sections.flatMap(section => (section.plain ? section.deeds : []));
  if (sections.length === 0) return '';
  return html`<div class="deeds">
    ${plain.map(deed => html`<button data-deed=${deed.name} title=${deed.command} @click=${() => perform(deed)}>${deedIn(words, deed)}</button>`)}
    ${sections.some(section => !section.plain)
      ? html`<button class="more" aria-haspopup="menu" @click=${(/** @type {Event} */ { currentTarget }) => more(selection, /** @type {Element} */ (currentTarget))}>${words.more}</button>`
      : ''}
  </div>`;
}

/**
 * A list of buttons. Each keeps its node, and so the focus, for as long as it is in the list.
 *
 * @param {State} state
 * @param {Choice[]} choices
 * @param {string} [form] how they are laid out
 */
export function choices({ select }, choices, form = 'rows') {
  return html`<ul class=${form}>
    ${repeat(
      choices,
      ({ selection }) => keyOf(selection),
      ({ selection, label, note, hue, shape }) =>
        html`<li>
          <button class="pick" data-pick=${keyOf(selection)} data-hue=${hue ?? 0} data-shape=${shape ?? 'plain'} @click=${() => select(selection)}>
            <span>${label}</span>${note ? html` <span class="note">${note}</span>` : ''}
          </button>
        </li>`,
    )}
  </ul>`;
}

/**
 * One party, to be chosen.
 *
 * @param {State} state
 * @param {Party} party
 */
export function partyButton({ details, select }, party) {
  if (party === '?') return details.party(party);
  const selection = selectionOf(party);
  return html`<button class="inline" data-pick=${keyOf(selection)} @click=${() => select(selection)}>${details.party(party)}</button>`;
}

/**
 * The fields of a vote. The epoch of the history voted for is one only where it tells two votes apart.
 *
 * @param {State} state
 * @param {Vote} vote
 */
export function voteFacts({ details, withPeerEpoch }, vote) {
  const nobody = isForNobody(vote);
  return [
    fact(details, 'round', vote.round),
    fact(details, 'votedFor', nobody ? details.nobody : details.party(vote.leader)),
    fact(details, 'history', nobody ? details.nothing : formatZxid(vote.zxid)),
    withPeerEpoch && !nobody ? fact(details, 'peerEpoch', vote.peerEpoch) : '',
  ];
}
