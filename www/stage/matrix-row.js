// A row of the matrix: a server's shape, and what it has to say beside it. Nodes are created once, and touched only where
// something has changed.

import { LABEL, aimAt } from './matrix-cells.js';
import { countOf, firstThatFits, isForSomebody, voteText } from './matrix-words.js';
import { elapsed } from './link-path.js';
import { formatEpochs, formatZxid } from '../words/format.js';
import { hueOf } from './epoch-hue.js';
import { runsOf } from './matrix-log.js';
import { stateWord } from '../words/languages.js';
import { answer, set, setText, svg } from './svg.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { LogCell } from './matrix-log.js' */
/** @import { Cell } from './matrix-cells.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Server } from '../engine/records.js' */

/**
 * `aimOf`: where a voter's place is, as a share of the width; `columns`: of transactions, and `logSign`, which changes when they do.
 *
 * @typedef {{
 *   locale: Locale,
 *   withPeerEpoch: boolean,
 *   voters: number,
 *   aimOf: (id: number) => number | undefined,
 *   columns: ReadonlyMap<number, number>,
 *   log: LogCell | undefined,
 *   logSign: string,
 * }} RowOptions
 */

/** Waits that an election shows. */
const DEADLINES = ['notification', 'finalizeWait'];
/** From this height on a mark is round; below, it is a dash. */
const ROUND = 8;
/** An arc moves in so many steps: more could not be seen. */
const STEPS = 120;

/** @param {number} id */
export function createRow(id) {
  const band = svg('rect', { class: 'band' });
  const outer = svg('rect', { class: 'outer' });
  const rim = svg('rect', { class: 'rim' });
  const wait = svg('rect', { class: 'wait', pathLength: 1 });
  const strike = svg('path', { class: 'strike' });
  const frame = svg('rect', { class: 'frame' });
  const body = svg('g', { class: 'body', tabindex: -1, role: 'button', 'aria-haspopup': 'dialog' }, band, outer, rim, wait, strike, frame);

  const name = svg('text', { class: 'name', 'text-anchor': 'end' });
  name.textContent = String(id);
  const word = svg('text', { class: 'word' });
  const vote = svg('text', { class: 'ballot' });
  const rail = svg('path', { class: 'rail' });
  const halo = svg('circle', { class: 'halo', opacity: 0 });
  const dot = svg('rect', { class: 'aim' });
  const track = svg('path', { class: 'track' });
  const filled = svg('path', { class: 'filled' });
  const needed = svg('path', { class: 'needed' });
  const count = svg('text', { class: 'tally', 'text-anchor': 'end' });
  const epoch = svg('text', { class: 'era' });
  const zxid = svg('text', { class: 'newest' });
  const log = svg('g', { class: 'runs' });
  const cellsNode = svg('g', { class: 'row-cells', 'aria-hidden': 'true' }, name, word, vote, rail, halo, dot, track, filled, needed, count, epoch, zxid, log);
  const node = svg('g', { class: 'matrix-row', 'data-server': id }, body, cellsNode);

  /** @type {MatrixLayout} */
  let layout;
  /** Half of a mark's width, and of its height. */
  let half = { x: 0, y: 0 };
  /** @type {{ since: number, at: number } | undefined} */
  let deadline;
  let step = -1;
  /** What is drawn, so that nothing is drawn twice. */
  let drawn = '';
  /** The server that was shown last, and what else its row depends on. @type {Server | undefined} */
  let shown;
  let around = '';
  let aimedAt = '';
  let labelled = true;

  return {
    node,
    body,

    /**
     * @param {MatrixLayout} newLayout
     * @param {Row} row
     */
    place(newLayout, row) {
      layout = newLayout;
      labelled = row.labelled;
      drawn = '';
      shown = undefined;
      step = -1;
      const { cells, rowHeight, size } = layout;
      const middle = rowHeight / 2;
      const round = rowHeight >= ROUND;
      const r = Math.min(7.5, middle - (rowHeight < 13 ? 1.5 : 3));
      half = round ? { x: r, y: r } : { x: 4, y: Math.max(0.75, (rowHeight - 1) / 2) };
      set(node, { transform: `translate(${row.x.toFixed(2)} ${(row.y + middle).toFixed(2)})`, 'data-observes': String(row.observes), 'data-round': String(round) });
      const left = cells.mark.x - 3;
      set(band, { x: left, y: -middle, width: row.width - left, height: rowHeight });
      const tall = Math.max(rowHeight, 7);
      set(frame, { x: left - 1, y: -tall / 2, width: row.width - left + 2, height: tall, rx: 3 });
      const x = cells.mark.x + cells.mark.width / 2;
      box(rim, x, 0);
      box(wait, x, 0);
      box(outer, x, round ? Math.min(3, middle - half.y) : 2);
      set(strike, { d: round ? `M${x - r * 0.5} ${-r * 0.5}l${r} ${r}m0 ${-r}l${-r} ${r}` : `M${x - half.x} 0h${2 * half.x}` });
      const baseline = (size || LABEL) * 0.35;
      write(name, cells.id, baseline, size || LABEL, true);
      set(name, { visibility: labelled ? 'inherit' : 'hidden' });
      write(word, cells.state, baseline, size);
      write(vote, cells.vote, baseline, size);
      set(rail, { d: round ? `M${cells.aim.x} 0h${cells.aim.width}` : '' });
      write(count, cells.count, baseline, size, true);
      write(epoch, cells.epoch, baseline, size);
      write(zxid, cells.zxid, baseline, size);
      set(log, { transform: `translate(${(cells.log?.x ?? 0).toFixed(2)} 0)`, visibility: cells.log ? 'inherit' : 'hidden' });
    },

    /**
     * True if its vote has changed.
     *
     * @param {Server} server
     * @param {RowOptions} options
     */
    show(server, options) {
      const { locale, withPeerEpoch, logSign } = options;
      const context = `${locale.lang} ${withPeerEpoch} ${logSign}`;
      if (server === shown && context === around) return false;
      shown = server;
      around = context;
      const { process, currentEpoch, acceptedEpoch, lastZxid, log: entries, snapshot } = server;
      deadline = process?.state === 'LOOKING' ? process.timers.find(({ timer }) => DEADLINES.includes(timer)) : undefined;
      const counted = process && countOf(process);
      const cast = process?.vote;
      const aimed = cast && isForSomebody(cast) ? `${cast.round} ${cast.leader} ${formatZxid(cast.zxid)}` : '';
      const changed = aimed !== '' && aimedAt !== '' && aimed !== aimedAt;
      aimedAt = aimed;
      const safe = entries.reduce((sum, entry) => sum + Number(entry.safe), 0);
      const sign = [
        context, server.suspended, server.disk, process?.held.length, process?.state, server.lives > 0, process?.finalizing, aimed, cast?.peerEpoch,
        counted?.have, counted?.need, counted?.met, counted?.acks, currentEpoch, acceptedEpoch,
        formatZxid(lastZxid), formatZxid(snapshot), entries.length, entries[0]?.zxid.counter, entries.at(-1)?.zxid.counter, safe,
      ].join(' ');
      if (sign === drawn) return changed;
      drawn = sign;
      draw(server, options);
      return changed;
    },

    /** Highlights a vote that has changed. */
    answer() {
      answer(halo);
    },

    /** Whether its id is written, where ids are not written everywhere. @param {boolean} shown */
    label(shown) {
      set(name, { visibility: shown ? 'inherit' : 'hidden' });
    },

    get labelled() {
      return labelled;
    },

    /** @param {number} time */
    tick(time) {
      const left = deadline ? Math.round((1 - elapsed(deadline.since, deadline.at, time)) * STEPS) : 0;
      if (left === step) return;
      step = left;
      if (half.x === half.y) wait.setAttribute('stroke-dasharray', `${left / STEPS} 1`);
      else wait.setAttribute('width', String((2 * half.x * left) / STEPS));
    },
  };

  /** @param {Server} server @param {RowOptions} options */
  function draw(server, { locale, withPeerEpoch, voters, aimOf, columns, log: logCell }) {
    const { cells, size, rowHeight } = layout;
    const { process, currentEpoch, acceptedEpoch, lastZxid } = server;
    const state = stateWord(server, locale);
    const cast = process?.vote;
    set(node, { 'data-fault': server.suspended || server.process?.held.length ? 'suspended' : server.disk, 'data-state': process?.state ?? 'DOWN', 'data-hue': hueOf(currentEpoch), 'data-finalizing': String(process?.finalizing ?? false) });
    set(body, { 'aria-label': locale.serverLabel(server.id, state, cast && isForSomebody(cast) ? voteText(cast, withPeerEpoch, locale) : '') });
    put(word, cells.state, size, [state]);
    const votes = cast ? [voteText(cast, withPeerEpoch, locale), voteText(cast, false, locale), isForSomebody(cast) ? `→ ${cast.leader}` : '–'] : [];
    put(vote, cells.vote, size, votes);
    const aim = cast && aimOf(cast.leader);
    const dotHalf = Math.min(size > 0 ? 3 : 2.25, Math.max(0.75, rowHeight / 2 - 0.5));
    set(dot, {
      visibility: aim === undefined ? 'hidden' : 'inherit',
      x: (aimAt(cells, aim ?? 0) - dotHalf).toFixed(2),
      y: -dotHalf,
      width: 2 * dotHalf,
      height: 2 * dotHalf,
      rx: rowHeight >= ROUND ? dotHalf : 0.5,
      'data-hue': hueOf(cast?.peerEpoch ?? 0),
    });
    set(halo, { cx: aimAt(cells, aim ?? 0).toFixed(2), cy: 0, r: dotHalf + 4 });

    const counted = process && countOf(process);
    const { x, width } = cells.box;
    const thick = Math.min(6, Math.max(1, rowHeight - 2));
    const tick = x + (width * Math.min(counted?.need ?? 0, voters)) / voters;
    const edge = Math.min(rowHeight / 2 - 0.5, thick / 2 + 2);
    set(track, { d: counted ? `M${x} ${-thick / 2}h${width}v${thick}h${-width}z` : '' });
    set(needed, { d: counted ? `M${tick.toFixed(2)} ${-edge}v${2 * edge}` : '' });
    const have = counted ? (width * Math.min(counted.have, voters)) / voters : 0;
    set(filled, {
      d: have > 0 ? `M${x} ${-thick / 2}h${have.toFixed(2)}v${thick}h${(-have).toFixed(2)}z` : '',
      'data-hue': counted?.hue ?? 0,
      'data-met': String(counted?.met ?? false),
      'data-decided': String(counted?.decided ?? false),
    });
    put(count, cells.count, size, counted ? [`${counted.have}/${counted.need}`, String(counted.have)] : []);
    set(count, { 'data-met': String(counted?.met && !counted.decided) });
    put(epoch, cells.epoch, size, currentEpoch > 0 || acceptedEpoch > 0 ? [formatEpochs(server), String(currentEpoch)] : []);
    put(zxid, cells.zxid, size, [formatZxid(lastZxid)]);
    const runs = logCell ? runsOf(server, columns, logCell) : [];
    while (log.childElementCount > runs.length) log.lastElementChild?.remove();
    runs.forEach(({ hue, kind, d }, index) => set(log.children[index] ?? log.appendChild(svg('path')), { class: kind, 'data-hue': hue, d }));
  }

  /** A mark's box, and what is around it. @param {SVGElement} rect @param {number} x @param {number} around */
  function box(rect, x, around) {
    const [w, h] = [half.x + around, half.y + (half.x === half.y ? around : around / 2)];
    set(rect, { x: x - w, y: -h, width: 2 * w, height: 2 * h, rx: half.x === half.y ? h : 1 });
  }
}

/**
 * @param {SVGElement} text
 * @param {Cell | undefined} cell
 * @param {number} baseline
 * @param {number} size
 * @param {boolean} [atEnd]
 */
function write(text, cell, baseline, size, atEnd = false) {
  set(text, { x: (cell ? cell.x + (atEnd ? cell.width : 0) : 0).toFixed(2), y: baseline.toFixed(2), 'font-size': size });
}

/**
 * @param {Element} text
 * @param {Cell | undefined} cell
 * @param {number} size
 * @param {string[]} candidates
 */
function put(text, cell, size, candidates) {
  setText(text, cell && size > 0 ? firstThatFits(candidates, cell.width + 0.5, size) : '');
}
