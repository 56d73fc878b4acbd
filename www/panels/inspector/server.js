// The inspector of a server: what it is, what it waits for, what it has on disk, and what can be done to it.

import { html } from 'lit';
import { formatOp, formatVote, formatZxid, isForNobody } from '../../words/format.js';
import { stateWord } from '../../words/languages.js';
import { hueOf } from '../../stage/epoch-hue.js';
import { cellsOf } from '../../stage/history.js';
import { beginning } from './beginning.js';
import { faultsOf } from './faults.js';
import { linkChoices, messageChoices } from './traffic.js';
import { choices, deeds, fact, frame, list, partyButton, section } from './parts.js';
import { remaining } from './remaining.js';
import { shapeOf } from './entry.js';

/** @import { BoxKind, Process, Server } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/**
 * @param {State} state
 * @param {number} id
 */
export function serverInspector(state, id) {
  const { view, locale, details } = state;
  const server = view.servers.find(each => each.id === id);
  const title = locale.server(id);
  if (!server) return frame(state, { title }, html`<p>${details.gone}</p>`);
  const { process } = server;
  return frame(
    state,
    { title, word: stateWord(server, locale) },
    html`${deeds(state)} ${faultsOf(server, details).map(fault => html`<p class="fault-of">${fault}</p>`)} ${standing(state, server)} ${process ? ballots(state, server, process) : ''} ${process ? proposals(state, server, process) : ''}
      ${log(state, server)} ${process ? timers(state, server, process) : ''} ${traffic(state, server)} ${process ? znodes(state, process) : ''}`,
  );
}

/**
 * @param {State} state
 * @param {Server} server
 */
function standing(state, server) {
  const { view, details, locale, withPeerEpoch } = state;
  const { process, acceptedEpoch, currentEpoch, nextAcceptedEpoch, nextCurrentEpoch, lastZxid, snapshot, lives } = server;
  const leads = process?.leader === server.id;
  return list(
    process ? fact(details, 'phase', locale.phases[process.phase][0]) : '',
    process?.leader !== undefined && !leads ? fact(details, 'leader', partyButton(state, process.leader)) : '',
    process ? fact(details, 'clock', process.round) : '',
    process ? fact(details, 'vote', isForNobody(process.vote) ? details.nobody : formatVote(process.vote, withPeerEpoch)) : '',
    fact(details, 'promised', acceptedEpoch, nextAcceptedEpoch === undefined ? '' : details.temporary('accepted', nextAcceptedEpoch)),
    fact(details, 'current', currentEpoch, nextCurrentEpoch === undefined ? '' : details.temporary('current', nextCurrentEpoch)),
    fact(details, 'applied', formatZxid(lastZxid), beginning(server, view, details)),
    fact(details, 'snapshot', snapshot.counter || snapshot.epoch ? formatZxid(snapshot) : details.nothing),
    process ? fact(details, 'sessions', process.sessions || undefined) : '',
    fact(details, 'lives', lives > 1 ? lives : undefined),
  );
}

/**
 * @param {State} state
 * @param {Server} server
 * @param {Process} process
 */
function ballots(state, { id }, { ballots, quorum, state: is, finalizing }) {
  const { details, withPeerEpoch } = state;
  const count = details.needed(quorum.supporters.length, quorum.needed, quorum.met);
  const box = (/** @type {BoxKind} */ kind) => {
    const own = ballots.filter(ballot => ballot.ballots === kind);
    if (own.length === 0) return '';
    return html`<h4>${details.boxes[kind]}</h4>
      ${choices(
        state,
        own.map(({ voter, vote, state: word, counts, differs }) => ({
          selection: { kind: 'ballot', server: id, voter },
          label: html`${voter}: ${formatVote(vote, withPeerEpoch)}`,
          note: html`${word === 'LOOKING' ? '' : `${word} · `}${counts ? details.counts : details.countsNot(differs)}`,
          hue: hueOf(vote.peerEpoch),
          shape: counts ? 'full' : 'plain',
        })),
      )}`;
  };
  return section(
    details,
    'ballots',
    html`${finalizing ? html`<p>${details.finalizing}</p>` : ''}
    ${ballots.length === 0 ? html`<p class="remark">${details.emptyBox}</p>` : is === 'LOOKING' ? '' : html`<p class="remark">${details.asDecided}</p>`}
    ${box('round')} ${box('out of election')}`,
    { note: count },
  );
}

/**
 * What a leader has proposed and not committed.
 *
 * @param {State} state
 * @param {Server} server
 * @param {Process} process
 */
function proposals(state, { id }, { proposals, quorum }) {
  const { details } = state;
  if (proposals.length === 0) return '';
  return section(
    details,
    'proposals',
    choices(
      state,
      proposals.map(({ zxid, txn, acks, met }) => ({
        selection: { kind: 'entry', server: id, zxid },
        label: html`${formatZxid(zxid)} ${formatOp(txn.change)}`,
        note: html`ACK ${details.list(acks)} · ${details.needed(acks.length, quorum.needed, met)}`,
        hue: hueOf(zxid.epoch),
      })),
    ),
    { note: proposals.length },
  );
}

/**
 * @param {State} state
 * @param {Server} server
 */
function log(state, server) {
  const { details } = state;
  const cells = cellsOf(server);
  if (cells.length === 0) return '';
  const safe = cells.findLast(cell => cell.safe);
  const applied = cells.findLast(cell => cell.applied);
  const upTo = (/** @type {typeof safe} */ cell) => (cell ? formatZxid(cell.zxid) : details.nothing);
  return section(
    details,
    'log',
    choices(
      state,
      cells.map(cell => ({
        selection: { kind: 'entry', server: server.id, zxid: cell.zxid },
        label: formatZxid(cell.zxid),
        hue: hueOf(cell.zxid.epoch),
        shape: shapeOf(cell),
      })),
      'cells',
    ),
    { note: details.log(upTo(safe), upTo(applied)) },
  );
}

/**
 * @param {State} state
 * @param {Server} server
 * @param {Process} process
 */
function timers(state, { id }, { timers }) {
  const { details } = state;
  if (timers.length === 0) return '';
  const byTime = [...timers].sort((a, b) => a.at - b.at);
  return section(
    details,
    'timers',
    choices(
      state,
      byTime.map(timer => ({
        selection: { kind: 'timer', server: id, timer: timer.timer, to: timer.to },
        label: details.timers[timer.timer](timer.to),
        note: remaining(timer),
      })),
    ),
    { note: timers.length },
  );
}

/**
 * @param {State} state
 * @param {Server} server
 */
function traffic(state, { id, process }) {
  const { details } = state;
  const messages = messageChoices(state, id);
  const links = process ? linkChoices(state, id) : [];
  return html`${messages.length > 0 ? section(details, 'messages', choices(state, messages), { note: messages.length }) : ''}
  ${links.length > 0 ? section(details, 'links', choices(state, links)) : ''}`;
}

/**
 * The last of its znodes, in the order of their paths.
 *
 * @param {State} state
 * @param {Process} process
 */
function znodes({ details, locale }, { tree, znodes }) {
  if (znodes === 0) return '';
  const more = znodes - tree.length;
  return section(
    details,
    'znodes',
    html`<ul class="tree">
      ${tree.map(
        ({ path, data, version, owner }) =>
          html`<li data-ephemeral=${String(owner !== undefined)}>
            <span>${path}</span> <span>${data}</span>
            <small>${version > 0 ? details.version(version) : ''} ${owner === undefined ? '' : `${details.names.session} ${owner}`}</small>
          </li>`,
      )}
      ${more > 0 ? html`<li class="note">${locale.more(more)}</li>` : ''}
    </ul>`,
    { note: znodes },
  );
}
