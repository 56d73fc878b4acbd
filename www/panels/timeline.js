// The timeline: who led in which epoch, what each server was, what was told and what was done; and the branches. One can go to any of it.

import { html, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { hueOf } from '../stage/epoch-hue.js';
import { formatMoment, textIn } from '../words/format.js';
import { sentenceOfBeat } from '../words/beats.js';
import { scaleOf } from './timeline-scale.js';

export { timelineStyles } from './timeline.css.js';

/** @import { Beat, Branch, Happening, Kind, Stretch } from '../engine/records.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Scale } from './timeline-scale.js' */

/** Heights, in pixels: ticks, the leaders' band, a server's lane, a branch. */
const TICKS = 10;
const BAND = 15;
const LANE = 4;
const BRANCH = 18;
/** With more servers than this only leaders are shown, with more branches the latest. */
const LANES = 9;
const BRANCHES = 4;
/** How near to a tick the pointer means it, as a share of the width. */
const NEAR = 0.012;

/** @typedef {'fault' | 'repair' | 'client' | 'said' | 'chapter' | 'decision'} Tick */

/** @type {Partial<Record<Kind, Tick>>} */
const TICK = {
  crashed: 'fault', powerLost: 'fault', exited: 'fault', startRefused: 'fault', cut: 'fault', suspended: 'fault', threadHeld: 'fault', diskChanged: 'fault', diskWiped: 'fault', persistFailed: 'fault', syncThreadEnded: 'fault', slowed: 'fault', held: 'fault', linkReset: 'fault', messageHeld: 'fault', messageDropped: 'fault', silent: 'fault', vanished: 'fault', violation: 'fault',
  started: 'repair', healed: 'repair', resumed: 'repair', threadUnheld: 'repair', noLongerSlow: 'repair', unheld: 'repair', messageHurried: 'repair',
  requested: 'client', requestAnswered: 'client', requestFailed: 'client', sessionConnected: 'client', expired: 'client', serverLost: 'client',
  said: 'said', chapterBegun: 'chapter',
};

/** @param {Beat} beat @returns {Tick} */
const tickOf = ({ events }) => TICK[events[0].what.kind] ?? 'decision';

/** Into so many places the mark of the present divides the whole: half a pixel each, where there is most room. */
const FINEST = 2000;

/** A share of the width. @param {number} place */
const percent = place => `${(place * 100).toFixed(2)}%`;

/**
 * @typedef {{
 *   beats: readonly Beat[],
 *   stretches: readonly Stretch[],
 *   branches: readonly Branch[],
 *   branch: number,
 *   now: number,
 *   lit: Happening | undefined,
 *   locale: Locale,
 *   seek: (at: number) => void,
 *   switchTo: (branch: number) => void,
 * }} TimelineState `lit`: an event that is spoken of
 */

/** @param {TimelineState} state */
export function timeline(state) {
  const { beats, stretches, branches, branch, now, lit, locale, seek } = state;
  const known = Math.max(now, branches[branch]?.until ?? 0);
  const scale = scaleOf(beats.map(({ at }) => at), known);
  const servers = [...new Set(stretches.map(({ server }) => server))].sort((a, b) => a - b);
  const lanes = servers.length <= LANES ? servers : [];
  const height = TICKS + BAND + 2 + lanes.length * LANE;
  const leader = leaderAt(stretches, now);
  const said = locale.timelineAt(formatMoment(now), leader ? locale.leads(leader.server, leader.epoch) : locale.matrix.noLeader);
  return html`<div class="time">
    <div class="track-of-time" role="slider" tabindex="0" aria-label=${locale.timeline} aria-valuemin="0" aria-valuemax=${Math.round(scale.end / 1000)}
      aria-valuenow=${Math.round(now / 1000)} aria-valuetext=${said}
      @pointerdown=${(/** @type {PointerEvent} */ event) => scrub(event, scale, seek)}
      @pointermove=${(/** @type {PointerEvent} */ event) => point(event, scale, state)}
      @pointerleave=${(/** @type {PointerEvent} */ event) => tip(event, '')}>
      ${guard([beats, beats.length, beats.at(-1), stretches, scale.end, known, locale, lit], () => html`<svg class="past" height=${height} aria-hidden="true">
        ${leaders(stretches, scale, known, locale)}
        ${lanes.map((server, index) => lane(stretches.filter(stretch => stretch.server === server), scale, known, TICKS + BAND + 2 + index * LANE))}
        ${beats.map(beat => tick(beat, scale.place(beat.at), lit !== undefined && beat.events.some(({ id }) => id === lit.id)))}
        ${lit ? svg`<circle class="lit" cx=${percent(scale.place(lit.at))} cy=${TICKS + BAND / 2} r="5" />` : ''}
      </svg>`)}
      <svg class="present" height=${height} aria-hidden="true"><line y1="0" y2=${height} /><circle cy=${TICKS + BAND / 2} r="6" /></svg>
      <p class="tip" hidden></p>
    </div>
    ${branches.length > 1 ? parting(state, scale) : ''}
  </div>`;
}

/**
 * Moves the mark of the present: with every frame, so past the templates, and without anything being laid out or drawn again.
 *
 * @param {ParentNode} root
 * @param {readonly Beat[]} beats
 * @param {number} known
 * @param {number} time
 */
export function showPresent(root, beats, known, time) {
  const mark = /** @type {SVGElement | null} */ (root.querySelector('.present'));
  if (!mark) return;
  const end = Math.max(known, time);
  if (present.beats !== beats || present.count !== beats.length || end > present.scale.end || known !== present.known) {
    present = { beats, count: beats.length, known, scale: scaleOf(beats.map(({ at }) => at), end) };
  }
  const x = `translateX(${Math.round(present.scale.place(time) * FINEST) / (FINEST / 100)}%)`;
  if (mark.style.transform !== x) mark.style.transform = x;
}

/** The scale of the last frame: it seldom changes. @type {{ beats: readonly Beat[], count: number, known: number, scale: Scale }} */
let present = { beats: [], count: 0, known: 0, scale: scaleOf([], 0) };

/** Who leads at a moment, and serves. @param {readonly Stretch[]} stretches @param {number} now */
function leaderAt(stretches, now) {
  /** @type {Map<number, Stretch>} */
  const latest = new Map();
  for (const stretch of stretches) if (stretch.at <= now) latest.set(stretch.server, stretch);
  return [...latest.values()].filter(leads).sort((a, b) => b.epoch - a.epoch)[0];
}

/** @param {Stretch} stretch */
const leads = ({ state, phase }) => state === 'LEADING' && phase === 'BROADCAST';

/** @param {readonly Stretch[]} stretches @param {Scale} scale @param {number} known @param {Locale} locale */
function leaders(stretches, scale, known, locale) {
  return stretches.map((stretch, index) => {
    if (!leads(stretch)) return '';
    const end = stretches.slice(index + 1).find(({ server }) => server === stretch.server)?.at ?? Math.max(known, stretch.at);
    const [from, to] = [scale.place(stretch.at), scale.place(end)];
    return svg`<svg class="leads" data-hue=${hueOf(stretch.epoch)} x=${percent(from)} y=${TICKS} width=${percent(to - from)} height=${BAND}>
      <rect width="100%" height=${BAND} rx="3" /><text x="6" y="11.5">${locale.leads(stretch.server, stretch.epoch)}</text>
    </svg>`;
  });
}

/** @param {readonly Stretch[]} stretches those of one server @param {Scale} scale @param {number} known @param {number} y */
function lane(stretches, scale, known, y) {
  return stretches.map((stretch, index) => {
    if (!stretch.state) return '';
    const [from, to] = [scale.place(stretch.at), scale.place(stretches[index + 1]?.at ?? Math.max(known, stretch.at))];
    return svg`<rect class="stretch" data-phase=${stretch.phase ?? ''} data-hue=${hueOf(stretch.epoch)} x=${percent(from)} y=${y} width=${percent(to - from)} height=${LANE - 1} />`;
  });
}

/** @param {Beat} beat @param {number} place @param {boolean} isLit */
function tick(beat, place, isLit) {
  const kind = tickOf(beat);
  const x = percent(place);
  const mark = kind === 'client' ? svg`<circle cx="0" cy="5" r="2.5" />` : svg`<path d=${MARKS[kind]} />`;
  return svg`<svg class="tick" data-tick=${kind} data-lit=${String(isLit)} x=${x} overflow="visible">${mark}</svg>`;
}

/** The shapes of ticks, around the moment at which they stand. @type {Record<Exclude<Tick, 'client'>, string>} */
const MARKS = {
  decision: 'M0 4V9',
  said: 'M0 1V9',
  fault: 'M-3 2L3 8M3 2L-3 8',
  repair: 'M-3 5L-1 8L3.5 1.5',
  chapter: 'M-4 0H4L0 7Z',
};

/** The branches, each from where it parts. @param {TimelineState} state @param {Scale} scale */
function parting({ branches, branch, now, locale, switchTo }, scale) {
  const all = branches.map((each, number) => ({ ...each, number }));
  const shown = [all[0], ...all.slice(1).slice(-BRANCHES)];
  if (!shown.some(({ number }) => number === branch)) shown[1] = all[branch];
  return html`<div class="branches" role="radiogroup" aria-label=${locale.story.branches}>
    ${shown.map(({ number, at, until, actions }) => {
      const name = number === 0 ? locale.ownBranch : locale.branch(number, formatMoment(at), actions.join('; '));
      const [from, to] = [scale.place(at), scale.place(Math.max(until, at, number === branch ? now : 0))];
      return html`<button class="branch" role="radio" aria-checked=${String(number === branch)} aria-label=${name} title=${name} @click=${() => switchTo(number)}>
        <svg height=${BRANCH} aria-hidden="true">
          <line x1=${percent(from)} x2=${percent(to)} y1="9" y2="9" /><circle cx=${percent(from)} cy="9" r="3.5" />
          <svg x=${percent(Math.min(from, 0.7))} overflow="visible"><text x="10" y="12.5">${number === 0 ? locale.ownBranch : actions.join('; ')}</text></svg>
        </svg>
      </button>`;
    })}
  </div>`;
}

/** @param {PointerEvent} event */
function placeOf({ clientX, currentTarget }) {
  const { left, width } = /** @type {Element} */ (currentTarget).getBoundingClientRect();
  return Math.min(Math.max((clientX - left) / width, 0), 1);
}

/** @param {PointerEvent} event @param {Scale} scale @param {(at: number) => void} seek */
function scrub(event, scale, seek) {
  if (event.button !== 0) return;
  const track = /** @type {HTMLElement} */ (event.currentTarget);
  track.setPointerCapture(event.pointerId);
  seek(scale.moment(placeOf(event)));
}

/** @param {PointerEvent} event @param {Scale} scale @param {TimelineState} state */
function point(event, scale, { beats, locale, seek }) {
  const place = placeOf(event);
  const track = /** @type {HTMLElement} */ (event.currentTarget);
  if (track.hasPointerCapture(event.pointerId)) seek(scale.moment(place));
  const distance = (/** @type {Beat} */ beat) => Math.abs(scale.place(beat.at) - place);
  const nearest = beats.reduce((/** @type {Beat | undefined} */ best, beat) => (!best || distance(beat) < distance(best) ? beat : best), undefined);
  const near = nearest && distance(nearest) < NEAR;
  const [first] = nearest?.events ?? [];
  const words = !near ? '' : first.what.kind === 'chapterBegun' ? textIn(first.what.title, locale.lang) : sentenceOfBeat(nearest, locale);
  tip(event, `${formatMoment(near ? nearest.at : scale.moment(place))}${words ? `  ${words}` : ''}`, place);
}

/** @param {PointerEvent} event @param {string} text @param {number} [place] */
function tip({ currentTarget }, text, place = 0) {
  const tip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (currentTarget).querySelector('.tip'));
  if (!tip) return;
  tip.hidden = text === '';
  tip.textContent = text;
  // To the left of the pointer on the right half, so that it stays inside.
  tip.style.left = place < 0.5 ? percent(place) : 'auto';
  tip.style.right = place < 0.5 ? 'auto' : percent(1 - place);
}
