// English: the views beside the stage.

import { en as details } from './en.details.js';

/** @import { Views } from './views.locale.js' */

/** @type {Views} */
export const en = {
  feed: {
    title: 'Events',
    search: 'Search',
    whom: 'Whose events',
    everyone: 'Everybody',
    sorts: 'What is listed',
    sort: { deeds: 'Done and said', decisions: 'Decisions', messages: 'Messages', heartbeats: 'Heartbeats', plumbing: 'Sockets and disks' },
    count: (listed, all) => `${listed.toLocaleString('en')} of ${all.toLocaleString('en')} events`,
    gone: events => `(${events.toLocaleString('en')} earlier ones are in the saved files alone)`,
    copy: 'Copy',
    copied: 'Copied',
    asText: 'Save as text',
    asJson: 'Save as JSON lines',
  },
  ballots: {
    title: 'Ballots',
    boxOf: 'box of',
    counted: 'count',
    hint: 'Point at a ballot, or go to it with the arrow keys. Filled ones count.',
    votes: 'Votes',
    cell: (server, voter) => `Box of ${server}, ballot of ${voter}:`,
    empty: (server, voter) => `In the box of server ${server} there is no ballot of ${voter}.`,
    counts: 'counts',
    differs: differs => {
      switch (differs) {
        case undefined:
          return 'not here';
        case 'leader':
          return '≠ leader';
        case 'peer epoch':
          return '≠ epoch';
        case 'zxid':
          return '≠ zxid';
        case 'round':
          return '≠ round';
      }
    },
    report: state => `It is the report of a server that is ${state}, and lies apart from the votes of the round.`,
    finalizing: 'waits',
    decided: 'as decided',
    rule: 'A ballot counts that agrees with the vote of the server that keeps it. Of two votes the one with the later epoch is better; in the same epoch, that with the larger zxid; with the same zxid, that for the larger id. Who hears a better one takes it over.',
    changes: 'How votes changed last',
  },
  invariants: {
    title: 'Invariants',
    holds: 'holds so far',
    broken: 'broken',
    count: (broken, all) => (broken === 0 ? `All ${all} hold so far.` : `${broken} of ${all} ${broken === 1 ? 'is' : 'are'} broken.`),
  },
  logs: {
    title: 'Logs',
    hint: 'Point at a cell, or go to it with the arrow keys.',
    empty: 'No log has an entry yet.',
    key: 'What the marks mean',
    stages: {
      buffered: 'in the memory of its process; a crash takes it',
      unsafe: 'written, not safe: loss of power takes it',
      safe: 'safe on disk, not applied',
      applied: 'safe on disk, and applied',
      covered: 'not in the log: a snapshot stands for it',
      earlier: 'before the part of the log that is shown',
      cut: 'cut off by TRUNC',
    },
    none: 'not there',
    acked: 'its leader has its ACK',
    committed: 'committed',
    snapshot: { safe: 'snapshot of this state', unsafe: 'snapshot of this state, not safe' },
    opensFile: 'begins a file of the log',
    cell: (zxid, server, facts) => `${zxid} on server ${server}: ${facts.join('; ')}.`,
    row: (zxid, does, committed, have, of) => `${zxid}: ${does} ${committed ? 'Committed. ' : ''}In ${have} of ${of} logs.`,
    change: details.change,
    beginning: epoch => `The beginning of epoch ${epoch}, which is no transaction.`,
    cuts: 'Cuts',
    cut: (server, behind, gone) => `Server ${server} was to cut its log behind ${behind}${gone.length > 0 ? `: gone is ${gone.join(', ')}` : ''}.`,
  },
  clients: {
    title: 'Clients',
    nobody: 'No client has come yet.',
    at: (state, server) => (server === undefined ? state : `${state}, server ${server}`),
    seen: zxid => `has seen ${zxid}`,
    asked: 'Asked, and was told',
    askedNothing: 'It has asked for nothing.',
    believes: 'Believes',
    waits: 'waits for an answer',
    told: (answer, zxid) => `${answer}, as of ${zxid}`,
    unsent: 'failed before it was sent: not done',
    died: 'it died',
    lostRead: error => `${error}: no answer`,
    lostWrite: error => `${error}: it cannot know whether this was done`,
    truth: (zxid, done) => (zxid === undefined ? 'In truth no leader has proposed it.' : done ? `In truth it was done, as ${zxid}.` : `In truth it was proposed as ${zxid}, and is not committed.`),
    isAbsent: 'is not there',
    children: 'children',
    asOf: (zxid, moment) => `as of ${zxid}, told at ${moment}`,
    fresh: 'still so',
    stale: (zxid, does) => `stale since ${zxid}: ${does}`,
  },
};
