// The palette: any command of the language, completed while it is typed, with what is wrong and where. Loaded when it is wanted.

import { css, html } from 'lit';
import { FORMS, completions } from './completion.js';
import { guideFor } from '../words/guide.js';
import { commands as english } from '../words/en.commands.js';

/** @import { View } from '../engine/records.js' */
/** @import { Locale } from '../words/locale.js' */

/** So many completions are shown. */
const SHOWN = 9;
/** So many commands are remembered. */
const KEPT = 50;

/**
 * @param {(command: string) => void} perform
 * @throws {Error} from `perform`, if it cannot be done: the message says where and why
 * @param {() => void} changed
 */
export function createPalette(perform, changed) {
  let typed = '';
  let wrong = '';
  let chosen = -1;
  /** What was done before, the latest last, and where in it one is. @type {string[]} */
  const done = [];
  let at = 0;
  /** @type {Record<string, string>} */
  let words = english;
  let speaks = '';

  return {
    /** A command is begun, to be gone on with. @param {string} text */
    begin: text => type(text),

    /**
     * @param {View} view
     * @param {Locale} locale
     * @param {{ close: () => void, save: () => void, open: () => void }} deeds `save`: what was done, as a file; `open`: another
     */
    show(view, locale, { close, save, open }) {
      if (speaks !== locale.lang) void speak(locale.lang);
      const found = completions(typed, view).slice(0, SHOWN);
      const verb = typed.trim().split(/\s+/)[0];
      const texts = guideFor(locale).palette;
      return html`<section class="palette" aria-label=${locale.command}>
        <header><strong>${locale.command}</strong><button class="close" aria-label=${locale.close} @click=${close}><span aria-hidden="true">×</span></button></header>
        <form @submit=${(/** @type {Event} */ event) => submit(event, found)}>
          <input class="command" type="text" spellcheck="false" autocapitalize="off" autocomplete="off" role="combobox" aria-label=${texts.command} aria-expanded=${String(found.length > 0)}
            aria-controls="completions" aria-activedescendant=${chosen >= 0 ? `completion-${chosen}` : ''} aria-autocomplete="list" aria-invalid=${String(wrong !== '')} placeholder="crash leader" .value=${typed}
            @input=${(/** @type {InputEvent} */ event) => type(/** @type {HTMLInputElement} */ (event.target).value)} @keydown=${(/** @type {KeyboardEvent} */ event) => key(event, found)} />
          <button type="submit">${texts.perform}</button>
        </form>
        <p class="wrong" role="alert" ?hidden=${wrong === ''}>${place(wrong)}</p>
        <p class="forms" ?hidden=${!FORMS[verb]}>${FORMS[verb]?.map(form => html`<code>${form}</code> `)}${words[verb] ?? ''}</p>
        <ul id="completions" role="listbox" aria-label=${texts.completions}>
          ${found.map((line, index) => html`<li id=${`completion-${index}`} role="option" aria-selected=${String(index === chosen)} @click=${(/** @type {MouseEvent} */ event) => pick(event, line)}><code>${line}</code> <span>${line.includes(' ') ? '' : (words[line] ?? '')}</span></li>`)}
        </ul>
        <p class="how">${texts.how}</p>
        <p class="files"><button type="button" @click=${save}>${texts.save}</button> <button type="button" @click=${open}>${texts.open}</button></p>
      </section>`;
    },
  };

  /** @param {string} lang */
  async function speak(lang) {
    speaks = lang;
    words = lang === 'zh' ? (await import('../words/zh.commands.js')).commands : english;
    changed();
  }

  /** @param {string} text */
  function type(text) {
    [typed, wrong, chosen, at] = [text, '', -1, done.length];
    changed();
  }

  /** A completion that is taken is gone on with. @param {string} line */
  function take(line) {
    type(`${line} `);
  }

  /** By pointer: one goes on by key. @param {MouseEvent} event @param {string} line */
  function pick({ currentTarget }, line) {
    take(line);
    /** @type {HTMLElement | null | undefined} */ (/** @type {Element} */ (currentTarget).closest('.palette')?.querySelector('.command'))?.focus();
  }

  /** @param {KeyboardEvent} event @param {string[]} found */
  function key(event, found) {
    if (event.key === 'ArrowDown' && found.length > 0) chosen = Math.min(chosen + 1, found.length - 1);
    else if (event.key === 'ArrowUp' && chosen >= 0) chosen -= 1;
    else if (event.key === 'ArrowUp' && at > 0) {
      at -= 1;
      typed = done[at];
    } else if (event.key === 'Tab' && found.length > 0 && !event.shiftKey) take(found[Math.max(chosen, 0)]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    changed();
  }

  /** @param {Event} event @param {string[]} found */
  function submit(event, found) {
    event.preventDefault();
    if (chosen >= 0) {
      take(found[chosen]);
      return;
    }
    const command = typed.trim();
    if (command === '') return;
    try {
      perform(command);
      done.push(command);
      if (done.length > KEPT) done.shift();
      type('');
    } catch (error) {
      wrong = error instanceof Error ? error.message : String(error);
      changed();
    }
  }

  /** What is wrong, below the place where it is. @param {string} message */
  function place(message) {
    const [, column] = /(?:column |第 )(\d+)(?: 列)?[:：]/.exec(message.replace(/^(?:line 1, |第 1 行)/, '')) ?? [];
    return column ? html`<code aria-hidden="true">${typed.trim()}<br />${'\u00a0'.repeat(Number(column) - 1)}^</code><br />${message}` : message;
  }
}

export const paletteStyles = css`
  .palette {
    padding: 12px 14px;
  }

  .palette header {
    display: flex;
    justify-content: space-between;
    align-items: center;
  }

  .palette form {
    display: flex;
    gap: 6px;
  }

  .palette .command {
    flex: 1;
    min-width: 0;
    min-height: 36px;
    padding: 4px 8px;
    font: 14px ui-monospace, monospace;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  .palette :is(.command, button):focus-visible {
    outline: 2px solid var(--focus);
  }

  .palette .wrong {
    margin: 8px 0;
    color: light-dark(#a31b30, #ff8a94);
    white-space: pre-wrap;
  }

  .palette :is(.forms, .how) {
    margin: 8px 0;
    color: var(--muted);
    font-size: 13px;
  }

  .palette .forms code {
    display: block;
    color: var(--ink);
  }

  .palette ul {
    margin: 6px 0;
    padding: 0;
    list-style: none;
  }

  .palette li {
    padding: 5px 8px;
    border-radius: 6px;
    cursor: pointer;
  }

  .palette li span {
    color: var(--muted);
    font-size: 13px;
  }

  .palette li:is([aria-selected='true'], :hover) {
    background: var(--faint);
  }
`;
