// Messages under way between the rows of a matrix, one by one: an arc, and a head that moves along it by virtual time.

import { arcBetween, wayOfClient } from './matrix-arcs.js';
import { elapsed, pointAt } from './link-path.js';
import { epochOf, hueOf } from './epoch-hue.js';
import { isHeartbeat } from '../words/format.js';
import { set, svg } from './svg.js';

/** @import { LinkPath, Point } from './link-path.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Message, Party } from '../engine/records.js' */

/**
 * @typedef {{ message: Message, path: LinkPath, stroke: ReturnType<typeof createStroke> }} Flight
 * @typedef {{ rowOf: (party: Party) => Row | undefined, ownEpoch: (party: Party) => number }} Whereabouts
 * `rowOf`: of a server, or of the one that a client is at
 */

/** Half of a head's size. */
const HEAD = 2.75;
const BEAT = 1.5;

/** @param {SVGGElement} layer */
export function createStrokes(layer) {
  /** @type {Map<number, Flight>} */
  const flights = new Map();
  /** @type {ReturnType<typeof createStroke>[]} */
  const pool = [];
  /** @type {Point} */
  const point = { x: 0, y: 0 };

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
     */
    show(messages, layout, { rowOf, ownEpoch }) {
      const present = new Set(messages.map(({ id }) => id));
      for (const [id, { stroke }] of flights) {
        if (present.has(id)) continue;
        flights.delete(id);
        retire(stroke);
      }
      for (const message of messages) {
        const before = flights.get(message.id);
        const isOfClient = typeof message.from === 'string' || typeof message.to === 'string';
        // Only clients move from row to row.
        if (before && !isOfClient) {
          before.message = message;
          continue;
        }
        const path = pathOf(message, layout, rowOf);
        if (!path) continue;
        const stroke = before?.stroke ?? pool.pop() ?? createStroke(layer);
        stroke.show(message, path, hueOf(epochOf(message.content, ownEpoch(message.from))), layout.rowHeight);
        flights.set(message.id, { message, path, stroke });
      }
    },

    /** @param {number} time */
    tick(time) {
      for (const { message, path, stroke } of flights.values()) {
        pointAt(path, elapsed(message.sent, message.arrives, time), point);
        stroke.head.setAttribute('transform', `translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`);
      }
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

/** @param {SVGGElement} layer */
function createStroke(layer) {
  const way = svg('path', { class: 'way' });
  const head = svg('rect', { class: 'head' });
  const node = svg('g', {}, way, head);
  layer.append(node);

  return {
    node,
    head,

    /**
     * @param {Message} message
     * @param {LinkPath} path
     * @param {number} hue
     * @param {number} rowHeight
     */
    show({ content }, { from, bend, to }, hue, rowHeight) {
      const isVote = content.type === 'notification';
      const size = isHeartbeat(content) ? BEAT : Math.min(HEAD, Math.max(1.5, rowHeight / 3));
      const state = isVote ? content.state : 'NONE';
      set(node, { class: `stroke ${isHeartbeat(content) ? 'beat' : isVote ? 'vote' : 'packet'}`, 'data-hue': hue, 'data-state': state, visibility: 'inherit' });
      set(way, { d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}` });
      // A vote is paper, with corners; what leader and learner say is round.
      set(head, { x: -size, y: -size, width: 2 * size, height: 2 * size, rx: isVote && state === 'LOOKING' ? 0.75 : size });
    },
  };
}
