// Messages in transit where there are more than anybody can read: a dot each, on a canvas. It costs the same whatever a message is.

import { elapsed, pointAt } from './link-path.js';

/** @import { Layout } from './layout.js' */
/** @import { LinkPath, Point } from './link-path.js' */
/** @import { Message } from '../engine/records.js' */

/** @typedef {{ message: Message, path: LinkPath, hue: number }} Dot */

const SIZE = 4;
/** A screen with more pixels is given no more than these: dots need no sharp edge. */
const DENSEST = 2;

export function createSwarm() {
  const canvas = document.createElement('canvas');
  canvas.className = 'swarm';
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
  /** @type {Dot[]} */
  let dots = [];
  /** @type {string[]} */
  let colours = [];
  let scale = 1;
  let isClear = true;

  return {
    canvas,

    /** @param {Layout} layout */
    place(layout) {
      const density = Math.min(devicePixelRatio, DENSEST);
      scale = layout.scale * density;
      canvas.width = Math.round(layout.width * scale);
      canvas.height = Math.round(layout.height * scale);
      canvas.style.width = `${layout.width * layout.scale}px`;
      canvas.style.height = `${layout.height * layout.scale}px`;
    },

    /** @param {Dot[]} all */
    show(all) {
      // By colour, so that the brush changes as rarely as it may.
      dots = all.sort((a, b) => a.hue - b.hue);
      canvas.hidden = dots.length === 0;
      if (canvas.hidden) return;
      // The theme may have changed.
      colours = probes.map(probe => getComputedStyle(probe).color);
    },

    /** @param {number} time */
    tick(time) {
      if (!context || (isClear && dots.length === 0)) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.scale(scale, scale);
      let hue = -1;
      for (const dot of dots) {
        if (dot.hue !== hue) {
          hue = dot.hue;
          context.fillStyle = colours[hue];
        }
        pointAt(dot.path, elapsed(dot.message.sent, dot.message.arrives, time), point);
        context.fillRect(point.x - SIZE / 2, point.y - SIZE / 2, SIZE, SIZE);
      }
      isClear = dots.length === 0;
    },
  };
}
