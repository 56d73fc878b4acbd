// What there is to know about one server, and what can be done to it.

import { html } from 'lit';
import { formatLog, formatZxid } from '../format.js';
import { stateWord } from './server.js';

/** @import { Layout, Place } from '../geometry.js' */
/** @import { Locale } from '../locales/index.js' */
/** @import { Action, Server } from '../records.js' */

const EDGE = 4;

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
 *   act: (deed: Action['do'], server: number) => void,
 *   close: () => void,
 * }} state
 */
export function inspector({ server, locale, act, close }) {
  const { id, process } = server;
  const { facts } = locale;
  return html`<div class="inspector" role="dialog" aria-label=${locale.server(id)}>
    <header>
      <strong>${locale.server(id)}</strong>
      <span class="state">${stateWord(server, locale)}</span>
      <button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button>
    </header>
    <dl>
      ${process ? [fact(facts.phase, process.phase), fact(facts.clock, process.round)] : ''}
      ${fact(facts.acceptedEpoch, server.acceptedEpoch)} ${fact(facts.currentEpoch, server.currentEpoch)}
      ${fact(facts.zxid, formatZxid(server.lastZxid))} ${fact(facts.snapshot, formatZxid(server.snapshot))}
      ${server.log.length > 0 ? fact(facts.log, formatLog(server.log, locale.unsafe)) : ''}
    </dl>
    <div class="deeds">
      ${deedsFor(server).map(deed => html`<button data-deed=${deed} @click=${() => act(deed, id)}>${locale[deed]}</button>`)}
    </div>
  </div>`;
}

/**
 * Below its server where there is room, else above.
 *
 * @param {HTMLElement} box
 * @param {Place} place
 * @param {Layout} layout
 */
export function putBeside(box, { x, y }, { width, height, radius, scale }) {
  const { offsetWidth, offsetHeight } = box;
  const away = radius * scale + 16;
  const below = y * scale + away;
  const top = below + offsetHeight <= height * scale ? below : Math.max(EDGE, y * scale - away - offsetHeight);
  box.style.left = `${Math.max(EDGE, Math.min(x * scale - offsetWidth / 2, width * scale - offsetWidth - EDGE))}px`;
  box.style.top = `${top}px`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
