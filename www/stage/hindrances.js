// What hinders messages and yet lets none be lost: a bar where they are held, with their number, and a wave where they are slow. Loaded with what helps
// to read the picture.

import { css } from 'lit';
import { pointAt } from './link-path.js';
import { set, setText, svg } from './svg.js';
import { detailsFor } from '../words/details.js';
import { formatSpan } from '../words/format.js';

/** @import { LinkPath } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Party, View } from '../engine/records.js' */

/** Where on its way each stands: what is held waits at the other end. */
const HELD = 0.74;
const SLOW = 0.32;
export const WAVE = 'M-7 0C-5 -5 -2 -5 0 0S5 5 7 0';
export const BAR = 'M0 -9V9';

/** @param {Element} cuts they lie beside them */
export function createHindrances(cuts) {
  const layer = svg('g', { class: 'hindrances', 'aria-hidden': 'true' });
  cuts.after(layer);
  return {
    /**
     * @param {Pick<View, 'holds' | 'slow'>} view
     * @param {(from: Party, to: Party) => LinkPath} pathOf
     * @param {Locale} locale
     */
    show({ holds, slow }, pathOf, locale) {
      const details = detailsFor(locale);
      const marks = [
        ...holds.map(({ from, to, held }) => ({ from, to, kind: 'held', d: BAR, share: HELD, count: held, says: details.heldWay(held) })),
        ...slow.map(({ from, to, by }) => ({ from, to, kind: 'slow', d: WAVE, share: SLOW, count: 0, says: details.slow(formatSpan(by)) })),
      ];
      while (layer.childElementCount > marks.length) layer.lastElementChild?.remove();
      while (layer.childElementCount < marks.length) layer.append(createMark());
      marks.forEach(({ from, to, kind, d, share, count, says }, index) => {
        const node = layer.children[index];
        const [title, shape, text] = node.children;
        const path = pathOf(from, to);
        const [before, at, after] = [share - 0.03, share, share + 0.03].map(each => {
          const point = { x: 0, y: 0 };
          pointAt(path, each, point);
          return point;
        });
        const turn = (Math.atan2(after.y - before.y, after.x - before.x) * 180) / Math.PI;
        set(node, { transform: `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`, 'data-from': from, 'data-to': to, 'data-kind': kind });
        setText(title, `${details.direction(from, to)}: ${says}`);
        set(shape, { transform: `rotate(${turn.toFixed(1)})`, d });
        setText(text, count > 0 ? String(count) : '');
      });
    },
  };
}

function createMark() {
  return svg('g', { class: 'hindrance' }, svg('title'), svg('path'), svg('text', { 'text-anchor': 'middle', y: -11 }));
}

export const hindranceStyles = css`
  .hindrance path {
    fill: none;
    stroke: var(--ink);
    stroke-width: 3;
    stroke-linecap: round;
  }

  .hindrance[data-kind='slow'] path {
    stroke-width: 2;
  }

  .hindrance text {
    font-size: 12px;
    font-weight: 650;
    fill: var(--ink);
    stroke: var(--ground);
    stroke-width: 3;
    paint-order: stroke;
  }
`;
