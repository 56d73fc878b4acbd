// The controls under the picture.

import { html, svg } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatMoment } from '../words/format.js';
import { SPEEDS, formatSpeed, parseSpeed } from '../play/playback.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Speed } from '../play/playback.js' */

const ICONS = {
  fromStart: svg`<path d="M5 4.5v11M15.5 5v10L8 10z"/>`,
  stepBack: svg`<path d="M14.5 4.5v11M11.5 5v10L4 10z"/>`,
  step: svg`<path d="M5.5 4.5v11M8.5 5v10l7.5-5z"/>`,
  play: svg`<path d="M6.5 4.5v11l9-5.5z"/>`,
  pause: svg`<path d="M6.5 4.5v11M13.5 4.5v11"/>`,
};

/**
 * @param {{
 *   locale: Locale,
 *   playing: boolean,
 *   speed: Speed,
 *   seed: string,
 *   helping: boolean,
 *   disabled: boolean,
 *   fromStart: () => void,
 *   stepBack: () => void,
 *   toggle: () => void,
 *   step: () => void,
 *   setSpeed: (speed: Speed) => void,
 *   newSeed: () => void,
 *   toggleHelp: () => void,
 * }} state
 */
export function controls(state) {
  const { locale, playing, speed, seed, helping, disabled } = state;
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed];
  return html`<div class="controls" role="group" aria-label=${locale.controls}>
    <div class="transport">
      ${button('fromStart', locale.fromStart, state.fromStart)} ${button('stepBack', locale.stepBack, state.stepBack)}
      ${button(playing ? 'pause' : 'play', playing ? locale.pause : locale.play, state.toggle, 'primary')}
      ${button('step', locale.step, state.step)}
    </div>
    <div class="pace">
      <output class="moment" aria-label=${locale.moment} aria-live="off"></output>
      <label class="speed">
        <span>${locale.speed}</span>
        <select .value=${live(String(speed))} @change=${(/** @type {Event} */ event) => state.setSpeed(parseSpeed(valueOf(event)))}>
          ${speeds.map(each => html`<option value=${String(each)} ?selected=${each === speed}>${formatSpeed(each, locale.auto)}</option>`)}
        </select>
      </label>
    </div>
    <div class="rest">
      <button class="seed" ?disabled=${disabled} title=${locale.newSeed(seed)} aria-label=${locale.newSeed(seed)} @click=${state.newSeed}>
        ${locale.seed(seed)}<span aria-hidden="true">↻</span>
      </button>
      <button class="help" aria-label=${locale.keys} title=${locale.keys} aria-expanded=${String(helping)} @click=${state.toggleHelp}>?</button>
    </div>
    ${helping
      ? html`<dl class="keys" aria-label=${locale.keys}>
          ${locale.keyHelp.map(([key, does]) => html`<div><dt>${key}</dt><dd>${does}</dd></div>`)}
        </dl>`
      : ''}
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
