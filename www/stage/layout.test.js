import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut, slipPlace } from './layout.js';

/** @import { Layout, Panel, Place } from './layout.js' */

const WIDTHS = [320, 390, 640, 880, 1060, 1120];

/** @param {number} count */
const ids = count => Array.from({ length: count }, (_, index) => index + 1);

/** @param {Panel} a @param {Panel} b */
const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** @param {Panel} panel @param {Place} place @param {number} radius */
function touches({ x, y, width, height }, place, radius) {
  const [dx, dy] = [Math.max(x - place.x, 0, place.x - x - width), Math.max(y - place.y, 0, place.y - y - height)];
  return Math.hypot(dx, dy) < radius;
}

/** @param {(layout: Layout, name: string) => void} check */
function everyLayout(check) {
  for (const width of WIDTHS) for (const count of [1, 2, 3, 4, 5, 6, 7]) check(layOut(ids(count), width), `${count} servers in ${width}`);
}

test('everything is inside the picture', () => {
  everyLayout(({ width, height, radius, places }, name) => {
    for (const { id, x, y, panel } of places) {
      assert.ok(x >= radius && x <= width - radius && y >= radius && y <= height - radius, `${name}: server ${id}`);
      assert.ok(panel.x >= 0 && panel.x + panel.width <= width, `${name}: panel ${id} across`);
      assert.ok(panel.y >= 0 && panel.y + panel.height <= height, `${name}: panel ${id} down`);
    }
  });
});

test('no box covers another, nor a server', () => {
  everyLayout(({ radius, places }, name) => {
    for (const a of places) {
      for (const b of places) {
        if (a !== b) assert.ok(!overlap(a.panel, b.panel), `${name}: boxes ${a.id} and ${b.id}`);
        assert.ok(!touches(a.panel, b, radius), `${name}: box ${a.id} on server ${b.id}`);
      }
    }
  });
});

test('the first server is on top, the next clockwise', () => {
  const [first, second, third] = layOut([1, 2, 3], 1000).places;
  assert.ok(first.y < second.y && second.x > third.x);
});

test('slips keep to their columns', () => {
  assert.deepEqual(slipPlace(0, 1, 110), { x: 5, y: 5, width: 100, height: 17 });
  assert.equal(slipPlace(3, 2, 110).y, slipPlace(2, 2, 110).y);
  assert.ok(slipPlace(1, 2, 110).x > slipPlace(0, 2, 110).width);
});
