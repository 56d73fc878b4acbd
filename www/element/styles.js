// The element's style sheets, and its theme: each colour is a custom property with a value for light and one for dark, and a page
// can override it (`--ground` by `--zab-ground`, and so on).

import { css } from 'lit';
import { broadcastStyles } from '../stage/broadcast.css.js';
import { lightStyles } from '../stage/lights.css.js';
import { stageStyles } from '../stage/stage.css.js';
import { panelStyles } from '../panels/panels.css.js';
import { frameStyles } from './frame.css.js';

const theme = css`
  :host {
    color-scheme: light dark;

    --ground: var(--zab-ground, light-dark(#fcfbf8, #14171a));
    --raised: var(--zab-raised, light-dark(#ffffff, #1d2125));
    --ink: var(--zab-ink, light-dark(#1d2329, #e9e7e2));
    --muted: var(--zab-muted, light-dark(#5d656d, #9ba3ab));
    --line: var(--zab-line, light-dark(#d8d5cd, #363c42));
    --faint: var(--zab-faint, light-dark(#eceae4, #23282d));
    --focus: var(--zab-focus, light-dark(#0b57d0, #8ab4ff));
    --answer: var(--zab-answer, light-dark(#f0c64a, #8a6a12));
    --light: var(--zab-light, light-dark(#e0a800, #ffd34d));

    /* A colour for each epoch, distinguishable to colour-blind readers; --on-epoch is the colour of text on them. 0 is before the first. */
    --epoch-0: var(--zab-epoch-0, light-dark(#4c555e, #b3bac1));
    --epoch-1: var(--zab-epoch-1, light-dark(#0f62a8, #6db3f2));
    --epoch-2: var(--zab-epoch-2, light-dark(#b04a05, #f2a65a));
    --epoch-3: var(--zab-epoch-3, light-dark(#08735a, #58cfa6));
    --epoch-4: var(--zab-epoch-4, light-dark(#93377f, #e79bd3));
    --epoch-5: var(--zab-epoch-5, light-dark(#6b5d00, #d6c64f));
    --on-epoch: var(--zab-on-epoch, light-dark(#ffffff, #101316));

    --hue: var(--epoch-0);

    display: block;
    color: var(--ink);
    background: var(--ground);
    font:
      15px/1.45 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'PingFang SC',
      'Noto Sans CJK SC',
      'Microsoft YaHei',
      sans-serif;
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  @media (forced-colors: active) {
    :host {
      --ground: Canvas;
      --raised: Canvas;
      --ink: CanvasText;
      --muted: CanvasText;
      --line: GrayText;
      --faint: Canvas;
      --focus: Highlight;
      --answer: Mark;
      --light: Highlight;
      --epoch-0: Highlight;
      --epoch-1: Highlight;
      --epoch-2: Highlight;
      --epoch-3: Highlight;
      --epoch-4: Highlight;
      --epoch-5: Highlight;
      --on-epoch: HighlightText;
    }

    .links path {
      stroke: GrayText;
    }
  }

  /* On paper there is nothing to press, and no dark. */
  @media print {
    :host {
      color-scheme: light !important;
      break-inside: avoid;
    }

    .controls,
    .panel,
    .guide,
    .why-told,
    .story button {
      display: none !important;
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  .scope {
    position: relative;
    outline: none;
  }

  [data-hue='0'] {
    --hue: var(--epoch-0);
  }

  [data-hue='1'] {
    --hue: var(--epoch-1);
  }

  [data-hue='2'] {
    --hue: var(--epoch-2);
  }

  [data-hue='3'] {
    --hue: var(--epoch-3);
  }

  [data-hue='4'] {
    --hue: var(--epoch-4);
  }

  [data-hue='5'] {
    --hue: var(--epoch-5);
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const styles = [theme, stageStyles, lightStyles, broadcastStyles, panelStyles, frameStyles];
