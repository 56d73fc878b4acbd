import { css } from 'lit';

/** What lies around the picture. */
export const panelStyles = css`
  .stage:has(.picture:not([viewBox])) {
    min-height: 31rem;
  }

  .title {
    position: absolute;
    z-index: 1;
    top: 8px;
    left: 12px;
    max-width: 40%;
    margin: 0;
    font-weight: 600;
    color: var(--muted);
    pointer-events: none;
  }

  .caption {
    max-width: 42em;
    min-height: calc(3em + 0.75rem);
    margin: 0 auto;
    padding: 0.5rem 1rem 0.25rem;
    box-sizing: border-box;
    font-size: clamp(18px, 0.9vw + 8px, 26px);
    line-height: 1.5;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

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
    padding: 10px 12px;
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
  }

  .rest {
    grid-area: rest;
    justify-content: end;
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

  .speed {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--muted);
  }

  .speed select {
    color: var(--ink);
    background: transparent;
  }

  .speed option {
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

  .keys,
  .inspector {
    position: absolute;
    z-index: 1;
    margin: 0;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    box-shadow: 0 6px 28px rgb(0 0 0 / 0.14);
  }

  .keys {
    right: 12px;
    bottom: 56px;
    display: grid;
    gap: 6px;
    font-size: 14px;
  }

  .keys div {
    display: flex;
    gap: 14px;
  }

  .keys dt {
    min-width: 4em;
    font-weight: 600;
  }

  dd {
    margin: 0;
  }

  /* Inspector */

  .inspector {
    width: 244px;
    max-height: 420px;
    box-sizing: border-box;
    overflow: auto;
    overflow-wrap: anywhere;
    font-size: 14px;
  }

  .inspector header {
    display: flex;
    align-items: center;
    gap: 10px;
    font-size: 15px;
  }

  .inspector .state {
    font-size: 12.5px;
    letter-spacing: 0.04em;
    color: var(--muted);
  }

  .inspector .close {
    width: 34px;
    margin: -6px -8px -6px auto;
    padding: 0;
    font-size: 20px;
    line-height: 1;
    color: var(--muted);
  }

  .inspector dl {
    display: grid;
    gap: 2px;
    margin: 8px 0 12px;
  }

  .inspector dl div {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 12px;
  }

  .inspector strong {
    white-space: nowrap;
  }

  .inspector dd {
    text-align: end;
  }

  .inspector dt {
    color: var(--muted);
  }

  .tree {
    margin: -4px 0 12px;
    padding: 8px 0 0;
    border-top: 1px solid var(--faint);
    list-style: none;
    font-size: 13px;
  }

  .tree li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 12px;
    overflow-wrap: anywhere;
  }

  .tree li[data-ephemeral='true'] {
    font-style: italic;
  }

  .tree small,
  .tree li:not([data-ephemeral]) {
    color: var(--muted);
  }

  .deeds {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
  }

  .deeds button {
    border-color: var(--line);
  }

  .deeds button:only-child {
    grid-column: 1 / -1;
  }

  .deeds [data-deed='crash'],
  .deeds button:only-child {
    color: var(--ground);
    background: var(--ink);
    border-color: var(--ink);
  }

  /* Events */

  .events {
    border-top: 1px solid var(--faint);
    font-size: 14px;
  }

  summary {
    padding: 8px 16px;
    color: var(--muted);
    cursor: pointer;
  }

  .events ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .events > ol {
    max-height: 20rem;
    padding: 0 16px 12px;
    overflow-y: auto;
  }

  .events li {
    display: grid;
    grid-template-columns: 5.2em 1fr auto;
    align-items: baseline;
    gap: 0 12px;
  }

  .events time {
    color: var(--muted);
    text-align: end;
  }

  .events button {
    padding: 0 8px;
    color: var(--muted);
  }

  .causes {
    grid-column: 1 / -1;
    padding-bottom: 8px;
    color: var(--muted);
    border-inline-start: 2px solid var(--line);
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
    select,
    summary {
      min-height: 44px;
      min-width: 44px;
    }
  }

  @media (max-width: 560px) {
    .caption {
      min-height: 4.5em;
      font-size: 16px;
    }

    .speed span {
      display: none;
    }

    .controls {
      grid-template: 'transport transport' 'pace rest' / auto auto;
      gap: 4px;
      padding-inline: 4px;
    }

    .moment {
      min-width: 4.4em;
    }

    .seed {
      padding: 0 4px;
    }

    .transport {
      justify-content: center;
    }
  }
`;
