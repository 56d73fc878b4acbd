import { css } from 'lit';

/** The feed. */
export const feedStyles = css`
  /* A list wants more of a small screen than facts do. */
  @container scope (width < 760px) {
    .panel:has(.feed) {
      max-height: 60cqh;
    }
  }

  .feed {
    display: flex;
    flex-direction: column;
    height: calc(100% - 44px);
    min-height: 250px;
    font-size: 14px;
  }

  .feed .search {
    display: flex;
    gap: 6px;
  }

  .feed :is(input, select) {
    box-sizing: border-box;
    min-width: 0;
    min-height: 34px;
    padding: 4px 8px;
    font: inherit;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  .feed input {
    flex: 1;
  }

  .feed :is(input, select, .rows):focus-visible {
    outline: 2px solid var(--focus);
  }

  .feed .sorts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 8px 0 2px;
  }

  .feed .sorts button {
    min-height: 28px;
    padding: 0 9px;
    font-size: 13px;
    color: var(--muted);
    border: 1px solid var(--line);
    border-radius: 14px;
  }

  .feed .sorts [aria-pressed='true'] {
    color: var(--ink);
    background: var(--faint);
    border-color: var(--muted);
  }

  .feed .count {
    margin: 4px 0;
    font-size: 13px;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  .feed .rows {
    flex: 1 1 0;
    min-height: 126px;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    border-block: 1px solid var(--line);
  }

  .feed .room {
    position: relative;
  }

  .feed .row {
    position: absolute;
    inset-inline: 0;
    display: grid;
    grid-template-columns: 4.6em minmax(0, 1fr);
    gap: 8px;
    box-sizing: border-box;
    height: 42px;
    padding: 3px 6px 2px 0;
    font-size: 13.5px;
    line-height: 18px;
    cursor: default;
  }

  .feed .row span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .feed .row time {
    color: var(--muted);
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  .feed .row:is(:hover, [data-echo]) {
    background: var(--faint);
  }

  .feed .row[aria-selected='true'] {
    background: var(--faint);
    box-shadow: inset 3px 0 var(--focus);
  }

  .feed .row[data-kind='violation'] span {
    color: light-dark(#a31b30, #ff8a94);
  }

  .feed :is([data-kind='said'], [data-kind='chapterBegun']) span {
    font-style: italic;
  }

  .feed mark {
    color: inherit;
    background: color-mix(in srgb, var(--answer) 60%, transparent);
  }

  .feed .chosen {
    position: relative;
    flex: 0 1 auto;
    max-height: 45%;
    overflow: auto;
    padding: 8px 30px 4px 0;
  }

  .feed .chosen p {
    margin: 0 0 4px;
  }

  .feed .chosen code {
    font-size: 12.5px;
    color: var(--muted);
  }

  .feed .chosen .close {
    position: absolute;
    top: 2px;
    right: 0;
    width: 28px;
    padding: 0;
    font-size: 20px;
    color: var(--muted);
  }

  .feed .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 8px 0 0;
  }

  .feed .ways button {
    padding: 0 10px;
    font-size: 13px;
    border-color: var(--line);
  }
`;
