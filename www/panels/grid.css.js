import { css } from 'lit';

/** What the views have in common in which a grid can be pointed at. */
export const gridStyles = css`
  /* A crowd's panel is as wide as the controls below the stage allow. */
  @container scope (width >= 1060px) and (height >= 420px) {
    .panel:has(.grid-view[data-crowd='true']) {
      width: min(100cqi - 760px, 880px);
    }
  }

  .grid-view {
    font-size: 13px;
    line-height: 1.4;
  }

  .grid-view .scroll {
    max-height: min(52cqh, 520px);
    margin: 8px -16px 0;
    padding-inline-start: 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .grid-view table {
    border-collapse: separate;
    border-spacing: 0;
  }

  .grid-view thead th {
    position: sticky;
    z-index: 2;
    top: 0;
    padding: 0;
    background: var(--raised);
    border-bottom: 1px solid var(--line);
  }

  .grid-view th:first-child {
    position: sticky;
    z-index: 1;
    left: -16px;
    padding: 0 8px 0 16px;
    color: var(--hue);
    font-weight: 600;
    text-align: start;
    white-space: nowrap;
    background: var(--raised);
  }

  .grid-view .corner:first-child {
    z-index: 3;
    color: var(--muted);
    font-weight: 400;
  }

  .grid-view td {
    padding: 0;
  }

  .grid-view [data-echo] button,
  .grid-view button[data-echo] {
    background: color-mix(in srgb, var(--light) 32%, transparent);
  }

  .grid-view .pointed {
    position: sticky;
    z-index: 4;
    bottom: -12px;
    min-height: 5.6em;
    margin: 0;
    padding: 8px 0;
    color: var(--ink);
    background: var(--raised);
  }

  .grid-view .pointed:empty::before {
    content: attr(data-hint);
    color: var(--muted);
  }

  .grid-view h2 {
    margin: 8px 0 2px;
    font-size: 13.5px;
    font-weight: 650;
  }

  .grid-view ol,
  .grid-view ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  /* A moment, and what was then. */
  .grid-view ol button {
    display: grid;
    grid-template-columns: 4.6em 1fr;
    gap: 0 10px;
    width: 100%;
    padding: 4px 0;
    text-align: start;
  }

  .grid-view time {
    color: var(--muted);
    text-align: end;
  }

  .grid-view summary {
    padding: 4px 0;
    color: var(--muted);
    cursor: pointer;
  }

  /* What is pointed at is told below the grid, and must be in view with it. */
  @container scope (width < 760px) {
    .grid-view .scroll {
      max-height: 24cqh;
    }

    .grid-view .pointed {
      min-height: 2.8em;
    }
  }
`;
