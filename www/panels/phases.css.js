import { css } from 'lit';

/** The way through the phases. */
export const phaseStyles = css`
  .phases {
    display: block;
    max-width: 100%;
  }

  .phases .way {
    stroke: var(--line);
    stroke-width: 1.5;
  }

  .phases .stop {
    fill: var(--ground);
    stroke: var(--line);
    stroke-width: 1.5;
  }

  .phases .word {
    font-size: 12px;
    fill: var(--muted);
  }

  .phases [data-reached='true'] .word {
    fill: var(--ink);
  }

  .phases .traveller text {
    font-size: 11px;
    font-weight: 600;
  }

  .phases .traveller .dot {
    fill: var(--raised);
    stroke: var(--muted);
    stroke-width: 1.5;
  }

  .phases .halo-ring {
    fill: var(--ground);
    stroke: none;
  }

  .phases :is([data-state='FOLLOWING'], [data-state='LEADING']) .dot {
    fill: var(--hue);
    stroke: var(--hue);
  }

  .phases :is([data-state='FOLLOWING'], [data-state='LEADING']) text {
    fill: var(--on-epoch);
  }

  .phases [data-state='LEADING'] .halo-ring {
    stroke: var(--hue);
    stroke-width: 1.5;
  }

  .phases [data-state='OBSERVING'] .dot {
    stroke-dasharray: 3 2.5;
  }

  .phases .crowd {
    fill: var(--raised);
    stroke: var(--muted);
    stroke-width: 1.5;
  }

  .phases .count {
    font-size: 12px;
    font-weight: 600;
  }
`;
