// Cuts: a gap in a link, with the number of messages held back there.

import { pointAt } from './link-path.js';
import { set, setText, svg } from './svg.js';

/** @import { LinkPath } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Cut, Party } from '../engine/records.js' */

/** @param {SVGGElement} layer */
export function createCuts(layer) {
  return {
    /**
     * @param {readonly Cut[]} cuts
     * @param {(from: Party, to: Party) => LinkPath} pathOf
     * @param {Locale} locale
     */
    show(cuts, pathOf, locale) {
      while (layer.childElementCount > cuts.length) layer.lastElementChild?.remove();
      while (layer.childElementCount < cuts.length) layer.append(createCut());
      cuts.forEach(({ from, to, held }, index) => {
        const node = layer.children[index];
        const [title, gap, bars, count] = node.children;
        const path = pathOf(from, to);
        const [before, at, after] = [0.45, 0.5, 0.55].map(share => {
          const point = { x: 0, y: 0 };
          pointAt(path, share, point);
          return point;
        });
        const turn = (Math.atan2(after.y - before.y, after.x - before.x) * 180) / Math.PI;
        const text = held > 0 ? String(held) : '';
        const half = text ? 6 + 3.5 * text.length : 4.5;
        set(node, { transform: `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`, 'data-from': from, 'data-to': to, 'data-held': held });
        setText(title, locale.cutLabel(from, to, held));
        set(gap, { transform: `rotate(${turn.toFixed(1)})`, x: -half, y: -8, width: 2 * half, height: 16 });
        set(bars, { transform: `rotate(${turn.toFixed(1)})`, d: `M${-half} -6V6M${half} -6V6` });
        setText(count, text);
      });
    },
  };
}

function createCut() {
  return svg('g', { class: 'cut' }, svg('title'), svg('rect', { class: 'gap' }), svg('path', { class: 'bars' }), svg('text', { 'text-anchor': 'middle', y: 4 }));
}
