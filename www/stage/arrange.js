// The arrangement of an ensemble in a room: the richest that fits. No DOM.

import { cards } from './cards.js';
import { compact, tightest } from './compact.js';

/** @import { Layout } from './layout.js' */

/**
 * Always something: where nothing fits, the smallest ring.
 *
 * @param {number[]} ids
 * @param {number} width in CSS pixels
 * @param {number} height in CSS pixels
 * @returns {Layout}
 */
export function arrange(ids, width, height) {
  return cards(ids, width, height) ?? compact(ids, width, height) ?? tightest(ids, width, height);
}
