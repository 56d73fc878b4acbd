import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from './arrange.js';
import { overlap, slipPlace, touches } from './layout.js';

/** @import { Layout } from './layout.js' */

/** The stage's room in a window, a tablet, a phone and a low frame. @type {[number, number][]} */
const ROOMS = [[1900, 880], [1280, 530], [768, 560], [390, 640], [375, 460], [420, 320]];
/** So many stand on a ring in each of them at least. */
const MOST = [31, 20, 12, 7, 7, 3];

/** @param {number} count */
const ids = count => Array.from({ length: count }, (_, index) => index + 1);

/** @param {number} count @param {number} width @param {number} height */
function ringOf(count, width, height) {
  const layout = arrange(ids(count), width, height);
  assert.ok(layout, `${count} servers in ${width}×${height}`);
  return layout;
}

/** @param {(layout: Layout, name: string) => void} check */
function everyLayout(check) {
  ROOMS.forEach(([width, height], room) => {
    for (let count = 1; count <= MOST[room]; count += 1) check(ringOf(count, width, height), `${count} servers in ${width}×${height}`);
  });
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

test('no words cover others, nor a server', () => {
  everyLayout(({ radius, places }, name) => {
    for (const a of places) {
      for (const b of places) {
        if (a !== b) assert.ok(!overlap(a.panel, b.panel), `${name}: words of ${a.id} and ${b.id}`);
        assert.ok(!touches(a.panel, b, radius), `${name}: words of ${a.id} on server ${b.id}`);
      }
    }
  });
});

test('the picture fills its room, and text is never small', () => {
  everyLayout(({ width, height, scale, density }, name) => {
    const [, room] = name.split(' in ');
    assert.equal(`${Math.round(width * scale)}×${Math.round(height * scale)}`, room, name);
    assert.ok(scale >= (density === 'cards' ? 0.88 : 1), name);
  });
});

test('boxes are shown where there is room for them', () => {
  const density = (/** @type {number} */ count, /** @type {number} */ width, /** @type {number} */ height) => arrange(ids(count), width, height)?.density;
  assert.deepEqual([3, 5, 7, 9].map(count => density(count, 1900, 880)), ['cards', 'cards', 'cards', 'compact']);
  assert.deepEqual([3, 5, 7].map(count => density(count, 1280, 530)), ['cards', 'cards', 'compact']);
  assert.deepEqual([3, 5].map(count => density(count, 375, 460)), ['cards', 'compact']);
  assert.equal(density(3, 420, 320), 'compact');
});

test('a crowd stands on no ring', () => {
  assert.equal(arrange(ids(50), 1280, 530), undefined);
  assert.equal(arrange(ids(9), 375, 300), undefined);
});

test('the first server is on top, the next clockwise', () => {
  for (const room of ROOMS) {
    const [first, second, third] = ringOf(3, ...room).places;
    assert.ok(first.y < second.y && second.x > third.x);
  }
});

test('slips keep to their columns', () => {
  assert.deepEqual(slipPlace(0, 1, 110), { x: 5, y: 5, width: 100, height: 17 });
  assert.equal(slipPlace(3, 2, 110).y, slipPlace(2, 2, 110).y);
  assert.ok(slipPlace(1, 2, 110).x > slipPlace(0, 2, 110).width);
});
