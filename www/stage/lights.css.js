import { css } from 'lit';

/** What is spoken of stands out; nothing else is dimmed. */
export const lightStyles = css`
  .server[data-lit] > .body .hit-area,
  .client[data-lit] > .body .hit-area {
    stroke: var(--light);
    stroke-width: 3;
    stroke-opacity: 0.9;
  }

  :is(.links, .bonds) [data-lit] {
    stroke: var(--light);
    stroke-width: 4;
    opacity: 1;
  }

  .box[data-lit] {
    stroke: var(--light);
    stroke-width: 2.5;
  }

  .token[data-lit] :is(.paper, .capsule) {
    stroke: var(--light);
    stroke-width: 2.5;
  }

  :is(.quorum, .history)[data-lit] text,
  text:is(.quorum, .history)[data-lit] {
    font-weight: 600;
  }

  .matrix-row[data-lit] > .body .frame {
    stroke: var(--light);
  }

  .arc[data-lit] {
    stroke: var(--light);
  }

  @media (prefers-reduced-motion: no-preference) {
    .server .hit-area,
    .client .hit-area {
      transition: stroke-opacity 0.3s;
    }
  }
`;
