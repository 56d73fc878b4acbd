import { css } from 'lit';

/** The menu of what can be done, the line around servers, the marks of what is chosen, and the bar of a play that has stopped. */
export const handStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    box-sizing: border-box;
    min-width: 180px;
    max-width: min(320px, 94vw);
    max-height: 86vh;
    overflow: auto;
    padding: 5px;
    font: inherit;
    color: var(--ink);
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: 9px;
    box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
  }

  .menu .of {
    margin: 0;
    padding: 4px 10px 5px;
    font-size: 13px;
    font-weight: 650;
    color: var(--muted);
  }

  .menu button {
    display: flex;
    align-items: baseline;
    gap: 10px;
    width: 100%;
    min-height: 32px;
    padding: 5px 10px;
    font-size: 14.5px;
    line-height: 1.4;
    text-align: start;
    background: none;
    border: none;
    border-radius: 6px;
  }

  .menu small {
    margin-inline-start: auto;
    font-size: 12.5px;
    color: var(--muted);
  }

  .menu .fold span {
    margin-inline-start: auto;
    color: var(--muted);
  }

  .menu .back {
    color: var(--muted);
    border-bottom: 1px solid var(--faint);
    border-radius: 6px 6px 0 0;
    margin-bottom: 3px;
  }

  .menu button:not(.fold) + .fold,
  .menu :is(.fold, [data-deed]) + .extra {
    border-top: 1px solid var(--faint);
    border-radius: 0 0 6px 6px;
    margin-top: 3px;
  }

  .menu button:is(:hover, :focus-visible) {
    background: var(--faint);
    outline: none;
  }

  .menu button:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }

  @media (pointer: coarse) {
    .menu button {
      min-height: 42px;
      padding: 8px 12px;
    }
  }

  /* Drawn around servers. */
  .lasso {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .lasso path {
    fill: color-mix(in srgb, var(--focus) 9%, transparent);
    stroke: var(--focus);
    stroke-width: 1.5;
    stroke-dasharray: 5 4;
    stroke-linejoin: round;
  }

  /* What is chosen. */
  :is(.server, .client)[data-chosen] > .body .hit-area,
  .matrix-row[data-chosen] > .body .frame {
    stroke: var(--focus);
    stroke-width: 2;
    stroke-dasharray: 4 3;
    opacity: 1;
  }

  :is(.links, .bonds) [data-chosen] {
    stroke: var(--focus);
  }

  .token[data-chosen] :is(.paper, .capsule) {
    outline: 2px dashed var(--focus);
    outline-offset: 2px;
  }

  .stopped-play {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    padding: 6px 12px;
    font-size: 14px;
    background: var(--raised);
    border: 1px solid light-dark(#c0263a, #ff8a94);
    border-radius: 9px;
  }

  .stopped-play p {
    flex: 1 1 12em;
    margin: 0;
  }
`;
