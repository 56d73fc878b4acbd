// Clients in a matrix: at the outer edge of their server's row, as large as that lets them be.

import { CLIENT_RADIUS } from './client-layout.js';
import { createClient } from './client.js';
import { doorOf } from './matrix-arcs.js';
import { set, svg } from './svg.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Client } from '../engine/records.js' */

/** The smallest and the largest that they are drawn, as shares of their size beside a card. */
const SCALE = { least: 0.35, most: 0.8 };
/** More of them at one server are counted. */
const SHOWN = 3;

/** @param {SVGGElement} layer */
export function createMatrixClients(layer) {
  /** @type {Map<string, { node: SVGGElement, client: ReturnType<typeof createClient> }>} */
  const drawn = new Map();
  const ways = svg('path', { class: 'client-ways' });
  layer.append(ways);

  return {
    /**
     * @param {readonly Client[]} clients
     * @param {MatrixLayout} layout
     * @param {(client: string) => Row | undefined} rowOf
     * @param {Locale} locale
     */
    show(clients, layout, rowOf, locale) {
      const { rowHeight } = layout;
      const scale = Math.min(Math.max((rowHeight - 2) / (2 * CLIENT_RADIUS), SCALE.least), SCALE.most);
      /** How many are at a row already. @type {Map<Row, number>} */
      const there = new Map();
      const present = clients.filter(({ id, state }) => state !== 'CLOSED' && rowOf(id));
      for (const client of present) {
        const row = /** @type {Row} */ (rowOf(client.id));
        const before = there.get(row) ?? 0;
        there.set(row, before + 1);
        let each = drawn.get(client.id);
        if (!each) {
          const own = createClient(client.id);
          each = { node: svg('g', {}, own.node), client: own };
          drawn.set(client.id, each);
          layer.append(each.node);
        }
        const at = { x: 0, y: 0 };
        const total = present.filter(other => rowOf(other.id) === row).length;
        each.client.show(client, { at, place: at, radius: 0, more: before === SHOWN - 1 ? total - SHOWN : 0, alone: false, outward: true, locale });
        const x = row.x + scale * CLIENT_RADIUS * (2 * before + 1);
        set(each.node, {
          transform: `translate(${x.toFixed(1)} ${(row.y + rowHeight / 2).toFixed(1)}) scale(${scale.toFixed(2)})`,
          visibility: before < SHOWN ? 'inherit' : 'hidden',
        });
      }
      set(ways, { d: [...there].map(([row, count]) => wayTo(doorOf(layout, row), row.x + 2 * scale * CLIENT_RADIUS * Math.min(count, SHOWN))).join('') });
      for (const [letter, { node }] of drawn) {
        if (present.some(({ id }) => id === letter)) continue;
        // The keyboard focus stays inside the element.
        const root = /** @type {ShadowRoot} */ (node.getRootNode());
        if (node.contains(root.activeElement)) /** @type {HTMLElement | null} */ (node.closest('section'))?.focus({ preventScroll: true });
        node.remove();
        drawn.delete(letter);
      }
    },
  };
}

/** @param {import('./link-path.js').Point} door of the server @param {number} edge of its clients */
const wayTo = ({ x, y }, edge) => (edge < x ? `M${edge.toFixed(1)} ${y.toFixed(1)}H${x.toFixed(1)}` : '');
