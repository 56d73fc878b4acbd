// The action that a button or a key stands for, given the state of the server and the cuts.

/** @import { Action, Cut, Deed, View } from './records.js' */

/**
 * A server that never ran is started instead of restarted; one that is cut off from all others is healed instead of cut.
 *
 * @param {Deed} deed
 * @param {number} server
 * @param {Pick<View, 'servers' | 'cuts'>} view
 * @returns {Action}
 */
export function actionFor(deed, server, { servers, cuts }) {
  const ids = servers.map(({ id }) => id);
  const others = reachable(server, ids, cuts);
  if (deed === 'cut' && others.length > 0) return { do: 'cut', server, others };
  if (deed === 'cut' || deed === 'heal') return { do: 'heal', server, others: cutOff(server, ids, cuts) };
  const neverRan = servers.some(({ id, lives }) => id === server && lives === 0);
  return { do: deed === 'restart' && neverRan ? 'start' : deed, server };
}

/**
 * The others to or from which messages pass: at most one direction is cut.
 *
 * @param {number} server
 * @param {readonly number[]} servers
 * @param {readonly Cut[]} cuts
 */
export function reachable(server, servers, cuts) {
  return servers.filter(other => other !== server && waysCut(server, other, cuts) < 2);
}

/**
 * The others to or from which messages do not pass: at least one direction is cut.
 *
 * @param {number} server
 * @param {readonly number[]} servers
 * @param {readonly Cut[]} cuts
 */
export function cutOff(server, servers, cuts) {
  return servers.filter(other => other !== server && waysCut(server, other, cuts) > 0);
}

/** @param {number} a @param {number} b @param {readonly Cut[]} cuts */
function waysCut(a, b, cuts) {
  return cuts.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a)).length;
}
