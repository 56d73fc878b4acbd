// English: what the inspector says.

import { formatOp } from './format.js';
import { said } from './en.phrases.js';

/** @import { Details } from './details.locale.js' */
/** @import { Change, Party } from '../engine/records.js' */

/** @param {readonly number[]} ids */
const list = ids => (ids.length < 2 ? ids.join() : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`);

/** @param {Party} party */
const party = party => (typeof party === 'number' ? `server ${party}` : party === '?' ? 'somebody' : `client ${party}`);

/** @param {string} text */
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** @type {Details} */
export const en = {
  names: {
    phase: 'phase',
    leader: 'leader',
    clock: 'logical clock',
    vote: 'vote',
    applied: 'last zxid applied',
    promised: 'accepted epoch',
    current: 'current epoch',
    snapshot: 'newest snapshot',
    lives: 'times started',
    sessions: 'sessions',
    votedFor: 'votes for',
    history: 'its last zxid',
    peerEpoch: 'its epoch',
    round: 'round',
    state: 'state',
    from: 'from',
    to: 'to',
    port: 'port',
    sent: 'sent',
    arrives: 'arrives',
    arrived: 'arrived',
    zxid: 'zxid',
    epoch: 'epoch',
    change: 'does',
    session: 'session',
    request: 'request',
    timeout: 'timeout',
    valid: 'still valid',
    answer: 'answer',
    lastAnswer: 'last answer',
    touches: 'sessions heard of',
    since: 'running since',
    due: 'due at',
    waits: 'remaining',
    whose: 'ballot of',
    box: 'box',
    own: 'vote of the box’s server',
    quorum: 'quorum',
    logged: 'in the logs of',
    acks: 'acknowledged by',
    server: 'server',
    seen: 'last zxid seen',
  },
  sections: {
    ballots: 'Ballots',
    timers: 'Timers',
    links: 'Links',
    messages: 'Messages under way',
    proposals: 'Proposals',
    log: 'Log',
    znodes: 'Znodes',
    requests: 'Requests without an answer',
    why: 'Why',
    then: 'What came of it',
  },
  back: owner => `Back to ${owner}`,
  nobody: 'nobody',
  nothing: 'none',
  party,
  list,
  states: { CONNECTING: 'looks for a server', CONNECTED: 'connected', CLOSED: 'session closed', EXPIRED: 'session expired', VANISHED: 'process died' },
  ports: { election: 'election', quorum: 'quorum (leader and learners)', client: 'client' },
  boxes: { round: 'votes of this round', 'out of election': 'reports of a leader' },
  emptyBox: 'No ballot yet.',
  counts: 'counts',
  countsNot: differs => {
    switch (differs) {
      case undefined:
        return 'does not count: the other box is counted';
      case 'leader':
        return 'does not count: another leader';
      case 'peer epoch':
        return 'does not count: another epoch';
      case 'zxid':
        return 'does not count: another zxid';
      case 'round':
        return 'does not count: another round';
    }
  },
  needed: (have, need, met) => `${have} of ${need} needed${met ? ': a quorum' : ''}`,
  asDecided: 'as it was when the server decided',
  finalizing: 'A quorum agrees. It still waits a moment for a better vote.',
  timers: {
    notification: () => 'wait for a vote',
    finalizeWait: () => 'wait for a better vote',
    connectRetry: () => 'pause before it calls its leader again',
    leaderRead: () => 'patience with its leader',
    observerDelay: () => 'pause before it looks for a leader',
    quorumWait: () => 'wait for a quorum',
    halfTick: () => 'next heartbeat',
    sessionExpiry: () => 'look for expired sessions',
    learnerRead: to => (to === undefined ? 'patience with a newcomer' : `patience with learner ${to}`),
    snapshotSent: to => `snapshot leaves for learner ${to}`,
    dial: to => (to === undefined ? 'call on an election port' : `call to ${to}’s election port`),
    handshake: () => 'wait for a caller’s name',
    clientSilence: () => 'look for silent clients',
    threadsStop: () => 'threads stop',
  },
  due: {
    notification: 'It sends its vote again, or calls everyone anew if nothing has gone out, and then waits twice as long.',
    finalizeWait: 'No better vote has come: the election is over, and it leads or follows.',
    connectRetry: 'It calls its leader’s quorum port again.',
    leaderRead: 'It has heard nothing from its leader for too long: it gives it up and is LOOKING again.',
    observerDelay: 'It begins to ask who leads.',
    quorumWait: 'No quorum has come in time: it gives up leading.',
    halfTick: 'It pings its learners; every second time it counts them, and gives up leading if they are no quorum.',
    sessionExpiry: 'Sessions not heard of for all of their timeout are closed. Closing one is a transaction.',
    learnerRead: 'It has heard nothing from that learner for too long: it closes the connection.',
    snapshotSent: 'The snapshot has left: it sends NEWLEADER, behind what was proposed and committed meanwhile.',
    dial: 'It gives the call up.',
    handshake: 'It gives up the caller who has not said who it is.',
    clientSilence: 'Connections of clients that have been silent for too long are closed.',
    threadsStop: 'The threads of its time as leader have stopped, and it goes on.',
  },
  left: span => `${span} left`,
  links: { down: 'down', dialling: 'calling', up: 'up' },
  end: (server, state) => `election link of ${server}: ${state}`,
  waiting: 'a vote waits to be sent',
  heldWay: held => (held > 0 ? `held; ${held === 1 ? 'a message waits' : `${held} messages wait`}` : 'held'),
  slow: by => `slow, by ${by}`,
  cut: held => (held > 0 ? `cut; ${held === 1 ? 'a message is' : `${held} messages are`} held` : 'cut'),
  open: 'open',
  bound: (leader, learner, synced) => `${learner} is a learner of ${leader}${synced ? ', and was heard of lately' : ', but was not heard of lately'}`,
  session: state => `client: ${state}`,
  link: (a, b) => `Link of ${party(a)} and ${party(b)}`,
  direction: (from, to) => `${capital(party(from))} to ${party(to)}`,
  isLearner: synced => (synced ? 'its learner' : 'its learner, not heard of lately'),
  isLeader: 'its leader',
  faults: {
    suspended: 'Its process is suspended: nothing in it runs.',
    held: threads => `Held: ${threads.join(', ')}.`,
    disk: {
      slow: 'Its disk is slow.',
      stalled: 'Its disk finishes nothing.',
      full: 'Its disk is full.',
      failing: 'Its disk fails whatever is written.',
    },
  },
  semicolon: '; ',
  underWay: 'under way',
  arrived: 'has arrived',
  lost: 'was lost',
  heartbeat: 'heartbeat',
  gone: 'It is no longer there.',
  temporary: (file, epoch) => `${epoch} is written beside it (${file}Epoch.tmp) and not in its place yet`,
  epochBegun: epoch => `Epoch ${epoch} has begun, and nothing has been written in it yet: its beginning is no transaction, and in no log.`,
  leaderBegun: (leader, zxid) => `Leader ${leader} stands at ${zxid}, the beginning of its epoch. That is no transaction and lies in no log: a server without it is not behind.`,
  safety: {
    buffered: 'In the memory of its process alone: a crash takes it.',
    unsafe: 'Written, but not safe: a crash leaves it, loss of power takes it.',
    safe: 'Safe on disk: neither a crash nor loss of power takes it.',
  },
  applied: applied => (applied ? 'Committed, as far as this server knows, and applied to its tree.' : 'Not applied: this server does not know that it is committed.'),
  whole: 'A snapshot: it stands for all that came before.',
  log: (safe, applied) => `safe up to ${safe}, applied up to ${applied}`,
  entry: (zxid, server) => `${zxid} in the log of ${server}`,
  change: txn => (txn ? described(txn.change) : 'Nobody has said what it does: it was there from the beginning.'),
  ballot: (voter, server) => `Ballot of ${voter}, in the box of ${server}`,
  yes: yes => (yes ? 'yes' : 'no'),
  version: version => `v${version}`,
  nobodySaid: 'What led to it is too long ago, or was there from the beginning.',
  content: said,
  marks: {
    down: (server, started) => `Server ${server} ${started ? 'is down; its disk is as it was left' : 'was never started'}.`,
    looking: (server, vote, finalizing) =>
      finalizing
        ? `Server ${server} is LOOKING and has a quorum for ${vote}; the arc is the time in which a better vote may still come.`
        : `Server ${server} is LOOKING for a leader and votes ${vote}; the arc is the time for which it still waits to hear something.`,
    following: (server, leader, phase) => `Server ${server} follows ${leader ?? 'a leader'}, in the phase of ${phase}; its colour is that of its epoch.`,
    leading: (server, epoch, phase) => `Server ${server} leads, as the second ring says, in the phase of ${phase}; the last epoch it took up is ${epoch}.`,
    observing: (server, leader, phase) => `Server ${server} observes ${leader ?? 'a leader'}, in the phase of ${phase}: it is sent all that is committed, and has no vote.`,
    client: (client, state, server, waits) =>
      `Client ${client}: ${state}${server === undefined ? '' : `, server ${server}`}; ${waits === 0 ? 'it waits for nothing' : `it waits for ${waits === 1 ? 'an answer' : `${waits} answers`}`}.`,
    message: (from, to, said) => `${capital(party(from))} to ${party(to)}: ${said}.`,
    link: (from, to, state) => `Between ${party(from)} and ${party(to)}: ${state}.`,
    timer: (server, timer, left, due) => `Server ${server}, ${timer}: ${left}. Then: ${due}`,
    ballot: (server, voter, vote, why) => `In the box of server ${server}, the vote of ${voter} is ${vote}: it ${why}.`,
    entry: (server, zxid, change, safety) => `${zxid} in the log of server ${server}: ${change} ${safety}`,
  },
};

/** @param {Change} change */
function described(change) {
  switch (change.code) {
    case 'createSession':
      return 'Opens a session.';
    case 'closeSession':
      return change.paths.length > 0 ? `Closes a session, and removes its ${change.paths.join(', ')}.` : 'Closes a session.';
    case 'error':
      return `Changes nothing: the write failed (${change.error}).`;
    case 'unknown':
      return 'Nobody has said what it does: it was there from the beginning.';
    default:
      return `${formatOp(change)}.`;
  }
}
