import { css } from 'lit';

/** The ballots. A ballot that counts is filled, as on the stage. */
export const ballotsStyles = css`
  .boxes table button {
    display: block;
    box-sizing: border-box;
    width: 100%;
    min-width: 30px;
    min-height: 28px;
    padding: 2px 5px;
    font-size: 13px;
    line-height: 1.35;
    text-align: center;
    border-radius: 5px;
    font-variant-numeric: tabular-nums;
  }

  .boxes th:first-child {
    color: var(--ink);
    font-weight: 400;
  }

  .boxes th:first-child button {
    padding: 2px 0;
    text-align: start;
  }

  .boxes thead th {
    padding: 2px 4px;
    font-weight: 600;
    text-align: center;
  }

  /* Five fit into the panel. */
  .boxes:not([data-crowd='true']) table button {
    padding: 2px 1px;
    font-size: 12.5px;
  }

  .boxes:not([data-crowd='true']) td {
    padding: 2px 1px;
  }

  .boxes :is(th small, td small) {
    display: block;
    font-size: 11.5px;
    font-weight: 400;
    color: var(--muted);
    white-space: nowrap;
  }

  .boxes:not([data-crowd='true']) table {
    width: 100%;
  }

  .boxes td {
    padding: 2px;
  }

  .boxes .for {
    white-space: nowrap;
  }

  .boxes [data-counts='true'] {
    color: var(--on-epoch);
    background: var(--hue);
    border-color: var(--hue);
  }

  .boxes [data-counts='true'] small {
    color: inherit;
  }

  .boxes [data-counts='false'] {
    color: var(--muted);
    border: 1px solid var(--line);
  }

  .boxes [data-box='out of election'] {
    border-style: double;
    border-width: 3px;
  }

  .boxes [data-counts='none'] {
    color: var(--muted);
  }

  .boxes [data-state='down'] :is(th, td) {
    opacity: 0.65;
  }

  .boxes .sum {
    padding-inline-start: 8px;
    text-align: start;
    white-space: nowrap;
  }

  .boxes [data-met='false'] {
    font-weight: 400;
    color: var(--muted);
  }

  .boxes[data-crowd='true'] td.sum small {
    display: inline;
  }

  .boxes .rule {
    margin: 0 0 8px;
    color: var(--muted);
  }

  .boxes td [data-echo][data-counts] {
    outline: 2px solid var(--light);
    outline-offset: 1px;
  }

  @media (pointer: coarse) {
    .boxes table button {
      min-width: 40px;
      min-height: 40px;
    }
  }
`;
