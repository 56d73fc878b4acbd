// The inspector of a message: what it says, field by field, and what led to it; once it has arrived, what came of it.

import { html } from 'lit';
import { NO_SESSION, formatAnswerBriefly, formatMoment, formatOp, formatSpan, formatZxid } from '../../words/format.js';
import { sentenceOf } from '../../words/languages.js';
import { causes } from '../causes.js';
import { keptWords } from '../kept-words.js';
import { deeds, fact, frame, list, partyButton, section, voteFacts } from './parts.js';
import { remaining } from './remaining.js';
import { nameOf } from './traffic.js';

/** @import { Content, Happening, Txn } from '../../engine/records.js' */
/** @import { State } from './parts.js' */

/** How much of what came of a message is told. */
const CONSEQUENCES = 8;
/** How far it is looked for, in events. */
const FAR = 400;

/**
 * @param {State} state
 * @param {number} id
 */
export function messageInspector(state, id) {
  const { view, eventLog, locale, details } = state;
  const message = view.messages.find(each => each.id === id);
  const sent = eventLog.get(id);
  const what = sent?.what.kind === 'sent' ? sent.what : undefined;
  const content = message?.content ?? what?.content;
  if (!content) return frame(state, { title: details.lost }, html`<p>${details.gone}</p>`);
  const from = message?.from ?? sent?.server ?? sent?.client ?? '?';
  const to = message?.to ?? what?.to ?? '?';
  const end = message ? undefined : endOf(state, id);
  const word = message ? details.underWay : end?.what.kind === 'lost' ? details.lost : details.arrived;
  return frame(
    state,
    { title: nameOf(state, content), word },
    html`${message ? deeds(state) : ''} ${sent ? html`<p class="lead">${keptWords(sentenceOf(sent, eventLog.get(sent.cause), locale), locale.lang)}</p>` : ''}
    ${list(
      fact(details, 'from', partyButton(state, from)),
      fact(details, 'to', partyButton(state, to)),
      message ? fact(details, 'port', details.ports[message.port]) : '',
      fact(details, 'sent', sent ? formatMoment(sent.at) : message ? formatMoment(message.sent) : undefined),
      message ? fact(details, 'arrives', formatMoment(message.arrives)) : end ? fact(details, 'arrived', formatMoment(end.at)) : '',
      message ? fact(details, 'waits', remaining({ since: message.sent, at: message.arrives })) : '',
      fields(state, content),
    )}
    ${end ? consequences(state, end) : ''}
    ${section(details, 'why', sent ? causes(sent, eventLog, locale) : html`<p class="remark">${details.nobodySaid}</p>`)}`,
  );
}

/**
 * The event in which a message came to its end.
 *
 * @param {State} state
 * @param {number} id
 * @returns {Happening | undefined}
 */
function endOf({ eventLog }, id) {
  for (let at = id + 1, event = eventLog.get(at); event; at += 1, event = eventLog.get(at)) {
    if ((event.what.kind === 'delivered' || event.what.kind === 'lost') && event.what.message === id) return event;
  }
  return undefined;
}

/**
 * @param {State} state
 * @param {Happening} end
 */
function consequences({ eventLog, locale, details }, end) {
  /** @type {Set<number>} */
  const line = new Set([end.id]);
  const found = [];
  for (let at = end.id + 1, event = eventLog.get(at); event && at < end.id + FAR && found.length < CONSEQUENCES; at += 1, event = eventLog.get(at)) {
    if (event.cause === undefined || !line.has(event.cause) || event.at > end.at) continue;
    line.add(event.id);
    found.push(event);
  }
  if (found.length === 0) return '';
  return section(
    details,
    'then',
    html`<ol class="causes">
      ${found.map(event => html`<li><time>${formatMoment(event.at)}</time> <span>${keptWords(sentenceOf(event, eventLog.get(event.cause), locale), locale.lang)}</span></li>`)}
    </ol>`,
  );
}

/**
 * What there is in a message, beside what it is called.
 *
 * @param {State} state
 * @param {Content} content
 */
function fields(state, content) {
  const { details } = state;
  switch (content.type) {
    case 'notification':
      return [fact(details, 'state', content.state), ...voteFacts(state, content.vote)];
    case 'followerInfo':
    case 'observerInfo':
      return fact(details, 'promised', content.acceptedEpoch);
    case 'leaderInfo':
      return fact(details, 'epoch', content.epoch);
    case 'ackEpoch':
      return [fact(details, 'current', content.currentEpoch ?? details.nothing), fact(details, 'history', formatZxid(content.lastZxid))];
    case 'diff':
    case 'trunc':
    case 'commit':
    case 'newLeader':
    case 'ack':
      return fact(details, 'zxid', formatZxid(content.zxid));
    case 'snap':
      return fact(details, 'zxid', formatZxid(content.snapshot.zxid));
    case 'proposal':
    case 'inform':
      return transaction(state, content.txn);
    case 'ping':
      return [fact(details, 'zxid', formatZxid(content.zxid)), fact(details, 'touches', content.touches.map(({ session }) => session).join(', '))];
    case 'request':
      return [fact(details, 'session', content.session), fact(details, 'request', `${content.cxid}: ${formatOp(content.op)}`)];
    case 'revalidate':
      return [fact(details, 'session', content.session), fact(details, 'timeout', formatSpan(content.timeout))];
    case 'revalidated':
      return [fact(details, 'session', content.session), fact(details, 'valid', details.yes(content.valid))];
    case 'connect':
      return [
        fact(details, 'session', content.session === NO_SESSION ? details.nothing : content.session),
        fact(details, 'timeout', formatSpan(content.timeout)),
        fact(details, 'seen', formatZxid(content.lastZxid)),
      ];
    case 'connected':
      return content.session
        ? [fact(details, 'session', content.session.session), fact(details, 'timeout', formatSpan(content.session.timeout))]
        : fact(details, 'session', details.nothing);
    case 'ask':
      return fact(details, 'request', `${content.cxid}: ${formatOp(content.op)}`);
    case 'answer':
      return [fact(details, 'request', content.cxid), fact(details, 'answer', formatAnswerBriefly(content.answer)), fact(details, 'zxid', formatZxid(content.zxid))];
    case 'handshake':
    case 'upToDate':
    case 'sync':
      return '';
  }
}

/**
 * @param {State} state
 * @param {Txn} txn
 */
function transaction({ details }, txn) {
  return [
    fact(details, 'zxid', formatZxid(txn.zxid)),
    fact(details, 'change', details.change(txn)),
    txn.session === NO_SESSION ? '' : fact(details, 'session', txn.session),
  ];
}
