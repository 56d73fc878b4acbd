// Which events are listed: of what sort, of whom, and with what in their sentences. No DOM.

import { isHeartbeat } from '../../words/format.js';
import { sentenceOf } from '../../words/languages.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Sort } from '../../words/views.locale.js' */
/** @import { Happening, Kind, Party } from '../../engine/records.js' */
/** @import { Locale } from '../../words/locale.js' */

/** What somebody does: a person, or a scenario. @type {Set<Kind>} */
const DEEDS = new Set([
  'started', 'crashed', 'powerLost', 'suspended', 'resumed', 'threadHeld', 'threadUnheld', 'diskChanged', 'diskWiped', 'cut', 'healed', 'slowed', 'noLongerSlow', 'held', 'unheld',
  'linkReset', 'messageHeld', 'messageHurried', 'messageDropped', 'silent', 'clientStarted', 'requested', 'said', 'chapterBegun', 'paused', 'expected', 'notDone', 'neverCame', 'stopped',
]);

/** What sockets and disks do. @type {Set<Kind>} */
const PLUMBING = new Set([
  'dialled', 'connected', 'refused', 'accepted', 'closed', 'ended', 'gaveUpDial', 'dialRefused', 'dialTimedOut', 'leftToLargerId', 'calledBack', 'linkUp', 'linkDown', 'notConnected',
  'drew', 'drewSnapshotTiming', 'persisting', 'persisted',
]);

/** @param {Happening} event @returns {Sort} */
export function sortOf({ what }) {
  if (what.kind === 'sent' || what.kind === 'delivered') return what.content.type === 'handshake' ? 'plumbing' : isHeartbeat(what.content) ? 'heartbeats' : 'messages';
  if (what.kind === 'lost') return 'messages';
  return DEEDS.has(what.kind) ? 'deeds' : PLUMBING.has(what.kind) ? 'plumbing' : 'decisions';
}

/**
 * `sorts`: those that are listed; `whom`: all of them if it is undefined; `text`: what the sentence has in it, or the name of the kind.
 *
 * @typedef {{ sorts: ReadonlySet<Sort>, whom: Party | undefined, text: string }} Filter
 */

/** The sentences that were made, for each language. @type {Record<string, WeakMap<Happening, string>>} */
const made = {};

/** @param {Happening} event @param {(id: number | undefined) => Happening | undefined} get @param {Locale} locale */
export function sentence(event, get, locale) {
  const known = (made[locale.lang] ??= new WeakMap());
  let said = known.get(event);
  if (said === undefined) known.set(event, (said = sentenceOf(event, get(event.cause), locale)));
  return said;
}

/** @param {Happening} event @param {Filter} filter @param {(id: number | undefined) => Happening | undefined} get @param {Locale} locale */
export function passes(event, { sorts, whom, text }, get, locale) {
  if (!sorts.has(sortOf(event)) || (whom !== undefined && !concerns(event, whom))) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || event.what.kind.toLowerCase() === wanted || sentence(event, get, locale).toLowerCase().includes(wanted);
}

/** @param {Happening} event @param {Party} party */
function concerns({ server, client, what }, party) {
  return server === party || client === party || ('to' in what && what.to === party) || ('from' in what && what.from === party);
}

/** Lists events as they come: those that were looked at already are not looked at again. */
export function createListing() {
  /** @type {Happening[]} */
  let listed = [];
  let sign = '';
  /** The first and the last event that was looked at. @type {Happening | undefined} */
  let first;
  /** @type {Happening | undefined} */
  let last;

  /**
   * @param {EventLog} eventLog
   * @param {Filter} filter
   * @param {Locale} locale
   * @returns {readonly Happening[]} in the order of time
   */
  return (eventLog, filter, locale) => {
    const { all } = eventLog;
    const get = (/** @type {number | undefined} */ id) => eventLog.get(id);
    const wanted = [...filter.sorts, filter.whom ?? '', filter.text, locale.lang].join('|');
    const goesOn = wanted === sign && last !== undefined && all[0] === first && eventLog.get(last.id) === last;
    const from = goesOn && last ? last.id - all[0].id + 1 : 0;
    const fresh = from === all.length ? [] : all.slice(from).filter(event => passes(event, filter, get, locale));
    if (!goesOn) listed = fresh;
    else if (fresh.length > 0) listed = listed.concat(fresh);
    [sign, first, last] = [wanted, all[0], all.at(-1)];
    return listed;
  };
}
