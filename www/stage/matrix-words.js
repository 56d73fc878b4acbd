// What a row of the matrix says of its server, and the texts that fit. No DOM.

import { extent } from './text-size.js';
import { formatEpochs, formatLog, formatVote, formatZxid } from '../words/format.js';
import { stateWord } from '../words/languages.js';
import { hueOf } from './epoch-hue.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Process, Server, View, Vote } from '../engine/records.js' */

/**
 * How many count of how many it takes: ballots or, where a leader waits for acknowledgements, those of its oldest proposal.
 *
 * @typedef {{ have: number, need: number, met: boolean, hue: number, acks: boolean, decided: boolean }} Count
 */

/** Whether a vote is for somebody; an observer has none of its own. @param {Vote} vote */
export function isForSomebody({ leader }) {
  return leader >= 0;
}

/**
 * A vote as people read it.
 *
 * @param {Vote} vote
 * @param {boolean} withPeerEpoch
 * @param {Locale} locale
 */
export function voteText(vote, withPeerEpoch, locale) {
  return isForSomebody(vote) ? formatVote(vote, withPeerEpoch) : locale.matrix.noVote;
}

/** @param {Process} process @returns {Count} */
export function countOf({ state, phase, proposals, quorum, vote }) {
  const waiting = state === 'LEADING' && phase === 'BROADCAST' ? proposals.find(({ met }) => !met) ?? proposals[0] : undefined;
  if (waiting) return { have: waiting.acks.length, need: quorum.needed, met: waiting.met, hue: hueOf(waiting.zxid.epoch), acks: true, decided: false };
  return { have: quorum.supporters.length, need: quorum.needed, met: quorum.met, hue: hueOf(vote.peerEpoch), acks: false, decided: state !== 'LOOKING' };
}

/**
 * The vote that most of those have that look for a leader or have one, and how many.
 *
 * @param {readonly Server[]} servers
 * @returns {{ id: number, votes: number } | undefined}
 */
export function mostVotedFor(servers) {
  /** @type {Map<number, number>} */
  const votes = new Map();
  for (const { observes, process } of servers) {
    if (!observes && process && isForSomebody(process.vote)) votes.set(process.vote.leader, (votes.get(process.vote.leader) ?? 0) + 1);
  }
  let most;
  for (const [id, count] of votes) if (count > (most?.votes ?? 1)) most = { id, votes: count };
  return most;
}

/**
 * All that there is to say of a server, the most important first.
 *
 * @param {Server} server
 * @param {{ arriving: number, leaving: number }} traffic
 * @param {boolean} withPeerEpoch
 * @param {Locale} locale
 */
export function wholeText(server, { arriving, leaving }, withPeerEpoch, locale) {
  const { process } = server;
  const parts = [locale.server(server.id), stateWord(server, locale)];
  if (process) {
    const { have, need, acks, decided } = countOf(process);
    const counted = acks ? locale.acks(have, have < need ? need : 0, 0) : decided ? locale.matrix.asDecided(locale.quorum(have, need)) : locale.quorum(have, need);
    parts.push(isForSomebody(process.vote) ? locale.matrix.votesFor(voteText(process.vote, withPeerEpoch, locale)) : locale.matrix.noVote, counted);
  }
  if (server.currentEpoch > 0 || server.acceptedEpoch > 0) parts.push(`epoch ${formatEpochs(server)}`);
  parts.push(`zxid ${formatZxid(server.lastZxid)}`);
  if (arriving + leaving > 0) parts.push(locale.matrix.traffic(arriving, leaving));
  if (server.log.some(({ safe }) => !safe)) parts.push(formatLog(server.log.filter(({ safe }) => !safe), locale.unsafe));
  return parts;
}

/**
 * Who leads, and how many there are of each state.
 *
 * @param {View} view
 * @param {Locale} locale
 */
export function summary({ servers }, locale) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const server of servers) {
    const word = stateWord(server, locale);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const leaders = servers.filter(({ process }) => process?.state === 'LEADING').map(({ id }) => locale.matrix.leader(id));
  const others = [...counts].filter(([word]) => word !== 'LEADING').map(([word, count]) => locale.matrix.number(count, word));
  return [...(leaders.length > 0 ? leaders : [locale.matrix.noLeader]), ...others];
}

/**
 * The first of some texts that fits, or nothing.
 *
 * @param {readonly string[]} texts
 * @param {number} room
 * @param {number} size
 */
export function firstThatFits(texts, room, size) {
  return texts.find(text => extent(text, size) <= room) ?? '';
}

const BETWEEN = ' · ';

/**
 * As many parts as fit in so many lines.
 *
 * @param {readonly string[]} parts
 * @param {number} room
 * @param {number} size
 * @param {number} most
 */
export function linesOf(parts, room, size, most) {
  /** @type {string[]} */
  const lines = [];
  for (const part of parts) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]}${BETWEEN}${part}` : part;
    if (lines.length > 0 && extent(longer, size) <= room) lines[lines.length - 1] = longer;
    else if (lines.length < most && extent(part, size) <= room) lines.push(part);
  }
  return lines;
}
