import { css } from 'lit';

/** What charts need to be drawn, on the page and in a file of their own. */
export const CHART = `
  .chart { font: 12px system-ui, sans-serif; }
  .chart text { fill: var(--ink); }
  .chart .name { font-weight: 600; font-size: 13px; }
  .chart .bar { fill: var(--bar); }
  .chart [data-of='unserved'] .bar { fill: var(--other); }
  .chart .base, .chart .grid { fill: none; stroke: var(--line); }
  .chart .mark { fill: none; stroke: var(--ink); stroke-dasharray: 3 3; }
  .chart .value { font-weight: 600; stroke: var(--ground); stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
  .chart .tick, .chart .axis text, .chart .of { fill: var(--muted); }
  .chart .line { fill: none; stroke-width: 2; }
  .chart [data-series='voters'] { stroke: var(--bar); fill: var(--bar); }
  .chart [data-series='observers'] { stroke: var(--other); fill: var(--other); }
  .chart [data-series='observers'] .line { stroke-dasharray: 5 4; }
  .chart .dot { stroke: none; }
`;

export const experimentStyles = css`
  .experiments {
    --bar: light-dark(#0a63b0, #6bb2f5);
    --other: light-dark(#a0561c, #e5a060);
  }

  .experiment {
    margin-block: 0 28px;
    padding: 16px 20px 20px;
    border: 1px solid var(--line);
    border-radius: 12px;
    max-width: 800px;
  }

  .experiment h3 {
    margin: 0 0 4px;
    font-size: 18px;
  }

  .experiment p {
    margin: 0 0 12px;
    max-width: 68ch;
    line-height: 1.5;
  }

  .experiment .said {
    color: var(--ink);
  }

  .experiment .why {
    margin-block-start: 12px;
    color: var(--muted);
    font-size: 14px;
  }

  .experiment form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
    gap: 10px 14px;
    align-items: end;
    margin-block-end: 14px;
  }

  .experiment label {
    display: grid;
    gap: 3px;
    font-size: 13px;
    color: var(--muted);
  }

  .experiment :is(input, select) {
    box-sizing: border-box;
    width: 100%;
    min-height: 36px;
    padding: 4px 8px;
    font: inherit;
    font-size: 15px;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  .experiment .range {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .experiment button {
    min-height: 36px;
    padding: 4px 14px;
    font: inherit;
    color: var(--ink);
    background: transparent;
    border: 1px solid var(--line);
    border-radius: 18px;
    cursor: pointer;
  }

  .experiment button[type='submit'] {
    color: var(--ground);
    background: var(--ink);
  }

  .experiment :is(button, input, select, summary):focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .experiment progress {
    width: 160px;
    accent-color: var(--ink);
  }

  .experiment .going {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 40px;
  }

  .experiment .refused {
    padding: 8px 12px;
    border: 1px solid light-dark(#c0263a, #ff8a94);
    border-radius: 8px;
  }

  .experiment .chart {
    display: block;
    width: 100%;
    height: auto;
  }

  .experiment .after {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-block: 10px;
  }

  .experiment .scrolls {
    overflow-x: auto;
  }

  .experiment table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
    font-size: 14px;
  }

  .experiment :is(th, td) {
    padding: 3px 12px 3px 0;
    text-align: end;
    white-space: nowrap;
    border-bottom: 1px solid var(--line);
  }

  .experiment th:first-child {
    text-align: start;
  }
`;
