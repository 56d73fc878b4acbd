import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextHint, rememberHints } from './hints.js';

/** @import { Happening, View } from '../engine/records.js' */

const looking = {
  id: 1, lives: 1, currentEpoch: 0, lastZxid: { epoch: 0, counter: 0 }, log: [],
  process: { state: 'LOOKING', phase: 'ELECTION', timers: [{ timer: 'notification', since: 0, at: 1 }], ballots: [], proposals: [], finalizing: false },
};

/** @param {object} [parts] @returns {View} */
const view = parts => /** @type {View} */ (/** @type {unknown} */ ({ now: 0, servers: [looking], messages: [], clients: [], cuts: [], ...parts }));
const vote = { id: 12, from: 1, to: 2, port: 'election', content: { type: 'notification', state: 'LOOKING' } };

test('the first thing on stage is explained first, and once', () => {
  assert.deepEqual(nextHint(view(), [], new Set()), { name: 'looking', about: { kind: 'server', server: 1 } });
  assert.equal(nextHint(view(), [], new Set(['looking'])), undefined);
  assert.deepEqual(nextHint(view({ messages: [vote] }), [], new Set(['looking'])), { name: 'vote', about: { kind: 'message', message: 12 } });
});

test('nothing is explained that cannot be seen', () => {
  assert.equal(nextHint(view({ servers: [{ ...looking, process: undefined, lives: 0 }] }), [], new Set()), undefined);
});

test('a vote that wins is explained when it has won', () => {
  const compared = /** @type {Happening} */ ({ id: 9, at: 0, server: 2, what: { kind: 'compared', beats: true } });
  assert.deepEqual(nextHint(view(), [compared], new Set(['looking'])), { name: 'beaten', about: { kind: 'server', server: 2 } });
});

test('an entry is explained, then that it is not safe', () => {
  const log = [{ zxid: { epoch: 1, counter: 1 }, safe: false, buffered: false }];
  const servers = [{ ...looking, log, process: { ...looking.process, state: 'FOLLOWING', timers: [] } }];
  const about = { kind: 'entry', server: 1, zxid: { epoch: 1, counter: 1 } };
  assert.deepEqual(nextHint(view({ servers }), [], new Set()), { name: 'entry', about });
  assert.deepEqual(nextHint(view({ servers }), [], new Set(['entry'])), { name: 'unsafe', about });
});

test('servers of two epochs are explained when there is a second', () => {
  const at = (/** @type {number} */ id, /** @type {number} */ currentEpoch) => ({ ...looking, id, currentEpoch, process: undefined, lives: 0 });
  assert.equal(nextHint(view({ servers: [at(1, 0), at(2, 1)] }), [], new Set()), undefined);
  assert.deepEqual(nextHint(view({ servers: [at(1, 1), at(2, 2)] }), [], new Set()), { name: 'hues', about: { kind: 'server', server: 1 } });
});

test('what was given is remembered, and a browser that forbids it is no obstacle', () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value) };
  rememberHints(storage).add('vote');
  assert.ok(rememberHints(storage).has('vote') && !rememberHints(storage).has('lid'));
  rememberHints(storage).end();
  assert.ok(rememberHints(storage).has('lid'));

  const refuse = () => {
    throw new Error('forbidden');
  };
  const forbidden = rememberHints({ getItem: refuse, setItem: refuse });
  forbidden.add('vote');
  assert.ok(forbidden.has('vote'));
});
