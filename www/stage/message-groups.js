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
  const rest = [];
  for (const message of messages) {
    const { content } = message;
    if (content.type !== 'proposal' && content.type !== 'commit' && content.type !== 'inform' && content.type !== 'ack') {
      rest.push({ ...message, label: formatPacket(content) });
      continue;
    }
    const bundle = bundles.find(({ last }) => belongs(message, last));
    if (bundle) Object.assign(bundle, { last: message, end: zxidOf(content) });
    else bundles.push({ first: content, last: message, end: zxidOf(content) });
  }
  const all = [...rest, ...bundles.map(({ first, last, end }) => ({ ...last, label: formatPacket(first, end) }))].sort((a, b) => a.id - b.id);
  return all.map(message => ({ ...message, row: message.label ? all.filter(other => other.label && isBehind(message, other)).length : 0 }));
}

/**
 * Whether one was sent after the other, and would cover it: it leaves, or arrives, at nearly the same time.
 *
 * @param {Message} message
 * @param {Message} other
 */
function isBehind({ id, from, to, sent, arrives }, other) {
  if (other.id >= id || other.from !== from || other.to !== to) return false;
  return sent - other.sent < CLOSE || arrives - other.arrives < CLOSE;
}

/**
 * @param {Message} message
 * @param {Message} other
 */
function belongs({ from, to, sent, content }, other) {
  return other.from === from && other.to === to && other.content.type === content.type && sent - other.sent < TOGETHER;
}
