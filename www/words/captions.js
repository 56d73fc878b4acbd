// The choice of the caption: which event it is about, and for how long. No DOM; the caller passes the clock.

/** @import { Happening } from '../engine/records.js' */

/** The weights of events; 0 is never a caption. */
const ORDINARY = 1;
const CHANGE = 2;
const TURN = 3;
const SPOKEN = 4;

/** How long a caption of each weight stays at least, in milliseconds of the viewer's time. */
const DWELL = [0, 1800, 2200, 2600, 4000];

/** @param {Happening} event */
export function weightOf({ what }) {
  switch (what.kind) {
    case 'said':
      return SPOKEN;
    case 'expected':
      return what.met ? 0 : SPOKEN;
    case 'notDone':
    case 'neverCame':
    case 'stopped':
      return SPOKEN;
    case 'started':
      return what.life > 1 ? TURN : 0;
    case 'crashed':
    case 'powerLost':
    case 'silent':
    case 'handshakeMissing':
    case 'elected':
    case 'waitBroken':
    case 'leaderLost':
    case 'steppedDown':
    case 'startRefused':
    case 'exited':
    case 'epochProposed':
    case 'epochTooOld':
    case 'learnerAhead':
    case 'gapFound':
    case 'epochBegun':
    case 'serverLost':
    case 'requestFailed':
    case 'expired':
    case 'vanished':
    case 'sessionExpired':
    case 'cut':
    case 'healed':
    case 'wrongCommit':
      return TURN;
    case 'ackCounted':
      return what.met ? TURN : CHANGE;
    case 'offered':
      return what.row === 'in sync' ? ORDINARY : TURN;
    case 'roundJoined':
    case 'voteChanged':
    case 'fastForwarded':
    case 'proposed':
    case 'requested':
    case 'requestAnswered':
    case 'sessionConnected':
    case 'clientTurnedAway':
    case 'moved':
      return CHANGE;
    case 'electionStarted':
    case 'quorumAgrees':
    case 'answered':
    case 'heardNothing':
    case 'leaderRefused':
    case 'historyChosen':
    case 'epochPromisedBefore':
    case 'ackOfAnotherEpoch':
    case 'ackIgnored':
    case 'applied':
    case 'commitWithoutProposal':
    case 'requestWaits':
    case 'syncWaits':
    case 'clientStarted':
      return ORDINARY;
    default:
      return 0;
  }
}

/**
 * The weightiest event, the latest of equals.
 *
 * @param {readonly Happening[]} events
 * @returns {Happening | undefined}
 */
export function weightiest(events) {
  /** @type {Happening | undefined} */
  let best;
  for (const event of events) {
    const weight = weightOf(event);
    if (weight > 0 && weight >= (best ? weightOf(best) : 0)) best = event;
  }
  return best;
}

/** The number of the last event that takes a caption back; 0 if there is none. @param {readonly Happening[]} events */
function takenBackAt(events) {
  return events.findLast(({ what }) => what.kind === 'takenBack')?.id ?? 0;
}

/** Whether what the scenario said was taken back later. @param {Happening} event @param {number} taken */
function isTaken({ id, what }, taken) {
  return what.kind === 'said' && id < taken;
}

export class Captions {
  /** @type {Happening | undefined} */
  current;
  /** What has not been said yet, in the order in which it happened. @type {Happening[]} */
  #waiting = [];
  #since = 0;

  /**
   * Things have happened while time went on. What cannot be said yet waits its turn, or gives way to what is newer.
   *
   * @param {readonly Happening[]} news
   * @param {number} now
   */
  offer(news, now) {
    this.#waiting.push(...news.filter(event => weightOf(event) > 0));
    const taken = takenBackAt(news);
    this.#waiting = this.#waiting.filter(event => !isTaken(event, taken));
    if (this.current && isTaken(this.current, taken)) this.#say(undefined, now);
    this.turn(now);
  }

  /**
   * Says what waits, once the present sentence has had its time; tells whether the sentence is another.
   *
   * @param {number} now
   */
  turn(now) {
    const next = weightiest(this.#waiting);
    if (!next) return false;
    const spoken = weightOf(next) === SPOKEN;
    const heard = now - this.#since >= (this.current ? DWELL[weightOf(this.current)] : 0);
    if (!spoken && !heard) return false;
    this.#say(next, now);
    return true;
  }

  /**
   * Somebody stepped, or turned to another moment: the sentence is the one that belongs there.
   *
   * @param {readonly Happening[]} past all events up to that moment
   * @param {number} now
   */
  recall(past, now) {
    const moment = past.at(-1)?.at;
    const taken = takenBackAt(past);
    const latest = past.findLast(event => weightOf(event) > 0 && !isTaken(event, taken));
    const together = past.filter(event => event.at === moment && !isTaken(event, taken));
    this.#waiting = [];
    this.#say(weightiest(together) ?? latest, now);
  }

  /**
   * @param {Happening | undefined} event
   * @param {number} now
   */
  #say(event, now) {
    this.current = event;
    if (event) this.#waiting = this.#waiting.filter(({ id }) => id > event.id);
    this.#since = now;
  }
}
