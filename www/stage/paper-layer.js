// Messages in transit where there are many: on a canvas, which costs little more for a hundred of them than for ten. They look as the tokens of the
// picture do; more than anybody can read are a dot each.

import { elapsed, pointAt } from './link-path.js';

/** @import { Layout } from './layout.js' */
/** @import { LinkPath, Point } from './link-path.js' */
/** @import { DrawnMessage } from './message-groups.js' */

/**
 * How a message looks: what is written, in which size and shape, and in the colour of which epoch.
 *
 * @typedef {{ text: string, size: number, width: number, height: number, shape: 'paper' | 'settled' | 'led' | 'capsule' | 'dot', hue: number }} Look
 *
 * @typedef {{ message: DrawnMessage, path: LinkPath, lift: number, aside: Point, look: Look, x: number, y: number }} Paper
 */

/** How large a dot is. */
const DOT = 4;
/** The room around a paper for its edge and for the second one of a leader's. */
const EDGE = 5;
/** A screen with more pixels is given no more than these. */
const DENSEST = 2;
/** Colours of the theme that papers need beside those of epochs. */
const INKS = /** @type {const} */ (['raised', 'ground', 'ink', 'on-epoch', 'light']);
/** How long what is lost fades, in milliseconds. */
const FADING = 700;

export function createPaperLayer() {
  const canvas = document.createElement('canvas');
  canvas.className = 'papers';
  canvas.setAttribute('aria-hidden', 'true');
  // Only something that has a style knows what a colour of the theme is.
  const probe = (/** @type {string} */ colour) => {
    const node = document.createElement('i');
    node.style.color = `var(--${colour})`;
    return node;
  };
  const hues = [0, 1, 2, 3, 4, 5].map(hue => probe(`epoch-${hue}`));
  const inks = INKS.map(probe);
  canvas.append(...hues, ...inks);
  // Drawn by the processor: the papers are small, and are moved with every frame.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  /** @type {Point} */
  const point = { x: 0, y: 0 };
  /** @type {readonly Paper[]} */
  let papers = [];
  /** What has come to nothing, and since when, in milliseconds of the viewer's time. @type {{ paper: Paper, since: number }[]} */
  let lost = [];
  /** @type {ReadonlySet<number>} */
  let lit = new Set();
  /** Those that were drawn once, by how they look. @type {Map<string, HTMLCanvasElement>} */
  const drawn = new Map();
  /** @type {string[]} */
  let colours = [];
  /** @type {Layout | undefined} */
  let layout;
  let scale = 1;
  let isClear = true;

  return {
    canvas,

    /** @param {Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      const density = Math.min(devicePixelRatio, DENSEST);
      scale = layout.scale * density;
      canvas.width = Math.round(layout.width * scale);
      canvas.height = Math.round(layout.height * scale);
      drawn.clear();
      isClear = true;
    },

    /**
     * @param {readonly Paper[]} all
     * @param {ReadonlySet<number>} coming to nothing just now
     */
    show(all, coming) {
      const since = performance.now();
      lost.push(...papers.filter(({ message }) => coming.has(message.id)).map(paper => ({ paper, since })));
      papers = all;
      const isEmpty = papers.length + lost.length === 0;
      if (canvas.hidden !== isEmpty) canvas.hidden = isEmpty;
      if (isEmpty) return;
      // The theme may have changed.
      const now = [...hues, ...inks].map(node => getComputedStyle(node).color);
      if (String(now) === String(colours)) return;
      colours = now;
      drawn.clear();
    },

    /** Lights up the messages that are spoken of. @param {ReadonlySet<number>} messages */
    light(messages) {
      lit = messages;
    },

    /** @param {number} time */
    tick(time) {
      if (!context || !layout || (isClear && papers.length + lost.length === 0)) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      for (const paper of papers) {
        const share = elapsed(paper.message.sent, paper.message.arrives, time);
        pointAt(paper.path, share, point);
        const away = Math.min(1, 5 * share, 5 * (1 - share));
        const half = paper.look.width / 2;
        // Nor does it leave the picture.
        paper.x = Math.min(Math.max(point.x + paper.aside.x * away, half), layout.width - half);
        paper.y = point.y + (paper.aside.y + paper.lift) * away;
        put(context, paper);
      }
      const now = performance.now();
      lost = lost.filter(({ since }) => now - since < FADING);
      for (const { paper, since } of lost) {
        context.globalAlpha = 1 - (now - since) / FADING;
        put(context, paper);
      }
      context.globalAlpha = 1;
      isClear = papers.length + lost.length === 0;
    },

    /** The message at a point of the picture, the uppermost if there are several. @param {Point} at */
    messageAt({ x, y }) {
      return papers.findLast(({ look, ...paper }) => Math.abs(paper.x - x) <= Math.max(look.width / 2, 8) && Math.abs(paper.y - y) <= Math.max(look.height / 2, 8))?.message.id;
    },
  };

  /** @param {CanvasRenderingContext2D} brush @param {Paper} paper */
  function put(brush, { message, look, x, y }) {
    const picture = pictureOf(look, lit.has(message.id));
    brush.drawImage(picture, Math.round(x * scale - picture.width / 2), Math.round(y * scale - picture.height / 2));
  }

  /** @param {Look} look @param {boolean} isLit */
  function pictureOf(look, isLit) {
    const name = `${look.text} ${look.shape} ${look.hue} ${look.size} ${isLit}`;
    let picture = drawn.get(name);
    if (!picture) {
      picture = document.createElement('canvas');
      draw(picture, look, isLit);
      drawn.set(name, picture);
    }
    return picture;
  }

  /** @param {HTMLCanvasElement} picture @param {Look} look @param {boolean} isLit */
  function draw(picture, { text, size, width, height, shape, hue }, isLit) {
    picture.width = Math.ceil((width + 2 * EDGE) * scale);
    picture.height = Math.ceil((height + 2 * EDGE) * scale);
    const pen = picture.getContext('2d');
    if (!pen) return;
    const [raised, ground, ink, onEpoch, light] = colours.slice(hues.length);
    pen.setTransform(scale, 0, 0, scale, picture.width / 2, picture.height / 2);
    pen.strokeStyle = colours[hue];
    pen.fillStyle = colours[hue];
    if (shape === 'dot') {
      if (isLit) pen.fillStyle = light;
      pen.fillRect(-DOT / 2, -DOT / 2, DOT, DOT);
      return;
    }
    const isFilled = shape === 'settled' || shape === 'led';
    if (shape === 'led') outline(pen, width + 7, height + 7, ground, colours[hue], 2);
    outline(pen, width, height, isFilled ? colours[hue] : raised, isLit ? light : isFilled ? ground : colours[hue], isLit ? 2.5 : 1.25, shape === 'paper' ? 3 : undefined);
    pen.font = `600 ${size.toFixed(1)}px ${getComputedStyle(canvas).fontFamily}`;
    pen.textAlign = 'center';
    pen.fillStyle = isFilled ? onEpoch : shape === 'capsule' ? colours[hue] : ink;
    pen.fillText(text, 0, size * 0.35);
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} width @param {number} height @param {string} fill @param {string} stroke @param {number} thickness @param {number} [corner] */
  function outline(pen, width, height, fill, stroke, thickness, corner = height / 2) {
    pen.beginPath();
    pen.roundRect(-width / 2, -height / 2, width, height, corner);
    pen.fillStyle = fill;
    pen.strokeStyle = stroke;
    pen.lineWidth = thickness;
    pen.fill();
    pen.stroke();
  }
}
