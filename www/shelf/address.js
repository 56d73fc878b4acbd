// What the address of the page asks for: a lesson, a scenario of the library, or an ensemble of one's own. Read before the element begins, so that nothing
// else is played first.

/** The addresses of texts that can be asked for. @type {Record<string, (name: string) => string>} */
const PLACES = {
  lesson: name => `lessons/${name}.zab`,
  scenario: name => `scenarios/${name}.zab`,
};
/** What a name may consist of: it becomes part of an address. */
const NAME = /^[a-z0-9-]{1,60}$/;

/**
 * @typedef {{ kind: 'lesson' | 'scenario', name: string }} Place
 * @typedef {{ voters: number, observers: number, release: string, seed: string, settings: readonly string[] }} Ensemble `settings`: further lines of the language
 */

/** How many servers an ensemble of one's own may have. */
export const VOTERS = 25;
export const OBSERVERS = 10;
export const RELEASES = ['3.9.5', '3.8.0'];

/** @param {URLSearchParams} asked @returns {Place | undefined} */
export function placeIn(asked) {
  for (const kind of /** @type {const} */ (['lesson', 'scenario'])) {
    const name = asked.get(kind);
    if (name !== null && NAME.test(name)) return { kind, name };
  }
  return undefined;
}

/** @param {Place} place */
export const textAt = ({ kind, name }) => PLACES[kind](name);

/** What else of an ensemble can be set, by the commands of the language; `group` and `weight` more than once. */
export const SETTINGS = [
  'group', 'weight', 'latency', 'disk', 'tick', 'init-limit', 'sync-limit', 'notification-interval', 'finalize-wait', 'connect-delay', 'observer-delay', 'max-time-to-wait-for-epoch',
  'bandwidth', 'fsync', 'disk-rate', 'cpu', 'committed-log', 'snapshot-size-factor', 'force-snapshot', 'snap-count', 'counter',
];
/** What a setting may consist of: it becomes a part of one line. Whether it makes sense the engine says. */
export const VALUE = /^[\w. -]{0,200}$/;

/** @param {URLSearchParams} asked @returns {Ensemble | undefined} */
export function ensembleIn(asked) {
  // An experiment has voters and ticks of its own.
  if (!asked.has('voters') || asked.has('experiment')) return undefined;
  const within = (/** @type {string} */ name, /** @type {number} */ least, /** @type {number} */ most) => Math.min(Math.max(Math.floor(Number(asked.get(name)) || 0), least), most);
  const release = asked.get('release') ?? '';
  const seed = asked.get('seed') ?? '';
  return {
    voters: within('voters', 1, VOTERS),
    observers: within('observers', 0, OBSERVERS),
    release: RELEASES.includes(release) ? release : RELEASES[0],
    seed: /^\d{1,20}$/.test(seed) ? seed : '1',
    settings: SETTINGS.flatMap(name => asked.getAll(name).filter(value => VALUE.test(value)).map(value => `${name} ${value}`.trim())),
  };
}

/** An ensemble as a scenario. @param {Ensemble} ensemble */
export function scenarioOfEnsemble({ voters, observers, release, seed, settings }) {
  const ids = (/** @type {number} */ from, /** @type {number} */ count) => (count === 1 ? `${from}` : `${from}..${from + count - 1}`);
  return [
    'zabscope 1',
    `title     "${voters === 1 ? '1 server' : `${voters} servers`}"`,
    `title.zh  "${voters} 台服务器"`,
    `servers   ${ids(1, voters)}`,
    ...(observers > 0 ? [`observers ${ids(voters + 1, observers)}`] : []),
    `release   ${release}`,
    `seed      ${seed}`,
    ...settings,
    '',
    'at 0s     start all',
    '',
  ].join('\n');
}

const scope = globalThis.document?.querySelector('zab-scope');
if (scope) {
  const asked = new URLSearchParams(location.search);
  const place = placeIn(asked);
  const ensemble = ensembleIn(asked);
  if (place) scope.setAttribute('src', textAt(place));
  else if (ensemble) {
    const script = scope.querySelector('script[type="text/zab"]');
    if (script) script.textContent = scenarioOfEnsemble(ensemble);
  }
}
