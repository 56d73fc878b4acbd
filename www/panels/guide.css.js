import { css } from 'lit';

/** Legend, hints, causes, help, and the tabs of what lies beside the stage. Where they are put is up to whoever docks them. */
export const guideStyles = css`
  @container scope (width >= 760px) {
    .panel:has(.tabs) {
      width: min(440px, 46cqw);
    }
  }

  :is(.feed, .violation) .causes {
    padding: 4px 0 4px 10px;
    list-style: none;
    font-size: 13.5px;
  }

  :is(.feed, .violation) .causes li {
    display: grid;
    grid-template-columns: 4.2em minmax(0, 1fr);
    gap: 8px;
    padding: 2px 0;
  }

  :is(.feed, .violation) .causes time {
    text-align: end;
  }

  .why {
    font-size: 14px;
  }

  .why header {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  .why ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .causes {
    grid-column: 1 / -1;
    padding-bottom: 8px;
    color: var(--muted);
    border-inline-start: 2px solid var(--line);
  }

  .why .causes {
    padding: 0;
    border: none;
  }

  .why .cause {
    display: grid;
    grid-template-columns: 4.4em 1fr;
    gap: 0 10px;
    width: 100%;
    padding: 6px 8px;
    text-align: start;
    line-height: 1.4;
  }

  .why li:first-child .cause {
    color: var(--ink);
    font-weight: 600;
  }

  /* Each came of the one below. */
  .why li:not(:first-child)::before {
    content: '↑';
    display: block;
    width: 4.4em;
    padding-inline-start: 8px;
    line-height: 1;
    text-align: end;
  }

  .why time {
    text-align: end;
    font-weight: 400;
  }

  .why .origin {
    padding-inline-start: 5.9em;
  }

  .tabs {
    display: flex;
    margin: 0 -12px 4px;
  }

  .tabs button {
    padding: 0 7px;
    font-size: 13.5px;
    color: var(--muted);
  }

  .tabs [aria-pressed='true'] {
    color: var(--ink);
    background: var(--faint);
  }

  .tabs .close {
    width: 26px;
    margin-inline-start: auto;
    padding: 0;
    font-size: 20px;
    line-height: 1;
  }

  .legend {
    box-sizing: border-box;
    padding: 14px 16px 20px;
    font-size: 14px;
    line-height: 1.45;
  }

  .legend header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
  }

  .legend h2 {
    margin: 0;
    font-size: 17px;
    font-weight: 650;
  }

  .legend h3 {
    margin: 16px 0 4px;
    font-size: 13.5px;
    font-weight: 650;
  }

  .legend .close {
    width: 34px;
    margin: -6px -8px;
    padding: 0;
    font-size: 20px;
    line-height: 1;
    color: var(--muted);
  }

  .legend ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .legend li {
    display: grid;
    grid-template-columns: 72px 1fr;
    align-items: center;
    gap: 14px;
    padding: 4px 0;
    border-bottom: 1px solid var(--faint);
  }

  .legend .sign {
    overflow: visible;
    pointer-events: none;
  }

  .legend .sign .slip text {
    font-size: 10.5px;
  }

  .legend .hue {
    fill: var(--hue);
  }

  .hint {
    display: grid;
    grid-template-columns: 1fr auto auto;
    align-items: center;
    gap: 4px 8px;
    box-sizing: border-box;
    max-width: 44em;
    padding: 8px 8px 8px 14px;
    border: 1px solid var(--answer);
    border-radius: 8px;
    background: var(--raised);
    font-size: 14px;
    line-height: 1.4;
  }

  .hint p {
    margin: 0;
  }

  .hint button {
    padding: 0 10px;
    font-size: 13px;
    white-space: nowrap;
  }

  .hint .understood {
    border-color: var(--line);
  }

  .hint .no-hints {
    color: var(--muted);
  }

  .caption > span {
    display: block;
  }

  .caption[data-size='long'] > span {
    font-size: max(0.86em, 12px);
  }

  .caption[data-size='longest'] > span {
    font-size: max(0.74em, 12px);
  }

  .keys {
    position: absolute;
    z-index: 2;
    right: 12px;
    bottom: 56px;
    box-sizing: border-box;
    max-width: calc(100cqw - 24px);
    max-height: calc(100cqh - 76px);
    overflow: auto;
    padding: 14px 18px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    box-shadow: 0 6px 28px rgb(0 0 0 / 14%);
    font-size: 14px;
    line-height: 1.35;
  }

  .keys h2 {
    margin: 12px 0 6px;
    font-size: 14px;
    font-weight: 650;
  }

  .keys dl {
    display: grid;
    gap: 5px;
    margin: 0;
  }

  .keys div {
    display: grid;
    grid-template-columns: 10.5em minmax(0, 24em);
    gap: 12px;
  }

  .keys dt {
    font-weight: 600;
  }

  /* What a finger can do comes first where there is one. */
  @media (pointer: coarse) {
    .keys {
      display: flex;
      flex-direction: column;
      gap: 10px;
    }

    .keys .by-hand {
      order: -1;
      margin: 0;
    }
  }

  @container scope (width < 480px) {
    .keys div {
      grid-template-columns: 7em minmax(0, 1fr);
    }
  }

  @media (max-width: 560px) {
    .hint {
      grid-template-columns: 1fr auto;
    }

    .hint p {
      grid-column: 1 / -1;
    }

    .hint .no-hints {
      grid-row: 2;
      grid-column: 1;
      justify-self: start;
      margin-inline-start: -10px;
    }
  }
`;
