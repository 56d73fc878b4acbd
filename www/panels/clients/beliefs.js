// What each client asked, was told, and may still believe; and what it cannot know, but the servers do. No DOM.

import { formatZxid, isHeartbeat, isRead } from '../../words/format.js';
import { compare } from '../logs/side-by-side.js';

/** @import { Answer, ErrorCode, Happening, Op, Txn, Zxid } from '../../engine/records.js' */

/**
 * What became of a request. `waits`: it has no answer yet; `unsent`: it failed before it was sent, so it was not done; `lost`: it was
 * sent, and failed without an answer, or the client died first and has no error. Of a write that is `lost` the client cannot know whether it was done; `txn` is what the leaders
 * made of it, if they did, and `done` whether that is committed.
 *
 * @typedef {{ type: 'waits' }
 *   | { type: 'answered', answer: Answer, zxid: Zxid }
 *   | { type: 'unsent', error?: ErrorCode }
 *   | { type: 'lost', error?: ErrorCode, txn?: Txn, done: boolean }} Outcome
 *
 * @typedef {{ id: number, at: number, op: Op, cxid?: number, reads: boolean, outcome: Outcome }} Asked `id`: the event that asked; `cxid`: absent until it is sent
 *
 * What it believes of a znode. `says`: what it was told; `zxid`: as of which state; `at`: when it was told, in microseconds; `since`: the
 * first transaction committed after that state which makes it untrue.
 *
 * @typedef {{ path: string, reads: 'data' | 'children' | 'absence', says: string, zxid: Zxid, at: number, since?: Txn }} Belief
 */

/**
 * @param {string} client
 * @param {readonly Happening[]} events up to now
 * @returns {{ asked: Asked[], beliefs: Belief[] }} the newest first
 */
export function beliefsOf(client, events) {
  const { made, done } = transactions(events);
  /** @type {Asked[]} */
  const asked = [];
  /** Those that wait for an answer, the oldest first. @type {Asked[]} */
  let open = [];
  /** @type {Map<string, Belief>} */
  const beliefs = new Map();
  let session = '';
  for (const event of events) {
    if (event.client !== client) continue;
    const { id, at, what } = event;
    switch (what.kind) {
      case 'sessionConnected':
        session = what.session;
        break;
      case 'requested': {
        /** @type {Asked} */
        const request = { id, at, op: what.op, reads: isRead(what.op), outcome: { type: 'waits' } };
        asked.push(request);
        open.push(request);
        break;
      }
      case 'sent': {
        // They are sent in the order in which they were asked for.
        const request = what.content.type === 'ask' && !isHeartbeat(what.content) && open.find(({ cxid }) => cxid === undefined);
        if (request && what.content.type === 'ask') request.cxid = what.content.cxid;
        break;
      }
      case 'requestAnswered': {
        const request = open.shift();
        if (request) request.outcome = { type: 'answered', answer: what.answer, zxid: what.zxid };
        const belief = beliefFrom(what.op, what.answer, what.zxid, at);
        if (belief) beliefs.set(`${belief.reads === 'children'} ${belief.path}`, belief);
        break;
      }
      case 'requestFailed': {
        const request = open.shift();
        if (request) request.outcome = outcomeOf(what.cxid, what.error);
        break;
      }
      case 'vanished':
        for (const request of open) request.outcome = outcomeOf(request.cxid, undefined);
        open = [];
        break;
    }
  }
  return {
    asked: asked.reverse(),
    beliefs: [...beliefs.values()].reverse().map(belief => ({ ...belief, since: made.find(txn => done.has(formatZxid(txn.zxid)) && contradicts(txn, belief)) })),
  };

  /** @param {number | undefined} cxid @param {ErrorCode | undefined} error @returns {Outcome} */
  function outcomeOf(cxid, error) {
    if (cxid === undefined) return { type: 'unsent', error };
    const txn = made.find(each => each.session === session && each.cxid === cxid);
    return { type: 'lost', error, txn, done: txn !== undefined && done.has(formatZxid(txn.zxid)) };
  }
}

/**
 * What the leaders made of all requests, in the order of their zxids, and what of that is committed.
 *
 * @param {readonly Happening[]} events
 */
function transactions(events) {
  /** @type {Txn[]} */
  const made = [];
  /** @type {Set<string>} */
  const done = new Set();
  for (const { what } of events) {
    if (what.kind === 'proposed') made.push(what.txn);
    // A later leader commits what it found in its log without a COMMIT of its own: who applies it knows that it is.
    else if (what.kind === 'committed' || what.kind === 'applied') done.add(formatZxid(what.zxid));
  }
  return { made: made.sort((a, b) => compare(a.zxid, b.zxid)), done };
}

/**
 * @param {Op} op
 * @param {Answer} answer
 * @param {Zxid} zxid
 * @param {number} at
 * @returns {Belief | undefined}
 */
function beliefFrom(op, answer, zxid, at) {
  if (!('path' in op)) return undefined;
  const { path } = op;
  switch (answer.type) {
    case 'data':
      return { path, reads: 'data', says: JSON.stringify(answer.data), zxid, at };
    case 'children':
      return { path, reads: 'children', says: `[${answer.names.join(', ')}]`, zxid, at };
    case 'stat':
      return { path, reads: 'data', says: op.code === 'setData' ? JSON.stringify(op.data) : `version ${answer.version}`, zxid, at };
    case 'created':
      return { path: answer.path, reads: 'data', says: JSON.stringify(op.code === 'create' ? op.data : ''), zxid, at };
    case 'done':
      return op.code === 'delete' ? { path, reads: 'absence', says: '', zxid, at } : undefined;
    case 'failed':
      return answer.error === 'NoNode' && op.code !== 'create' ? { path, reads: 'absence', says: '', zxid, at } : undefined;
  }
}

/**
 * Whether a transaction makes untrue what a client believes. It must be later than the state that the client has seen.
 *
 * @param {Txn} txn
 * @param {Belief} belief
 */
function contradicts({ zxid, change }, { path, reads, zxid: seen }) {
  if (compare(zxid, seen) <= 0) return false;
  const removed = change.code === 'delete' ? [change.path] : change.code === 'closeSession' ? change.paths : [];
  const created = change.code === 'create' ? [change.path] : [];
  switch (reads) {
    case 'data':
      return removed.includes(path) || (change.code === 'setData' && change.path === path);
    case 'absence':
      return created.includes(path);
    case 'children':
      return [...removed, ...created].some(each => parentOf(each) === path);
  }
}

/** @param {string} path */
function parentOf(path) {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
