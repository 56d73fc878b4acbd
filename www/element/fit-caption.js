// A long sentence is written smaller, so that it has room where captions stand. One that has none even so can be scrolled, by key as well.

/** From the usual size down. */
const SIZES = ['', 'long', 'longest'];

/** @param {HTMLElement} caption */
export function createFitting(caption) {
  const sentence = /** @type {HTMLElement} */ (caption.firstElementChild);
  let fitted = '';
  new ResizeObserver(fit).observe(caption);

  /** After a render. Nothing is measured while the same is said. */
  return () => {
    if (caption.textContent === fitted) return;
    fitted = caption.textContent ?? '';
    fit();
  };

  function fit() {
    // The line below it, which fills while one reads, takes no room of its own.
    const isTooLong = () => sentence.offsetHeight > caption.clientHeight + 1;
    for (const size of SIZES) {
      caption.dataset.size = size;
      if (!isTooLong()) break;
    }
    if (isTooLong()) caption.tabIndex = 0;
    else caption.removeAttribute('tabindex');
  }
}
