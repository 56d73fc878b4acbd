import { css } from 'lit';

/** The parts of the element, and where they are at each size. Nothing here asks for the window: only for the element's own room. */
export const frameStyles = css`
  :host {
    container: scope / size;
  }

  /* Nobody has given it a height. */
  :host(:state(unsized)) {
    aspect-ratio: 4 / 3;
    min-height: 32rem;
  }

  .scope {
    display: grid;
    grid-template: 'story panel' auto 'stage panel' minmax(0, 1fr) 'way panel' auto 'told panel' auto 'times panel' auto 'controls panel' auto / minmax(0, 1fr) auto;
    box-sizing: border-box;
    height: 100%;
    overflow: hidden;
  }

  .story {
    grid-area: story;
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 36px;
    padding: 2px 12px;
    color: var(--muted);
  }

  .title {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .stage {
    grid-area: stage;
    position: relative;
    min-height: 0;
    overflow: hidden;
  }

  .picture {
    position: absolute;
    inset: 0;
  }

  /* Where there is room to spare. */
  .way {
    grid-area: way;
    display: grid;
    justify-content: center;
  }

  @container scope (height < 700px) or (width < 760px) {
    .way {
      display: none;
    }
  }

  /* In the corner that every layout leaves free. */
  .guide {
    grid-area: stage;
    place-self: start;
    z-index: 1;
    max-width: 236px;
    margin: 4px 12px;
  }

  .guide .hint {
    grid-template-columns: auto 1fr;
  }

  .guide .hint p {
    grid-column: 1 / -1;
  }

  @container scope (height < 520px) or (width < 900px) {
    .guide:not(:has(.stopped-play)) {
      display: none;
    }
  }

  /* What is told, and beside it what one may ask. */
  .told {
    grid-area: told;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 8px;
    padding: 4px 16px;
  }

  .reading {
    display: block;
    height: 2px;
    margin: 0 auto;
    width: 8em;
    background: var(--light);
    opacity: 0;
    transform-origin: left;
  }

  .chapter {
    font-weight: 400;
  }

  .why-told {
    min-width: 5.5em;
    padding: 0 8px;
    font-size: 14px;
    color: var(--muted);
  }

  .story-back {
    padding: 0 12px;
    font-size: 14px;
    white-space: nowrap;
    color: var(--ink);
    border-color: var(--line);
  }

  .aside {
    font-size: 14px;
    white-space: nowrap;
  }

  /* Its room stays the same whatever it says. */
  .caption {
    display: grid;
    align-content: safe center;
    height: 3em;
    margin: 0 auto;
    padding-inline-start: 5.5em;
    max-width: 54em;
    box-sizing: content-box;
    overflow: auto;
    cursor: pointer;
    font-size: clamp(16px, 0.6cqi + 11px, 24px);
    line-height: 1.5;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  /* Kept free until there is one. */
  .times {
    grid-area: times;
    min-height: 27px;
  }

  .controls {
    grid-area: controls;
  }

  .panel {
    grid-area: panel;
    width: 300px;
    box-sizing: border-box;
    padding: 12px 16px;
    overflow: auto;
    overscroll-behavior: contain;
    border-inline-start: 1px solid var(--line);
    background: var(--raised);
  }

  .panel:empty {
    display: none;
  }

  /* A column, or a phone: what is docked lies below the stage. */
  @container scope (width < 760px) {
    .scope {
      grid-template: 'story' auto 'stage' minmax(0, 1fr) 'panel' auto 'told' auto 'times' auto 'controls' auto / minmax(0, 1fr);
    }

    .panel {
      width: auto;
      max-height: 42cqh;
      border-inline-start: none;
      border-block-start: 1px solid var(--line);
    }

    .told {
      padding: 2px 8px 2px 12px;
    }

    .caption {
      height: 4.5em;
      padding: 0;
      font-size: 15.5px;
    }

    .why-told {
      min-width: 0;
    }

    .aside {
      display: none;
    }

    .story-back {
      padding: 0 8px;
    }

    .story {
      min-height: 30px;
      padding: 0 10px;
      font-size: 14px;
    }
  }

  /* A low frame: the stage on one side, words and controls on the other. */
  @container scope (height < 420px) and (width >= 480px) {
    .scope {
      grid-template: 'stage story panel' auto 'stage told panel' minmax(0, 1fr) 'times controls panel' auto / minmax(0, 1fr) minmax(190px, 32cqi) auto;
    }

    .told {
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
      padding: 4px 12px;
    }

    .why-told {
      justify-self: end;
    }

    .aside {
      display: none;
    }

    .times {
      align-self: center;
    }

    .caption {
      height: 100%;
      align-content: start;
      padding: 0;
      font-size: 15px;
      text-align: start;
      text-wrap: pretty;
    }

    .legend-button {
      display: none;
    }

    .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      font-size: 13px;
      line-height: 1.25;
      white-space: normal;
    }

    .panel {
      width: 240px;
      max-height: none;
      border-block-start: none;
      border-inline-start: 1px solid var(--line);
    }
  }

  /* Low and narrow: everything there is, as small as it may be. */
  @container scope (height < 420px) and (width < 480px) {
    .story {
      display: none;
    }

    .told {
      padding: 0 8px;
    }

    .caption {
      height: 4.5em;
      font-size: 12.5px;
    }

    .times {
      display: none;
    }
  }
`;
