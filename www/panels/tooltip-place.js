// Where a tooltip goes: beside what it explains, on the side with the most room, and never over it. No DOM. Unit: CSS pixels.

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/** What it keeps from its subject, and from the edge. */
const GAP = 8;

/**
 * Below its subject or, where there is no room, above it, to its right or to its left. Where there is room on no side, it goes where there is most of it,
 * and stays inside all the same.
 *
 * @param {Box} subject
 * @param {{ width: number, height: number }} size
 * @param {Box} around
 */
export function placeBeside(subject, { width, height }, around) {
  const middle = { x: (subject.left + subject.right - width) / 2, y: (subject.top + subject.bottom - height) / 2 };
  const sides = [
    { spare: around.bottom - subject.bottom - height, left: middle.x, top: subject.bottom + GAP },
    { spare: subject.top - around.top - height, left: middle.x, top: subject.top - GAP - height },
    { spare: around.right - subject.right - width, left: subject.right + GAP, top: middle.y },
    { spare: subject.left - around.left - width, left: subject.left - GAP - width, top: middle.y },
  ];
  const roomy = sides.find(({ spare }) => spare >= 2 * GAP);
  const { left, top } = roomy ?? sides.reduce((best, side) => (side.spare > best.spare ? side : best));
  return {
    left: within(left, around.left + GAP, around.right - GAP - width),
    top: within(top, around.top + GAP, around.bottom - GAP - height),
  };
}

/** @param {number} value @param {number} least @param {number} most */
function within(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
