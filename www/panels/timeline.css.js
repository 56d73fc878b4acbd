import { css } from 'lit';

export const timelineStyles = css`
  .time {
    padding: 0 16px;
  }

  .track-of-time {
    position: relative;
    cursor: pointer;
    touch-action: none;
    border-radius: 4px;
  }

  .track-of-time svg,
  .branch svg {
    display: block;
    width: 100%;
    overflow: visible;
  }

  .track-of-time .leads {
    overflow: hidden;
  }

  .present {
    position: absolute;
    inset: 0;
    pointer-events: none;
    will-change: transform;
  }

  .present line {
    stroke: var(--ink);
    stroke-width: 1.5;
  }

  .present circle {
    fill: var(--ground);
    stroke: var(--ink);
    stroke-width: 2;
  }

  .leads rect {
    fill: var(--hue);
    opacity: 0.85;
  }

  .leads text {
    fill: var(--on-epoch);
    font-size: 10.5px;
    font-weight: 600;
  }

  .stretch {
    fill: var(--hue);
  }

  .stretch[data-phase='ELECTION'] {
    fill: var(--muted);
    opacity: 0.35;
  }

  .stretch[data-phase='DISCOVERY'] {
    opacity: 0.35;
  }

  .stretch[data-phase='SYNCHRONIZATION'] {
    opacity: 0.6;
  }

  .tick path,
  .tick circle {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1.5;
  }

  .tick[data-tick='fault'] path {
    stroke: light-dark(#c0263a, #ff8a94);
    stroke-width: 2;
  }

  .tick[data-tick='repair'] path {
    stroke: light-dark(#1d7a46, #6fd39b);
    stroke-width: 2;
  }

  .tick[data-tick='said'] path {
    stroke: var(--ink);
    stroke-width: 2;
  }

  .tick[data-tick='client'] circle {
    fill: var(--ground);
    stroke: var(--ink);
  }

  .tick[data-tick='chapter'] path {
    fill: var(--ink);
    stroke: none;
  }

  .tick[data-lit='true'] :is(path, circle) {
    stroke: var(--light);
    stroke-width: 3;
  }

  .past .lit {
    fill: none;
    stroke: var(--light);
    stroke-width: 3;
  }

  .tip {
    position: absolute;
    bottom: 100%;
    z-index: 2;
    max-width: min(26em, 60cqi);
    margin: 0 0 6px;
    padding: 5px 9px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--raised);
    box-shadow: 0 4px 18px rgb(0 0 0 / 0.14);
    font-size: 13px;
    line-height: 1.4;
    pointer-events: none;
  }

  .branches {
    display: grid;
    margin-block-start: 3px;
    max-height: 72px;
    overflow: auto;
  }

  .branch {
    min-height: 18px;
    padding: 0;
    border: none;
    border-radius: 3px;
    overflow: hidden;
  }

  .branch line,
  .branch circle {
    stroke: var(--muted);
    stroke-width: 1.5;
    fill: var(--ground);
  }

  .branch text {
    fill: var(--muted);
    font-size: 10.5px;
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 5px;
  }

  .branch[aria-checked='true'] :is(line, circle) {
    stroke: var(--ink);
    stroke-width: 2.5;
  }

  .branch[aria-checked='true'] text {
    fill: var(--ink);
    font-weight: 600;
  }

  @media (pointer: coarse) {
    .branch {
      min-height: 28px;
    }

    .branches {
      max-height: 84px;
    }
  }
`;
