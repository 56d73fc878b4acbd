// The path of messages along a link, and where a message is on it at a moment. No DOM. Unit: that of the layout.

/** @typedef {{ x: number, y: number }} Point */

/**
 * The path from one party to another: a quadratic curve, far enough to the right of the straight line for two tokens to pass.
 *
 * @typedef {{ from: Point, bend: Point, to: Point }} LinkPath
 *
 * @param {Point} from the centre of the sender
 * @param {Point} to
 * @param {number} radius of the circle at its start
 * @param {{ width: number, height: number }} token the size of what travels
 * @param {number} [toRadius] of the circle at its end, if that is another
 * @returns {LinkPath}
 */
export function linkPath(from, to, radius, token, toRadius = radius) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const x = (to.x - from.x) / length;
  const y = (to.y - from.y) / length;
  // Half of a token's extent across the path, and a margin of 3.
  const aside = Math.min((Math.abs(y) * token.width + Math.abs(x) * token.height) / 2 + 3, length / 5);
  // It leaves the rim to the right of the straight line, and comes in to the right of it.
  const rim = Math.min(Math.min(radius, toRadius) + 5, length / 2);
  const shift = Math.min(aside, rim * 0.36);
  const start = offsetOfRim(radius);
  const end = offsetOfRim(toRadius);
  // A quadratic curve passes through the middle between its ends and its control point.
  const bulge = 2 * aside - shift;
  return {
    from: { x: from.x + x * start - y * shift, y: from.y + y * start + x * shift },
    bend: { x: (from.x + to.x) / 2 - y * bulge, y: (from.y + to.y) / 2 + x * bulge },
    to: { x: to.x - x * end - y * shift, y: to.y - y * end + x * shift },
  };

  /** The distance along the straight line from a circle's centre to where the path meets its rim. @param {number} radius */
  function offsetOfRim(radius) {
    const rim = Math.min(radius + 5, length / 2);
    return Math.sqrt(rim * rim - shift * shift);
  }
}

/**
 * The point at a fraction of a path. It is written into `point`, so that drawing a frame allocates nothing.
 *
 * @param {LinkPath} path
 * @param {number} share 0 to 1
 * @param {Point} point
 */
export function pointAt({ from, bend, to }, share, point) {
  const rest = 1 - share;
  point.x = rest * rest * from.x + 2 * rest * share * bend.x + share * share * to.x;
  point.y = rest * rest * from.y + 2 * rest * share * bend.y + share * share * to.y;
}

/**
 * The fraction of a span of time that has passed, from 0 to 1.
 *
 * @param {number} since
 * @param {number} until
 * @param {number} now
 */
export function elapsed(since, until, now) {
  if (until <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (until - since)));
}
