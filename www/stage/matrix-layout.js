// Where the rows of a matrix are, and which cells a row has room for. No DOM. Unit: CSS pixels.
//
// The rows stand in one block or in several side by side. A block more makes rows higher and narrower; of all numbers of
// blocks the one is taken that lets rows say most.

import { cellsThatFit } from './matrix-cells.js';

/** @import { Cells } from './matrix-cells.js' */

/**
 * @typedef {{ id: number, observes: boolean, block: number, x: number, y: number, width: number, labelled: boolean }} Row
 * `x`, `y`: its corner; `labelled`: there is room for its id
 *
 * @typedef {{
 *   width: number,
 *   height: number,
 *   rowHeight: number,
 *   size: number,
 *   head: { y: number, size: number },
 *   foot: { x: number, y: number, width: number, size: number, lines: number, leading: number },
 *   cells: Cells,
 *   blocks: { x: number, y: number, width: number, height: number }[],
 *   rows: Row[],
 * }} MatrixLayout `size`: of the texts of a row, 0 where it has marks alone; `head.y`, `foot.y`: baselines
 */

/** A row that is lower than this has no text. */
const LEGIBLE = 10;
const TALLEST = 30;
const SIZES = [13, 12, 11, 10, 9];

const MOST_BLOCKS = 8;
/** How far apart ids are where not every row has one. */
const APART = 12;

/** What is worth how much: that all fits, what a row says by marks alone, */
const FITS = 100;
const MARKS = 10;
/** up to which size of text, or height of a row, it gets better to read, */
const CLEAR = { text: 11, row: 8 };
/** and what a further block costs, between which messages have a longer way. */
const COST = { text: 1.2, row: 0.4 };

/**
 * @param {readonly number[]} ids
 * @param {readonly number[]} observers
 * @param {number} width
 * @param {number} height
 * @returns {MatrixLayout}
 */
export function layOutMatrix(ids, observers, width, height) {
  const observing = new Set(observers);
  const order = [...ids.filter(id => !observing.has(id)), ...ids.filter(id => observing.has(id))];
  const voters = ids.filter(id => !observing.has(id)).length;
  let best = planOf(order, voters, 1, SIZES[0], width, height);
  for (let count = 1; count <= MOST_BLOCKS && (count === 1 || count <= order.length / 2); count += 1) {
    // Smaller texts say more, larger ones are better to read.
    for (const size of SIZES) {
      const other = planOf(order, voters, count, size, width, height);
      if (other.worth > best.worth) best = other;
    }
  }
  return standIn(best, order, voters, width, height);
}

/** @typedef {ReturnType<typeof planOf>} Plan */

/**
 * How rows would stand in so many blocks, and what that is worth.
 *
 * @param {number[]} order
 * @param {number} voters
 * @param {number} count of blocks
 * @param {number} largest text
 * @param {number} width
 * @param {number} height
 */
function planOf(order, voters, count, largest, width, height) {
  const small = width < 480;
  const margin = small ? 8 : 16;
  const foot = footOf(width, height, margin);
  const head = { size: small ? 9.5 : 11, room: small ? 16 : 22 };
  const top = margin / 2 + head.room;
  const room = foot.y - foot.size - margin / 2 - top;
  const each = rowsOfBlock(voters, order.length - voters, count);
  // Voters and observers stand apart: in blocks of their own, or where they meet within one.
  const own = ownBlocks(voters, order.length - voters, each) <= count;
  const parted = voters > 0 && voters < order.length && !own;
  const gap = parted ? Math.max(2, Math.min(10, (room / each) * 0.6)) : 0;
  const rowHeight = Math.min(TALLEST, (room - gap) / each);

  const between = small ? 10 : 28;
  const space = (width - 2 * margin - (count - 1) * between) / count;
  const size = rowHeight < LEGIBLE ? 0 : Math.max(SIZES[SIZES.length - 1], Math.min(largest, rowHeight - 3));
  const { cells, said, fits, used } = cellsThatFit({ order, voters, space, rowHeight, size, head: head.size, parted: count > 1 });

  const clear = size > 0 ? Math.min(1, size / CLEAR.text) : Math.min(1, rowHeight / CLEAR.row);
  const cost = (count - 1) * (size > 0 ? COST.text : COST.row);
  const worth = (fits ? FITS : 0) + (MARKS + (size > 0 ? said + MARKS : 0)) * clear - cost;
  const left = (width - count * used - (count - 1) * between) / 2;
  const down = top + Math.max(0, (room - each * rowHeight - gap) / 2);
  return { worth, each, own, gap, rowHeight, size, cells, used, left, pitch: used + between, down, head, foot };
}

/**
 * The rows in their blocks.
 *
 * @param {Plan} plan
 * @param {number[]} order
 * @param {number} voters
 * @param {number} width
 * @param {number} height
 * @returns {MatrixLayout}
 */
function standIn({ each, own, gap, rowHeight, size, cells, used, left, pitch, down, head, foot }, order, voters, width, height) {
  const step = Math.ceil(APART / rowHeight);
  const rows = order.map((id, index) => {
    const observes = index >= voters;
    // Observers may begin a block of their own.
    const place = own && observes ? index - voters + Math.ceil(voters / each) * each : index;
    const block = Math.floor(place / each);
    const within = place % each;
    const after = observes && block === Math.floor(voters / each) ? gap : 0;
    return { id, observes, block, x: left + block * pitch, y: down + within * rowHeight + after, width: used, labelled: size > 0 || within % step === 0 };
  });
  const blocks = Array.from({ length: 1 + Math.max(...rows.map(({ block }) => block)) }, (_, index) => {
    const last = /** @type {Row} */ (rows.findLast(({ block }) => block === index));
    return { x: last.x, y: down, width: used, height: last.y + rowHeight - down };
  });
  return { width, height, rowHeight, size, head: { y: down - head.size * 0.55, size: head.size }, foot, cells, blocks, rows };
}

/** How many blocks it takes if no block has both. @param {number} voters @param {number} observers @param {number} each */
function ownBlocks(voters, observers, each) {
  return Math.ceil(voters / each) + Math.ceil(observers / each);
}

/**
 * How many rows a block has: as few as can be or, where that costs little, enough for voters and observers to have blocks of their own.
 *
 * @param {number} voters
 * @param {number} observers
 * @param {number} count of blocks
 */
function rowsOfBlock(voters, observers, count) {
  const least = Math.ceil((voters + observers) / count);
  for (let each = least; each <= least * 1.12 + 1; each += 1) if (ownBlocks(voters, observers, each) <= count) return each;
  return least;
}

/**
 * Room for the whole text of one row.
 *
 * @param {number} width
 * @param {number} height
 * @param {number} margin
 */
function footOf(width, height, margin) {
  const size = width < 480 ? 11 : 12.5;
  const lines = width < 760 ? 2 : 1;
  const leading = size * 1.4;
  return { x: margin, y: height - margin / 2 - 4 - (lines - 1) * leading, width: width - 2 * margin, size, lines, leading };
}
