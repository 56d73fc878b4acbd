// The palette of an element: loaded when it is first wanted, and it has the focus when it is there.

import { Refused } from '../engine/engine.js';

/** @import { Host } from './host.js' */

export class Commanding {
  #host;
  #act;
  /** @type {ReturnType<typeof import('../panels/palette.js').createPalette> | undefined} */
  palette;

  /**
   * @param {Host} host
   * @param {(command: string) => void} act may throw what it cannot do
   */
  constructor(host, act) {
    this.#host = host;
    this.#act = act;
  }

  /** @param {string} [begun] what a command begins with */
  async open(begun) {
    const host = this.#host;
    if (!this.palette) {
      const { createPalette, paletteStyles } = await import('../panels/palette.js');
      const root = /** @type {ShadowRoot} */ (host.renderRoot);
      root.adoptedStyleSheets.push(/** @type {CSSStyleSheet} */ (paletteStyles.styleSheet));
      this.palette = createPalette(command => this.#perform(command), () => host.requestUpdate());
      host.requestUpdate();
    }
    if (begun !== undefined) this.palette.begin(begun);
    await host.updateComplete;
    /** @type {HTMLElement | null} */ (host.renderRoot.querySelector('.palette .command'))?.focus({ preventScroll: true });
  }

  /** @param {string} command */
  #perform(command) {
    try {
      this.#act(command);
    } catch (error) {
      throw error instanceof Refused ? new Error(this.#host.locale.refused(error.message)) : error;
    }
    this.#host.requestUpdate();
  }
}
