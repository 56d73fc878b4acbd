// One hue for each epoch; the style sheet has this many, reused in order.

const HUES = 5;

/** @param {number} epoch */
export function hueOf(epoch) {
  return Math.max(0, epoch) % HUES;
}
