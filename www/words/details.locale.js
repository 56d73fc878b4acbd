// The type of what the inspector says, in one language. Types only.

/** @import { BoxKind, ClientState, Content, Difference, DiskState, EpochFile, LinkState, Party, Port, Timer, Txn } from '../engine/records.js' */

/**
 * The names of facts that no table has: those of messages, timers, ballots and entries.
 *
 * @typedef {'phase' | 'leader' | 'clock' | 'vote' | 'applied' | 'promised' | 'current' | 'snapshot' | 'lives' | 'sessions' | 'votedFor' | 'history' | 'peerEpoch'
 *   | 'round' | 'state' | 'from' | 'to' | 'port' | 'sent' | 'arrives' | 'arrived' | 'zxid' | 'epoch' | 'change' | 'session' | 'request' | 'timeout' | 'valid' | 'answer' | 'lastAnswer'
 *   | 'touches' | 'since' | 'due' | 'waits' | 'whose' | 'box' | 'own' | 'quorum' | 'logged' | 'acks' | 'server' | 'seen'} Name
 *
 * @typedef {'ballots' | 'timers' | 'links' | 'messages' | 'proposals' | 'log' | 'znodes' | 'requests' | 'why' | 'then'} Section
 *
 * @typedef {{
 *   names: Record<Name, string>,
 *   sections: Record<Section, string>,
 *   back: (owner: string) => string,
 *   nobody: string,
 *   nothing: string,
 *   party: (party: Party) => string,
 *   list: (ids: readonly number[]) => string,
 *   states: Record<ClientState, string>,
 *   ports: Record<Port, string>,
 *   boxes: Record<BoxKind, string>,
 *   emptyBox: string,
 *   counts: string,
 *   countsNot: (differs: Difference | undefined) => string,
 *   needed: (have: number, need: number, met: boolean) => string,
 *   asDecided: string,
 *   finalizing: string,
 *   timers: Record<Timer, (to: number | undefined) => string>,
 *   due: Record<Timer, string>,
 *   left: (span: string) => string,
 *   links: Record<LinkState, string>,
 *   end: (server: number, state: string) => string,
 *   waiting: string,
 *   cut: (held: number) => string,
 *   heldWay: (held: number) => string,
 *   slow: (by: string) => string,
 *   open: string,
 *   bound: (leader: number, learner: number, synced: boolean) => string,
 *   session: (state: string) => string,
 *   link: (a: Party, b: Party) => string,
 *   direction: (from: Party, to: Party) => string,
 *   isLearner: (synced: boolean) => string,
 *   isLeader: string,
 *   faults: { suspended: string, held: (threads: string[]) => string, disk: Record<Exclude<DiskState, 'sound'>, string> },
 *   semicolon: string,
 *   underWay: string,
 *   arrived: string,
 *   lost: string,
 *   heartbeat: string,
 *   gone: string,
 *   temporary: (file: EpochFile, epoch: number) => string,
 *   epochBegun: (epoch: number) => string,
 *   leaderBegun: (leader: number, zxid: string) => string,
 *   safety: Record<'buffered' | 'unsafe' | 'safe', string>,
 *   applied: (applied: boolean) => string,
 *   whole: string,
 *   log: (safe: string, applied: string) => string,
 *   entry: (zxid: string, server: number) => string,
 *   change: (txn: Txn | undefined) => string,
 *   ballot: (voter: number, server: number) => string,
 *   yes: (yes: boolean) => string,
 *   version: (version: number) => string,
 *   nobodySaid: string,
 *   content: (content: Content) => string,
 *   marks: Marks,
 * }} Details
 *
 * One sentence for each mark on the stage.
 *
 * @typedef {{
 *   down: (server: number, started: boolean) => string,
 *   looking: (server: number, vote: string, finalizing: boolean) => string,
 *   following: (server: number, leader: number | undefined, phase: string) => string,
 *   leading: (server: number, epoch: number, phase: string) => string,
 *   observing: (server: number, leader: number | undefined, phase: string) => string,
 *   client: (client: string, state: string, server: number | undefined, waits: number) => string,
 *   message: (from: Party, to: Party, said: string) => string,
 *   link: (from: Party, to: Party, state: string) => string,
 *   timer: (server: number, timer: string, left: string, due: string) => string,
 *   ballot: (server: number, voter: number, vote: string, why: string) => string,
 *   entry: (server: number, zxid: string, change: string, safety: string) => string,
 * }} Marks
 */

export {};
