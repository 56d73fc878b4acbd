// The inspector of a link: how things stand between two, each way, and what is on its way.

import { html } from 'lit';
import { formatSpan } from '../../words/format.js';
import { choices, deeds, frame, partyButton, section } from './parts.js';
import { learnerBetween, messageChoices } from './traffic.js';

/** @import { Party } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/**
 * @param {State} state
 * @param {{ from: Party, to: Party }} link
 */
export function linkInspector(state, { from, to }) {
  const { view, details } = state;
  const messages = messageChoices(state, from, to);
  const learner = learnerBetween(view, from, to);
  const client = view.clients.find(({ id }) => id === from || id === to);
  return frame(
    state,
    { title: details.link(from, to) },
    html`<p class="pair">${partyButton(state, from)} ${partyButton(state, to)}</p>
    ${deeds(state)}
    ${learner ? html`<p>${details.bound(learner.leader, learner.learner, learner.synced)}</p>` : ''}
    ${client ? html`<p>${details.session(details.states[client.state])}</p>` : ''}
    <dl>
      ${way(state, from, to)} ${way(state, to, from)}
    </dl>
    ${messages.length > 0 ? section(details, 'messages', choices(state, messages), { note: messages.length }) : ''}`,
  );
}

/**
 * One direction: whether the network lets anything pass and, between servers, how the sender sees its election link.
 *
 * @param {State} state
 * @param {Party} from
 * @param {Party} to
 */
function way({ view, details }, from, to) {
  const isIt = (/** @type {{ from: Party, to: Party }} */ each) => each.from === from && each.to === to;
  const [cut, hold, slow] = [view.cuts.find(isIt), view.holds.find(isIt), view.slow.find(isIt)];
  const stands = [...(cut ? [details.cut(cut.held)] : []), ...(hold ? [details.heldWay(hold.held)] : []), ...(slow ? [details.slow(formatSpan(slow.by))] : [])];
  const link = view.servers.find(({ id }) => id === from)?.process?.links.find(each => each.to === to);
  return html`<div class="way">
    <dt>${details.direction(from, to)}</dt>
    <dd>${stands.join(details.semicolon) || details.open}</dd>
    ${link && typeof from === 'number' ? html`<dd class="remark">${details.end(from, details.links[link.state])}${link.waiting ? ` · ${details.waiting}` : ''}</dd>` : ''}
  </div>`;
}
