// The picture: servers, clients, the links between them and the messages in transit. `show` takes a view; `tick` takes each
// moment of virtual time (microseconds) until the next view.

import { arrange } from './arrange.js';
import { linkPath } from './link-path.js';
import { peerEpochsDiffer } from '../words/format.js';
import { hueOf } from './epoch-hue.js';
import { createClients } from './clients.js';
import { createCuts } from './cuts.js';
import { createServer } from './server.js';
import { set, svg } from './svg.js';
import { createTokens, usualToken } from './message-tokens.js';

/** @import { Layout } from './layout.js' */
/** @import { Point } from './link-path.js' */
/** @import { Locale } from '../words/locale.js' */
/** @import { Happening, Party, Server, View } from '../engine/records.js' */

/** With more servers than this, lanes are a net that hides what moves on it. */
const LANED = 12;

/** Deadlines run so slowly that to move their arcs this often is enough, in milliseconds of the viewer's time. */
const ARCS = 66;

/** @param {() => void} redraw called when what a crowd is drawn with has been loaded */
export function createStage(redraw) {
  const links = svg('g', { class: 'links', 'aria-hidden': 'true' });
  const bonds = svg('g', { class: 'bonds', 'aria-hidden': 'true' });
  const ties = svg('g', { class: 'ties', 'aria-hidden': 'true' });
  const cutLayer = svg('g', { class: 'cuts', 'aria-hidden': 'true' });
  const serverLayer = svg('g', { class: 'servers' });
  const clientLayer = svg('g', { class: 'clients' });
  // Sheets, so that what moves is no part of what is drawn: the ground with its ways, the messages on them, and whoever they are for.
  const ground = svg('svg', { class: 'ground' }, links, bonds, ties, cutLayer);
  const tokenLayer = document.createElement('div');
  set(tokenLayer, { class: 'tokens', 'aria-hidden': 'true' });
  const figures = svg('svg', { class: 'figures' }, serverLayer, clientLayer);
  const root = document.createElement('div');
  set(root, { class: 'picture', role: 'group' });
  const clients = createClients(clientLayer, ties);
  const cuts = createCuts(cutLayer);
  root.append(ground, tokenLayer, figures);
  const tokens = createTokens(tokenLayer, clients.spotOf, canDraw);

  /** @type {Map<number, ReturnType<typeof createServer>>} */
  const servers = new Map();
  /** The servers as they were shown last. A view has the same objects where nothing has changed. @type {readonly Server[]} */
  let shown = [];
  /** What else their looks depend on. */
  let around = '';
  /** @type {Layout | undefined} */
  let layout;
  /** The way from one server to another, as it was drawn last. @type {{ name: string, path: SVGElement, state?: string, isCut?: boolean }[]} */
  let lanes = [];
  /** What many messages are drawn on. @type {ReturnType<typeof import('./paper-layer.js').createPaperLayer> | undefined} */
  let papers;
  /** @type {Promise<void> | undefined} */
  let unpacking;
  /** What is slow or held, once that can be drawn. @type {ReturnType<typeof import('./hindrances.js').createHindrances> | undefined} */
  let hindrances;
  /** How that is drawn. @type {typeof import('./hindrances.js').createHindrances | undefined} */
  let hinder;
  /** Where there are too many servers for a ring. @type {ReturnType<typeof import('./matrix.js').createMatrix> | undefined} */
  let crowd;
  /** @type {Promise<void> | undefined} */
  let loading;
  let isCrowd = false;
  /** When deadlines were drawn last, in milliseconds of the viewer's time. */
  let drawn = 0;
  /** What the layout was made for. */
  let ensemble = '';
  let room = '';

  return {
    root,

    /** Whether each server has a row instead of a place. */
    get isCrowd() {
      return isCrowd;
    },

    /**
     * @param {View} view
     * @param {{ locale: Locale, width: number, height: number, answers: boolean, lost: Set<number>, events: readonly Happening[] }} options
     * `width` and `height`: the room there is, in CSS pixels
     */
    show(view, { locale, width, height, answers, lost, events }) {
      const ids = view.servers.map(({ id }) => id);
      if (ensemble !== String(ids)) {
        ensemble = String(ids);
        room = '';
        servers.clear();
        serverLayer.replaceChildren();
      }
      if (room !== `${width} ${height}`) {
        room = `${width} ${height}`;
        const layout = arrange(ids, width, height);
        isCrowd = !layout;
        if (layout) place(layout);
        else placeCrowd(view, width, height);
      }
      set(root, { 'aria-label': locale.stage });
      const withPeerEpoch = peerEpochsDiffer(view);
      if (isCrowd) {
        crowd?.show(view, { locale, withPeerEpoch, answers, lost });
        return;
      }
      const epochs = new Map(view.servers.map(({ id, currentEpoch }) => [id, currentEpoch]));
      const counting = view.servers.filter(({ observes }) => !observes).map(({ id }) => id);
      const context = `${locale.lang} ${withPeerEpoch} ${counting}`;
      view.servers.forEach((server, index) => {
        // What a leader shows of what it has committed is in the events alone.
        if (server === shown[index] && context === around && server.process?.state !== 'LEADING') return;
        servers.get(server.id)?.show(server, { locale, voters: ids, counting, withPeerEpoch, answers, events });
      });
      shown = view.servers;
      around = context;
      showLinks(view);
      showBonds(view);
      clients.show(view.clients, locale);
      cuts.show(view.cuts, pathOf, locale);
      hindrances?.show(view, pathOf, locale);
      const many = tokens.show(view.messages, { withPeerEpoch, ownEpoch: sender => (typeof sender === 'number' ? epochs.get(sender) : 0) ?? 0, lost });
      papers?.show(many, lost);
    },

    /** From now on what is slow or held is drawn as well. @param {typeof import('./hindrances.js').createHindrances} create */
    hinder(create) {
      hinder = create;
      hindrances = create(cutLayer);
      crowd?.hinder(create);
      redraw();
    },

    /** The message at a point of the window, if it is drawn on the canvas. @param {Point} at */
    messageAt({ x, y }) {
      if (!layout || !papers || isCrowd) return undefined;
      const { left, top } = root.getBoundingClientRect();
      return papers.messageAt({ x: (x - left) / layout.scale, y: (y - top) / layout.scale });
    },

    /** Lights up messages that are drawn on a canvas. @param {ReadonlySet<number>} messages */
    lightMessages(messages) {
      if (isCrowd) crowd?.light(messages);
      else papers?.light(messages);
    },

    /** @param {number} time @param {boolean} plays whether another moment follows at once */
    tick(time, plays) {
      const now = performance.now();
      // All at once, for then they are painted once.
      const withArcs = !plays || now - drawn >= ARCS;
      if (withArcs) drawn = now;
      if (isCrowd) {
        crowd?.tick(time, withArcs);
        return;
      }
      tokens.tick(time);
      papers?.tick(time);
      if (withArcs) for (const server of servers.values()) server.tick(time);
    },
  };

  /**
   * Too many for a ring: a row each. Loaded when it is first wanted.
   *
   * @param {View} view
   * @param {number} width
   * @param {number} height
   */
  function placeCrowd({ servers }, width, height) {
    frame(width, height, 1, 'matrix');
    if (!crowd) {
      loading ??= import('./matrix.js').then(({ createMatrix, matrixStyles }) => {
        crowd = createMatrix();
        if (hinder) crowd.hinder(hinder);
        ground.append(crowd.ways);
        tokenLayer.after(crowd.canvas);
        figures.append(crowd.root);
        const around = /** @type {ShadowRoot} */ (root.getRootNode());
        around.adoptedStyleSheets.push(/** @type {CSSStyleSheet} */ (matrixStyles.styleSheet));
        room = '';
        redraw();
      });
      return;
    }
    const observers = servers.filter(({ observes }) => observes).map(({ id }) => id);
    crowd.place(servers.map(({ id }) => id), observers, width, height);
  }

  /** Loads what many messages are drawn on when it is first wanted; until then they are nodes. */
  function canDraw() {
    unpacking ??= import('./paper-layer.js').then(({ createPaperLayer }) => {
      papers = createPaperLayer();
      tokenLayer.after(papers.canvas);
      if (layout) papers.place(layout);
      redraw();
    });
    return papers !== undefined;
  }

  /**
   * @param {number} width in units
   * @param {number} height
   * @param {number} scale how many CSS pixels a unit is
   * @param {string} density
   */
  function frame(width, height, scale, density) {
    set(root, { 'data-density': density });
    root.style.width = `${width * scale}px`;
    root.style.height = `${height * scale}px`;
    for (const sheet of [ground, figures]) set(sheet, { viewBox: `0 0 ${width} ${height}` });
  }

  /** @param {Layout} newLayout */
  function place(newLayout) {
    layout = newLayout;
    shown = [];
    const { width, height, scale, places, radius } = layout;
    frame(width, height, scale, layout.density);
    for (const place of places) {
      let server = servers.get(place.id);
      if (!server) {
        server = createServer(place.id);
        servers.set(place.id, server);
        serverLayer.append(server.node);
      }
      server.place(layout, place);
    }
    clients.place(layout);
    tokens.place(layout);
    papers?.place(layout);
    const token = usualToken(layout);
    const isDense = places.length > LANED;
    lanes = (isDense ? [] : places).flatMap(from =>
      places
        .filter(to => to !== from)
        .map(to => {
          const { from: a, bend, to: b } = linkPath(from, to, radius, token);
          const d = `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
          return { name: `${from.id} ${to.id}`, path: svg('path', { 'data-from': from.id, 'data-to': to.id, d }) };
        }),
    );
    links.replaceChildren(...lanes.map(({ path }) => path));
    // The more there are, the fainter each.
    set(links, { opacity: Math.min(1, 42 / Math.max(lanes.length, 1)).toFixed(2) });
  }

  /** Draws each link by the state of its election connection, one direction at a time. @param {View} view */
  function showLinks({ servers, cuts }) {
    const cut = new Set(cuts.map(({ from, to }) => `${from} ${to}`));
    const states = new Map();
    for (const { id, process } of servers) for (const { to, state } of process?.links ?? []) states.set(`${id} ${to}`, state);
    for (const lane of lanes) {
      const state = states.get(lane.name) ?? 'down';
      const isCut = cut.has(lane.name);
      if (lane.state === state && lane.isCut === isCut) continue;
      lane.state = state;
      lane.isCut = isCut;
      set(lane.path, { 'data-link': state, 'data-cut': String(isCut) });
    }
  }

  /** The path of votes between two servers, or the only path between a server and a client. @param {Party} from @param {Party} to */
  function pathOf(from, to) {
    const [start, end] = [clients.spotOf(from), clients.spotOf(to)];
    const between = typeof from === 'number' && typeof to === 'number' && layout;
    return linkPath(start, end, start.radius, between ? usualToken(between) : { width: 12, height: 12 }, end.radius);
  }

  /** A leader and the learners that have reported to it are bound together. @param {View} view */
  function showBonds(view) {
    const bound = view.servers.flatMap(({ id, currentEpoch, process }) =>
      (process?.learners ?? []).map(learner => ({ leader: id, learner: learner.id, synced: learner.synced, epoch: currentEpoch })),
    );
    const isCut = (/** @type {number} */ a, /** @type {number} */ b) => view.cuts.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
    const kept = new Map(Array.from(bonds.children, bond => [`${bond.getAttribute('data-from')} ${bond.getAttribute('data-to')}`, bond]));
    for (const { leader, learner, synced, epoch } of bound) {
      const name = `${leader} ${learner}`;
      const bond = kept.get(name) ?? svg('path', { 'data-from': leader, 'data-to': learner });
      kept.delete(name);
      if (!bond.parentNode) bonds.append(bond);
      const from = layout?.places.find(({ id }) => id === leader);
      const to = layout?.places.find(({ id }) => id === learner);
      set(bond, {
        d: from && to ? `M${from.x} ${from.y}L${to.x} ${to.y}` : '',
        'data-hue': hueOf(epoch),
        'data-synced': String(synced),
        'data-cut': String(isCut(leader, learner)),
      });
    }
    for (const gone of kept.values()) gone.remove();
  }
}
