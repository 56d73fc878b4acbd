// A client: its shape, its letter, and the line to its server. Nodes are created once and updated.

import { CLIENT_RADIUS } from './client-layout.js';
import { formatAnswerBriefly, formatOpBriefly } from '../words/format.js';
import { set, setText, svg } from './svg.js';

/** @import { Point } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Client } from '../engine/records.js' */

/** @param {string} letter */
export function createClient(letter) {
  const tie = svg('path', { class: 'tie' });
  const title = svg('title');
  const half = CLIENT_RADIUS - 1;
  const focus = svg('rect', { class: 'focus', x: -half - 5, y: -half - 5, width: 2 * half + 10, height: 2 * half + 10, rx: 9 });
  const shape = svg('rect', { class: 'shape', x: -half, y: -half, width: 2 * half, height: 2 * half, rx: 5 });
  const name = svg('text', { class: 'letter', 'text-anchor': 'middle', dy: '.34em' });
  name.textContent = letter;
  const hitArea = svg('circle', { class: 'hit-area', r: 22 });
  const body = svg('g', { class: 'body', tabindex: 0, role: 'button', 'aria-haspopup': 'dialog' }, focus, shape, name, hitArea);
  const note = svg('text', { class: 'note', y: 4, 'aria-hidden': 'true' });
  const more = svg('text', { class: 'more', x: half + 5, y: -half + 2, 'aria-hidden': 'true' });
  const node = svg('g', { class: 'client', 'data-client': letter }, title, body, note, more);

  return {
    node,
    tie,

    /**
     * @param {Client} client
     * @param {{ at: Point, place: Point, radius: number, more: number, alone: boolean, outward: boolean, locale: Locale }} where
     * `alone`: there is room beside it for what it wants; `outward`: to its right
     */
    show(client, { at, place, radius, more: others, alone, outward, locale }) {
      const label = locale.clientLabel(client);
      set(node, { transform: `translate(${at.x} ${at.y})`, 'data-state': client.state });
      set(body, { 'aria-label': label });
      setText(title, label);
      setText(more, others > 0 ? `+${others}` : '');
      set(note, { x: outward ? half + 8 : -half - 8, 'text-anchor': outward ? 'start' : 'end', 'data-waits': String(client.unanswered > 0) });
      setText(note, alone ? noteOf(client) : '');

      const length = Math.hypot(place.x - at.x, place.y - at.y) || 1;
      const [x, y] = [(place.x - at.x) / length, (place.y - at.y) / length];
      const rim = radius + 8;
      set(tie, {
        d: `M${(at.x + x * (half + 3)).toFixed(1)} ${(at.y + y * (half + 3)).toFixed(1)}L${(place.x - x * rim).toFixed(1)} ${(place.y - y * rim).toFixed(1)}`,
        'data-state': client.state,
      });
    },
  };
}

/** What it waits for or, if it waits for nothing, what it was told last. @param {Client} client */
function noteOf({ oldest: [request], unanswered, answer }) {
  if (request) return `${formatOpBriefly(request.op)}${unanswered > 1 ? ` +${unanswered - 1}` : ''} …`;
  return answer ? formatAnswerBriefly(answer) : '';
}
