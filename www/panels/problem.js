// Error messages: the kind of error in the reader's language, and its details.

import { html } from 'lit';
import { EngineMissing, ScenarioError } from '../engine/engine.js';

/** @import { Locale } from '../words/locale.js' */

/**
 * @param {Error} error
 * @param {Locale} locale
 */
export function problem(error, { problem, refused: said }) {
  const missing = error instanceof EngineMissing;
  const refused = error instanceof ScenarioError;
  return html`<div class="problem" role="alert">
    <strong>${missing ? problem.missing : refused ? problem.scenario : problem.stopped}</strong>
    <pre>${refused ? said(error.message) : error.message}</pre>
    ${missing ? html`<p>${problem.missingHelp}</p>` : ''}
  </div>`;
}

/**
 * @param {string} reproduction
 * @param {Locale} locale
 */
export function stopped(reproduction, { problem }) {
  return html`<div class="problem" role="alert">
    <strong>${problem.stopped}</strong>
    <p>${problem.stoppedHelp}</p>
    <textarea readonly rows="8" aria-label=${problem.stoppedHelp} .value=${reproduction} @focus=${select}></textarea>
  </div>`;
}

/** @param {Event} event */
function select({ target }) {
  /** @type {HTMLTextAreaElement} */ (target).select();
}
