// Connects a player with the picture: draws each frame while time passes, animates a step, and lights up what is told.

import { showMoment } from '../panels/controls.js';
import { createLights, subjectsOf, subjectsOfEvent } from '../stage/lights.js';
import { createStage } from '../stage/stage.js';
import { addFrameCallback, removeFrameCallback } from './frame-loop.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { Player, Way } from '../play/player.js' */
/** @import { Happening, Subject } from '../engine/records.js' */

/** How often the clock is set while time runs, in milliseconds. */
const CLOCK = 100;
/** How often the mark of the present is moved, which is slow. */
const PRESENT = 30;
/** How often what is around the picture is rendered while nothing new is told, in milliseconds. */
const AROUND = 250;

export class Presenter {
  stage = createStage(() => this.show());
  #light = createLights(this.stage.root, messages => this.stage.lightMessages(messages));
  /** An event that is spoken of instead of the present beat. @type {Happening | undefined} */
  #spotlight;
  /** @type {Player | undefined} */
  #player;
  #room = { width: 0, height: 0 };
  #changed;
  /**
   * A step that is being animated: the virtual time it began from (microseconds), when that was (milliseconds of the viewer's
   * time), and what shows the new view at its end.
   *
   * @type {{ from: number, start: number, arrive?: () => void } | undefined}
   */
  #animation;
  /** When what is around the picture was rendered last, the number of the event that was told then, and whether there has been something new since. */
  #rendered = { at: 0, told: /** @type {number | undefined} */ (undefined), stale: false };
  /** When the clock was last set, and the mark of the present moved, in milliseconds of the viewer's time. */
  #clocked = 0;
  #marked = 0;
  /** Whether the element is in a page. */
  connected = false;
  /** The node that shows virtual time. @type {Element | null} */
  clock = null;
  /** Shows how long the present sentence is still read. @type {HTMLElement | null} */
  reading = null;
  /** Until when it is known to be, and how it is shown. @type {{ until: number, bar?: Animation }} */
  #read = { until: 0 };
  /** Shows the present on the timeline. @type {((time: number) => void) | undefined} */
  timeline;

  /**
   * @param {() => Locale} locale
   * @param {() => void} changed called when the element has to render again
   */
  constructor(locale, changed) {
    this.locale = locale;
    this.#changed = changed;
  }

  /** @param {Player | undefined} player */
  load(player) {
    this.#player = player;
    this.#animation = undefined;
    this.#spotlight = undefined;
  }

  /** Animates the next change. */
  animateStep() {
    if (!this.#player || isCalm()) return;
    this.wake();
    this.#animation = { from: this.#player.time, start: performance.now() };
  }

  /** Ends an animation at once, and shows the new view. */
  finishStep() {
    const animation = this.#animation;
    this.#animation = undefined;
    animation?.arrive?.();
  }

  /**
   * There is another view.
   *
   * @param {Way} way
   * @param {Happening[]} news
   */
  turn(way, news) {
    const arrive = () => {
      this.show(way === 'onward' ? news : undefined);
      // What is told is there at once; the rest around the picture, as fast as anybody reads.
      if (this.#player?.playing && this.#player.told?.events[0].id === this.#rendered.told) this.#rendered.stale = true;
      else this.#render(performance.now());
    };
    if (this.#animation) this.#animation.arrive = arrive;
    else arrive();
  }

  /** The picture has this room, in CSS pixels. @param {{ width: number, height: number }} room */
  resize({ width, height }) {
    this.#room = { width: Math.floor(width), height: Math.floor(height) };
    this.finishStep();
    this.show();
  }

  /** @param {Happening[]} [news] new events, whose effects are highlighted */
  show(news) {
    if (!this.#player || this.#room.width === 0 || this.#room.height === 0 || this.#animation) return;
    const moving = news && !isCalm() ? news : [];
    this.stage.show(this.#player.view, {
      locale: this.locale(),
      ...this.#room,
      answers: news !== undefined,
      events: this.#player.eventLog.all,
      lost: new Set(moving.flatMap(({ what }) => (what.kind === 'lost' ? [what.message] : []))),
    });
    this.light();
    this.#tick(this.#player.time);
  }

  /** Lights up what is spoken of: an event or, without one, the present beat. @param {Happening} [event] */
  light(event = this.#spotlight) {
    if (!this.#player) return;
    this.#spotlight = event;
    const { told, view } = this.#player;
    this.#light(event ? subjectsOfEvent(event) : told ? subjectsOf(told) : [], view);
  }

  /** Lights up what is pointed at beside the picture; without it, what is spoken of. @param {Subject[]} [subjects] */
  point(subjects) {
    if (subjects && this.#player) this.#light(subjects, this.#player.view);
    else this.light();
  }

  /** Nothing but the present beat is spoken of. */
  unlight() {
    this.#spotlight = undefined;
    this.light();
  }

  /** Something is about to move. */
  wake() {
    if (this.connected) addFrameCallback(this.frame);
  }

  /** The element has left its page. */
  sleep() {
    removeFrameCallback(this.frame);
  }

  /** @param {number} now in milliseconds of the viewer's time */
  frame = now => {
    const player = this.#player;
    if (!player || (!player.playing && !this.#animation)) {
      // Nothing moves, so nobody need look until it does.
      this.#showReading(0, now);
      if (this.#rendered.stale) this.#render(now);
      removeFrameCallback(this.frame);
      return;
    }
    if (this.#animation) {
      const { from, start } = this.#animation;
      const share = (now - start) / stepDuration(player.time - from);
      if (share >= 1) this.finishStep();
      else this.#tick(from + (player.time - from) * Math.max(0, share));
      return;
    }
    const before = player.time;
    player.frame(now);
    this.#showReading(player.reading(now), now);
    if (player.time !== before) this.#tick(player.time);
    if (this.#rendered.stale && now - this.#rendered.at >= AROUND) this.#render(now);
  };

  /** Has what is around the picture rendered. @param {number} now in milliseconds of the viewer's time */
  #render(now) {
    this.#rendered = { at: now, told: this.#player?.told?.events[0].id, stale: false };
    this.#changed();
  }

  /**
   * A line under the sentence fills while time stands still for it. It moves by itself.
   *
   * @param {number} left
   * @param {number} now
   */
  #showReading(left, now) {
    const until = left > 0 ? now + left : 0;
    if (Math.abs(until - this.#read.until) < 1) return;
    this.#read.bar?.cancel();
    const bar = left > 100 && !isCalm() ? this.reading?.animate([{ transform: 'scaleX(0)', opacity: 1 }, { transform: 'scaleX(1)', opacity: 1 }], left) : undefined;
    this.#read = { until, bar };
  }

  /** @param {number} time */
  #tick(time) {
    this.stage.tick(time, this.#animation !== undefined || (this.#player?.playing ?? false));
    const now = performance.now();
    // Nobody reads thousandths that run.
    const rests = !this.#player?.playing;
    if (rests || now - this.#clocked > CLOCK) {
      this.#clocked = now;
      showMoment(this.clock, time);
    }
    if (rests || now - this.#marked > PRESENT) {
      this.#marked = now;
      this.timeline?.(time);
    }
  }
}

/** Whether the viewer has asked for as little motion as possible. */
export function isCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * The duration of a step's animation in milliseconds, from 200 to 700.
 *
 * @param {number} micros the virtual time that it spans
 */
function stepDuration(micros) {
  return Math.min(Math.max(micros / 50, 200), 700);
}
