// Calls of the wasm module, and its errors as classes. The only importer of the generated package.

import init, { Simulation, freshSeed, lastPanic } from '../pkg/zab_wasm.js';

/** @import { Action, Happening, View } from './records.js' */

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
 * A running scenario. It records the actions, so that it can be rebuilt after a panic.
 *
 * @typedef {{ at: number, command: string }} PerformedAction
 */
export class Engine {
  #scenario;
  #seed;
  /** @type {Simulation} */
  #simulation;
  /** @type {PerformedAction[]} */
  #performed = [];
  /** The scenario that plays to the last action. */
  #written;
  #now = 0;

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
  }

  get seed() {
    return this.#seed;
  }

  /** @returns {View} */
  view() {
    const view = this.#run(simulation => simulation.view());
    this.#now = view.now;
    return view;
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

  /** Advances, but rests where the scenario pauses. @param {number} until in whole microseconds */
  play(until) {
    this.#run(simulation => simulation.play(until));
  }

  step() {
    return this.#run(simulation => simulation.step('event'));
  }

  stepBack() {
    return this.#run(simulation => simulation.stepBack('event'));
  }

  /** @param {number} at */
  seek(at) {
    this.#run(simulation => simulation.seek(at));
  }

  /** @param {Action} action */
  act(action) {
    const command = commandOf(action);
    guard(() => this.#simulation.act(command), Refused);
    this.#performed.push({ at: this.#now, command });
    this.#written = this.#run(simulation => simulation.written());
  }

  traceHash() {
    return this.#run(simulation => simulation.traceHash());
  }

  /** A bug report: the scenario that plays to the last action, and the panic's message. */
  reproduction() {
    const panic = lastPanic()?.split('\n').map(line => `# ${line}`) ?? [];
    return [this.#written.trim(), '', `# stopped after ${this.#now}us`, ...panic].join('\n');
  }

  /** Starts over from scenario, seed and actions, up to the last moment that was seen. All branches come to be again. */
  rebuild() {
    // The old simulation is not freed: after a panic that may panic again.
    const simulation = guard(() => new Simulation(this.#scenario, this.#seed), ScenarioError);
    for (const { at, command } of this.#performed) {
      guard(() => simulation.seek(at), EngineStopped);
      guard(() => simulation.act(command), EngineStopped);
    }
    guard(() => simulation.seek(this.#now), EngineStopped);
    this.#simulation = simulation;
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

/** An action in the language of scenarios. @param {Action} action */
function commandOf({ do: verb, server, others }) {
  return others ? `${verb} ${server} from ${others.join(' ')}` : `${verb} ${server}`;
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
