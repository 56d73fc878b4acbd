// The cells of a matrix's row: which of them there is room for, and where. No DOM. Unit: CSS pixels.

import { extent } from './text-size.js';

/**
 * `id`, `state`, `vote`, `count`, `epoch` and `zxid` are texts; `mark` is the server's shape, `aim` the place of whom it votes for,
 * `box` a bar, `log` its entries, `gutter` where messages pass.
 *
 * @typedef {'gutter' | 'mark' | 'id' | 'state' | 'vote' | 'aim' | 'box' | 'count' | 'epoch' | 'zxid' | 'log'} CellName
 * @typedef {{ x: number, width: number }} Cell `x` is counted from the left edge of the block
 * @typedef {Partial<Record<CellName, Cell>> & Record<'gutter' | 'mark' | 'id' | 'aim' | 'box', Cell>} Cells
 */

/** The size of ids where rows have no other text. */
export const LABEL = 9;

/** The order of cells in a row. @type {readonly CellName[]} */
const ORDER = ['gutter', 'mark', 'id', 'state', 'vote', 'aim', 'box', 'count', 'epoch', 'zxid', 'log'];
/** Those that a row can do without: which first, and how much each says. @type {readonly (readonly [CellName, number])[]} */
const OPTIONAL = [['vote', 4], ['zxid', 3], ['log', 3], ['state', 3], ['epoch', 1.5], ['count', 1.5]];

/** What the place of a vote keeps away from the ends of its cell. */
const INSET = 3;

/**
 * Where the place of a vote is.
 *
 * @param {Cells} cells
 * @param {number} share of the way from the first voter to the last
 */
export function aimAt({ aim }, share) {
  return aim.x + INSET + share * (aim.width - 2 * INSET);
}

/**
 * As many cells as fit, and how much they say.
 *
 * @param {{ order: number[], voters: number, space: number, rowHeight: number, size: number, head: number, parted: boolean }} options
 * `space`: the width there is; `size`, `head`: of the row's texts and of those above them; `parted`: there are several blocks
 */
export function cellsThatFit({ order, voters, space, rowHeight, size, head, parted }) {
  const widest = String(Math.max(...order));
  const between = size > 0 ? size * 0.9 : Math.min(6, space / 25);
  /** How wide a cell has to be, and how wide it would like to be. @type {Record<CellName, readonly [number, number]>} */
  const wanted = {
    gutter: size > 0 ? [35, parted ? 90 : 190] : [14, 90],
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
  return { cells: /** @type {Cells} */ (cells), said, fits, used: x - between * shrink };
}

/** @param {number} width @returns {readonly [number, number]} */
function fixed(width) {
  return [width, width];
}
