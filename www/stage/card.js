// A card: what is written beside a server where there is room for it: state, vote, ballot box or broadcast box, and history. Nodes are
// created once and updated.

import { BOX_TOP, HISTORY_LINE, QUORUM_LINE, boxHeight } from './layout.js';
import { extent } from './text-size.js';
import { formatVote, formatZxid } from '../words/format.js';
import { stateWord } from '../words/languages.js';
import { proposalsOf } from './proposals.js';
import { createBallotBox } from './ballot-box.js';
import { hueOf } from './epoch-hue.js';
import { createHistory } from './history.js';
import { createBroadcastBox } from './broadcast-box.js';
import { answer, set, setText, svg } from './svg.js';

/** @import { Layout, Place } from './layout.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Happening, Phase, Process, Server } from '../engine/records.js' */
/** @import { CountedProposal } from './proposals.js' */

/**
 * @typedef {{
 *   locale: Locale,
 *   voters: number[],
 *   counting: number[],
 *   withPeerEpoch: boolean,
 *   answers: boolean,
 *   events: readonly Happening[],
 * }} DrawOptions `voters`: all that send votes, observers too; `counting`: those whose votes and acknowledgements count;
 * `answers`: what has changed may draw the eye; not so when somebody has turned to another moment.
 */

/** The sizes of text in the style sheet. */
const HEADER = 12.5;
const VOTE = 19;
/** The widest word for a state. */
const WIDEST = 'FOLLOWING';

export function createCard() {
  const state = svg('tspan', { class: 'state' });
  const phase = svg('tspan', { class: 'phase' });
  const clock = svg('tspan', { class: 'clock', dx: 8 });
  const header = svg('text', { y: 12 }, state, phase, clock);
  const form = svg('title');
  const votes = svg('tspan', { class: 'votes' });
  const vote = svg('tspan', { class: 'vote' });
  const voteHalo = svg('rect', { class: 'halo', opacity: 0, rx: 4 });
  const voteLine = svg('text', { y: 35 }, form, votes, vote);
  const sides = svg('path', { class: 'box' });
  const lid = svg('path', { class: 'lid' });
  const ballots = createBallotBox();
  const broadcastBox = createBroadcastBox();
  const box = svg('g', {}, sides, lid, ballots.node, broadcastBox.node);
  const pips = svg('tspan', { class: 'pips' });
  const count = svg('tspan', { class: 'count', dx: 5 });
  const quorum = svg('text', { class: 'quorum' }, pips, count);
  const history = createHistory();
  const node = svg('g', { class: 'panel card' }, voteHalo, header, voteLine, box, quorum, history.node);

  /** @type {Layout} */
  let layout;
  /** @type {Place} */
  let place;
  /** @type {Process | undefined} */
  let process;
  let written = '';

  return {
    node,

    /**
     * @param {Layout} newLayout
     * @param {Place} newPlace
     */
    place(newLayout, newPlace) {
      layout = newLayout;
      place = newPlace;
      const { width, align } = place.panel;
      const x = align === 'start' ? 0 : align === 'end' ? width : width / 2;
      set(node, { transform: `translate(${place.panel.x} ${place.panel.y})` });
      for (const line of [header, voteLine, quorum]) set(line, { x, 'text-anchor': align });
    },

    /**
     * @param {Server} server
     * @param {DrawOptions} options
     */
    show(server, options) {
      const { locale, withPeerEpoch } = options;
      process = server.process;
      const shownVote = process ? formatVote(process.vote, withPeerEpoch) : '';
      const proposals = proposalsOf(server, options.events);
      // Once there is something to hold, votes are history.
      const holds = process?.phase === 'BROADCAST' && (proposals.length > 0 || process.tree.length > 0 || server.log.length > 0);

      // A word that stands alone stands beside its server.
      const beside = Math.max(12, place.y - place.panel.y + 4);
      set(header, { y: process ? 12 : beside });
      setText(state, stateWord(server, locale));
      // Until it has a leader it is in the phase of election, and the round is what matters.
      const looking = process?.state === 'LOOKING';
      setText(phase, process && !looking ? phaseThatFits(process.phase, locale) : '');
      setText(clock, process && looking ? locale.clock(process.round) : '');
      setText(form, holds ? locale.appliedForm : locale.voteForm);
      // In a narrow column, the vote alone says that it is one.
      const [lead, main] = holds ? [locale.applied, formatZxid(server.lastZxid)] : [locale.votes, shownVote];
      const roomy = holds || extent(lead, HEADER) + extent(main, VOTE) + 6 <= place.panel.room;
      setText(votes, process && roomy ? lead : '');
      set(vote, { dx: roomy ? 6 : 0 });
      setText(vote, main);
      if (main !== written && written && main && options.answers) {
        const around = voteLine.getBBox();
        set(voteHalo, { x: around.x - 6, y: around.y - 1, width: around.width + 12, height: around.height + 2 });
        answer(voteHalo);
      }
      written = main;

      showBox(options, holds ? proposals : undefined);
      history.show(server, place.panel, process ? BOX_TOP + boxHeight(options.voters.length, layout.columns) + HISTORY_LINE : beside + 22);
    },
  };

  /**
   * The same for all states, so that all servers speak alike.
   *
   * @param {Phase} phase
   * @param {Locale} locale
   */
  function phaseThatFits(phase, locale) {
    const room = place.panel.room - extent(WIDEST, HEADER);
    const words = locale.phases[phase].map(name => ` · ${name}`);
    return words.find(text => extent(text, HEADER) <= room) ?? '';
  }

  /**
   * @param {DrawOptions} options
   * @param {CountedProposal[]} [proposals] what a leader counts, once the box is no longer one for ballots
   */
  function showBox(options, proposals) {
    const { voters, counting, answers, locale } = options;
    const { width } = place.panel;
    const height = boxHeight(voters.length, layout.columns);
    const decided = process !== undefined && process.state !== 'LOOKING';
    set(box, { transform: `translate(0 ${BOX_TOP})`, visibility: process ? 'visible' : 'hidden' });
    set(sides, { d: `M.5 0V${height - 5}a5 5 0 0 0 5 5H${width - 5.5}a5 5 0 0 0 5 -5V0` });
    // The lid closes when the server has decided.
    set(lid, { d: `M-4 0H${width + 4}`, visibility: decided && !proposals ? 'inherit' : 'hidden' });
    set(ballots.node, { visibility: proposals ? 'hidden' : 'inherit' });
    set(broadcastBox.node, { visibility: proposals ? 'inherit' : 'hidden' });
    const y = BOX_TOP + height + QUORUM_LINE;
    if (proposals) {
      broadcastBox.show(process, proposals, { rows: Math.ceil(voters.length / layout.columns), width, voters: counting, answers });
      const next = proposals.find(({ committed }) => !committed);
      const last = next ?? proposals.at(-1);
      set(quorum, { y, 'data-met': String(last?.met ?? false), 'data-hue': hueOf(last?.zxid.epoch ?? 0) });
      // With weights the smallest quorum says little: so many ACKs may be enough, or not.
      const needed = next && next.acks.length < (process?.quorum.needed ?? 0) ? (process?.quorum.needed ?? 0) : 0;
      showCount(needed > 0 && next ? next.acks.length : 0, needed);
      const waiting = proposals.filter(({ committed }) => !committed).length;
      setText(count, next ? locale.acks(next.acks.length, needed, waiting - 1) : last ? locale.committed(formatZxid(last.zxid)) : locale.znodes(process?.znodes ?? 0));
      return;
    }
    ballots.show(process, layout.columns, width, options);
    const { supporters, needed } = process?.quorum ?? { supporters: [], needed: 0 };
    set(quorum, {
      y,
      'data-met': String(process?.quorum.met ?? false),
      'data-hue': hueOf(process?.ballots.find(({ counts }) => counts)?.vote.peerEpoch ?? 0),
    });
    showCount(supporters.length, needed);
    setText(count, !process ? '' : decided ? locale.decided : locale.quorum(supporters.length, needed));
  }

  /**
   * @param {number} have
   * @param {number} needed
   */
  function showCount(have, needed) {
    setText(pips, '●'.repeat(Math.min(have, needed)) + '○'.repeat(Math.max(0, needed - have)));
    set(count, { dx: needed > 0 ? 5 : 0 });
  }
}
