// The inspector of a server or a client: its facts, and buttons for the actions that are possible now.

import { html } from 'lit';
import { formatAnswerBriefly, formatLog, formatOp, formatSpan, formatZxid } from '../words/format.js';
import { reachable, cutOff } from '../engine/actions.js';
import { stateWord } from '../words/languages.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Client, Deed, Process, Server, View } from '../engine/records.js' */

/** So many znodes are listed. */
const ZNODES = 4;

/**
 * What can be done to a server as it is.
 *
 * @param {Server} server
 * @param {View} view
 * @returns {Deed[]}
 */
export function deedsFor({ id, process, lives }, { servers, cuts }) {
  if (!process) return [lives > 0 ? 'restart' : 'start'];
  /** @type {Deed[]} */
  const deeds = ['crash', 'write'];
  const ids = servers.map(other => other.id);
  if (reachable(id, ids, cuts).length > 0) deeds.push('cut');
  if (cutOff(id, ids, cuts).length > 0) deeds.push('heal');
  return deeds;
}

/**
 * @param {{
 *   server: Server,
 *   view: View,
 *   locale: Locale,
 *   act: (deed: Deed, server: number) => void,
 *   close: () => void,
 * }} state
 */
export function inspector({ server, view, locale, act, close }) {
  const { id, process } = server;
  const { facts } = locale;
  return html`<div class="inspector" role="dialog" aria-label=${locale.server(id)}>
    ${header(locale.server(id), stateWord(server, locale), locale, close)}
    <dl>
      ${process ? [fact(facts.phase, process.phase), fact(facts.clock, process.round)] : ''}
      ${fact(facts.acceptedEpoch, server.acceptedEpoch)} ${fact(facts.currentEpoch, server.currentEpoch)}
      ${fact(facts.zxid, formatZxid(server.lastZxid))} ${fact(facts.snapshot, formatZxid(server.snapshot))}
      ${server.log.length > 0 ? fact(facts.log, formatLog(server.log, locale.unsafe)) : ''}
    </dl>
    ${process && process.tree.length > 0 ? tree(process, locale) : ''}
    <div class="deeds">
      ${deedsFor(server, view).map(deed => html`<button data-deed=${deed} @click=${() => act(deed, id)}>${locale.deeds[deed]}</button>`)}
    </div>
  </div>`;
}

/**
 * The same about a client.
 *
 * @param {{ client: Client, locale: Locale, close: () => void }} state
 */
export function clientInspector({ client, locale, close }) {
  const { facts } = locale;
  return html`<div class="inspector" role="dialog" aria-label=${locale.client(client.id)}>
    ${header(locale.client(client.id), client.state, locale, close)}
    <dl>
      ${client.server === undefined ? '' : fact(facts.server, client.server)}
      ${client.session === undefined ? '' : fact(facts.session, client.session)} ${fact(facts.timeout, formatSpan(client.timeout))}
      ${fact(facts.seen, formatZxid(client.lastZxid))} ${fact(facts.requests, client.unanswered)}
      ${client.answer ? fact(facts.answer, formatAnswerBriefly(client.answer)) : ''}
    </dl>
    ${client.oldest.length > 0
      ? html`<ul class="tree">
          ${client.oldest.map(({ op }) => html`<li>${formatOp(op)}</li>`)}
        </ul>`
      : ''}
  </div>`;
}

/**
 * @param {string} name
 * @param {string} state
 * @param {Locale} locale
 * @param {() => void} close
 */
function header(name, state, locale, close) {
  return html`<header>
    <strong>${name}</strong>
    <span class="state">${state}</span>
    <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
  </header>`;
}

/**
 * The last of its znodes, in the order of their paths.
 *
 * @param {Process} process
 * @param {Locale} locale
 */
function tree({ tree, znodes }, locale) {
  const more = znodes - Math.min(tree.length, ZNODES);
  return html`<ul class="tree" aria-label=${locale.facts.tree}>
    ${tree.slice(-ZNODES).map(({ path, data, version, owner }) => html`<li data-ephemeral=${String(owner !== undefined)} title=${owner ?? ''}><span>${path}</span> <span>${data}${version > 0 ? html` <small>v${version}</small>` : ''}</span></li>`)}
    ${more > 0 ? html`<li>${locale.more(more)}</li>` : ''}
  </ul>`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
