// The type of a locale: all texts of the element in one language. Types only.

/** @import { Client, Key, Kind, Of, Party, Phase } from '../engine/records.js' */

/**
 * What a sentence may need to know beside the event itself: to which server or client it happened and, for a vote that
 * changed, the key by which the heard vote won (the event's cause says so).
 *
 * @typedef {{ server: number, client?: string, by?: Key }} Circumstances
 *
 * @typedef {{ [K in Kind]: (what: Of<K>, circumstances: Circumstances) => string }} Sentences
 *
 * @typedef {{
 *   lang: string,
 *   scope: (title: string) => string,
 *   untitled: string,
 *   stage: string,
 *   loading: string,
 *   down: string,
 *   unstarted: string,
 *   clock: (round: number) => string,
 *   phases: Record<Phase, [string, string]>,
 *   votes: string,
 *   voteForm: string,
 *   applied: string,
 *   appliedForm: string,
 *   acks: (have: number, need: number, more: number) => string,
 *   committed: (zxid: string) => string,
 *   znodes: (count: number) => string,
 *   more: (count: number) => string,
 *   client: (id: string) => string,
 *   clientLabel: (client: Client) => string,
 *   cutLabel: (from: Party, to: Party, held: number) => string,
 *   quorum: (have: number, need: number) => string,
 *   decided: string,
 *   server: (id: number) => string,
 *   serverLabel: (id: number, state: string, vote: string) => string,
 *   unsafe: (zxids: string) => string,
 *   close: string,
 *   command: string,
 *   matrix: {
 *     cutOff: (server: number, others: Party[]) => string,
 *     heads: Record<'state' | 'vote' | 'box' | 'epoch' | 'zxid' | 'log', string>,
 *     noVote: string,
 *     votesFor: (vote: string) => string,
 *     asDecided: (count: string) => string,
 *     most: (votes: number, id: number) => string,
 *     underWay: (count: number) => string,
 *     traffic: (arriving: number, leaving: number) => string,
 *     leader: (id: number) => string,
 *     noLeader: string,
 *     number: (count: number, state: string) => string,
 *   },
 *   controls: string,
 *   fromStart: string,
 *   play: string,
 *   pause: string,
 *   speed: string,
 *   auto: string,
 *   newSeed: (seed: string) => string,
 *   seed: (seed: string) => string,
 *   moment: string,
 *   keys: string,
 *   legend: string,
 *   fullScreen: string,
 *   events: string,
 *   why: string,
 *   byItself: string,
 *   refused: (message: string) => string,
 *   together: {
 *     started: (ids: number[]) => string,
 *     crashed: (ids: number[]) => string,
 *     powerLost: (ids: number[]) => string,
 *     suspended: (ids: number[]) => string,
 *     resumed: (ids: number[]) => string,
 *     cut: (from: Party[], to: Party[], both: boolean) => string,
 *     healed: (from: Party[], to: Party[], both: boolean) => string,
 *     slowed: (from: Party[], to: Party[], both: boolean) => string,
 *     noLongerSlow: (from: Party[], to: Party[], both: boolean) => string,
 *     held: (from: Party[], to: Party[], both: boolean) => string,
 *     unheld: (from: Party[], to: Party[], both: boolean) => string,
 *     linkReset: (from: Party[], to: Party[], both: boolean) => string,
 *   },
 *   story: Record<'next' | 'previous' | 'goOn' | 'aside' | 'back' | 'undo' | 'redo' | 'stride' | 'branches' | 'seeds', string>,
 *   strides: Record<'beat' | 'decision' | 'message' | 'event', string>,
 *   timeline: string,
 *   timelineAt: (moment: string, leader: string) => string,
 *   leads: (id: number, epoch: number) => string,
 *   branch: (number: number, moment: string, actions: string) => string,
 *   ownBranch: string,
 *   whyTold: string,
 *   atMoment: string,
 *   problem: Record<'scenario' | 'missing' | 'missingHelp' | 'stopped' | 'stoppedHelp', string>,
 *   sentence: Sentences,
 * }} Locale `phases`: the word for each, and a shorter one for where there is less room; `together`: what was done
 * to several at once; `refused`: what the engine refuses, which it says in English.
 */

export {};
