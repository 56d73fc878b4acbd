// How the protocol's values are written, the same in every language.

/** @import { AllOf, Answer, Ballot, Change, Content, LogEntry, Op, Server, Text, Txn, View, Vote, Zxid } from '../engine/records.js' */

/** So many ids are said one by one. */
const FEW = 6;

/**
 * Ids to be listed: where they are many, those that follow each other become one, as `3–7`.
 *
 * @param {readonly (number | string)[]} ids
 */
export function runs(ids) {
  if (ids.length <= FEW) return ids.map(String);
  /** @type {(number | string)[][]} */
  const all = [];
  for (const id of ids) {
    const run = all.at(-1);
    if (run && typeof id === 'number' && run.at(-1) === id - 1) run.push(id);
    else all.push([id]);
  }
  return all.flatMap(run => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.map(String)));
}

/**
 * The text in a language or, where there is none, in the first it has.
 *
 * @param {readonly Text[]} texts
 * @param {string} lang
 */
export function textIn(texts, lang) {
  return (texts.find(text => text.lang.toLowerCase().split('-')[0] === lang) ?? texts[0])?.text ?? '';
}

/** The smallest number: an observer votes for nobody, with a history below all others. */
const LOWEST = -(2 ** 31);
/** What is written where a vote names nothing. */
const NOTHING = '–';

/** Whether a vote is for nobody: its sender has no vote. @param {Vote} vote */
export function isForNobody({ leader }) {
  return leader === LOWEST || leader === -1;
}

/** @param {Zxid} zxid */
export function formatZxid({ epoch, counter }) {
  if (epoch === LOWEST) return NOTHING;
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
export function formatVote(vote, withPeerEpoch = false) {
  const { round, leader, zxid, peerEpoch } = vote;
  const fields = [round, isForNobody(vote) ? NOTHING : leader, formatZxid(zxid)];
  if (withPeerEpoch) fields.push(peerEpoch === LOWEST ? NOTHING : peerEpoch);
  return `(${fields.join(', ')})`;
}

/**
 * A slip of a ballot box: whose it is, and the vote on it.
 *
 * @param {Pick<Ballot, 'voter' | 'vote'>} ballot
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
 * The zxid that a packet between leader and learner is about.
 *
 * @param {Extract<Content, { zxid: Zxid } | { txn: Txn } | { snapshot: object }>} content
 */
export function zxidOf(content) {
  if ('txn' in content) return content.txn.zxid;
  return 'snapshot' in content ? content.snapshot.zxid : content.zxid;
}

/** The session of a client that has none yet. */
export const NO_SESSION = '0x0';

/** The number of a client's ping, outside of the order of its requests. */
const PING = -2;

/**
 * Whether a message only says that its sender is still there.
 *
 * @param {Content} content
 */
export function isHeartbeat(content) {
  switch (content.type) {
    case 'ping':
      return true;
    case 'ask':
    case 'answer':
      return content.cxid === PING;
    default:
      return false;
  }
}

/** How long a path or a text may get in a sentence, in characters. */
const LONG = 48;
/** How long a path may get on a token. */
const PATH = 14;

/** The version of a znode that may have any. */
const ANY = -1;

/**
 * An operation as one would type it: `create /x "v"`; or what a transaction changes.
 *
 * @param {Op | Change} op
 */
export function formatOp(op) {
  const { code, path, data, version = ANY, ephemeral, sequential, error } = /** @type {Partial<AllOf<Op | Change>>} */ (op);
  const words = [code, path === undefined ? undefined : cropped(path), data === undefined ? undefined : cropped(JSON.stringify(data)), error];
  if (ephemeral) words.push('ephemeral');
  if (sequential) words.push('sequential');
  if (version !== ANY) words.push(`version ${version}`);
  return words.filter(word => word !== undefined).join(' ');
}

/**
 * The same where there is little room.
 *
 * @param {Op} op
 */
export function formatOpBriefly(op) {
  return `${op.code} ${shortened('path' in op ? op.path : '')}`.trim();
}

/**
 * What came of a request, where there is little room.
 *
 * @param {Answer} answer
 */
export function formatAnswerBriefly(answer) {
  switch (answer.type) {
    case 'created':
      return `OK ${shortened(answer.path)}`;
    case 'stat':
      return `OK version ${answer.version}`;
    case 'data':
      return shortened(JSON.stringify(answer.data));
    case 'children':
      return shortened(`[${answer.names.join(', ')}]`);
    case 'failed':
      return answer.error;
    case 'done':
      return 'OK';
  }
}

/** Whether it asks only, and changes nothing. @param {Op} op */
export function isRead({ code }) {
  return code === 'exists' || code === 'getData' || code === 'getChildren' || code === 'sync' || code === 'ping';
}

/** As much of a long text as a sentence can bear. @param {string} text */
export function cropped(text) {
  return text.length > LONG ? `${text.slice(0, LONG - 1)}…` : text;
}

/** Its beginning and its end: names that are numbered differ there. @param {string} text */
function shortened(text) {
  return text.length > PATH ? `${text.slice(0, 5)}…${text.slice(6 - PATH)}` : text;
}

/**
 * A message between leader and learner as ZooKeeper names it, with what it is about, or a client's in a few words;
 * nothing for a heartbeat.
 *
 * @param {Content} content
 * @param {Zxid} [last] where several proposals or commits are named together
 */
export function formatPacket(content, last) {
  switch (content.type) {
    case 'followerInfo':
      return 'FOLLOWERINFO';
    case 'observerInfo':
      return 'OBSERVERINFO';
    case 'leaderInfo':
      return `LEADERINFO ${content.epoch}`;
    case 'ackEpoch':
      return 'ACKEPOCH';
    case 'diff':
    case 'trunc':
    case 'snap':
    case 'proposal':
    case 'commit':
    case 'inform':
    case 'newLeader':
    case 'ack': {
      const [from, to] = [formatZxid(zxidOf(content)), last && formatZxid(last)];
      return `${content.type.toUpperCase()} ${from}${to && to !== from ? `–${to}` : ''}`;
    }
    case 'upToDate':
    case 'sync':
    case 'connect':
      return content.type.toUpperCase();
    case 'request':
      return `REQUEST ${content.op.code}`;
    case 'revalidate':
    case 'revalidated':
      return 'REVALIDATE';
    case 'connected':
      return content.session === undefined ? 'EXPIRED' : 'CONNECTED';
    case 'ask':
      return isHeartbeat(content) ? '' : content.op.code;
    case 'answer':
      if (isHeartbeat(content)) return '';
      return content.answer.type === 'failed' ? content.answer.error : `OK ${formatZxid(content.zxid)}`;
    case 'handshake':
    case 'notification':
    case 'ping':
      return '';
  }
}

/**
 * The epoch of a server's last leader and, where it has promised a later one, that.
 *
 * @param {Pick<Server, 'currentEpoch' | 'acceptedEpoch'>} server
 */
export function formatEpochs({ currentEpoch, acceptedEpoch }) {
  return acceptedEpoch === currentEpoch ? String(currentEpoch) : `${currentEpoch} → ${acceptedEpoch}`;
}

/** How many entries of a log are named. */
const NAMED = 4;

/**
 * The last entries of a log, those that a crash would take apart from the others.
 *
 * @param {Pick<LogEntry, 'zxid' | 'safe'>[]} log
 * @param {(zxids: string) => string} unsafe
 */
export function formatLog(log, unsafe) {
  const shown = log.slice(-NAMED);
  const named = (/** @type {boolean} */ safe) => shown.filter(entry => entry.safe === safe).map(({ zxid }) => formatZxid(zxid)).join(' ');
  const kept = `${log.length > NAMED ? '… ' : ''}${named(true)}`.trim();
  const risked = named(false);
  return [kept, risked && unsafe(risked)].filter(Boolean).join('; ');
}

/**
 * Whether the peer epoch has to be shown: it tells two votes apart that lie in one box or, while anyone is looking for
 * a leader, two of all that are on screen. Votes that were decided in different elections never met.
 *
 * @param {View} view
 */
export function peerEpochsDiffer({ servers, messages }) {
  const processes = servers.flatMap(({ process }) => process ?? []);
  const boxes = processes.map(({ ballots }) => ballots.map(({ vote }) => vote));
  const heard = messages.flatMap(({ content }) => (content.type === 'notification' ? [content.vote] : []));
  const meeting = heard.length > 0 || processes.some(({ state }) => state === 'LOOKING');
  return boxes.some(differ) || (meeting && differ([...heard, ...boxes.flat(), ...processes.map(({ vote }) => vote)]));
}

/** A vote for nobody is held against no other. @param {Vote[]} votes */
function differ(votes) {
  const [first, ...others] = votes.filter(vote => !isForNobody(vote));
  return others.some(({ peerEpoch }) => peerEpoch !== first.peerEpoch);
}
