// What the inspector says, in each language. A module of its own, for it is loaded when something is looked at more closely.

import { en } from './en.details.js';
import { zh } from './zh.details.js';

/** @import { Details } from './details.locale.js' */

/**
 * @param {{ lang: string }} locale
 * @returns {Details}
 */
export function detailsFor({ lang }) {
  return lang === 'zh' ? zh : en;
}
