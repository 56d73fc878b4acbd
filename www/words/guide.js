// What a reader is told who sees the picture for the first time, in each language: legend, hints, phases. Loaded when it is wanted.

import { en } from './en.guide.js';
import { zh } from './zh.guide.js';

/** @import { Guide } from './guide.locale.js' */

/**
 * @param {{ lang: string }} locale
 * @returns {Guide}
 */
export function guideFor({ lang }) {
  return lang === 'zh' ? zh : en;
}
