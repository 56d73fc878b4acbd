import { css } from 'lit';

/** The builder of an ensemble. */
export const builderStyles = css`
  .own {
    max-width: 60em;
    color: var(--muted);
  }

  .own .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 16px;
  }

  .own :is(input:not([type='checkbox']), select) {
    min-height: 34px;
    padding: 0 8px;
    box-sizing: border-box;
    font: inherit;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 8px;
  }

  .own .head :is(input, select) {
    width: 4.5em;
    margin-inline-start: 4px;
  }

  .own .head :is([name='seed'], select) {
    width: 7em;
  }

  .own button {
    padding: 0 16px;
    color: var(--ink);
    border-color: var(--line);
  }

  .own :is(input, select)[aria-invalid='true'] {
    border-color: light-dark(#a31b30, #ff8a94);
    border-width: 2px;
  }

  .own .wrong {
    margin: 10px 0 4px;
    color: light-dark(#a31b30, #ff8a94);
    white-space: pre-wrap;
  }

  .own .quorum {
    margin: 8px 0;
  }

  .own details {
    border-top: 1px solid var(--faint);
  }

  .own .quorum,
  .own .head {
    margin-block-end: 10px;
  }

  .own summary {
    padding: 8px 0;
    color: var(--ink);
    cursor: pointer;
  }

  .own details p {
    margin: 0 0 8px;
    font-size: 14px;
  }

  .own .voters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(190px, 1fr));
    gap: 8px 20px;
    padding-bottom: 12px;
  }

  .own label {
    white-space: nowrap;
  }

  .own .field {
    white-space: normal;
  }

  .own .voters > div {
    display: flex;
    align-items: center;
    gap: 10px;
    font-size: 14px;
  }

  .own .voters b {
    min-width: 1.4em;
    color: var(--ink);
    text-align: end;
  }

  .own .voters input {
    width: 3em;
    margin-inline-start: 2px;
  }

  .own .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(270px, 1fr));
    gap: 12px 24px;
    padding-bottom: 14px;
  }

  .own .field {
    display: grid;
    gap: 2px;
    align-content: start;
    font-size: 14px;
  }

  .own .field span {
    color: var(--ink);
  }

  .own .field .wrong {
    margin: 0;
  }

  .own .field small {
    font-size: 13px;
    line-height: 1.35;
  }

  .own .flag {
    grid-template-columns: auto 1fr;
    justify-items: start;
  }

  .own .flag small {
    grid-column: 1 / -1;
  }

  .own pre {
    margin: 0 0 10px;
    padding: 10px 14px;
    overflow: auto;
    font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace;
    color: var(--ink);
    background: var(--faint);
    border-radius: 8px;
  }

  @media (pointer: coarse) {
    .own :is(input:not([type='checkbox']), select, button, summary) {
      min-height: 44px;
    }
  }
`;
