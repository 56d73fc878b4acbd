// A leader's proposals and their acknowledgements: those that wait for a quorum, and the last few committed ones. No DOM.

/** @import { Happening, Server, Zxid } from '../engine/records.js' */

/**
 * A proposal and who has acknowledged it. `late`: whose acknowledgements came when it was committed already.
 *
 * @typedef {{ zxid: Zxid, acks: readonly number[], late: readonly number[], met: boolean, committed: boolean }} CountedProposal
 */

/** How far back one looks for commits, and for how many. */
const LOOKING_BACK = 400;
const REMEMBERED = 3;

/**
 * The last committed proposals, if they are not long ago, and all that wait, the oldest first. What is committed is forgotten by
 * its leader; that it was, and by whose acknowledgements, its events say.
 *
 * @param {Server} server
 * @param {readonly Happening[]} events
 * @returns {CountedProposal[]}
 */
export function proposalsOf({ id, process, currentEpoch }, events) {
  if (process?.state !== 'LEADING' || process.phase !== 'BROADCAST') return [];
  const waiting = process.proposals.map(({ zxid, acks, met }) => ({ zxid, acks, late: [], met, committed: false }));
  return [...committedBy(id, currentEpoch, events), ...waiting];
}

/**
 * Of those, as many as there is room for: what waits first, since its oldest is the next to be committed.
 *
 * @param {CountedProposal[]} proposals
 * @param {number} room
 */
export function proposalsThatFit(proposals, room) {
  const first = proposals.findIndex(({ committed }) => !committed);
  const start = Math.max(0, proposals.length - room);
  return proposals.slice(first < 0 ? start : Math.min(first, start)).slice(0, room);
}

/**
 * @param {number} leader
 * @param {number} epoch
 * @param {readonly Happening[]} events
 * @returns {CountedProposal[]}
 */
function committedBy(leader, epoch, events) {
  /** @type {CountedProposal[]} */
  const found = [];
  /** Those whose commit was met on the way back, but not yet the acknowledgement that decided. @type {Zxid[]} */
  const open = [];
  const late = [];
  for (let index = events.length - 1; index >= Math.max(0, events.length - LOOKING_BACK); index -= 1) {
    const { server, what } = events[index];
    if (server !== leader) continue;
    if (what.kind === 'epochBegun' || found.length === REMEMBERED) break;
    if (what.kind === 'committed' && what.zxid.epoch === epoch) open.push(what.zxid);
    if (what.kind === 'ackIgnored' && what.reason === 'already committed') late.push(what);
    if (what.kind !== 'ackCounted' || !what.met || !open.some(({ counter }) => counter === what.zxid.counter)) continue;
    const { zxid, acks } = what;
    const after = late.filter(ack => ack.zxid.counter === zxid.counter).map(({ by }) => by);
    if (found.every(proposal => proposal.zxid.counter !== zxid.counter)) found.unshift({ zxid, acks, late: after, met: true, committed: true });
  }
  return found;
}
