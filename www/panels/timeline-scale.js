// Where a moment is on the timeline. Between two beats there is room by the logarithm of the time that passes: a vote takes milliseconds, a
// lost leader is missed for seconds, and both can be seen. Pure.

/** Spans as long as this and shorter have room in proportion, in microseconds. */
const SHORT = 60_000;
/** The future that is kept free, at least, in microseconds. */
const AHEAD = 250_000;

/**
 * @typedef {{
 *   end: number,
 *   place: (moment: number) => number,
 *   moment: (place: number) => number,
 * }} Scale `end`: the last moment there is room for; `place`: from 0 to 1
 */

/**
 * @param {readonly number[]} moments those of the beats, in order
 * @param {number} known up to when something is known, in microseconds
 * @returns {Scale}
 */
export function scaleOf(moments, known) {
  const last = moments.at(-1) ?? 0;
  // It grows by doubling, so that the rest does not move all the time.
  let ahead = AHEAD;
  while (last + ahead < known) ahead *= 2;
  const knots = [...new Set([0, ...moments, last + ahead])];
  const places = [0];
  for (let index = 1; index < knots.length; index += 1) places.push(places[index - 1] + Math.log1p((knots[index] - knots[index - 1]) / SHORT));
  const whole = places[places.length - 1];

  /** @param {readonly number[]} from @param {readonly number[]} to @param {number} value */
  function between(from, to, value) {
    if (value <= from[0]) return to[0];
    const after = from.findIndex(each => each > value);
    if (after < 0) return to[to.length - 1];
    const share = (value - from[after - 1]) / (from[after] - from[after - 1]);
    return to[after - 1] + share * (to[after] - to[after - 1]);
  }
  return {
    end: last + ahead,
    place: moment => between(knots, places, moment) / whole,
    moment: place => between(places, knots, place * whole),
  };
}
