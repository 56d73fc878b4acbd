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
    grid-template: 'story panel' auto 'stage panel' minmax(0, 1fr) 'way panel' auto 'caption panel' auto 'controls panel' auto / minmax(0, 1fr) auto;
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
    .guide {
      display: none;
    }
  }

  /* Its room stays the same whatever it says. */
  .caption {
    grid-area: caption;
    display: grid;
    align-content: safe center;
    height: 3em;
    margin: 0 auto;
    padding: 4px 16px;
    max-width: 54em;
    box-sizing: content-box;
    overflow: auto;
    font-size: clamp(16px, 0.6cqi + 11px, 24px);
    line-height: 1.5;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
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
      grid-template: 'story' auto 'stage' minmax(0, 1fr) 'panel' auto 'caption' auto 'controls' auto / minmax(0, 1fr);
    }

    .panel {
      width: auto;
      max-height: 42cqh;
      border-inline-start: none;
      border-block-start: 1px solid var(--line);
    }

    .caption {
      height: 4.5em;
      padding: 2px 12px;
      font-size: 15.5px;
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
      grid-template: 'stage story panel' auto 'stage caption panel' minmax(0, 1fr) 'stage controls panel' auto / minmax(0, 1fr) minmax(190px, 32cqi) auto;
    }

    .caption {
      height: auto;
      align-content: start;
      padding: 4px 12px;
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

    .caption {
      height: 4.5em;
      padding: 0 8px;
      font-size: 12.5px;
    }
  }
`;
