// Scenarios as files: a file that is dropped on the element, or chosen, is opened. Loaded with the guide.

/** The largest file that is read, in bytes: the language allows for less. */
const LARGEST = 1_000_000;

/**
 * Lets the reader choose a file.
 *
 * @param {(text: string) => void} open
 */
export function chooseScenario(open) {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.zab,text/plain';
  input.addEventListener('change', () => void read(input.files?.[0], open));
  input.click();
}

/**
 * @param {HTMLElement} element
 * @param {(text: string) => void} open
 */
export function openDropped(element, open) {
  const carriesFile = (/** @type {DragEvent} */ { dataTransfer }) => [...(dataTransfer?.types ?? [])].includes('Files');
  element.addEventListener('dragover', event => {
    if (carriesFile(event)) event.preventDefault();
  });
  element.addEventListener('drop', event => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    void read(event.dataTransfer?.files[0], open);
  });
}

/** @param {File | undefined} file @param {(text: string) => void} open */
async function read(file, open) {
  if (file) open(await file.slice(0, LARGEST).text());
}
