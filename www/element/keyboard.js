// Key bindings, while the focus is inside the element.

/** @import { Deed } from '../engine/records.js' */

/**
 * @typedef {{
 *   fromStart: () => void,
 *   stepBack: () => void,
 *   step: () => void,
 *   toggle: () => void,
 *   close: () => void,
 *   goTo: (server: number) => void,
 *   select?: () => void,
 *   deed?: (deed: Deed) => void,
 * }} Deeds `select` and `deed` are there while a server has the focus.
 */

/** Controls that handle keys themselves. */
const OWN_KEYS = 'select, textarea, input';
/** Controls that the browser activates on Space. */
const PRESSED_BY_SPACE = 'button, summary';

/**
 * @param {KeyboardEvent} event
 * @param {Deeds} deeds
 */
export function onKey(event, deeds) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath()[0];
  if (!(target instanceof Element) || (target.matches(OWN_KEYS) && event.key !== 'Escape')) return;
  const deed = deedOf(event.key, target, deeds);
  if (!deed) return;
  event.preventDefault();
  deed();
}

/**
 * @param {string} key
 * @param {Element} target
 * @param {Deeds} deeds
 * @returns {(() => void) | undefined}
 */
function deedOf(key, target, deeds) {
  switch (key) {
    case ' ':
      return target.matches(PRESSED_BY_SPACE) ? undefined : deeds.toggle;
    case 'Enter':
      return target.closest('[data-server], [data-client]') ? deeds.select : undefined;
    case 'ArrowLeft':
      return deeds.stepBack;
    case 'ArrowRight':
      return deeds.step;
    case 'Home':
      return deeds.fromStart;
    case 'Escape':
      return deeds.close;
    case 'c':
    case 'C':
      return deeds.deed && (() => deeds.deed?.('crash'));
    case 'r':
    case 'R':
      return deeds.deed && (() => deeds.deed?.('restart'));
    case 'w':
    case 'W':
      return deeds.deed && (() => deeds.deed?.('write'));
    case 'x':
    case 'X':
      return deeds.deed && (() => deeds.deed?.('cut'));
    default:
      return /^[1-9]$/.test(key) ? () => deeds.goTo(Number(key)) : undefined;
  }
}
