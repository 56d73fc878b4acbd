// One loop for all elements on a page, running only while somebody needs it.

/** @typedef {(now: number) => void} OnFrame */

/** @type {Set<OnFrame>} */
const waiting = new Set();
let requested = 0;

/** @param {OnFrame} callback */
export function join(callback) {
  waiting.add(callback);
  if (!requested) requested = requestAnimationFrame(run);
}

/** @param {OnFrame} callback */
export function leave(callback) {
  waiting.delete(callback);
}

/** @param {number} now */
function run(now) {
  requested = waiting.size > 0 ? requestAnimationFrame(run) : 0;
  for (const callback of waiting) callback(now);
}
