// Key bindings, while the focus is inside the element. Loaded with what helps to read the picture.

/** @import { Late } from './host.js' */

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
 *   menu: () => void,
 *   view: (what: Late) => void,
 *   legend: () => void,
 *   fullScreen: () => void,
 *   help: () => void,
 *   close: () => void,
 *   goTo: (server: number) => boolean,
 *   select?: (together: boolean) => void,
 *   deed?: (key: string) => void,
 * }} Deeds `single`: by one event, whatever one steps by; `goTo`: false if there is no such server; `select` and `deed`, by its key, are there
 * while a server has the focus; `together`: with others.
 */

/** The key of each view. @type {Record<string, Late>} */
const VIEWS = { e: 'events', v: 'ballots', o: 'logs', k: 'clients', i: 'invariants' };
/** Two figures that follow each other so soon are one number, in milliseconds. */
const TOGETHER = 900;

/** The number that was typed last, and when. */
let typed = { number: 0, at: -Infinity };

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
  // First the browser empties the field.
  if (target instanceof HTMLInputElement && target.type === 'search' && target.value !== '') return;
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
      return target.closest('[data-server], [data-client]') ? deeds.select && (() => deeds.select?.(shiftKey)) : undefined;
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
    case 'v':
    case 'o':
    case 'k':
    case 'i':
      return () => deeds.view(VIEWS[key.toLowerCase()]);
    case 'm':
      return deeds.menu;
    case 'l':
      return deeds.legend;
    case 'f':
      return deeds.fullScreen;
    case '?':
      return deeds.help;
    case 'c':
    case 'r':
    case 'w':
    case 'x':
      return deeds.deed && (() => deeds.deed?.(key.toLowerCase()));
    default:
      return /^\d$/.test(key) ? () => goTo(Number(key), deeds) : undefined;
  }
}

/** To the server of this number, or of the one that it makes with the figures before it. @param {number} figure @param {Deeds} deeds */
function goTo(figure, deeds) {
  const now = performance.now();
  const longer = now - typed.at < TOGETHER ? typed.number * 10 + figure : figure;
  const number = deeds.goTo(longer) || longer === figure ? longer : figure;
  if (number !== longer) deeds.goTo(number);
  typed = { number, at: now };
}
