// The type of what the views beside the stage say, in one language. Types only.

/** @import { Difference, ServerState, Txn } from '../engine/records.js' */

/**
 * How far an entry has come on a server. `none`: it is not there; `earlier`: it may be there, before what the view shows; `covered`: a
 * snapshot stands for it; `cut`: it was in the log, and TRUNC took it off; `buffered`: in the memory of the process alone; `unsafe`:
 * written, and loss of power takes it; `safe`: safe on disk; `applied`: also in the tree.
 *
 * @typedef {'none' | 'earlier' | 'covered' | 'cut' | 'buffered' | 'unsafe' | 'safe' | 'applied'} Stage
 *
 * @typedef {{
 *   feed: {
 *     title: string,
 *     search: string,
 *     whom: string,
 *     everyone: string,
 *     sorts: string,
 *     sort: Record<Sort, string>,
 *     count: (listed: number, all: number) => string,
 *     gone: (events: number) => string,
 *     copy: string,
 *     copied: string,
 *     asText: string,
 *     asJson: string,
 *   },
 *   ballots: {
 *     title: string,
 *     boxOf: string,
 *     counted: string,
 *     hint: string,
 *     votes: string,
 *     cell: (server: number, voter: number) => string,
 *     empty: (server: number, voter: number) => string,
 *     counts: string,
 *     differs: (differs: Difference | undefined) => string,
 *     report: (state: ServerState) => string,
 *     finalizing: string,
 *     decided: string,
 *     rule: string,
 *     changes: string,
 *   },
 *   invariants: { title: string, holds: string, broken: string, count: (broken: number, all: number) => string },
 *   logs: {
 *     title: string,
 *     hint: string,
 *     empty: string,
 *     key: string,
 *     stages: Record<Exclude<Stage, 'none'>, string>,
 *     none: string,
 *     acked: string,
 *     committed: string,
 *     snapshot: Record<'safe' | 'unsafe', string>,
 *     opensFile: string,
 *     cell: (zxid: string, server: number, facts: string[]) => string,
 *     row: (zxid: string, does: string, committed: boolean, have: number, of: number) => string,
 *     change: (txn: Txn | undefined) => string,
 *     beginning: (epoch: number) => string,
 *     cuts: string,
 *     cut: (server: number, behind: string, gone: string[]) => string,
 *   },
 *   clients: {
 *     title: string,
 *     nobody: string,
 *     at: (state: string, server: number | undefined) => string,
 *     seen: (zxid: string) => string,
 *     asked: string,
 *     askedNothing: string,
 *     believes: string,
 *     waits: string,
 *     told: (answer: string, zxid: string) => string,
 *     unsent: string,
 *     died: string,
 *     lostRead: (error: string) => string,
 *     lostWrite: (error: string) => string,
 *     truth: (zxid: string | undefined, done: boolean) => string,
 *     isAbsent: string,
 *     children: string,
 *     asOf: (zxid: string, moment: string) => string,
 *     fresh: string,
 *     stale: (zxid: string, does: string) => string,
 *   },
 * }} Views
 */

/**
 * What sort an event is of. `plumbing`: what sockets and disks do.
 *
 * @typedef {'deeds' | 'decisions' | 'messages' | 'heartbeats' | 'plumbing'} Sort
 */

export {};
