// Which servers a server could be cut off from, and which ways of it could be healed.

/** @import { Cut } from './records.js' */

/**
 * The others to which something passes, this way or that.
 *
 * @param {number} server
 * @param {readonly number[]} servers
 * @param {readonly Cut[]} cuts
 */
export function reached(server, servers, cuts) {
  return servers.filter(other => other !== server && waysCut(server, other, cuts) < 2);
}

/**
 * The others to which something does not.
 *
 * @param {number} server
 * @param {readonly number[]} servers
 * @param {readonly Cut[]} cuts
 */
export function severed(server, servers, cuts) {
  return servers.filter(other => other !== server && waysCut(server, other, cuts) > 0);
}

/** @param {number} a @param {number} b @param {readonly Cut[]} cuts */
function waysCut(a, b, cuts) {
  return cuts.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a)).length;
}
