// The languages there are, the choice of one, and the sentences and words made from it.

import { en, unfold } from './en.js';
import { textIn } from './format.js';

/** @import { Happening, Server } from '../engine/records.js' */
/** @import { Circumstances, Locale } from './locale.js' */

/** @typedef {'en' | 'zh'} Language */

/** Those that are loaded; English always is. @type {Partial<Record<Language, Locale>>} */
const locales = { en };

/**
 * The language that is nearest to what is asked for: `zh-Hans-CN` is `zh`, what is not spoken here is English.
 *
 * @param {readonly string[]} wanted best first
 * @returns {Language}
 */
export function languageFor(wanted) {
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'en' || language === 'zh') return language;
  }
  return 'en';
}

/** A language, if it is loaded; English until it is. @param {Language} language */
export function localeFor(language) {
  return locales[language] ?? en;
}

export { unfold };

/** Loads a language. @param {Language} language */
export async function loadLocale(language) {
  if (language === 'zh') locales.zh ??= (await import('./zh.js')).zh;
}

/**
 * An event in a sentence.
 *
 * @param {Happening} event
 * @param {Happening | undefined} cause
 * @param {Locale} locale
 */
export function sentenceOf({ what, server = 0, client }, cause, locale) {
  if (what.kind === 'said') return textIn(what.text, locale.lang);
  const by = cause?.what.kind === 'compared' && cause.what.beats ? cause.what.by : undefined;
  const sentence = /** @type {(what: unknown, circumstances: Circumstances) => string} */ (locale.sentence[what.kind]);
  return sentence(what, { server, client, by });
}

/**
 * The state of a server in one word; of one that does not run, that it is down or was never started.
 *
 * @param {Server} server
 * @param {Locale} locale
 */
export function stateWord({ process, lives }, locale) {
  return process?.state ?? (lives > 0 ? locale.down : locale.unstarted);
}
