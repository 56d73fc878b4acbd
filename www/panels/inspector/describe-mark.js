// One sentence for any mark on the stage: what a reader is told who points at it, or gets to it by keyboard.

import { formatSpan, formatVote, formatZxid, peerEpochsDiffer } from '../../words/format.js';
import { detailsFor } from '../../words/details.js';
import { beginning } from './beginning.js';
import { faultsOf } from './faults.js';
import { entryOf, originOf, safetyOf, txnOf } from './entry.js';
import { learnerBetween } from './traffic.js';

/** @import { Locale } from '../../words/locale.js' */
/** @import { Happening, Party, Server, View } from '../../engine/records.js' */
/** @import { Selection } from './selection.js' */

/**
 * @param {Selection} selection
 * @param {View} view
 * @param {Locale} locale
 * @param {readonly Happening[]} [events] tell what a log entry does
 * @returns {string} nothing, if the mark is no longer there
 */
export function describeMark(selection, view, locale, events = []) {
  const details = detailsFor(locale);
  const { marks } = details;
  const serverOf = (/** @type {number} */ id) => view.servers.find(server => server.id === id);
  const withPeerEpoch = peerEpochsDiffer(view);
  switch (selection.kind) {
    case 'server': {
      const server = serverOf(selection.server);
      if (!server) return '';
      const space = locale.lang === 'zh' ? '' : ' ';
      return [describeServer(server, locale, withPeerEpoch), ...faultsOf(server, details), beginning(server, view, details)].filter(Boolean).join(space);
    }
    case 'client': {
      const client = view.clients.find(({ id }) => id === selection.client);
      return client ? marks.client(client.id, details.states[client.state], client.server, client.unanswered) : '';
    }
    case 'message': {
      const message = view.messages.find(({ id }) => id === selection.message);
      return message ? marks.message(message.from, message.to, details.content(message.content)) : '';
    }
    case 'group':
      return '';
    case 'link': {
      const { from, to } = selection;
      const states = [view.servers.find(({ id }) => id === from)?.process?.links.find(each => each.to === to)].flatMap(link => (link ? [details.links[link.state]] : []));
      const learner = learnerBetween(view, from, to);
      const client = view.clients.find(({ id }) => id === from || id === to);
      /** @type {<T extends { from: Party, to: Party }>(all: readonly T[]) => T[]} */
      const ways = all => all.filter(way => (way.from === from && way.to === to) || (way.from === to && way.to === from));
      const cuts = ways(view.cuts);
      return marks.link(from, to, [
        ...states,
        ...(learner ? [details.bound(learner.leader, learner.learner, learner.synced)] : []),
        ...(client ? [details.states[client.state]] : []),
        ...cuts.map(cut => `${details.direction(cut.from, cut.to)}: ${details.cut(cut.held)}`),
        ...ways(view.holds).map(way => `${details.direction(way.from, way.to)}: ${details.heldWay(way.held)}`),
        ...ways(view.slow).map(way => `${details.direction(way.from, way.to)}: ${details.slow(formatSpan(way.by))}`),
      ].join(details.semicolon) || details.links.down);
    }
    case 'timer': {
      const timer = serverOf(selection.server)?.process?.timers.find(each => each.timer === selection.timer && (selection.to === undefined || each.to === selection.to));
      return timer ? marks.timer(selection.server, details.timers[timer.timer](timer.to), details.left(formatSpan(Math.max(0, timer.at - view.now))), details.due[timer.timer]) : '';
    }
    case 'ballot': {
      const ballots = serverOf(selection.server)?.process?.ballots.filter(({ voter }) => voter === selection.voter) ?? [];
      const ballot = ballots.find(({ counts }) => counts) ?? ballots.at(-1);
      return ballot ? marks.ballot(selection.server, selection.voter, formatVote(ballot.vote, withPeerEpoch), ballot.counts ? details.counts : details.countsNot(ballot.differs)) : '';
    }
    case 'entry': {
      const server = serverOf(selection.server);
      const entry = server && entryOf(server, selection.zxid);
      const proposal = server?.process?.proposals.find(({ zxid }) => zxid.epoch === selection.zxid.epoch && zxid.counter === selection.zxid.counter);
      if (!entry && !proposal) return '';
      const txn = proposal?.txn ?? txnOf(originOf(events, selection.zxid));
      return marks.entry(selection.server, formatZxid(selection.zxid), details.change(txn), entry ? details.safety[safetyOf(entry)] : '');
    }
  }
}

/**
 * @param {Server} server
 * @param {Locale} locale
 * @param {boolean} withPeerEpoch
 */
function describeServer({ id, process, lives, currentEpoch }, locale, withPeerEpoch) {
  const { marks } = detailsFor(locale);
  if (!process) return marks.down(id, lives > 0);
  const phase = locale.phases[process.phase][0];
  switch (process.state) {
    case 'LOOKING':
      return marks.looking(id, formatVote(process.vote, withPeerEpoch), process.finalizing);
    case 'FOLLOWING':
      return marks.following(id, process.leader, phase);
    case 'LEADING':
      return marks.leading(id, currentEpoch, phase);
    case 'OBSERVING':
      return marks.observing(id, process.leader, phase);
  }
}
