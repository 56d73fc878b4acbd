import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleOf } from './timeline-scale.js';

const moments = [0, 60_000, 61_000, 400_000, 30_000_000];

test('every moment has a place, in the order of time, and the way back leads there', () => {
  const scale = scaleOf(moments, 31_000_000);
  let before = -1;
  for (let moment = 0; moment <= scale.end; moment += 100_000) {
    const place = scale.place(moment);
    assert.ok(place > before && place <= 1, `${moment}: ${place}`);
    assert.ok(Math.abs(scale.moment(place) - moment) < 1, `${moment}`);
    before = place;
  }
  assert.equal(scale.place(0), 0);
  assert.equal(scale.place(scale.end), 1);
});

test('what is quiet has little room, and what is outside ends at the edge', () => {
  const scale = scaleOf(moments, 31_000_000);
  const quiet = scale.place(30_000_000) - scale.place(400_000);
  assert.ok(quiet < 0.7 && quiet > 0.2, `${quiet}`);
  assert.equal(scale.place(-5), 0);
  assert.equal(scale.place(9e12), 1);
  assert.equal(scale.moment(2), scale.end);
});

test('it does not move with every moment that passes', () => {
  const places = [31_000_000, 31_100_000, 31_900_000].map(known => scaleOf(moments, known).place(400_000));
  assert.ok(new Set(places).size <= 2);
  assert.ok(scaleOf([], 0).end > 0);
});
