// English: the words of the page, and a sentence for every kind of event, with its reason.

import { formatOp, formatSpan, formatVote, formatZxid, isForNobody, isRead, runs, textIn } from './format.js';
import { CLIENT_LOSS, DISK, ERROR, LOSS, STEP_DOWN, TURNED_AWAY, answered, offered, onDisk, said, wanted } from './en.phrases.js';

/** @import { Circumstances, Locale } from './locale.js' */
/** @import { Key, Party } from '../engine/records.js' */

/** What a broken invariant says in full. @type {typeof import('./en.invariants.js').broken | undefined} */
let inFull;

/** Loads the words that no first picture needs. */
export async function unfold() {
  inFull ??= (await import('./en.invariants.js')).broken;
}

/** @type {Record<Key, string>} */
const WON = {
  weight: 'it has weight in the quorum',
  'peer epoch': 'later epoch',
  zxid: 'same epoch, larger zxid',
  id: 'same epoch, same zxid, larger id',
  equal: 'it is the same vote',
};

/** @type {Record<Key, string>} */
const LOST = {
  weight: 'it has no weight in the quorum',
  'peer epoch': 'earlier epoch',
  zxid: 'same epoch, smaller zxid',
  id: 'same epoch, same zxid, smaller id',
  equal: 'it is the same vote',
};

/** @param {readonly (number | string)[]} ids */
const list = ids => {
  const said = runs(ids);
  return said.length < 2 ? said.join() : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
};

/** One party, or several. @param {Party[]} parties */
const ends = parties => (parties.length === 1 ? end(parties[0]) : parties.every(party => typeof party === 'number') ? `servers ${list(parties)}` : list(parties.map(end)));

/** @param {number[]} ids @param {string} one @param {string} several */
const agree = (ids, one, several) => `${ids.length === 1 ? `${ids[0]} alone ${one}` : `${list(ids)} ${several}`}`;

/** Whom something happens to. @param {Circumstances} circumstances */
const who = ({ server, client }) => (client === undefined ? `Server ${server}` : `Client ${client}`);

/** Whom one has to do with. @param {Party} party */
const whom = party => (typeof party === 'number' ? `${party}` : end(party));

/** @param {Party} party */
const end = party => (typeof party === 'number' ? `server ${party}` : party === '?' ? 'somebody' : `client ${party}`);

/** @type {Locale} */
export const en = {
  lang: 'en',

  scope: title => `ZooKeeper ensemble: ${title}`,
  untitled: 'a scenario',
  stage: 'The servers and their clients, and what passes between them',
  loading: 'Loading…',
  down: 'crashed',
  unstarted: 'not started',
  clock: round => `clock ${round}`,
  phases: {
    ELECTION: ['election', 'election'],
    DISCOVERY: ['discovery', 'discovery'],
    SYNCHRONIZATION: ['synchronization', 'sync'],
    BROADCAST: ['broadcast', 'broadcast'],
  },
  votes: 'votes',
  voteForm: '(logical clock, leader, zxid)',
  applied: 'zxid',
  appliedForm: 'the last transaction applied to the tree',
  acks: (have, need, more) => `${need > 0 ? `${have} of ${need} ACKs` : `${have} ${have === 1 ? 'ACK' : 'ACKs'}, no quorum yet`}${more > 0 ? ` +${more}` : ''}`,
  committed: zxid => `${zxid} committed`,
  znodes: count => (count === 1 ? '1 znode' : count > 0 ? `${count} znodes` : 'no znode yet'),
  more: count => `and ${count} more`,
  client: id => `Client ${id}`,
  clientLabel: ({ id, state, server, lastZxid }) => `Client ${id}, ${state}${server === undefined ? '' : ` ${state === 'CONNECTED' ? 'to' : 'with'} server ${server}`}, has seen zxid ${formatZxid(lastZxid)}`,
  cutLabel: (from, to, held) => `Nothing passes from ${end(from)} to ${end(to)}${held > 0 ? `; held: ${held}` : ''}`,
  quorum: (have, need) => `${have} of ${need} needed`,
  decided: 'as decided',

  server: id => `Server ${id}`,
  serverLabel: (id, state, vote) => `Server ${id}, ${state}${vote ? `, votes ${vote}` : ''}`,
  unsafe: zxids => `not yet safe: ${zxids}`,
  close: 'Close',

  command: 'Commands',
  matrix: {
    heads: { state: 'state', vote: 'vote', box: 'box', epoch: 'epoch', zxid: 'zxid', log: 'log' },
    noVote: 'no vote',
    votesFor: vote => `votes ${vote}`,
    asDecided: count => `${count}, as decided`,
    most: (votes, id) => `${votes} for ${id}`,
    underWay: count => `${count} under way`,
    traffic: (arriving, leaving) => `${arriving} arriving, ${leaving} leaving`,
    leader: id => `leader ${id}`,
    noLeader: 'no leader',
    number: (count, state) => `${count} ${state}`,
    cutOff: (server, others) => `${end(server)} is cut off from ${ends(others)}`,
  },

  controls: 'Playback',
  fromStart: 'Back to the start',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  auto: 'to read',
  newSeed: seed => `Seed ${seed}: play with another`,
  seed: seed => `seed ${seed}`,
  moment: 'Virtual time',
  keys: 'Keys',

  story: {
    next: 'On',
    previous: 'Back',
    goOn: 'Go on',
    aside: 'You have taken over: the story waits.',
    back: 'Back to the story',
    undo: 'Undo',
    redo: 'Redo',
    stride: 'Step by',
    branches: 'Branches',
    seeds: 'Seeds played before',
  },
  strides: { beat: 'what is told', decision: 'decision', message: 'message', event: 'event' },
  timeline: 'Timeline',
  timelineAt: (moment, leader) => `${moment}, ${leader}`,
  leads: (id, epoch) => `${id} leads epoch ${epoch}`,
  branch: (number, moment, actions) => `Branch ${number}, from ${moment} on: ${actions}`,
  ownBranch: 'The story itself',
  whyTold: 'Why?',
  atMoment: 'Go to this moment',

  legend: 'Legend',
  fullScreen: 'Full screen',
  events: 'Events',
  why: 'why?',
  byItself: 'This began with the scenario, or with you.',

  problem: {
    scenario: 'This scenario cannot be played',
    missing: 'The simulation could not be loaded',
    missingHelp: 'It is a WebAssembly module beside this script. The page must be able to fetch it, and its content security policy must allow script-src ‘wasm-unsafe-eval’.',
    stopped: 'The simulation stopped, and it should not have',
    stoppedHelp: 'It was started again at the last moment you saw. To report this, copy the following:',
  },

  refused: message => message,
  together: {
    started: ids => `Servers ${list(ids)} start.`,
    crashed: ids => `Servers ${list(ids)} have crashed.`,
    powerLost: ids => `The machines of servers ${list(ids)} have lost their power, and with it all that was not safe on disk. Nobody is told.`,
    suspended: ids => `The processes of servers ${list(ids)} are suspended: nothing in them runs, and their connections stay.`,
    resumed: ids => `Servers ${list(ids)} go on where they were suspended.`,
    cut: (from, to, both) => `From now on nothing passes ${both ? 'between' : 'from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)}. Nobody is told, and what is sent is held.`,
    healed: (from, to, both) => `Messages pass again ${both ? 'between' : 'from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)}, those that were held first.`,
    slowed: (from, to, both) => `From now on whatever is sent ${both ? 'between' : 'from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)} takes longer.`,
    noLongerSlow: (from, to, both) => `Whatever is sent ${both ? 'between' : 'from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)} takes as long as usual again.`,
    held: (from, to, both) => `From now on whatever is sent ${both ? 'between' : 'from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)} waits at the end of its way. Nothing is lost.`,
    unheld: (from, to, both) => `What has waited ${both ? 'between' : 'on the way from'} ${ends(from)} ${both ? 'and' : 'to'} ${ends(to)} is let go.`,
    linkReset: (from, to) => `All connections between ${ends(from)} and ${ends(to)} are reset. Both ends are told at once, and what was under way is lost.`,
  },

  sentence: {
    said: () => '',
    expected: ({ text, met }) => `${met ? 'Met' : 'Not met'}: ${text}.`,
    takenBack: () => 'What was said last is so no longer.',
    withheld: ({ text }) => `Not said, because it is not so: “${textIn(text, 'en')}”`,
    paused: () => 'The story waits for you: go on when you like.',
    chapterBegun: ({ title }) => `Chapter: ${textIn(title, 'en')}.`,
    notDone: ({ command, reason }) => `The scenario wanted “${command}”, which cannot be done: ${reason}.`,
    neverCame: ({ moment }) => `The scenario had something to do “${moment}”, which did not happen: its story ends here.`,
    stopped: () => 'More has happened than can be kept: the play stops here.',
    violation: ({ invariant, facts }) => inFull?.(invariant, facts) ?? `${invariant} is broken.`,

    started: ({ life }, { server }) => (life > 1 ? `Server ${server} starts again, with what is on its disk.` : `Server ${server} starts.`),
    startRefused: ({ reason }, { server }) => `Server ${server} refuses to start: ${reason}.`,
    exited: ({ code }, { server }) => `The process of server ${server} gives up and ends itself, with exit code ${code}.`,
    crashed: (_, { server }) => `Server ${server} has crashed.`,
    powerLost: (_, { server }) => `The machine of server ${server} has lost its power, and with it all that was not safe on disk. Nobody is told.`,

    suspended: (_, { server }) => `The process of server ${server} is suspended: nothing in it runs, and its connections stay.`,
    resumed: (_, { server }) => `Server ${server} goes on where it was suspended, and finds what has come meanwhile.`,
    threadHeld: ({ thread, learner }, { server }) => `The ${thread} thread of server ${server}${learner === undefined ? '' : `, for its learner ${learner},`} is held back: what comes for it waits, and all others run.`,
    threadUnheld: ({ thread, learner }, { server }) => `The ${thread} thread of server ${server}${learner === undefined ? '' : `, for its learner ${learner},`} runs again.`,
    diskChanged: ({ to, by }, { server }) => `The disk of server ${server} ${DISK[to]}${by === undefined ? '' : `: each step takes ${formatSpan(by)} longer`}.`,
    diskWiped: (_, { server }) => `The disk of server ${server} is empty now: all that it knew is lost.`,

    cut: ({ from, to }) => `From now on nothing passes from ${end(from)} to ${end(to)}. Nobody is told, and what is sent is held.`,
    healed: ({ from, to }) => `Messages pass again from ${end(from)} to ${end(to)}, those that were held first.`,

    slowed: ({ from, to, by }) => `From now on whatever is sent from ${end(from)} to ${end(to)} takes ${formatSpan(by)} longer.`,
    noLongerSlow: ({ from, to }) => `Whatever is sent from ${end(from)} to ${end(to)} takes as long as usual again.`,
    held: ({ from, to }) => `From now on whatever is sent from ${end(from)} to ${end(to)} waits at the end of its way. Nothing is lost.`,
    unheld: ({ from, to }) => `What has waited on the way from ${end(from)} to ${end(to)} is let go.`,
    linkReset: ({ from, to }) => `All connections between ${end(from)} and ${end(to)} are reset. Both ends are told at once, and what was under way is lost.`,
    messageHeld: ({ from, to, content }) => `On the way from ${end(from)} to ${end(to)} ${said(content)} is held, and what comes behind it waits.`,
    messageHurried: ({ from, to, content }) => `On the way from ${end(from)} to ${end(to)} ${said(content)} arrives now.`,
    messageDropped: ({ from, to, content }) => `On the way from ${end(from)} to ${end(to)} ${said(content)} is lost, and with it its connection.`,

    dialled: ({ to, port }, subject) => `${who(subject)} dials the ${port} port of ${whom(to)}.`,
    connected: ({ to }, subject) => `${who(subject)} is connected to ${whom(to)}.`,
    refused: ({ to, port }, subject) => `${who(subject)} cannot reach ${whom(to)}: nobody listens on its ${port} port.`,
    accepted: ({ from, port }, { server }) => `${who(typeof from === 'number' ? { server: from } : { server, client: from })} has called server ${server} on its ${port} port.`,
    closed: ({ to }, subject) => `${who(subject)} closes a connection to ${whom(to)}.`,
    ended: ({ from }, subject) => `${who(subject)} sees that a connection to ${whom(from)} has ended.`,
    reset: ({ from }, subject) => `${who(subject)} sees that a connection to ${whom(from)} was reset.`,
    sent: ({ to, content }, subject) => `${who(subject)} sends ${whom(to)} ${said(content)}.`,
    delivered: ({ from, content }, subject) => `${who(subject)} receives from ${whom(from)} ${said(content)}.`,
    lost: ({ from }) => `A message from ${whom(from)} is lost: its connection is no more.`,
    drew: ({ span }, { server }) => `Server ${server} draws ${formatSpan(span)} at random.`,
    drewSnapshotTiming: ({ surplus }, { server }) =>
      `Server ${server} draws at random when it will take its next snapshot: after ${surplus} more transactions.`,
    notConnected: (_, subject) => `${who(subject)} uses a connection that is no more.`,

    persisting: ({ step }, { server }) => `Server ${server} begins a step on its disk: ${onDisk(step)}.`,
    persistFailed: ({ step }, { server }) => `Server ${server} could not do a step on its disk: ${onDisk(step)}.`,
    persisted: ({ step }, { server }) => `Server ${server} has done a step on its disk: ${onDisk(step)}.`,

    clientStarted: ({ servers: [first, ...rest] }, { client }) =>
      `Client ${client} appears, and opens a session. ${rest.length > 0 ? `It tries server ${first} first.` : `It knows server ${first} alone.`}`,
    requested: ({ op }, { client }) => `Client ${client} asks: ${wanted(op)}.`,
    moved: ({ to }, { client }) => `Client ${client} leaves its server without a word, and goes on with its session at server ${to}.`,
    vanished: (_, { client }) => `The process of client ${client} dies. Its session lasts until it expires.`,
    sessionConnected: ({ session, timeout }, { client }) => `Client ${client} has its session ${session}, with a timeout of ${formatSpan(timeout)}.`,
    serverLost: ({ server, reason }, { client }) => `Client ${client} ${reason === 'refused' || reason === 'late' ? 'does not reach' : 'has lost'} server ${server}: ${CLIENT_LOSS[reason]}.`,
    requestAnswered: ({ op, zxid, answer }, { client }) => `Client ${client} has its answer to ${formatOp(op)}: ${answered(answer)}, as of ${formatZxid(zxid)}.`,
    requestFailed: ({ cxid, op, error }, { client }) =>
      `Client ${client} gets no answer to ${formatOp(op)}: ${ERROR[error]} (${error}). ${cxid === undefined ? 'It was never sent.' : isRead(op) ? 'It can ask again.' : 'Nobody can say whether it was done.'}`,
    expired: ({ told }, { client }) =>
      told ? `Client ${client} is told that its session is over.` : `Client ${client} has heard no server for so long that its session must be over: it gives up.`,

    stateChanged: ({ to }, { server }) => `Server ${server} is now ${to}.`,
    phaseChanged: ({ to }, { server }) => `Server ${server} enters the ${to} phase.`,

    electionStarted: ({ vote }, { server }) =>
      `Server ${server} begins round ${vote.round} ${isForNobody(vote) ? 'and votes for nobody: it has no vote, and asks who leads' : 'with a vote for itself'}.`,
    roundJoined: ({ from, joined }, { server }) => `Server ${server} hears from ${from} of round ${joined}: it empties its ballot box and joins.`,
    compared: ({ from, heard, against, beats, by }) =>
      `${formatVote(heard)} from ${from} ${beats ? `beats ${formatVote(against)}: ${WON[by]}` : `does not beat ${formatVote(against)}: ${LOST[by]}`}.`,
    voteChanged: ({ to }, { server, by }) => {
      const itself = to.leader === server;
      return `Server ${server} now votes for ${itself ? 'itself' : to.leader}${by && !itself ? `: ${WON[by]}` : `, in round ${to.round}`}.`;
    },
    ballotStored: ({ voter, vote }, { server }) => `Server ${server} puts ${voter}’s ballot ${formatVote(vote)} in its box.`,
    quorumAgrees: ({ vote, supporters }, { server }) => 
      `Server ${server} has a quorum for ${vote.leader === server ? 'itself' : vote.leader}: the ballots of ${list(supporters)}. It waits a moment for a better vote.`,
    waitBroken: ({ by }, { server }) => `A better vote came from ${by} in time: server ${server} goes on with the election.`,
    elected: ({ vote, evidence, supporters }, { server }) => {
      const leads = vote.leader === server;
      switch (evidence) {
        case 'quorum':
          return `No better vote came: server ${server} ${leads ? 'leads' : `follows ${vote.leader}`}.`;
        case 'same round':
          return `${list(supporters)} agree, and ${vote.leader} says it leads: server ${server} follows ${vote.leader}.`;
        case 'out of election':
          return `${list(supporters)} have a leader, and it says so itself: server ${server} follows ${vote.leader}, with no new election.`;
      }
    },
    ignored: ({ from, vote, reason }, { server }) => {
      switch (reason) {
        case 'sender has no vote':
          return `Server ${server} ignores ${from}: it has no vote.`;
        case 'candidate has no vote':
          return `Server ${server} ignores ${from}: it votes for a server that has no vote.`;
        case 'earlier round':
          return `Server ${server} ignores ${formatVote(vote)} from ${from}: round ${vote.round} is over.`;
        case 'own history unknown':
          return `Server ${server} ignores the vote of ${from}: it does not know its own history.`;
        case 'their history unknown':
          return `Server ${server} ignores the vote of ${from}: the history it votes for is not known.`;
        case 'from an observer':
          return `Server ${server} ignores ${from}: observers’ votes do not count.`;
        case 'lost while waiting':
          return `Server ${server} has its quorum, and ${formatVote(vote)} from ${from} is no better: it throws it away.`;
        case 'not yet convincing':
          return `Server ${server} is not convinced yet that ${vote.leader} leads: no quorum says so, or ${vote.leader} has not said so itself.`;
      }
    },
    heardNothing: ({ remedy, next }, { server }) =>
      `Server ${server} has heard nothing: it ${remedy === 'send again' ? 'sends its vote again' : 'dials everyone again'}, and will wait ${formatSpan(next)}.`,
    answered: ({ to, reason }, { server }) => {
      switch (reason) {
        case 'asker has no vote':
          return `Server ${server} answers ${to}, which has no vote.`;
        case 'asker is behind':
          return `Server ${server} answers ${to}, which is in an earlier round.`;
        case 'asker is looking':
          return `Server ${to} is looking for a leader: server ${server}, which has one, tells it so.`;
      }
    },
    queueOverflowed: ({ queue }, { server }) => `A queue of server ${server} is full (${queue}): the oldest entry is lost.`,

    leftToLargerId: ({ to }, { server }) => `Server ${server} drops its call to ${to}: the larger id keeps the connection.`,
    calledBack: ({ to }, { server }) => `Server ${server} calls ${to} back: the larger id keeps the connection.`,
    linkUp: ({ to }, { server }) => `Votes can pass between server ${server} and ${to}.`,
    gaveUpDial: ({ to }, { server }) => `Server ${server} no longer tries to connect to ${whom(to)}.`,
    dialRefused: ({ to }, { server }) => `Server ${server} does not dial ${to}: it is dialling too many others already.`,
    dialTimedOut: ({ to }, { server }) => `Server ${server} has dialled ${to} for too long, and gives up.`,
    silent: ({ connections }, { server }) =>
      connections === 1
        ? `Somebody connects to the election port of server ${server}, and says nothing.`
        : `${connections} connections are made to the election port of server ${server}, and say nothing.`,
    handshakeMissing: (_, { server }) =>
      `Server ${server} waits no longer for whom it has accepted to say who it is. Nobody else was accepted meanwhile.`,
    linkDown: ({ to }, { server }) => `Server ${server} has lost its election link to ${to}.`,

    epochTaken: ({ file, epoch }, { server }) =>
      file === 'accepted'
        ? `Server ${server} has promised epoch ${epoch}: this is its accepted epoch now, and will outlive a crash.`
        : `Server ${server} has taken up epoch ${epoch}: this is its current epoch now, and will outlive a crash.`,
    epochProposed: ({ epoch, heard }, { server }) => `${agree(heard, 'is', 'are')} a quorum: leader ${server} proposes epoch ${epoch}, later than any ${heard.length === 1 ? 'that it' : 'of them'} has promised.`,
    epochPromisedBefore: ({ epoch }, { server }) => `Server ${server} has promised epoch ${epoch} before and says so: such an answer does not count.`,
    epochTooOld: ({ offered: epoch, accepted }, { server }) => `Server ${server} refuses epoch ${epoch}: it has promised ${accepted}.`,
    learnerAhead: ({ learner, epoch, zxid }, { server }) =>
      `Server ${learner} is ahead of leader ${server}, with ${formatZxid(zxid)} of epoch ${epoch}: it is sent away, since a leader never takes history from others.`,
    historyChosen: ({ heard }, { server }) => `${agree(heard, 'has', 'have')} answered, and nobody is ahead: the history of leader ${server} is the one that counts.`,
    offered,
    syncBegun: ({ mode, zxid }, { server }) => {
      switch (mode) {
        case 'DIFF':
          return `Server ${server} keeps all it has; whatever it lacks follows.`;
        case 'TRUNC':
          return `Server ${server} cuts its log after ${formatZxid(zxid)}.`;
        case 'SNAP':
          return `Server ${server} replaces its tree by its leader’s, as of ${formatZxid(zxid)}.`;
      }
    },
    gapFound: ({ expected, found }, { server }) => `Server ${server} expected ${formatZxid(expected)}, and ${formatZxid(found)} came: something is missing, so it leaves its leader.`,
    applied: ({ zxid }, { server }) => `Server ${server} applies ${formatZxid(zxid)} to its tree.`,
    syncThreadEnded: (_, { server }) => `The thread of server ${server} that logs what is proposed has died of an error of the disk. Its process goes on, and soon finds out.`,
    fuzzySnapshot: ({ zxid, last }, { server }) => `Server ${server}'s snapshot ${formatZxid(zxid)} is fuzzy: transactions up to ${formatZxid(last)} were applied while it was written, and are in it.`,
    fastForwarded: ({ from, to }, { server }) => `Server ${server} stops serving, and first applies what lies in its log: ${formatZxid(from)} to ${formatZxid(to)}.`,
    epochBegun: ({ epoch, acknowledged }, { server }) => `${agree(acknowledged, 'has', 'have')} acknowledged: epoch ${epoch} begins, and ${server} leads it.`,
    ackOfAnotherEpoch: ({ learner, zxid }, { server }) => `Leader ${server} does not count ACK ${formatZxid(zxid)} of ${learner}: it belongs to another epoch.`,

    proposed: ({ txn: { zxid, change } }, { server }) => {
      if (change.code === 'error') return `The write fails (${change.error}: ${ERROR[change.error]}). Leader ${server} proposes ${formatZxid(zxid)}, which says so.`;
      return `Leader ${server} gives ${change.code === 'unknown' ? 'a transaction' : wanted(change)} the zxid ${formatZxid(zxid)} and proposes it.`;
    },
    ackCounted: ({ zxid, by, acks, met }, { server }) => {
      const whose = by === server ? 'its own ACK' : `the ACK of ${by}`;
      const counted = acks.length === 1 ? 'one alone is no quorum' : `${list(acks)} are no quorum yet`;
      return `Leader ${server} counts ${whose} for ${formatZxid(zxid)}: ${met ? `${agree(acks, 'is', 'are')} a quorum, so it commits` : counted}.`;
    },
    ackIgnored: ({ zxid, by, reason }, { server }) => {
      switch (reason) {
        case 'no vote':
          return `Leader ${server} does not count the ACK of ${by}: it has no vote.`;
        case 'already committed':
          return `The ACK of ${by} comes when ${formatZxid(zxid)} is committed already: a quorum was enough.`;
        case 'never proposed':
          return `Leader ${server} does not count the ACK of ${by} for ${formatZxid(zxid)}: it has not proposed that.`;
      }
    },
    committed: ({ zxid }, { server }) => `Leader ${server} commits ${formatZxid(zxid)}. It tells followers so (COMMIT), and sends observers the whole transaction (INFORM).`,
    commitWithoutProposal: ({ zxid }, { server }) => `Server ${server} is told to commit ${formatZxid(zxid)}, and finds no such proposal that waits for it.`,
    wrongCommit: ({ expected, found }, { server }) =>
      `Server ${server} is told to commit ${formatZxid(found)}, but ${formatZxid(expected)} is next: its process ends, as it must not commit out of order.`,
    requestWaits: ({ behind }, { server }) => `A request waits at server ${server}: the same session’s write number ${behind} is not committed yet.`,
    requestDropped: ({ cxid, session }, { server }) => `Leader ${server} drops request ${cxid}, without an answer: its session ${session} is over, or about to be.`,
    syncWaits: ({ until }, { server }) => `Leader ${server} will answer the sync when ${formatZxid(until)}, the last it has proposed, is committed.`,
    sessionExpired: ({ session }, { server }) => `Leader ${server} has not heard of session ${session} for all of its timeout: it has expired. Closing it is a transaction like any other.`,
    clientTurnedAway: ({ reason, seen, ours }, { server }) =>
      `Server ${server} closes a client’s connection: ${reason === 'ahead' ? `the client has seen ${formatZxid(seen)}, the server only ${formatZxid(ours)}` : TURNED_AWAY[reason]}.`,

    learnerJoined: ({ learner }, { server }) => `Server ${learner} has reported to its leader, ${server}.`,
    learnerLost: ({ learner, reason }, { server }) => `Leader ${server} has lost ${learner}: ${LOSS[reason]}.`,
    leaderRefused: ({ leader, tries }, { server }) => `Server ${server} cannot reach leader ${leader} yet (try ${tries}).`,
    leaderLost: ({ leader, reason }, { server }) => `Server ${server} has lost its leader ${leader}: ${LOSS[reason]}.`,
    steppedDown: ({ reason }, { server }) => `Server ${server} gives up leading: ${STEP_DOWN[reason]}.`,
    unexpectedMessage: (_, { server }) => `Server ${server} did not expect that message, and closes the connection.`,
  },
};
