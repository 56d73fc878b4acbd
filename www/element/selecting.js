// What is selected: the inspector tells of it, and the focus is not lost where it shows something else, or goes.

import { keyOf, selectionAt } from '../panels/inspector/selection.js';

/** @import { Host } from './host.js' */
/** @import { Selection } from '../panels/inspector/selection.js' */

export class Selecting {
  #host;
  #stage;
  /** The module of the inspector, once something has been selected. @type {typeof import('../panels/inspector/inspector.js') | undefined} */
  inspecting;
  /** Whether the inspector had the focus before a render, and what it told of. */
  #before = { focused: false, selected: /** @type {Selection | undefined} */ (undefined) };

  /**
   * @param {Host} host
   * @param {{ root: Element, messageAt: (at: { x: number, y: number }) => number | undefined }} stage
   */
  constructor(host, stage) {
    this.#host = host;
    this.#stage = stage;
  }

  /** @param {Selection | undefined} selection */
  async select(selection) {
    const host = this.#host;
    const before = host.selected;
    host.selected = selection;
    if (selection === undefined) {
      if (before === undefined || this.focus(before)) return;
      // What has no mark on stage leaves the focus where keys are heard.
      /** @type {HTMLElement | null} */ (this.#root.querySelector('.scope'))?.focus({ preventScroll: true });
      return;
    }
    if (!this.inspecting) {
      this.inspecting = await import('../panels/inspector/inspector.js');
      this.#root.adoptedStyleSheets.push(/** @type {CSSStyleSheet} */ (this.inspecting.inspectorStyles.styleSheet));
      host.requestUpdate();
    }
    await host.updateComplete;
    if (before) return;
    const first = this.#root.querySelector('.deeds button') ?? this.#root.querySelector('.inspector .close');
    /** @type {HTMLElement | null} */ (first)?.focus({ preventScroll: true });
  }

  /** To where it is on stage. Whether it is there. @param {Selection} selection */
  focus(selection) {
    const server = selection.kind === 'group' ? selection.servers[0] : 'server' in selection ? selection.server : undefined;
    const of = selection.kind === 'client' ? `[data-client="${selection.client}"]` : server !== undefined && `[data-server="${server}"]`;
    const mark = of && /** @type {SVGElement | null} */ (this.#stage.root.querySelector(`${of} .body`));
    if (mark) mark.focus();
    return Boolean(mark);
  }

  /** A click on the stage: on a mark selects it, a second one or one beside all marks nothing. @param {Event} event */
  click(event) {
    const { clientX: x, clientY: y } = /** @type {MouseEvent} */ (event);
    const message = this.#stage.messageAt({ x, y });
    const selection = message === undefined ? selectionAt(event.target) : /** @type {Selection} */ ({ kind: 'message', message });
    const { selected } = this.#host;
    const same = selection && selected && keyOf(selection) === keyOf(selected);
    if (selection) this.select(same ? undefined : selection);
    else this.#host.selected = undefined;
  }

  /** What a key is about: where the focus is or else what is selected. */
  get focused() {
    return selectionAt(this.#root.activeElement) ?? this.#host.selected;
  }

  /** Before the element renders. */
  beforeRender() {
    this.#before.focused = this.inspecting?.holdsFocus(this.#root) ?? false;
  }

  /** @param {number} time virtual time, in microseconds */
  afterRender(time) {
    const { selected } = this.#host;
    if (this.#before.focused && selected) this.inspecting?.restoreFocus(this.#root, this.#before.selected);
    this.#before.selected = selected;
    this.inspecting?.showRemaining(this.#root, time);
  }

  get #root() {
    return /** @type {ShadowRoot} */ (this.#host.renderRoot);
  }
}
