// Messages under way between the rows of a matrix, one by one: an arc, which is drawn once, and a head that moves along it.

import { arcBetween, wayOfClient } from './matrix-arcs.js';
import { epochOf, hueOf } from './epoch-hue.js';
import { isHeartbeat } from '../words/format.js';
import { set, svg } from './svg.js';

/** @import { LinkPath } from './link-path.js' */
/** @import { Head, Look } from './matrix-heads.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Message, Party } from '../engine/records.js' */

/**
 * @typedef {{ head: Head, stroke: ReturnType<typeof createStroke> }} Flight
 * @typedef {{ rowOf: (party: Party) => Row | undefined, ownEpoch: (party: Party) => number }} Whereabouts
 * `rowOf`: of a server, or of the one that a client is at
 */

/** Half of a head's size. */
const HEAD = 2.75;
const BEAT = 1.5;

/**
 * @param {SVGGElement} layer
 * @param {ReturnType<typeof import('./matrix-heads.js').createHeads>} heads
 */
export function createStrokes(layer, heads) {
  /** @type {Map<number, Flight>} */
  const flights = new Map();
  /** @type {ReturnType<typeof createStroke>[]} */
  const pool = [];

  return {
    /** Takes all away, for there is another layout. */
    clear() {
      for (const { stroke } of flights.values()) retire(stroke);
      flights.clear();
    },

    /**
     * @param {readonly Message[]} messages
     * @param {MatrixLayout} layout
     * @param {Whereabouts} whereabouts
     * @param {ReadonlySet<number>} lost the messages that have just come to nothing
     */
    show(messages, layout, { rowOf, ownEpoch }, lost) {
      const present = new Set(messages.map(({ id }) => id));
      for (const [id, { head, stroke }] of flights) {
        if (present.has(id)) continue;
        if (lost.has(id)) heads.lose(head);
        flights.delete(id);
        retire(stroke);
      }
      for (const message of messages) {
        const before = flights.get(message.id);
        const isOfClient = typeof message.from === 'string' || typeof message.to === 'string';
        // Only clients move from row to row.
        if (before && !isOfClient) {
          before.head.message = message;
          continue;
        }
        const path = pathOf(message, layout, rowOf);
        if (!path) continue;
        const stroke = before?.stroke ?? pool.pop() ?? createStroke(layer);
        const hue = hueOf(epochOf(message.content, ownEpoch(message.from)));
        const look = lookOf(message);
        stroke.show(path, hue, look);
        const size = look === 'beat' ? BEAT : Math.min(HEAD, Math.max(1.5, layout.rowHeight / 3));
        flights.set(message.id, { head: { message, path, hue, look, size }, stroke });
      }
      heads.show(Array.from(flights.values(), ({ head }) => head));
    },
  };

  /** @param {ReturnType<typeof createStroke>} stroke */
  function retire(stroke) {
    set(stroke.node, { visibility: 'hidden' });
    pool.push(stroke);
  }
}

/**
 * @param {Message} message
 * @param {MatrixLayout} layout
 * @param {(party: Party) => Row | undefined} rowOf
 */
function pathOf({ from, to }, layout, rowOf) {
  const [start, end] = [rowOf(from), rowOf(to)];
  if (!start || !end) return undefined;
  if (typeof from === 'string' || typeof to === 'string') return wayOfClient(layout, typeof from === 'string' ? end : start, typeof from === 'string');
  return arcBetween(layout, start, end);
}

/** A vote is paper, with corners; what has a leader, or is said between leader and learner, is round. @param {Message} message @returns {Look} */
function lookOf({ content }) {
  if (isHeartbeat(content)) return 'beat';
  return content.type === 'notification' && content.state === 'LOOKING' ? 'paper' : 'disc';
}

/** @param {SVGGElement} layer */
function createStroke(layer) {
  const node = svg('path', { class: 'stroke' });
  layer.append(node);

  return {
    node,

    /**
     * @param {LinkPath} path
     * @param {number} hue
     * @param {Look} look
     */
    show({ from, bend, to }, hue, look) {
      set(node, {
        'data-hue': hue,
        // Heartbeats are too many for each to have its arc.
        visibility: look === 'beat' ? 'hidden' : 'inherit',
        d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`,
      });
    },
  };
}
