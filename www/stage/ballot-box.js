// A server's ballot box: a slip for each voter, with the vote that was received from it.

import { slipPlace } from './layout.js';
import { formatSlip } from '../words/format.js';
import { hueOf } from './epoch-hue.js';
import { answer, set, setText, svg } from './svg.js';

/** @import { Ballot, Process } from '../engine/records.js' */

/**
 * `voters`: a slip each, in this order; `answers`: a slip that has changed is highlighted once.
 *
 * @typedef {{ voters: number[], withPeerEpoch: boolean, answers: boolean }} BallotOptions
 */

export function createBallotBox() {
  const node = svg('g', { class: 'slips' });
  /** @type {Map<number, ReturnType<typeof createSlip>>} */
  const slipOf = new Map();

  return {
    node,

    /**
     * @param {Process | undefined} process
     * @param {number} columns
     * @param {number} width
     * @param {BallotOptions} options
     */
    show(process, columns, width, options) {
      options.voters.forEach((voter, index) => {
        let slip = slipOf.get(voter);
        if (!slip) {
          slip = createSlip();
          slipOf.set(voter, slip);
          set(slip.node, { 'data-voter': voter });
          node.append(slip.node);
        }
        slip.place(slipPlace(index, columns, width));
        slip.show(process && ballotOf(process, voter), options);
      });
    },
  };
}

/**
 * A voter's ballot. There may be two, one in each box: the one that counts is shown, or else the one in the box of
 * those that have a leader.
 *
 * @param {Process} process
 * @param {number} voter
 */
function ballotOf({ ballots }, voter) {
  const theirs = ballots.filter(ballot => ballot.voter === voter);
  return theirs.find(({ counts }) => counts) ?? theirs.at(-1);
}

function createSlip() {
  const halo = svg('rect', { class: 'halo', opacity: 0 });
  const empty = svg('path', { class: 'empty' });
  const paper = svg('rect', { class: 'paper' });
  const seal = svg('rect', { class: 'seal' });
  const text = svg('text', { 'text-anchor': 'middle' });
  const node = svg('g', { class: 'slip' }, halo, empty, seal, paper, text);
  let shown = '';
  let height = 0;

  return {
    node,

    /** @param {ReturnType<typeof slipPlace>} where */
    place({ x, y, width, height: tall }) {
      height = tall;
      set(node, { transform: `translate(${x} ${y})` });
      set(paper, { width, height });
      set(halo, { x: -3, y: -3, width: width + 6, height: height + 6, rx: 5 });
      set(seal, { x: -2, y: -2, width: width + 4, height: height + 4, rx: height / 2 + 2 });
      set(empty, { d: `M4 ${height / 2}H${width - 4}` });
      set(text, { x: width / 2, y: height / 2 + 4 });
    },

    /**
     * @param {Ballot | undefined} ballot
     * @param {BallotOptions} options
     */
    show(ballot, { withPeerEpoch, answers }) {
      const written = ballot ? formatSlip(ballot, withPeerEpoch) : '';
      set(node, { 'data-state': ballot?.state ?? 'NONE', 'data-counts': String(ballot?.counts ?? false), 'data-hue': hueOf(ballot?.vote.peerEpoch ?? 0) });
      // Paper while its voter was looking; a token of the new order once it had a leader.
      set(paper, { rx: ballot && ballot.state !== 'LOOKING' ? height / 2 : 2 });
      setText(text, written);
      if (written && `${written}${ballot?.state}` !== shown && answers) answer(halo);
      shown = `${written}${ballot?.state}`;
    },
  };
}
