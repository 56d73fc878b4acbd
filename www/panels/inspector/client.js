// The inspector of a client: its session, what it waits for, and what passes between it and its server.

import { html } from 'lit';
import { formatAnswerBriefly, formatOp, formatSpan, formatZxid } from '../../words/format.js';
import { choices, deeds, fact, frame, list, partyButton, section } from './parts.js';
import { messageChoices } from './traffic.js';

/** @import { State } from './parts.js' */

/**
 * @param {State} state
 * @param {string} id
 */
export function clientInspector(state, id) {
  const { view, locale, details } = state;
  const client = view.clients.find(each => each.id === id);
  const title = locale.client(id);
  if (!client) return frame(state, { title }, html`<p>${details.gone}</p>`);
  const { server, session, timeout, lastZxid, answer, oldest, unanswered } = client;
  const messages = messageChoices(state, id);
  const more = unanswered - oldest.length;
  return frame(
    state,
    { title, word: client.state === 'VANISHED' ? details.states.VANISHED : client.state },
    html`${deeds(state)} ${list(
      fact(details, 'server', server === undefined ? undefined : partyButton(state, server)),
      fact(details, 'session', session),
      fact(details, 'timeout', formatSpan(timeout)),
      fact(details, 'seen', formatZxid(lastZxid)),
      fact(details, 'lastAnswer', answer ? formatAnswerBriefly(answer) : undefined),
    )}
    ${oldest.length > 0
      ? section(
          details,
          'requests',
          html`<ol class="plain">
            ${oldest.map(({ op }) => html`<li>${formatOp(op)}</li>`)} ${more > 0 ? html`<li class="note">${locale.more(more)}</li>` : ''}
          </ol>`,
          { note: unanswered },
        )
      : ''}
    ${messages.length > 0 ? section(details, 'messages', choices(state, messages), { note: messages.length }) : ''}
    ${server === undefined
      ? ''
      : section(details, 'links', choices(state, [{ selection: { kind: 'link', from: id, to: server, via: id }, label: details.party(server), note: details.states[client.state] }]))}`,
  );
}
