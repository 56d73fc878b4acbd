// Calls of the wasm module, and its errors as classes. The only importer of the generated package.

import init, { Simulation, freshSeed, lastPanic } from '../pkg/zab_wasm.js';

/** @import { Happening, Stride, View } from './records.js' */

/** The module did not load: missing, or forbidden to run. */
export class EngineMissing extends Error {}

/** The scenario cannot be parsed; the message says where. */
export class ScenarioError extends Error {}

/** What was asked for cannot be done now; the message says why. */
export class Refused extends Error {}

/** The module has panicked: a bug of ours. */
export class EngineStopped extends Error {}

/** @type {Promise<unknown> | undefined} */
let loading;

/** Loads the module, once for all elements of a page. */
export async function load() {
  loading ??= init();
  try {
    await loading;
  } catch (error) {
    loading = undefined; // the next call tries again
    throw new EngineMissing(messageOf(error), { cause: error });
  }
}

export { freshSeed };

/**
 * What a person did, and on which branch; `now`: which moment of which branch was the present one. From this all branches come to be again.
 *
 * @typedef {{ seed: string, performed: { branch: number, at: number, command: string }[], branch: number, now: number }} Memoir
 */

/** A running scenario. It records what is done, so that it can be rebuilt after a panic. */
export class Engine {
  #scenario;
  #seed;
  /** @type {Simulation} */
  #simulation;
  /** @type {Memoir['performed']} */
  #performed = [];
  /** The scenario that plays to the last action. */
  #written;
  #now = 0;
  #branch = 0;

  /**
   * @param {string} scenario
   * @param {string} [seed]
   */
  constructor(scenario, seed) {
    this.#scenario = scenario;
    this.#simulation = guard(() => new Simulation(scenario, seed), ScenarioError);
    this.#seed = this.#simulation.seed;
    this.#written = this.#simulation.written();
    this.title = this.#simulation.title;
    this.chapters = this.#simulation.chapters();
    /** The invariants of which the scenario expects that they are broken. */
    this.foreseen = new Set(this.#simulation.foreseen().split(' '));
  }

  get seed() {
    return this.#seed;
  }

  /** @returns {View} */
  view() {
    const view = this.#run(simulation => simulation.view());
    this.#now = view.now;
    this.#branch = this.#run(simulation => simulation.branch);
    return view;
  }

  /** The number of the branch of the last view. */
  get branch() {
    return this.#branch;
  }

  /** All branches, in the order in which they began: first the scenario's own. */
  branches() {
    return this.#run(simulation => simulation.branches());
  }

  /** What is told, but for the first so many beats; what is known of the future included. @param {number} skipped */
  beats(skipped) {
    return this.#run(simulation => simulation.beats(skipped));
  }

  /** What each server was and will be, but for the first so many stretches. @param {number} skipped */
  stretches(skipped) {
    return this.#run(simulation => simulation.stretches(skipped));
  }

  /**
   * @param {number} after
   * @returns {Happening[]}
   */
  events(after) {
    return this.#run(simulation => simulation.events(after));
  }

  /** @param {number} until in whole microseconds */
  advance(until) {
    this.#run(simulation => simulation.advance(until));
  }

  /**
   * Advances, but rests at the first moment that has an event of a kind. Whether it does so.
   *
   * @param {number} until in whole microseconds
   * @param {Stride} rest
   */
  play(until, rest) {
    return this.#run(simulation => simulation.play(until, rest));
  }

  /** Goes on to the next moment that has an event of a kind; false if there is none, or none near. @param {Stride} stride */
  step(stride) {
    return this.#run(simulation => simulation.step(stride));
  }

  /** Goes back to the last one, or to the beginning; false if this is the beginning. @param {Stride} stride */
  stepBack(stride) {
    return this.#run(simulation => simulation.stepBack(stride));
  }

  /** Goes to where the scenario has nothing more to say. */
  finish() {
    this.#run(simulation => simulation.finish());
  }

  /** @param {number} chapter counted from 0 */
  goToChapter(chapter) {
    return this.#run(simulation => simulation.goToChapter(chapter));
  }

  /** Takes back what was done last before now; false if nothing was. */
  undo() {
    return this.#run(simulation => simulation.undo());
  }

  redo() {
    return this.#run(simulation => simulation.redo());
  }

  /** Makes a branch the present one, at the same moment. @param {number} branch */
  switchTo(branch) {
    return this.#run(simulation => simulation.switch(branch));
  }

  /** @param {number} at */
  seek(at) {
    this.#run(simulation => simulation.seek(at));
  }

  /** @param {string} command of the language */
  act(command) {
    guard(() => this.#simulation.act(command), Refused);
    this.#performed.push({ branch: this.#branch, at: this.#now, command });
    this.#written = this.#run(simulation => simulation.written());
  }

  /** The scenario that plays to this moment. */
  written() {
    return this.#run(simulation => simulation.written());
  }

  traceHash() {
    return this.#run(simulation => simulation.traceHash());
  }

  /** A bug report: the scenario that plays to the last action, and the panic's message. */
  reproduction() {
    const panic = lastPanic()?.split('\n').map(line => `# ${line}`) ?? [];
    return [this.#written.trim(), '', `# stopped after ${this.#now}us`, ...panic].join('\n');
  }

  /** What would have to be done to get here again. @returns {Memoir} */
  memoir() {
    return { seed: this.#seed, performed: this.#performed, branch: this.#branch, now: this.#now };
  }

  /** Does all that again, with the seed at hand. @param {Memoir} memoir */
  relive({ performed, branch, now }) {
    for (const { branch, at, command } of performed) {
      this.#run(simulation => simulation.switch(branch));
      this.#run(simulation => simulation.seek(at));
      guard(() => this.#simulation.act(command), EngineStopped);
    }
    this.#run(simulation => simulation.switch(branch));
    this.#run(simulation => simulation.seek(now));
    this.#performed = [...performed];
    this.view();
  }

  /** Starts over, up to the last moment that was seen. All branches come to be again. */
  rebuild() {
    const memoir = this.memoir();
    // The old simulation is not freed: after a panic that may panic again.
    this.#simulation = guard(() => new Simulation(this.#scenario, this.#seed), ScenarioError);
    this.relive(memoir);
  }

  free() {
    try {
      this.#simulation.free();
    } catch {
      // After a panic it cannot be freed; the leak is small.
    }
  }

  /**
   * @template T
   * @param {(simulation: Simulation) => T} verb
   */
  #run(verb) {
    return guard(() => verb(this.#simulation), EngineStopped);
  }
}

/**
 * @template T
 * @param {() => T} call
 * @param {new (message: string, options: ErrorOptions) => Error} Expected the class of an error that is no panic
 */
function guard(call, Expected) {
  try {
    return call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw new EngineStopped(messageOf(error), { cause: error });
    throw new Expected(messageOf(error), { cause: error });
  }
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
