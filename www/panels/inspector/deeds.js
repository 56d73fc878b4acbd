// What can be done to a server as it is.

import { cutOff, reachable } from '../../engine/actions.js';

/** @import { Deed, Server, View } from '../../engine/records.js' */

/**
 * @param {Server} server
 * @param {View} view
 * @returns {Deed[]}
 */
export function deedsFor({ id, process, lives }, { servers, cuts }) {
  if (!process) return [lives > 0 ? 'restart' : 'start'];
  /** @type {Deed[]} */
  const deeds = ['crash', 'write'];
  const ids = servers.map(other => other.id);
  if (reachable(id, ids, cuts).length > 0) deeds.push('cut');
  if (cutOff(id, ids, cuts).length > 0) deeds.push('heal');
  return deeds;
}
