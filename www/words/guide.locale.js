// The type of what a reader is told who sees the picture for the first time, in one language. Types only.

/**
 * The marks of the legend, in its order.
 *
 * @typedef {'looking' | 'finalizing' | 'following' | 'leading' | 'observing' | 'down' | 'suspended' | 'badDisk'} ServerMark
 * @typedef {'vote' | 'slip' | 'slipCounts' | 'pips' | 'lid' | 'acks'} BoxMark
 * @typedef {'zxid' | 'epochs' | 'open' | 'tinted' | 'full' | 'whole'} LogMark
 * @typedef {'paper' | 'settled' | 'capsule' | 'heartbeat'} MessageMark
 * @typedef {'linkDown' | 'linkUp' | 'bond' | 'cut' | 'heldWay' | 'slowWay' | 'client' | 'clientLost'} LinkMark
 * @typedef {ServerMark | BoxMark | LogMark | MessageMark | LinkMark} Mark
 *
 * @typedef {'server' | 'state' | 'phase' | 'vote' | 'box' | 'zxid' | 'currentEpoch' | 'acceptedEpoch' | 'log' | 'tree'
 *   | 'client' | 'session' | 'seen' | 'requests' | 'answer'} Fact
 *
 * @typedef {'servers' | 'boxes' | 'logs' | 'messages' | 'links'} Group
 *
 * What a hint is about; each is given once, when it is on stage for the first time.
 *
 * @typedef {'looking' | 'vote' | 'beaten' | 'ballot' | 'finalizing' | 'lid' | 'leading' | 'epoch' | 'packet' | 'entry' | 'unsafe' | 'proposal' | 'committed'
 *   | 'client' | 'observing' | 'down' | 'cut' | 'hues' | 'beginning'} HintName
 *
 * @typedef {{
 *   legend: string,
 *   beside: string,
 *   views: Record<'ballots' | 'logs' | 'clients' | 'invariants', string>,
 *   palette: { command: string, perform: string, completions: string, how: string, save: string, open: string },
 *   table: string,
 *   facts: Record<Fact, string>,
 *   keyHelp: [string, string][],
 *   gestures: [string, string][],
 *   gesturesTitle: string,
 *   groups: Record<Group, string>,
 *   marks: Record<Mark, string>,
 *   hints: Record<HintName, string>,
 *   hint: string,
 *   understood: string,
 *   noHints: string,
 *   nobodyThere: string,
 *   way: string,
 *   onTheWay: (phase: string, servers: string) => string,
 *   servers: (ids: readonly number[]) => string,
 *   notRunning: (servers: string) => string,
 * }} Guide `beside`: the row in which what lies beside the stage is chosen; `way`: the phases from election to broadcast; `onTheWay`: who is in one of them
 */

export {};
