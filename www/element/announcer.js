// What screen readers are told without asking, and the table that they find: neither is made faster than anybody reads.

import { stateWord } from '../words/languages.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { View } from '../engine/records.js' */

/** How often each is made anew while it plays, in milliseconds. */
const READING = 1000;

export function createAnnouncer() {
  /** What each server was, as it was said last. */
  let announced = { at: 0, states: '', words: '' };
  /** @type {{ at: number, table: unknown }} */
  let tabled = { at: 0, table: undefined };

  return {
    /**
     * Which server is what, once that has changed.
     *
     * @param {View} view
     * @param {boolean} playing
     * @param {Locale} locale
     */
    announce({ servers }, playing, locale) {
      const states = servers.map(server => `${locale.server(server.id)}: ${stateWord(server, locale)}`);
      const before = announced.states.split('; ');
      const now = performance.now();
      if (states.join('; ') !== announced.states && (!playing || now - announced.at > READING)) {
        const changed = states.filter(state => !before.includes(state));
        announced = { at: now, states: states.join('; '), words: changed.join('; ') };
      }
      return announced.words;
    },

    /**
     * The picture as a table.
     *
     * @param {boolean} playing
     * @param {() => unknown} make
     */
    table(playing, make) {
      const now = performance.now();
      if (!playing || now - tabled.at > READING) tabled = { at: now, table: make() };
      return tabled.table;
    },
  };
}
