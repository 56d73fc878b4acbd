// The positions of clients: near their servers, clear of other servers, panels, links and each other. No DOM. Unit: that of the layout.

/** @import { Layout, Place } from './layout.js' */
/** @import { Point } from './link-path.js' */
/** @import { Client } from '../engine/records.js' */

/** The radius that is kept clear around a client's centre. */
export const CLIENT_RADIUS = 12;
/** How many clients of one server have a position each; the others share the last one. */
export const POSITIONS_PER_SERVER = 5;

/** The directions that are tried, as angles from the outward direction, the smallest first. */
const ANGLES = Array.from({ length: 36 }, (_, step) => (step % 2 ? -1 : 1) * Math.ceil(step / 2) * (Math.PI / 18));
/** With more servers than this, links are too dense to keep clear of. */
const MANY = 7;
/** How wide a panel's text can get, which may be wider than its box. */
const WORDS = 168;

/**
 * The positions of each server's clients, by the server's id.
 *
 * @param {Layout} layout
 * @returns {Map<number, Point[]>}
 */
export function clientPositions(layout) {
  const { places } = layout;
  /** @type {Map<number, Point[]>} */
  const positions = new Map(places.map(({ id }) => [id, []]));
  const taken = () => [...positions].flatMap(([server, points]) => points.map(point => ({ server, point })));
  // Everyone gets a first position before anyone gets a second.
  for (let round = 0; round < POSITIONS_PER_SERVER; round += 1) {
    for (const place of places) {
      // Where links leave no room clear of them, the first client stands on one.
      const position = bestPosition(layout, place, taken(), true) ?? (round === 0 ? bestPosition(layout, place, taken(), false) : undefined);
      if (position) positions.get(place.id)?.push(position);
    }
  }
  return positions;
}

/**
 * Assigns positions: the clients of a server in the order of their names. Where more come than there are positions, the last of them
 * stands for all that follow, and says how many. One that has closed its session has gone.
 *
 * @param {readonly Client[]} clients
 * @param {Map<number, Point[]>} positions
 * @returns {{ client: Client, server: number, at: Point, more: number }[]}
 */
export function placeClients(clients, positions) {
  const present = clients.filter(({ state, lastServer }) => state !== 'CLOSED' && lastServer !== undefined);
  const placed = [];
  for (const [server, points] of positions) {
    const own = present.filter(({ lastServer }) => lastServer === server);
    for (const [index, at] of points.entries()) {
      if (index >= own.length) break;
      const more = index === points.length - 1 ? own.length - points.length : 0;
      placed.push({ client: own[index], server, at, more });
    }
  }
  return placed;
}

/**
 * @param {Layout} layout
 * @param {Place} place
 * @param {{ server: number, point: Point }[]} taken
 * @param {boolean} clear of links between servers
 */
function bestPosition(layout, place, taken, clear) {
  const { places, radius, width } = layout;
  const centre = { x: width / 2, y: mean(places.map(({ y }) => y)) };
  // The first server stands on the ring's axis: its clients are on the side where its words are not.
  const onAxis = Math.abs(place.x - width / 2) < 1;
  const outside = places.length === 1 || onAxis ? (place.panel.x > place.x ? Math.PI : 0) : Math.atan2(place.y - centre.y, place.x - centre.x);
  const mirror = place.x < width / 2 ? -1 : 1;
  const nearest = radius + (layout.density === 'compact' ? 30 : layout.scale > 1 || radius > 26 ? 76 : 54);
  const first = taken.find(({ server }) => server === place.id)?.point;
  /** @type {{ cost: number, point: Point } | undefined} */
  let best;
  for (const far of clear ? [0, 14, 28, 46, 66] : [0, 14, 28, 46, 66, -16, -28]) {
    for (const turn of ANGLES) {
      const angle = outside + turn * mirror;
      const point = { x: place.x + (nearest + far) * Math.cos(angle), y: place.y + (nearest + far) * Math.sin(angle) };
      // Above its server rather than below it, where the caption is near; later ones beside the first.
      const cost = Math.abs(turn) * 40 + far + Math.max(0, point.y - place.y) * 0.3 + (first ? distance(first, point) * 1.5 : 0);
      if ((best && cost >= best.cost) || !isFree(layout, place, point, taken, clear)) continue;
      best = { cost, point };
    }
  }
  return best && { x: Math.round(best.point.x), y: Math.round(best.point.y) };
}

/**
 * @param {Layout} layout
 * @param {Place} place
 * @param {Point} point
 * @param {{ server: number, point: Point }[]} taken
 * @param {boolean} clear
 */
function isFree({ width, height, radius, places }, place, point, taken, clear) {
  const edge = CLIENT_RADIUS + 6;
  if (point.x < edge || point.x > width - edge || point.y < edge || point.y > height - edge) return false;
  const apart = CLIENT_RADIUS + 6;
  for (const position of taken) {
    if (distance(position.point, point) < 2 * CLIENT_RADIUS + 14 || toLine(position.point, place, point) < apart) return false;
    const theirs = places.find(({ id }) => id === position.server);
    if (theirs && toLine(point, theirs, position.point) < apart) return false;
  }
  const middle = between(place, point, 0.5);
  for (const other of places) {
    if (other !== place && distance(other, point) < radius + CLIENT_RADIUS + 18) return false;
    const box = wordsOf(other);
    if (toBox(point, box) < CLIENT_RADIUS + 8 || [0.35, 0.5, 0.7].some(share => toBox(between(place, point, share), box) < 14)) return false;
  }
  if (places.length > MANY || !clear) return true;
  return !places.some((a, index) => places.slice(index + 1).some(b => toLine(point, a, b) < CLIENT_RADIUS + 22 || (a !== place && b !== place && toLine(middle, a, b) < 14)));
}

/** A server's panel, as wide as its words may be. @param {Place} place */
function wordsOf({ panel: { x, y, width, height, align, room } }) {
  const wide = Math.max(width, Math.min(room, WORDS));
  const left = align === 'start' ? x : align === 'end' ? x + width - wide : x + (width - wide) / 2;
  return { x: left, y, width: wide, height };
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** @param {Point} a @param {Point} b @param {number} share @returns {Point} */
const between = (a, b, share) => ({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });

/** @param {number[]} values */
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * @param {Point} point
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
function toBox({ x, y }, box) {
  return Math.hypot(Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height));
}

/** How far a point is from the straight line between two others. @param {Point} point @param {Point} a @param {Point} b */
function toLine(point, a, b) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const share = Math.min(1, Math.max(0, ((point.x - a.x) * x + (point.y - a.y) * y) / (x * x + y * y || 1)));
  return Math.hypot(a.x + share * x - point.x, a.y + share * y - point.y);
}
