// The inspector of a timer: what is waited for, how long, and what happens then.

import { html } from 'lit';
import { formatMoment } from '../../words/format.js';
import { fact, frame, list } from './parts.js';
import { remaining } from './remaining.js';

/** @import { Timer } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/**
 * @param {State} state
 * @param {{ server: number, timer: Timer, to?: number }} selection
 */
export function timerInspector(state, { server, timer, to }) {
  const { view, details, locale } = state;
  const timers = view.servers.find(({ id }) => id === server)?.process?.timers ?? [];
  const running = timers.find(each => each.timer === timer && each.to === to);
  return frame(
    state,
    { title: details.timers[timer](to), word: locale.server(server) },
    running
      ? html`<p class="lead">${details.due[timer]}</p>
          ${list(
            fact(details, 'waits', remaining(running)),
            fact(details, 'due', formatMoment(running.at)),
            fact(details, 'since', formatMoment(running.since)),
          )}`
      : html`<p>${details.gone}</p>`,
  );
}
