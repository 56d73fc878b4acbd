// Messages under way where they are too many to be drawn one by one: for each row a bar to the right for those that arrive, and
// one to the left for those that leave. And the counts themselves.

import { epochOf, hueOf } from './epoch-hue.js';
import { isHeartbeat } from '../words/format.js';
import { set, svg } from './svg.js';

/** @import { MatrixLayout } from './matrix-layout.js' */
/** @import { Message, Party } from '../engine/records.js' */

/**
 * How many arrive at a server, and leave it; `votes` and `packets` are all but heartbeats.
 *
 * @typedef {'votes' | 'packets' | 'beats'} Sort
 * @typedef {{ hue: number, arriving: Record<Sort, number>, leaving: Record<Sort, number> }} Traffic
 */

/** From the axis outwards. @type {readonly Sort[]} */
const SORTS = ['packets', 'votes', 'beats'];

/**
 * @param {readonly Message[]} messages
 * @param {(party: Party) => number} ownEpoch
 * @returns {Map<Party, Traffic>}
 */
export function trafficOf(messages, ownEpoch) {
  /** @type {Map<Party, Traffic>} */
  const all = new Map();
  /** @param {Party} party */
  const at = party => {
    let traffic = all.get(party);
    if (!traffic) all.set(party, (traffic = { hue: 0, arriving: { votes: 0, packets: 0, beats: 0 }, leaving: { votes: 0, packets: 0, beats: 0 } }));
    return traffic;
  };
  for (const { from, to, content } of messages) {
    const sort = content.type === 'notification' ? 'votes' : isHeartbeat(content) ? 'beats' : 'packets';
    const [sender, receiver] = [at(from), at(to)];
    sender.leaving[sort] += 1;
    receiver.arriving[sort] += 1;
    // The hue is that of the packets: votes have each their own.
    if (sort === 'packets') sender.hue = receiver.hue = hueOf(epochOf(content, ownEpoch(from)));
  }
  return all;
}

/** @param {Record<Sort, number>} counts */
export function total({ votes, packets, beats }) {
  return votes + packets + beats;
}

/** The next power of two, so that the scale seldom changes. @param {number} count */
function scaleFor(count) {
  return 2 ** Math.ceil(Math.log2(Math.max(8, count)));
}

/** @param {SVGGElement} layer */
export function createTraffic(layer) {
  const axes = svg('path', { class: 'axis' });
  /** @type {Map<string, SVGPathElement>} */
  const bars = new Map();
  layer.append(axes);

  return {
    /** @param {MatrixLayout} layout */
    place({ blocks, cells }) {
      const x = cells.gutter.x + cells.gutter.width / 2;
      set(axes, { d: blocks.map(block => `M${(block.x + x).toFixed(1)} ${block.y.toFixed(1)}v${block.height.toFixed(1)}`).join('') });
    },

    /**
     * @param {ReadonlyMap<Party, Traffic>} traffic
     * @param {MatrixLayout} layout
     */
    show(traffic, { rows, rowHeight, cells }) {
      const most = Math.max(0, ...Array.from(traffic.values(), ({ arriving, leaving }) => Math.max(total(arriving), total(leaving))));
      const unit = (cells.gutter.width / 2 - 2) / scaleFor(most);
      const thick = Math.min(7, Math.max(1, rowHeight - 2));
      /** @type {Map<string, string>} */
      const paths = new Map();
      for (const row of rows) {
        const own = traffic.get(row.id);
        if (!own) continue;
        const axis = row.x + cells.gutter.x + cells.gutter.width / 2;
        const y = (row.y + (rowHeight - thick) / 2).toFixed(1);
        for (const [counts, way] of /** @type {const} */ ([[own.arriving, 1], [own.leaving, -1]])) {
          let x = axis + way;
          for (const sort of SORTS) {
            if (counts[sort] === 0) continue;
            const length = counts[sort] * unit * way;
            const key = `${sort} ${sort === 'packets' ? own.hue : 0}`;
            paths.set(key, `${paths.get(key) ?? ''}M${x.toFixed(1)} ${y}h${length.toFixed(1)}v${thick}h${(-length).toFixed(1)}z`);
            x += length;
          }
        }
      }
      for (const key of new Set([...paths.keys(), ...bars.keys()])) {
        let bar = bars.get(key);
        if (!bar) {
          const [sort, hue] = key.split(' ');
          bar = svg('path', { class: sort, 'data-hue': hue });
          bars.set(key, bar);
          layer.append(bar);
        }
        set(bar, { d: paths.get(key) ?? '' });
      }
    },
  };
}
