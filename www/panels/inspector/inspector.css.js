import { css } from 'lit';

/** The inspector. Where it is put and how wide it is, is up to whoever docks it. */
export const inspectorStyles = css`
  .inspector {
    box-sizing: border-box;
    padding: 14px 16px 20px;
    font-size: 14px;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .inspector header {
    display: grid;
    grid-template: 'back back back' auto 'title state close' auto / auto 1fr auto;
    align-items: baseline;
    gap: 2px 10px;
  }

  .inspector .back {
    grid-area: back;
    justify-self: start;
    margin: -6px -8px 0;
    padding: 0 8px;
    font-size: 13px;
    color: var(--muted);
  }

  .inspector h2 {
    grid-area: title;
    display: inline;
    margin: 0;
    font-size: 17px;
    font-weight: 650;
    line-height: 1.3;
  }

  .inspector .state {
    grid-area: state;
    white-space: nowrap;
    font-size: 12.5px;
    letter-spacing: 0.04em;
    color: var(--muted);
  }

  .inspector .close {
    grid-area: close;
    width: 34px;
    margin: -6px -8px -6px 0;
    padding: 0;
    font-size: 20px;
    line-height: 1;
    color: var(--muted);
  }

  .inspector p {
    margin: 8px 0;
  }

  .inspector .lead {
    font-size: 15px;
  }

  .inspector .remark,
  .inspector .note {
    color: var(--muted);
    font-size: 13px;
  }

  /* Facts */

  .inspector dl {
    display: grid;
    margin: 12px 0;
  }

  .inspector dl div {
    display: grid;
    grid-template-columns: minmax(7.5em, auto) 1fr;
    gap: 0 16px;
    padding: 3px 0;
    border-bottom: 1px solid var(--faint);
  }

  .inspector dt {
    color: var(--muted);
  }

  .inspector dd {
    text-align: end;
  }

  .inspector dd.remark {
    grid-column: 1 / -1;
    padding-bottom: 3px;
    text-align: start;
  }

  .inspector .way {
    grid-template-columns: 1fr auto;
  }

  /* Parts that fold away */

  .inspector .part {
    margin-top: 4px;
    border-top: 1px solid var(--line);
  }

  .inspector summary {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 8px 0;
    color: var(--ink);
    list-style: none;
  }

  .inspector summary::-webkit-details-marker {
    display: none;
  }

  .inspector summary::before {
    content: '';
    flex: none;
    width: 6px;
    height: 6px;
    margin: 0 2px 2px 1px;
    border: solid var(--muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }

  .inspector [open] > summary::before {
    transform: rotate(45deg);
  }

  .inspector h3,
  .inspector h4 {
    margin: 0;
    font-size: 13.5px;
    font-weight: 650;
  }

  .inspector h3 {
    flex: none;
  }

  .inspector h4 {
    padding: 6px 0 2px;
    font-weight: 500;
    color: var(--muted);
  }

  .inspector summary .note {
    margin-inline-start: auto;
    text-align: end;
  }

  /* Lists of what can be chosen next */

  .inspector :is(ul, ol) {
    margin: 0 0 10px;
    padding: 0;
    list-style: none;
  }

  .inspector .plain li {
    padding: 2px 0;
  }

  .inspector .rows .pick {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    width: calc(100% + 16px);
    margin: 0 -8px;
    padding: 3px 8px;
    min-height: 30px;
    text-align: start;
  }

  .inspector .rows .pick > :first-child {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .inspector .rows .note {
    flex: 0 1 auto;
    text-align: end;
  }

  .inspector .rows .pick:not([data-hue='0']) > :first-child::before {
    content: '';
    flex: none;
    width: 8px;
    height: 8px;
    border: 1.5px solid var(--hue);
    border-radius: 2px;
  }

  .inspector .rows [data-shape='full'] > :first-child::before {
    background: var(--hue);
  }

  [data-kind='server'] [data-part='ballots'] .pick > :first-child::before {
    content: '';
    flex: none;
    width: 8px;
    height: 8px;
    border: 1.5px solid var(--hue);
    border-radius: 2px;
  }

  /* The log, in cells as on the stage */

  .inspector .cells {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .inspector .cells .pick {
    min-height: 26px;
    padding: 1px 8px;
    border: 1.25px solid var(--hue);
    border-radius: 4px;
    font-size: 12.5px;
    font-weight: 600;
    color: var(--hue);
    background: var(--ground);
  }

  .inspector .cells [data-shape='full'] {
    color: var(--on-epoch);
    background: var(--hue);
  }

  .inspector .cells [data-shape='tinted'] {
    background: color-mix(in srgb, var(--hue) 22%, var(--ground));
  }

  .inspector .cells [data-shape='open'] {
    border-style: dashed;
  }

  .inspector .cells .pick:hover {
    box-shadow: 0 0 0 2px var(--line);
  }

  .inspector .inline {
    min-height: 0;
    padding: 0 4px;
    margin: 0 -4px;
    text-decoration: underline;
    text-decoration-color: var(--line);
    text-underline-offset: 3px;
  }

  .inspector .pair {
    display: flex;
    gap: 16px;
  }

  /* What is left of a wait: the words, over a bar that empties */

  .inspector .left {
    --left: 1;
    display: inline-grid;
    min-width: 5em;
    text-align: end;
  }

  .inspector .left::after {
    content: '';
    height: 2px;
    border-radius: 1px;
    background: var(--muted);
    transform: scaleX(var(--left));
    transform-origin: right;
  }

  /* Deeds */

  .inspector .deeds {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(5.5em, 1fr));
    gap: 8px;
    margin: 12px 0;
  }

  .inspector .deeds button {
    border-color: var(--line);
  }

  .inspector .deeds button:first-child {
    color: var(--ground);
    background: var(--ink);
    border-color: var(--ink);
  }

  .inspector .fault-of {
    margin: 0 0 6px;
    color: light-dark(#a31b30, #ff8a94);
  }

  /* Znodes, and causes */

  .inspector .tree li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
    padding: 2px 0;
  }

  .inspector .tree [data-ephemeral='true'] {
    font-style: italic;
  }

  .inspector .tree small {
    grid-column: 1 / -1;
    color: var(--muted);
  }

  .inspector .tree small:empty {
    display: none;
  }

  .inspector .causes {
    padding: 0 0 0 10px;
    border-inline-start: 2px solid var(--line);
  }

  .inspector .causes li {
    display: grid;
    padding: 3px 0;
  }

  .inspector .causes time {
    font-size: 12px;
    color: var(--muted);
  }

  .inspector .causes time:empty {
    display: none;
  }

  @media (pointer: coarse) {
    .inspector .rows .pick {
      min-height: 44px;
    }

    .inspector .cells .pick {
      min-height: 44px;
      min-width: 44px;
    }

    .inspector .inline {
      min-height: 44px;
    }
  }
`;
