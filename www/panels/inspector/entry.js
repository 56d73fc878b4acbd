// The inspector of a log entry: what it does, how far it has come, and whether a crash would take it.

import { html } from 'lit';
import { NO_SESSION, formatZxid } from '../../words/format.js';
import { cellsOf } from '../../stage/history.js';
import { causes } from '../causes.js';
import { fact, frame, list, section } from './parts.js';

/** @import { Happening, LogEntry, Server, Txn, Zxid } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/** @typedef {Pick<LogEntry, 'zxid' | 'safe'> & { buffered?: boolean, applied: boolean, whole: boolean }} Entry */

/**
 * The shape in which an entry is drawn, as on the stage.
 *
 * @param {Entry} entry
 */
export function shapeOf({ safe, applied }) {
  if (!safe) return 'open';
  return applied ? 'full' : 'tinted';
}

/** What would take an entry. @param {Entry} entry */
export function safetyOf({ safe, buffered }) {
  if (buffered) return 'buffered';
  return safe ? 'safe' : 'unsafe';
}

/**
 * @param {State} state
 * @param {{ server: number, zxid: Zxid }} selection
 */
export function entryInspector(state, { server: id, zxid }) {
  const { view, eventLog, locale, details } = state;
  const server = view.servers.find(each => each.id === id);
  const entry = server && entryOf(server, zxid);
  const proposal = server?.process?.proposals.find(each => same(each.zxid, zxid));
  const title = details.entry(formatZxid(zxid), id);
  if (!entry && !proposal) return frame(state, { title }, html`<p>${details.gone}</p>`);
  const origin = originOf(eventLog.all, zxid);
  const txn = proposal?.txn ?? txnOf(origin);
  const needed = server?.process?.quorum.needed ?? 0;
  const logged = view.servers.filter(({ log }) => log.some(each => same(each.zxid, zxid))).map(each => each.id);
  return frame(
    state,
    { title },
    html`${entry?.whole ? html`<p class="lead">${details.whole}</p>` : html`<p class="lead">${details.change(txn)}</p>`}
    ${entry ? html`<p>${details.safety[safetyOf(entry)]}</p><p>${details.applied(entry.applied)}</p>` : ''}
    ${list(
      proposal ? fact(details, 'acks', html`${details.list(proposal.acks)} · ${details.needed(proposal.acks.length, needed, proposal.met)}`) : '',
      fact(details, 'logged', logged.length > 0 ? details.list(logged) : undefined),
      txn && txn.session !== NO_SESSION ? fact(details, 'session', txn.session) : '',
    )}
    ${origin ? section(details, 'why', causes(origin, eventLog, locale)) : ''}`,
  );
}

/**
 * @param {Server} server
 * @param {Zxid} zxid
 * @returns {Entry | undefined}
 */
export function entryOf(server, zxid) {
  const logged = server.log.find(entry => same(entry.zxid, zxid));
  const cell = cellsOf(server).find(each => same(each.zxid, zxid));
  return cell && { ...cell, buffered: logged?.buffered };
}

/**
 * The event in which the transaction came to be: its leader proposed it. One that was there from the beginning has none.
 *
 * @param {readonly Happening[]} events
 * @param {Zxid} zxid
 */
export function originOf(events, zxid) {
  return events.findLast(({ what }) => what.kind === 'proposed' && same(what.txn.zxid, zxid));
}

/** @param {Happening | undefined} origin @returns {Txn | undefined} */
export function txnOf(origin) {
  return origin?.what.kind === 'proposed' ? origin.what.txn : undefined;
}

/** @param {Zxid} a @param {Zxid} b */
function same(a, b) {
  return a.epoch === b.epoch && a.counter === b.counter;
}
