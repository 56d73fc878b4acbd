// The ballots: a row for each server's box, a column for each voter; which count there and why the others do not. What is pointed at is told below, and
// lit up on stage.

import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatMoment, formatVote, isForNobody, peerEpochsDiffer } from '../../words/format.js';
import { detailsFor } from '../../words/details.js';
import { sentenceOf, stateWord } from '../../words/languages.js';
import { viewsFor } from '../../words/views.js';
import { hueOf } from '../../stage/epoch-hue.js';
import { moveInGrid, showPointed } from '../grid.js';
import { keptWords } from '../kept-words.js';

export { ballotsStyles as styles } from './ballots.css.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Locale } from '../../words/locale.js' */
/** @import { Ballot, Happening, Process, Server, Subject, View } from '../../engine/records.js' */
/** @import { Selection } from '../inspector/selection.js' */

/** With more voters than this, of a vote only the server voted for is written. */
const FEW = 5;
/** Of so many servers, those that changed it last, the last change of the vote is told. */
const CHANGES = 9;

/**
 * @param {{
 *   view: View,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   point: (subjects: Subject[] | undefined) => void,
 *   select: (selection: Selection) => void,
 *   seek: (at: number) => void,
 * }} state
 */
export function show({ view, eventLog, locale, point, select, seek }) {
  const { ballots: words } = viewsFor(locale);
  const details = detailsFor(locale);
  const withPeerEpoch = peerEpochsDiffer(view);
  const written = (/** @type {Ballot['vote']} */ vote) => (isForNobody(vote) ? details.nobody : formatVote(vote, withPeerEpoch));
  const voters = votersOf(view);
  const crowd = voters.length > FEW;
  // A row is made anew where its server has changed, or what all rows depend on.
  const signature = `${locale.lang} ${withPeerEpoch} ${voters}`;
  const changes = lastChanges(eventLog);
  return html`<section class="boxes grid-view" data-crowd=${String(crowd)} aria-label=${words.title} @pointerleave=${() => point(undefined)} @focusout=${() => point(undefined)}>
    <div class="scroll">
      <table role="grid" aria-label=${words.title} @keydown=${moveInGrid} @focusin=${tell} @pointerover=${tell}>
        <thead>
          <tr>
            <th class="corner" scope="col">${words.boxOf}</th>
            ${repeat(voters, id => id, id => html`<th scope="col">${id}</th>`)}
            <th class="sum" scope="col">${words.counted}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(view.servers, ({ id }) => id, (server, row) => guard([server, signature, row === 0], () => box(server, row)))}
        </tbody>
      </table>
    </div>
    <p class="pointed" data-hint=${words.hint} aria-hidden="true"></p>
    <p class="rule">${keptWords(words.rule, locale.lang)}</p>
    ${changes.length > 0 ? html`<h2>${words.changes}</h2><ol class="changes">${repeat(changes, ({ id }) => id, change)}</ol>` : ''}
  </section>`;

  /** @param {Server} server @param {number} row */
  function box(server, row) {
    const { id, process } = server;
    const light = () => point([{ type: 'box', server: id }]);
    /** @type {Map<number, Ballot[]>} */
    const ballots = new Map();
    for (const ballot of process?.ballots ?? []) ballots.set(ballot.voter, [...(ballots.get(ballot.voter) ?? []), ballot]);
    const own = process ? `${words.votes} ${written(process.vote)}` : '';
    return html`<tr data-box=${id} data-state=${process?.state ?? 'down'}>
      <th scope="row">
        <button tabindex="-1" data-key=${`server ${id}`} aria-label=${`${locale.server(id)}, ${stateWord(server, locale)}. ${own}`} @click=${() => select({ kind: 'server', server: id })} @focus=${light} @pointerenter=${light}>
          <b>${id}</b>${crowd ? '' : html` <small>${process ? written(process.vote) : stateWord(server, locale)}</small>`}
        </button>
      </th>
      ${repeat(voters, voter => voter, (voter, column) => cell(id, ballots.get(voter) ?? [], voter, row === 0 && column === 0))}
      <td class="sum">${process ? sum(process) : ''}</td>
    </tr>`;
  }

  /**
   * The ballots of one voter in one box: in that of the round, or among the reports of a leader, or in both.
   *
   * @param {number} id
   * @param {readonly Ballot[]} own
   * @param {number} voter
   * @param {boolean} isFirst
   */
  function cell(id, own, voter, isFirst) {
    const shown = shownOf(own);
    const light = () => point([{ type: 'party', id: voter }, { type: 'box', server: id }]);
    const why = shown && (shown.counts ? words.counts : words.differs(shown.differs));
    return html`<td data-voter=${voter}>
      <button tabindex=${isFirst ? 0 : -1} data-key=${`ballot ${id} ${voter}`} data-counts=${shown ? String(shown.counts) : 'none'} data-box=${shown?.ballots ?? ''} data-hue=${hueOf(shown?.vote.peerEpoch ?? 0)}
        @click=${() => shown && select({ kind: 'ballot', server: id, voter })} @focus=${light} @pointerenter=${light}>
        <span class="unseen">${words.cell(id, voter)}</span>
        ${shown
          ? html`<span class="for">${crowd ? (isForNobody(shown.vote) ? '–' : shown.vote.leader) : written(shown.vote)}</span>${crowd ? html`<span class="unseen">, ${why}</span>` : html`<small>${why}</small>`}`
          : html`<span class="for">·</span>`}
      </button>
    </td>`;
  }

  /** Says below the grid all that there is to say of the cell that is pointed at. @param {Event} event */
  function tell(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const [kind, id, voter] = button?.dataset.key?.split(' ') ?? [];
    if (button && kind === 'ballot') {
      const own = view.servers.find(server => server.id === Number(id))?.process?.ballots.filter(ballot => ballot.voter === Number(voter)) ?? [];
      button.dataset.told = own.length > 0 ? own.map(ballot => told(Number(id), ballot)).join(' ') : words.empty(Number(id), Number(voter));
    }
    showPointed(event);
  }

  /** @param {number} server @param {Ballot} ballot */
  function told(server, { ballots, voter, vote, state, counts, differs }) {
    const sort = ballots === 'round' ? '' : ` ${words.report(state)}`;
    return `${details.marks.ballot(server, voter, written(vote), counts ? details.counts : details.countsNot(differs))}${sort}`;
  }

  /** What is counted, and whether it is enough. @param {Process} process */
  function sum({ quorum, state, finalizing, ballots }) {
    const word = finalizing ? words.finalizing : state !== 'LOOKING' && ballots.length > 0 ? words.decided : '';
    return html`<b data-met=${String(quorum.met)} title=${details.needed(quorum.supporters.length, quorum.needed, quorum.met)}>${quorum.supporters.length}/${quorum.needed}${quorum.met ? ' ✓' : ''}</b>${word ? html` <small>${word}</small>` : ''}`;
  }

  /** @param {Happening} event */
  function change(event) {
    const { at, server = 0 } = event;
    const light = () => point([{ type: 'party', id: server }]);
    return html`<li><button title=${locale.atMoment} @click=${() => seek(at)} @focus=${light} @pointerenter=${light}><time>${formatMoment(at)}</time> <span>${keptWords(sentenceOf(event, eventLog.get(event.cause), locale), locale.lang)}</span></button></li>`;
  }
}

/** Which of the ballots of one voter is shown: the one that counts. @param {readonly Ballot[]} own */
const shownOf = own => own.find(({ counts }) => counts) ?? own.at(-1);

/** Whose ballots there may be: those who vote, and whoever else has one in some box. @param {View} view */
function votersOf({ servers }) {
  const voters = servers.filter(({ observes }) => !observes).map(({ id }) => id);
  const others = servers.flatMap(({ process }) => process?.ballots.map(({ voter }) => voter) ?? []);
  return [...new Set([...voters, ...others])].sort((a, b) => a - b);
}

/** What was found last, for it is looked at much more often than it changes. */
let known = { last: /** @type {Happening | undefined} */ (undefined), changes: /** @type {Happening[]} */ ([]) };

/** The last change of its vote of each server, the latest first. @param {EventLog} eventLog */
function lastChanges(eventLog) {
  const last = eventLog.all.at(-1);
  if (last && known.last === last) return known.changes;
  /** @type {Map<number, Happening>} */
  const changes = new Map();
  for (let at = eventLog.all.length - 1; at >= 0 && changes.size < CHANGES; at -= 1) {
    const event = eventLog.all[at];
    if (event.what.kind === 'voteChanged' && event.server !== undefined && !changes.has(event.server)) changes.set(event.server, event);
  }
  known = { last, changes: [...changes.values()] };
  return known.changes;
}
