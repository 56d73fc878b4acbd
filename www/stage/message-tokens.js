// Messages in transit, as tokens on their links. A token's position is computed from virtual time (microseconds). Few are small pictures of
// their own, which the browser's compositor moves, so that nothing is laid out or painted for a frame, and which are used again by later
// messages; many are drawn on a canvas.

import { elapsed, linkPath, pointAt } from './link-path.js';
import { capsuleSize, tokenSize } from './text-size.js';
import { formatVote, isHeartbeat } from '../words/format.js';
import { grouped } from './message-groups.js';
import { epochOf, hueOf } from './epoch-hue.js';
import { set, setText, svg } from './svg.js';

/** @import { Layout } from './layout.js' */
/** @import { LinkPath, Point } from './link-path.js' */
/** @import { DrawnMessage } from './message-groups.js' */
/** @import { Look, Paper } from './paper-layer.js' */
/** @import { Message, Party } from '../engine/records.js' */
/** @import { Spot } from './clients.js' */

/** Leader and learner keep near the middle of the road, on a connection of their own: as far apart as capsules need that meet. */
const MIDDLE = { width: 28, height: 16 };
/** The names of packets are smaller than votes. */
const PACKET = 0.84;
/** Votes that leave and arrive this close to each other travel side by side, in microseconds. */
const TOGETHER = 4000;
/** More than these are drawn on a canvas. */
const MANY = 14;
/** More than these nobody can read: each is a dot. */
const SWARM = 150;
/** What a token draws beyond its paper: the seal of a leader, and how it is lit up. */
const BEYOND = 6;

/**
 * `lift`: how far above or below its path it travels, because another is already there. `aside`: how far to the right of it, so
 * that it does not cover what comes the other way.
 *
 * @typedef {{ message: DrawnMessage, path: LinkPath, lift: number, aside: Point, token?: ReturnType<typeof createToken> } & Omit<Paper, 'message'>} Flight
 */

/**
 * The size of a token that carries a vote, as it mostly is. Where there is little room, it carries the leader alone.
 *
 * @param {Layout} layout
 */
export function usualToken({ label, brief }) {
  return tokenSize(label, brief ? 1 : '(1, 3, 0)'.length);
}

/**
 * @param {HTMLElement} layer
 * @param {(party: Party) => Spot} spotOf
 * @param {() => boolean} canDraw whether there is something to draw them on where they are many
 */
export function createTokens(layer, spotOf, canDraw) {
  /** @type {Map<number, Flight>} */
  const flights = new Map();
  /** @type {ReturnType<typeof createToken>[]} */
  const pool = [];
  /** @type {Layout} */
  let layout;

  return {
    /** @param {Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      for (const flight of flights.values()) flight.path = pathOf(flight.message);
    },

    /**
     * @param {Message[]} messages
     * @param {{ withPeerEpoch: boolean, ownEpoch: (sender: Party) => number, lost: Set<number> }} options
     * `lost`: the messages that have just come to nothing
     * @returns {readonly Paper[]} those that are to be drawn on a canvas
     */
    show(messages, { withPeerEpoch, ownEpoch, lost }) {
      const sent = messages.filter(({ content }) => content.type !== 'handshake');
      const isSwarm = sent.length > SWARM;
      const visible = isSwarm ? sent.map(message => ({ ...message, label: '', row: 0 })) : grouped(sent);
      const onCanvas = visible.length > MANY && canDraw();
      /** The votes on each way, by number. @type {Map<string, DrawnMessage[]>} */
      const ways = new Map();
      const present = new Set(visible.map(({ id }) => id));
      for (const [id, { token }] of flights) {
        if (present.has(id) && Boolean(token) !== onCanvas) continue;
        flights.delete(id);
        token?.leave(lost.has(id), () => pool.push(token));
      }
      for (const message of visible) {
        const hue = hueOf(epochOf(message.content, ownEpoch(message.from)));
        const look = lookOf(message, { withPeerEpoch, hue, layout, isSwarm });
        const flight = flights.get(message.id) ?? takeOff(message, look, onCanvas);
        flight.message = message;
        flight.look = look;
        // A client may have moved.
        if (typeof message.from === 'string' || typeof message.to === 'string') flight.path = pathOf(message);
        flight.token?.show(message, look, layout.scale);
        if (isSwarm) continue;
        if (message.content.type !== 'notification') flight.aside = asideOf(flight.path, look);
        const way = `${message.from} ${message.to}`;
        const ahead = ways.get(way) ?? [];
        flight.lift = liftOf(flight, ahead, layout.label);
        if (message.content.type === 'notification') ways.set(way, [...ahead, message]);
      }
      return onCanvas ? [...flights.values()] : [];
    },

    /** @param {number} time */
    tick(time) {
      for (const { message, path, lift, aside, token } of flights.values()) {
        token?.move(path, lift, aside, elapsed(message.sent, message.arrives, time), layout);
      }
    },
  };

  /** @param {DrawnMessage} message @param {Look} look @param {boolean} onCanvas @returns {Flight} */
  function takeOff(message, look, onCanvas) {
    const token = onCanvas ? undefined : (pool.pop() ?? createToken());
    if (token && !token.node.parentNode) layer.append(token.node);
    const flight = { message, token, look, path: pathOf(message), lift: 0, aside: { x: 0, y: 0 }, x: 0, y: 0 };
    flights.set(message.id, flight);
    return flight;
  }

  /** @param {Message} message */
  function pathOf({ from, to, content }) {
    const [start, end] = [spotOf(from), spotOf(to)];
    return linkPath(start, end, start.radius, content.type === 'notification' ? usualToken(layout) : MIDDLE, end.radius);
  }
}

/**
 * How a message looks.
 *
 * @param {DrawnMessage} message
 * @param {{ withPeerEpoch: boolean, hue: number, layout: Layout, isSwarm: boolean }} options
 * @returns {Look}
 */
function lookOf({ content, label: whole }, { withPeerEpoch, hue, layout: { label, brief, density }, isSwarm }) {
  if (isSwarm || isHeartbeat(content)) return { text: '', size: 0, width: 4, height: 4, shape: 'dot', hue };
  if (content.type === 'notification') {
    const text = brief ? String(content.vote.leader) : formatVote(content.vote, withPeerEpoch);
    const shape = content.state === 'LOOKING' ? 'paper' : content.state === 'LEADING' ? 'led' : content.state === 'FOLLOWING' ? 'settled' : 'capsule';
    return { text, size: label, ...tokenSize(label, text.length), shape, hue };
  }
  // Where many meet in little room, a packet has its name alone.
  const text = density === 'compact' ? whole.split(' ')[0] : whole;
  const size = label * PACKET;
  return { text, size, ...capsuleSize(size, text), shape: 'capsule', hue };
}

/**
 * @param {Flight} flight
 * @param {Message[]} votes that were sent before it the same way
 * @param {number} label
 */
function liftOf({ message, path }, votes, label) {
  const { sent, arrives, content, row } = message;
  // Away from the path that comes the other way.
  const outward = path.to.x < path.from.x ? -1 : 1;
  if (content.type !== 'notification') return row * (capsuleSize(label * PACKET, '').height + 3) * outward;
  const ahead = votes.filter(other => Math.abs(other.sent - sent) < TOGETHER && Math.abs(other.arrives - arrives) < TOGETHER);
  return ahead.length * (tokenSize(label, 0).height + 5) * outward;
}

/**
 * How far a capsule keeps to the right of its path: the steeper the path, the more of its width would reach over to the other.
 *
 * @param {LinkPath} path
 * @param {{ width: number, height: number }} size
 * @returns {Point}
 */
function asideOf({ from, to }, size) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const beyond = Math.abs(y) * (size.width - MIDDLE.width) + Math.abs(x) * (size.height - MIDDLE.height);
  const aside = Math.min(Math.max(0, beyond / 2), length / 4);
  return { x: -y * aside, y: x * aside };
}

/**
 * Draws a look as the picture's own nodes.
 *
 * @param {{ seal: Element, paper: Element, dot: Element, text: Element }} nodes
 * @param {Look} look
 */
function drawNodes({ seal, paper, dot, text }, { size, width, height, shape }) {
  set(dot, { r: shape === 'dot' ? 2.5 : 0 });
  set(text, { 'font-size': size.toFixed(1), y: (size * 0.35).toFixed(1) });
  const rx = shape === 'paper' ? 3 : height / 2;
  set(paper, { x: -width / 2, y: -height / 2, width, height, rx });
  const led = shape === 'led' ? 3.5 : 0;
  set(seal, { x: -width / 2 - led, y: -height / 2 - led, width: width + 2 * led, height: height + 2 * led, rx: rx + led });
}

function createToken() {
  const seal = svg('rect', { class: 'seal' });
  const paper = svg('rect', { class: 'paper' });
  const dot = svg('circle', { class: 'dot' });
  const text = svg('text', { 'text-anchor': 'middle' });
  const node = svg('svg', {}, seal, paper, dot, text);
  /** @type {Point} */
  const point = { x: 0, y: 0 };
  /** Half of the node's size. */
  const half = { x: 0, y: 0 };

  return {
    node,

    /** @param {DrawnMessage} message @param {Look} look @param {number} scale */
    show({ id, content }, look, scale) {
      const state = content.type === 'notification' ? content.state : 'NONE';
      const isPacket = content.type !== 'notification' && look.text !== '';
      set(node, { class: `token ${isPacket ? 'packet ' : ''}${isHeartbeat(content) ? 'ping' : content.type}`, 'data-message': id, 'data-state': state, 'data-hue': look.hue });
      setText(text, look.text);
      drawNodes({ seal, paper, dot, text }, look);
      half.x = look.width / 2 + BEYOND;
      half.y = look.height / 2 + BEYOND;
      set(node, { viewBox: `${-half.x} ${-half.y} ${2 * half.x} ${2 * half.y}`, width: 2 * half.x * scale, height: 2 * half.y * scale });
    },

    /**
     * What arrives goes in at once; what is lost fades where it is.
     *
     * @param {boolean} lost
     * @param {() => void} done
     */
    leave(lost, done) {
      const end = () => {
        node.setAttribute('visibility', 'hidden');
        done();
      };
      if (!lost) return end();
      node.classList.add('lost');
      node.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 700, easing: 'ease-in' }).finished.then(end, end);
    },

    /**
     * @param {LinkPath} path
     * @param {number} lift
     * @param {Point} aside
     * @param {number} share
     * @param {Pick<Layout, 'width' | 'scale'>} layout
     */
    move(path, lift, aside, share, { width, scale }) {
      pointAt(path, share, point);
      const away = Math.min(1, 5 * share, 5 * (1 - share));
      // Nor does it leave the picture.
      point.x = Math.min(Math.max(point.x + aside.x * away, half.x), width - half.x);
      point.y += (aside.y + lift) * away;
      // Between two pixels of the screen its text would blur.
      node.style.transform = `translate(${onPixel((point.x - half.x) * scale)}px, ${onPixel((point.y - half.y) * scale)}px)`;
      set(node, { visibility: 'visible' });
    },
  };
}

/** @param {number} x in CSS pixels */
function onPixel(x) {
  return Math.round(x * devicePixelRatio) / devicePixelRatio;
}
