// A text leaves the page: as a file, or by way of the clipboard.

/**
 * @param {string} name
 * @param {string | readonly string[]} text in one piece, or in many
 * @param {string} [type]
 */
export function saveText(name, text, type = 'text/plain') {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(new Blob(typeof text === 'string' ? [text] : [...text], { type }));
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Whether it could be copied. @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page may forbid it; then there is the older way, which takes the focus.
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const area = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return done;
  }
}
