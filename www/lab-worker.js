// The worker in which experiments run, so that the page stays at hand. It is told what to do once, says how far it has come, and ends with the
// numbers; whoever no longer wants them ends the worker.

import { Failover, Throughput, loadLab } from './engine/lab.js';

/** @import { Answer, Question } from './experiments/questions.js' */

/** So many runs are done between two words on how far it has come. */
const PORTION = 25;

const scope = /** @type {{ onmessage: ((event: MessageEvent<Question>) => void) | null, postMessage: (answer: Answer) => void }} */ (/** @type {unknown} */ (globalThis));

scope.onmessage = async ({ data }) => {
  try {
    await loadLab();
    if (data.ask === 'failover') failover(data);
    else if (data.ask === 'written') scope.postMessage({ say: 'written', text: new Failover(data.text, data.by).written(data.run) });
    else throughput(data);
  } catch (error) {
    scope.postMessage({ say: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Extract<Question, { ask: 'failover' }>} question */
function failover({ text, by, runs }) {
  const experiment = new Failover(text, by);
  const outages = [];
  for (let run = 0; run < runs; run += PORTION) {
    const spans = experiment.runs(run, Math.min(PORTION, runs - run));
    for (let at = 0; at < spans.length; at += 2) outages.push({ run: outages.length, leaderless: spans[at], unserved: spans[at + 1] });
    scope.postMessage({ say: 'progress', done: outages.length, of: runs });
  }
  experiment.free();
  scope.postMessage({ say: 'outages', outages });
}

/** @param {Extract<Question, { ask: 'throughput' }>} question */
function throughput({ text, underWay, sizes }) {
  const figures = [];
  for (const load of /** @type {const} */ (['writes', 'reads'])) {
    const experiment = new Throughput(text, load, underWay);
    for (const { voters, observers } of sizes) {
      const [perSecond, p50, p99] = experiment.run(voters, observers);
      figures.push({ load, voters, observers, perSecond, p50, p99 });
      scope.postMessage({ say: 'progress', done: figures.length, of: 2 * sizes.length });
    }
    experiment.free();
  }
  scope.postMessage({ say: 'figures', figures });
}
