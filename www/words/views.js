// What the views beside the stage say, in each language. A module of its own, for it is loaded when one of them is wanted.

import { en } from './en.views.js';
import { zh } from './zh.views.js';

/** @import { Views } from './views.locale.js' */

/**
 * @param {{ lang: string }} locale
 * @returns {Views}
 */
export function viewsFor({ lang }) {
  return lang === 'zh' ? zh : en;
}
