// What a deed comes to for a server as it is: whom it reaches, and from whom it is cut off.

/** @import { Action, Cut, Deed, View } from './records.js' */

/**
 * A server that never ran is not restarted but started; one that nothing reaches is not cut off but healed.
 *
 * @param {Deed} deed
 * @param {number} server
 * @param {Pick<View, 'servers' | 'cuts'>} view
 * @returns {Action}
 */
export function actionFor(deed, server, { servers, cuts }) {
  const ids = servers.map(({ id }) => id);
  const others = reached(server, ids, cuts);
  if (deed === 'cut' && others.length > 0) return { do: 'cut', server, others };
  if (deed === 'cut' || deed === 'heal') return { do: 'heal', server, others: severed(server, ids, cuts) };
  const neverRan = servers.some(({ id, lives }) => id === server && lives === 0);
  return { do: deed === 'restart' && neverRan ? 'start' : deed, server };
}

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
