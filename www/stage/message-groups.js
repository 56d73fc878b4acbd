// Groups messages for drawing: PROPOSALs, COMMITs and ACKs that are sent together become one token, and tokens that would cover
// each other get rows. No DOM.

import { formatPacket, zxidOf } from '../words/format.js';

/** @import { Content, Message, Zxid } from '../engine/records.js' */

/** Messages sent within so many microseconds form a group. */
const TOGETHER = 4000;
/** Messages that leave or arrive within so many microseconds would cover each other. */
const CLOSE = 8000;

/**
 * A message as it is drawn: it may stand for several, which have been sent together and arrive by and by. `row`: how
 * many of those that travel close before it are still ahead.
 *
 * @typedef {Message & { label: string, row: number }} DrawnMessage
 */

/**
 * Several proposals that are sent together become the last of them, under a name that shrinks as they arrive; so do
 * acknowledgements and commits. A synchronization may bring a thousand.
 *
 * @param {Message[]} messages by number
 * @returns {DrawnMessage[]}
 */
export function grouped(messages) {
  /** @type {{ first: Content, last: Message, end: Zxid }[]} */
  const bundles = [];
  /** The last of each kind on each way. @type {Map<string, typeof bundles[number]>} */
  const latest = new Map();
  const rest = [];
  for (const message of messages) {
    const { content } = message;
    if (content.type !== 'proposal' && content.type !== 'commit' && content.type !== 'inform' && content.type !== 'ack') {
      rest.push({ ...message, label: formatPacket(content) });
      continue;
    }
    const kind = `${message.from} ${message.to} ${content.type}`;
    const bundle = latest.get(kind);
    if (bundle && message.sent - bundle.last.sent < TOGETHER) {
      Object.assign(bundle, { last: message, end: zxidOf(content) });
      continue;
    }
    const begun = { first: content, last: message, end: zxidOf(content) };
    bundles.push(begun);
    latest.set(kind, begun);
  }
  const all = [...rest, ...bundles.map(({ first, last, end }) => ({ ...last, label: formatPacket(first, end) }))].sort((a, b) => a.id - b.id);
  /** Those before, on each way. @type {Map<string, Message[]>} */
  const ways = new Map();
  return all.map(message => {
    if (!message.label) return { ...message, row: 0 };
    const way = `${message.from} ${message.to}`;
    const ahead = ways.get(way) ?? [];
    const row = ahead.filter(other => isClose(message, other)).length;
    ways.set(way, ahead);
    ahead.push(message);
    return { ...message, row };
  });
}

/**
 * Whether one would cover the other, which was sent before it the same way: it leaves, or arrives, at nearly the same time.
 *
 * @param {Message} message
 * @param {Message} other
 */
function isClose({ sent, arrives }, other) {
  return sent - other.sent < CLOSE || arrives - other.arrives < CLOSE;
}
