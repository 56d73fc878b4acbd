import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeBeside } from './tooltip-place.js';

const around = { left: 0, top: 0, right: 400, bottom: 300 };
const size = { width: 120, height: 40 };

test('a tooltip is inside, and never over its subject, wherever there is room on any side', () => {
  for (let x = 0; x <= 380; x += 20) {
    for (let y = 0; y <= 280; y += 20) {
      const subject = { left: x, top: y, right: x + 20, bottom: y + 20 };
      const { left, top } = placeBeside(subject, size, around);
      assert.ok(left >= 0 && top >= 0 && left + size.width <= around.right && top + size.height <= around.bottom, `${x} ${y}`);
      const covers = left < subject.right && subject.left < left + size.width && top < subject.bottom && subject.top < top + size.height;
      assert.ok(!covers, `${x} ${y}`);
    }
  }
});

test('it goes below, if it can', () => {
  assert.deepEqual(placeBeside({ left: 190, top: 100, right: 210, bottom: 120 }, size, around), { left: 140, top: 128 });
});

test('a subject as high as all there is has it beside', () => {
  assert.deepEqual(placeBeside({ left: 0, top: 0, right: 50, bottom: 300 }, size, around), { left: 58, top: 130 });
});
