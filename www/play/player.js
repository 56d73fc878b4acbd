// Plays a scenario: joins the engine, virtual time, the event log and the story. No DOM; whoever draws reads `view` and `time`.

import { EventLog } from './event-log.js';
import { EngineStopped } from '../engine/engine.js';
import { Playback, paceOf } from './playback.js';
import { Story } from './story.js';

/** @import { Engine } from '../engine/engine.js' */
/** @import { Beat, Branch, Happening, Stretch, Stride, View } from '../engine/records.js' */

/**
 * What the player needs of an engine.
 *
 * @typedef {Pick<Engine, 'view' | 'events' | 'beats' | 'stretches' | 'branches' | 'branch' | 'advance' | 'play' | 'step' | 'stepBack' | 'seek' | 'finish'
 *   | 'goToChapter' | 'act' | 'undo' | 'redo' | 'switchTo' | 'reproduction' | 'rebuild' | 'foreseen'>} Playable
 */

/**
 * How the view changed: time passed, or somebody went to another moment.
 *
 * @typedef {'onward' | 'elsewhere'} Way
 */

/** No two views of a play are closer together than this, in milliseconds: what moves does so with every frame, and what changes is seen no sooner. */
const BETWEEN = 45;
/** Between two views that are dear, motion has so many times as long as the first of them took. */
const REST = 5;

/** After so many panics the module is not called again. */
const BREAKDOWNS = 3;

export class Player {
  #engine;
  #changed;
  #reading;
  #clock;
  #breakdowns = 0;
  /** When the next view may be asked for, in milliseconds of the viewer's time. */
  #rested = 0;
  /** Whether the engine has gone on since the last view. */
  #behind = false;
  #playback = new Playback();
  /** Until when the present beat is read, in milliseconds of the viewer's time. */
  #readUntil = 0;
  /** Whether it plays to the next beat only. */
  #toNextBeat = false;
  eventLog = new EventLog();
  story = new Story();
  /** What each server was and, as far as that is known, will be. @type {Stretch[]} */
  stretches = [];
  /** @type {Branch[]} */
  branches = [];
  /** @type {View} */
  view;
  /** The rate for the speed `auto`, for the present view. */
  #pace;
  /** The bug report of the last panic. @type {string | undefined} */
  reproduction;
  /** Whether the scenario has paused, and waits for its reader. */
  waits = false;
  /** Whether it stops where an invariant is broken of which the scenario does not expect that. */
  stopsAtViolations = true;
  /** The violation at which it has stopped. @type {Happening | undefined} */
  broken;
  /** Whether time stands still although it plays. */
  #held = false;
  /** Whether time passes by leaps from beat to beat, and not evenly. */
  leaps = false;

  /**
   * @param {Playable} engine
   * @param {(way: Way, news: Happening[]) => void} changed called whenever there is another view or another beat is told
   * @param {(beat: Beat) => number} reading how long a beat takes to be read, in milliseconds
   * @param {() => number} [clock] the viewer's time, in milliseconds
   */
  constructor(engine, changed, reading, clock = () => performance.now()) {
    this.#engine = engine;
    this.#changed = changed;
    this.#reading = reading;
    this.#clock = clock;
    this.view = engine.view();
    this.#pace = paceOf(this.view);
    this.eventLog.add(engine.events(0));
    this.#hear(true);
    this.story.catchUp(this.view, true);
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

  /** The number of the present branch; 0 is the scenario's own. */
  get branch() {
    return this.#engine.branch;
  }

  /** The title of the chapter that has begun last. */
  get chapter() {
    return this.story.chapter(this.view);
  }

  /** How long the present beat is still read, in milliseconds; 0 if nobody waits for that. @param {number} now */
  reading(now) {
    return this.playing ? Math.max(0, this.#readUntil - now) : 0;
  }

  /** The beat that is told now. */
  get told() {
    return this.story.told(this.view);
  }

  play() {
    this.#playback.playing = this.#breakdowns < BREAKDOWNS;
    this.waits = false;
    this.broken = undefined;
    this.#toNextBeat = false;
    this.#readUntil = 0;
  }

  pause() {
    if (this.#behind) this.#turn('onward', () => {}, this.time);
    this.#playback.playing = false;
    this.#toNextBeat = false;
  }

  /** Time stands still for as long as somebody chooses what to do. @param {boolean} held */
  hold(held) {
    if (held && this.#behind) this.#turn('onward', () => {}, this.time);
    this.#held = held;
  }

  /**
   * Lets time pass; the engine is called only when something is due. At the speed `auto` it stands still while a beat is read.
   *
   * @param {number} now in milliseconds of the viewer's time
   */
  frame(now) {
    if (this.#held) {
      this.#playback.hold(now);
      return;
    }
    const reads = this.speed === 'auto' || this.#toNextBeat;
    if (this.playing && reads) {
      if (this.#readUntil === 0 && !this.#toNextBeat) this.#startReading(now);
      if (now < this.#readUntil) {
        this.#playback.hold(now);
        return;
      }
      if (this.story.next(this.view)) {
        this.#arrive(now);
        return;
      }
      if (this.leaps) {
        this.#leap(now);
        return;
      }
    }
    const time = this.#playback.advance(now, this.#pace);
    const { next } = this.view;
    const due = this.playing && next !== undefined && time >= next;
    if (!due) return;
    const start = this.#clock();
    const before = this.story.at;
    if (!this.#passes(Math.floor(time), reads ? 'beat' : 'pause', now >= this.#rested)) return;
    this.#look('onward', time);
    this.#rested = now + Math.max(BETWEEN, (this.#clock() - start) * REST);
    if (reads && this.story.at !== before) this.#arrive(now);
  }

  /**
   * Lets time pass in the engine. Whether there is something to be seen at once.
   *
   * @param {number} until in whole microseconds
   * @param {Stride} rest what is seen at its own moment
   * @param {boolean} seen whether it is time for another view
   */
  #passes(until, rest, seen) {
    try {
      this.#behind = true;
      return this.#engine.play(until, rest) || seen;
    } catch (error) {
      if (!(error instanceof EngineStopped)) throw error;
      this.#recover();
      return false;
    }
  }

  /** To the next beat: it plays on to it or, if it does so already, is there at once. */
  nextBeat() {
    if (this.story.next(this.view)) {
      this.#readUntil = 0;
      this.#changed('onward', []);
    } else if (this.playing || this.leaps) {
      this.step('beat');
      this.#readUntil = 0;
      if (this.#toNextBeat) this.pause();
    } else {
      this.play();
      this.#toNextBeat = true;
    }
  }

  previousBeat() {
    this.pause();
    const at = this.story.previous();
    const to = this.story.at;
    if (at === undefined) this.seek(0);
    else if (at === this.view.now) this.#changed('elsewhere', []);
    else {
      this.#turn('elsewhere', engine => engine.seek(at));
      this.story.at = to;
      this.#changed('elsewhere', []);
    }
  }

  /** @param {Stride} stride */
  step(stride) {
    this.#turn('onward', engine => void engine.step(stride));
    this.story.catchUp(this.view, true);
    this.#changed('onward', []);
  }

  /** @param {Stride} stride */
  stepBack(stride) {
    this.#turn('elsewhere', engine => void engine.stepBack(stride));
  }

  /** @param {number} at in microseconds */
  seek(at) {
    this.#turn('elsewhere', engine => engine.seek(Math.max(0, Math.floor(at))));
  }

  /** To where the scenario has nothing more to say. */
  finish() {
    this.#turn('elsewhere', engine => engine.finish());
  }

  /** @param {number} chapter counted from 0 */
  goToChapter(chapter) {
    this.#turn('elsewhere', engine => void engine.goToChapter(chapter), undefined, true);
    this.story.catchUp(this.view, true);
    this.#changed('elsewhere', []);
  }

  /**
   * Does an action now, on a branch of its own. The branch that was the present one stays.
   *
   * @param {string} command of the language
   * @throws {Refused} if it cannot be done
   */
  act(command) {
    this.#turn(
      'onward',
      engine => {
        if (this.view.now !== Math.floor(this.time)) engine.advance(Math.floor(this.time));
        // The engine notes the moment of an action by the last view it gave.
        engine.view();
        engine.act(command);
      },
      undefined,
      true,
    );
    this.#readUntil = 0;
  }

  undo() {
    this.#turn('elsewhere', engine => void engine.undo(), undefined, true);
  }

  redo() {
    this.#turn('elsewhere', engine => void engine.redo(), undefined, true);
  }

  /** Makes a branch the present one, at a moment. @param {number} branch @param {number} [at] in microseconds */
  switchTo(branch, at) {
    this.#turn(
      'elsewhere',
      engine => {
        engine.switchTo(branch);
        if (at !== undefined) engine.seek(at);
      },
      undefined,
      true,
    );
  }

  /** To the next beat at once; where there is none, it waits for its reader. @param {number} now */
  #leap(now) {
    let found = false;
    this.#turn('onward', engine => (found = engine.step('beat')));
    if (!found) this.pause();
    this.#arrive(now);
  }

  /** @param {number} now */
  #arrive(now) {
    if (this.#toNextBeat) this.pause();
    this.#startReading(now);
    this.#changed('onward', []);
  }

  /** @param {number} now */
  #startReading(now) {
    const beat = this.told;
    this.#readUntil = now + (beat && beat.at === this.view.now ? this.#reading(beat) : 1);
  }

  /**
   * @param {Way} way
   * @param {(engine: Playable) => void} verb
   * @param {number} [time] more exact than the engine's, which counts whole microseconds
   * @param {boolean} [anew] whether another past or future may have come to be
   */
  #turn(way, verb, time, anew = false) {
    try {
      verb(this.#engine);
    } catch (error) {
      if (!(error instanceof EngineStopped)) throw error;
      this.#recover();
      return;
    }
    this.#look(way, time, anew);
  }

  /**
   * @param {Way} way
   * @param {number | undefined} time
   * @param {boolean} [anew]
   */
  #look(way, time, anew = false) {
    const before = this.view;
    this.#behind = false;
    this.view = this.#engine.view();
    this.#pace = paceOf(this.view);
    if (anew) this.eventLog.clear();
    this.eventLog.truncate(this.view.events);
    const fresh = this.#engine.events(this.eventLog.last);
    this.eventLog.add(fresh);
    const news = anew ? fresh.filter(({ id }) => id > before.events) : fresh;
    if (news.length > 0 || anew) this.#hear(anew);
    if (way === 'elsewhere') this.#readUntil = 0;
    const playing = way === 'onward' && this.playing;
    const reads = playing && (this.speed === 'auto' || this.#toNextBeat);
    if (reads) this.story.next(this.view);
    else this.story.catchUp(this.view);
    this.broken = playing && this.stopsAtViolations ? news.find(event => this.#stopsAt(event)) : undefined;
    this.waits = playing && news.some(({ what }) => what.kind === 'paused');
    const paused = this.waits || this.broken !== undefined;
    if (paused) this.pause();
    const rested = time === undefined || paused || (reads && this.told?.at === this.view.now);
    this.#playback.time = rested ? this.view.now : time;
    this.#changed(way, news);
  }

  /** Whether it is told that an invariant is broken, and nobody expects that. What else follows from the same is not told. @param {Happening} event */
  #stopsAt({ id, what }) {
    return what.kind === 'violation' && !this.#engine.foreseen.has(what.invariant) && this.story.beats.some(({ events }) => events.some(told => told.id === id));
  }

  /** Hears what else is told. @param {boolean} anew */
  #hear(anew) {
    // The last of them may have come to be so no longer.
    const kept = anew ? 0 : Math.max(0, this.story.beats.length - 1);
    this.story.replace(kept, this.#engine.beats(kept));
    const known = anew ? 0 : Math.max(0, this.stretches.length - this.view.servers.length);
    this.stretches = [...this.stretches.slice(0, known), ...this.#engine.stretches(known)];
    if (anew || this.branches.length === 0) this.branches = this.#engine.branches();
  }

  #recover() {
    this.pause();
    this.#breakdowns += 1;
    this.reproduction = this.#engine.reproduction();
    if (this.#breakdowns < BREAKDOWNS) {
      try {
        this.#engine.rebuild();
        this.#look('elsewhere', undefined, true);
        return;
      } catch {
        this.#breakdowns = BREAKDOWNS;
      }
    }
    this.#changed('elsewhere', []);
  }
}
