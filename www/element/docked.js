// What can be docked beside the stage, unless something is selected there. Loaded with what helps to read the picture.

import { events } from '../panels/events.js';
import { legend } from '../panels/legend.js';
import { why } from '../panels/why.js';

/** @import { EventLog } from '../play/event-log.js' */
/** @import { Beat, Happening } from '../engine/records.js' */
/** @import { Locale } from '../words/locale.js' */

/** @typedef {'events' | 'legend' | 'why' | 'palette'} Docked */

/**
 * @param {Exclude<Docked, 'palette'>} what the palette has a state of its own
 * @param {{
 *   told: Beat | undefined,
 *   eventLog: EventLog,
 *   locale: Locale,
 *   asked: number | undefined,
 *   ask: (event: number | undefined) => void,
 *   light: (event: Happening | undefined) => void,
 *   seek: (at: number) => void,
 *   close: () => void,
 * }} state `asked`: the event whose causes are shown
 */
export function docked(what, { told, ...state }) {
  switch (what) {
    case 'why':
      return told && why({ beat: told, ...state });
    case 'legend':
      return legend(state);
    case 'events':
      return events(state);
  }
}
