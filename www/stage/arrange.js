// The arrangement of an ensemble in a room: the richest that fits. No DOM.

import { cards } from './cards.js';
import { compact } from './compact.js';

/** @import { Layout } from './layout.js' */

/**
 * @param {number[]} ids
 * @param {number} width in CSS pixels
 * @param {number} height in CSS pixels
 * @returns {Layout | undefined} nothing, where there are too many for a ring
 */
export function arrange(ids, width, height) {
  return cards(ids, width, height) ?? compact(ids, width, height);
}
