// The logs side by side: a row for each zxid, a column for each server. What is pointed at is told below, and lit up on stage.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatMoment, formatZxid, runs } from '../../words/format.js';
import { stateWord } from '../../words/languages.js';
import { viewsFor } from '../../words/views.js';
import { moveInGrid, showPointed } from '../grid.js';
import { hueOf } from '../../stage/epoch-hue.js';
import { sideBySide } from './side-by-side.js';

export { logsStyles as styles } from './logs.css.js';

/** @import { EventLog } from '../../play/event-log.js' */
/** @import { Locale } from '../../words/locale.js' */
/** @import { Stage, Views } from '../../words/views.locale.js' */
/** @import { Server, Subject, View } from '../../engine/records.js' */
/** @import { Selection } from '../inspector/selection.js' */
/** @import { Cell, Row } from './side-by-side.js' */

/** More columns than this want a wider panel. */
const FEW = 7;
/** How many cuts are told, the latest ones. */
const CUTS = 12;
/** In the order of the way an entry goes. @type {Exclude<Stage, 'none'>[]} */
const STAGES = ['buffered', 'unsafe', 'safe', 'applied', 'covered', 'cut'];

/**
 * @typedef {{
 *   view: View,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   point: (subjects: Subject[] | undefined) => void,
 *   select: (selection: Selection) => void,
 *   seek: (at: number) => void,
 * }} ViewState
 */

/** @param {ViewState} state */
export function show({ view, eventLog, locale, point, select, seek }) {
  const { logs: words } = viewsFor(locale);
  const { rows, cuttings } = sideBySide(view, eventLog.all);
  const crowd = view.servers.length > FEW;
  return html`<section class="logs grid-view" data-crowd=${String(crowd)} aria-label=${words.title} @pointerleave=${() => point(undefined)} @focusout=${() => point(undefined)}>
    ${rows.length === 0 ? html`<p class="note">${words.empty}</p>` : grid()}
    ${rows.length === 0 ? '' : html`<p class="pointed" data-hint=${words.hint} aria-hidden="true"></p>`}
    ${cuttings.length > 0 ? html`<h2>${words.cuts}</h2><ol class="cuttings">${repeat(cuttings.slice(0, CUTS), ({ id }) => id, cutting)}</ol>` : ''}
    ${key(words, !crowd)}
  </section>`;

  function grid() {
    return html`<div class="scroll">
      <table role="grid" aria-label=${words.title} @keydown=${moveInGrid} @focusin=${showPointed} @pointerover=${showPointed}>
        <thead>
          <tr>
            <th class="corner" scope="col">zxid</th>
            ${repeat(
              view.servers,
              ({ id }) => id,
              server => html`<th scope="col" data-server=${server.id}>${head(server)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${repeat(rows, ({ key }) => key, row)}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Server} server */
  function head(server) {
    const { id, process } = server;
    const light = () => point([{ type: 'party', id }]);
    return html`<button tabindex="-1" data-key=${`server ${id}`} data-state=${process?.state ?? 'down'} aria-label=${`${locale.server(id)} ${stateWord(server, locale)}`}
      @click=${() => select({ kind: 'server', server: id })} @focus=${light} @pointerenter=${light}>${id}</button>`;
  }

  /** @param {Row} row @param {number} index */
  function row(row, index) {
    const { key, zxid, txn, committed, cells } = row;
    const have = cells.filter(isLogged).map(({ server }) => server);
    const sentence = words.row(key, zxid.counter === 0 ? words.beginning(zxid.epoch) : words.change(txn), committed, have.length, cells.length);
    return html`<tr data-hue=${hueOf(zxid.epoch)}>
      <th scope="row" title=${sentence} data-committed=${String(committed)} @pointerenter=${() => point(have.map(server => ({ type: 'log', server })))}>
        ${key}${committed ? html`<i class="committed" aria-hidden="true">✔</i><span class="unseen"> ${words.committed}</span>` : ''}
      </th>
      ${repeat(cells, ({ server }) => server, (cell, column) => square(row, cell, sentence, index === 0 && column === 0))}
    </tr>`;
  }

  /**
   * @param {Row} row
   * @param {Cell} cell
   * @param {string} about what the whole row is about
   * @param {boolean} isFirst
   */
  function square({ key, zxid }, cell, about, isFirst) {
    const { server, stage, acked, snapshot, opensFile } = cell;
    const facts = [
      stage === 'none' ? words.none : words.stages[stage],
      ...(acked ? [words.acked] : []),
      ...(snapshot ? [words.snapshot[snapshot]] : []),
      ...(opensFile ? [words.opensFile] : []),
    ];
    const subjects = /** @type {Subject[]} */ ([{ type: 'log', server }]);
    return html`<td data-server=${server} data-opens=${String(opensFile)}>
      <button tabindex=${isFirst ? 0 : -1} data-key=${`entry ${server} ${key}`} data-zxid=${key} data-about=${about} aria-label=${words.cell(key, server, facts)}
        @click=${() => select({ kind: 'entry', server, zxid })} @focus=${() => point(subjects)} @pointerenter=${() => point(subjects)}>
        ${mark(stage, acked, snapshot)}
      </button>
    </td>`;
  }

  /** @param {ReturnType<typeof sideBySide>['cuttings'][number]} cutting */
  function cutting({ server, behind, at, gone }) {
    const subjects = /** @type {Subject[]} */ ([{ type: 'log', server }]);
    return html`<li>
      <button data-server=${server} @click=${() => seek(at)} title=${locale.atMoment} @focus=${() => point(subjects)} @pointerenter=${() => point(subjects)}>
        <time>${formatMoment(at)}</time> <span>${words.cut(server, formatZxid(behind), runs(gone))}</span>
      </button>
    </li>`;
  }
}

/** Whether it is in a log. @param {Cell} cell */
const isLogged = ({ stage }) => stage === 'buffered' || stage === 'unsafe' || stage === 'safe' || stage === 'applied';

/**
 * @param {Stage} stage
 * @param {boolean} [acked]
 * @param {'safe' | 'unsafe'} [snapshot]
 */
function mark(stage, acked = false, snapshot = undefined) {
  return html`<i class="mark" data-stage=${stage} data-acked=${String(acked)} data-snapshot=${snapshot ?? 'none'} aria-hidden="true"></i>`;
}

/** @param {Views['logs']} words @param {boolean} open */
function key(words, open) {
  return html`<details class="key" ?open=${open}>
    <summary>${words.key}</summary>
    <ul data-hue="1">
      ${STAGES.map(stage => html`<li>${mark(stage)} ${words.stages[stage]}</li>`)}
      <li>${mark('applied', true)} ${words.acked}</li>
      <li>${mark('applied', false, 'safe')} ${words.snapshot.safe}</li>
      <li><i class="mark file" aria-hidden="true"></i> ${words.opensFile}</li>
      <li><i class="committed" aria-hidden="true">✔</i> ${words.committed}</li>
    </ul>
  </details>`;
}
