// The inspector of servers that are chosen together.

import { html } from 'lit';
import { stateWord } from '../../words/languages.js';
import { handsFor } from '../../words/hands.js';
import { choices, deeds, frame } from './parts.js';

/** @import { State } from './parts.js' */

/**
 * @param {State} state
 * @param {readonly number[]} servers
 */
export function groupInspector(state, servers) {
  const { view, locale } = state;
  const words = handsFor(locale);
  const chosen = view.servers.filter(({ id }) => servers.includes(id));
  return frame(
    state,
    { title: words.group(servers) },
    html`${deeds(state)}
    ${choices(state, chosen.map(server => ({ selection: { kind: 'server', server: server.id }, label: locale.server(server.id), note: stateWord(server, locale) })))}
    <p class="remark">${words.groupHelp}</p>`,
  );
}
