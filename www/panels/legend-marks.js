// The marks of the legend, made of the same shapes and classes as on the stage, so that they look as they do there.

import { svg } from 'lit';
import { BAR, WAVE } from '../stage/hindrances.js';

/** @import { Mark } from '../words/guide.locale.js' */

/** @param {string} state @param {{ hue?: number, arc?: number, finalizing?: boolean }} [look] */
const server = (state, { hue = 0, arc = 0, finalizing = false } = {}) => svg`
  <g data-state=${state} data-hue=${hue} data-finalizing=${String(finalizing)} transform="translate(36 16)"><g class="body">
    <circle class="ring" r="13" /><circle class="disc" r="9.5" />
    <circle class="arc" r="9.5" pathLength="1" transform="rotate(-90)" stroke-dasharray=${`${arc} 1`} />
    <path class="cross" d="M-5 -5L5 5M5 -5L-5 5" />
  </g></g>`;

/** @param {string} text @param {boolean} counts */
const slip = (text, counts) => svg`
  <g class="slip" data-state="LOOKING" data-counts=${String(counts)} data-hue="1" transform="translate(2 8)">
    <rect class="paper" width="68" height="17" rx="2" /><text x="34" y="12.5" text-anchor="middle">${text}</text>
  </g>`;

/** @param {string} text @param {number} at @param {{ safe?: boolean, applied?: boolean, whole?: boolean }} [look] */
const cell = (text, at, { safe = true, applied = true, whole = false } = {}) => svg`
  <g class="cell" data-hue="1" data-safe=${String(safe)} data-applied=${String(applied)} data-whole=${String(whole)} transform=${`translate(${at} 9)`}>
    <rect class="behind" x="-2.5" y="-2.5" width="26" height="15" rx="2.5" /><rect class="paper" width="26" height="15" rx="2.5" />
    <text x="13" y="11" text-anchor="middle">${text}</text>
  </g>`;

/** @param {string} kind @param {string} text @param {string} state @param {number} rx */
const token = (kind, text, state, rx) => svg`
  <g class=${`token ${kind}`} data-state=${state} data-hue="1" transform="translate(36 16)">
    ${state === 'LEADING' ? svg`<rect class="seal" x="-35.5" y="-12.5" width="71" height="25" rx="12.5" />` : ''}
    <rect class="paper" x="-32" y="-9" width="64" height="18" rx=${rx} /><text y="4" font-size="11" text-anchor="middle">${text}</text>
  </g>`;

/** @param {string} state @param {string} letter */
const client = (state, letter) => svg`
  <g class="client" data-state=${state} transform="translate(36 16)">
    <rect class="shape" x="-9.5" y="-9.5" width="19" height="19" rx="5" /><text class="letter" text-anchor="middle" dy=".34em">${letter}</text>
  </g>`;

/** @param {number} at @param {string} acked @param {string} voter */
const ack = (at, acked, voter) => svg`
  <g class="mark" data-acked=${acked} transform=${`translate(${at} 8)`}>
    <rect class="paper" width="18" height="17" rx="3" /><text x="9" y="12.5" font-size="10.5" text-anchor="middle">${voter}</text>
  </g>`;

/** @param {string} how @param {string} d */
const fault = (how, d) => svg`<g class="fault" data-fault=${how} transform="translate(46 24) scale(.85)"><circle r="9" /><path d=${d} /></g>`;

const box = svg`<path class="box" d="M10 8V24a5 5 0 0 0 5 5H57a5 5 0 0 0 5 -5V8" />`;

/** Each in a space of 72 by 32. @type {Record<Mark, unknown>} */
export const MARKS = {
  looking: server('LOOKING', { arc: 0.7 }),
  finalizing: server('LOOKING', { arc: 0.4, finalizing: true }),
  following: server('FOLLOWING', { hue: 1 }),
  leading: server('LEADING', { hue: 1 }),
  observing: server('OBSERVING', { hue: 1 }),
  down: server('DOWN'),
  suspended: svg`${server('FOLLOWING', { hue: 1 })}${fault('suspended', 'M-2.5 -4V4M2.5 -4V4')}`,
  badDisk: svg`${server('FOLLOWING', { hue: 1 })}${fault('full', 'M-4.5 -3.5H4.5V3.5H-4.5ZM-4.5 0H4.5')}`,
  vote: svg`<text class="vote" x="36" y="21" font-size="15" font-weight="600" text-anchor="middle">(1, 3, 0)</text>`,
  slip: slip('2: (1, 2, 0)', false),
  slipCounts: slip('1: (1, 3, 0)', true),
  pips: svg`<g class="panel"><text class="quorum" data-met="false" x="36" y="21" text-anchor="middle"><tspan class="pips">●●○</tspan></text></g>`,
  lid: svg`${box}<path class="lid" d="M6 8H66" />`,
  acks: svg`<g class="proposal" data-hue="1" data-met="true">${ack(6, 'counted', '1')}${ack(27, 'late', '2')}${ack(48, 'counted', '3')}</g>`,
  zxid: svg`<text class="vote" x="36" y="21" font-size="15" font-weight="600" text-anchor="middle">1.2</text>`,
  epochs: svg`${[1, 2, 3, 4, 5].map(hue => svg`<circle class="hue" data-hue=${hue} cx=${hue * 13 - 3} cy="16" r="5" />`)}`,
  open: cell('1.2', 23, { safe: false, applied: false }),
  tinted: cell('1.2', 23, { applied: false }),
  full: cell('1.2', 23),
  whole: cell('1.2', 24, { whole: true }),
  paper: token('notification', '(1, 3, 0)', 'LOOKING', 3),
  settled: token('notification', '(1, 3, 0)', 'LEADING', 9),
  capsule: token('packet', 'ACK 1.2', 'NONE', 9),
  heartbeat: svg`<g class="token ping" data-state="NONE" data-hue="1" transform="translate(36 16)"><circle class="dot" r="2.5" /></g>`,
  linkDown: svg`<g class="links"><path data-link="down" d="M4 11H68" /><path data-link="dialling" d="M4 21H68" /></g>`,
  linkUp: svg`<g class="links"><path data-link="up" d="M4 16H68" /></g>`,
  bond: svg`<g class="bonds" data-hue="1"><path data-synced="true" d="M4 16H68" /></g>`,
  cut: svg`<g class="links"><path data-cut="true" d="M4 16H68" /></g><g class="cut" transform="translate(36 16)">
    <rect class="gap" x="-9" y="-8" width="18" height="16" /><path class="bars" d="M-9 -6V6M9 -6V6" /><text y="4" text-anchor="middle">2</text></g>`,
  heldWay: svg`<g class="links"><path data-link="up" d="M4 18H68" /></g><g class="hindrance" data-kind="held" transform="translate(50 18)"><path d=${BAR} /><text y="-11" text-anchor="middle">2</text></g>`,
  slowWay: svg`<g class="links"><path data-link="up" d="M4 16H68" /></g><g class="hindrance" data-kind="slow" transform="translate(30 16)"><path d=${WAVE} /></g>`,
  client: client('CONNECTED', 'a'),
  clientLost: client('VANISHED', 'a'),
};
