// What is made of an experiment's numbers: shares, lines with commas. No DOM.

/** @import { Figures, Outage } from './questions.js' */

/** In the order of their lengths; those without end last. @param {readonly number[]} spans */
export function inOrder(spans) {
  return spans.toSorted((a, b) => (Number.isNaN(a) ? Infinity : a) - (Number.isNaN(b) ? Infinity : b));
}

/** The span within which so many of a hundred lie. @param {readonly number[]} spans in order @param {number} part */
export function percentile(spans, part) {
  return spans[Math.min(Math.floor((spans.length * part) / 100), spans.length - 1)];
}

/** The run whose span is that percentile. @param {readonly Outage[]} outages @param {'leaderless' | 'unserved'} of @param {number} part */
export function runAt(outages, of, part) {
  const order = outages.toSorted((a, b) => (Number.isNaN(a[of]) ? Infinity : a[of]) - (Number.isNaN(b[of]) ? Infinity : b[of]));
  return order[Math.min(Math.floor((order.length * part) / 100), order.length - 1)];
}

const millis = (/** @type {number} */ micros) => (Number.isNaN(micros) ? '' : (micros / 1000).toFixed(3));

/** The same lines as `zabscope experiment failover --csv`. @param {readonly Outage[]} outages */
export function outagesAsCsv(outages) {
  const lines = outages.map(({ run, leaderless, unserved }) => `${run},${millis(leaderless)},${millis(unserved)}`);
  return ['run,without leader (ms),without service (ms)', ...lines, ''].join('\n');
}

/** @param {readonly Figures[]} figures */
export function figuresAsCsv(figures) {
  const lines = figures.map(({ load, voters, observers, perSecond, p50, p99 }) => `${load},${voters},${observers},${perSecond},${millis(p50)},${millis(p99)}`);
  return ['load,voters,observers,per second,p50 (ms),p99 (ms)', ...lines, ''].join('\n');
}
