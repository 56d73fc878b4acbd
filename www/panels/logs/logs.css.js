import { css } from 'lit';

/** The logs side by side. */
export const logsStyles = css`
  .logs .committed {
    margin-inline-start: 4px;
    font-size: 11px;
    font-style: normal;
    color: var(--hue);
  }

  .logs td[data-opens='true'] {
    box-shadow: inset 0 -2px 0 -0.5px var(--muted);
  }

  .logs table button {
    display: grid;
    place-items: center;
    width: 30px;
    height: 28px;
    min-height: 0;
    padding: 0;
    border-radius: 6px;
    font-weight: 600;
  }

  .logs thead button[data-state='down'] {
    color: var(--muted);
    font-weight: 400;
  }

  .logs thead button[data-state='LEADING'] {
    box-shadow: inset 0 0 0 1.5px var(--ink);
  }

  /* An entry, as on the stage: open until it is safe, tinted until it is applied, full then. */
  .logs .mark {
    position: relative;
    display: inline-grid;
    place-items: center;
    box-sizing: border-box;
    width: 18px;
    height: 14px;
    flex: none;
    border: 1.5px solid var(--hue);
    border-radius: 3px;
    font: 700 10px/1 system-ui, sans-serif;
    color: var(--hue);
  }

  .logs .mark[data-stage='buffered'] {
    border-style: dotted;
  }

  .logs .mark[data-stage='unsafe'] {
    border-style: dashed;
  }

  .logs .mark[data-stage='safe'] {
    background: color-mix(in srgb, var(--hue) 24%, transparent);
  }

  .logs .mark[data-stage='applied'] {
    color: var(--on-epoch);
    background: var(--hue);
  }

  .logs .mark[data-acked='true']::before {
    content: '✓';
  }

  .logs .mark[data-snapshot='safe'] {
    outline: 1.5px solid var(--hue);
    outline-offset: 1.5px;
  }

  .logs .mark[data-snapshot='unsafe'] {
    outline: 1.5px dashed var(--hue);
    outline-offset: 1.5px;
  }

  .logs .mark:is([data-stage='none'], [data-stage='cut'], [data-stage='covered'], [data-stage='earlier']) {
    border-color: transparent;
    color: var(--muted);
  }

  .logs .mark[data-stage='none'][data-acked='false']::before {
    content: '·';
  }

  .logs .mark[data-stage='earlier']::before {
    content: '…';
  }

  .logs .mark[data-stage='cut']::before {
    content: '×';
    font-size: 16px;
    color: var(--ink);
  }

  .logs .mark[data-stage='covered']::before {
    content: '';
    width: 2px;
    height: 14px;
    background: var(--line);
  }

  .logs .mark.file {
    border-color: transparent transparent var(--muted);
    border-radius: 0;
  }

  .logs .key {
    margin-top: 8px;
    padding-top: 4px;
    border-top: 1px solid var(--line);
  }

  .logs .key li {
    display: grid;
    grid-template-columns: 24px 1fr;
    align-items: center;
    gap: 8px;
    padding: 2px 0;
  }

  .logs .key .committed {
    justify-self: center;
    margin: 0;
  }

  @media (pointer: coarse) {
    .logs table button {
      width: 40px;
      height: 40px;
    }
  }
`;
