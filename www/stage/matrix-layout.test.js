import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOutMatrix } from './matrix-layout.js';

/** @import { MatrixLayout } from './matrix-layout.js' */

const COUNTS = [3, 5, 9, 15, 25, 50, 101, 201];
const SIZES = [[1920, 1080], [1920, 900], [1280, 560], [768, 600], [390, 500], [375, 380], [320, 240]];
/** Rounding may leave as much. */
const HAIR = 0.01;

/** @param {(layout: MatrixLayout, name: string) => void} check */
function everyLayout(check) {
  for (const [width, height] of SIZES) {
    for (const count of COUNTS) {
      const ids = Array.from({ length: count }, (_, index) => index + 1);
      for (const voters of [count, Math.ceil(count / 2)]) check(layOutMatrix(ids, ids.slice(voters), width, height), `${voters} of ${count} vote in ${width} × ${height}`);
    }
  }
}

test('every server has a row, voters before observers', () => {
  const { rows } = layOutMatrix([1, 2, 3, 4, 5], [2, 4], 600, 300);
  assert.deepEqual(rows.map(({ id }) => id), [1, 3, 5, 2, 4]);
  assert.deepEqual(rows.map(({ observes }) => observes), [false, false, false, true, true]);
  everyLayout(({ rows }, name) => assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, name));
});

test('rows never overlap', () => {
  everyLayout(({ rows, rowHeight }, name) => {
    assert.ok(rowHeight >= 2, `${name}: ${rowHeight}`);
    rows.forEach((row, index) => {
      for (const other of rows.slice(0, index)) {
        const apart = row.x >= other.x + other.width || other.x >= row.x + row.width || Math.abs(row.y - other.y) >= rowHeight - HAIR;
        assert.ok(apart, `${name}: ${row.id} and ${other.id}`);
      }
    });
  });
});

test('everything lies within the picture', () => {
  everyLayout(({ width, height, rows, rowHeight, blocks, head, foot }, name) => {
    for (const { id, x, y, width: wide } of rows) {
      assert.ok(x >= 0 && x + wide <= width + HAIR, `${name}: row ${id} across`);
      assert.ok(y >= head.y && y + rowHeight <= foot.y - foot.size + HAIR, `${name}: row ${id} down`);
    }
    assert.ok(head.y - head.size >= 0, `${name}: head`);
    for (const block of blocks) assert.ok(block.y + block.height <= foot.y - foot.size + HAIR, `${name}: block`);
    assert.ok(foot.y + (foot.lines - 1) * foot.leading + 3 <= height, `${name}: foot`);
    assert.ok(foot.x >= 0 && foot.x + foot.width <= width, `${name}: foot`);
  });
});

test('cells follow each other within their row', () => {
  everyLayout(({ cells, rows }, name) => {
    const placed = Object.entries(cells).sort(([, a], [, b]) => a.x - b.x);
    placed.forEach(([cell, { x, width }], index) => {
      const end = placed[index + 1]?.[1].x ?? rows[0].width;
      assert.ok(width > 0 && x + width <= end + HAIR, `${name}: ${cell}`);
    });
  });
});

test('texts are legible, and only where a row is high enough', () => {
  everyLayout(({ size, rowHeight, cells }, name) => {
    if (size === 0) assert.ok(!cells.state && !cells.vote && !cells.zxid, name);
    else assert.ok(size >= 9 && size <= rowHeight, name);
  });
});

test('crowds are parted into blocks where that lets them speak', () => {
  const ids = Array.from({ length: 201 }, (_, index) => index + 1);
  const wide = layOutMatrix(ids, [], 1920, 1080);
  assert.ok(wide.blocks.length > 1 && wide.size >= 9 && wide.cells.vote);
  assert.equal(layOutMatrix(ids, [], 320, 240).size, 0);
  assert.equal(layOutMatrix(ids.slice(0, 9), [], 1280, 560).blocks.length, 1);
});
