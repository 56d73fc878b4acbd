// The picture as a table, for screen readers.

import { html } from 'lit';
import { formatAnswerBriefly, formatLog, formatOp, formatSlip, formatVote, formatZxid } from '../words/format.js';
import { guideFor } from '../words/guide.js';
import { stateWord } from '../words/languages.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { View } from '../engine/records.js' */

/**
 * @param {View} view
 * @param {Locale} locale
 * @param {boolean} withPeerEpoch
 */
export function table(view, locale, withPeerEpoch) {
  const { facts, table } = guideFor(locale);
  return html`<div class="unseen"><table>
    <caption>
      ${table}
    </caption>
    <thead>
      <tr>
        <th scope="col">${facts.server}</th>
        <th scope="col">${facts.state}</th>
        <th scope="col">${facts.phase}</th>
        <th scope="col">${facts.vote}</th>
        <th scope="col">${facts.box}</th>
        <th scope="col">${facts.currentEpoch}</th>
        <th scope="col">${facts.acceptedEpoch}</th>
        <th scope="col">${facts.log}</th>
        <th scope="col">${facts.zxid}</th>
        <th scope="col">${facts.tree}</th>
      </tr>
    </thead>
    <tbody>
      ${view.servers.map(
        server => html`<tr>
          <th scope="row">${server.id}</th>
          <td>${stateWord(server, locale)}</td>
          <td>${server.process?.phase ?? ''}</td>
          <td>${server.process ? formatVote(server.process.vote, withPeerEpoch) : ''}</td>
          <td>${server.process?.ballots.map(ballot => formatSlip(ballot, withPeerEpoch)).join('; ') ?? ''}</td>
          <td>${server.currentEpoch}</td>
          <td>${server.acceptedEpoch}</td>
          <td>${formatLog(server.log, locale.unsafe)}</td>
          <td>${formatZxid(server.lastZxid)}</td>
          <td>${server.process?.tree.map(({ path, data }) => `${path} = ${data}`).join('; ') ?? ''}</td>
        </tr>`,
      )}
    </tbody>
    ${view.clients.length > 0
      ? html`<thead>
            <tr>
              <th scope="col">${facts.client}</th>
              <th scope="col">${facts.state}</th>
              <th scope="col">${facts.server}</th>
              <th scope="col">${facts.session}</th>
              <th scope="col">${facts.seen}</th>
              <th scope="col">${facts.requests}</th>
              <th scope="col">${facts.answer}</th>
            </tr>
          </thead>
          <tbody>
            ${view.clients.map(
              client => html`<tr>
                <th scope="row">${client.id}</th>
                <td>${client.state}</td>
                <td>${client.server ?? ''}</td>
                <td>${client.session ?? ''}</td>
                <td>${formatZxid(client.lastZxid)}</td>
                <td>${client.oldest.map(({ op }) => formatOp(op)).join('; ')}</td>
                <td>${client.answer ? formatAnswerBriefly(client.answer) : ''}</td>
              </tr>`,
            )}
          </tbody>`
      : ''}
  </table>
  ${view.cuts.length > 0 ? html`<ul>${view.cuts.map(({ from, to, held }) => html`<li>${locale.cutLabel(from, to, held)}.</li>`)}</ul>` : ''}</div>`;
}
