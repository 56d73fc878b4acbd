// The box of a server in the BROADCAST phase, in the place of its ballot box: the acknowledgements that a leader has counted for each
// proposal, and the last znodes in the order of their paths.

import { BOX_PADDING, ROW, SLIP_HEIGHT } from './layout.js';
import { extent } from './text-size.js';
import { formatZxid } from '../words/format.js';
import { proposalsThatFit } from './proposals.js';
import { hueOf } from './epoch-hue.js';
import { answer, set, setText, svg } from './svg.js';

/** @import { Process } from '../engine/records.js' */
/** @import { CountedProposal } from './proposals.js' */

const LABEL = 12;
const GAP = 3;
/** A mark for each voter, as wide as there is room for, and the room of the sign for a quorum. */
const MARK = { most: 18, least: 9, sign: 16 };
const ZNODE = 11.5;

export function createBroadcastBox() {
  const proposals = svg('g', { class: 'proposals' });
  const znodes = svg('g', { class: 'znodes' });
  const node = svg('g', { class: 'broadcast-box' }, proposals, znodes);
  /** @type {string[]} */
  let held = [];

  return {
    node,

    /**
     * @param {Process | undefined} process
     * @param {CountedProposal[]} counted
     * @param {{ rows: number, width: number, voters: number[], answers: boolean }} options
     */
    show(process, counted, { rows, width, voters, answers }) {
      const tree = process?.tree ?? [];
      // A row is kept for what the tree holds, so that nothing shifts when the first znode comes.
      const shown = proposalsThatFit(counted, Math.max(1, rows - 1));
      fill(proposals, shown.length, createProposal);
      shown.forEach((proposal, row) => showProposal(proposals.children[row], proposal, { row, width, voters, answers }));

      const room = Math.max(0, rows - shown.length);
      const last = room > 0 ? tree.slice(-room) : [];
      fill(znodes, last.length, createZnode);
      const written = last.map(({ path, data }) => `${path} = ${data}`);
      last.forEach((znode, index) => {
        const each = znodes.children[index];
        const [halo, paper, text] = each.children;
        set(each, { transform: `translate(${BOX_PADDING} ${BOX_PADDING + (shown.length + index) * ROW})`, 'data-ephemeral': String(znode.owner !== undefined) });
        set(paper, { width: width - 2 * BOX_PADDING, height: SLIP_HEIGHT });
        set(halo, { x: -3, y: -3, width: width - 2 * BOX_PADDING + 6, height: SLIP_HEIGHT + 6, rx: 5 });
        setText(text, fitted(written[index], width - 2 * BOX_PADDING - 10));
        if (answers && !held.includes(written[index])) answer(halo);
      });
      held = written;
    },
  };
}

function createProposal() {
  return svg('g', { class: 'proposal' }, svg('rect', { class: 'halo', opacity: 0 }), svg('text', { class: 'zxid', y: LABEL + 1 }), svg('path', { class: 'sign' }), svg('g', { class: 'marks' }));
}

function createMark() {
  return svg('g', { class: 'mark' }, svg('rect', { class: 'paper', rx: 3 }), svg('text', { 'text-anchor': 'middle', 'font-size': 10.5 }));
}

function createZnode() {
  return svg('g', { class: 'znode' }, svg('rect', { class: 'halo', opacity: 0 }), svg('rect', { class: 'paper', rx: 2 }), svg('text', { x: 5, y: SLIP_HEIGHT / 2 + 4 }));
}

/**
 * @param {Element} node
 * @param {CountedProposal} proposal
 * @param {{ row: number, width: number, voters: number[], answers: boolean }} options
 */
function showProposal(node, { zxid, acks, late, committed, met }, { row, width, voters, answers }) {
  const [halo, label, sign, marks] = node.children;
  const inner = width - 2 * BOX_PADDING;
  const text = formatZxid(zxid);
  const room = inner - extent(text, LABEL) - MARK.sign - 8;
  const wide = Math.min(MARK.most, Math.max(MARK.least, room / voters.length - GAP));
  const left = inner - voters.length * (wide + GAP) + GAP;
  const before = node.getAttribute('data-acks');
  const state = `${text} ${acks} ${late}`;
  set(node, { transform: `translate(${BOX_PADDING} ${BOX_PADDING + row * ROW})`, 'data-zxid': text, 'data-hue': hueOf(zxid.epoch), 'data-met': String(met), 'data-committed': String(committed), 'data-acks': state });
  setText(label, text);
  set(halo, { x: -3, y: -3, width: inner + 6, height: SLIP_HEIGHT + 6, rx: 5 });
  const signAt = left - MARK.sign;
  set(sign, { d: `M${signAt} 9l3.5 3.5 6.5 -7.5` });
  fill(marks, voters.length, createMark);
  voters.forEach((voter, index) => {
    const mark = marks.children[index];
    const [paper, digit] = mark.children;
    set(mark, {
      transform: `translate(${(left + index * (wide + GAP)).toFixed(1)} 0)`,
      'data-voter': voter,
      'data-acked': acks.includes(voter) ? 'counted' : late.includes(voter) ? 'late' : 'no',
    });
    set(paper, { width: wide.toFixed(1), height: SLIP_HEIGHT });
    set(digit, { x: wide / 2, y: SLIP_HEIGHT / 2 + 4 });
    setText(digit, wide >= 13 ? String(voter) : '');
  });
  if (answers && before !== null && before !== state) answer(halo);
}

/**
 * @param {Element} parent
 * @param {number} count
 * @param {() => Element} create
 */
function fill(parent, count, create) {
  while (parent.childElementCount > count) parent.lastElementChild?.remove();
  while (parent.childElementCount < count) parent.append(create());
}

/**
 * A text, cut so that it fits.
 *
 * @param {string} text
 * @param {number} room
 */
function fitted(text, room) {
  if (extent(text, ZNODE) <= room) return text;
  let end = text.length;
  while (end > 1 && extent(`${text.slice(0, end)}…`, ZNODE) > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
