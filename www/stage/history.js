// A server's epoch and the end of its log, in one line: a cell for each transaction, in the colour of its epoch.

import { extent } from './text-size.js';
import { formatEpochs, formatZxid } from '../words/format.js';
import { hueOf } from './epoch-hue.js';
import { set, setText, svg } from './svg.js';

/** @import { Panel } from './layout.js' */
/** @import { Server, Zxid } from '../engine/records.js' */

/**
 * `safe`: a crash would leave it; `applied`: it is committed, as far as this server knows, and the tree has it; `whole`: a
 * snapshot, which stands for all that came before.
 *
 * @typedef {{ zxid: Zxid, safe: boolean, applied: boolean, whole: boolean }} Cell
 */

const SIZE = 10.5;
const HEIGHT = 15;
const GAP = 2.5;
const EPOCH = { size: 12, gap: 9 };
/** More would be no help: the inspector shows them. */
const MOST = 5;
const LONGEST = 216;

/** @param {Zxid} a @param {Zxid} b */
const isAfter = (a, b) => a.epoch - b.epoch || a.counter - b.counter;

/**
 * What a history is made of: its snapshot, unless the log goes back beyond it, and the log.
 *
 * @param {Pick<Server, 'log' | 'snapshot' | 'lastZxid'>} server
 * @returns {Cell[]}
 */
export function cellsOf({ log, snapshot, lastZxid }) {
  const entries = log.map(entry => ({ ...entry, applied: isAfter(entry.zxid, lastZxid) <= 0, whole: false }));
  const isEmpty = snapshot.epoch === 0 && snapshot.counter === 0;
  const isLogged = log.some(({ zxid }) => isAfter(zxid, snapshot) === 0);
  if (isEmpty || isLogged) return entries;
  return [{ zxid: snapshot, safe: true, applied: true, whole: true }, ...entries.filter(({ zxid }) => isAfter(zxid, snapshot) > 0)];
}

export function createHistory() {
  const epoch = svg('text', { class: 'epoch' });
  const more = svg('text', { class: 'more', 'text-anchor': 'middle' });
  const cells = svg('g', { class: 'log' });
  const node = svg('g', { class: 'history' }, epoch, more, cells);
  more.textContent = '…';

  return {
    node,

    /**
     * @param {Server} server
     * @param {Panel} panel
     * @param {number} baseline
     */
    show(server, { width, align, room }, baseline) {
      const began = server.currentEpoch > 0 || server.acceptedEpoch > 0;
      const text = began ? `epoch ${formatEpochs(server)}` : '';
      const textWidth = began ? extent(text, EPOCH.size) + EPOCH.gap : 0;
      const all = cellsOf(server);
      const free = Math.min(room, LONGEST) - textWidth;
      const cut = lastThatFit(all, free).length < all.length;
      const shown = lastThatFit(all, cut ? free - SIZE - GAP : free);
      const dots = cut && shown.length > 0 ? SIZE + GAP : 0;
      const logWidth = dots + shown.reduce((sum, { wide }) => sum + wide + GAP, 0) - (shown.length > 0 ? GAP : 0);
      const total = textWidth + logWidth - (shown.length > 0 ? 0 : EPOCH.gap);
      const left = align === 'start' ? 0 : align === 'end' ? width - total : (width - total) / 2;

      set(node, { transform: `translate(0 ${baseline})`, 'data-hue': hueOf(server.currentEpoch) });
      setText(epoch, text);
      // Its width is a guess: it leans to the side on which it must not be wrong.
      set(epoch, align === 'start' ? { x: left, 'text-anchor': 'start' } : { x: left + textWidth - (began ? EPOCH.gap : 0), 'text-anchor': 'end' });
      set(more, { x: left + textWidth + SIZE / 2, visibility: dots ? 'inherit' : 'hidden' });
      while (cells.childElementCount > shown.length) cells.lastElementChild?.remove();
      let x = left + textWidth + dots;
      shown.forEach(({ cell, label, wide }, index) => {
        const drawn = cells.children[index] ?? cells.appendChild(createCell());
        const [behind, paper, words] = drawn.children;
        set(drawn, {
          class: 'cell',
          transform: `translate(${x.toFixed(1)} ${4 - HEIGHT})`,
          'data-zxid': label,
          'data-hue': hueOf(cell.zxid.epoch),
          'data-safe': String(cell.safe),
          'data-applied': String(cell.applied),
          'data-whole': String(cell.whole),
        });
        set(behind, { x: -2.5, y: -2.5, width: wide, height: HEIGHT });
        set(paper, { width: wide, height: HEIGHT });
        set(words, { x: wide / 2, y: HEIGHT - 4 });
        setText(words, label);
        x += wide + GAP;
      });
    },
  };
}

/**
 * @param {Cell[]} cells
 * @param {number} room
 */
function lastThatFit(cells, room) {
  const shown = [];
  let left = room;
  for (const cell of cells.slice(-MOST).reverse()) {
    const label = formatZxid(cell.zxid);
    const wide = Math.round(extent(label, SIZE)) + 8;
    left -= wide + GAP;
    if (left < 0) break;
    shown.unshift({ cell, label, wide });
  }
  return shown;
}

function createCell() {
  return svg(
    'g',
    {},
    svg('rect', { class: 'behind', rx: 2.5 }),
    svg('rect', { class: 'paper', rx: 2.5 }),
    svg('text', { 'text-anchor': 'middle', 'font-size': SIZE }),
  );
}
