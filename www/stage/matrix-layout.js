// Where the rows of a matrix are, and which cells a row has room for. No DOM. Unit: CSS pixels.
//
// The rows stand in one block or in several side by side. A block more makes rows higher and narrower; of all numbers of
// blocks the one is taken that lets rows say most.

import { extent } from './text-size.js';

/**
 * `id`, `state`, `vote`, `count`, `epoch` and `zxid` are texts; `mark` is the server's shape, `aim` the place of whom it votes for,
 * `box` a bar, `log` its entries, `gutter` where messages pass.
 *
 * @typedef {'gutter' | 'mark' | 'id' | 'state' | 'vote' | 'aim' | 'box' | 'count' | 'epoch' | 'zxid' | 'log'} CellName
 * @typedef {{ x: number, width: number }} Cell `x` is counted from the left edge of the block
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
 *   cells: Partial<Record<CellName, Cell>> & Record<'gutter' | 'mark' | 'id' | 'aim' | 'box', Cell>,
 *   blocks: { x: number, y: number, width: number, height: number }[],
 *   rows: Row[],
 * }} MatrixLayout `size`: of the texts of a row, 0 where it has marks alone; `head.y`, `foot.y`: baselines
 */

/** A row that is lower than this has no text. */
const LEGIBLE = 10;
const TALLEST = 30;
const SIZES = [13, 12, 11, 10, 9];
/** The size of ids where rows have no other text. */
export const LABEL = 9;

/** The order of cells in a row. @type {readonly CellName[]} */
const ORDER = ['gutter', 'mark', 'id', 'state', 'vote', 'aim', 'box', 'count', 'epoch', 'zxid', 'log'];
/** Those that a row can do without: which first, and how much each says. @type {readonly (readonly [CellName, number])[]} */
const OPTIONAL = [['vote', 4], ['zxid', 3], ['log', 3], ['state', 3], ['epoch', 1.5], ['count', 1.5]];
/** What a row says that has marks alone. */
const MARKS = 10;

/**
 * @param {readonly number[]} ids
 * @param {readonly number[]} observers
 * @param {number} width
 * @param {number} height
 * @returns {MatrixLayout}
 */
export function layOutMatrix(ids, observers, width, height) {
  const order = [...ids.filter(id => !observers.includes(id)), ...ids.filter(id => observers.includes(id))];
  const voters = order.length - order.filter(id => observers.includes(id)).length;
  let best;
  for (let count = 1; count <= 8 && (count === 1 || count <= order.length / 2); count += 1) {
    // Smaller texts say more, larger ones are better to read.
    for (const size of SIZES) {
      const other = layOutBlocks(order, voters, count, size, width, height);
      if (!best || other.worth > best.worth) best = other;
    }
  }
  return /** @type {NonNullable<typeof best>} */ (best).layout;
}

/**
 * @param {number[]} order
 * @param {number} voters
 * @param {number} count of blocks
 * @param {number} largest text
 * @param {number} width
 * @param {number} height
 * @returns {{ worth: number, layout: MatrixLayout }}
 */
function layOutBlocks(order, voters, count, largest, width, height) {
  const margin = width < 480 ? 8 : 16;
  const small = width < 480;
  const foot = footOf(width, height, margin);
  const head = { size: small ? 9.5 : 11, room: small ? 16 : 22 };
  const top = margin / 2 + head.room;
  const room = foot.y - foot.size - margin / 2 - top;
  const each = rowsOfBlock(voters, order.length - voters, count);
  // Voters and observers stand apart: in blocks of their own, or where they meet within one.
  const own = ownBlocks(voters, order.length - voters, each) <= count;
  const parted = voters > 0 && voters < order.length && !own;
  const loose = Math.min(TALLEST, room / each);
  const gap = parted ? Math.max(2, Math.min(10, loose * 0.6)) : 0;
  const rowHeight = Math.min(TALLEST, (room - gap) / each);

  const between = small ? 10 : 28;
  const space = (width - 2 * margin - (count - 1) * between) / count;
  const size = rowHeight < LEGIBLE ? 0 : Math.max(9, Math.min(largest, rowHeight - 3));
  const { cells, said, fits, used } = cellsThatFit(order, voters, space, rowHeight, { size, head: head.size, count });

  const left = (width - count * used - (count - 1) * between) / 2;
  const tall = each * rowHeight + gap;
  const down = top + Math.max(0, (room - tall) / 2);
  const step = Math.ceil(12 / rowHeight);
  const rows = order.map((id, index) => {
    const shifted = own && index >= voters ? index - voters + Math.ceil(voters / each) * each : index;
    const block = Math.floor(shifted / each);
    const within = shifted % each;
    const after = parted && index >= voters && block === Math.floor(voters / each) ? gap : 0;
    return {
      id,
      observes: index >= voters,
      block,
      x: left + block * (used + between),
      y: down + within * rowHeight + after,
      width: used,
      labelled: size > 0 || within % step === 0,
    };
  });
  const blocks = Array.from({ length: 1 + Math.max(...rows.map(({ block }) => block)) }, (_, index) => {
    const last = /** @type {Row} */ (rows.findLast(({ block }) => block === index));
    return { x: last.x, y: down, width: used, height: last.y + rowHeight - down };
  });
  const clear = Math.min(1, (size || rowHeight) / (size ? 11 : 8));
  const worth = (fits ? 100 : 0) + (MARKS + (size > 0 ? said + MARKS : 0)) * clear - (size > 0 ? 1.2 : 0.4) * (count - 1);
  return { worth, layout: { width, height, rowHeight, size, head: { y: down - head.size * 0.55, size: head.size }, foot, cells, blocks, rows } };
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

/**
 * @param {number[]} order
 * @param {number} voters
 * @param {number} space
 * @param {number} rowHeight
 * @param {{ size: number, head: number, count: number }} options the sizes of texts and of what is above them; how many blocks there are
 */
function cellsThatFit(order, voters, space, rowHeight, { size, head, count }) {
  const widest = String(Math.max(...order));
  const between = size > 0 ? size * 0.9 : 4;
  /** How wide a cell has to be, and how wide it would like to be. @type {Record<CellName, readonly [number, number]>} */
  const wanted = {
    gutter: size > 0 ? [count > 1 ? 34 : 36, count > 1 ? 90 : 190] : [14, 90],
    mark: fixed(size > 0 ? Math.min(22, rowHeight) + 2 : 12),
    id: fixed(extent(widest, size || LABEL) + 1),
    state: fixed(extent('FOLLOWING', size) + 2),
    vote: fixed(extent(`(9, ${widest}, 9.99)`, size)),
    aim: [size > 0 ? 34 : 20, 230],
    box: [size > 0 ? 24 : 12, 84],
    count: fixed(extent(`${voters}/${Math.floor(voters / 2) + 1}`, size)),
    epoch: fixed(Math.max(extent('9 → 9', size), extent('epoch', head))),
    zxid: fixed(extent('9.999', size)),
    log: [size > 0 ? 32 : 16, 170],
  };
  /** @type {Set<CellName>} */
  const chosen = new Set(['gutter', 'mark', 'id', 'aim', 'box']);
  const need = () => [...chosen].reduce((sum, name) => sum + wanted[name][0] + between, -between);
  const fits = need() <= space;
  let said = 0;
  for (const [name, value] of OPTIONAL) {
    if (size === 0 && wanted[name][0] === wanted[name][1]) continue;
    chosen.add(name);
    if (need() <= space) said += value;
    else chosen.delete(name);
  }
  // What is left goes to those that can use it.
  const spare = Math.max(0, space - need());
  const hunger = [...chosen].reduce((sum, name) => sum + wanted[name][1] - wanted[name][0], 0);
  const share = hunger > 0 ? Math.min(1, spare / hunger) : 0;
  // Where they do not fit at all, they shrink.
  const shrink = Math.min(1, space / need());
  /** @type {Partial<Record<CellName, Cell>>} */
  const cells = {};
  let x = 0;
  for (const name of ORDER.filter(each => chosen.has(each))) {
    const [least, most] = wanted[name];
    const width = (least + (most - least) * share) * shrink;
    cells[name] = { x, width };
    x += width + between * shrink;
  }
  return { cells: /** @type {MatrixLayout['cells']} */ (cells), said, fits, used: x - between * shrink };
}

/** @param {number} width @returns {readonly [number, number]} */
function fixed(width) {
  return [width, width];
}
