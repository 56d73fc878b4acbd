// The picture of a crowd: a row for each server. `place` lays it out, `show` takes a view, and `tick` each moment of virtual time
// (microseconds) until the next view.

import { createMatrixClients } from './matrix-clients.js';
import { createMatrixCuts } from './matrix-cuts.js';
import { columnsOf, logCell } from './matrix-log.js';
import { createFrame } from './matrix-frame.js';
import { createHeads } from './matrix-heads.js';
import { createRow } from './matrix-row.js';
import { createStrokes } from './matrix-strokes.js';
import { createTraffic, total, trafficOf } from './matrix-traffic.js';
import { doorOf } from './matrix-arcs.js';
import { layOutMatrix } from './matrix-layout.js';
import { mostVotedFor, summary, wholeText } from './matrix-words.js';
import { set, svg } from './svg.js';

export { matrixStyles } from './matrix.css.js';

/** @import { Locale } from '../words/locale.js' */
/** @import { MatrixLayout, Row } from './matrix-layout.js' */
/** @import { Traffic } from './matrix-traffic.js' */
/** @import { Spot } from './clients.js' */
/** @import { Party, View } from '../engine/records.js' */

/**
 * `answers`: what has changed may draw the eye; `lost`: the messages that have just come to nothing; `focused`: the server whose whole text is at the foot, unless the pointer is on another.
 *
 * @typedef {{ locale: Locale, withPeerEpoch: boolean, answers: boolean, lost: ReadonlySet<number>, focused?: Party }} MatrixOptions
 */

/** More messages than these are counted. */
const MANY = 150;
/** Where more votes than these change at once, none of them draws the eye. */
const FEW = 24;
/** How near ids may come to each other where not all are written. */
const APART = 11;

export function createMatrix() {
  const behind = svg('g', { class: 'behind-rows', 'aria-hidden': 'true' });
  const trafficLayer = svg('g', { class: 'traffic', 'aria-hidden': 'true' });
  const strokeLayer = svg('g', { class: 'matrix strokes', 'aria-hidden': 'true' });
  const rowLayer = svg('g', { class: 'rows' });
  const frameLayer = svg('g', { class: 'matrix-frame', 'aria-hidden': 'true' });
  const cutLayer = svg('g', { class: 'matrix-cuts', 'aria-hidden': 'true' });
  const clientLayer = svg('g', { class: 'matrix-clients' });
  const root = svg('g', { class: 'matrix' }, trafficLayer, rowLayer, behind, frameLayer, cutLayer, clientLayer);
  const frame = createFrame(behind, frameLayer);
  const heads = createHeads();
  const strokes = createStrokes(strokeLayer, heads);
  const traffic = createTraffic(trafficLayer);
  const cuts = createMatrixCuts(cutLayer);
  const clients = createMatrixClients(clientLayer);

  /** @type {Map<number, ReturnType<typeof createRow>>} */
  const drawn = new Map();
  /** @type {Map<Party, Row>} */
  const rows = new Map();
  /** The places of voters, as shares of a width. @type {Map<number, number>} */
  const aims = new Map();
  /** @type {MatrixLayout} */
  let layout;
  /** @type {{ view: View, options: MatrixOptions, counts: Map<Party, Traffic> } | undefined} */
  let shown;
  const rowOf = (/** @type {Party} */ party) => rows.get(party);
  /** The row that the pointer is on, and the one with the keyboard focus. @type {(number | undefined)[]} */
  const looked = [undefined, undefined];
  /** The one row that the Tab key stops at. @type {number | undefined} */
  let stop;

  root.addEventListener('pointerover', ({ target }) => look(0, serverAt(target)));
  root.addEventListener('pointerleave', () => look(0, undefined));

  return {
    root,

    /** From now on what is slow or held is drawn as well. */
    hinder: cuts.hinder,

    /** The ways of messages, below everything. */
    ways: strokeLayer,

    /** Their heads, above the ways and below the rows. */
    canvas: heads.canvas,

    /**
     * @param {readonly number[]} ids
     * @param {readonly number[]} observers
     * @param {number} width
     * @param {number} height
     */
    place(ids, observers, width, height) {
      layout = layOutMatrix(ids, observers, width, height);
      rows.clear();
      aims.clear();
      for (const id of drawn.keys()) {
        if (ids.includes(id)) continue;
        drawn.get(id)?.node.remove();
        drawn.delete(id);
      }
      const voters = layout.rows.filter(({ observes }) => !observes);
      voters.forEach(({ id }, index) => aims.set(id, (index + 0.5) / voters.length));
      for (const [index, row] of layout.rows.entries()) {
        let each = drawn.get(row.id);
        if (!each) {
          each = createRow(row.id);
          drawn.set(row.id, each);
          listen(row.id, each.body);
        }
        // What is where it should be is not moved: it would lose the focus.
        const there = rowLayer.children[index];
        if (there !== each.node) rowLayer.insertBefore(each.node, there ?? null);
        each.place(layout, row);
        rows.set(row.id, row);
      }
      frame.place(layout);
      traffic.place(layout);
      strokes.clear();
      heads.place(width, height);
      if (stop === undefined || !drawn.has(stop)) stopAt(layout.rows[0].id);
    },

    /**
     * @param {View} view
     * @param {MatrixOptions} options
     */
    show(view, options) {
      const { locale, withPeerEpoch } = options;
      for (const { id, lastServer } of view.clients) {
        const row = lastServer === undefined ? undefined : rows.get(lastServer);
        if (row) rows.set(id, row);
        else rows.delete(id);
      }
      const epochs = new Map(view.servers.map(({ id, currentEpoch }) => [id, currentEpoch]));
      const ownEpoch = (/** @type {Party} */ party) => (typeof party === 'number' ? epochs.get(party) : 0) ?? 0;
      const messages = view.messages.filter(({ content }) => content.type !== 'handshake');
      const counts = trafficOf(messages, ownEpoch);
      shown = { view, options, counts };

      const log = layout.cells.log && logCell(layout.cells.log.width, layout.rowHeight);
      const columns = log ? columnsOf(view.servers, log) : new Map();
      const logSign = [...columns.keys()].join();
      const rowOptions = { locale, withPeerEpoch, voters: Math.max(1, aims.size), aimOf: (/** @type {number} */ id) => aims.get(id), columns, log, logSign };
      const changed = [];
      for (const server of view.servers) {
        const row = drawn.get(server.id);
        if (row?.show(server, rowOptions)) changed.push(row);
      }
      if (options.answers && changed.length <= FEW) for (const row of changed) row.answer();
      labelLeaders(view);
      cuts.show(view, layout, rowOf, locale);
      clients.show(view.clients, layout, rowOf, locale);

      const crowded = messages.length > MANY;
      set(root, { 'data-crowded': String(crowded), 'data-crossed': String(!crowded && layout.blocks.length > 1 && messages.length > 0) });
      strokes.show(crowded ? [] : messages, layout, { rowOf, ownEpoch }, options.lost);
      traffic.show(crowded ? counts : new Map(), layout);
      const most = mostVotedFor(view.servers);
      const share = most && aims.get(most.id);
      frame.show(locale, messages.length, most && share !== undefined ? { ...most, share } : undefined);
      say();
    },

    /** Lights up the messages that are spoken of. @param {ReadonlySet<number>} messages */
    light: messages => heads.light(messages),

    /** @param {number} time @param {boolean} withArcs whether deadlines are drawn, too */
    tick(time, withArcs) {
      heads.tick(time);
      if (withArcs) for (const row of drawn.values()) row.tick(time);
    },

    /** Where a server's mark is; a client is at the edge, beside its server. @param {Party} party @returns {Spot} */
    spotOf(party) {
      const row = rows.get(party) ?? layout.rows[0];
      const { mark } = layout.cells;
      const y = doorOf(layout, row).y;
      return { x: typeof party === 'number' ? row.x + mark.x + mark.width / 2 : row.x, y, radius: Math.min(8, layout.rowHeight / 2) };
    },
  };

  /**
   * Each row for itself: a group that listens to the focus of others would take it, too.
   *
   * @param {number} id
   * @param {SVGElement} body
   */
  function listen(id, body) {
    body.addEventListener('focus', () => {
      stopAt(id);
      look(1, id);
    });
    body.addEventListener('blur', () => look(1, undefined));
  }

  /** @param {0 | 1} by pointer, or keyboard @param {number | undefined} id */
  function look(by, id) {
    if (id === looked[by]) return;
    looked[by] = id;
    say();
  }

  /** @param {number} id */
  function stopAt(id) {
    const before = stop === undefined ? undefined : drawn.get(stop);
    if (before) set(before.body, { tabindex: -1 });
    stop = id;
    const now = drawn.get(id);
    if (now) set(now.body, { tabindex: 0 });
  }

  /** The foot has the whole text of the row that is pointed at or focused, or else what there is to say of all. */
  function say() {
    if (!shown) return;
    const { view, counts, options: { focused, locale, withPeerEpoch } } = shown;
    const about = looked[0] ?? looked[1] ?? focused;
    for (const [id, { node }] of drawn) set(node, { 'data-told': String(id === about) });
    const server = view.servers.find(({ id }) => id === about);
    const own = server && counts.get(server.id);
    const passing = { arriving: own ? total(own.arriving) : 0, leaving: own ? total(own.leaving) : 0 };
    frame.say(server ? wholeText(server, passing, withPeerEpoch, locale) : summary(view, locale));
  }

  /** A leader's id is always written; those that would touch it give way. @param {View} view */
  function labelLeaders({ servers }) {
    if (layout.size > 0) return;
    const leaders = servers.flatMap(({ id, process }) => (process?.state === 'LEADING' ? rows.get(id) ?? [] : []));
    for (const [id, each] of drawn) {
      const row = rows.get(id);
      const leads = leaders.some(leader => leader === row);
      const clear = leaders.every(leader => leader.block !== row?.block || Math.abs(leader.y - row.y) >= APART);
      each.label(leads || (each.labelled && clear));
    }
  }
}

/** @param {EventTarget | null} target */
function serverAt(target) {
  const id = target instanceof Element ? target.closest('[data-server]')?.getAttribute('data-server') : undefined;
  return id ? Number(id) : undefined;
}
