// Virtual time as a function of the viewer's time: speed, pause, and the automatic pace. No DOM; the caller passes the clock.

import { isHeartbeat } from '../words/format.js';

/** @import { Content, View } from '../engine/records.js' */

/** @typedef {number | 'auto'} Speed */

/** Virtual seconds for each second that a viewer waits. @type {readonly Speed[]} */
export const SPEEDS = ['auto', 1 / 100, 1 / 50, 1 / 20, 1 / 10, 1 / 5, 1 / 2, 1, 5, 20, 100];

/** An election takes some 400 ms; this stretches it so that each vote can be read. */
const VOTES = 1 / 25;
/** Discovery and synchronization take some 250 ms, and their packets are short. */
const PREPARATIONS = 1 / 16;
/** A write takes some 120 ms; each of its messages can be followed. */
const WRITES = 1 / 25;
/** Heartbeats are dots, with nothing to read: at first one sees them go. */
const HEARTBEATS = 1 / 15;
/** The longest time without an event, in seconds of the viewer's time. */
const PATIENCE = 3;
/** The limits of the rate while no message is in transit. */
const IDLE = { least: 1 / 12, most: 20 };
/** While there is nothing to read the rate doubles in so many milliseconds. */
const DOUBLING = 500;

/** The longest time that one frame can span, in milliseconds: a tab that was hidden does not catch up. */
const LONGEST_FRAME = 100;
/** The time constant, in milliseconds, with which the rate rises to a faster pace. */
const EASING = 300;

export class Playback {
  /** Virtual time, in microseconds. */
  time = 0;
  playing = false;
  /** @type {Speed} */
  speed = 'auto';

  /** When the last frame was, in milliseconds of the viewer's time. @type {number | undefined} */
  #last;
  #rate = VOTES;
  /** For how long there has been nothing to read, in milliseconds of the viewer's time. */
  #quiet = 0;

  /** Time stands still. @param {number} now */
  hold(now) {
    this.#last = now;
    this.#quiet = 0;
  }

  /**
   * Lets time pass.
   *
   * @param {number} now in milliseconds of the viewer's time
   * @param {Pace} pace the rate at which the present is best watched, for the speed `auto`
   */
  advance(now, { rate, quiet }) {
    const passed = Math.min(Math.max(now - (this.#last ?? now), 0), LONGEST_FRAME);
    this.#last = now;
    if (!this.playing) return this.time;
    if (this.speed === 'auto') {
      this.#quiet = quiet ? this.#quiet + passed : 0;
      const pace = Math.min(rate * 2 ** (this.#quiet / DOUBLING), Math.max(rate, IDLE.most));
      // Slows down at once, so that nothing is missed, and picks up gently.
      const share = pace < this.#rate ? 1 : 1 - Math.exp(-passed / EASING);
      this.#rate += (pace - this.#rate) * share;
    } else {
      this.#rate = this.speed;
    }
    this.time += passed * 1000 * this.#rate;
    return this.time;
  }
}

/** The messages of discovery and synchronization. @type {Set<Content['type']>} */
const BEFORE = new Set(['handshake', 'followerInfo', 'observerInfo', 'leaderInfo', 'ackEpoch', 'diff', 'trunc', 'snap', 'newLeader', 'upToDate']);

/**
 * `quiet`: there is nothing to read, so that it may pass quickly.
 *
 * @typedef {{ rate: number, quiet: boolean }} Pace
 */

/**
 * The rate at which a moment is best watched.
 *
 * @param {View} view
 * @returns {Pace}
 */
export function paceOf({ now, next = now, messages }) {
  // What is held goes nowhere, and need not be followed.
  const moving = messages.filter(({ held }) => !held);
  const telling = moving.filter(({ content }) => !isHeartbeat(content));
  if (telling.some(({ port }) => port === 'election')) return { rate: VOTES, quiet: false };
  if (telling.some(({ content }) => !BEFORE.has(content.type))) return { rate: WRITES, quiet: false };
  if (telling.length > 0) return { rate: PREPARATIONS, quiet: false };
  if (moving.length > 0) return { rate: HEARTBEATS, quiet: true };
  return { rate: Math.min(Math.max((next - now) / 1_000_000 / PATIENCE, IDLE.least), IDLE.most), quiet: true };
}

/**
 * The speed that an attribute asks for; `auto` if it asks for none that there is.
 *
 * @param {string | null} text
 * @returns {Speed}
 */
export function parseSpeed(text) {
  const [, above, under = '1'] = /^\s*(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?\s*x?\s*$/.exec(text ?? '') ?? [];
  const speed = Number(above) / Number(under);
  return Number.isFinite(speed) && speed > 0 ? Math.min(Math.max(speed, 1 / 100), 100) : 'auto';
}

/**
 * @param {Speed} speed
 * @param {string} auto the word for `auto`
 */
export function formatSpeed(speed, auto) {
  if (speed === 'auto') return auto;
  return speed < 1 ? `1/${+(1 / speed).toFixed(2)}×` : `${speed}×`;
}
