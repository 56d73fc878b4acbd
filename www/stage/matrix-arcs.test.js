import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arcBetween, wayOfClient } from './matrix-arcs.js';
import { layOutMatrix } from './matrix-layout.js';
import { pointAt } from './link-path.js';

const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** @param {number} count @param {number} width @param {number} height */
const layout = (count, width, height) => layOutMatrix(Array.from({ length: count }, (_, index) => index + 1), [], width, height);

test('messages keep to the gutter of their block, or at least to the picture', () => {
  for (const [count, width, height] of [[5, 320, 240], [25, 1280, 560], [25, 375, 380], [50, 1280, 560], [101, 390, 500]]) {
    const all = layout(count, width, height);
    const point = { x: 0, y: 0 };
    for (const from of all.rows) {
      for (const to of all.rows) {
        if (from === to) continue;
        const path = arcBetween(all, from, to);
        for (const share of SHARES) {
          pointAt(path, share, point);
          assert.ok(point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height, `${from.id} to ${to.id} of ${count} in ${width}`);
          if (from.block !== to.block) continue;
          assert.ok(point.x >= from.x - 0.01 && point.x <= from.x + all.cells.mark.x, `${from.id} to ${to.id} of ${count} in ${width}: ${point.x}`);
        }
      }
    }
  }
});

test('what goes down and what comes up pass each other', () => {
  const all = layout(9, 1280, 560);
  const [a, , , , b] = all.rows;
  assert.ok(arcBetween(all, a, b).bend.x < arcBetween(all, b, a).bend.x);
});

test('a client’s messages go straight through the gutter', () => {
  const all = layout(9, 1280, 560);
  const path = wayOfClient(all, all.rows[3], true);
  assert.equal(path.from.y, path.to.y);
  assert.ok(path.from.x < path.to.x);
});
