import { css } from 'lit';

export const shelfStyles = css`
  .shelf {
    max-width: 1180px;
    margin: 0 auto;
    padding: 8px 16px 24px;
  }

  .shelf h2 {
    margin: 28px 0 12px;
    font-size: 18px;
    font-weight: 650;
  }

  .lessons {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
    gap: 14px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .lesson {
    display: flex;
    flex-direction: column;
    gap: 4px;
    height: 100%;
    box-sizing: border-box;
    padding: 10px 14px 12px;
    border: 1px solid var(--line);
    border-radius: 12px;
    color: var(--ink);
    text-decoration: none;
  }

  .lesson:hover {
    border-color: var(--muted);
  }

  .lesson[aria-current='true'] {
    border-color: var(--ink);
  }

  .lesson strong {
    font-size: 15px;
    line-height: 1.3;
  }

  .lesson .number {
    margin-inline-end: 2px;
    color: var(--muted);
  }

  .lesson .line,
  .lesson .read {
    font-size: 13.5px;
    line-height: 1.4;
    color: var(--muted);
  }

  .lesson .read {
    margin-block-start: auto;
  }

  .cover {
    width: 100%;
    aspect-ratio: 200 / 112;
    font-size: 11px;
  }

  .cover path {
    fill: none;
    stroke: var(--line);
    stroke-width: 1.5;
  }

  .cover .cut {
    stroke-dasharray: 2 4;
  }

  .cover .bond {
    stroke: var(--hue);
    opacity: 0.6;
  }

  .cover .message {
    fill: var(--ground);
    stroke: var(--ink);
    stroke-width: 1;
  }

  .cover .ring {
    fill: none;
  }

  .cover .body {
    fill: var(--ground);
    stroke: var(--muted);
    stroke-width: 2;
  }

  .cover text {
    fill: var(--ink);
    font-weight: 600;
  }

  .cover :is([data-state='FOLLOWING'], [data-state='LEADING']) .body {
    fill: var(--hue);
    stroke: var(--hue);
  }

  .cover :is([data-state='FOLLOWING'], [data-state='LEADING']) text {
    fill: var(--on-epoch);
  }

  .cover [data-state='LEADING'] .ring {
    stroke: var(--hue);
    stroke-width: 1.5;
  }

  .cover [data-state='OBSERVING'] .body {
    stroke: var(--hue);
    stroke-dasharray: 3 2;
  }

  .cover [data-state='DOWN'] .body {
    stroke-dasharray: 2 3;
  }

  .cover [data-state='DOWN'] text {
    fill: var(--muted);
  }

  .cover .client rect {
    fill: var(--ink);
  }

  .cover .client text {
    fill: var(--ground);
    font-size: 10px;
  }

  .library {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
    gap: 2px 20px;
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
  }

  .library a {
    display: block;
    padding: 5px 0;
    color: var(--ink);
  }

  @media (max-width: 520px) {
    .lessons {
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }

    .lesson {
      display: grid;
      grid-template-columns: 112px minmax(0, 1fr);
      align-content: center;
      gap: 2px 12px;
    }

    .lesson .cover {
      grid-row: 1 / 5;
      align-self: center;
    }
  }

  @media (pointer: coarse) {
    .library a {
      padding: 11px 0;
    }
  }

  @media print {
    .shelf {
      display: none;
    }
  }
`;
