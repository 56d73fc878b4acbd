// What is spoken of is lit up: which marks of the picture a beat is about.

/** @import { Beat, Happening, Message, Party, Subject, View } from '../engine/records.js' */

/**
 * What a beat is about: what the scenario names, or those to whom it happened.
 *
 * @param {Beat} beat
 * @returns {Subject[]}
 */
export function subjectsOf({ events }) {
  return events.flatMap(subjectsOfEvent);
}

/** @param {Happening} event @returns {Subject[]} */
export function subjectsOfEvent({ server, client, what }) {
  const itself = client ?? server;
  /** @type {Subject[]} */
  const own = itself === undefined ? [] : [{ type: 'party', id: itself }];
  switch (what.kind) {
    case 'said':
      return what.about;
    case 'cut':
    case 'healed':
    case 'slowed':
    case 'noLongerSlow':
    case 'held':
    case 'unheld':
    case 'linkReset':
    case 'messageHeld':
    case 'messageHurried':
    case 'messageDropped':
      return [{ type: 'link', from: what.from, to: what.to }];
    case 'quorumAgrees':
    case 'ackCounted':
    case 'epochBegun':
      return server === undefined ? own : [...own, { type: 'box', server }];
    case 'offered':
    case 'learnerAhead':
    case 'learnerLost':
      return [{ type: 'party', id: what.learner }, ...(server === undefined ? [] : [/** @type {Subject} */ ({ type: 'link', from: server, to: what.learner })])];
    case 'proposed':
      return server === undefined ? own : [...own, { type: 'message', message: 'proposal', from: [server], to: [] }];
    case 'fastForwarded':
    case 'applied':
      return server === undefined ? own : [{ type: 'log', server }];
    case 'sent':
    case 'delivered':
      return own;
    default:
      return own;
  }
}

/** Where a part of a server is drawn, at one density or the other. */
const PARTS = { box: '.box, .slips, .quorum, .track, .pips', log: '.history, .log', timer: '.arc' };

/**
 * Lights up the marks of what is spoken of, and no others.
 *
 * @param {Element} root
 * @param {(messages: ReadonlySet<number>) => void} lightMessages lights up messages that are drawn on a canvas
 */
export function createLights(root, lightMessages) {
  /** @type {Set<Element>} */
  let lit = new Set();

  /**
   * @param {readonly Subject[]} subjects
   * @param {View} view
   */
  return (subjects, view) => {
    const now = new Set(subjects.flatMap(subject => marksOf(subject, view)));
    for (const mark of lit) if (!now.has(mark)) mark.removeAttribute('data-lit');
    for (const mark of now) if (!lit.has(mark)) mark.setAttribute('data-lit', '');
    lit = now;
    lightMessages(new Set(subjects.flatMap(subject => (subject.type === 'message' ? messagesOf(subject, view) : []))));
  };

  /** @param {Subject} subject @param {View} view @returns {Element[]} */
  function marksOf(subject, view) {
    const all = (/** @type {string} */ selector) => [...root.querySelectorAll(selector)];
    switch (subject.type) {
      case 'party':
        return all(partyIn(subject.id));
      case 'link':
        return all(way(subject.from, subject.to)).concat(all(way(subject.to, subject.from)));
      case 'message':
        return messagesOf(subject, view).flatMap(id => all(`[data-message="${id}"]`));
      default:
        return all(partyIn(subject.server)).flatMap(server => [...server.querySelectorAll(PARTS[subject.type])]);
    }
  }
}

/** @param {Extract<Subject, { type: 'message' }>} subject @param {View} view */
const messagesOf = (subject, view) => view.messages.filter(message => is(subject, message)).map(({ id }) => id);

/** @param {Party} party */
const partyIn = party => (typeof party === 'number' ? `:is(.server, .matrix-row)[data-server="${party}"]` : `.client[data-client="${party}"]`);

/** @param {Party} from @param {Party} to */
const way = (from, to) => `:is(.links, .bonds, .cuts, .hindrances) [data-from="${from}"][data-to="${to}"]`;

/** @param {Extract<Subject, { type: 'message' }>} subject @param {Message} message */
function is({ message: kind, from, to }, message) {
  return message.content.type === kind && (from.length === 0 || from.includes(message.from)) && (to.length === 0 || to.includes(message.to));
}
