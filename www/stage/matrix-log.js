// Logs side by side: the same transaction is in the same column in every row, so that a short log is seen to be short, and
// one that differs to differ. No DOM.

import { cellsOf } from './history.js';
import { hueOf } from './epoch-hue.js';

/** @import { Server, Zxid } from '../engine/records.js' */

/**
 * Cells of a kind, as one path.
 *
 * @typedef {{ hue: number, kind: 'applied' | 'safe' | 'open' | 'whole', d: string }} Run
 * @typedef {{ width: number, height: number, pitch: number, gap: number }} LogCell
 */

/** More counters than an epoch can have. */
const EPOCH = 2 ** 33;

/** A zxid as a number that keeps the order. @param {Zxid} zxid */
const keyOf = ({ epoch, counter }) => epoch * EPOCH + counter;

/**
 * Where the cells of a log are in a cell of a row.
 *
 * @param {number} width
 * @param {number} height of the row
 * @returns {LogCell}
 */
export function logCell(width, height) {
  const legible = height >= 9;
  return { width, height: legible ? Math.min(11, height - 4) : Math.max(1.5, height - 1), pitch: legible ? 8 : 4, gap: legible ? 2 : 1 };
}

/**
 * The column of each transaction: the last that fit of all that any server has.
 *
 * @param {readonly Server[]} servers
 * @param {LogCell} cell
 * @returns {Map<number, number>}
 */
export function columnsOf(servers, { width, pitch, gap }) {
  /** @type {Set<number>} */
  const keys = new Set();
  for (const server of servers) for (const { zxid } of cellsOf(server)) keys.add(keyOf(zxid));
  const last = [...keys].sort((a, b) => a - b).slice(-Math.max(1, Math.floor((width + gap) / pitch)));
  return new Map(last.map((key, column) => [key, column]));
}

/**
 * A log in its columns.
 *
 * @param {Pick<Server, 'log' | 'snapshot' | 'lastZxid'>} server
 * @param {ReadonlyMap<number, number>} columns
 * @param {LogCell} cell
 * @returns {Run[]}
 */
export function runsOf(server, columns, { height, pitch, gap }) {
  /** @type {Run[]} */
  const runs = [];
  for (const { zxid, safe, applied, whole } of cellsOf(server)) {
    const column = columns.get(keyOf(zxid));
    if (column === undefined) continue;
    const kind = !safe ? 'open' : whole ? 'whole' : applied ? 'applied' : 'safe';
    const hue = hueOf(zxid.epoch);
    // What has an outline keeps within its cell.
    const inset = kind === 'open' || kind === 'safe' ? 0.5 : 0;
    const [x, y] = [column * pitch + inset, -height / 2 + inset];
    const d = `M${x} ${y}h${pitch - gap - 2 * inset}v${height - 2 * inset}h${2 * inset + gap - pitch}z`;
    // A snapshot stands for all that came before it.
    const before = whole && column > 0 ? `M0 -.75H${column * pitch}V.75H0z` : '';
    const last = runs.at(-1);
    if (last?.kind === kind && last.hue === hue) last.d += d;
    else runs.push({ hue, kind, d: before + d });
  }
  return runs;
}
