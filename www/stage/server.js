// A server: its disc, and beside it a card or a badge, whichever there is room for.

import { createBadge } from './badge.js';
import { createCard } from './card.js';
import { createDisc } from './disc.js';
import { hueOf } from './epoch-hue.js';
import { formatVote } from '../words/format.js';
import { stateWord } from '../words/languages.js';
import { set, svg } from './svg.js';

/** @import { DrawOptions } from './card.js' */
/** @import { Density, Layout, Place } from './layout.js' */
/** @import { Server } from '../engine/records.js' */

/** @type {Record<Density, () => ReturnType<typeof createCard> | ReturnType<typeof createBadge>>} */
const WORDS = { cards: createCard, compact: createBadge };

/** @param {number} id */
export function createServer(id) {
  const disc = createDisc(id);
  const beside = svg('g', { 'aria-hidden': 'true' });
  const node = svg('g', { class: 'server', 'data-server': id }, disc.node, beside);
  /** @type {Density | undefined} */
  let density;
  /** @type {ReturnType<typeof createCard> | ReturnType<typeof createBadge>} */
  let words;

  return {
    node,

    /**
     * @param {Layout} layout
     * @param {Place} place
     */
    place(layout, place) {
      disc.place(place, layout.radius);
      if (density !== layout.density) {
        density = layout.density;
        words = WORDS[density]();
        beside.replaceChildren(words.node);
      }
      words.place(layout, place);
    },

    /**
     * @param {Server} server
     * @param {DrawOptions} options
     */
    show(server, options) {
      const { process } = server;
      const { locale, withPeerEpoch } = options;
      set(node, {
        'data-state': process?.state ?? 'DOWN',
        'data-hue': hueOf(server.currentEpoch),
        'data-finalizing': String(process?.finalizing ?? false),
      });
      disc.show(process, locale.serverLabel(id, stateWord(server, locale), process ? formatVote(process.vote, withPeerEpoch) : ''), server.suspended || process?.held.length ? 'suspended' : server.disk);
      words.show(server, options);
    },

    /** @param {number} time */
    tick: time => disc.tick(time),
  };
}
