// Cards: each server with its ballot box beside it, on a ring outside of which the boxes stand. Up to seven servers. No DOM.

import { MARGIN, angle, fits, panelHeight } from './layout.js';

/** @import { Layout } from './layout.js' */

/** Below this, text would be too small to read. */
const SMALLEST = 0.88;
const LARGEST = 2;
/** What a panel keeps away from its server: room for the tokens that arrive there. */
const ASIDE = 28;
/** With more servers, boxes tell too much at once. */
const MOST = 7;

/**
 * The largest cards that fit, the first server on top and the others clockwise; nothing, if even the smallest do not.
 *
 * @param {number[]} ids
 * @param {number} width in CSS pixels
 * @param {number} height in CSS pixels
 * @returns {Layout | undefined}
 */
export function cards(ids, width, height) {
  if (ids.length > MOST) return undefined;
  const few = ids.length <= 3;
  const ideal = Math.min(width / (few ? 940 : 1120), height / (few ? 480 : 560));
  for (let scale = Math.min(Math.max(ideal, 1), LARGEST); scale >= SMALLEST; scale -= 0.04) {
    for (const lay of few ? [wide, narrow] : [wide]) {
      const layout = lay(ids, width / scale, height / scale, scale);
      if (fits(layout)) return layout;
    }
  }
  return undefined;
}

/**
 * Boxes to the left and to the right.
 *
 * @param {number[]} ids
 * @param {number} width
 * @param {number} height
 * @param {number} scale
 * @returns {Layout}
 */
function wide(ids, width, height, scale) {
  const few = ids.length <= 3;
  const radius = few ? 32 : 28;
  const columns = few ? 1 : 2;
  const panel = { width: few ? 132 : 190, height: panelHeight(ids.length, columns) };

  // One stands in the middle, two side by side.
  const turn = ids.length === 2 ? -Math.PI / 2 : 0;
  const angles = ids.map((_, index) => angle(index, ids.length) + turn);
  const lowest = Math.max(...angles.map(Math.sin));
  // What hangs above the ring: with many servers, links leave the first one almost level.
  const above = few ? panel.height - radius : panel.height + 6;
  const top = MARGIN + above;
  const bottom = height - MARGIN - (lowest > 0.99 ? above : panel.height / 2);
  const ry = (bottom - top) / (1 + Math.max(lowest, 0));
  const rx = Math.min(width / 2 - panel.width - ASIDE - radius - MARGIN, few ? ry * 1.05 : ry * 1.35);

  const places = ids.map((id, index) => {
    const x = width / 2 + rx * Math.cos(angles[index]);
    const y = ids.length <= 2 ? height / 2 : top + ry * (1 + Math.sin(angles[index]));
    const lean = Math.cos(angles[index]);
    const left = lean < -0.1;
    // On the ring's axis the links leave to both sides: the box keeps to the outer half.
    const offset = Math.abs(lean) > 0.1 ? -panel.height / 2 : y <= height / 2 ? -above : above - panel.height;
    const side = left ? x - radius - ASIDE : x + radius + ASIDE;
    return {
      id,
      x,
      y,
      panel: {
        ...panel,
        x: left ? side - panel.width : side,
        room: few ? (left ? side : width - side) - MARGIN : panel.width,
        y: y + offset,
        align: left ? /** @type {const} */ ('end') : /** @type {const} */ ('start'),
      },
    };
  });
  return { density: 'cards', width, height, scale, radius, columns, label: 12.5, brief: ids.length > 5, places };
}

/**
 * Boxes below, but for the first server's: in a column that is higher than it is wide.
 *
 * @param {number[]} ids up to three
 * @param {number} width
 * @param {number} height
 * @param {number} scale
 * @returns {Layout}
 */
function narrow(ids, width, height, scale) {
  const radius = 25;
  const panelTall = panelHeight(ids.length, 1);
  const top = MARGIN + panelTall - radius;
  const lowest = height - MARGIN - panelTall - radius - 18;
  const bottom = Math.min(top + Math.min(240, width * 0.6), lowest);
  const half = width / 2 - MARGIN;
  const [first, ...rest] = ids;
  // What is left over is left above and below.
  const shift = rest.length > 0 ? Math.max(0, (lowest - bottom) / 2) : Math.max(0, (height - top - radius) / 2);
  const places = rest.map((id, index) => {
    // Clockwise: the second server is on the right.
    const panelWidth = Math.min(half, 132);
    const edge = MARGIN + panelWidth / 2;
    const x = rest.length === 1 ? width / 2 : index === 0 ? width - edge : edge;
    const room = 2 * Math.min(x, width - x, rest.length === 1 ? x : width / 4) - 2 * MARGIN;
    const y = bottom + shift;
    return { id, x, y, panel: { x: x - panelWidth / 2, y: y + radius + 18, width: panelWidth, height: panelTall, align: /** @type {const} */ ('middle'), room } };
  });
  // The first one gives way to its box where the screen is narrowest.
  const x = Math.min(width / 2, width - MARGIN - 132 - radius - 20);
  const panel = { x: x + radius + 20, y: MARGIN + shift, width: 132, height: panelTall, align: /** @type {const} */ ('start'), room: width - MARGIN - x - radius - 20 };
  const places1 = [{ id: first, x, y: top + shift, panel }, ...places];
  return { density: 'cards', width, height, scale, radius, columns: 1, label: 11, brief: false, places: places1 };
}
