// What is told, beat by beat, and how far the reader has come. No DOM.
//
// A beat belongs to a moment. While its sentence is read time stands still, so no sentence is ever late; several beats of one moment are read one after
// the other. Beats that are known and yet to come (one has gone back) are there too, for a timeline to show.

/** @import { Beat, Happening, View } from '../engine/records.js' */

export class Story {
  /** All that are known along the path. @type {Beat[]} */
  beats = [];
  /** The number of the beat that is being told; -1 before the first. */
  at = -1;

  /** The beat that is told, if it is still so. @param {Pick<View, 'events'>} view */
  told({ events }) {
    const beat = this.beats[this.at];
    return beat && speaks(beat) && (beat.over === undefined || beat.over > events) ? beat : undefined;
  }

  /** The title of the chapter that has begun last. @param {Pick<View, 'events'>} view */
  chapter({ events }) {
    const begun = this.beats.findLast(beat => !speaks(beat) && firstOf(beat).id <= events);
    const { what } = begun ? firstOf(begun) : {};
    return what?.kind === 'chapterBegun' ? what.title : undefined;
  }

  /**
   * There are other beats from this place on.
   *
   * @param {number} place
   * @param {Beat[]} beats
   */
  replace(place, beats) {
    this.beats.length = Math.min(this.beats.length, place);
    for (const beat of beats) this.beats.push(beat);
  }

  /**
   * Goes on to the next beat that has happened by now; false if there is none.
   *
   * @param {Pick<View, 'events'>} view
   */
  next(view) {
    const next = this.beats.findIndex((beat, index) => index > this.at && speaks(beat));
    if (next < 0 || firstOf(this.beats[next]).id > view.events) return false;
    this.at = next;
    return true;
  }

  /** Goes back to the beat before, and says when that is; undefined if there is none. */
  previous() {
    const before = this.beats.findLastIndex((beat, index) => index < this.at && speaks(beat));
    if (before < 0) return undefined;
    this.at = before;
    return this.beats[before].at;
  }

  /**
   * Tells the last beat that has happened by now, or the first of this very moment.
   *
   * @param {Pick<View, 'events' | 'now'>} view
   * @param {boolean} [first]
   */
  catchUp({ events, now }, first = false) {
    this.at = this.beats.findLastIndex(beat => speaks(beat) && firstOf(beat).id <= events);
    while (first && this.at > 0 && this.beats[this.at - 1].at === now && speaks(this.beats[this.at - 1])) this.at -= 1;
  }
}

/** The first event of a beat. @param {Beat} beat @returns {Happening} */
export function firstOf({ events }) {
  return events[0];
}

/** A chapter has a title, and nothing to say. @param {Beat} beat */
export function speaks(beat) {
  return firstOf(beat).what.kind !== 'chapterBegun';
}
