import assert from 'node:assert/strict';
import { test } from 'node:test';
import { along, capsuleSize, elapsed, extent, lane, layOut, slipPlace, tokenSize } from './geometry.js';

/** @import { Layout, Panel, Place } from './geometry.js' */

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

test('two tokens that meet pass each other', () => {
  for (const width of [390, 1000]) {
    const { places, radius, label } = layOut([1, 2, 3], width);
    const token = tokenSize(label, 9);
    for (const a of places) {
      for (const b of places.filter(place => place !== a)) {
        const [there, back] = [{ x: 0, y: 0 }, { x: 0, y: 0 }];
        along(lane(a, b, radius, token), 0.5, there);
        along(lane(b, a, radius, token), 0.5, back);
        const apart = Math.abs(there.x - back.x) >= token.width || Math.abs(there.y - back.y) >= token.height;
        assert.ok(apart, `between ${a.id} and ${b.id} in ${width}`);
      }
    }
  }
});

test('a lane goes from rim to rim, to the right of its way', () => {
  const road = lane({ x: 0, y: 0 }, { x: 200, y: 0 }, 30, { width: 60, height: 20 });
  const point = { x: 0, y: 0 };
  along(road, 0, point);
  assert.equal(Math.round(Math.hypot(point.x, point.y)), 35);
  along(road, 1, point);
  assert.equal(Math.round(Math.hypot(200 - point.x, point.y)), 35);
  along(road, 0.5, point);
  assert.equal(point.x, 100);
  assert.equal(Math.round(point.y), 13);
});

test('a text takes the room of its characters, and a capsule some more', () => {
  assert.ok(extent('同步阶段', 10) > extent('同步', 10));
  assert.ok(extent('ACK', 10) > extent('ack', 10) && extent('ack', 10) > extent('...', 10));
  assert.ok(capsuleSize(10, 'NEWLEADER 1.0').width > extent('NEWLEADER 1.0', 10));
});

test('slips keep to their columns', () => {
  assert.deepEqual(slipPlace(0, 1, 110), { x: 5, y: 5, width: 100, height: 17 });
  assert.equal(slipPlace(3, 2, 110).y, slipPlace(2, 2, 110).y);
  assert.ok(slipPlace(1, 2, 110).x > slipPlace(0, 2, 110).width);
});

test('what has elapsed of a span stays between nothing and all', () => {
  assert.equal(elapsed(100, 200, 50), 0);
  assert.equal(elapsed(100, 200, 150), 0.5);
  assert.equal(elapsed(100, 200, 250), 1);
  assert.equal(elapsed(100, 100, 100), 1);
});
