import { css } from 'lit';

/** What clients know. */
export const clientsStyles = css`
  .clients {
    font-size: 13.5px;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .clients article {
    padding: 6px 0 12px;
    border-top: 1px solid var(--line);
  }

  .clients h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 6px;
    margin: 0;
    font-size: 13px;
    font-weight: 400;
    color: var(--muted);
  }

  .clients .who {
    margin-inline-start: -8px;
    padding: 0 8px;
    font-size: 15px;
    font-weight: 650;
    color: var(--ink);
  }

  .clients .who[data-echo] {
    background: color-mix(in srgb, var(--light) 32%, transparent);
  }

  .clients h4 {
    margin: 8px 0 2px;
    font-size: 12.5px;
    font-weight: 600;
    color: var(--muted);
  }

  .clients :is(ol, ul) {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .clients li {
    padding: 3px 0 3px 10px;
    border-inline-start: 2px solid var(--line);
  }

  .clients li + li {
    margin-top: 3px;
  }

  .clients li button {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 10px;
    width: 100%;
    min-height: 28px;
    padding: 2px 0;
    text-align: start;
  }

  .clients p {
    margin: 0;
  }

  .clients :is(time, small, .note) {
    font-size: 12.5px;
    color: var(--muted);
  }

  .clients .beliefs small,
  .clients .verdict {
    display: block;
  }

  .clients .verdict {
    color: var(--muted);
  }

  /* What may be wrong is what one looks for. */
  .clients [data-stale='true'],
  .clients [data-outcome='unknown'] {
    border-inline-start: 4px double var(--light);
  }

  .clients [data-stale='true'] .verdict,
  .clients [data-outcome='unknown'] p:not(.truth) {
    font-weight: 600;
    color: var(--ink);
  }

  .clients [data-outcome='waits'] {
    border-inline-start-style: dashed;
  }

  .clients .truth {
    color: var(--muted);
    font-style: italic;
  }

  :lang(zh) .clients .truth,
  .clients .truth:lang(zh) {
    font-style: normal;
  }

  @media (pointer: coarse) {
    .clients button {
      min-height: 44px;
    }
  }
`;
