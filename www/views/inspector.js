// What there is to know about one server, and what can be done to it.

import { html } from 'lit';
import { formatSlip, formatVote, formatZxid } from '../format.js';
import { stateWord } from './server.js';

/** @import { Locale } from '../locales/index.js' */
/** @import { Action, Server } from '../records.js' */

/**
 * What can be done to a server as it is.
 *
 * @param {Server} server
 * @returns {Action['do'][]}
 */
export function deedsFor({ process, lives }) {
  if (process) return ['crash', 'restart'];
  return [lives > 0 ? 'restart' : 'start'];
}

/**
 * @param {{
 *   server: Server,
 *   locale: Locale,
 *   withPeerEpoch: boolean,
 *   act: (deed: Action['do'], server: number) => void,
 *   close: () => void,
 * }} state
 */
export function inspector({ server, locale, withPeerEpoch, act, close }) {
  const { id, process } = server;
  const { facts } = locale;
  return html`<div class="inspector" role="dialog" aria-label=${locale.server(id)}>
    <header>
      <strong>${locale.server(id)}</strong>
      <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
    </header>
    <dl>
      ${fact(facts.state, stateWord(server, locale))}
      ${process
        ? [
            fact(facts.phase, process.phase),
            fact(facts.leader, process.leader ?? locale.none),
            fact(facts.round, process.round),
            fact(facts.vote, formatVote(process.vote, withPeerEpoch)),
          ]
        : ''}
      ${fact(facts.zxid, formatZxid(server.lastZxid))} ${fact(facts.currentEpoch, server.currentEpoch)}
      ${fact(facts.acceptedEpoch, server.acceptedEpoch)}
      ${process
        ? fact(
            facts.box,
            process.ballots.map(ballot => html`<span class="entry">${formatSlip(ballot, withPeerEpoch)} ${ballot.state === 'LOOKING' ? '' : ballot.state}</span>`),
          )
        : ''}
    </dl>
    <div class="deeds">
      ${deedsFor(server).map(deed => html`<button data-deed=${deed} @click=${() => act(deed, id)}>${locale[deed]}</button>`)}
    </div>
  </div>`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
