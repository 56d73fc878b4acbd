// How large texts and the shapes around them are, estimated without measuring: no DOM. Unit: that of the layout.

/** A label's width for its size, near enough: tabular figures and thin punctuation. */
const PER_CHARACTER = 0.53;
/** How wide characters are for their size, in a bold and generous face. @type {readonly [RegExp, number][]} */
const WIDTHS = [
  [/[\u2e80-\uffef]/, 1],
  [/[A-Z→]/, 0.78],
  [/[a-z0-9]/, 0.64],
];

/**
 * How wide a text is, near enough: capitals are wider than other letters and figures, those than what lies between,
 * and Chinese characters are square.
 *
 * @param {string} text
 * @param {number} size
 */
export function extent(text, size) {
  let width = 0;
  for (const character of text) width += WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? 0.38;
  return width * size;
}

/**
 * How large a capsule is that carries a packet's name.
 *
 * @param {number} size of its text
 * @param {string} text
 */
export function capsuleSize(size, text) {
  return { width: Math.round(extent(text, size) + 1.3 * size), height: Math.round(size * 1.6) };
}

/**
 * How large a token is.
 *
 * @param {number} label the size of its text
 * @param {number} characters
 */
export function tokenSize(label, characters) {
  return { width: Math.round(label * (PER_CHARACTER * characters + 1.1)), height: Math.round(label * 1.75) };
}
