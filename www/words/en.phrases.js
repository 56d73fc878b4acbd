// English, the parts of sentences that have cases of their own: what a message says, what is written, what is offered.

import { NO_SESSION, cropped, formatOp, formatPacket, formatSpan, formatVote, formatZxid, isHeartbeat } from './format.js';

/** @import { Answer, Change, Content, DiskState, ErrorCode, Loss, Of, Op, Step, StepDown, TurnAwayReason, Zxid } from '../engine/records.js' */

/** @type {Record<Loss, string>} */
export const LOSS = {
  closed: 'the connection was closed',
  silent: 'nothing was heard for too long',
  refused: 'it does not answer its quorum port',
  'unexpected message': 'it said something unexpected',
  late: 'too few others came in time',
  ahead: 'the learner is ahead of its leader',
  'old epoch': 'a later epoch has been promised',
  gap: 'transactions were missing',
  'ack late': 'it did not acknowledge a proposal in time',
  'disk error': 'the disk could not be written',
  'sync thread ended': 'it has no thread any more that logs what is proposed',
};

/** The same where a client has lost its server. @type {Record<Loss, string>} */
export const CLIENT_LOSS = { ...LOSS, refused: 'nobody listens on its client port', late: 'it did not answer in time' };

/** How a disk is from now on. @type {Record<DiskState, string>} */
export const DISK = {
  sound: 'works again',
  slow: 'is slow',
  stalled: 'finishes nothing any more',
  full: 'is full',
  failing: 'fails whenever it is written to',
};

/** @type {Record<StepDown, string>} */
export const STEP_DOWN = {
  'no quorum came': 'no quorum of followers came',
  'no epochs came': 'no quorum answered with its epochs',
  'not acknowledged': 'no quorum acknowledged its history',
  'quorum lost': 'too few followers are heard of',
  'voter is looking': 'a voter that had come to it is LOOKING again',
  'disk error': 'its epoch could not be written to the disk',
  'sync thread ended': 'it has no thread any more that logs what it proposes',
  'counter exhausted': 'the counter of its epoch has come to its end, and a new epoch must begin',
};

/** @type {Record<ErrorCode, string>} */
export const ERROR = {
  ConnectionLoss: 'the connection was lost',
  BadArguments: 'the arguments are wrong',
  NoNode: 'there is no such znode',
  BadVersion: 'the znode has another version',
  NoChildrenForEphemerals: 'an ephemeral znode cannot have children',
  NodeExists: 'there is such a znode already',
  NotEmpty: 'the znode has children',
  SessionExpired: 'the session has expired',
  SessionMoved: 'the session has moved to another server',
};

/** @type {Record<TurnAwayReason, string>} */
export const TURNED_AWAY = {
  'not serving': 'it has no leader, and does not serve',
  ahead: 'the client is ahead of it',
  'session over': 'the session is over',
  'session moved': 'the session has moved to another server',
  silent: 'nothing was heard of it for too long',
};

/** What a client wants, or a transaction does. @param {Op | Change} op */
export function wanted(op) {
  if (op.code === 'createSession') return 'a new session';
  if (op.code === 'closeSession') return 'the end of a session';
  return formatOp(op);
}

/** What comes of a request. @param {Answer} answer */
export function answered(answer) {
  switch (answer.type) {
    case 'done':
      return 'it is done';
    case 'created':
      return `${cropped(answer.path)} is there`;
    case 'stat':
      return `it is there, in version ${answer.version}`;
    case 'data':
      return `it holds “${cropped(answer.data)}”, in version ${answer.stat.version}`;
    case 'children':
      return answer.names.length > 0 ? `its children are ${cropped(answer.names.join(', '))}` : 'it has no children';
    case 'failed':
      return `${ERROR[answer.error]} (${answer.error})`;
  }
}

/** @param {Content} content */
export function said(content) {
  const packet = formatPacket(content);
  switch (content.type) {
    case 'handshake':
      return 'who is calling';
    case 'notification':
      return content.state === 'LOOKING'
        ? `its vote ${formatVote(content.vote)}`
        : `“I am ${content.state}, my vote is ${formatVote(content.vote)}”`;
    case 'followerInfo':
    case 'observerInfo':
      return `${packet}: “${promised(content.acceptedEpoch)}”`;
    case 'leaderInfo':
      return `${packet}: “epoch ${content.epoch} is to begin”`;
    case 'ackEpoch':
      return content.currentEpoch === undefined
        ? `${packet}: “I have promised that epoch before; ${history(content.lastZxid)}”`
        : `${packet}: “promised; my last epoch is ${content.currentEpoch}, ${history(content.lastZxid)}”`;
    case 'diff':
      return `${packet}: “keep all you have”`;
    case 'trunc':
      return `${packet}: “cut off what comes after ${formatZxid(content.zxid)}”`;
    case 'snap':
      return `${packet}: “here is the whole tree”`;
    case 'proposal':
      return `${packet}, a transaction`;
    case 'commit':
      return `${packet}: “that transaction is committed”`;
    case 'newLeader':
      return `${packet}: “this is my history, epoch ${content.zxid.epoch} begins with it”`;
    case 'ack':
      return `${packet}, an acknowledgement`;
    case 'upToDate':
      return `${packet}: “you may serve”`;
    case 'ping':
      return content.touches.length > 0 ? `a heartbeat, with word of ${content.touches.length === 1 ? 'a session' : `${content.touches.length} sessions`}` : 'a heartbeat';
    case 'inform':
      return `${packet}, a transaction that is committed`;
    case 'request':
      return `REQUEST: a client wants ${wanted(content.op)}`;
    case 'sync':
      return `${packet}: “you have been sent all that there was”`;
    case 'revalidate':
      return `${packet}: “does session ${content.session} still stand?”`;
    case 'revalidated':
      return `${packet}: “session ${content.session} ${content.valid ? 'stands' : 'is over'}”`;
    case 'connect':
      return content.session === NO_SESSION ? `${packet}: “I want a session”` : `${packet}: “I go on with session ${content.session}, and have seen ${formatZxid(content.lastZxid)}”`;
    case 'connected':
      return content.session === undefined ? '“your session is over”' : `${packet}: “your session is ${content.session.session}, its timeout ${formatSpan(content.session.timeout)}”`;
    case 'ask':
      return isHeartbeat(content) ? 'a heartbeat' : `a request: ${formatOp(content.op)}`;
    case 'answer':
      return isHeartbeat(content) ? 'the answer to a heartbeat' : `an answer: ${answered(content.answer)}, as of ${formatZxid(content.zxid)}`;
  }
}

/** @param {number} epoch */
const promised = epoch => (epoch > 0 ? `I have promised epoch ${epoch}` : 'I have promised no epoch yet');

/** @param {Zxid} zxid */
const history = zxid => `my last zxid is ${formatZxid(zxid)}`;

/** @param {number} count */
const transactions = count => (count === 1 ? 'a transaction' : `${count} transactions`);

/** @param {Step} step */
export function onDisk(step) {
  switch (step.type) {
    case 'append':
      return `log entry ${formatZxid(step.txn.zxid)}${step.opensFile ? ', in a new file' : ''}, not safe yet`;
    case 'syncLog':
      return 'the log is made safe';
    case 'truncate':
      return `the log is cut after ${formatZxid(step.zxid)}`;
    case 'snapshot':
      return `a snapshot of ${formatZxid(step.snapshot.zxid)}${step.synced ? ', safe' : ''}`;
    case 'writeEpoch':
      return `${step.file} epoch ${step.epoch}, beside its file`;
    case 'renameEpoch':
      return `${step.file} epoch, moved into place`;
  }
}

/** How a learner is brought to its leader's history, and by what that was decided. @param {Of<'offered'>} what */
export function offered({ learner, peer, min, mode, zxid, row, transactions: count }) {
  const has = `Server ${learner} ${isNothing(peer) ? 'has nothing yet' : `has ${formatZxid(peer)}`}`;
  const sent = count > 0 ? ` and is sent ${transactions(count)}` : '';
  if (mode === 'TRUNC') return `${has}, which is not in the leader’s history: it is told to cut its log after ${formatZxid(zxid)}${sent} (TRUNC).`;
  switch (row) {
    case 'in sync':
      return `${has}, ${isNothing(peer) ? 'and neither has its leader' : 'and so has its leader'}: nothing is missing (DIFF).`;
    case 'within the window':
      if (count === 0) return `${has}, and nothing has been written since: nothing is missing (DIFF).`;
      return `${has}: it is sent ${transactions(count)} that it lacks (DIFF).`;
    case 'from the log':
      if (count === 0) return `${has}, and nothing has been written since: nothing is missing (DIFF).`;
      return `${has}, and its leader’s log reaches back that far: it is sent ${transactions(count)} that it lacks (DIFF).`;
    case 'of another epoch':
      return `${has}, which is not in the leader’s history, and no log is cut across epochs: it is sent the whole tree (SNAP).`;
    case 'log too short or too long':
      return `${has}, and its leader remembers only from ${formatZxid(min)} on: it is sent the whole tree (SNAP).`;
    case 'gap after the log':
      return `${has}, and something is missing in its leader’s log: it is sent the whole tree (SNAP).`;
    case 'forced':
    case 'ahead':
    case 'unhandled':
      return `${has}: it is sent the whole tree (SNAP).`;
  }
}

/** @param {Zxid} zxid */
const isNothing = ({ epoch, counter }) => epoch === 0 && counter === 0;
