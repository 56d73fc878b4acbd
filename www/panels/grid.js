// A grid of buttons: arrows go from one cell to the next, Home and End along its row, with Ctrl to its first and its last cell. What is pointed
// at, or has the focus, is told below.

/** @param {KeyboardEvent} event */
export function moveInGrid(event) {
  const { key, ctrlKey, target } = event;
  const table = /** @type {HTMLTableElement} */ (event.currentTarget);
  // The browser presses the button; the element would select what it stands for a second time.
  if (key === 'Enter') event.stopPropagation();
  const rows = [...table.rows].map(row => [...row.querySelectorAll('button')]);
  const row = rows.findIndex(buttons => buttons.includes(/** @type {HTMLButtonElement} */ (target)));
  if (row < 0) return;
  const column = rows[row].indexOf(/** @type {HTMLButtonElement} */ (target));
  const to = next(key, ctrlKey, { row, column, lastRow: rows.length - 1, lastColumn: rows[row].length - 1 });
  if (!to) return;
  event.preventDefault();
  event.stopPropagation();
  const cell = rows[to.row]?.[to.column];
  cell?.focus();
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/**
 * Where a key leads; nowhere if it is none of the grid's.
 *
 * @param {string} key
 * @param {boolean} ctrl
 * @param {{ row: number, column: number, lastRow: number, lastColumn: number }} from
 */
export function next(key, ctrl, { row, column, lastRow, lastColumn }) {
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(lastColumn, column + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(lastRow, row + 1), column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? lastRow : row, column: lastColumn };
    default:
      return undefined;
  }
}

/** Tells below the grid of the cell that is pointed at, or has the focus. @param {Event} event */
export function showPointed(event) {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  const told = button?.closest('.grid-view')?.querySelector('.pointed');
  if (!button || !told) return;
  told.textContent = [button.dataset.told ?? button.getAttribute('aria-label'), button.dataset.about].filter(Boolean).join(' ');
  if (event.type !== 'focusin') return;
  // One cell is reached by Tab: the last that had the focus.
  for (const other of button.closest('table')?.querySelectorAll('button[tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1');
  button.setAttribute('tabindex', '0');
}
