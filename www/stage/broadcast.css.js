import { css } from 'lit';

/** Clients, what a leader counts, what the trees hold, and links that are cut. */
export const broadcastStyles = css`
  /* Clients: filled while connected, open while they look for a server, hollow when they are gone. */

  .tie {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1;
    opacity: 0.7;
  }

  .tie:is([data-state='CONNECTING'], [data-state='EXPIRED'], [data-state='VANISHED']) {
    stroke-dasharray: 2 5;
  }

  .tie:is([data-state='EXPIRED'], [data-state='VANISHED']) {
    opacity: 0.35;
  }

  .client .shape {
    fill: var(--raised);
    stroke: var(--ink);
    stroke-width: 1.5;
  }

  .client .letter {
    font-size: 13.5px;
    font-weight: 600;
  }

  .client:hover .shape {
    stroke-width: 2.5;
  }

  .client[data-state='CONNECTED'] .shape {
    fill: var(--ink);
  }

  .client[data-state='CONNECTED'] .letter {
    fill: var(--ground);
  }

  .client:is([data-state='EXPIRED'], [data-state='VANISHED']) .shape {
    fill: none;
    stroke: var(--muted);
    stroke-dasharray: 3 3;
  }

  .client:is([data-state='EXPIRED'], [data-state='VANISHED']) .letter {
    fill: var(--muted);
  }

  .client .note,
  .client .more {
    font-size: 11.5px;
    fill: var(--muted);
  }

  .client .note[data-waits='true'] {
    fill: var(--ink);
  }

  /* A leader's proposals: a mark for each voter, filled when its acknowledgement counts. */

  .proposal .zxid {
    font-size: 12px;
    font-weight: 600;
    fill: var(--hue);
  }

  .proposal .sign {
    fill: none;
    stroke: none;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .proposal[data-met='true'] .sign {
    stroke: var(--hue);
  }

  .mark .paper {
    fill: var(--ground);
    stroke: var(--line);
    stroke-width: 1;
  }

  .mark text {
    font-size: 10.5px;
    fill: var(--muted);
  }

  .mark[data-acked='counted'] .paper {
    fill: var(--hue);
    stroke: var(--hue);
  }

  .mark[data-acked='counted'] text {
    font-weight: 600;
    fill: var(--on-epoch);
  }

  .mark[data-acked='late'] .paper {
    stroke: var(--hue);
  }

  .mark[data-acked='late'] text {
    fill: var(--hue);
  }

  .znode text {
    font-size: 11.5px;
  }

  .znode .paper {
    fill: var(--raised);
    stroke: var(--line);
    stroke-width: 1;
  }

  .znode[data-ephemeral='true'] .paper {
    stroke-dasharray: 3 3;
  }

  /* Links that are cut: a gap, and how many messages wait before it. */

  .cut .gap {
    fill: var(--ground);
  }

  .cut .bars {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.75;
    stroke-linecap: round;
  }

  .cut text {
    font-size: 11px;
    font-weight: 600;
  }

  .links [data-cut='true'] {
    stroke-dasharray: 4 5;
  }

  .bonds [data-cut='true'] {
    opacity: 0.18;
  }
`;
