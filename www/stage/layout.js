// What the ways of laying out an ensemble have in common: the shape of a layout, and whether everything in it has its room. No DOM.
//
// Unit: `scale` CSS pixels.

/**
 * Where a server's words and ballot box go: its corner, and the side to which its text leans. `room`: how long a line
 * of text may get, which may be longer than the box is wide.
 *
 * @typedef {{ x: number, y: number, width: number, height: number, align: 'start' | 'middle' | 'end', room: number }} Panel
 * @typedef {{ id: number, x: number, y: number, panel: Panel }} Place
 * @typedef {'cards' | 'compact'} Density `cards`: every server has its ballot box beside it; `compact`: a few words
 * @typedef {{
 *   density: Density,
 *   width: number,
 *   height: number,
 *   scale: number,
 *   radius: number,
 *   columns: number,
 *   label: number,
 *   brief: boolean,
 *   places: Place[],
 * }} Layout `label`: how large the text of a token is; `brief`: there is room in it for the leader alone; `scale`: how many CSS pixels a unit is.
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

/** What everything keeps away from the edge. */
export const MARGIN = 10;
/** What a disc draws beyond its radius: the second ring of a leader. */
const RIM = 8;
/** What discs keep between them, so that there is a way for tokens. */
const WAY = 40;

/**
 * @param {number} index
 * @param {number} count
 */
export function angle(index, count) {
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
export function panelHeight(slips, columns) {
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

/**
 * Whether everything is inside the picture, nothing covers anything else, and tokens find a way between any two servers.
 *
 * @param {Layout} layout
 */
export function fits({ width, height, radius, places }) {
  const rim = radius + RIM;
  return places.every(({ x, y, panel }, index) => {
    const inside = x >= rim && x <= width - rim && y >= rim && y <= height - rim;
    const panelInside = panel.x >= 0 && panel.x + panel.width <= width && panel.y >= 0 && panel.y + panel.height <= height;
    return inside && panelInside && !touches(panel, { x, y }, radius) && places.every((other, at) => at === index || isApart(other, places[index], rim));
  });
}

/** @param {Place} a @param {Place} b @param {number} rim */
function isApart(a, b, rim) {
  return Math.hypot(a.x - b.x, a.y - b.y) >= 2 * rim + WAY && !overlap(a.panel, b.panel) && !touches(a.panel, b, rim);
}

/** @param {Panel} a @param {Panel} b */
export const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** @param {Panel} panel @param {{ x: number, y: number }} centre @param {number} radius */
export function touches({ x, y, width, height }, centre, radius) {
  const [dx, dy] = [Math.max(x - centre.x, 0, centre.x - x - width), Math.max(y - centre.y, 0, centre.y - y - height)];
  return Math.hypot(dx, dy) < radius;
}
