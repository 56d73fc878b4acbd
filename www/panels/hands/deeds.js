// What can be done by hand, to what there is on stage as it is: each deed is a command of the language. No DOM.

/** @import { Client, Message, Party, Process, Server, View } from '../../engine/records.js' */
/** @import { DeedName, SectionName } from '../../words/hands.locale.js' */
/** @import { Selection } from '../inspector/selection.js' */

/**
 * `command`: in the language or, if the deed is `begun` only, how it begins, for whoever goes on with it by key; `of`: what its name needs
 * beside the name.
 *
 * @typedef {{ name: DeedName, command: string, of?: Party, begun?: boolean }} Deed
 *
 * What belongs together. What is `plain` is seen at once, the rest when it is wanted.
 *
 * @typedef {{ name: SectionName, plain?: boolean, way?: [Party, Party], deeds: Deed[] }} Section
 *
 * What deeds are done to: what can be selected, or everything.
 *
 * @typedef {Selection | { kind: 'all' }} Target
 */

/** How much longer what is sent takes on a link that is made slow, and a step of writing on such a disk. */
const SLOW = '200ms';
/** What is no word of the language as it stands is left to those who write commands. */
const PLAIN_PATH = /^[\w/.-]+$/;

/** The threads of every process, by the names that the language has for them. */
export const THREADS = /** @type {const} */ (['main', 'receiver', 'sender', 'links', 'sync', 'commit', 'prep', 'clients']);

/**
 * @param {Target} target
 * @param {View} view
 * @returns {Section[]} without those in which there is nothing to be done
 */
export function deedsFor(target, view) {
  return sections(target, view).filter(({ deeds }) => deeds.length > 0);
}

/** @param {Target} target @param {View} view @returns {Section[]} */
function sections(target, view) {
  switch (target.kind) {
    case 'all':
      return toAll(view);
    case 'message':
      return toMessage(target.message, view);
    case 'link':
      return toLink(target.from, target.to, view);
    case 'client':
      return toClient(target.client, view);
    case 'group':
      return toGroup(target.servers, view);
    default:
      return toServer(target.server, view);
  }
}

/** @param {number} id @param {View} view @returns {Section[]} */
function toServer(id, view) {
  const server = view.servers.find(each => each.id === id);
  if (!server) return [];
  const { process, suspended, lives } = server;
  const others = view.servers.map(each => each.id).filter(other => other !== id);
  const powerOff = deed('powerOff', `power-off ${id}`);
  const running = [
    deed('crash', `crash ${id}`),
    deed('write', `write ${id}`),
    ...cuts([id], others, view),
    suspended ? deed('resume', `resume ${id}`) : deed('suspend', `suspend ${id}`),
    powerOff,
    ...connect(view, id),
  ];
  const down = [...(lives > 0 ? [deed('restart', `restart ${id}`), powerOff] : [deed('start', `start ${id}`)]), ...cuts([id], others, view)];
  return [
    { name: 'plain', plain: true, deeds: process ? running : down },
    { name: 'network', deeds: [...links([id], others, view), ...(process ? [deed('silent', `silent 1 on ${id}`)] : [])] },
    { name: 'disk', deeds: toDisk(server) },
    { name: 'threads', deeds: process ? toThreads(id, process) : [] },
  ];
}

/** @param {Server} server @returns {Deed[]} */
function toDisk({ id, process, disk }) {
  const states = /** @type {const} */ ([
    ['slow', 'slowDisk', `slow-disk ${id} by ${SLOW}`],
    ['stalled', 'stallDisk', `stall-disk ${id}`],
    ['full', 'fillDisk', `fill-disk ${id}`],
    ['failing', 'failDisk', `fail-disk ${id}`],
    ['sound', 'mendDisk', `mend-disk ${id}`],
  ]);
  const changes = states.filter(([state]) => state !== disk).map(([, name, command]) => deed(name, command));
  return process ? changes : [...changes, deed('wipeDisk', `wipe-disk ${id}`)];
}

/** @param {number} id @param {Process} process @returns {Deed[]} */
function toThreads(id, { held, learners }) {
  const isHeld = (/** @type {string} */ thread, /** @type {number} */ learner = -1) => held.some(each => each.thread === thread && (each.learner ?? -1) === learner);
  const own = THREADS.map(thread => (isHeld(thread) ? deed('unholdThread', `unhold-thread ${thread} on ${id}`, thread) : deed('holdThread', `hold-thread ${thread} on ${id}`, thread)));
  const handled = new Set([...learners.map(learner => learner.id), ...held.flatMap(({ learner }) => learner ?? [])]);
  const handlers = [...handled].sort((a, b) => a - b).map(learner =>
    isHeld('handler', learner) ? deed('unholdHandler', `unhold-thread handler ${learner} on ${id}`, learner) : deed('holdHandler', `hold-thread handler ${learner} on ${id}`, learner),
  );
  return [...own, ...handlers];
}

/** @param {number[]} servers @param {View} view @returns {Section[]} */
function toGroup(servers, view) {
  const chosen = view.servers.filter(({ id }) => servers.includes(id));
  const others = view.servers.filter(({ id }) => !servers.includes(id)).map(({ id }) => id);
  const ids = (/** @type {(server: Server) => boolean} */ is) => chosen.filter(is).map(({ id }) => id);
  const each = (/** @type {DeedName} */ name, /** @type {string} */ verb, /** @type {number[]} */ whom) => (whom.length > 0 ? [deed(name, `${verb} ${whom.join(' ')}`)] : []);
  const inner = servers.length === 2 ? toLink(servers[0], servers[1], view).map(section => (section.plain ? /** @type {Section} */ ({ name: 'between', deeds: section.deeds }) : section)) : [];
  return [
    {
      name: 'plain',
      plain: true,
      deeds: [
        ...cuts(servers, others, view),
        ...each('crash', 'crash', ids(({ process }) => process !== undefined)),
        ...each('restart', 'restart', ids(({ process, lives }) => !process && lives > 0)),
        ...each('start', 'start', ids(({ process, lives }) => !process && lives === 0)),
        ...each('suspend', 'suspend', ids(({ process, suspended }) => process !== undefined && !suspended)),
        ...each('resume', 'resume', ids(({ suspended }) => suspended)),
        ...each('powerOff', 'power-off', ids(({ lives }) => lives > 0)),
      ],
    },
    { name: 'network', deeds: links(servers, others, view) },
    ...inner,
  ];
}

/** @param {View} view @returns {Section[]} */
function toAll(view) {
  const { servers, cuts, slow, holds, messages } = view;
  const ids = (/** @type {(server: Server) => boolean} */ is) => servers.filter(is).map(({ id }) => id).join(' ');
  const [fresh, down, running] = [ids(({ lives }) => lives === 0), ids(({ process, lives }) => !process && lives > 0), ids(({ process }) => process !== undefined)];
  const leader = servers.find(({ process }) => process?.state === 'LEADING') ?? servers.find(({ process }) => process);
  /** @type {Deed[]} */
  const deeds = [];
  if (fresh) deeds.push(deed('startAll', `start ${fresh}`));
  if (down) deeds.push(deed('restartAll', `restart ${down}`));
  if (cuts.length > 0) deeds.push(deed('healAll', 'heal all'));
  if (slow.length > 0) deeds.push(deed('fastAll', 'fast all'));
  if (holds.length > 0 || messages.some(({ held }) => held)) deeds.push(deed('unholdAll', 'unhold all'));
  if (leader) deeds.push(...connect(view, leader.id));
  if (running) deeds.push(deed('crashAll', `crash ${running}`), deed('powerOffAll', `power-off ${running}`));
  return [{ name: 'plain', plain: true, deeds }];
}

/** @param {Party} from @param {Party} to @param {View} view @returns {Section[]} */
function toLink(from, to, view) {
  if (from === '?' || to === '?') return [];
  const way = (/** @type {Party} */ a, /** @type {Party} */ b) => /** @type {Section} */ ({ name: 'way', way: [a, b], deeds: oneWay(a, b, view) });
  return [
    { name: 'plain', plain: true, deeds: [...asLink(cuts([from], [to], view)), ...links([from], [to], view), ...(isConnected(from, to, view) ? [deed('reset', `reset ${from} from ${to}`)] : [])] },
    way(from, to),
    way(to, from),
  ];
}

/** What can be done to one direction alone. @param {Party} from @param {Party} to @param {View} view @returns {Deed[]} */
function oneWay(from, to, { cuts, slow, holds }) {
  const has = (/** @type {readonly { from: Party, to: Party }[]} */ ways) => ways.some(way => way.from === from && way.to === to);
  const ends = `${from} to ${to}`;
  return [
    has(cuts) ? deed('healLink', `heal ${ends}`) : deed('cutLink', `cut ${ends}`),
    has(slow) ? deed('fast', `fast ${ends}`) : deed('slow', `slow ${ends} by ${SLOW}`),
    has(holds) ? deed('unhold', `unhold ${ends}`) : deed('hold', `hold ${ends}`),
  ];
}

/** Cutting some off from others, both ways, and healing that: each only where there is something to be done. @param {Party[]} ones @param {Party[]} others @param {View} view */
const cuts = (ones, others, { cuts }) => doAndUndo(['cut', 'heal'], ones, others, cuts);

/** A link is cut, and not cut off. @param {Deed[]} deeds @returns {Deed[]} */
const asLink = deeds => deeds.map(deed => ({ ...deed, name: deed.name === 'cut' ? 'cutLink' : 'healLink' }));

/** The same, of what is slow and of what is held. @param {Party[]} ones @param {Party[]} others @param {View} view */
const links = (ones, others, { slow, holds }) => [...doAndUndo(['slow', 'fast'], ones, others, slow, ` by ${SLOW}`), ...doAndUndo(['hold', 'unhold'], ones, others, holds)];

/**
 * @param {['cut', 'heal'] | ['slow', 'fast'] | ['hold', 'unhold']} verbs
 * @param {Party[]} ones
 * @param {Party[]} others
 * @param {readonly { from: Party, to: Party }[]} ways to which it was done
 * @param {string} [rest] of the command
 * @returns {Deed[]}
 */
function doAndUndo([verb, undo], ones, others, ways, rest = '') {
  /** How many of the two ways between two it was done to. @type {Map<string, number>} */
  const done = new Map();
  for (const { from, to } of ways) for (const pair of [`${from} ${to}`, `${to} ${from}`]) done.set(pair, (done.get(pair) ?? 0) + 1);
  const open = among(ones, others, (one, other) => (done.get(`${one} ${other}`) ?? 0) < 2);
  const mended = among(ones, others, (one, other) => done.has(`${one} ${other}`));
  return [...(open ? [deed(verb, `${verb} ${open}${rest}`)] : []), ...(mended ? [deed(undo, `${undo} ${mended}`)] : [])];
}

/**
 * The ends of one command: with each of the ones and each of the others it can be done. Where that is not so for all, it is for as many as a
 * command can name, and what is left is offered again.
 *
 * @param {Party[]} ones
 * @param {Party[]} others
 * @param {(one: Party, other: Party) => boolean} can
 */
function among(ones, others, can) {
  /** Those with whom it can be done to the same others. @type {Map<string, { ones: Party[], those: Party[] }>} */
  const alike = new Map();
  for (const one of ones) {
    const those = others.filter(other => can(one, other));
    const key = those.join(' ');
    alike.set(key, { ones: [...(alike.get(key)?.ones ?? []), one], those });
  }
  const whole = { ones, those: others.filter(other => ones.every(one => can(one, other))) };
  const size = (/** @type {typeof whole} */ choice) => choice.ones.length * choice.those.length;
  const best = [whole, ...alike.values()].reduce((one, other) => (size(other) > size(one) ? other : one));
  return size(best) > 0 ? `${best.ones.join(' ')} from ${best.those.join(' ')}` : '';
}

/** Whether there is a connection that could be reset. @param {Party} a @param {Party} b @param {View} view */
function isConnected(a, b, { servers, clients }) {
  const client = clients.find(({ id }) => id === a || id === b);
  if (client) return client.state === 'CONNECTED' && (client.server === a || client.server === b);
  const up = (/** @type {Party} */ from, /** @type {Party} */ to) => {
    const process = servers.find(({ id }) => id === from)?.process;
    return process?.links.some(link => link.to === to && link.state === 'up') || process?.learners.some(({ id }) => id === to);
  };
  return up(a, b) || up(b, a);
}

/** @param {number} id @param {View} view @returns {Section[]} */
function toMessage(id, { messages }) {
  const message = messages.find(each => each.id === id);
  if (!message || message.doomed || message.from === '?' || message.to === '?') return [];
  const name = nameOf(message);
  const hold = message.held ? deed('unhold', `unhold ${message.from} to ${message.to}`) : deed('holdMessage', `hold ${name}`);
  return [{ name: 'plain', plain: true, deeds: [deed('deliver', `deliver ${name}`), hold, deed('drop', `drop ${name}`)] }];
}

/** What it is called in the language. @param {Message} message */
export const nameOf = ({ content, nth, from, to }) => `${content.type} ${nth} from ${from} to ${to}`;

/** @param {string} id @param {View} view @returns {Section[]} */
function toClient(id, view) {
  const client = view.clients.find(each => each.id === id);
  if (!client) return [];
  const { state, server, lastServer: last = server } = client;
  const isGone = state !== 'CONNECTING' && state !== 'CONNECTED';
  if (isGone) return [{ name: 'plain', plain: true, deeds: last === undefined ? [] : [deed('reconnect', `connect ${id} to ${last}`, last)] }];
  const others = view.servers.filter(each => each.id !== server).map(each => each.id);
  return [
    { name: 'plain', plain: true, deeds: [...asked(client, view), deed('vanish', `vanish ${id}`), deed('close', `close ${id}`)] },
    { name: 'move', deeds: others.map(other => deed('move', `move ${id} to ${other}`, other)) },
    { name: 'network', deeds: server === undefined ? [] : [...asLink(cuts([id], [server], view)), ...links([id], [server], view), ...(state === 'CONNECTED' ? [deed('reset', `reset ${id} from ${server}`)] : [])] },
  ];
}

/** What a client may ask for next. @param {Client} client @param {View} view @returns {Deed[]} */
function asked({ id, server }, { servers }) {
  const known = servers.find(each => each.id === server) ?? servers.find(({ process }) => process?.state === 'LEADING');
  const { tree = [], znodes = 0 } = known?.process ?? {};
  const paths = tree.filter(({ path }) => PLAIN_PATH.test(path));
  const taken = new Set(tree.map(({ path }) => path));
  // A view has the last znodes alone, by their paths; with more, their number is a name that is hardly taken.
  let number = znodes > tree.length ? znodes : 1;
  while (taken.has(`/${id}${number}`)) number += 1;
  const ask = `request ${id}`;
  return [
    deed('create', `${ask} create /${id}${number} "${number}"`, `/${id}${number}`),
    ...paths.slice(-1).map(({ path, version }) => deed('set', `${ask} set ${path} "${id}${version + 1}"`, path)),
    ...paths.slice(-2).map(({ path }) => deed('get', `${ask} get ${path}`, path)),
    deed('sync', `${ask} sync /`),
    { ...deed('ask', `${ask} `), begun: true },
  ];
}

/** The next client. @param {View} view @param {number} server @returns {Deed[]} */
function connect({ clients }, server) {
  const letter = [...'abcdefghijklmnopqrstuvwxyz'].find(each => !clients.some(({ id }) => id === each));
  return letter ? [deed('connect', `connect ${letter} to ${server}`, letter)] : [];
}

/** @param {DeedName} name @param {string} command @param {Party} [of] @returns {Deed} */
const deed = (name, command, of) => ({ name, command, of });
