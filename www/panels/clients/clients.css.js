import { css } from 'lit';

/** What clients know. */
export const clientsStyles = css`
  .knowing {
    font-size: 13.5px;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .knowing article {
    padding: 6px 0 12px;
    border-top: 1px solid var(--line);
  }

  .knowing h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 6px;
    margin: 0;
    font-size: 13px;
    font-weight: 400;
    color: var(--muted);
  }

  .knowing .who {
    margin-inline-start: -8px;
    padding: 0 8px;
    font-size: 15px;
    font-weight: 650;
    color: var(--ink);
  }

  .knowing .who[data-echo] {
    background: color-mix(in srgb, var(--light) 32%, transparent);
  }

  .knowing h3 {
    margin: 8px 0 2px;
    font-size: 12.5px;
    font-weight: 600;
    color: var(--muted);
  }

  .knowing :is(ol, ul) {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .knowing li {
    padding: 3px 0 3px 10px;
    border-inline-start: 2px solid var(--line);
  }

  .knowing li + li {
    margin-top: 3px;
  }

  .knowing li button {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 10px;
    width: 100%;
    min-height: 28px;
    padding: 2px 0;
    text-align: start;
  }

  .knowing p {
    margin: 0;
  }

  .knowing :is(time, small, .note) {
    font-size: 12.5px;
    color: var(--muted);
  }

  .knowing .beliefs small,
  .knowing .verdict {
    display: block;
  }

  .knowing .verdict {
    color: var(--muted);
  }

  /* What may be wrong is what one looks for. */
  .knowing [data-stale='true'],
  .knowing [data-outcome='unknown'] {
    border-inline-start: 4px double var(--light);
  }

  .knowing [data-stale='true'] .verdict,
  .knowing [data-outcome='unknown'] p:not(.truth) {
    font-weight: 600;
    color: var(--ink);
  }

  .knowing [data-outcome='waits'] {
    border-inline-start-style: dashed;
  }

  .knowing .truth {
    color: var(--muted);
    font-style: italic;
  }

  :lang(zh) .knowing .truth,
  .knowing .truth:lang(zh) {
    font-style: normal;
  }

  @media (pointer: coarse) {
    .knowing button {
      min-height: 44px;
    }
  }
`;
