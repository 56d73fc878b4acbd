// The controls under the picture.

import { html, svg } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatMoment } from '../words/format.js';
import { SPEEDS, formatSpeed, parseSpeed } from '../play/playback.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Speed } from '../play/playback.js' */

const ICONS = {
  fromStart: svg`<path d="M5 4.5v11M15.5 5v10L8 10z"/>`,
  back: svg`<path d="M14.5 4.5v11M11.5 5v10L4 10z"/>`,
  on: svg`<path d="M5.5 4.5v11M8.5 5v10l7.5-5z"/>`,
  undo: svg`<path fill="none" d="M8 4L4 8l4 4M4.5 8H12a4 4 0 0 1 0 8H9"/>`,
  redo: svg`<path fill="none" d="M12 4l4 4-4 4M15.5 8H8a4 4 0 0 0 0 8h3"/>`,
  play: svg`<path d="M6.5 4.5v11l9-5.5z"/>`,
  pause: svg`<path d="M6.5 4.5v11M13.5 4.5v11"/>`,
};

/** What the two arrows step by. @typedef {'beat' | 'decision' | 'message' | 'event'} Step */

/** @type {readonly Step[]} */
export const STEPS = ['beat', 'decision', 'message', 'event'];

/**
 * @param {{
 *   locale: Locale,
 *   playing: boolean,
 *   waits: boolean,
 *   speed: Speed,
 *   step: Step,
 *   seed: string,
 *   seeds: readonly string[],
 *   hasActed: boolean,
 *   helping: boolean,
 *   disabled: boolean,
 *   fromStart: () => void,
 *   back: () => void,
 *   toggle: () => void,
 *   on: () => void,
 *   undo: () => void,
 *   redo: () => void,
 *   setSpeed: (speed: Speed) => void,
 *   setStep: (step: Step) => void,
 *   newSeed: () => void,
 *   takeSeed: (seed: string) => void,
 *   help: () => unknown,
 *   toggleHelp: () => void,
 * }} state `help`: what it shows; `waits`: for its reader; `seeds`: those that were played before; `hasActed`: there are branches
 */
export function controls(state) {
  const { locale, playing, waits, speed, step, seed, seeds, hasActed, helping, disabled } = state;
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed];
  return html`<div class="controls" data-acted=${String(hasActed)} data-waits=${String(waits)} role="group" aria-label=${locale.controls}>
    <div class="transport">
      ${button('fromStart', locale.fromStart, state.fromStart)} ${button('back', locale.story.previous, state.back)}
      ${button(playing ? 'pause' : 'play', playing ? locale.pause : waits ? locale.story.goOn : locale.play, state.toggle, 'primary')}
      ${button('on', locale.story.next, state.on)}
    </div>
    <div class="pace">
      <output class="moment" aria-label=${locale.moment} aria-live="off"></output>
      <label class="speed">
        <span>${locale.speed}</span>
        <select aria-label=${locale.speed} .value=${live(String(speed))} @change=${(/** @type {Event} */ event) => state.setSpeed(parseSpeed(valueOf(event)))}>
          ${speeds.map(each => html`<option value=${String(each)} ?selected=${each === speed}>${formatSpeed(each, locale.auto)}</option>`)}
        </select>
      </label>
      <label class="stride">
        <span>${locale.story.stride}</span>
        <select aria-label=${locale.story.stride} .value=${live(step)} @change=${(/** @type {Event} */ event) => state.setStep(/** @type {Step} */ (valueOf(event)))}>
          ${STEPS.map(each => html`<option value=${each} ?selected=${each === step}>${locale.strides[each]}</option>`)}
        </select>
      </label>
    </div>
    <div class="rest">
      ${hasActed ? html`${button('undo', locale.story.undo, state.undo)} ${button('redo', locale.story.redo, state.redo)}` : ''}
      ${seeds.length > 0
        ? html`<select class="seeds" aria-label=${locale.story.seeds} title=${locale.story.seeds} .value=${live(seed)} @change=${(/** @type {Event} */ event) => state.takeSeed(valueOf(event))}>
            ${[seed, ...seeds].map(each => html`<option value=${each} ?selected=${each === seed}>${each}</option>`)}
          </select>`
        : ''}
      <button class="seed" ?disabled=${disabled} title=${locale.newSeed(seed)} aria-label=${locale.newSeed(seed)} @click=${state.newSeed}>
        ${locale.seed(seed)}<span aria-hidden="true">↻</span>
      </button>
      <button class="help" aria-label=${locale.keys} title=${locale.keys} aria-expanded=${String(helping)} @click=${state.toggleHelp}>?</button>
    </div>
    ${helping ? state.help() : ''}
  </div>`;

  /**
   * @param {keyof typeof ICONS} icon
   * @param {string} label
   * @param {() => void} act
   */
  function button(icon, label, act, kind = '') {
    return html`<button class="icon ${kind}" data-control=${icon} ?disabled=${disabled} aria-label=${label} title=${label} @click=${act}>
      <svg viewBox="0 0 20 20" aria-hidden="true">${ICONS[icon]}</svg>
    </button>`;
  }
}

/**
 * The moment changes with every frame, so it is written past the templates.
 *
 * @param {Element | null} output
 * @param {number} time
 */
export function showMoment(output, time) {
  const text = formatMoment(time);
  if (output && output.textContent !== text) output.textContent = text;
}

/** @param {Event} event */
function valueOf({ target }) {
  return /** @type {HTMLSelectElement} */ (target).value;
}
