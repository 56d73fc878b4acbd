// One sentence about whatever is pointed at, focused or held under a finger, near the mark and never over it. Escape takes it away.

import { css } from 'lit';
import { describeMark } from './inspector/describe-mark.js';
import { keyOf, selectionAt } from './inspector/selection.js';
import { placeBeside } from './tooltip-place.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Happening, View } from '../engine/records.js' */
/** @import { Selection } from './inspector/selection.js' */

/** How long one looks at a mark before it is explained, in milliseconds. */
const DELAY = 400;
/** How far a finger may slip and still hold. */
const SLIP = 10;
/** What stands for a link, which is long and thin: a piece of it around the pointer. */
const PIECE = 14;

/**
 * @typedef {{ view: View | undefined, locale: Locale, events: readonly Happening[], playing: boolean, selected: Selection | undefined }} Shown
 * @typedef {{ x: number, y: number }} Point of the window
 */

/**
 * Explains the marks of a stage from now on.
 *
 * @param {HTMLElement} stage
 * @param {() => Shown} look what there is to see now
 * @param {(at: Point) => number | undefined} messageAt the message that is drawn at a point, if it is no node
 */
export function explainMarks(stage, look, messageAt) {
  const root = /** @type {ShadowRoot} */ (stage.getRootNode());
  const scope = /** @type {HTMLElement} */ (stage.parentElement);
  const tip = document.createElement('p');
  tip.id = 'mark-tip';
  tip.className = 'mark-tip';
  tip.setAttribute('role', 'tooltip');
  tip.lang = look().locale.lang;
  tip.hidden = true;
  scope.append(tip);

  /** What is explained. @type {{ node: Element, selection: Selection, at?: Point } | undefined} */
  let told;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  let following = 0;
  /** Where a finger was put down, and whether it has been told something. */
  let finger = { x: 0, y: 0, told: false };

  stage.addEventListener('pointerover', ({ target, pointerType, clientX, clientY }) => {
    if (pointerType !== 'touch') later(target, { x: clientX, y: clientY });
  });
  scope.addEventListener('pointerout', ({ relatedTarget }) => {
    // Whoever wants to read it may move onto it.
    if (relatedTarget instanceof Node && (tip.contains(relatedTarget) || told?.node.contains(relatedTarget))) return;
    if (!(relatedTarget instanceof Node && stage.contains(relatedTarget))) hide();
  });
  stage.addEventListener('pointerdown', ({ target, pointerType, clientX, clientY }) => {
    hide();
    if (pointerType !== 'touch') return;
    finger = { x: clientX, y: clientY, told: false };
    later(target, finger, () => (finger.told = true));
  });
  stage.addEventListener('pointermove', ({ target, pointerType, clientX, clientY }) => {
    if (pointerType !== 'touch' && messageAt({ x: clientX, y: clientY }) !== undefined) later(target, { x: clientX, y: clientY });
    if (pointerType === 'touch' && Math.hypot(clientX - finger.x, clientY - finger.y) > SLIP) clearTimeout(waiting);
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    stage.addEventListener(end, ({ pointerType }) => {
      if (pointerType === 'touch') clearTimeout(waiting);
    });
  }
  // A finger that was told something by being held does not select as well.
  stage.addEventListener('contextmenu', event => finger.told && event.preventDefault());
  stage.addEventListener(
    'click',
    event => {
      if (finger.told) event.stopPropagation();
      else hide();
      finger.told = false;
    },
    true,
  );
  stage.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.matches(':focus-visible')) later(target);
  });
  stage.addEventListener('focusout', hide);
  return {
    hide,

    /** There is something else to see. */
    refresh() {
      if (told) show(told);
    },
  };

  /**
   * @param {EventTarget | null} target
   * @param {Point} [at] where the pointer is
   * @param {() => void} [done]
   */
  function later(target, at, done) {
    clearTimeout(waiting);
    const node = target instanceof Element ? target : undefined;
    const message = at && messageAt(at);
    /** @type {Selection | undefined} */
    const selection = message === undefined ? selectionAt(target) : { kind: 'message', message };
    // A row of the crowd is told in whole at its foot.
    if (!node || !selection || node.closest('.matrix')) {
      hide();
      return;
    }
    if (told && keyOf(told.selection) === keyOf(selection)) return;
    waiting = setTimeout(
      () => {
        show({ node: message === undefined ? markOf(node, selection) : stage, selection, at: selection.kind === 'link' || message !== undefined ? at : undefined });
        done?.();
      },
      // Who is reading already need not wait.
      tip.hidden || done ? DELAY : 60,
    );
  }

  /** @param {NonNullable<typeof told>} what */
  function show(what) {
    const { view, locale, events, selected, playing } = look();
    const isGone = !what.node.isConnected || (what.node !== stage && keyOf(selectionAt(what.node) ?? what.selection) !== keyOf(what.selection));
    const said = !view || isGone || (selected && keyOf(selected) === keyOf(what.selection)) ? '' : describeMark(what.selection, view, locale, events);
    if (!said) {
      hide();
      return;
    }
    if (told?.node !== what.node) describe(what.node);
    told = what;
    tip.lang = locale.lang;
    if (tip.textContent !== said) tip.textContent = said;
    tip.hidden = false;
    addEventListener('keydown', onEscape, true);
    put();
    if (playing && what.selection.kind === 'message' && !following) following = requestAnimationFrame(follow);
  }

  /** Wherever the focus is: one may only have pointed. @param {KeyboardEvent} event */
  function onEscape(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    hide();
  }

  /** A message moves on. */
  function follow() {
    following = 0;
    if (!told || told.selection.kind !== 'message') return;
    show(told);
  }

  function put() {
    if (!told) return;
    const around = scope.getBoundingClientRect();
    const own = told.at
      ? { left: told.at.x - PIECE, top: told.at.y - PIECE, right: told.at.x + PIECE, bottom: told.at.y + PIECE }
      : told.node.getBoundingClientRect();
    const { left, top } = placeBeside(own, { width: tip.offsetWidth, height: tip.offsetHeight }, around);
    tip.style.transform = `translate(${Math.round(left - around.left)}px, ${Math.round(top - around.top)}px)`;
  }

  function hide() {
    clearTimeout(waiting);
    if (!told) return;
    told = undefined;
    tip.hidden = true;
    removeEventListener('keydown', onEscape, true);
    describe(undefined);
  }

  /** Screen readers are told of what has the focus. @param {Element | undefined} node */
  function describe(node) {
    for (const before of root.querySelectorAll('[aria-describedby="mark-tip"]')) before.removeAttribute('aria-describedby');
    const focused = root.activeElement;
    if (node && focused && node.contains(focused)) focused.setAttribute('aria-describedby', tip.id);
  }
}

/** The mark as a whole: what one points at may be a part of it. @param {Element} node @param {Selection} selection */
function markOf(node, selection) {
  let mark = node;
  while (mark.parentElement && keyOf(selectionAt(mark.parentElement) ?? { kind: 'client', client: '' }) === keyOf(selection) && !mark.matches('.body')) mark = mark.parentElement;
  return mark;
}

export const tooltipStyles = css`
  .mark-tip {
    position: absolute;
    top: 0;
    left: 0;
    z-index: 3;
    box-sizing: border-box;
    width: max-content;
    max-width: min(300px, 100% - 16px);
    margin: 0;
    padding: 6px 10px;
    border: 1px solid var(--muted);
    border-radius: 6px;
    background: var(--raised);
    color: var(--ink);
    font-size: 13.5px;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  @media print {
    .mark-tip {
      display: none;
    }
  }
`;
