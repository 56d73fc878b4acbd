// What the worker is asked and what it answers, and how: one question a worker, which ends when it is answered or no longer wanted.

/**
 * Times are in microseconds; NaN, where there was no end.
 *
 * @typedef {'killed' | 'cut off' | 'paused'} Failing
 * @typedef {{ voters: number, observers: number }} Size
 * @typedef {{ run: number, leaderless: number, unserved: number }} Outage
 * @typedef {{ load: 'reads' | 'writes', perSecond: number, p50: number, p99: number } & Size} Figures
 *
 * @typedef {{ ask: 'failover', text: string, by: Failing, runs: number }
 *   | { ask: 'written', text: string, by: Failing, run: number }
 *   | { ask: 'throughput', text: string, underWay: number, sizes: Size[] }} Question
 *
 * @typedef {{ say: 'progress', done: number, of: number }
 *   | { say: 'outages', outages: Outage[] }
 *   | { say: 'written', text: string }
 *   | { say: 'figures', figures: Figures[] }
 *   | { say: 'refused', message: string }} Answer
 */

/** Nobody wants the answer any more. */
export class Cancelled extends Error {}

/**
 * Asks a worker of its own.
 *
 * @param {Question} question
 * @param {(done: number, of: number) => void} progress
 * @param {AbortSignal} signal ends it
 * @returns {Promise<Exclude<Answer, { say: 'progress' } | { say: 'refused' }>>}
 */
export function ask(question, progress, signal) {
  const worker = new Worker(new URL('lab-worker.js', import.meta.url), { type: 'module' });
  /** @type {ReturnType<typeof ask>} */
  const answer = new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Cancelled()), { once: true });
    worker.onmessage = (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (data.say === 'progress') progress(data.done, data.of);
      else if (data.say === 'refused') reject(new Error(data.message));
      else resolve(data);
    };
    worker.onerror = event => reject(new Error(event.message || 'the worker could not be loaded'));
  });
  worker.postMessage(question);
  return answer.finally(() => worker.terminate());
}
