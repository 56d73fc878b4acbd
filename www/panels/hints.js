// Hints for a reader who sees the picture for the first time: one at a time, each given once, when what it is about is on stage.

import { html } from 'lit';
import { guideFor } from '../words/guide.js';

/** @import { HintName } from '../words/guide.locale.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Happening, Server, View } from '../engine/records.js' */
/** @import { Selection } from './inspector/selection.js' */

/**
 * `about`: the mark that it is about, so that it can be lit up.
 *
 * @typedef {{ name: HintName, about: Selection }} Hint
 */

/** How many of the last events may be what a hint is about. */
const RECENT = 40;

/** @param {Server} server @returns {Selection} */
const itself = ({ id }) => ({ kind: 'server', server: id });

/**
 * What each hint waits for: the mark that is there, or nothing. In the order in which a reader needs them.
 *
 * @type {[HintName, (view: View, events: readonly Happening[]) => Selection | undefined][]}
 */
const HINTS = [
  ['looking', ({ servers }) => select(servers, ({ process }) => process?.state === 'LOOKING' && process.timers.some(({ timer }) => timer === 'notification'))],
  ['vote', ({ messages }) => {
    const vote = messages.find(({ content }) => content.type === 'notification' && content.state === 'LOOKING');
    return vote && { kind: 'message', message: vote.id };
  }],
  ['beaten', (_, events) => {
    const beaten = events.slice(-RECENT).findLast(({ what }) => what.kind === 'compared' && what.beats);
    return beaten?.server === undefined ? undefined : { kind: 'server', server: beaten.server };
  }],
  ['ballot', ({ servers }) => {
    const server = servers.find(({ process }) => process?.state === 'LOOKING' && process.ballots.some(({ counts }) => counts));
    const ballot = server?.process?.ballots.find(({ counts }) => counts);
    return server && ballot && { kind: 'ballot', server: server.id, voter: ballot.voter };
  }],
  ['finalizing', ({ servers }) => select(servers, ({ process }) => process?.finalizing === true)],
  ['lid', ({ servers }) => select(servers, ({ process, log }) => process !== undefined && process.state !== 'LOOKING' && process.ballots.length > 0 && log.length === 0)],
  ['leading', ({ servers }) => select(servers, ({ process }) => process?.state === 'LEADING')],
  ['packet', ({ messages }) => {
    const packet = messages.find(({ port, content }) => port === 'quorum' && content.type !== 'ping');
    return packet && { kind: 'message', message: packet.id };
  }],
  ['epoch', ({ servers }) => select(servers, ({ process, currentEpoch }) => process !== undefined && currentEpoch > 0)],
  ['hues', ({ servers }) => {
    const newest = Math.max(...servers.map(({ currentEpoch }) => currentEpoch));
    return newest > 1 ? select(servers, ({ currentEpoch }) => currentEpoch > 0 && currentEpoch < newest) : undefined;
  }],
  ['beginning', ({ servers }) => select(servers, ({ process, lastZxid, log }) => process?.state === 'LEADING' && process.phase === 'BROADCAST' && lastZxid.counter === 0 && log.length > 0)],
  ['client', ({ clients: [client] }) => client && { kind: 'client', client: client.id }],
  ['entry', ({ servers }) => entry(servers, () => true)],
  ['unsafe', ({ servers }) => entry(servers, ({ safe }) => !safe)],
  ['proposal', ({ servers }) => {
    const leader = servers.find(({ process }) => process && process.proposals.length > 0);
    return leader?.process && { kind: 'entry', server: leader.id, zxid: leader.process.proposals[0].zxid };
  }],
  ['committed', (_, events) => {
    const applied = events.slice(-RECENT).findLast(({ what }) => what.kind === 'applied');
    return applied?.what.kind === 'applied' && applied.server !== undefined ? { kind: 'entry', server: applied.server, zxid: applied.what.zxid } : undefined;
  }],
  ['observing', ({ servers }) => select(servers, ({ process }) => process?.state === 'OBSERVING')],
  ['down', ({ servers }) => select(servers, ({ process, lives }) => process === undefined && lives > 0)],
  ['cut', ({ cuts: [cut] }) => cut && { kind: 'link', from: cut.from, to: cut.to }],
];

/**
 * The hint to give next: the first that was not given, and about which there is something to see.
 *
 * @param {View} view
 * @param {readonly Happening[]} events
 * @param {{ has: (name: string) => boolean }} seen
 * @returns {Hint | undefined}
 */
export function nextHint(view, events, seen) {
  for (const [name, find] of HINTS) {
    const about = seen.has(name) ? undefined : find(view, events);
    if (about) return { name, about };
  }
  return undefined;
}

/**
 * @param {Server[]} servers
 * @param {(server: Server) => boolean} is
 */
function select(servers, is) {
  const found = servers.find(is);
  return found && itself(found);
}

/**
 * @param {Server[]} servers
 * @param {(entry: Server['log'][number]) => boolean} is
 * @returns {Selection | undefined}
 */
function entry(servers, is) {
  for (const { id, log } of servers) {
    const found = log.find(is);
    if (found) return { kind: 'entry', server: id, zxid: found.zxid };
  }
  return undefined;
}

/** Under which name a browser remembers. */
const KEY = 'zab-hints';
/** Stands for all of them: the reader wants none. */
const ALL = 'all';

/**
 * What was given before: kept for as long as the page is there and, where the browser allows it, from one visit to the next.
 *
 * @param {Pick<Storage, 'getItem' | 'setItem'>} [storage] the browser's own, unless another is given
 */
export function rememberHints(storage) {
  const seen = new Set(attempt(() => (storage ?? localStorage).getItem(KEY)?.split(' ')) ?? []);
  const keep = () => attempt(() => (storage ?? localStorage).setItem(KEY, [...seen].join(' ')));
  return {
    /** @param {string} name */
    has: name => seen.has(name) || seen.has(ALL),
    /** @param {HintName} name */
    add(name) {
      seen.add(name);
      keep();
    },
    /** The reader wants no more. */
    end() {
      seen.add(ALL);
      keep();
    },
  };
}

/**
 * Storage may be forbidden, or full; then nothing is remembered.
 *
 * @template T
 * @param {() => T} call
 */
function attempt(call) {
  try {
    return call();
  } catch {
    return undefined;
  }
}

/**
 * The hints of this reader.
 *
 * @param {() => void} changed called when one was understood
 */
export function createHints(changed) {
  const seen = rememberHints();
  return {
    /**
     * The next thing that a newcomer may want to know, if there is one.
     *
     * @param {View} view
     * @param {readonly Happening[]} events
     * @param {Locale} locale
     */
    next(view, events, locale) {
      const next = nextHint(view, events, seen);
      if (!next) return '';
      const done = (/** @type {() => void} */ remember) => () => {
        remember();
        changed();
      };
      return hint({ hint: next, locale, close: done(() => seen.add(next.name)), end: done(() => seen.end()) });
    },
  };
}

/**
 * @param {{ hint: Hint, locale: Locale, close: () => void, end: () => void }} state `end`: no more hints
 */
function hint({ hint, locale, close, end }) {
  const guide = guideFor(locale);
  return html`<div class="hint" role="status" data-hint=${hint.name}>
    <p><span class="unseen">${guide.hint}: </span>${guide.hints[hint.name]}</p>
    <button class="understood" @click=${close}>${guide.understood}</button>
    <button class="no-hints" @click=${end}>${guide.noHints}</button>
  </div>`;
}
