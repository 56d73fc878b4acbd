// The heads of messages under way between the rows of a matrix, on a canvas: a head each, whose shape says what it is.

import { elapsed, pointAt } from './link-path.js';

/** @import { LinkPath, Point } from './link-path.js' */
/** @import { Message } from '../engine/records.js' */

/**
 * How a head looks: `paper`, with corners, is a vote; `disc` what has a leader, or is said between leader and learner; `beat` a heartbeat.
 * `size`: half of it, in CSS pixels.
 *
 * @typedef {'paper' | 'disc' | 'beat'} Look
 * @typedef {{ message: Message, path: LinkPath, hue: number, look: Look, size: number }} Head
 */

/** How long what is lost fades, in milliseconds. */
const FADING = 700;
/** A screen with more pixels is given no more than these: heads so small need no sharper edge. */
const DENSEST = 2;

export function createHeads() {
  const canvas = document.createElement('canvas');
  canvas.className = 'matrix heads-under-way';
  canvas.setAttribute('aria-hidden', 'true');
  // Only something that has a style knows what a colour of the theme is.
  const probes = [0, 1, 2, 3, 4, 5].map(hue => {
    const probe = document.createElement('i');
    probe.dataset.hue = String(hue);
    return probe;
  });
  canvas.append(...probes);
  const context = canvas.getContext('2d');
  /** @type {Point} */
  const point = { x: 0, y: 0 };
  /** @type {Head[]} */
  let heads = [];
  /** Where something was lost, and when, in milliseconds of the viewer's time. @type {(Point & { head: Head, since: number })[]} */
  let lost = [];
  /** @type {ReadonlySet<number>} */
  let lit = new Set();
  let last = 0;
  /** Of each hue, and of paper. */
  let colours = { hues: /** @type {string[]} */ ([]), paper: '', light: '' };
  let scale = 1;
  let isClear = true;

  return {
    canvas,

    /** @param {number} width in CSS pixels @param {number} height */
    place(width, height) {
      scale = Math.min(devicePixelRatio, DENSEST);
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    },

    /** @param {Head[]} all */
    show(all) {
      // By colour, so that the brush changes as rarely as it may.
      heads = all.sort((a, b) => a.hue - b.hue);
      const isEmpty = heads.length + lost.length === 0;
      if (canvas.hidden !== isEmpty) canvas.hidden = isEmpty;
      if (isEmpty) return;
      // The theme may have changed.
      const styles = probes.map(probe => getComputedStyle(probe));
      colours = { hues: styles.map(({ color }) => color), paper: styles[0].backgroundColor, light: styles[0].borderTopColor };
    },

    /** It comes to nothing where it is. @param {Head} head */
    lose(head) {
      pointAt(head.path, elapsed(head.message.sent, head.message.arrives, last), point);
      lost.push({ ...point, head, since: performance.now() });
    },

    /** Lights up the messages that are spoken of. @param {ReadonlySet<number>} messages */
    light(messages) {
      lit = messages;
    },

    /** @param {number} time */
    tick(time) {
      last = time;
      if (!context || (isClear && heads.length + lost.length === 0)) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.scale(scale, scale);
      let hue = -1;
      for (const head of heads) {
        if (head.hue !== hue) {
          hue = head.hue;
          context.fillStyle = context.strokeStyle = colours.hues[hue];
        }
        pointAt(head.path, elapsed(head.message.sent, head.message.arrives, time), point);
        draw(context, head, colours.paper);
        if (lit.has(head.message.id)) ring(context, head);
      }
      const now = performance.now();
      lost = lost.filter(({ since }) => now - since < FADING);
      for (const { x, y, head, since } of lost) {
        context.globalAlpha = 1 - (now - since) / FADING;
        context.strokeStyle = colours.hues[head.hue];
        cross(context, x, y, head.size + 1);
      }
      context.globalAlpha = 1;
      isClear = heads.length + lost.length === 0;
    },
  };

  /** @param {CanvasRenderingContext2D} brush has the head's colour, and keeps it @param {Head} head */
  function ring(brush, { size }) {
    const colour = brush.strokeStyle;
    brush.beginPath();
    brush.arc(point.x, point.y, size + 2, 0, 2 * Math.PI);
    brush.lineWidth = 2;
    brush.strokeStyle = colours.light;
    brush.stroke();
    brush.strokeStyle = colour;
  }

  /**
   * @param {CanvasRenderingContext2D} brush has the head's colour, and keeps it
   * @param {Head} head
   * @param {string} paper
   */
  function draw(brush, { look, size }, paper) {
    const colour = brush.fillStyle;
    brush.beginPath();
    if (look === 'paper') brush.rect(point.x - size, point.y - size, 2 * size, 2 * size);
    else brush.arc(point.x, point.y, size, 0, 2 * Math.PI);
    brush.globalAlpha = look === 'beat' ? 0.55 : 1;
    brush.lineWidth = look === 'paper' ? 1.25 : 0.75;
    if (look === 'paper') brush.fillStyle = paper;
    else brush.strokeStyle = paper;
    brush.fill();
    brush.stroke();
    brush.fillStyle = brush.strokeStyle = colour;
    brush.globalAlpha = 1;
  }
}

/** @param {CanvasRenderingContext2D} brush @param {number} x @param {number} y @param {number} arm */
function cross(brush, x, y, arm) {
  brush.beginPath();
  brush.moveTo(x - arm, y - arm);
  brush.lineTo(x + arm, y + arm);
  brush.moveTo(x + arm, y - arm);
  brush.lineTo(x - arm, y + arm);
  brush.lineWidth = 1.5;
  brush.stroke();
}
