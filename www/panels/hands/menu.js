// The menu of what can be done to something: opened where that is, by mouse, touch or key. What belongs together is folded; a choice shows it instead.

import { html, render } from 'lit';
import { detailsFor } from '../../words/details.js';
import { deedIn, handsFor } from '../../words/hands.js';

/** @import { Locale } from '../../words/locale.js' */
/** @import { Deed, Section } from './deeds.js' */

/**
 * What is not done to the ensemble.
 *
 * @typedef {{ name: 'inspect' | 'groupOf' | 'command', act: () => void }} Extra
 *
 * @typedef {{
 *   title: string,
 *   sections: readonly Section[],
 *   extras: readonly Extra[],
 *   locale: Locale,
 *   at: { x: number, y: number },
 *   perform: (deed: Deed) => void,
 *   closed: () => void,
 * }} Menu `at`: a point of the window; `closed`: told when it has closed
 */

/** How near to the rim of the window it may come, in CSS pixels. */
const RIM = 6;

/** @param {ShadowRoot} root the menu is a part of it */
export function createMenu(root) {
  const node = document.createElement('div');
  node.className = 'menu';
  node.popover = 'manual';
  node.setAttribute('role', 'menu');
  node.addEventListener('keydown', key);
  node.addEventListener('contextmenu', event => event.preventDefault());
  root.append(node);
  /** @type {Menu | undefined} */
  let open;
  /** The section that is unfolded. @type {Section | undefined} */
  let unfolded;

  return {
    node,

    /** @param {Menu} menu */
    show(menu) {
      close();
      open = menu;
      unfolded = undefined;
      node.showPopover();
      // In the capturing phase: what is pressed elsewhere closes the menu, and does what it does.
      addEventListener('pointerdown', elsewhere, true);
      addEventListener('scroll', elsewhere, true);
      addEventListener('blur', close);
      draw();
    },

    close,
  };

  function draw() {
    if (!open) return;
    const { title, sections, extras, locale } = open;
    const words = handsFor(locale);
    node.lang = locale.lang;
    node.setAttribute('aria-label', words.menuOf(title));
    const plain = sections.filter(section => section.plain);
    const folded = sections.filter(section => !section.plain);
    render(
      unfolded
        ? html`<button class="back" role="menuitem" tabindex="-1" @click=${() => fold()}><span aria-hidden="true">‹</span> ${name(unfolded)}</button>
            ${unfolded.deeds.map(item)}`
        : html`<p class="of" aria-hidden="true">${title}</p>
            ${plain.flatMap(({ deeds }) => deeds).map(item)}
            ${folded.map(section => html`<button class="fold" role="menuitem" tabindex="-1" aria-haspopup="menu" data-section=${section.name} @click=${() => unfold(section)}>${name(section)} <span aria-hidden="true">›</span></button>`)}
            ${extras.map(({ name, act }) => html`<button class="extra" role="menuitem" tabindex="-1" data-extra=${name} @click=${() => choose(act)}>${words[name]}</button>`)}`,
      node,
    );
    place(open.at);
    goTo(items()[unfolded ? 1 : 0]);

    /** @param {Section} section */
    function name({ name, way }) {
      const { party } = detailsFor(locale);
      return way ? words.way(party(way[0]), party(way[1])) : words.sections[/** @type {keyof typeof words.sections} */ (name)];
    }

    /** @param {Deed} deed */
    function item(deed) {
      const about = deed.name === 'holdThread' || deed.name === 'unholdThread' ? words.threads[String(deed.of)] : undefined;
      return html`<button role="menuitem" tabindex="-1" data-deed=${deed.name} data-of=${deed.of ?? ''} title=${deed.command} @click=${() => choose(() => open?.perform(deed))}>${deedIn(words, deed)}${about ? html` <small>${about}</small>` : ''}</button>`;
    }
  }

  /** Within the window, at the point if there is room beside it. @param {{ x: number, y: number }} at */
  function place({ x, y }) {
    const { width, height } = node.getBoundingClientRect();
    node.style.left = `${Math.max(RIM, Math.min(x, innerWidth - width - RIM))}px`;
    node.style.top = `${Math.max(RIM, Math.min(y, innerHeight - height - RIM))}px`;
  }

  function items() {
    return /** @type {HTMLElement[]} */ ([...node.querySelectorAll('[role="menuitem"]')]);
  }

  /** The menu scrolls to it, and the page does not. @param {HTMLElement | undefined} item */
  function goTo(item) {
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Section} section */
  function unfold(section) {
    unfolded = section;
    draw();
  }

  function fold() {
    const left = unfolded;
    unfolded = undefined;
    draw();
    const folded = open?.sections.filter(({ plain }) => !plain) ?? [];
    goTo(/** @type {HTMLElement | undefined} */ ([...node.querySelectorAll('.fold')][left ? folded.indexOf(left) : 0]));
  }

  /** @param {() => void} act */
  function choose(act) {
    const { closed } = /** @type {Menu} */ (open);
    act();
    hide();
    closed();
  }

  function close() {
    if (!open) return;
    const { closed } = open;
    hide();
    closed();
  }

  function hide() {
    open = undefined;
    removeEventListener('pointerdown', elsewhere, true);
    removeEventListener('scroll', elsewhere, true);
    removeEventListener('blur', close);
    node.hidePopover();
  }

  /** @param {Event} event */
  function elsewhere(event) {
    if (!event.composedPath().includes(node)) close();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const all = items();
    const at = all.indexOf(/** @type {HTMLElement} */ (root.activeElement));
    const go = (/** @type {number} */ to) => goTo(all[(to + all.length) % all.length]);
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'ArrowRight' && all[at]?.matches('.fold')) all[at].click();
    else if ((event.key === 'ArrowLeft' || event.key === 'Escape') && unfolded) fold();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const begins = (/** @type {HTMLElement} */ each) => each.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase());
      goTo([...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
