import { css } from 'lit';

/** The picture. State is said by shape first; colour is the epoch's. */
export const stageStyles = css`
  .stage {
    position: relative;
    contain: strict;
  }

  .picture {
    margin: auto;
    font-family: inherit;
    user-select: none;
    -webkit-user-select: none;
  }

  .picture[data-density='matrix'] :is(.tokens, .papers, .servers, .clients, .ground > :not(.matrix)),
  .picture:not([data-density='matrix']) .matrix {
    display: none;
  }

  .picture > * {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
  }

  /* Its blank parts let through to what lies below. */
  .tokens,
  .papers,
  .figures {
    pointer-events: none;
  }

  .figures > *,
  .tokens > .token > * {
    pointer-events: auto;
  }

  .tokens > .token {
    position: absolute;
    top: 0;
    left: 0;
    contain: strict;
    will-change: transform;
  }

  text {
    fill: var(--ink);
  }

  .links path {
    fill: none;
    stroke: var(--line);
    stroke-width: 1.25;
  }

  /* Votes pass only where a connection stands. */
  .links [data-link='down'] {
    opacity: 0.55;
    stroke-dasharray: 1 7;
  }

  .links [data-link='dialling'] {
    stroke-dasharray: 4 5;
  }

  .bonds path {
    stroke: var(--hue);
    stroke-width: 2;
    opacity: 0.55;
  }

  .bonds [data-synced='false'] {
    stroke-dasharray: 4 5;
  }

  /* Servers */

  .body {
    cursor: pointer;
    outline: none;
  }

  .hit-area {
    fill: transparent;
  }

  .focus {
    fill: none;
    stroke: none;
    stroke-width: 2;
  }

  .body:focus-visible .focus {
    stroke: var(--focus);
  }

  .disc {
    fill: var(--raised);
    stroke: var(--ink);
    stroke-width: 1.5;
    transition: fill 0.25s;
  }

  .ring,
  .arc,
  .cross {
    fill: none;
    stroke: none;
  }

  /* What is wrong with a machine stands beside it. */
  .fault[data-fault='sound'] {
    display: none;
  }

  .fault circle {
    fill: var(--ground);
    stroke: var(--line);
  }

  .fault path {
    fill: none;
    stroke: light-dark(#c0263a, #ff8a94);
    stroke-width: 1.75;
  }

  .fault[data-fault='suspended'] path {
    stroke: var(--ink);
    stroke-width: 2.5;
  }

  .id {
    font-weight: 600;
    transition: fill 0.25s;
  }

  .body:hover .disc {
    stroke-width: 2.5;
  }

  [data-state='LOOKING'] > .body .disc {
    stroke: var(--line);
    stroke-width: 4;
  }

  [data-state='LOOKING'] > .body .arc {
    stroke: var(--muted);
    stroke-width: 4;
  }

  :is([data-state='FOLLOWING'], [data-state='LEADING'], [data-state='OBSERVING']) > .body .arc {
    stroke: var(--ink);
    stroke-width: 5;
  }

  [data-finalizing='true'] > .body .arc {
    stroke: var(--ink);
    stroke-width: 6;
  }

  [data-state='FOLLOWING'] > .body .disc,
  [data-state='LEADING'] > .body .disc {
    fill: var(--hue);
    stroke: var(--hue);
  }

  [data-state='LEADING'] > .body .ring {
    stroke: var(--hue);
    stroke-width: 2.5;
  }

  [data-state='FOLLOWING'] > .body .id,
  [data-state='LEADING'] > .body .id {
    fill: var(--on-epoch);
  }

  [data-state='OBSERVING'] > .body .disc {
    stroke-dasharray: 5 4;
  }

  [data-state='DOWN'] > .body .disc {
    fill: var(--ground);
    stroke: var(--muted);
    stroke-dasharray: 4 5;
  }

  [data-state='DOWN'] > .body .cross {
    stroke: var(--line);
    stroke-width: 2;
  }

  [data-state='DOWN'] > .body .id {
    fill: var(--muted);
    stroke: var(--ground);
    stroke-width: 7;
    paint-order: stroke;
  }

  /* What is written beside a server */

  .panel text {
    font-size: 12.5px;
  }

  .panel .state {
    font-weight: 650;
    letter-spacing: 0.04em;
  }

  .panel .clock,
  .panel .phase,
  .panel .votes,
  .panel .quorum {
    fill: var(--muted);
  }

  .panel .vote {
    font-size: 19px;
    font-weight: 600;
  }

  .box,
  .lid,
  .empty {
    fill: none;
    stroke: var(--line);
    stroke-width: 1.5;
    stroke-linecap: round;
  }

  .box {
    fill: var(--faint);
    fill-opacity: 0.5;
  }

  .lid {
    stroke: var(--muted);
    stroke-width: 2.5;
  }

  .empty {
    stroke-dasharray: 1 5;
  }

  .slip text {
    font-size: 12px;
    fill: var(--muted);
  }

  .slip .paper {
    fill: var(--ground);
    stroke: var(--line);
    stroke-width: 1;
  }

  .slip .seal,
  .token .seal {
    fill: none;
    stroke: none;
  }

  .slip[data-state='NONE'] .paper {
    display: none;
  }

  .slip:not([data-state='NONE']) .empty {
    display: none;
  }

  /* A vote has the colour of its peer epoch. */
  .slip[data-counts='true'] .paper {
    fill: var(--hue);
    stroke: var(--hue);
  }

  .slip[data-counts='true'] text {
    fill: var(--on-epoch);
    font-weight: 600;
  }

  .slip[data-state='LEADING'] .seal {
    stroke: var(--muted);
  }

  .slip[data-state='LEADING'][data-counts='true'] .seal {
    stroke: var(--hue);
  }

  .pips {
    letter-spacing: 1px;
  }

  .quorum[data-met='true'] .pips {
    fill: var(--hue);
  }

  .badge .state {
    font-size: 11px;
  }

  .badge .vote {
    font-size: 13.5px;
  }

  .badge .pips {
    font-size: 11px;
    fill: var(--muted);
  }

  .badge .pips[data-met='true'] {
    fill: var(--ink);
  }

  /* Its epoch and its log: open while a crash would take it, tinted once it is safe, filled when it is applied. */

  .history .epoch {
    font-size: 12px;
    font-weight: 600;
    fill: var(--hue);
  }

  .history .more {
    font-size: 10.5px;
    fill: var(--muted);
  }

  .cell text {
    font-size: 10.5px;
    font-weight: 600;
    fill: var(--on-epoch);
  }

  .cell .paper {
    fill: var(--hue);
    stroke: var(--hue);
    stroke-width: 1.25;
  }

  .cell[data-applied='false'] .paper {
    fill: color-mix(in srgb, var(--hue) 22%, var(--ground));
  }

  .cell[data-safe='false'] .paper {
    fill: var(--ground);
    stroke-dasharray: 2.5 2;
  }

  .cell:is([data-safe='false'], [data-applied='false']) text {
    fill: var(--hue);
  }

  /* A snapshot stands for all that lies behind it. */
  .cell .behind {
    fill: var(--ground);
    stroke: var(--hue);
    stroke-width: 1.25;
  }

  .cell:not([data-whole='true']) .behind {
    display: none;
  }

  .halo {
    fill: var(--answer);
  }

  /* Messages: a vote is a slip of paper; the word of one that has a leader is shaped and coloured as its server is. */

  .token text {
    font-weight: 600;
  }

  .token .paper {
    fill: var(--raised);
    stroke: var(--hue);
    stroke-width: 1.25;
  }

  /* What leader and learner say to each other: the packet's name, in a capsule. */
  .packet text {
    letter-spacing: 0.02em;
    fill: var(--hue);
  }

  .token:is([data-state='FOLLOWING'], [data-state='LEADING']) .paper {
    fill: var(--hue);
    stroke: var(--ground);
  }

  .token:is([data-state='FOLLOWING'], [data-state='LEADING']) text {
    fill: var(--on-epoch);
  }

  .token[data-state='LEADING'] .seal {
    fill: var(--ground);
    stroke: var(--hue);
    stroke-width: 2;
  }

  .token.lost .paper {
    stroke: var(--muted);
    stroke-dasharray: 3 3;
  }

  .token.lost text {
    fill: var(--muted);
    text-decoration: line-through;
  }

  .token .dot {
    fill: var(--hue);
  }

  .token:not(.notification) .seal,
  .token.ping .paper {
    display: none;
  }

  @media (prefers-reduced-motion: reduce) {
    .disc,
    .id,
    .links path {
      transition: none;
    }
  }
`;
