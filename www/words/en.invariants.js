// English, what must hold, and the facts by which it does not.

import { formatZxid } from './format.js';

/** @import { Fact, Flag, Invariant } from '../engine/records.js' */

/** What each of them says. @type {Record<Invariant, string>} */
export const says = {
  Leadership1: 'two leaders beyond DISCOVERY lead different epochs',
  Leadership2: 'an epoch has one established leader ever',
  PrefixConsistency: 'of what two servers deliver, one is the beginning of the other',
  Integrity: 'what is delivered was broadcast, once',
  Agreement: 'of two transactions that two servers deliver, one of them delivers both',
  TotalOrder: 'all deliver in the same order, and leave nothing out',
  LocalPrimaryOrder: 'what a leader broadcasts is delivered in the order in which it was broadcast',
  GlobalPrimaryOrder: 'transactions of an earlier epoch are delivered before those of a later one',
  PrimaryIntegrity: 'what a follower has delivered of earlier epochs, its leader has delivered, too',
  ShouldNotBeTriggered: 'nobody is told what it cannot expect',
  CommittedLogMonotonicity: 'the newest leader has delivered all that leaders ever delivered',
  LeaderLogCompleteness: 'a leader begins with all that the leaders before it delivered',
  ProcessConsistency: 'a learner’s log is the beginning of its leader’s',
  CommittedLogDurability: 'TRUNC cuts off nothing that a leader had delivered when it was offered',
  QuorumDurability: 'what is committed is safe on the disks of a quorum',
  EpochOrder: 'on a disk the accepted epoch is no lower than the current one, that no lower than the log’s, and neither goes back',
  MemDisk: 'a LOOKING server has in memory what is on its disk',
  NoHole: 'no transaction is missing in a log',
  ReadMonotone: 'a client never sees an older state than before',
  ReadYourWrites: 'a client sees its own writes',
  SessionOrder: 'a client’s writes are done in the order in which it asked for them',
  SyncFresh: 'after a sync a client sees all that was committed before it',
  NoLostWrite: 'a write that a client was told is done stays done',
  LinearizableWrites: 'a write that is asked for after another one was done comes after it',
  Convergence: 'an ensemble that is whole and left alone comes to rest, with one leader and one history',
};

/** @type {Record<Flag, string>} */
const FLAG = {
  proposalInconsistent: 'a proposal that does not follow the one before it',
  commitInconsistent: 'a commit of something else than what is next',
  ackInconsistent: 'an acknowledgement of nothing that it has proposed, or of another epoch',
  stateInconsistent: 'a message of discovery or synchronization, at the wrong time',
  messageIllegal: 'a message that it cannot expect',
};

/** @param {Fact} fact */
function told(fact) {
  switch (fact.fact) {
    case 'leads':
      return `server ${fact.server} leads epoch ${fact.epoch}`;
    case 'delivered':
      return `server ${fact.server} has delivered ${formatZxid(fact.zxid)}`;
    case 'notDelivered':
      return `server ${fact.server} has not delivered ${formatZxid(fact.zxid)}`;
    case 'broadcast':
      return `server ${fact.server} has broadcast ${formatZxid(fact.zxid)}`;
    case 'neverBroadcast':
      return `nobody has broadcast ${formatZxid(fact.zxid)}`;
    case 'missing':
      return `server ${fact.server} does not have ${formatZxid(fact.zxid)}`;
    case 'logged':
      return `server ${fact.server} has ${formatZxid(fact.zxid)} in its log`;
    case 'cutAfter':
      return `server ${fact.server} has cut its log after ${formatZxid(fact.zxid)}`;
    case 'followedBy':
      return `in the log of server ${fact.server}, ${formatZxid(fact.last)} is followed by ${formatZxid(fact.zxid)}`;
    case 'safeOn':
      return `${formatZxid(fact.zxid)} is safe on ${fact.servers.length > 0 ? `the disks of ${fact.servers.join(', ')} alone` : 'no disk'}`;
    case 'epochs':
      return `server ${fact.server} has accepted epoch ${fact.accepted}, current epoch ${fact.current}, and in its log ${formatZxid(fact.last)}`;
    case 'lastZxids':
      return `server ${fact.server} has ${formatZxid(fact.memory)} in memory, and ${formatZxid(fact.disk)} on its disk`;
    case 'answered':
      return `client ${fact.client} is answered as of ${formatZxid(fact.zxid)}`;
    case 'became':
      return `request ${fact.cxid} of session ${fact.session} is ${formatZxid(fact.zxid)}`;
    case 'stands':
      return `server ${fact.server} is ${fact.state}, at ${formatZxid(fact.zxid)}`;
    case 'triggered':
      return `server ${fact.server} meets ${FLAG[fact.flag]}`;
  }
}

/**
 * @param {Invariant} invariant
 * @param {Fact[]} facts
 */
export const broken = (invariant, facts) => `${invariant} is broken (${says[invariant]}): ${facts.map(told).join('; ')}.`;
