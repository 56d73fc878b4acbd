// Plays a scenario: engine, time and memory together, without a DOM. Whoever shows it asks for `view` and `time`.

import { Chronicle } from './event-log.js';
import { EngineStopped } from '../engine/engine.js';
import { Playback, paceOf } from './playback.js';

/** @import { Engine } from '../engine/engine.js' */
/** @import { Action, Happening, View } from '../engine/records.js' */

/**
 * What the player needs of an engine.
 *
 * @typedef {Pick<Engine, 'view' | 'events' | 'advance' | 'step' | 'stepBack' | 'seek' | 'act' | 'reproduction' | 'rebuild'>} Playable
 */

/**
 * How the present came about: time went on, or somebody turned to another moment.
 *
 * @typedef {'onward' | 'elsewhere'} Way
 */

/** After so many breakdowns the module is not asked again. */
const BREAKDOWNS = 3;

export class Player {
  #engine;
  #changed;
  #breakdowns = 0;
  #playback = new Playback();
  chronicle = new Chronicle();
  /** @type {View} */
  view;
  /** How fast the present is best watched. */
  #pace;
  /** What to send to whoever can repair the engine, once it has broken down. @type {string | undefined} */
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
    this.chronicle.add(engine.events(0));
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
    if (due) this.#turn('onward', engine => engine.advance(Math.floor(time)), time);
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
   * Something a person does, now. What was to come is forgotten.
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
    this.#playback.time = time ?? this.view.now;
    this.chronicle.cut(this.view.events);
    const news = this.#engine.events(this.chronicle.last);
    this.chronicle.add(news);
    this.#changed(way, news);
  }

  #recover() {
    this.pause();
    this.#breakdowns += 1;
    this.reproduction = this.#engine.reproduction();
    if (this.#breakdowns < BREAKDOWNS) {
      try {
        this.#engine.rebuild();
        this.chronicle.clear();
        this.#look('elsewhere');
        return;
      } catch {
        this.#breakdowns = BREAKDOWNS;
      }
    }
    this.#changed('elsewhere', []);
  }
}
