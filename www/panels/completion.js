// Completing a command: what may come next, by the forms of the language and by what there is on stage. No DOM.

import { THREADS, nameOf } from './hands/deeds.js';

/** @import { View } from '../engine/records.js' */

/**
 * How each command that is an action is written; tests hold this against the language's own tables. In capitals, what stands for something.
 *
 * @type {Record<string, readonly string[]>}
 */
export const FORMS = {
  start: ['start SERVERS'],
  crash: ['crash SERVERS'],
  'power-off': ['power-off SERVERS'],
  restart: ['restart SERVERS'],
  suspend: ['suspend SERVERS'],
  resume: ['resume SERVERS'],
  'hold-thread': ['hold-thread THREAD on SERVERS', 'hold-thread handler SERVER on SERVERS'],
  'unhold-thread': ['unhold-thread THREAD on SERVERS', 'unhold-thread handler SERVER on SERVERS'],
  'slow-disk': ['slow-disk SERVERS by TIME'],
  'stall-disk': ['stall-disk SERVERS'],
  'fill-disk': ['fill-disk SERVERS'],
  'fail-disk': ['fail-disk SERVERS'],
  'mend-disk': ['mend-disk SERVERS'],
  'wipe-disk': ['wipe-disk SERVERS'],
  silent: ['silent NUMBER on SERVERS'],
  cut: ['cut SERVERS from SERVERS', 'cut SERVERS to SERVERS'],
  heal: ['heal SERVERS from SERVERS', 'heal SERVERS to SERVERS', 'heal all'],
  slow: ['slow SERVERS from SERVERS by TIME', 'slow SERVERS to SERVERS by TIME'],
  fast: ['fast SERVERS from SERVERS', 'fast SERVERS to SERVERS', 'fast all'],
  hold: ['hold SERVERS from SERVERS', 'hold SERVERS to SERVERS', 'hold MESSAGE NUMBER from SERVER to SERVER'],
  unhold: ['unhold SERVERS from SERVERS', 'unhold SERVERS to SERVERS', 'unhold all'],
  deliver: ['deliver MESSAGE NUMBER from SERVER to SERVER'],
  drop: ['drop MESSAGE NUMBER from SERVER to SERVER'],
  reset: ['reset SERVERS from SERVERS'],
  connect: ['connect LETTER to SERVER [timeout TIME]'],
  move: ['move LETTER to SERVER'],
  vanish: ['vanish LETTER'],
  close: ['close LETTER'],
  request: [
    'request LETTER create PATH TEXT [ephemeral] [sequential] [times NUMBER]',
    'request LETTER delete PATH [version NUMBER] [times NUMBER]',
    'request LETTER set PATH TEXT [version NUMBER] [times NUMBER]',
    'request LETTER get PATH [times NUMBER]',
    'request LETTER exists PATH [times NUMBER]',
    'request LETTER children PATH [times NUMBER]',
    'request LETTER sync PATH [times NUMBER]',
  ],
  write: ['write SERVER [times NUMBER]'],
};


/**
 * What may come next, for what is typed: the last word is completed, or a new one begun.
 *
 * @param {string} typed
 * @param {View} view
 * @returns {string[]} whole lines
 */
export function completions(typed, view) {
  const words = typed.trimStart().split(/\s+/);
  const begun = words.pop() ?? '';
  const before = words.join(' ');
  const next = words.length === 0 ? Object.keys(FORMS) : (FORMS[words[0]] ?? []).flatMap(form => nextIn(form.split(' ').slice(1), words.slice(1), view));
  const all = [...new Set(next)].filter(word => word.startsWith(begun) && word !== begun);
  return all.map(word => (before ? `${before} ${word}` : word));
}

/**
 * @param {readonly string[]} form what is left of it
 * @param {readonly string[]} words what is left of them
 * @param {View} view
 * @returns {string[]}
 */
function nextIn([part, ...rest], [word, ...others], view) {
  if (part === undefined) return [];
  const name = part.replace(/[[\]]/g, '');
  const isOptional = part.startsWith('[');
  if (word === undefined) return [...meant(name, view), ...(isOptional ? nextIn(rest, [], view) : [])];
  const isPlace = /^[A-Z]+$/.test(name);
  if (!isPlace && name !== word) return isOptional ? nextIn(rest, [word, ...others], view) : [];
  // Several servers may follow each other.
  const more = name === 'SERVERS' && isServer(word) ? nextIn([part, ...rest], others, view) : [];
  return isPlace && name.startsWith('SERVER') && !isServer(word) ? [] : [...nextIn(rest, others, view), ...more];
}

/** @param {string} word */
const isServer = word => /^(\d+(\.\.\d+)?|all|leader|follower|observer|others)$/.test(word);

/** What may stand there. @param {string} name @param {View} view @returns {string[]} */
function meant(name, { servers, clients, messages }) {
  const ids = servers.map(({ id }) => String(id));
  switch (name) {
    case 'SERVERS':
      return ['leader', 'others', 'all', ...ids];
    case 'SERVER':
      return ['leader', ...ids];
    case 'THREAD':
      return [...THREADS];
    case 'LETTER':
      return clients.length > 0 ? clients.map(({ id }) => id) : ['a'];
    case 'MESSAGE':
      return messages.filter(({ doomed, from, to }) => !doomed && from !== '?' && to !== '?').map(nameOf);
    case 'TIME':
      return ['100ms', '1s'];
    case 'NUMBER':
      return ['1', '3'];
    case 'PATH':
      return ['/x'];
    case 'TEXT':
      return ['"v"'];
    default:
      return [name];
  }
}
