// One requestAnimationFrame loop for all elements of a page. It runs while there are callbacks.

/** @typedef {(now: number) => void} OnFrame */

/** @type {Set<OnFrame>} */
const waiting = new Set();
let requested = 0;

/** @param {OnFrame} callback */
export function addFrameCallback(callback) {
  waiting.add(callback);
  if (!requested) requested = requestAnimationFrame(run);
}

/** @param {OnFrame} callback */
export function removeFrameCallback(callback) {
  waiting.delete(callback);
}

/** @param {number} now */
function run(now) {
  requested = waiting.size > 0 ? requestAnimationFrame(run) : 0;
  for (const callback of waiting) callback(now);
}
