// The inspector of a ballot: the vote on it, whether it counts for the server that keeps it and why not, and what brought it there.

import { html } from 'lit';
import { formatVote } from '../../words/format.js';
import { causes } from '../causes.js';
import { fact, frame, list, partyButton, section, voteFacts } from './parts.js';

/** @import { Ballot, Happening } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/**
 * A voter may have a ballot in each of the two boxes.
 *
 * @param {State} state
 * @param {{ server: number, voter: number }} selection
 */
export function ballotInspector(state, { server, voter }) {
  const { view, eventLog, locale, details, withPeerEpoch } = state;
  const process = view.servers.find(({ id }) => id === server)?.process;
  const ballots = process?.ballots.filter(ballot => ballot.voter === voter) ?? [];
  const title = details.ballot(voter, server);
  if (!process || ballots.length === 0) return frame(state, { title }, html`<p>${details.gone}</p>`);
  const brought = bringing(state, server, ballots[ballots.length - 1]);
  return frame(
    state,
    { title },
    html`${ballots.map(
        ballot => html`<p class="lead">${formatVote(ballot.vote, withPeerEpoch)}: ${ballot.counts ? details.counts : details.countsNot(ballot.differs)}</p>
          ${list(
            fact(details, 'box', details.boxes[ballot.ballots]),
            fact(details, 'whose', partyButton(state, voter)),
            fact(details, 'state', ballot.state),
            voteFacts(state, ballot.vote),
          )}`,
      )}
      ${list(
        fact(details, 'own', formatVote(process.vote, withPeerEpoch)),
        fact(details, 'quorum', details.needed(process.quorum.supporters.length, process.quorum.needed, process.quorum.met)),
      )}
      ${section(details, 'why', brought ? causes(brought, eventLog, locale) : html`<p class="remark">${details.nobodySaid}</p>`)}`,
  );
}

/**
 * The event in which a ballot was put into its box.
 *
 * @param {State} state
 * @param {number} server
 * @param {Ballot} ballot
 * @returns {Happening | undefined}
 */
function bringing({ eventLog }, server, { voter, ballots }) {
  return eventLog.all.findLast(event => event.server === server && event.what.kind === 'ballotStored' && event.what.voter === voter && event.what.ballots === ballots);
}
