// The feed: all events as sentences, the latest first, to be filtered, searched, copied and saved; of the one that is chosen, what led to it.
// Only the rows in sight are drawn.

import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatMoment } from '../../words/format.js';
import { viewsFor } from '../../words/views.js';
import { causes } from '../causes.js';
import { keptWords } from '../kept-words.js';
import { copyText, saveText } from '../save.js';
import { createListing, passes, sentence } from './listed.js';

export { feedStyles as styles } from './feed.css.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Locale } from '../../words/locale.js' */
/** @import { Sort } from '../../words/views.locale.js' */
/** @import { Happening, Party, View } from '../../engine/records.js' */
/** @import { Filter } from './listed.js' */

/** In this order they can be chosen; the first three are listed at first. @type {readonly Sort[]} */
const SORTS = ['deeds', 'decisions', 'messages', 'heartbeats', 'plumbing'];
/** The height of a row, in CSS pixels; the style sheet has it, too. */
const ROW = 42;
/** So many rows beyond those in sight are drawn. */
const BEYOND = 8;
/** How long it is said that something was copied, in milliseconds. */
const SAID = 2000;

/**
 * @typedef {{
 *   host: { readonly playing: boolean, requestUpdate: () => void },
 *   view: View,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   asked: number | undefined,
 *   ask: (event: number | undefined) => void,
 *   light: (event: Happening | undefined) => void,
 *   seek: (at: number) => void,
 *   all: () => readonly Happening[],
 * }} State `asked`: the event that is chosen; `all`: every event of this branch up to now, those that are kept no longer included
 */

/** One for each element. @type {WeakMap<object, ReturnType<typeof createFeed>>} */
const feeds = new WeakMap();

/** @param {State} state */
export function show(state) {
  const feed = feeds.get(state.host) ?? createFeed(state.host);
  feeds.set(state.host, feed);
  return feed(state);
}

/** @param {State['host']} host */
function createFeed(host) {
  const list = document.createElement('div');
  list.className = 'rows';
  list.tabIndex = 0;
  list.setAttribute('role', 'listbox');
  const listing = createListing();
  /** @type {Filter} */
  let filter = { sorts: new Set(SORTS.slice(0, 3)), whom: undefined, text: '' };
  /** @type {State} */
  let state;
  /** In the order of time. @type {readonly Happening[]} */
  let listed = [];
  let copied = false;
  list.addEventListener('scroll', draw);
  list.addEventListener('keydown', key);
  list.addEventListener('click', event => choose(eventAt(event)));
  list.addEventListener('dblclick', event => go(eventAt(event)));
  list.addEventListener('pointerover', event => state.light(eventAt(event)));
  list.addEventListener('pointerleave', () => state.light(undefined));
  new ResizeObserver(draw).observe(list);

  return (/** @type {State} */ given) => {
    state = given;
    const { view, eventLog, locale, asked } = state;
    // Whoever is not there any more has no events.
    if (filter.whom !== undefined && ![...view.servers, ...view.clients].some(({ id }) => id === filter.whom)) filter = { ...filter, whom: undefined };
    const before = listed;
    listed = listing(eventLog, filter, locale);
    // What one reads stays where it is while more is listed above it.
    const more = listed.length - before.length;
    if (more > 0 && list.scrollTop > 0 && before.at(-1) === listed[before.length - 1]) list.scrollTop += more * ROW;
    const { feed: words } = viewsFor(locale);
    list.setAttribute('aria-label', words.title);
    draw();
    const chosen = eventLog.get(asked);
    const gone = (eventLog.all[0]?.id ?? 1) - 1;
    return html`<section class="feed" aria-label=${words.title}>
      <div class="search">
        <input type="search" aria-label=${words.search} placeholder=${words.search} .value=${filter.text} @input=${(/** @type {Event} */ { target }) => narrow({ text: /** @type {HTMLInputElement} */ (target).value })} />
        <select class="whom" aria-label=${words.whom} @change=${(/** @type {Event} */ { target }) => narrow({ whom: partyOf(/** @type {HTMLSelectElement} */ (target).value) })}>
          <option value="" ?selected=${filter.whom === undefined}>${words.everyone}</option>
          ${view.servers.map(({ id }) => html`<option value=${id} ?selected=${filter.whom === id}>${locale.server(id)}</option>`)}
          ${view.clients.map(({ id }) => html`<option value=${id} ?selected=${filter.whom === id}>${locale.client(id)}</option>`)}
        </select>
      </div>
      <div class="sorts" role="group" aria-label=${words.sorts}>
        ${SORTS.map(sort => html`<button data-sort=${sort} aria-pressed=${String(filter.sorts.has(sort))} @click=${() => toggle(sort)}>${words.sort[sort]}</button>`)}
      </div>
      <p class="count" role=${host.playing ? 'none' : 'status'}>${words.count(listed.length, eventLog.all.length)}${gone > 0 ? ` ${words.gone(gone)}` : ''}</p>
      ${list}
      ${chosen ? detail(chosen, locale) : ''}
      <p class="ways">
        <button class="copy" @click=${copy}>${copied ? words.copied : words.copy}</button>
        <button class="save-text" @click=${() => saveText('events.txt', lines(asText))}>${words.asText}</button>
        <button class="save-json" @click=${() => saveText('events.jsonl', lines(asJson))}>${words.asJson}</button>
      </p>
    </section>`;
  };

  /** Of one event: all of its sentence, its moment, and what led to it. @param {Happening} event @param {Locale} locale */
  function detail(event, locale) {
    const { eventLog } = state;
    return html`<div class="chosen">
      <p>${keptWords(sentence(event, id => eventLog.get(id), locale), locale.lang)}</p>
      <button class="moment-of" title=${locale.atMoment} @click=${() => state.seek(event.at)}>${formatMoment(event.at)}</button> <code>${event.id} ${event.what.kind}</code>
      <button class="close" aria-label=${locale.close} @click=${() => choose(undefined)}><span aria-hidden="true">×</span></button>
      ${causes(event, eventLog, locale)}
    </div>`;
  }

  /** The rows that are in sight. */
  function draw() {
    if (!state) return;
    const { eventLog, locale, asked } = state;
    const { scrollTop, clientHeight } = list;
    const from = Math.max(0, Math.floor(scrollTop / ROW) - BEYOND);
    const to = Math.min(listed.length, Math.ceil((scrollTop + (clientHeight || 600)) / ROW) + BEYOND);
    const latest = listed.length - 1;
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => listed[latest - from - index]);
    list.setAttribute('aria-activedescendant', rows.some(({ id }) => id === asked) ? `event-${asked}` : '');
    render(
      html`<div class="room" role="presentation" .style=${`height: ${listed.length * ROW}px`}>
        ${repeat(
          rows,
          ({ id }) => id,
          (event, index) => html`<div class="row" role="option" id=${`event-${event.id}`} data-event=${event.id} data-key=${keyIn(event)} data-kind=${event.what.kind} aria-selected=${String(event.id === asked)}
            aria-setsize=${listed.length} aria-posinset=${from + index + 1} .style=${`top: ${(from + index) * ROW}px`}><time>${formatMoment(event.at)}</time> <span>${found(sentence(event, id => eventLog.get(id), locale))}</span></div>`,
        )}
      </div>`,
      list,
    );
  }

  /** What was searched for is marked. @param {string} said */
  function found(said) {
    const wanted = filter.text.trim().toLowerCase();
    const at = wanted ? said.toLowerCase().indexOf(wanted) : -1;
    return at < 0 ? said : html`${said.slice(0, at)}<mark>${said.slice(at, at + wanted.length)}</mark>${said.slice(at + wanted.length)}`;
  }

  /** @param {Partial<Filter>} change */
  function narrow(change) {
    filter = { ...filter, ...change };
    list.scrollTop = 0;
    host.requestUpdate();
  }

  /** @param {Sort} sort */
  function toggle(sort) {
    const sorts = new Set(filter.sorts);
    if (!sorts.delete(sort)) sorts.add(sort);
    narrow({ sorts });
  }

  /** @param {Event} event */
  function eventAt({ target }) {
    const row = target instanceof Element ? target.closest('[data-event]') : null;
    return row ? state.eventLog.get(Number(row.getAttribute('data-event'))) : undefined;
  }

  /** @param {Happening | undefined} event */
  function choose(event) {
    state.ask(event?.id);
    state.light(event);
  }

  /** @param {Happening | undefined} event */
  function go(event) {
    if (event) state.seek(event.at);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity });
    const step = steps[event.key];
    const at = listed.findIndex(({ id }) => id === state.asked);
    if (event.key === 'Enter') go(listed[at]);
    else if (step === undefined || listed.length === 0) return;
    else {
      // The latest is the first row.
      const row = at < 0 ? -1 : listed.length - 1 - at;
      const next = Math.min(listed.length - 1, Math.max(0, row + step));
      choose(listed[listed.length - 1 - next]);
      if (next * ROW < list.scrollTop) list.scrollTop = next * ROW;
      else if ((next + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (next + 1) * ROW - list.clientHeight;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** What is listed, of the whole branch, a line for each. @param {(event: Happening, get: (id: number | undefined) => Happening | undefined) => string} write */
  function lines(write) {
    const all = state.all();
    const get = (/** @type {number | undefined} */ id) => (id === undefined ? undefined : all[id - all[0].id]);
    return all.filter(event => passes(event, filter, get, state.locale)).map(event => `${write(event, get)}\n`);
  }

  /** @param {Happening} event @param {(id: number | undefined) => Happening | undefined} get */
  function asText(event, get) {
    return `${formatMoment(event.at)}  ${sentence(event, get, state.locale)}`;
  }

  async function copy() {
    copied = await copyText(lines(asText).join(''));
    host.requestUpdate();
    setTimeout(() => {
      copied = false;
      host.requestUpdate();
    }, SAID);
  }
}

/** By which a mark of the stage finds it: a message that is sent, or whom it happens to. @param {Happening} event */
const keyIn = ({ id, server, client, what }) => (what.kind === 'sent' ? `message ${id}` : server !== undefined ? `of server ${server}` : client !== undefined ? `client ${client}` : '');

/** As the command line writes it. @param {Happening} event */
function asJson(event) {
  return JSON.stringify(event, (_, value) => (value === undefined ? null : value));
}

/** @param {string} value @returns {Party | undefined} */
function partyOf(value) {
  return value === '' ? undefined : /^\d+$/.test(value) ? Number(value) : value;
}
