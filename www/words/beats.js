// A beat in a sentence, and how long that takes to be read.

import { sentenceOf } from './languages.js';

/** @import { Beat, Happening, Of, Party } from '../engine/records.js' */
/** @import { Locale } from './locale.js' */

/** How long one looks before one reads, in milliseconds, and the least and the most that a sentence is given. */
const LOOK = 600;
const READING = { least: 1500, most: 9000 };
/** How long a character takes, in milliseconds: a Chinese one is a syllable. */
const CHARACTER = { latin: 42, chinese: 120 };

/** @param {Beat} beat @param {Locale} locale */
export function sentenceOfBeat({ events, cause }, locale) {
  const [first] = events;
  if (events.length === 1) return sentenceOf(first, cause, locale);
  const ids = events.flatMap(({ server }) => server ?? []);
  switch (first.what.kind) {
    case 'cut':
    case 'healed':
    case 'slowed':
    case 'noLongerSlow':
    case 'held':
    case 'unheld':
    case 'linkReset': {
      const sides = sidesOf(events);
      return locale.together[first.what.kind](sides.from, sides.to, sides.both);
    }
    case 'started':
    case 'crashed':
    case 'powerLost':
    case 'suspended':
    case 'resumed':
      return locale.together[first.what.kind](ids);
    default:
      return sentenceOf(first, cause, locale);
  }
}

/**
 * Between whom the ways lie that are cut, or healed, at once: each of one side with each of the other.
 *
 * @param {Happening[]} events
 */
function sidesOf(events) {
  const ways = events.map(({ what }) => /** @type {Of<'cut'>} */ (what));
  const partners = (/** @type {Party} */ party) => [...new Set(ways.flatMap(({ from, to }) => (from === party ? to : to === party ? from : [])))].sort();
  const first = partners(ways[0].from);
  const parties = [...new Set(ways.flatMap(({ from, to }) => [from, to]))];
  const from = parties.filter(party => String(partners(party)) === String(first));
  const both = ways.some(way => ways.some(other => other.from === way.to && other.to === way.from));
  return { from, to: first, both };
}

/** How long a sentence takes to be read, in milliseconds. @param {string} sentence */
export function readingTime(sentence) {
  let time = LOOK;
  for (const character of sentence) time += /[\u3000-\u9fff\uff00-\uffef]/.test(character) ? CHARACTER.chinese : CHARACTER.latin;
  return Math.min(Math.max(time, READING.least), READING.most);
}
