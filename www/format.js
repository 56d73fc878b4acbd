// How the protocol's values are written, the same in every language.

/** @import { Ballot, View, Vote, Zxid } from './records.js' */

/** @param {Zxid} zxid */
export function formatZxid({ epoch, counter }) {
  if (epoch === 0 && counter === 0) return '0';
  if (epoch === -1 && counter === 0xffffffff) return '-1';
  return `${epoch}.${counter}`;
}

/**
 * A vote as readers of the field write it: (logical clock, leader, zxid). The peer epoch, first key of the order, is
 * a fourth field where it tells two votes apart.
 *
 * @param {Vote} vote
 * @param {boolean} [withPeerEpoch]
 */
export function formatVote({ round, leader, zxid, peerEpoch }, withPeerEpoch = false) {
  const fields = [round, leader, formatZxid(zxid)];
  if (withPeerEpoch) fields.push(peerEpoch);
  return `(${fields.join(', ')})`;
}

/**
 * A slip of a ballot box: whose it is, and the vote on it.
 *
 * @param {Ballot} ballot
 * @param {boolean} [withPeerEpoch]
 */
export function formatSlip({ voter, vote }, withPeerEpoch = false) {
  return `${voter}: ${formatVote(vote, withPeerEpoch)}`;
}

/**
 * A moment of virtual time, in seconds; as wide from one frame to the next.
 *
 * @param {number} micros
 */
export function formatMoment(micros) {
  return `${(Math.floor(micros / 1000) / 1000).toFixed(3)} s`;
}

/**
 * A span of virtual time, in the unit one would say it in.
 *
 * @param {number} micros
 */
export function formatSpan(micros) {
  return micros < 1_000_000 ? `${Math.round(micros / 1000)} ms` : `${+(micros / 1_000_000).toFixed(1)} s`;
}

/**
 * Whether two votes on screen differ in their peer epoch, so that it has to be shown.
 *
 * @param {View} view
 */
export function peerEpochsDiffer(view) {
  const votes = [
    ...view.servers.flatMap(({ process }) => (process ? [process.vote, ...process.ballots.map(({ vote }) => vote)] : [])),
    ...view.messages.flatMap(({ content }) => (content.type === 'notification' ? [content.vote] : [])),
  ];
  return votes.some(({ peerEpoch }) => peerEpoch !== votes[0].peerEpoch);
}
