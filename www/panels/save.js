// A text is saved as a file.

/**
 * @param {string} name
 * @param {string | readonly string[]} text in one piece, or in many
 */
export function saveText(name, text) {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(new Blob(typeof text === 'string' ? [text] : [...text], { type: 'text/plain' }));
  link.click();
  URL.revokeObjectURL(link.href);
}
