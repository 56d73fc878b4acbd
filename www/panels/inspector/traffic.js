// What passes between a party and the others: messages under way and links, to be chosen from.

import { formatPacket, formatVote, isHeartbeat } from '../../words/format.js';
import { epochOf, hueOf } from '../../stage/epoch-hue.js';

/** @import { Content, Message, Party, View } from '../../engine/records.js' */
/** @import { Choice, State } from './parts.js' */

/** How many messages are listed: a synchronization may bring a thousand. */
const LISTED = 24;

/**
 * A message in a few words.
 *
 * @param {Pick<State, 'details' | 'withPeerEpoch'>} state
 * @param {Content} content
 */
export function nameOf({ details, withPeerEpoch }, content) {
  if (content.type === 'notification') return formatVote(content.vote, withPeerEpoch);
  if (isHeartbeat(content)) return details.heartbeat;
  return formatPacket(content) || details.content(content);
}

/**
 * All messages from and to a party, or between two, by their numbers.
 *
 * @param {State} state
 * @param {Party} party
 * @param {Party} [other]
 * @returns {Choice[]}
 */
export function messageChoices(state, party, other) {
  const { view } = state;
  const concerns = (/** @type {Message} */ { from, to }) =>
    other === undefined ? from === party || to === party : (from === party && to === other) || (from === other && to === party);
  return view.messages
    .filter(concerns)
    .slice(0, LISTED)
    .map(({ id, from, to, content }) => ({
      selection: { kind: 'message', message: id, via: party },
      label: nameOf(state, content),
      note: `${from} → ${to}`,
      hue: hueOf(epochOf(content, currentEpoch(view, from))),
    }));
}

/** @param {View} view @param {Party} party */
function currentEpoch({ servers }, party) {
  return servers.find(({ id }) => id === party)?.currentEpoch ?? 0;
}

/**
 * The links of a server: to all others, and to the clients that are at it.
 *
 * @param {State} state
 * @param {number} id
 * @returns {Choice[]}
 */
export function linkChoices(state, id) {
  const { view, details } = state;
  const others = view.servers.filter(server => server.id !== id).map(server => server.id);
  const clients = view.clients.filter(({ server }) => server === id).map(client => client.id);
  return [...others, ...clients].map(other => ({
    selection: { kind: 'link', from: id, to: other, via: id },
    label: details.party(other),
    note: linkState(state, id, other).join(' · '),
  }));
}

/**
 * How things stand between two, in a few words each.
 *
 * @param {State} state
 * @param {Party} a
 * @param {Party} b
 */
export function linkState({ view, details }, a, b) {
  const said = [];
  const link = view.servers.find(({ id }) => id === a)?.process?.links.find(({ to }) => to === b);
  if (link) said.push(details.links[link.state]);
  const learner = learnerBetween(view, a, b);
  if (learner) said.push(learner.leader === a ? details.isLearner(learner.synced) : details.isLeader);
  const client = view.clients.find(({ id }) => id === a || id === b);
  if (client) said.push(details.states[client.state]);
  if (view.cuts.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))) said.push(details.cut(0));
  return said;
}

/**
 * Which of two is the other's leader, if one is.
 *
 * @param {View} view
 * @param {Party} a
 * @param {Party} b
 */
export function learnerBetween({ servers }, a, b) {
  for (const [leader, learner] of [[a, b], [b, a]]) {
    const found = servers.find(({ id }) => id === leader)?.process?.learners.find(({ id }) => id === learner);
    if (found && typeof leader === 'number') return { leader, learner: found.id, synced: found.synced };
  }
  return undefined;
}
