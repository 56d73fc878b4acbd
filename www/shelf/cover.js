// The cover of a lesson: its ensemble at a moment, as a small picture. A pure function of the view.

import { svg } from 'lit';
import { hueOf } from '../stage/epoch-hue.js';

/** @import { Party, View } from '../engine/records.js' */

const WIDTH = 200;
const HEIGHT = 112;
/** How large a server is drawn, and how far a client stands from it. */
const RADIUS = 12;
const BESIDE = 27;

/** @typedef {{ x: number, y: number }} Point */

/** @param {number} index @param {number} count @returns {Point} */
function spot(index, count) {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: WIDTH / 2 + Math.cos(angle) * 58, y: HEIGHT / 2 + 2 + Math.sin(angle) * (count > 2 ? 36 : 0) };
}

/** @param {View} view */
export function cover({ now, servers, clients, messages, cuts }) {
  const radius = servers.length > 6 ? 8 : RADIUS;
  /** @type {Map<Party, Point>} */
  const spots = new Map(servers.map(({ id }, index) => [id, spot(index, servers.length)]));
  for (const { id, server } of clients) {
    const at = server === undefined ? undefined : spots.get(server);
    if (at) spots.set(id, { x: at.x + (at.x < WIDTH / 2 ? -BESIDE : BESIDE), y: at.y });
  }
  const learners = servers.flatMap(({ id, currentEpoch, process }) => (process?.learners ?? []).map(learner => ({ from: id, to: learner.id, epoch: currentEpoch })));
  const line = (/** @type {Party} */ from, /** @type {Party} */ to) => {
    const [a, b] = [spots.get(from), spots.get(to)];
    return a && b ? `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}` : '';
  };
  return svg`
    ${cuts.map(({ from, to }) => svg`<path class="cut" d=${line(from, to)} />`)}
    ${learners.map(({ from, to, epoch }) => svg`<path class="bond" data-hue=${hueOf(epoch)} d=${line(from, to)} />`)}
    ${clients.map(({ id, server }) => (server === undefined ? '' : svg`<path class="tie" d=${line(id, server)} />`))}
    ${messages.map(({ from, to, sent, arrives }) => {
      const [a, b] = [spots.get(from), spots.get(to)];
      const share = (now - sent) / Math.max(1, arrives - sent);
      return a && b ? svg`<rect class="message" x=${(a.x + (b.x - a.x) * share - 5).toFixed(1)} y=${(a.y + (b.y - a.y) * share - 3).toFixed(1)} width="10" height="6" rx="2" />` : '';
    })}
    ${servers.map(({ id, currentEpoch, process }) => {
      const { x, y } = spots.get(id) ?? { x: 0, y: 0 };
      return svg`<g class="disc" data-state=${process?.state ?? 'DOWN'} data-hue=${hueOf(currentEpoch)} transform=${`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
        <circle class="ring" r=${radius + 4} /><circle class="body" r=${radius} /><text text-anchor="middle" dy=".36em">${id}</text>
      </g>`;
    })}
    ${clients.map(({ id }) => {
      const at = spots.get(id);
      return at ? svg`<g class="client" transform=${`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}><rect x="-7" y="-7" width="14" height="14" rx="3" /><text text-anchor="middle" dy=".36em">${id}</text></g>` : '';
    })}`;
}

export const COVER = `0 0 ${WIDTH} ${HEIGHT}`;
