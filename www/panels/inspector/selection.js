// What can be selected, as plain values: where a click or the focus is becomes one of them.

import { formatZxid } from '../../words/format.js';

/** @import { Party, Timer, View, Zxid } from '../../engine/records.js' */

/**
 * `via`: in whose inspector it was chosen, so that one gets back there.
 *
 * @typedef {{ kind: 'server', server: number }
 *   | { kind: 'client', client: string }
 *   | { kind: 'message', message: number, via?: Party }
 *   | { kind: 'link', from: Party, to: Party, via?: Party }
 *   | { kind: 'timer', server: number, timer: Timer, to?: number }
 *   | { kind: 'ballot', server: number, voter: number }
 *   | { kind: 'entry', server: number, zxid: Zxid }
 *   | { kind: 'group', servers: number[] }} Selection
 */

/** The marks of the stage that can be selected; a ballot, an entry and a timer lie within their server. */
const MARKS = '[data-message], [data-zxid], [data-voter], [data-timer], [data-from][data-to], [data-client], [data-server]';

/**
 * The selection that a node of the picture stands for. A mark for an acknowledgement lies in its proposal, and stands for that.
 *
 * @param {EventTarget | null} target
 * @returns {Selection | undefined}
 */
export function selectionAt(target) {
  const innermost = elementOf(target)?.closest(MARKS);
  const mark = innermost?.hasAttribute('data-voter') ? (innermost.closest('[data-zxid]') ?? innermost) : innermost;
  if (!mark) return undefined;
  const value = (/** @type {string} */ name) => mark.getAttribute(`data-${name}`);
  const owner = mark.closest('[data-server]')?.getAttribute('data-server');
  const server = owner ? Number(owner) : undefined;

  const message = value('message');
  if (message) return { kind: 'message', message: Number(message) };
  const [from, to] = [value('from'), value('to')];
  if (from && to) return { kind: 'link', from: partyOf(from), to: partyOf(to) };
  const client = value('client');
  if (client) return { kind: 'client', client };
  if (server === undefined) return undefined;
  const zxid = zxidIn(value('zxid'));
  if (zxid) return { kind: 'entry', server, zxid };
  const voter = value('voter');
  if (voter) return { kind: 'ballot', server, voter: Number(voter) };
  const timer = value('timer');
  if (timer) return { kind: 'timer', server, timer: /** @type {Timer} */ (timer) };
  return { kind: 'server', server };
}

/**
 * A name for it: two selections are the same if they have the same one. A link is the same from both ends.
 *
 * @param {Selection} selection
 */
export function keyOf(selection) {
  switch (selection.kind) {
    case 'server':
      return `server ${selection.server}`;
    case 'client':
      return `client ${selection.client}`;
    case 'message':
      return `message ${selection.message}`;
    case 'link':
      return `link ${[String(selection.from), String(selection.to)].sort().join(' ')}`;
    case 'timer':
      return `timer ${selection.server} ${selection.timer} ${selection.to ?? ''}`.trim();
    case 'ballot':
      return `ballot ${selection.server} ${selection.voter}`;
    case 'entry':
      return `entry ${selection.server} ${formatZxid(selection.zxid)}`;
    case 'group':
      return `group ${selection.servers.join(' ')}`;
  }
}

/** @param {Party} party @returns {Selection} */
export function selectionOf(party) {
  return typeof party === 'number' ? { kind: 'server', server: party } : { kind: 'client', client: party };
}

/**
 * The server or client to which it belongs, and to whose inspector "back" leads; none for those themselves.
 *
 * @param {Selection} selection
 * @param {View} view
 * @returns {Party | undefined}
 */
export function ownerOf(selection, view) {
  switch (selection.kind) {
    case 'server':
    case 'client':
    case 'group':
      return undefined;
    case 'message':
      return selection.via ?? view.messages.find(({ id }) => id === selection.message)?.from;
    case 'link':
      return selection.via ?? selection.from;
    case 'timer':
    case 'ballot':
    case 'entry':
      return selection.server;
  }
}

/** What is chosen may be written, and a text is no element. @param {EventTarget | null} target */
function elementOf(target) {
  const node = /** @type {Partial<Element & { parentElement: Element | null }> | null} */ (target);
  return /** @type {Element | null | undefined} */ (typeof node?.closest === 'function' ? node : node?.parentElement);
}

/** @param {string} text @returns {Party} */
function partyOf(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** @param {string | null} text @returns {Zxid | undefined} */
function zxidIn(text) {
  const [, epoch, counter] = /^(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  return epoch === undefined ? undefined : { epoch: Number(epoch), counter: Number(counter) };
}
