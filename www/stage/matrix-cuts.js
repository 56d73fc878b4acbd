// Cuts in a matrix: few are arcs between rows, with a gap as everywhere; and each row of a server that is cut off from somebody has a mark
// beside its own, however many there are. What is slow or held is an arc, too, as long as it is few.

import { arcBetween, doorOf, wayOfClient } from './matrix-arcs.js';
import { createCuts } from './cuts.js';
import { set, setText, svg } from './svg.js';

/** @import { LinkPath } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Party, View } from '../engine/records.js' */

/** More ways than these would be a thicket. */
const FEW = 12;
/** Half of a mark's height. */
const MARK = 4;

/** @param {SVGGElement} layer */
export function createMatrixCuts(layer) {
  const ways = svg('path', { class: 'cut-ways' });
  const gaps = svg('g', { class: 'cuts' });
  const marks = svg('g', { class: 'cut-marks' });
  layer.append(ways, marks, gaps);
  const cuts = createCuts(gaps);
  /** @type {ReturnType<typeof import('./hindrances.js').createHindrances> | undefined} */
  let hindrances;

  return {
    /** From now on what is slow or held is drawn as well. @param {typeof import('./hindrances.js').createHindrances} create */
    hinder(create) {
      hindrances = create(gaps);
    },

    /**
     * @param {Pick<View, 'cuts' | 'holds' | 'slow'>} view
     * @param {MatrixLayout} layout
     * @param {(party: Party) => Row | undefined} rowOf
     * @param {Locale} locale
     */
    show(view, layout, rowOf, locale) {
      /** @type {<T extends { from: Party, to: Party }>(all: readonly T[]) => T[]} */
      const drawn = all => (all.length <= FEW ? all.filter(({ from, to }) => rowOf(from) && rowOf(to)) : []);
      const seen = view.cuts.filter(({ from, to }) => rowOf(from) && rowOf(to));
      const [few, holds, slow] = [drawn(seen), drawn(view.holds), drawn(view.slow)];
      const pathOf = (/** @type {Party} */ from, /** @type {Party} */ to) => wayBetween(layout, from, to, rowOf);
      set(ways, { d: [...few, ...(hindrances ? [...holds, ...slow] : [])].map(({ from, to }) => curve(pathOf(from, to))).join('') });
      cuts.show(few, pathOf, locale);
      hindrances?.show({ holds, slow }, pathOf, locale);

      /** From whom each server is cut off. @type {Map<Row, Set<Party>>} */
      const others = new Map();
      for (const { from, to } of seen) {
        for (const [own, other] of [[from, to], [to, from]]) {
          const row = rowOf(own);
          if (row && typeof own === 'number') others.set(row, (others.get(row) ?? new Set()).add(other));
        }
      }
      while (marks.childElementCount > others.size) marks.lastElementChild?.remove();
      while (marks.childElementCount < others.size) marks.append(svg('g', { class: 'cut-mark' }, svg('title'), svg('path')));
      [...others].forEach(([row, parties], index) => {
        const [title, bars] = marks.children[index].children;
        const { x, y } = doorOf(layout, row);
        const half = Math.min(MARK, layout.rowHeight / 2 - 1);
        setText(title, locale.matrix.cutOff(row.id, [...parties]));
        set(bars, { d: `M${(x - 1).toFixed(1)} ${(y - half).toFixed(1)}v${2 * half}m-3.5 0v${-2 * half}` });
      });
    },
  };
}

/**
 * @param {MatrixLayout} layout
 * @param {Party} from
 * @param {Party} to
 * @param {(party: Party) => Row | undefined} rowOf
 * @returns {LinkPath}
 */
function wayBetween(layout, from, to, rowOf) {
  const [start, end] = [rowOf(from), rowOf(to)];
  const first = layout.rows[0];
  if (typeof from === 'string' || typeof to === 'string') return wayOfClient(layout, (typeof from === 'string' ? end : start) ?? first, typeof from === 'string');
  return arcBetween(layout, start ?? first, end ?? first);
}

/** @param {LinkPath} path */
const curve = ({ from, bend, to }) => `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
