import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../words/en.js';
import { zh } from '../words/zh.js';
import { said, stations } from './phases.js';

/** @import { Phase, View } from '../engine/records.js' */

/** @param {(Phase | undefined)[]} phases of servers 1, 2, … @returns {View} */
const view = phases => /** @type {View} */ (/** @type {unknown} */ ({ servers: phases.map((phase, index) => ({ id: index + 1, process: phase && { phase } })) }));

test('each server stands at the station of its phase, in order', () => {
  const [election, , synchronization] = stations(view(['SYNCHRONIZATION', 'ELECTION', 'SYNCHRONIZATION']), 640);
  assert.deepEqual(election.servers.map(({ server }) => server.id), [2]);
  assert.deepEqual(synchronization.servers.map(({ server }) => server.id), [1, 3]);
  assert.ok(synchronization.servers[0].x < synchronization.x && synchronization.x < synchronization.servers[1].x);
});

test('a server that does not run is nowhere on the way', () => {
  assert.ok(stations(view([undefined]), 640).every(({ servers, count }) => servers.length === 0 && count === 0));
});

test('nothing leaves the picture, however many there are and however narrow it is', () => {
  for (const width of [240, 358, 640, 1200]) {
    for (const count of [1, 3, 7, 20, 201]) {
      for (const station of stations(view(Array(count).fill('BROADCAST')), width)) {
        for (const { x } of station.servers) assert.ok(Math.abs(x - station.x) <= station.width / 2 - 12, `${count} in ${width}`);
      }
    }
  }
  assert.equal(stations(view(Array(201).fill('ELECTION')), 640)[0].count, 201);
});

test('it is said in words', () => {
  const some = view(['BROADCAST', 'BROADCAST', undefined]);
  assert.equal(said(some, en), 'The way to a leader that serves: election: nobody; discovery: nobody; synchronization: nobody; broadcast: 1 and 2; not running: 3');
  assert.equal(said(some, zh), '从选举到对外服务：选举阶段：无；发现阶段：无；同步阶段：无；广播阶段：服务器 1、2；未运行：服务器 3');
});
