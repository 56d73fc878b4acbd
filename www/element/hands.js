// Hands on the stage: a menu of what can be done to whatever is pointed at, servers that are chosen together, and a line drawn around them.
// Loaded with what helps to read the picture.

import { createLasso } from './lasso.js';
import { keyOf, selectionAt } from '../panels/inspector/selection.js';
import { deedsFor } from '../panels/hands/deeds.js';
import { handStyles } from '../panels/hands/hands.css.js';
import { createMenu } from '../panels/hands/menu.js';
import { nameOf } from '../panels/inspector/traffic.js';
import { detailsFor } from '../words/details.js';
import { peerEpochsDiffer } from '../words/format.js';
import { handsFor } from '../words/hands.js';

/** @import { Host } from './host.js' */
/** @import { View } from '../engine/records.js' */
/** @import { Deed, Target } from '../panels/hands/deeds.js' */
/** @import { Extra } from '../panels/hands/menu.js' */
/** @import { Selection } from '../panels/inspector/selection.js' */
/** @import { DeedName } from '../words/hands.locale.js' */

/** How long a finger rests on something until its menu opens, in milliseconds, and how far it may stray meanwhile, in CSS pixels. */
const LONG = 500;
const STRAY = 10;
/** What a key stands for: whichever of these can be done. @type {Record<string, readonly DeedName[]>} */
const BY_KEY = { c: ['crash'], r: ['restart', 'start'], w: ['write'], x: ['cut', 'heal'] };

/**
 * @typedef {{
 *   messageAt: (at: { x: number, y: number }) => number | undefined,
 *   select: (selection: Selection | undefined) => void,
 *   command: (begun: string) => void,
 *   hold: (held: boolean) => void,
 * }} Ways `command`: opens the palette, with what a command begins with; `hold`: time stands still, or goes on
 */

export class Hands {
  #host;
  #ways;
  #root;
  #stage;
  #menu;
  /** What was marked as chosen last. */
  #marked = '';
  /** When a finger opened a menu: what the browser makes of the same touch is not heard. */
  #touched = -Infinity;
  /** When a key asked for a menu. */
  #keyed = -Infinity;
  /** No finger rests on anything any more. */
  #release = () => {};

  /**
   * @param {Host} host
   * @param {Ways} ways
   */
  constructor(host, ways) {
    this.#host = host;
    this.#ways = ways;
    this.#root = /** @type {ShadowRoot} */ (host.renderRoot);
    this.#root.adoptedStyleSheets.push(/** @type {CSSStyleSheet} */ (handStyles.styleSheet));
    const stage = (this.#stage = /** @type {HTMLElement} */ (this.#root.querySelector('.stage')));
    this.#menu = createMenu(this.#root);
    createLasso(stage, servers => this.#chosen(servers));
    stage.addEventListener('contextmenu', event => this.#contextMenu(event));
    stage.addEventListener('keydown', ({ key }) => {
      if (key === 'ContextMenu' || key === 'F10') this.#keyed = performance.now();
    });
    stage.addEventListener('pointerdown', event => this.#press(event));
    stage.addEventListener('click', event => this.#click(event), true);
  }

  /** What is chosen, or looked at, is marked on stage. After each render. */
  afterRender() {
    const { selected } = this.#host;
    const key = selected ? keyOf(selected) : '';
    // Nodes come and go with their messages, and with the room there is.
    if (key === this.#marked && (!selected || this.#stage.querySelector('[data-chosen]'))) return;
    this.#marked = key;
    for (const mark of this.#stage.querySelectorAll('[data-chosen]')) mark.removeAttribute('data-chosen');
    for (const mark of selected ? this.#stage.querySelectorAll(marksOf(selected)) : []) mark.setAttribute('data-chosen', '');
  }

  /** Does a deed. What cannot be done is told where captions are. @param {Deed} deed */
  perform({ command, begun }) {
    if (begun) {
      this.#ways.command(command);
      return;
    }
    this.#host.act(command);
    this.#ways.select(undefined);
  }

  /** What can be done to something now. @param {Target} target */
  deeds(target) {
    const { view } = this.#host;
    return view ? deedsFor(target, view) : [];
  }

  /** Does what a key stands for, to what has the focus or to all that is chosen with it; if that can be done. @param {string} key @param {Selection} selection */
  byKey(key, selection) {
    const names = BY_KEY[key] ?? [];
    const deed = this.deeds(this.#meant(selection)).flatMap(({ plain, deeds }) => (plain ? deeds : [])).find(({ name }) => names.includes(name));
    if (deed) this.perform(deed);
  }

  /** Takes a server into what is chosen, or out of it. @param {number} server */
  toggle(server) {
    const { selected } = this.#host;
    const before = selected?.kind === 'group' ? selected.servers : selected?.kind === 'server' ? [selected.server] : [];
    const servers = before.includes(server) ? before.filter(id => id !== server) : [...before, server].sort((a, b) => a - b);
    this.#ways.select(servers.length > 0 ? { kind: 'group', servers } : undefined);
  }

  /** Opens the menu of something beside its mark or, if it has none, at the middle of the stage. @param {Selection | undefined} selection @param {Element | null} [beside] */
  openMenu(selection, beside = selection ? this.#stage.querySelector(marksOf(selection)) : null) {
    const box = (beside?.querySelector('.hit-area, .rim') ?? beside ?? this.#stage).getBoundingClientRect();
    const at = beside ? { x: box.right, y: box.top } : { x: box.left + box.width / 2, y: box.top + box.height / 3 };
    this.#open(this.#meant(selection), at);
  }

  /** @param {Target} target @param {{ x: number, y: number }} at */
  #open(target, at) {
    const host = this.#host;
    this.#menu.close();
    const focused = /** @type {HTMLElement | null} */ (this.#root.activeElement);
    // Nothing changes while one chooses.
    this.#ways.hold(true);
    this.#menu.show({
      title: this.#titleOf(target),
      sections: this.deeds(target),
      extras: this.#extrasOf(target),
      locale: host.locale,
      at,
      perform: deed => this.perform(deed),
      closed: () => {
        this.#ways.hold(false);
        // What was chosen may have taken the focus elsewhere.
        const { activeElement } = this.#root;
        if (activeElement === null || this.#menu.node.contains(activeElement)) focused?.focus({ preventScroll: true });
      },
    });
  }

  /** @param {Target} target @returns {Extra[]} */
  #extrasOf(target) {
    const { select, command } = this.#ways;
    /** @type {Extra[]} */
    const extras = [{ name: 'command', act: () => command('') }];
    if (target.kind === 'server') extras.unshift({ name: 'groupOf', act: () => select({ kind: 'group', servers: [target.server] }) });
    if (target.kind !== 'all' && target.kind !== 'group') extras.unshift({ name: 'inspect', act: () => select(target) });
    return extras;
  }

  /** @param {Target} target */
  #titleOf(target) {
    const { locale, view } = this.#host;
    const details = detailsFor(locale);
    switch (target.kind) {
      case 'all':
        return handsFor(locale).all;
      case 'group':
        return handsFor(locale).group(target.servers);
      case 'client':
        return locale.client(target.client);
      case 'link':
        return details.link(target.from, target.to);
      case 'message': {
        const message = view?.messages.find(({ id }) => id === target.message);
        return message ? `${nameOf({ details, withPeerEpoch: peerEpochsDiffer(/** @type {View} */ (view)) }, message.content)} · ${message.from} → ${message.to}` : details.lost;
      }
      default:
        return locale.server(target.server);
    }
  }

  /** What a point of the stage stands for. @param {{ clientX: number, clientY: number, target: EventTarget | null }} event @returns {Target} */
  #targetAt({ clientX: x, clientY: y, target }) {
    const message = this.#ways.messageAt({ x, y });
    const found = message === undefined ? selectionAt(target) : /** @type {Selection} */ ({ kind: 'message', message });
    return this.#meant(found);
  }

  /** One of those that are chosen stands for all of them, and so does the stage. @param {Selection | undefined} found @returns {Target} */
  #meant(found) {
    const { selected } = this.#host;
    const group = selected?.kind === 'group' ? selected : undefined;
    if (found?.kind === 'server' && group?.servers.includes(found.server)) return group;
    return found ?? group ?? { kind: 'all' };
  }

  /** @param {MouseEvent} event */
  #contextMenu(event) {
    // With Shift one gets the browser's own.
    if (event.shiftKey && event.button === 2) return;
    event.preventDefault();
    this.#release();
    const now = performance.now();
    if (now - this.#touched < 2 * LONG) return;
    // The place of such an event is any.
    if (now - this.#keyed < LONG) this.openMenu(selectionAt(event.target));
    else this.#open(this.#targetAt(event), { x: event.clientX, y: event.clientY });
  }

  /** A finger that rests on something. @param {PointerEvent} event */
  #press(event) {
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const { clientX: x, clientY: y } = event;
    const target = this.#targetAt(event);
    this.#release();
    const end = (this.#release = () => {
      clearTimeout(timer);
      for (const kind of /** @type {const} */ (['pointerup', 'pointercancel', 'pointermove'])) removeEventListener(kind, ended, true);
    });
    const ended = (/** @type {PointerEvent} */ later) => {
      if (later.type !== 'pointermove' || Math.hypot(later.clientX - x, later.clientY - y) > STRAY) end();
    };
    const timer = setTimeout(() => {
      end();
      this.#touched = performance.now();
      // The finger that is lifted now has not tapped what the menu has beneath it.
      const lifted = (/** @type {TouchEvent} */ event) => {
        event.preventDefault();
        for (const kind of /** @type {const} */ (['touchend', 'touchcancel'])) removeEventListener(kind, lifted, true);
      };
      for (const kind of /** @type {const} */ (['touchend', 'touchcancel'])) addEventListener(kind, lifted, { capture: true, passive: false });
      this.#open(target, { x, y });
    }, LONG);
    for (const kind of /** @type {const} */ (['pointerup', 'pointercancel', 'pointermove'])) addEventListener(kind, ended, true);
  }

  /** While servers are chosen together, or with Shift, a click on one is about the choice. @param {MouseEvent} event */
  #click(event) {
    const found = selectionAt(event.target);
    if (!found || !('server' in found) || !(event.shiftKey || this.#host.selected?.kind === 'group')) return;
    event.stopPropagation();
    this.toggle(found.server);
  }

  /** @param {number[]} servers */
  #chosen(servers) {
    this.#ways.select(servers.length === 0 ? undefined : { kind: 'group', servers });
  }
}

/** Where something is on stage. @param {Selection} selection */
function marksOf(selection) {
  switch (selection.kind) {
    case 'client':
      return `.client[data-client="${selection.client}"]`;
    case 'message':
      return `[data-message="${selection.message}"]`;
    case 'link':
      return `:is(.links, .bonds, .cuts, .hindrances) :is([data-from="${selection.from}"][data-to="${selection.to}"], [data-from="${selection.to}"][data-to="${selection.from}"])`;
    case 'group':
      return selection.servers.map(id => `:is(.server, .matrix-row)[data-server="${id}"]`).join();
    default:
      return `:is(.server, .matrix-row)[data-server="${selection.server}"]`;
  }
}
