import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange as arrangement } from './arrange.js';
import { CLIENT_RADIUS, POSITIONS_PER_SERVER, placeClients, clientPositions } from './client-layout.js';

/** @import { Client } from '../engine/records.js' */
/** @import { Layout } from './layout.js' */
/** @import { Point } from './link-path.js' */

/** @type {[number, number][]} */
const ROOMS = [[390, 600], [640, 520], [880, 560], [1120, 620], [1280, 530], [1900, 880]];

/** @param {number[]} ids @param {number} width @param {number} height */
function arrange(ids, width, height) {
  const layout = arrangement(ids, width, height);
  assert.ok(layout);
  return layout;
}

/** @param {(layout: Layout, positions: Map<number, Point[]>, name: string) => void} check */
function everywhere(check) {
  for (const [width, height] of ROOMS) {
    for (const count of [1, 2, 3, 4, 5, 6, 7]) {
      const layout = arrange(Array.from({ length: count }, (_, index) => index + 1), width, height);
      check(layout, clientPositions(layout), `${count} servers in ${width}×${height}`);
    }
  }
}

test('a client has a position at every server', () => {
  everywhere((_, positions, name) => {
    for (const [server, points] of positions) assert.ok(points.length > 0, `${name}: no position at ${server}`);
  });
});

test('no client stands on a server, on its words, on another client or outside', () => {
  everywhere(({ places, radius, width, height }, positions, name) => {
    const all = [...positions.values()].flat();
    for (const [index, { x, y }] of all.entries()) {
      assert.ok(x > CLIENT_RADIUS && x < width - CLIENT_RADIUS && y > CLIENT_RADIUS && y < height - CLIENT_RADIUS, `${name}: outside`);
      for (const other of all.slice(index + 1)) assert.ok(Math.hypot(x - other.x, y - other.y) > 2 * CLIENT_RADIUS, `${name}: two in a position`);
      for (const { id, panel, ...place } of places) {
        assert.ok(Math.hypot(x - place.x, y - place.y) > radius + CLIENT_RADIUS, `${name}: on server ${id}`);
        const [dx, dy] = [Math.max(panel.x - x, 0, x - panel.x - panel.width), Math.max(panel.y - y, 0, y - panel.y - panel.height)];
        assert.ok(Math.hypot(dx, dy) > CLIENT_RADIUS, `${name}: on the words of ${id}`);
      }
    }
  });
});

test('the picture of three is even: what is left is right', () => {
  const layout = arrange([1, 2, 3], 1120, 520);
  const [, [right], [left]] = [...clientPositions(layout).values()];
  assert.ok(Math.abs(right.x + left.x - layout.width) < 2 && Math.abs(right.y - left.y) < 2);
});

/** @param {string} id @param {number} lastServer @param {Client['state']} [state] */
const client = (id, lastServer, state = 'CONNECTED') => /** @type {Client} */ ({ id, lastServer, state });

test('who has gone without a word keeps the position, who has closed its session does not', () => {
  const positions = clientPositions(arrange([1, 2, 3], 1120, 520));
  const placed = placeClients([client('a', 2, 'VANISHED'), client('b', 2, 'CLOSED'), client('c', 2)], positions);
  assert.deepEqual(placed.map(({ client: { id }, server }) => `${id} ${server}`), ['a 2', 'c 2']);
  assert.notDeepEqual(placed[0].at, placed[1].at);
});

test('where more come than there are positions, the last one says how many', () => {
  const positions = clientPositions(arrange([1, 2, 3], 1120, 520));
  const crowd = Array.from({ length: POSITIONS_PER_SERVER + 3 }, (_, index) => client(String.fromCharCode(97 + index), 1));
  const placed = placeClients(crowd, positions);
  assert.equal(placed.length, positions.get(1)?.length);
  assert.equal(placed.at(-1)?.more, crowd.length - placed.length);
  assert.ok(placed.slice(0, -1).every(({ more }) => more === 0));
});
