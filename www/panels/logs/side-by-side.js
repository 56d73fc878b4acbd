// The logs of all servers side by side: a row for each zxid, a cell for each server. No DOM.

import { formatZxid } from '../../words/format.js';

/** @import { Stage } from '../../words/views.locale.js' */
/** @import { Happening, Server, Txn, View, Zxid } from '../../engine/records.js' */

/**
 * `acked`: its leader has its acknowledgement; `snapshot`: it has a snapshot of this state; `opensFile`: the first of its file.
 *
 * @typedef {{ server: number, stage: Stage, acked: boolean, snapshot?: 'safe' | 'unsafe', opensFile: boolean }} Cell
 * @typedef {{ zxid: Zxid, key: string, txn?: Txn, committed: boolean, cells: Cell[] }} Row
 * @typedef {{ id: number, server: number, behind: Zxid, at: number, gone: string[] }} Cutting `behind`: the last zxid that stayed; `gone`: what it was to take off and is not in the log now, as far as is known
 */

/** @param {Zxid} a @param {Zxid} b */
export const compare = (a, b) => a.epoch - b.epoch || a.counter - b.counter;

/**
 * @param {View} view
 * @param {readonly Happening[]} events up to now
 * @returns {{ rows: Row[], cuttings: Cutting[] }} the newest first
 */
export function sideBySide({ servers }, events) {
  const told = tell(events);
  /** @type {Map<string, Zxid>} */
  const zxids = new Map();
  const add = (/** @type {Zxid} */ zxid) => zxid.epoch + zxid.counter > 0 && zxids.set(formatZxid(zxid), zxid);
  for (const { log, snapshots, process } of servers) {
    for (const { zxid } of log) add(zxid);
    for (const { zxid } of snapshots) add(zxid);
    for (const { zxid } of process?.proposals ?? []) add(zxid);
  }
  for (const cut of told.cut.values()) cut.forEach(add);
  const columns = servers.map(column);
  const rows = [...zxids].sort(([, a], [, b]) => compare(b, a)).map(([key, zxid]) => ({
    key,
    zxid,
    txn: told.txns.get(key),
    committed: told.committed.has(key),
    cells: columns.map(cellAt => cellAt(key, zxid)),
  }));
  return { rows, cuttings: told.cuttings.reverse().map(cutting => ({ ...cutting, gone: cutting.gone.filter(key => !isThere(cutting.server, key)) })) };

  /** ZooKeeper may cut less than it was told to. @param {number} server @param {string} key */
  function isThere(server, key) {
    return rows.find(row => row.key === key)?.cells.find(cell => cell.server === server)?.stage !== 'cut';
  }

  /** @param {Server} server */
  function column({ id, log, snapshots, lastZxid, process }) {
    const entries = new Map(log.map(entry => [formatZxid(entry.zxid), entry]));
    const kept = new Map(snapshots.map(({ zxid, safe }) => [formatZxid(zxid), /** @type {'safe' | 'unsafe'} */ (safe ? 'safe' : 'unsafe')]));
    const cut = told.cut.get(id);
    /** @param {string} key @param {Zxid} zxid @returns {Stage} */
    const stageOf = (key, zxid) => {
      const entry = entries.get(key);
      if (entry?.buffered) return 'buffered';
      if (entry && !entry.safe) return 'unsafe';
      if (entry) return process && compare(zxid, lastZxid) <= 0 ? 'applied' : 'safe';
      if (cut?.has(key)) return 'cut';
      if (log.length > 0 && !log[0].opensFile && compare(zxid, log[0].zxid) < 0) return 'earlier';
      return snapshots.some(snapshot => compare(zxid, snapshot.zxid) <= 0) ? 'covered' : 'none';
    };
    return (/** @type {string} */ key, /** @type {Zxid} */ zxid) => ({
      server: id,
      stage: stageOf(key, zxid),
      acked: told.acked.get(key)?.has(id) ?? false,
      snapshot: kept.get(key),
      opensFile: entries.get(key)?.opensFile ?? false,
    });
  }
}

/**
 * What the events say that no view keeps: who acknowledged what, what was committed, and what was cut off.
 *
 * @param {readonly Happening[]} events
 */
function tell(events) {
  /** @type {Map<string, Set<number>>} */
  const acked = new Map();
  /** @type {Set<string>} */
  const committed = new Set();
  /** @type {Map<string, Txn>} */
  const txns = new Map();
  /** What each server has appended, as far as it is known. @type {Map<number, Map<string, Zxid>>} */
  const appended = new Map();
  /** What of that no step has made safe. @type {Map<number, Set<string>>} */
  const unsynced = new Map();
  /** @type {Map<number, Map<string, Zxid>>} */
  const cut = new Map();
  /** @type {Cutting[]} */
  const cuttings = [];
  for (const { id, at, server, what } of events) {
    switch (what.kind) {
      case 'proposed':
        txns.set(formatZxid(what.txn.zxid), what.txn);
        break;
      case 'ackCounted':
      case 'ackIgnored':
        of(acked, formatZxid(what.zxid), () => new Set()).add(what.by);
        break;
      case 'committed':
        committed.add(formatZxid(what.zxid));
        break;
      case 'persisted':
        if (server !== undefined) wrote(id, at, server, what.step);
        break;
      case 'diskWiped':
        if (server !== undefined) [appended, unsynced, cut].forEach(each => each.delete(server));
        break;
      case 'crashed':
      case 'powerLost':
      case 'exited':
        if (server !== undefined) forget(server);
        break;
    }
  }
  return { acked, committed, txns, cut, cuttings };

  /** What was not safe may be lost with its process: it is not said of it that TRUNC took it. @param {number} server */
  function forget(server) {
    for (const key of unsynced.get(server) ?? []) appended.get(server)?.delete(key);
    unsynced.delete(server);
  }

  /**
   * @param {number} id
   * @param {number} at
   * @param {number} server
   * @param {import('../../engine/records.js').Step} step
   */
  function wrote(id, at, server, step) {
    const written = of(appended, server, () => new Map());
    const lost = of(cut, server, () => new Map());
    if (step.type === 'append') {
      const key = formatZxid(step.txn.zxid);
      written.set(key, step.txn.zxid);
      of(unsynced, server, () => new Set()).add(key);
      lost.delete(key);
    } else if (step.type === 'syncLog') {
      unsynced.delete(server);
    } else if (step.type === 'truncate') {
      const gone = [...written].filter(([, zxid]) => compare(zxid, step.zxid) > 0);
      for (const [key, zxid] of gone) {
        written.delete(key);
        lost.set(key, zxid);
      }
      cuttings.push({ id, server, behind: step.zxid, at, gone: gone.map(([key]) => key) });
    }
  }
}

/**
 * What a map has under a key, made where it has nothing.
 *
 * @template K, V
 * @param {Map<K, V>} map
 * @param {K} key
 * @param {() => V} make
 */
function of(map, key, make) {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
