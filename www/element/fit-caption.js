// A long sentence is written smaller, so that it has room where captions stand. One that has none even so can be scrolled, by key as well.

/** From the usual size down. */
const SIZES = ['', 'long', 'longest'];

/** What was fitted last, into which room. @type {WeakMap<HTMLElement, string>} */
const fitted = new WeakMap();

/** After a render. @param {HTMLElement} caption */
export function fitCaption(caption) {
  const sign = `${caption.textContent} ${caption.clientWidth} ${caption.clientHeight}`;
  if (fitted.get(caption) === sign) return;
  fitted.set(caption, sign);
  const isTooLong = () => caption.scrollHeight > caption.clientHeight + 1;
  for (const size of SIZES) {
    caption.dataset.size = size;
    if (!isTooLong()) break;
  }
  if (isTooLong()) caption.tabIndex = 0;
  else caption.removeAttribute('tabindex');
}
