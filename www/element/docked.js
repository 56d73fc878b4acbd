// What can be docked beside the stage, unless something is selected there. Loaded with what helps to read the picture.

import { html } from 'lit';
import { legend } from '../panels/legend.js';
import { keyOf } from '../panels/inspector/selection.js';
import { why } from '../panels/why.js';
import { guideFor } from '../words/guide.js';

/** @import { Docked, Host, Late } from './host.js' */
/** @import { EventLog } from '../play/event-log.js' */
/** @import { Beat, Happening, Subject, View } from '../engine/records.js' */
/** @import { Selection } from '../panels/inspector/selection.js' */
/** @import { Locale } from '../words/locale.js' */

/**
 * @typedef {{
 *   host: Host,
 *   view: View,
 *   told: Beat | undefined,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   asked: number | undefined,
 *   ask: (event: number | undefined) => void,
 *   light: (event: Happening | undefined) => void,
 *   point: (subjects: Subject[] | undefined) => void,
 *   select: (selection: Selection) => void,
 *   seek: (at: number) => void,
 *   all: () => readonly Happening[],
 *   stops: boolean,
 *   setStops: (stops: boolean) => void,
 *   dock: (what: Docked) => void,
 *   close: () => void,
 * }} State `asked`: the event whose causes are shown; `all`: every event up to now; `stops`: whether play stops where an invariant is broken; `point`: lights up on stage what is pointed at here
 */

/** The module of those views, once one has been wanted. @type {typeof import('../panels/late.js') | undefined} */
let loaded;
/** What was selected in a view, and so where the focus returns to when the inspector closes. @type {WeakMap<Host, string>} */
const left = new WeakMap();

/**
 * @param {Exclude<Docked, 'palette'>} what the palette has a state of its own
 * @param {State} state
 */
export function docked(what, state) {
  switch (what) {
    case 'why':
      return state.told && why({ ...state, beat: state.told });
    case 'legend':
      return legend(state);
    default:
      return html`${tabs(what, state)} ${late(what, state)}`;
  }
}

/** One view or another. @param {Docked} shown @param {State} state */
function tabs(shown, { locale, dock, close }) {
  const { beside, views } = guideFor(locale);
  const tab = (/** @type {Docked} */ what, /** @type {string} */ name) =>
    html`<button data-view=${what} aria-pressed=${String(what === shown)} @click=${() => what !== shown && dock(what)}>${name}</button>`;
  return html`<div class="tabs" role="group" aria-label=${beside}>
    ${tab('events', locale.events)} ${tab('ballots', views.ballots)} ${tab('logs', views.logs)} ${tab('clients', views.clients)} ${tab('invariants', views.invariants)}
    <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
  </div>`;
}

/** @param {Late} what @param {State} state */
function late(what, state) {
  const { host } = state;
  if (!loaded) {
    load(host);
    return '';
  }
  const root = /** @type {ShadowRoot} */ (host.renderRoot);
  const sheets = loaded.styles.map(({ styleSheet }) => /** @type {CSSStyleSheet} */ (styleSheet));
  if (!root.adoptedStyleSheets.includes(sheets[0])) root.adoptedStyleSheets.push(...sheets);
  loaded.echo(root);
  returnFocus(host);
  return loaded.views[what]({
    ...state,
    select: selection => {
      left.set(host, keyOf(selection));
      state.select(selection);
    },
  });
}

/** @param {Host} host */
async function load(host) {
  loaded ??= await import('../panels/late.js');
  host.requestUpdate();
}

/** @param {Host} host */
async function returnFocus(host) {
  const key = left.get(host);
  if (key === undefined) return;
  left.delete(host);
  await host.updateComplete;
  /** @type {HTMLElement | null} */ (host.renderRoot.querySelector(`.panel [data-key="${key}"]`))?.focus();
}
