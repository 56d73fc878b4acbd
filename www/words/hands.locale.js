// The type of what can be done by hand, in one language. Types only.

/**
 * @typedef {'start' | 'restart' | 'crash' | 'powerOff' | 'suspend' | 'resume' | 'write' | 'cut' | 'heal' | 'cutLink' | 'healLink' | 'slow' | 'fast' | 'hold' | 'unhold' | 'reset' | 'silent'
 *   | 'slowDisk' | 'stallDisk' | 'fillDisk' | 'failDisk' | 'mendDisk' | 'wipeDisk' | 'holdThread' | 'unholdThread' | 'holdHandler' | 'unholdHandler'
 *   | 'deliver' | 'holdMessage' | 'drop' | 'connect' | 'reconnect' | 'move' | 'vanish' | 'close' | 'create' | 'set' | 'get' | 'sync' | 'ask'
 *   | 'startAll' | 'restartAll' | 'crashAll' | 'powerOffAll' | 'healAll' | 'fastAll' | 'unholdAll'} DeedName
 *
 * @typedef {'plain' | 'network' | 'disk' | 'threads' | 'way' | 'between' | 'move'} SectionName
 *
 * @typedef {{
 *   deeds: Record<DeedName, string | ((of: string) => string)>,
 *   sections: Record<Exclude<SectionName, 'plain' | 'way'>, string>,
 *   way: (from: string, to: string) => string,
 *   threads: Record<string, string>,
 *   menuOf: (whom: string) => string,
 *   all: string,
 *   group: (ids: readonly number[]) => string,
 *   groupHelp: string,
 *   groupOf: string,
 *   more: string,
 *   command: string,
 *   inspect: string,
 *   stopped: (invariant: string) => string,
 *   itsStory: string,
 *   playOn: string,
 *   stopAtViolations: string,
 * }} Hands `threads`: what each does; `groupOf`: begins a choice of several
 */

export {};
