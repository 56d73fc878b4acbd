// Why a server at 1.2 is not late beside a leader at 2.0: the beginning of an epoch is a zxid, but no transaction.

import { formatZxid } from '../../words/format.js';

/** @import { Details } from '../../words/details.locale.js' */
/** @import { Server, View } from '../../engine/records.js' */

/**
 * @param {Server} server
 * @param {View} view
 * @param {Details} details
 * @returns {string} nothing, where there is nothing to wonder about
 */
export function beginning({ id, process, lastZxid }, { servers }, details) {
  const leader = servers.find(each => each.id === process?.leader);
  if (!leader || process?.phase !== 'BROADCAST' || leader.lastZxid.counter !== 0 || leader.lastZxid.epoch < 1) return '';
  if (leader.id === id) return details.epochBegun(lastZxid.epoch);
  return lastZxid.epoch === leader.lastZxid.epoch ? '' : details.leaderBegun(leader.id, formatZxid(leader.lastZxid));
}
