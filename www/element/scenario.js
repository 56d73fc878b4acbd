// The scenario of an element: the text of its <script type="text/zab"> or, without one, the opening scenario.

import { ScenarioError } from '../engine/engine.js';

/**
 * The scenario of an element: what is at the address in its `src`, what an author wrote inside it, or the opening.
 *
 * @param {Element & { src?: string }} element
 */
export async function scenarioFor(element) {
  if (element.src) return fetched(element.src);
  const text = element.querySelector(':scope > script[type="text/zab"]')?.textContent ?? '';
  // Markdown processors and templates put empty lines before the first.
  return text.trim() ? text.replace(/^(?:[ \t]*\r?\n)+/, '') : (await import('./opening.js')).OPENING;
}

/**
 * The scenario at an address.
 *
 * @param {string} src
 * @throws {ScenarioError} if it is not there
 */
export async function fetched(src) {
  try {
    const answer = await fetch(src);
    if (answer.ok) return await answer.text();
    throw new Error(`${answer.status} ${answer.statusText}`.trim());
  } catch (error) {
    throw new ScenarioError(`${src}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
