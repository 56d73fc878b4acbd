// What can be done by hand, in each language. A module of its own, for it is loaded when it is wanted.

import { en } from './en.hands.js';
import { zh } from './zh.hands.js';

/** @import { Hands, DeedName } from './hands.locale.js' */
/** @import { Party } from '../engine/records.js' */

/**
 * @param {{ lang: string }} locale
 * @returns {Hands}
 */
export function handsFor({ lang }) {
  return lang === 'zh' ? zh : en;
}

/** @param {Hands} words @param {{ name: DeedName, of?: Party }} deed */
export function deedIn({ deeds }, { name, of = '' }) {
  const text = deeds[name];
  return typeof text === 'string' ? text : text(String(of));
}
