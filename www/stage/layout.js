// Where servers stand on the circle, where each one's panel is, and where slips lie in a ballot box. No DOM.
//
// Unit: `scale` CSS pixels, at least one, so that text is never smaller than its nominal size. Tested with one to seven servers.

/**
 * Where a server's words and ballot box go: its corner, and the side to which its text leans. `room`: how long a line
 * of text may get, which may be longer than the box is wide.
 *
 * @typedef {{ x: number, y: number, width: number, height: number, align: 'start' | 'middle' | 'end', room: number }} Panel
 * @typedef {{ id: number, x: number, y: number, panel: Panel }} Place
 * @typedef {{
 *   width: number,
 *   height: number,
 *   scale: number,
 *   radius: number,
 *   columns: number,
 *   named: boolean,
 *   label: number,
 *   brief: boolean,
 *   places: Place[],
 * }} Layout `named`: panels stand apart from their servers and have to say whose they are; `label`: how large the
 * text of a token is; `brief`: there is room in it for the leader alone; `scale`: how many CSS pixels a unit is, more than one where there is room for it.
 */

/** A panel from top to bottom: two lines of text, the box, a line below it, and one for epoch and log. */
export const BOX_TOP = 46;
export const BOX_PADDING = 5;
export const ROW = 21;
export const SLIP_HEIGHT = 17;
const BELOW_BOX = 44;
/** Where the baselines of those two are, below the box. */
export const QUORUM_LINE = 16;
export const HISTORY_LINE = 37;

const MARGIN = 10;
/** What a panel keeps away from its server: room for the tokens that arrive there. */
const ASIDE = 28;

/**
 * Places an ensemble on a ring, the first server on top and the others clockwise, boxes outside the ring. Where the
 * ring would leave no room beside it, the boxes go below.
 *
 * @param {number[]} ids
 * @param {number} width
 * @returns {Layout}
 */
export function layOut(ids, width) {
  const few = ids.length <= 3;
  if (width >= (few ? 640 : ids.length <= 5 ? 880 : 1060)) return wide(ids, width);
  return few ? narrow(ids, width) : below(ids, width);
}

/**
 * @param {number[]} ids
 * @param {number} space
 * @returns {Layout}
 */
function wide(ids, space) {
  const few = ids.length <= 3;
  const scale = Math.min(Math.max(1, space / (few ? 940 : 1120)), 2);
  const width = space / scale;
  const radius = few ? 32 : 28;
  const columns = few ? 1 : 2;
  const panel = { width: few ? 132 : 190, height: panelHeight(ids.length, columns) };
  const height = ids.length <= 2 ? 300 : few ? 500 : (ids.length <= 5 ? 454 : 514) + 42 * ids.length;

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
  return { width, height, scale, radius, columns, named: false, label: 12.5, brief: ids.length > 5, places };
}

/**
 * @param {number[]} ids up to three
 * @param {number} width
 * @returns {Layout}
 */
function narrow(ids, width) {
  const radius = 25;
  const height = panelHeight(ids.length, 1);
  const top = MARGIN + height - radius;
  const bottom = top + Math.min(220, width * 0.56);
  const half = width / 2 - MARGIN;
  const [first, ...rest] = ids;
  const places = rest.map((id, index) => {
    // Clockwise: the second server is on the right.
    const panelWidth = Math.min(half, 132);
    const edge = MARGIN + panelWidth / 2;
    const x = rest.length === 1 ? width / 2 : index === 0 ? width - edge : edge;
    const y = bottom + radius + 18;
    const room = 2 * Math.min(x, width - x, rest.length === 1 ? x : width / 4) - 4;
    return { id, x, y: bottom, panel: { x: x - panelWidth / 2, y, width: panelWidth, height, align: /** @type {const} */ ('middle'), room } };
  });
  // The first one gives way to its box where the screen is narrowest.
  const x = Math.min(width / 2, width - MARGIN - 132 - radius - 20);
  const panel = { x: x + radius + 20, y: MARGIN, width: 132, height, align: /** @type {const} */ ('start'), room: width - MARGIN / 2 - x - radius - 20 };
  return {
    width,
    height: (rest.length > 0 ? bottom + radius + 18 + height : top + radius) + MARGIN,
    scale: 1,
    radius,
    columns: 1,
    named: false,
    label: 11,
    brief: false,
    places: [{ id: first, x, y: top, panel }, ...places],
  };
}

/**
 * @param {number[]} ids
 * @param {number} width
 * @returns {Layout}
 */
function below(ids, width) {
  const radius = 21;
  const ring = Math.min(width / 2 - radius - 3 * MARGIN, 220);
  const centre = ring + radius + 2 * MARGIN;
  const panelsTop = centre + ring + radius + 3 * MARGIN;
  const panelWidth = Math.min(width / 2 - 2 * MARGIN, 210);
  const height = panelHeight(ids.length, 2);
  const pitch = height + 2 * MARGIN;
  const left = width / 2 - panelWidth - MARGIN;
  const places = ids.map((id, index) => ({
    id,
    x: width / 2 + ring * Math.cos(angle(index, ids.length)),
    y: centre + ring * Math.sin(angle(index, ids.length)),
    panel: {
      x: left + (index % 2) * (panelWidth + 2 * MARGIN),
      y: panelsTop + Math.floor(index / 2) * pitch,
      width: panelWidth,
      height,
      align: /** @type {const} */ ('start'),
      room: panelWidth,
    },
  }));
  return { width, height: panelsTop + Math.ceil(ids.length / 2) * pitch, scale: 1, radius, columns: 2, named: true, label: 11, brief: true, places };
}

/**
 * @param {number} index
 * @param {number} count
 */
function angle(index, count) {
  return (2 * Math.PI * index) / count - Math.PI / 2;
}

/**
 * @param {number} slips
 * @param {number} columns
 */
export function boxHeight(slips, columns) {
  return Math.ceil(slips / columns) * ROW + 2 * BOX_PADDING - (ROW - SLIP_HEIGHT);
}

/**
 * @param {number} slips
 * @param {number} columns
 */
function panelHeight(slips, columns) {
  return BOX_TOP + boxHeight(slips, columns) + BELOW_BOX;
}

/**
 * Where a slip lies in its box, which keeps a place for every voter: nothing shifts when a ballot comes in.
 *
 * @param {number} index
 * @param {number} columns
 * @param {number} boxWidth
 */
export function slipPlace(index, columns, boxWidth) {
  const width = (boxWidth - 2 * BOX_PADDING - (columns - 1) * 4) / columns;
  return {
    x: BOX_PADDING + (index % columns) * (width + 4),
    y: BOX_PADDING + Math.floor(index / columns) * ROW,
    width,
    height: SLIP_HEIGHT,
  };
}
