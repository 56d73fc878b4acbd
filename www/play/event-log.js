// The events so far, by their ids, and the causes of each.

/** @import { Happening } from '../engine/records.js' */

/** How many events are kept at least: some hours of watching. The oldest go first. */
const LIMIT = 20_000;

export class EventLog {
  /** In the order of their numbers, without gaps. @type {Happening[]} */
  #events = [];

  get last() {
    return this.#events.at(-1)?.id ?? 0;
  }

  /** @param {Happening[]} events those after `last` */
  add(events) {
    // One by one: a hundred thousand arguments are more than a call can take.
    for (const event of events) this.#events.push(event);
    // Dropped in large portions, so that a copy is rare.
    if (this.#events.length > 2 * LIMIT) this.#events = this.#events.slice(-LIMIT);
  }

  /** Removes the events after this one. @param {number} id */
  truncate(id) {
    if (id < this.last) this.#events = this.#events.filter(event => event.id <= id);
  }

  clear() {
    this.#events = [];
  }

  /**
   * @param {number | undefined} id
   * @returns {Happening | undefined}
   */
  get(id) {
    return id === undefined ? undefined : this.#events[id - (this.#events[0]?.id ?? 0)];
  }

  /** All that are kept. @returns {readonly Happening[]} */
  get all() {
    return this.#events;
  }

  /**
   * What led to an event, the nearest first.
   *
   * @param {Happening} event
   */
  causes(event) {
    const causes = [];
    for (let cause = this.get(event.cause); cause; cause = this.get(cause.cause)) causes.push(cause);
    return causes;
  }
}
