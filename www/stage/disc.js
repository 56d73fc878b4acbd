// A server's disc: its state as a shape, its epoch as a colour, and the deadline that runs as an arc.

import { elapsed } from './link-path.js';
import { set, svg } from './svg.js';

/** @import { Process, Server } from '../engine/records.js' */

/** Waits that an election shows as an arc. */
const DEADLINES = ['notification', 'finalizeWait'];
/** Waits that heartbeats begin anew: shown once so much of one has passed in silence. */
const SILENCES = ['leaderRead', 'learnerRead', 'quorumWait'];
const SILENT = 1 / 3;
/** The id's size for a radius: two figures have room. */
const NAME = 0.69;
/** What stands for a process that is suspended, and for a disk that is not as it should be. */
const PAUSE = 'M-2.5 -4V4M2.5 -4V4';
const DRUM = 'M-4.5 -3.5H4.5V3.5H-4.5ZM-4.5 0H4.5';
/** An arc shrinks by steps as small as this share of the whole: finer ones nobody sees. */
const STEPS = 180;

/** @param {number} id */
export function createDisc(id) {
  const focus = svg('circle', { class: 'focus' });
  const ring = svg('circle', { class: 'ring' });
  const disc = svg('circle', { class: 'disc' });
  const arc = svg('circle', { class: 'arc', pathLength: 1, transform: 'rotate(-90)' });
  const cross = svg('path', { class: 'cross' });
  const name = svg('text', { class: 'id', 'text-anchor': 'middle', dy: '.36em' });
  name.textContent = String(id);
  const fault = svg('g', { class: 'fault' }, svg('circle', { r: 9 }), svg('path'));
  const hitArea = svg('circle', { class: 'hit-area' });
  const node = svg('g', { class: 'body', tabindex: 0, role: 'button', 'aria-haspopup': 'dialog' }, focus, ring, disc, arc, cross, name, fault, hitArea);
  /** @type {{ since: number, at: number } | undefined} */
  let deadline;
  /** The share of it that passes before it is shown. */
  let from = 0;
  let drawn = -1;

  return {
    node,

    /** @param {{ x: number, y: number }} centre @param {number} radius */
    place({ x, y }, radius) {
      set(node, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      set(focus, { r: radius + 13 });
      set(ring, { r: radius + Math.min(6, radius / 5) });
      set(disc, { r: radius });
      set(arc, { r: radius });
      set(fault, { transform: `translate(${(radius * 0.75).toFixed(1)} ${(radius * 0.75).toFixed(1)})` });
      set(hitArea, { r: Math.max(radius + 8, 24) });
      set(name, { 'font-size': Math.min(22, radius * (id > 99 ? 0.8 : 1) * NAME).toFixed(1) });
      const arm = radius * 0.52;
      set(cross, { d: `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}` });
    },

    /**
     * @param {Process | undefined} process
     * @param {string} label
     * @param {'suspended' | Server['disk']} how it is, beside its state
     */
    show(process, label, how) {
      set(fault, { 'data-fault': how });
      set(/** @type {Element} */ (fault.lastElementChild), { d: how === 'sound' ? '' : how === 'suspended' ? PAUSE : DRUM });
      set(node, { 'aria-label': label });
      const timers = process?.timers ?? [];
      const silences = timers.filter(({ timer }) => SILENCES.includes(timer)).sort((a, b) => a.at - b.at);
      deadline = timers.find(({ timer }) => DEADLINES.includes(timer)) ?? silences[0];
      from = deadline === silences[0] ? SILENT : 0;
    },

    /** @param {number} time */
    tick(time) {
      const passed = deadline ? elapsed(deadline.since, deadline.at, time) : 1;
      const left = passed >= from ? 1 - passed : 0;
      const steps = Math.ceil(left * STEPS);
      if (steps === drawn) return;
      drawn = steps;
      set(arc, { 'stroke-dasharray': `${steps / STEPS} 1` });
    },
  };
}
