// By which tests tell that two languages say the same things.

/**
 * The shape of a locale: its keys, and what each of them is.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).sort().map(([key, inner]) => [key, shape(inner)]));
}
