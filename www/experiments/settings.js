// What can be chosen for an experiment: its fields, what an address says of them, and the ensemble that they come to, in the language of scenarios.

/** @import { Failing, Size } from './questions.js' */

/**
 * A field: its least and largest value, what it is at first, and how finely it is chosen.
 *
 * @typedef {{ least: number, most: number, usual: number, step: number }} Field
 */

/** @type {Record<string, Field>} */
export const FAILOVER = {
  voters: { least: 3, most: 25, usual: 3, step: 1 },
  tick: { least: 100, most: 10_000, usual: 2000, step: 100 },
  initLimit: { least: 1, most: 100, usual: 10, step: 1 },
  syncLimit: { least: 1, most: 100, usual: 5, step: 1 },
  latencyFrom: { least: 1, most: 1000, usual: 1, step: 1 },
  latencyTo: { least: 1, most: 1000, usual: 5, step: 1 },
  fsync: { least: 0, most: 1000, usual: 5, step: 1 },
  runs: { least: 10, most: 10_000, usual: 1000, step: 10 },
  seed: { least: 0, most: 4_294_967_295, usual: 1, step: 1 },
};

/** @type {Record<string, Field>} */
export const THROUGHPUT = {
  most: { least: 5, most: 25, usual: 13, step: 2 },
  cpu: { least: 1, most: 100_000, usual: 100, step: 1 },
  fsync: { least: 0, most: 1000, usual: 2, step: 1 },
  latencyFrom: { least: 1, most: 1000, usual: 1, step: 1 },
  latencyTo: { least: 1, most: 1000, usual: 2, step: 1 },
  bandwidth: { least: 0, most: 1_000_000, usual: 0, step: 1 },
  underWay: { least: 1, most: 1000, usual: 32, step: 1 },
  seed: { least: 0, most: 4_294_967_295, usual: 1, step: 1 },
};

/** @type {readonly Failing[]} */
export const WAYS = ['killed', 'cut off', 'paused'];

/** @typedef {Record<string, number>} Chosen */

/**
 * What was chosen, each within its limits.
 *
 * @param {Record<string, Field>} fields
 * @param {{ get: (name: string) => unknown }} said a form, or an address
 * @returns {Chosen}
 */
export function chosen(fields, said) {
  const values = Object.entries(fields).map(([name, { least, most, usual }]) => {
    const text = said.get(name);
    const value = text === null || text === '' ? NaN : Math.round(Number(text));
    return [name, Number.isFinite(value) ? Math.min(Math.max(value, least), most) : usual];
  });
  return Object.fromEntries(values);
}

/** @param {unknown} said @returns {Failing} */
export function wayOf(said) {
  return WAYS.find(way => way === said) ?? 'killed';
}

/** @param {Chosen} chosen */
export function ensembleOfFailover({ voters, tick, initLimit, syncLimit, latencyFrom, latencyTo, fsync, seed }) {
  return lines([`servers 1..${voters}`, `seed ${seed}`, `latency ${latency(latencyFrom, latencyTo)}`, `tick ${tick}ms`, `init-limit ${initLimit}`, `sync-limit ${syncLimit}`, ...(fsync > 0 ? [`fsync ${fsync}ms`] : [])]);
}

/** A step of writing takes next to nothing, so that what a log costs is its fsync. @param {Chosen} chosen */
export function ensembleOfThroughput({ cpu, fsync, latencyFrom, latencyTo, bandwidth, seed }) {
  return lines(['servers 1..3', `seed ${seed}`, `latency ${latency(latencyFrom, latencyTo)}`, 'disk 20us..50us', `cpu ${cpu}us`, ...(fsync > 0 ? [`fsync ${fsync}ms`] : []), ...(bandwidth > 0 ? [`bandwidth ${bandwidth * 1000}`] : [])]);
}

/** Every other number of servers from 3 on, as voters alone and as three voters with observers. @param {Chosen} chosen @returns {Size[]} */
export function sizes({ most }) {
  const all = [];
  for (let servers = 3; servers <= most; servers += 2) {
    all.push({ voters: servers, observers: 0 });
    if (servers > 3) all.push({ voters: 3, observers: servers - 3 });
  }
  return all;
}

/** @param {number} from @param {number} to in milliseconds */
const latency = (from, to) => `${Math.min(from, to)}ms..${Math.max(from, to)}ms`;

/** @param {string[]} all */
const lines = all => ['zabscope 1', ...all, ''].join('\n');
