// Key bindings, while the focus is inside the element.

/** @import { Deed } from '../engine/records.js' */

/**
 * @typedef {{
 *   fromStart: () => void,
 *   finish: () => void,
 *   back: (single: boolean) => void,
 *   on: (single: boolean) => void,
 *   chapter: (way: 1 | -1) => void,
 *   toggle: () => void,
 *   undo: () => void,
 *   redo: () => void,
 *   backToStory: () => void,
 *   why: () => void,
 *   palette: () => void,
 *   list: () => void,
 *   legend: () => void,
 *   fullScreen: () => void,
 *   help: () => void,
 *   close: () => void,
 *   goTo: (server: number) => void,
 *   select?: () => void,
 *   deed?: (deed: Deed) => void,
 * }} Deeds `single`: by one event, whatever one steps by; `select` and `deed` are there
 * while a server has the focus.
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
  const target = event.composedPath()[0];
  if (!(target instanceof Element) || (target.matches(OWN_KEYS) && event.key !== 'Escape')) return;
  const commanded = event.ctrlKey || event.metaKey;
  if (event.altKey || (commanded && event.key.toLowerCase() !== 'z')) return;
  const deed = deedOf(event, target, deeds);
  if (!deed) return;
  event.preventDefault();
  deed();
}

/**
 * @param {KeyboardEvent} event
 * @param {Element} target
 * @param {Deeds} deeds
 * @returns {(() => void) | undefined}
 */
function deedOf({ key, shiftKey }, target, deeds) {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      return target.matches(PRESSED_BY_SPACE) ? undefined : deeds.toggle;
    case 'Enter':
      return target.closest('[data-server], [data-client]') ? deeds.select : undefined;
    case 'ArrowLeft':
      return () => deeds.back(shiftKey);
    case 'ArrowRight':
      return () => deeds.on(shiftKey);
    case 'PageUp':
      return () => deeds.chapter(-1);
    case 'PageDown':
      return () => deeds.chapter(1);
    case 'Home':
      return deeds.fromStart;
    case 'End':
      return deeds.finish;
    case 'Escape':
      return deeds.close;
    case 'z':
      return shiftKey ? deeds.redo : deeds.undo;
    case 'b':
      return deeds.backToStory;
    case '/':
    case ':':
      return deeds.palette;
    case 'y':
      return deeds.why;
    case 'e':
      return deeds.list;
    case 'l':
      return deeds.legend;
    case 'f':
      return deeds.fullScreen;
    case '?':
      return deeds.help;
    case 'c':
      return deeds.deed && (() => deeds.deed?.('crash'));
    case 'r':
      return deeds.deed && (() => deeds.deed?.('restart'));
    case 'w':
      return deeds.deed && (() => deeds.deed?.('write'));
    case 'x':
      return deeds.deed && (() => deeds.deed?.('cut'));
    default:
      return /^[1-9]$/.test(key) ? () => deeds.goTo(Number(key)) : undefined;
  }
}
