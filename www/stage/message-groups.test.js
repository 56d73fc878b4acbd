import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped } from './message-groups.js';

/** @import { Content, Message } from '../engine/records.js' */

/** @param {number} id @param {Content} content @param {Partial<Message>} [rest] @returns {Message} */
const message = (id, content, rest) => ({ id, from: 3, to: 1, port: 'quorum', sent: 0, arrives: 20_000, held: false, doomed: false, nth: 1, content, ...rest });

/** @param {number} counter */
const zxid = counter => ({ epoch: 1, counter });

/** @param {number} counter @returns {Content} */
const proposal = counter => ({ type: 'proposal', txn: { zxid: zxid(counter), session: '0x1', cxid: 1, time: 0, change: { code: 'unknown' } } });

/** @param {Message[]} messages */
const labels = messages => grouped(messages).map(({ label, row }) => `${row} ${label}`);

/** A synchronization, in the order in which it is sent. */
const packets = [
  message(1, { type: 'diff', zxid: zxid(3) }),
  message(2, proposal(2)),
  message(3, { type: 'commit', zxid: zxid(2) }),
  message(4, proposal(3)),
  message(5, { type: 'commit', zxid: zxid(3) }),
  message(6, { type: 'newLeader', zxid: { epoch: 2, counter: 0 } }),
];

test('what is sent together is drawn in rows, its transactions as one', () => {
  assert.deepEqual(labels(packets), ['0 DIFF 1.3', '1 PROPOSAL 1.2–1.3', '2 COMMIT 1.2–1.3', '3 NEWLEADER 2.0']);
});

test('what follows moves up as those before it arrive', () => {
  assert.deepEqual(labels(packets.slice(3)), ['0 PROPOSAL 1.3', '1 COMMIT 1.3', '2 NEWLEADER 2.0']);
  assert.deepEqual(labels(packets.slice(5)), ['0 NEWLEADER 2.0']);
});

test('other connections and other moments are apart', () => {
  const elsewhere = message(7, { type: 'diff', zxid: zxid(3) }, { to: 2 });
  const later = message(8, { type: 'upToDate' }, { sent: 50_000, arrives: 70_000 });
  assert.deepEqual(labels([packets[0], elsewhere, later]), ['0 DIFF 1.3', '0 DIFF 1.3', '0 UPTODATE']);
});

test('what would cover another travels in a row of its own', () => {
  const soon = message(9, proposal(4), { sent: 12_000, arrives: 24_000 });
  assert.deepEqual(labels([packets[0], soon]), ['0 DIFF 1.3', '1 PROPOSAL 1.4']);
});

test('acknowledgements of a whole log go together', () => {
  const acks = [1, 2, 3].map(counter => message(counter, { type: 'ack', zxid: zxid(counter) }));
  assert.deepEqual(labels(acks), ['0 ACK 1.1–1.3']);
});

test('a heartbeat has no label, and stands in nobody’s way', () => {
  assert.deepEqual(labels([message(1, { type: 'ping', zxid: zxid(1), touches: [] }), message(2, { type: 'upToDate' })]), ['0 ', '0 UPTODATE']);
});
