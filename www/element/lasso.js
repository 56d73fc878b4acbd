// A line that is drawn on the stage around servers, with the mouse. What lies within is chosen.

import { svg } from '../stage/svg.js';

/** @typedef {{ x: number, y: number }} Point */

/** From this far on a press is no click, in CSS pixels. */
const FAR = 8;

/**
 * @param {HTMLElement} stage
 * @param {(servers: number[]) => void} choose
 */
export function createLasso(stage, choose) {
  const path = svg('path');
  const sheet = svg('svg', { class: 'lasso', 'aria-hidden': 'true' }, path);
  /** The line so far, in the window. @type {Point[]} */
  let line = [];
  let drawing = false;

  stage.addEventListener('pointerdown', ({ pointerType, button, clientX: x, clientY: y }) => {
    // A finger scrolls the page.
    line = pointerType === 'touch' || button !== 0 ? [] : [{ x, y }];
  });
  stage.addEventListener('pointermove', event => {
    if (line.length === 0) return;
    if ((event.buttons & 1) === 0) {
      end();
      return;
    }
    const { clientX: x, clientY: y } = event;
    if (!drawing && Math.hypot(x - line[0].x, y - line[0].y) < FAR) return;
    if (!drawing) {
      drawing = true;
      stage.setPointerCapture(event.pointerId);
      stage.append(sheet);
    }
    line.push({ x, y });
    const { left, top } = stage.getBoundingClientRect();
    path.setAttribute('d', `M${line.map(point => `${(point.x - left).toFixed(1)} ${(point.y - top).toFixed(1)}`).join('L')}Z`);
  });
  stage.addEventListener('pointerup', () => {
    if (!drawing) {
      line = [];
      return;
    }
    // The click that follows is none.
    addEventListener('click', ignore, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', ignore, true));
    const around = line;
    end();
    choose(serversIn(around));
  });
  stage.addEventListener('pointercancel', end);

  function end() {
    line = [];
    drawing = false;
    sheet.remove();
  }

  /** @param {readonly Point[]} line */
  function serversIn(line) {
    const found = [...stage.querySelectorAll(':is(.server, .matrix-row)[data-server]')].filter(node => {
      const { left, top, width, height } = /** @type {Element} */ (node.querySelector('.hit-area, .rim')).getBoundingClientRect();
      return width > 0 && contains(line, { x: left + width / 2, y: top + height / 2 });
    });
    return found.map(node => Number(node.getAttribute('data-server'))).sort((a, b) => a - b);
  }
}

/** @param {Event} event */
function ignore(event) {
  event.stopPropagation();
}

/** Whether a point lies within a closed line: a ray from it crosses the line an odd number of times. @param {readonly Point[]} line @param {Point} point */
function contains(line, { x, y }) {
  return line.reduce((inside, a, index) => {
    const b = line[(index + 1) % line.length];
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    return crosses ? !inside : inside;
  }, false);
}
