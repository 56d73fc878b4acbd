import { css } from 'lit';

/** The matrix: a row a server. State is said by shape first; colour is the epoch's. */
export const matrixStyles = css`
  .matrix text {
    fill: var(--ink);
  }

  .row-cells,
  .strokes,
  .traffic,
  .behind-rows,
  .matrix-frame {
    pointer-events: none;
  }

  .matrix .band {
    fill: var(--ground);
    fill-opacity: 0;
  }

  .matrix-row[data-state='LEADING'] .band {
    fill: var(--hue);
    fill-opacity: 0.13;
  }

  .matrix-row[data-told='true'] .band,
  .matrix-row .body:hover .band {
    fill: var(--muted);
    fill-opacity: 0.18;
  }

  .matrix .frame {
    fill: none;
    stroke: none;
    stroke-width: 2;
    pointer-events: none;
  }

  .matrix-row .body:focus-visible .frame {
    stroke: var(--focus);
  }

  /* Shapes */

  .matrix .rim {
    fill: var(--raised);
    stroke: var(--ink);
    stroke-width: 1.25;
  }

  .matrix :is(.outer, .wait, .strike) {
    fill: none;
    stroke: none;
  }

  .matrix-row[data-state='LOOKING'] .rim {
    fill: none;
    stroke: var(--line);
    stroke-width: 2.25;
  }

  .matrix-row[data-state='LOOKING'] .wait {
    stroke: var(--muted);
    stroke-width: 2.25;
  }

  .matrix-row[data-finalizing='true'] .wait {
    stroke: var(--ink);
    stroke-width: 3;
  }

  .matrix-row:is([data-state='FOLLOWING'], [data-state='LEADING']) .rim {
    fill: var(--hue);
    stroke: var(--hue);
  }

  .matrix-row[data-state='LEADING'] .outer {
    stroke: var(--hue);
    stroke-width: 1.5;
  }

  .matrix-row[data-state='OBSERVING'] .rim {
    fill: none;
    stroke: var(--hue);
    stroke-dasharray: 2.5 2;
  }

  .matrix-row[data-state='DOWN'] .rim {
    fill: none;
    stroke: var(--line);
    stroke-width: 1;
  }

  .matrix-row[data-state='DOWN'] .strike {
    stroke: var(--muted);
    stroke-width: 1.25;
    stroke-linecap: round;
  }

  /* Where a row is low, a mark is a dash: full, open, or struck through. */

  .matrix-row[data-round='false'] .rim {
    stroke-width: 0.5;
  }

  .matrix-row[data-round='false'][data-state='LOOKING'] .rim {
    stroke: var(--muted);
  }

  .matrix-row[data-round='false'][data-state='LOOKING'] .wait {
    fill: var(--muted);
    fill-opacity: 0.35;
    stroke: none;
  }

  .matrix-row[data-round='false'][data-finalizing='true'] .wait {
    fill: var(--ink);
    fill-opacity: 0.6;
  }

  .matrix-row[data-round='false'][data-state='DOWN'] .rim {
    stroke: none;
  }

  .matrix-row[data-round='false'][data-state='DOWN'] .strike {
    stroke-width: 0.75;
  }

  /* Texts */

  .matrix .name {
    font-weight: 600;
  }

  .matrix .word {
    fill: var(--muted);
    letter-spacing: 0.02em;
  }

  .matrix-row[data-state='LOOKING'] .word {
    fill: var(--ink);
  }

  .matrix-row[data-state='LEADING'] .word {
    fill: var(--ink);
    font-weight: 650;
  }

  .matrix :is(.tally, .newest) {
    fill: var(--muted);
  }

  /* Where messages pass behind them, texts keep clear. */
  .matrix[data-crossed='true'] .row-cells text {
    stroke: var(--ground);
    stroke-width: 3;
    stroke-linejoin: round;
    paint-order: stroke;
  }

  .matrix .era {
    font-weight: 600;
    fill: var(--hue);
  }

  .matrix-row[data-state='DOWN'] :is(.name, .word),
  .matrix-row[data-observes='true'] :is(.ballot, .tally) {
    fill: var(--muted);
  }

  .matrix-row:not([data-state='LOOKING']) .ballot {
    fill: var(--muted);
  }

  .matrix .tally[data-met='true'] {
    fill: var(--ink);
    font-weight: 600;
  }

  /* Whom it votes for, and how many agree */

  .matrix .aim {
    fill: var(--hue);
  }

  .matrix-row[data-observes='true'] .aim {
    fill: none;
    stroke: var(--hue);
    stroke-width: 1;
  }

  .matrix .rail {
    fill: none;
    stroke: var(--line);
    stroke-width: 1;
    opacity: 0.55;
  }

  .matrix .track {
    fill: var(--line);
  }

  .matrix .filled {
    fill: var(--muted);
  }

  .matrix .filled[data-met='true'] {
    fill: var(--hue);
  }

  .matrix .filled[data-decided='true'] {
    fill-opacity: 0.45;
  }

  .matrix .needed {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1;
  }

  .matrix .guides {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1;
    opacity: 0.35;
  }

  .matrix .parting,
  .matrix .axis {
    fill: none;
    stroke: var(--line);
    stroke-width: 1;
  }

  /* Logs: open while a crash would take it, tinted once it is safe, filled when it is applied. */

  .runs path {
    fill: var(--hue);
    stroke: var(--hue);
    stroke-width: 0;
  }

  .runs .safe {
    fill: color-mix(in srgb, var(--hue) 22%, var(--ground));
    stroke-width: 1;
  }

  .runs .open {
    fill: var(--ground);
    stroke-width: 1;
  }

  .runs .whole {
    fill-opacity: 0.5;
  }

  /* Messages */

  .heads-under-way {
    pointer-events: none;
  }

  .matrix-row[data-fault='suspended'] :is(.outer, .rim) {
    fill-opacity: 0.3;
    stroke-opacity: 0.5;
  }

  .matrix-row[data-fault='suspended'] .name {
    fill: var(--muted);
    text-decoration: line-through;
  }

  .matrix-row:is([data-fault='slow'], [data-fault='stalled'], [data-fault='full'], [data-fault='failing']) .name {
    fill: light-dark(#c0263a, #ff8a94);
    text-decoration: underline dashed;
  }

  .cut-ways {
    fill: none;
    stroke: var(--muted);
    stroke-dasharray: 2 4;
    pointer-events: none;
  }

  .client-ways {
    stroke: var(--line);
    pointer-events: none;
  }

  .cut-mark path {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.5;
    stroke-linecap: round;
  }

  .heads-under-way i {
    color: var(--hue);
    background: var(--raised);
    border-color: var(--light);
  }

  .stroke {
    fill: none;
    stroke: var(--hue);
    stroke-width: 1;
    opacity: 0.22;
  }

  .traffic .packets {
    fill: var(--hue);
  }

  .traffic .votes {
    fill: var(--muted);
    fill-opacity: 0.6;
  }

  .traffic .beats {
    fill: var(--line);
  }

  .matrix:not([data-crowded='true']) .axis {
    display: none;
  }

  @media (forced-colors: active) {
    .matrix .track {
      fill: none;
      stroke: var(--line);
      stroke-width: 1;
    }

    .matrix .rail {
      display: none;
    }
  }

  /* Heads and foot */

  .matrix .heads text {
    fill: var(--muted);
  }

  .matrix .heads [data-head='most'] {
    fill: var(--ink);
    font-weight: 600;
  }

  .matrix .foot text {
    fill: var(--ink);
  }
`;
