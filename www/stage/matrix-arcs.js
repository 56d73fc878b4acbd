// The ways of messages between the rows of a matrix. No DOM. Unit: that of the layout.

/** @import { LinkPath } from './link-path.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */

/** What a message keeps away from the marks. */
const BESIDE = 4;
/** How far a curve from block to block rises, for its length. */
const LIFT = 0.08;

/**
 * Where messages leave a row, and come to it: beside its mark.
 *
 * @param {MatrixLayout} layout
 * @param {Row} row
 */
export function doorOf({ cells, rowHeight }, row) {
  return { x: row.x + cells.mark.x - BESIDE, y: row.y + rowHeight / 2 };
}

/**
 * From row to row: an arc in the gutter, the wider the further it goes, or from block to block a gentle curve. What goes up
 * keeps inside of what goes down.
 *
 * @param {MatrixLayout} layout
 * @param {Row} from
 * @param {Row} to
 * @returns {LinkPath}
 */
export function arcBetween(layout, from, to) {
  const [start, end] = [doorOf(layout, from), doorOf(layout, to)];
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  if (from.block !== to.block) {
    // It comes out from behind the mark, on the side that it goes to.
    const behind = BESIDE + layout.cells.mark.width / 2;
    const [a, b] = [{ x: start.x + behind, y: start.y }, { x: end.x + behind, y: end.y }];
    return { from: a, bend: { x: middle.x + behind, y: middle.y - Math.abs(end.x - start.x) * LIFT }, to: b };
  }
  const room = layout.cells.gutter.width - BESIDE;
  const reach = Math.sqrt(Math.abs(end.y - start.y) / Math.max(1, layout.blocks[from.block].height));
  const depth = Math.min(room, 8 + (room - 14) * reach + (end.y > start.y ? 6 : 0));
  // A quadratic curve passes halfway between its ends and its control point.
  return { from: start, bend: { x: middle.x - 2 * Math.max(4, depth), y: middle.y }, to: end };
}

/**
 * Between a client, which has no row, and its server: straight through the gutter.
 *
 * @param {MatrixLayout} layout
 * @param {Row} row
 * @param {boolean} arrives at the server
 * @returns {LinkPath}
 */
export function wayOfClient(layout, row, arrives) {
  const door = doorOf(layout, row);
  const edge = { x: row.x, y: door.y };
  const bend = { x: (door.x + edge.x) / 2, y: door.y };
  return arrives ? { from: edge, bend, to: door } : { from: door, bend, to: edge };
}
