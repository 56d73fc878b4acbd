// Where each server is on the way from election to broadcast: a line with four stations, and the servers at them. A pure function of the
// view and of the width there is.

import { html, svg } from 'lit';
import { guideFor } from '../words/guide.js';
import { extent } from '../stage/text-size.js';
import { hueOf } from '../stage/epoch-hue.js';

export { phaseStyles } from './phases.css.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Phase, Server, View } from '../engine/records.js' */

/** @type {Phase[]} */
const PHASES = ['ELECTION', 'DISCOVERY', 'SYNCHRONIZATION', 'BROADCAST'];
export const HEIGHT = 52;
/** Where the line is, and the words under it. */
const LINE = 18;
const WORDS = 45;
const WORD = 12;
/** Servers stand beside each other, or overlap where there is little room; below the least of it, they are counted. */
const RADIUS = 9;
const APART = 24;
const CLOSEST = 15;
const MARGIN = 12;

/**
 * `servers`: those that stand there, each with its place; `count`: instead of them, where there are too many.
 *
 * @typedef {{ phase: Phase, x: number, width: number, servers: { server: Server, x: number }[], count: number }} Station
 */

/**
 * @param {View} view
 * @param {number} width
 * @returns {Station[]}
 */
export function stations({ servers }, width) {
  const each = (width - 2 * MARGIN) / PHASES.length;
  return PHASES.map((phase, index) => {
    const there = servers.filter(({ process }) => process?.phase === phase);
    const x = MARGIN + each * (index + 0.5);
    const room = each - 2 * RADIUS - 8;
    const apart = Math.min(APART, there.length > 1 ? room / (there.length - 1) : 0);
    const crowded = there.length > 1 && apart < CLOSEST;
    const left = x - ((there.length - 1) * apart) / 2;
    return { phase, x, width: each, servers: crowded ? [] : there.map((server, place) => ({ server, x: left + place * apart })), count: crowded ? there.length : 0 };
  });
}

/**
 * @param {View} view
 * @param {number} width
 * @param {Locale} locale
 */
export function phases(view, width, locale) {
  const all = stations(view, width);
  return html`<svg class="phases" role="img" aria-label=${said(view, locale)} viewBox=${`0 0 ${width} ${HEIGHT}`} width=${width} height=${HEIGHT}>
    <path class="way" d=${`M${all[0].x} ${LINE}H${all[3].x}`} />
    ${all.map(station => drawStation(station, locale))}
  </svg>`;
}

/** @param {Station} station @param {Locale} locale */
function drawStation({ phase, x, width, servers, count }, locale) {
  const [whole, short] = locale.phases[phase];
  const word = extent(whole, WORD) <= width - 8 ? whole : short;
  const reached = servers.length > 0 || count > 0;
  return svg`<g class="station" data-phase=${phase} data-reached=${String(reached)}>
    <circle class="stop" cx=${x} cy=${LINE} r="3.5" />
    <text class="word" x=${x} y=${WORDS} text-anchor="middle">${word}</text>
    ${count > 0 ? svg`<rect class="crowd" x=${x - 17} y=${LINE - 9} width="34" height="18" rx="9" /><text class="count" x=${x} y=${LINE + 4} text-anchor="middle">${count}</text>` : ''}
    ${servers.map(drawServer)}
  </g>`;
}

/** @param {{ server: Server, x: number }} place */
function drawServer({ server, x }) {
  const state = server.process?.state ?? 'DOWN';
  return svg`<g class="traveller" data-state=${state} data-hue=${hueOf(server.currentEpoch)} transform=${`translate(${x.toFixed(1)} ${LINE})`}>
    <circle class="halo-ring" r=${RADIUS + 3} /><circle class="dot" r=${RADIUS} /><text text-anchor="middle" dy=".35em">${server.id}</text>
  </g>`;
}

/**
 * The same in words.
 *
 * @param {View} view
 * @param {Locale} locale
 */
export function said({ servers }, locale) {
  const guide = guideFor(locale);
  const named = (/** @type {Server[]} */ some) => (some.length > 0 ? guide.servers(some.map(({ id }) => id)) : guide.nobodyThere);
  const parts = PHASES.map(phase => guide.onTheWay(locale.phases[phase][0], named(servers.filter(({ process }) => process?.phase === phase))));
  const down = servers.filter(({ process }) => process === undefined);
  if (down.length > 0) parts.push(guide.notRunning(named(down)));
  return `${guide.way}${locale.lang === 'zh' ? '：' : ': '}${parts.join(locale.lang === 'zh' ? '；' : '; ')}`;
}
