// The records that the engine hands over, under the names used here. Types only.

/**
 * @import * as pkg from './pkg/zab_wasm.js'
 *
 * @typedef {pkg.View} View
 * @typedef {pkg.ServerView} Server
 * @typedef {pkg.ProcessView} Process
 * @typedef {pkg.BallotView} Ballot
 * @typedef {pkg.MessageView} Message
 * @typedef {pkg.Event} Happening
 * @typedef {pkg.What} What
 * @typedef {pkg.What['kind']} Kind
 * @typedef {pkg.Content} Content
 * @typedef {pkg.Text} Text
 * @typedef {pkg.Vote} Vote
 * @typedef {pkg.Zxid} Zxid
 * @typedef {pkg.Key} Key
 * @typedef {pkg.Party} Party
 * @typedef {pkg.ClientView} Client
 * @typedef {pkg.CutView} Cut
 * @typedef {pkg.ProposalView} Proposal
 * @typedef {pkg.Op} Op
 * @typedef {pkg.OpCode} OpCode
 * @typedef {pkg.Answer} Answer
 * @typedef {pkg.ErrorCode} ErrorCode
 * @typedef {pkg.ClientState} ClientState
 * @typedef {pkg.TurnAwayReason} TurnAwayReason
 * @typedef {pkg.Loss} Loss
 * @typedef {pkg.Phase} Phase
 * @typedef {pkg.Step} Step
 * @typedef {pkg.StepDown} StepDown
 * @typedef {pkg.LogEntryView} LogEntry
 * @typedef {'start' | 'crash' | 'restart' | 'write' | 'cut' | 'heal'} Deed
 * @typedef {{ do: Deed, server: number, others?: number[] }} Action `others`: from whom a server is cut, or to whom its ways are healed
 */

/**
 * One kind of `What`.
 *
 * @template {Kind} K
 * @typedef {Extract<What, { kind: K }>} Of
 */

export {};
