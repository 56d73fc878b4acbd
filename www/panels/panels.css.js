import { css } from 'lit';

/** What lies around the picture. */
export const panelStyles = css`
  button,
  select {
    font: inherit;
    color: inherit;
    min-height: 34px;
    border: 1px solid transparent;
    border-radius: 8px;
    background: none;
    cursor: pointer;
  }

  button:hover,
  select:hover {
    background: var(--faint);
  }

  button:disabled {
    cursor: default;
    opacity: 0.4;
  }

  /* Controls */

  .controls {
    position: relative;
    display: grid;
    grid-template: 'pace transport rest' / 1fr auto 1fr;
    align-items: center;
    gap: 4px 12px;
    padding: 6px 12px 10px;
  }

  .transport,
  .pace,
  .rest {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .transport {
    grid-area: transport;
  }

  .pace {
    grid-area: pace;
    min-width: 0;
  }

  .rest {
    grid-area: rest;
    justify-content: end;
    min-width: 0;
  }

  .icon {
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    padding: 0;
  }

  .icon svg {
    width: 20px;
    height: 20px;
    fill: currentColor;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .whole {
    width: 34px;
    padding: 0;
  }

  .whole svg {
    width: 18px;
    height: 18px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    vertical-align: -4px;
  }

  .listing,
  .legend-button {
    padding: 0 10px;
    font-size: 14px;
  }

  [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }

  .icon.primary {
    width: 44px;
    border-radius: 18px;
    color: var(--ground);
    background: var(--ink);
  }

  .moment {
    min-width: 5.2em;
    color: var(--muted);
  }

  .speed,
  .stride {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--muted);
  }

  :is(.speed, .stride) select {
    color: var(--ink);
    background: transparent;
  }

  option {
    background: var(--raised);
  }

  .seed span {
    margin-inline-start: 4px;
  }

  .seed {
    max-width: 14em;
    padding: 0 10px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--muted);
  }

  .help {
    width: 34px;
    padding: 0;
    color: var(--muted);
    border-color: var(--line);
    border-radius: 50%;
  }

  dd {
    margin: 0;
  }

  .problem {
    margin: 16px;
    padding: 14px 18px;
    border: 1px solid var(--ink);
    border-radius: 12px;
    background: var(--raised);
  }

  .problem pre {
    margin: 8px 0 0;
    font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace;
    white-space: pre-wrap;
  }

  .problem textarea {
    width: 100%;
    box-sizing: border-box;
    color: inherit;
    background: var(--ground);
    border: 1px solid var(--line);
    font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace;
  }

  @media (pointer: coarse) {
    button,
    select {
      min-height: 44px;
      min-width: 44px;
    }
  }

  @container scope (width < 760px) {
    .controls {
      grid-template: 'transport pace rest' / auto 1fr auto;
      gap: 6px;
      padding: 2px 6px 6px;
    }

    .pace {
      justify-content: center;
    }

    .speed span,
    .stride {
      display: none;
    }

    .moment {
      min-width: 4.2em;
    }

    .seed {
      max-width: 6.5em;
      padding: 0 4px;
    }

    .transport {
      gap: 0;
    }
  }

  /* Beside the stage there is no room for a row. */
  @container scope (height < 420px) and (width >= 480px) {
    .controls {
      grid-template: 'transport transport' 'pace rest' / auto auto;
      justify-content: start;
      padding: 2px 8px 6px;
    }

    .rest :is(.seed, .seeds),
    .stride {
      display: none;
    }
  }

  @container scope (width < 480px) {
    .seed,
    .seeds,
    [data-acted='true'] .moment {
      display: none;
    }
  }

  @container scope (width < 360px) {
    .moment {
      display: none;
    }
  }

  .stride span,
  .speed span {
    white-space: nowrap;
  }

  @container scope (760px <= width < 1100px) {
    .stride span,
    .speed span {
      display: none;
    }
  }

  /* Beside what is docked there is less room. */
  .scope:has(> .panel:not([hidden])) :is(.speed, .stride) span {
    display: none;
  }

  @media (prefers-reduced-motion: no-preference) {
    [data-waits='true'] .primary {
      animation: waits 1.6s ease-in-out infinite;
    }

    @keyframes waits {
      50% {
        box-shadow: 0 0 0 6px var(--faint);
      }
    }
  }
`;
