// The colour of an epoch: one of five hues, reused in order; 0 is before the first epoch. And the epoch of a message.

import { zxidOf } from '../words/format.js';

/** @import { Content } from '../engine/records.js' */

const HUES = 5;

/** @param {number} epoch */
export function hueOf(epoch) {
  return epoch <= 0 ? 0 : 1 + ((epoch - 1) % HUES);
}

/**
 * The epoch that a message speaks of or, where it speaks of none, its sender's.
 *
 * @param {Content} content
 * @param {number} own the sender's current epoch; a client has none
 */
export function epochOf(content, own) {
  switch (content.type) {
    case 'notification':
      return content.vote.peerEpoch;
    case 'followerInfo':
    case 'observerInfo':
      return content.acceptedEpoch;
    case 'leaderInfo':
      return content.epoch;
    case 'ackEpoch':
      return content.currentEpoch ?? content.lastZxid.epoch;
    case 'diff':
    case 'trunc':
    case 'snap':
    case 'proposal':
    case 'commit':
    case 'inform':
    case 'newLeader':
    case 'ack':
    case 'answer':
      return zxidOf(content).epoch;
    case 'handshake':
    case 'upToDate':
    case 'ping':
    case 'request':
    case 'sync':
    case 'revalidate':
    case 'revalidated':
    case 'connect':
    case 'connected':
    case 'ask':
      return own;
  }
}
