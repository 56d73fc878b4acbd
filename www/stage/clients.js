// All clients, each at its position.

import { CLIENT_RADIUS, placeClients, clientPositions } from './client-layout.js';
import { createClient } from './client.js';

/** @import { Layout } from './layout.js' */
/** @import { Point } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Client, Party } from '../engine/records.js' */

/**
 * The centre and radius of a server or client.
 *
 * @typedef {Point & { radius: number }} Spot
 */

/**
 * @param {SVGGElement} layer
 * @param {SVGGElement} ties the lines, which lie below everything else
 */
export function createClients(layer, ties) {
  /** @type {Map<string, ReturnType<typeof createClient>>} */
  const clients = new Map();
  /** @type {Map<Party, Spot>} */
  const spots = new Map();
  /** @type {Layout} */
  let layout;
  /** Found when the first client comes. @type {Map<number, Point[]> | undefined} */
  let positions;

  return {
    /** @param {Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      positions = undefined;
      spots.clear();
      for (const { id, x, y } of layout.places) spots.set(id, { x, y, radius: layout.radius });
    },

    /**
     * @param {readonly Client[]} present
     * @param {Locale} locale
     */
    show(present, locale) {
      if (present.length > 0) positions ??= clientPositions(layout);
      const placed = positions ? placeClients(present, positions) : [];
      for (const [letter, { node, tie }] of clients) {
        if (placed.some(({ client }) => client.id === letter)) continue;
        // The keyboard focus stays inside the element.
        const root = /** @type {ShadowRoot} */ (node.getRootNode());
        if (root.activeElement === node) /** @type {HTMLElement | null} */ (node.closest('section'))?.focus({ preventScroll: true });
        node.remove();
        tie.remove();
        clients.delete(letter);
      }
      for (const { client, server, at, more } of placed) {
        let drawn = clients.get(client.id);
        if (!drawn) {
          drawn = createClient(client.id);
          clients.set(client.id, drawn);
          layer.append(drawn.node);
          ties.append(drawn.tie);
        }
        const place = layout.places.find(({ id }) => id === server) ?? layout.places[0];
        const alone = layout.density === 'cards' && layout.places.length <= 3 && layout.width >= 640 && placed.filter(other => other.server === server).length === 1;
        drawn.show(client, { at, place, radius: layout.radius, more, alone, outward: at.x > layout.width / 2, locale });
        spots.set(client.id, { ...at, radius: CLIENT_RADIUS });
      }
      // A client without a position of its own is at the last one of its server.
      for (const client of present) {
        if (clients.has(client.id)) continue;
        const last = placed.findLast(({ server }) => server === client.lastServer);
        const own = layout.places.find(({ id }) => id === client.lastServer);
        spots.set(client.id, { ...(last?.at ?? own ?? layout.places[0]), radius: CLIENT_RADIUS });
      }
    },

    /** @param {Party} party */
    spotOf(party) {
      return spots.get(party) ?? { ...layout.places[0], radius: layout.radius };
    },
  };
}
