import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from './geometry.js';
import { CLIENT_RADIUS, SEATS, seated, seatsOf } from './client-layout.js';

/** @import { Client } from '../engine/records.js' */
/** @import { Layout, Point } from './geometry.js' */

const WIDTHS = [320, 390, 640, 880, 1120];

/** @param {(layout: Layout, seats: Map<number, Point[]>, name: string) => void} check */
function everywhere(check) {
  for (const width of WIDTHS) {
    for (const count of [1, 2, 3, 4, 5, 6, 7]) {
      const layout = layOut(Array.from({ length: count }, (_, index) => index + 1), width);
      check(layout, seatsOf(layout), `${count} servers in ${width}`);
    }
  }
}

test('a client has a seat at every server', () => {
  everywhere((_, seats, name) => {
    for (const [server, points] of seats) assert.ok(points.length > 0, `${name}: no seat at ${server}`);
  });
});

test('no client stands on a server, on its words, on another client or outside', () => {
  everywhere(({ places, radius, width, height }, seats, name) => {
    const all = [...seats.values()].flat();
    for (const [index, { x, y }] of all.entries()) {
      assert.ok(x > CLIENT_RADIUS && x < width - CLIENT_RADIUS && y > CLIENT_RADIUS && y < height - CLIENT_RADIUS, `${name}: outside`);
      for (const other of all.slice(index + 1)) assert.ok(Math.hypot(x - other.x, y - other.y) > 2 * CLIENT_RADIUS, `${name}: two in a seat`);
      for (const { id, panel, ...place } of places) {
        assert.ok(Math.hypot(x - place.x, y - place.y) > radius + CLIENT_RADIUS, `${name}: on server ${id}`);
        const [dx, dy] = [Math.max(panel.x - x, 0, x - panel.x - panel.width), Math.max(panel.y - y, 0, y - panel.y - panel.height)];
        assert.ok(Math.hypot(dx, dy) > CLIENT_RADIUS, `${name}: on the words of ${id}`);
      }
    }
  });
});

test('the picture of three is even: what is left is right', () => {
  const layout = layOut([1, 2, 3], 1120);
  const [, [right], [left]] = [...seatsOf(layout).values()];
  assert.ok(Math.abs(right.x + left.x - layout.width) < 2 && Math.abs(right.y - left.y) < 2);
});

/** @param {string} id @param {number} lastServer @param {Client['state']} [state] */
const client = (id, lastServer, state = 'CONNECTED') => /** @type {Client} */ ({ id, lastServer, state });

test('who has gone without a word keeps the seat, who has closed its session does not', () => {
  const seats = seatsOf(layOut([1, 2, 3], 1120));
  const sitting = seated([client('a', 2, 'VANISHED'), client('b', 2, 'CLOSED'), client('c', 2)], seats);
  assert.deepEqual(sitting.map(({ client: { id }, server }) => `${id} ${server}`), ['a 2', 'c 2']);
  assert.notDeepEqual(sitting[0].at, sitting[1].at);
});

test('where more come than there are seats, the last one says how many', () => {
  const seats = seatsOf(layOut([1, 2, 3], 1120));
  const crowd = Array.from({ length: SEATS + 3 }, (_, index) => client(String.fromCharCode(97 + index), 1));
  const sitting = seated(crowd, seats);
  assert.equal(sitting.length, seats.get(1)?.length);
  assert.equal(sitting.at(-1)?.more, crowd.length - sitting.length);
  assert.ok(sitting.slice(0, -1).every(({ more }) => more === 0));
});
