// The invariants: a lamp each, what it says and, where it is broken, by which facts, with a way to the moment and to what led there.

import { css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatMoment } from '../../words/format.js';
import { sentenceOf } from '../../words/languages.js';
import { says as english } from '../../words/en.invariants.js';
import { says as chinese } from '../../words/zh.invariants.js';
import { handsFor } from '../../words/hands.js';
import { viewsFor } from '../../words/views.js';
import { causes } from '../causes.js';
import { keptWords } from '../kept-words.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Happening, Invariant } from '../../engine/records.js' */
/** @import { Locale } from '../../words/locale.js' */

/**
 * @param {{
 *   eventLog: EventLog,
 *   locale: Locale,
 *   asked: number | undefined,
 *   ask: (event: number | undefined) => void,
 *   light: (event: Happening | undefined) => void,
 *   seek: (at: number) => void,
 *   stops: boolean,
 *   setStops: (stops: boolean) => void,
 * }} state `asked`: the violation whose causes are shown; `stops`: whether play stops where one is broken
 */
export function show({ eventLog, locale, asked, ask, light, seek, stops, setStops }) {
  const words = viewsFor(locale).invariants;
  const says = locale.lang === 'zh' ? chinese : english;
  const broken = violations(eventLog);
  // What is broken comes first.
  const all = /** @type {[Invariant, string][]} */ (Object.entries(says)).sort(([a], [b]) => Number(broken.has(b)) - Number(broken.has(a)));
  return html`<section class="invariants" aria-label=${words.title}>
    <p class="note" role="status">${words.count(broken.size, Object.keys(says).length)}</p>
    <label class="stops"><input type="checkbox" .checked=${stops} @change=${(/** @type {Event} */ { target }) => setStops(/** @type {HTMLInputElement} */ (target).checked)} /> ${handsFor(locale).stopAtViolations}</label>
    <ul>
      ${repeat(all, ([name]) => name, ([name, statement]) => {
        const found = broken.get(name) ?? [];
        return html`<li data-invariant=${name} data-broken=${String(found.length > 0)}>
          <svg class="lamp" viewBox="-8 -8 16 16" width="16" height="16" role="img" aria-label=${found.length > 0 ? words.broken : words.holds}><circle r="6" /><path d="M-3 -3L3 3M3 -3L-3 3" /></svg>
          <strong>${name}</strong>
          <p>${keptWords(`${statement}${locale.lang === 'zh' ? '。' : '.'}`, locale.lang)}</p>
          ${found.map(event => violation(event))}
        </li>`;
      })}
    </ul>
  </section>`;

  /** @param {Happening} event */
  function violation(event) {
    const shown = asked === event.id;
    const [on, off] = [() => light(event), () => light(undefined)];
    return html`<div class="violation" @pointerenter=${on} @pointerleave=${off} @focusin=${on} @focusout=${off}>
      <p>${keptWords(sentenceOf(event, eventLog.get(event.cause), locale), locale.lang)}</p>
      <button class="moment-of" title=${locale.atMoment} @click=${() => seek(event.at)}>${formatMoment(event.at)}</button>
      <button aria-expanded=${String(shown)} @click=${() => ask(shown ? undefined : event.id)}>${locale.why}</button>
      ${shown ? causes(event, eventLog, locale) : ''}
    </div>`;
  }
}

/** What was found last, for it is looked at much more often than it changes. */
let known = { last: /** @type {Happening | undefined} */ (undefined), count: -1, broken: /** @type {Map<Invariant, Happening[]>} */ (new Map()) };

/** @param {EventLog} eventLog */
function violations(eventLog) {
  const last = eventLog.all.at(-1);
  if (last && known.last === last && known.count === eventLog.all.length) return known.broken;
  /** @type {Map<Invariant, Happening[]>} */
  const broken = new Map();
  for (const event of eventLog.all) {
    if (event.what.kind !== 'violation') continue;
    const { invariant } = event.what;
    broken.set(invariant, [...(broken.get(invariant) ?? []), event]);
  }
  known = { last, count: eventLog.all.length, broken };
  return broken;
}

export const styles = css`
  .invariants {
    padding: 4px 14px 16px;
  }

  .invariants .stops {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 14px;
  }

  .invariants > ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .invariants > ul > li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    padding: 7px 0;
    border-bottom: 1px solid var(--faint);
    font-size: 14px;
    line-height: 1.4;
  }

  .invariants > ul > li > :not(.lamp, strong) {
    grid-column: 2;
  }

  .invariants p {
    margin: 1px 0 0;
    color: var(--muted);
  }

  .invariants > ul > li > p::first-letter {
    text-transform: uppercase;
  }

  .lamp {
    margin-top: 2px;
  }

  .lamp circle {
    fill: light-dark(#1d7a46, #6fd39b);
  }

  .lamp path {
    stroke: none;
  }

  [data-broken='true'] > .lamp circle {
    fill: none;
    stroke: light-dark(#c0263a, #ff8a94);
    stroke-width: 2;
  }

  [data-broken='true'] > .lamp path {
    stroke: light-dark(#c0263a, #ff8a94);
    stroke-width: 2;
  }

  .violation {
    margin-top: 6px;
    padding: 6px 8px;
    border-inline-start: 3px solid light-dark(#c0263a, #ff8a94);
  }

  .violation p {
    color: var(--ink);
  }
`;
