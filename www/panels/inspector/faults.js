// What hinders a server, in sentences: a process that is suspended, threads that are held, a disk that is not as it should be.

/** @import { Server } from '../../engine/records.js' */
/** @import { Details } from '../../words/details.locale.js' */

/**
 * @param {Server} server
 * @param {Details} details
 * @returns {string[]}
 */
export function faultsOf({ suspended, process, disk }, { faults }) {
  const held = process?.held.map(({ thread, learner }) => (learner === undefined ? thread : `${thread} ${learner}`)) ?? [];
  return [...(suspended ? [faults.suspended] : []), ...(held.length > 0 ? [faults.held(held)] : []), ...(disk === 'sound' ? [] : [faults.disk[disk]])];
}
