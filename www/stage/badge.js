// A badge: what is written beside a server where there is little room: state, vote, and a bar of its log. Nodes are created once and
// updated.

import { formatVote, formatZxid } from '../words/format.js';
import { stateWord } from '../words/languages.js';
import { cellsOf } from './history.js';
import { hueOf } from './epoch-hue.js';
import { set, setText, svg } from './svg.js';

/** @import { Layout, Place } from './layout.js' */
/** @import { DrawOptions } from './card.js' */
/** @import { Server } from '../engine/records.js' */

/** The baselines of the two lines of text, and where the third begins. */
const LINES = { state: 11, vote: 27, last: 34 };
/** A transaction in the bar of the log. */
const CELL = { width: 7, height: 9, gap: 2 };
const MOST = 9;

export function createBadge() {
  const state = svg('text', { class: 'state', y: LINES.state });
  const vote = svg('text', { class: 'vote', y: LINES.vote });
  const pips = svg('text', { class: 'pips', y: LINES.last + 9 });
  const bar = svg('g', { class: 'log' });
  const node = svg('g', { class: 'panel badge' }, state, vote, pips, bar);
  /** @type {Place} */
  let place;

  return {
    node,

    /**
     * @param {Layout} _
     * @param {Place} newPlace
     */
    place(_, newPlace) {
      place = newPlace;
      const { x, y, width, align } = place.panel;
      set(node, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      const at = align === 'start' ? 0 : align === 'end' ? width : width / 2;
      for (const line of [state, vote, pips]) set(line, { x: at, 'text-anchor': align });
    },

    /**
     * @param {Server} server
     * @param {DrawOptions} options
     */
    show(server, { locale, withPeerEpoch }) {
      const { process } = server;
      const looking = process?.state === 'LOOKING';
      setText(state, stateWord(server, locale));
      // Once it serves, its vote is history.
      setText(vote, !process ? '' : process.phase === 'BROADCAST' ? formatZxid(server.lastZxid) : formatVote(process.vote, withPeerEpoch));
      const { supporters, needed, met } = process?.quorum ?? { supporters: [], needed: 0, met: false };
      const have = Math.min(supporters.length, needed);
      // With many servers pips become a fraction.
      setText(pips, !looking ? '' : needed > 6 ? `${supporters.length}/${needed}` : '●'.repeat(have) + '○'.repeat(needed - have));
      set(pips, { 'data-met': String(met) });
      showBar(looking ? [] : cellsOf(server).slice(-MOST));
    },
  };

  /** @param {ReturnType<typeof cellsOf>} cells */
  function showBar(cells) {
    const { width, align } = place.panel;
    const long = cells.length * (CELL.width + CELL.gap) - CELL.gap;
    const left = align === 'start' ? 0 : align === 'end' ? width - long : (width - long) / 2;
    while (bar.childElementCount > cells.length) bar.lastElementChild?.remove();
    while (bar.childElementCount < cells.length) bar.append(svg('g', {}, svg('rect', { class: 'paper', rx: 1.5, width: CELL.width, height: CELL.height })));
    cells.forEach(({ zxid, safe, applied, whole }, index) => {
      set(bar.children[index], {
        class: 'cell',
        transform: `translate(${(left + index * (CELL.width + CELL.gap)).toFixed(1)} ${LINES.last})`,
        'data-hue': hueOf(zxid.epoch),
        'data-safe': String(safe),
        'data-applied': String(applied),
        'data-whole': String(whole),
      });
    });
  }
}
