// The inspector: all that can be seen of what is selected, in words, with ways from one thing to the next.

import { detailsFor } from '../../words/details.js';
import { ballotInspector } from './ballot.js';
import { clientInspector } from './client.js';
import { entryInspector } from './entry.js';
import { groupInspector } from './group.js';
import { linkInspector } from './link.js';
import { messageInspector } from './message.js';
import { serverInspector } from './server.js';
import { timerInspector } from './timer.js';

export { describeMark } from './describe-mark.js';
export { holdsFocus, restoreFocus } from './focus.js';
export { inspectorStyles } from './inspector.css.js';
export { showRemaining } from './remaining.js';

/** @import { InspectorState } from './parts.js' */

/** @param {InspectorState} given */
export function inspector(given) {
  const state = { ...given, details: detailsFor(given.locale) };
  const { selection } = state;
  switch (selection.kind) {
    case 'server':
      return serverInspector(state, selection.server);
    case 'client':
      return clientInspector(state, selection.client);
    case 'message':
      return messageInspector(state, selection.message);
    case 'link':
      return linkInspector(state, selection);
    case 'timer':
      return timerInspector(state, selection);
    case 'ballot':
      return ballotInspector(state, selection);
    case 'entry':
      return entryInspector(state, selection);
    case 'group':
      return groupInspector(state, selection.servers);
  }
}
