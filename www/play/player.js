// Plays a scenario: joins the engine, virtual time and the event log. No DOM; whoever draws reads `view` and `time`.

import { EventLog } from './event-log.js';
import { EngineStopped } from '../engine/engine.js';
import { Playback, paceOf } from './playback.js';

/** @import { Engine } from '../engine/engine.js' */
/** @import { Action, Happening, View } from '../engine/records.js' */

/**
 * What the player needs of an engine.
 *
 * @typedef {Pick<Engine, 'view' | 'events' | 'advance' | 'play' | 'step' | 'stepBack' | 'seek' | 'act' | 'reproduction' | 'rebuild'>} Playable
 */

/**
 * How the view changed: time passed, or somebody went to another moment.
 *
 * @typedef {'onward' | 'elsewhere'} Way
 */

/** Between two views that are dear, motion has so many times as long as the first of them took. */
const REST = 3;

/** After so many panics the module is not called again. */
const BREAKDOWNS = 3;

export class Player {
  #engine;
  #changed;
  #breakdowns = 0;
  /** When the next view may be asked for, in milliseconds of the viewer's time. */
  #rested = 0;
  #playback = new Playback();
  eventLog = new EventLog();
  /** @type {View} */
  view;
  /** The rate for the speed `auto`, for the present view. */
  #pace;
  /** The bug report of the last panic. @type {string | undefined} */
  reproduction;

  /**
   * @param {Playable} engine
   * @param {(way: Way, news: Happening[]) => void} changed called whenever there is another view
   */
  constructor(engine, changed) {
    this.#engine = engine;
    this.#changed = changed;
    this.view = engine.view();
    this.#pace = paceOf(this.view);
    this.eventLog.add(engine.events(0));
  }

  /** Virtual time, in microseconds; between two views it runs on. */
  get time() {
    return this.#playback.time;
  }

  get playing() {
    return this.#playback.playing;
  }

  get speed() {
    return this.#playback.speed;
  }

  set speed(speed) {
    this.#playback.speed = speed;
  }

  play() {
    this.#playback.playing = this.#breakdowns < BREAKDOWNS;
  }

  pause() {
    this.#playback.playing = false;
  }

  /**
   * Lets time pass; the engine is called only when something is due.
   *
   * @param {number} now in milliseconds of the viewer's time
   */
  frame(now) {
    const time = this.#playback.advance(now, this.#pace);
    const { next } = this.view;
    const due = this.playing && next !== undefined && time >= next;
    if (!due || now < this.#rested) return;
    const start = performance.now();
    this.#turn('onward', engine => engine.play(Math.floor(time)), time);
    this.#rested = now + (performance.now() - start) * REST;
  }

  step() {
    this.#turn('onward', engine => engine.step());
  }

  stepBack() {
    this.#turn('elsewhere', engine => engine.stepBack());
  }

  /** @param {number} at in microseconds */
  seek(at) {
    this.#turn('elsewhere', engine => engine.seek(Math.max(0, Math.floor(at))));
  }

  /**
   * Does an action now. In the past, this drops what came after.
   *
   * @param {Action} action
   * @throws {Refused} if it cannot be done
   */
  act(action) {
    this.#turn('onward', engine => {
      if (this.view.now !== Math.floor(this.time)) engine.advance(Math.floor(this.time));
      // The engine notes the moment of an action by the last view it gave.
      engine.view();
      engine.act(action);
    });
  }

  /**
   * @param {Way} way
   * @param {(engine: Playable) => void} verb
   * @param {number} [time] more exact than the engine's, which counts whole microseconds
   */
  #turn(way, verb, time) {
    try {
      verb(this.#engine);
    } catch (error) {
      if (!(error instanceof EngineStopped)) throw error;
      this.#recover();
      return;
    }
    this.#look(way, time);
  }

  /**
   * @param {Way} way
   * @param {number} [time]
   */
  #look(way, time) {
    this.view = this.#engine.view();
    this.#pace = paceOf(this.view);
    this.eventLog.truncate(this.view.events);
    const news = this.#engine.events(this.eventLog.last);
    this.eventLog.add(news);
    const paused = way === 'onward' && this.playing && news.some(({ what }) => what.kind === 'paused');
    if (paused) this.pause();
    this.#playback.time = paused ? this.view.now : (time ?? this.view.now);
    this.#changed(way, news);
  }

  #recover() {
    this.pause();
    this.#breakdowns += 1;
    this.reproduction = this.#engine.reproduction();
    if (this.#breakdowns < BREAKDOWNS) {
      try {
        this.#engine.rebuild();
        this.eventLog.clear();
        this.#look('elsewhere');
        return;
      } catch {
        this.#breakdowns = BREAKDOWNS;
      }
    }
    this.#changed('elsewhere', []);
  }
}
