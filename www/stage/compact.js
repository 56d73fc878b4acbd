// Compact: a ring of servers with a few words each, where there is no room for boxes. No DOM.

import { MARGIN, fits } from './layout.js';

/** @import { Layout, Panel, Place } from './layout.js' */
/** @import { Point } from './link-path.js' */

/** The words of a server: state, vote, log. */
export const BADGE = { width: 92, height: 44 };
/** What they keep away from their server. */
const GAP = 10;
/** @type {readonly number[]} */
const RADII = [30, 26, 22, 18, 15];
/** How much narrower a ring may be for its words to be clear of the links. */
const CLEAR = 0.55;
/** In less room than this, a token carries no more than a leader. */
const NARROW = 300;
/** How finely an ellipse is measured. */
const STEPS = 720;

/**
 * The largest servers that fit, with their words outside of the ring or below each of them; nothing, if even the smallest do not.
 *
 * @param {number[]} ids
 * @param {number} width in CSS pixels
 * @param {number} height in CSS pixels
 * @returns {Layout | undefined}
 */
export function compact(ids, width, height) {
  // Words outside are clear of the links; but the wider the ring, the longer the ways of the tokens.
  for (const radius of RADII) {
    const [clear, wide] = [outside(ids, width, height, radius), below(ids, width, height, radius)];
    if (fits(clear) && spread(clear) > CLEAR * spread(wide)) return clear;
  }
  return RADII.flatMap(radius => [below(ids, width, height, radius), outside(ids, width, height, radius)]).find(fits);
}

/** @param {Layout} layout */
function spread({ places }) {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return Math.min(Math.max(...xs) - Math.min(...xs), 1.2 * (Math.max(...ys) - Math.min(...ys)));
}

/** @param {number[]} ids @param {number} width @param {number} height @param {number} radius */
function outside(ids, width, height, radius) {
  const beside = MARGIN + BADGE.width + GAP + radius;
  const over = MARGIN + BADGE.height + GAP + radius;
  const [rx, ry] = rounded(width / 2 - beside, height / 2 - over);
  const places = onRing(ids.length, { x: width / 2, y: height / 2 }, rx, ry).map(({ x, y }, index) => {
    const lean = (x - width / 2) / Math.max(rx, 1);
    const level = Math.abs(lean) > 0.45;
    const up = y < height / 2;
    /** @type {Panel} */
    const panel = level
      ? {
          ...BADGE,
          x: lean > 0 ? x + radius + GAP : x - radius - GAP - BADGE.width,
          y: y - BADGE.height / 2,
          align: lean > 0 ? 'start' : 'end',
          room: BADGE.width,
        }
      : { ...BADGE, x: x - BADGE.width / 2, y: up ? y - radius - GAP - BADGE.height : y + radius + GAP, align: 'middle', room: BADGE.width };
    return { id: ids[index], x, y, panel };
  });
  return layout(ids, width, height, radius, places);
}

/** @param {number[]} ids @param {number} width @param {number} height @param {number} radius */
function below(ids, width, height, radius) {
  const rim = radius + 10;
  const wide = Math.max(BADGE.width / 2, rim) + MARGIN;
  const tall = rim + MARGIN + GAP + BADGE.height;
  const centre = { x: width / 2, y: (height - BADGE.height - GAP) / 2 };
  const [rx, ry] = rounded(width / 2 - wide, (height - tall - rim - MARGIN) / 2);
  const places = onRing(ids.length, centre, rx, ry).map(({ x, y }, index) => {
    /** @type {Panel} */
    const panel = { ...BADGE, x: x - BADGE.width / 2, y: y + radius + GAP, align: 'middle', room: BADGE.width };
    return { id: ids[index], x, y, panel };
  });
  return layout(ids, width, height, radius, places);
}

/**
 * A ring that is not drawn out more than it must be.
 *
 * @param {number} rx
 * @param {number} ry
 */
function rounded(rx, ry) {
  return [Math.max(0, Math.min(rx, 2.6 * ry)), Math.max(0, Math.min(ry, 1.8 * rx))];
}

/**
 * @param {number[]} ids
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {Place[]} places
 * @returns {Layout}
 */
function layout(ids, width, height, radius, places) {
  return { density: 'compact', width, height, scale: 1, radius, columns: 1, label: radius >= 22 ? 11.5 : 10.5, brief: ids.length > 5 || Math.min(width, height) < NARROW, places };
}

/**
 * Points at equal distances along an ellipse, the first on top and the others clockwise; two stand side by side.
 *
 * @param {number} count
 * @param {Point} centre
 * @param {number} rx
 * @param {number} ry
 * @returns {Point[]}
 */
function onRing(count, centre, rx, ry) {
  if (count === 1) return [centre];
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  const at = (/** @type {number} */ step) => {
    const angle = start + (2 * Math.PI * step) / STEPS;
    return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
  };
  const along = [0];
  for (let step = 1; step <= STEPS; step += 1) {
    const [a, b] = [at(step - 1), at(step)];
    along.push(along[step - 1] + Math.hypot(b.x - a.x, b.y - a.y));
  }
  return Array.from({ length: count }, (_, index) => at(along.findIndex(length => length >= (along[STEPS] * index) / count)));
}
