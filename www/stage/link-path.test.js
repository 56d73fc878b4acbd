import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from './arrange.js';
import { elapsed, linkPath, pointAt } from './link-path.js';
import { tokenSize } from './text-size.js';

test('two tokens that meet pass each other', () => {
  for (const [width, height] of [[390, 600], [1000, 520]]) {
    const layout = arrange([1, 2, 3], width, height);
    assert.ok(layout);
    const { places, radius, label } = layout;
    const token = tokenSize(label, 9);
    for (const a of places) {
      for (const b of places.filter(place => place !== a)) {
        const [there, back] = [{ x: 0, y: 0 }, { x: 0, y: 0 }];
        pointAt(linkPath(a, b, radius, token), 0.5, there);
        pointAt(linkPath(b, a, radius, token), 0.5, back);
        const apart = Math.abs(there.x - back.x) >= token.width || Math.abs(there.y - back.y) >= token.height;
        assert.ok(apart, `between ${a.id} and ${b.id} in ${width}`);
      }
    }
  }
});

test('a path goes from rim to rim, to the right of the straight line', () => {
  const path = linkPath({ x: 0, y: 0 }, { x: 200, y: 0 }, 30, { width: 60, height: 20 });
  const point = { x: 0, y: 0 };
  pointAt(path, 0, point);
  assert.equal(Math.round(Math.hypot(point.x, point.y)), 35);
  pointAt(path, 1, point);
  assert.equal(Math.round(Math.hypot(200 - point.x, point.y)), 35);
  pointAt(path, 0.5, point);
  assert.equal(point.x, 100);
  assert.equal(Math.round(point.y), 13);
});

test('what has elapsed of a span stays between nothing and all', () => {
  assert.equal(elapsed(100, 200, 50), 0);
  assert.equal(elapsed(100, 200, 150), 0.5);
  assert.equal(elapsed(100, 200, 250), 1);
  assert.equal(elapsed(100, 100, 100), 1);
});
