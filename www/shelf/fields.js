// What can be set of an ensemble: the fields of the builder, and how they become lines of the language and are read from them. No DOM.

import { OBSERVERS, RELEASES, SETTINGS, VOTERS } from './address.js';

/** @import { Ensemble } from './address.js' */

/**
 * A field: the command of the language, and what it is if it is not given.
 *
 * @typedef {{ name: string, usual: string }} Field
 * @typedef {'timing' | 'costs' | 'disks'} Part
 */

/** @type {Record<Part, readonly Field[]>} */
export const FIELDS = {
  timing: [
    { name: 'tick', usual: '2s' },
    { name: 'init-limit', usual: '10' },
    { name: 'sync-limit', usual: '5' },
    { name: 'notification-interval', usual: '200ms..60s' },
    { name: 'finalize-wait', usual: '200ms' },
    { name: 'connect-delay', usual: '100ms' },
    { name: 'observer-delay', usual: '200ms' },
    { name: 'max-time-to-wait-for-epoch', usual: '' },
  ],
  costs: [
    { name: 'latency', usual: '10ms..40ms' },
    { name: 'bandwidth', usual: '' },
    { name: 'cpu', usual: '0s' },
    { name: 'disk', usual: '1ms..5ms' },
    { name: 'fsync', usual: '0s' },
    { name: 'disk-rate', usual: '' },
  ],
  disks: [
    { name: 'committed-log', usual: '500' },
    { name: 'snapshot-size-factor', usual: '0.33' },
    { name: 'snap-count', usual: '100000' },
    { name: 'counter', usual: '0' },
  ],
};

/**
 * What a form says. A voter's group is a number, and so is what it weighs there; what is not given is as usual.
 *
 * @param {{ get: (name: string) => unknown }} said
 * @returns {Ensemble}
 */
export function ensembleOf(said) {
  const text = (/** @type {string} */ name) => String(said.get(name) ?? '').trim();
  const number = (/** @type {string} */ name, /** @type {number} */ least, /** @type {number} */ most) => Math.min(Math.max(Math.floor(Number(text(name)) || 0), least), most);
  const voters = number('voters', 1, VOTERS);
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  /** @type {Map<string, number[]>} */
  const weights = new Map();
  for (let id = 1; id <= voters; id += 1) {
    const [group, weight] = [text(`group-${id}`), text(`weight-${id}`)];
    if (group) groups.set(group, [...(groups.get(group) ?? []), id]);
    if (weight && weight !== '1') weights.set(weight, [...(weights.get(weight) ?? []), id]);
  }
  /** @type {Record<string, string[]>} */
  const lines = {
    group: [...groups].sort(([a], [b]) => Number(a) - Number(b)).map(([, ids]) => ids.join(' ')),
    weight: [...weights].map(([weight, ids]) => `${ids.join(' ')} is ${weight}`),
    'force-snapshot': said.get('force-snapshot') ? [''] : [],
  };
  const values = (/** @type {string} */ name) => lines[name] ?? (text(name) ? [text(name)] : []);
  return {
    voters,
    observers: number('observers', 0, OBSERVERS),
    release: RELEASES.includes(text('release')) ? text('release') : RELEASES[0],
    seed: text('seed') || '1',
    settings: SETTINGS.flatMap(name => values(name).map(value => `${name} ${value}`.trim())),
  };
}

/** What a form has to say for this ensemble: the other way round. @param {Ensemble} ensemble @returns {Map<string, string>} */
export function saidOf({ voters, observers, release, seed, settings }) {
  const said = new Map([['voters', `${voters}`], ['observers', `${observers}`], ['release', release], ['seed', seed]]);
  let group = 0;
  for (const setting of settings) {
    const [name, ...rest] = setting.split(' ');
    const value = rest.join(' ');
    if (name === 'group') {
      group += 1;
      for (const id of idsIn(value)) said.set(`group-${id}`, `${group}`);
    } else if (name === 'weight') {
      const [ids, weight] = value.split(' is ');
      for (const id of idsIn(ids)) said.set(`weight-${id}`, weight ?? '');
    } else said.set(name, value || 'on');
  }
  return said;
}

/** An ensemble in the address of the page. @param {Ensemble} ensemble @returns {[string, string][]} */
export function addressOf({ voters, observers, release, seed, settings }) {
  const further = settings.map(setting => /** @type {[string, string]} */ ([setting.split(' ')[0], setting.split(' ').slice(1).join(' ')]));
  return [['voters', `${voters}`], ['observers', `${observers}`], ['release', release], ['seed', seed], ...further];
}

/** Ids as the language has them: `1..3 5`. @param {string} text */
function idsIn(text) {
  return text.split(' ').flatMap(word => {
    const [, from, to = from] = /^(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(word) ?? [];
    return from === undefined ? [] : Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, index) => Number(from) + index);
  });
}
