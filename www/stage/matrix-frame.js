// What is around the rows of a matrix: the heads of its columns, the lines that guide the eye, and the line of text at its foot.

import { aimAt } from './matrix-cells.js';
import { extent } from './text-size.js';
import { firstThatFits, linesOf } from './matrix-words.js';
import { set, setText, svg } from './svg.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Cell } from './matrix-cells.js' */
/** @import { MatrixLayout } from './matrix-layout.js' */

/** Cells with a head of their own. */
const HEADS = /** @type {const} */ (['state', 'vote', 'box', 'epoch', 'zxid', 'log']);

/**
 * @param {SVGGElement} behind what lies below the rows
 * @param {SVGGElement} layer
 */
export function createFrame(behind, layer) {
  const parting = svg('path', { class: 'parting' });
  const guides = svg('path', { class: 'guides' });
  const foot = svg('g', { class: 'foot' });
  const heads = svg('g', { class: 'heads' });
  behind.append(parting, guides);
  layer.append(heads, foot);
  /** @type {MatrixLayout} */
  let layout;

  return {
    /** @param {MatrixLayout} newLayout */
    place(newLayout) {
      layout = newLayout;
      const { blocks, rows, rowHeight, cells, foot: line } = layout;
      heads.replaceChildren(...blocks.map(() => svg('g', {}, ...[...HEADS, 'passing', 'most'].map(name => svg('text', { 'data-head': name, 'font-size': layout.head.size })))));
      foot.replaceChildren(...Array.from({ length: line.lines }, (_, index) => svg('text', { x: line.x, y: line.y + index * line.leading, 'font-size': line.size })));
      const first = rows.find(({ observes }, index) => observes && index > 0 && !rows[index - 1].observes && rows[index - 1].block === rows[index].block);
      const above = first && rows[rows.indexOf(first) - 1];
      const y = first && above ? (above.y + rowHeight + first.y) / 2 : 0;
      set(parting, { d: first ? `M${first.x + cells.mark.x - 3} ${y}H${first.x + first.width}` : '' });
    },

    /**
     * @param {Locale} locale
     * @param {number} passing how many messages are under way
     * @param {{ id: number, votes: number, share: number } | undefined} most the vote of most, and where its place is
     */
    show(locale, passing, most) {
      const { blocks, cells, head, size } = layout;
      const at = most ? aimAt(cells, most.share) : 0;
      set(guides, { d: most ? blocks.map(({ x, y, height }) => `M${(x + at).toFixed(1)} ${y}v${height}`).join('') : '' });
      blocks.forEach((block, index) => {
        const texts = heads.children[index].children;
        HEADS.forEach((name, column) => put(texts[column], block.x, size > 0 ? cells[name] : undefined, [locale.matrix.heads[name]]));
        put(texts[HEADS.length], block.x, cells.gutter, index === 0 && passing > 0 ? [locale.matrix.underWay(passing), String(passing)] : []);
        // It may lean over its cell, for there is nothing else above it.
        const label = texts[HEADS.length + 1];
        const room = cells.aim.width + (size > 0 ? 0 : cells.box.width);
        const text = most ? firstThatFits([locale.matrix.most(most.votes, most.id), String(most.id)], room, head.size) : '';
        const wide = extent(text, head.size);
        set(label, { x: (block.x + Math.max(cells.aim.x, Math.min(at - wide / 2, cells.aim.x + room - wide))).toFixed(1), y: head.y });
        setText(label, text);
      });
    },

    /** @param {readonly string[]} parts what is said at the foot */
    say(parts) {
      const lines = linesOf(parts, layout.foot.width, layout.foot.size, layout.foot.lines);
      Array.from(foot.children).forEach((line, index) => setText(line, lines[index] ?? ''));
    },
  };

  /**
   * @param {Element} text
   * @param {number} left
   * @param {Cell | undefined} cell
   * @param {string[]} candidates
   */
  function put(text, left, cell, candidates) {
    set(text, { x: (left + (cell?.x ?? 0)).toFixed(1), y: layout.head.y });
    setText(text, cell ? firstThatFits(candidates, cell.width, layout.head.size) : '');
  }
}
