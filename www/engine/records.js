// The records that the engine hands over, under the names used here. Types only.

/**
 * @import * as pkg from '../pkg/zab_wasm.js'
 *
 * @typedef {pkg.View} View
 * @typedef {pkg.ServerView} Server
 * @typedef {pkg.ProcessView} Process
 * @typedef {pkg.BallotView} Ballot
 * @typedef {pkg.MessageView} Message
 * @typedef {pkg.Event} Happening
 * @typedef {pkg.What} What
 * @typedef {pkg.Beat} Beat
 * @typedef {pkg.Stretch} Stretch
 * @typedef {pkg.Stride} Stride
 * @typedef {pkg.BranchView} Branch
 * @typedef {pkg.Subject} Subject
 * @typedef {pkg.What['kind']} Kind
 * @typedef {pkg.Message} Content
 * @typedef {pkg.Text} Text
 * @typedef {pkg.Vote} Vote
 * @typedef {pkg.Zxid} Zxid
 * @typedef {pkg.Key} Key
 * @typedef {pkg.Party} Party
 * @typedef {pkg.ClientView} Client
 * @typedef {pkg.CutView} Cut
 * @typedef {pkg.ProposalView} Proposal
 * @typedef {pkg.Op} Op
 * @typedef {pkg.Change} Change
 * @typedef {pkg.Txn} Txn
 * @typedef {pkg.Op['code']} OpCode
 * @typedef {pkg.Answer} Answer
 * @typedef {pkg.ErrorCode} ErrorCode
 * @typedef {pkg.ClientState} ClientState
 * @typedef {pkg.TurnAwayReason} TurnAwayReason
 * @typedef {pkg.Loss} Loss
 * @typedef {pkg.Invariant} Invariant
 * @typedef {pkg.Fact} Fact
 * @typedef {pkg.Flag} Flag
 * @typedef {pkg.Phase} Phase
 * @typedef {pkg.DiskStep} Step
 * @typedef {pkg.StepDown} StepDown
 * @typedef {pkg.DiskState} DiskState
 * @typedef {pkg.LogEntryView} LogEntry
 * @typedef {pkg.TimerView} RunningTimer
 * @typedef {pkg.Timer} Timer
 * @typedef {pkg.BoxKind} BoxKind
 * @typedef {pkg.Difference} Difference
 * @typedef {pkg.ServerState} ServerState
 * @typedef {pkg.LinkState} LinkState
 * @typedef {pkg.Port} Port
 * @typedef {pkg.EpochFile} EpochFile
 */

/**
 * One kind of `What`.
 *
 * @template {Kind} K
 * @typedef {Extract<What, { kind: K }>} Of
 */

/**
 * All fields that any variant of a union has.
 *
 * @template T
 * @typedef {{ [K in T extends unknown ? keyof T : never]: T extends Record<K, infer V> ? V : never }} AllOf
 */

export {};
