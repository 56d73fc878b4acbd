// The charts of experiments: pure functions of the numbers, as SVG. What they say is in a table beside them.

import { bin, extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { svg } from 'lit';
import { percentile } from './numbers.js';

/** @import { Figures, Outage } from './questions.js' */
/** @import { Texts } from './texts.js' */

/** How high a histogram is, and what is around it. Unit: CSS pixels; a chart is as wide as there is room. */
const ROW = 132;
const MARGIN = { left: 20, right: 20, top: 8, bottom: 34 };
const BINS = 60;

/**
 * Two histograms over one axis of time, with the marks of p50 and p99.
 *
 * @param {readonly Outage[]} outages
 * @param {number} width
 * @param {Texts} texts
 */
export function outagesChart(outages, width, texts) {
  const ended = outages.flatMap(({ leaderless, unserved }) => [leaderless, unserved]).filter(span => !Number.isNaN(span));
  const x = scaleLinear([0, (max(ended) ?? 1) / 1_000_000], [MARGIN.left, width - MARGIN.right]).nice();
  const rows = /** @type {const} */ (['leaderless', 'unserved']).map((of, index) => {
    const spans = outages.map(outage => outage[of]).filter(span => !Number.isNaN(span)).sort((a, b) => a - b);
    const bins = bin().domain(/** @type {[number, number]} */ (x.domain())).thresholds(x.ticks(BINS))(spans.map(span => span / 1_000_000));
    const bottom = MARGIN.top + (index + 1) * ROW - 30;
    const y = scaleLinear([0, max(bins, ({ length }) => length) ?? 1], [bottom, bottom - ROW + 52]);
    return { of, spans, bins, bottom, y };
  });
  const height = MARGIN.top + 2 * ROW + 16;
  return svg`<svg class="chart" data-chart="failover" viewBox="0 0 ${width} ${height}" role="img" aria-label=${`${texts.failover.title} ${texts.numbers}.`}>
    ${rows.map(({ of, spans, bins, bottom, y }) => svg`<g data-of=${of}>
      <text class="name" x=${MARGIN.left} y=${bottom - ROW + 40}>${texts.failover[of]}</text>
      ${bins.filter(({ length }) => length > 0).map(each => {
        const [from, to] = [x(each.x0 ?? 0), x(each.x1 ?? 0)];
        return svg`<rect class="bar" x=${from.toFixed(1)} y=${y(each.length).toFixed(1)} width=${Math.max(1, to - from - 1).toFixed(1)} height=${(bottom - y(each.length)).toFixed(1)} />`;
      })}
      <path class="base" d="M${MARGIN.left} ${bottom}H${width - MARGIN.right}" />
      ${marks(spans, x, bottom, width, texts)}
    </g>`)}
    ${axis(x, height - MARGIN.bottom + 12, width, texts.failover.axis)}
  </svg>`;
}

/** @param {number[]} spans in order @param {ReturnType<typeof scaleLinear<number, number>>} x @param {number} bottom @param {number} width @param {Texts} texts */
function marks(spans, x, bottom, width, texts) {
  if (spans.length === 0) return '';
  const [p50, p99] = [50, 99].map(part => percentile(spans, part));
  const near = x(p99 / 1_000_000) - x(p50 / 1_000_000) < 110;
  return [
    { name: 'p50', span: p50, anchor: near ? 'end' : 'start' },
    { name: 'p99', span: p99, anchor: x(p99 / 1_000_000) > width - 110 ? 'end' : 'start' },
  ].map(({ name, span, anchor }) => {
    const at = x(span / 1_000_000);
    return svg`<path class="mark" d="M${at.toFixed(1)} ${bottom}V${bottom - ROW + 58}" /><text class="value" text-anchor=${anchor} x=${(at + (anchor === 'end' ? -4 : 4)).toFixed(1)} y=${bottom - ROW + 66}>${name} ${texts.span(span)}</text>`;
  });
}

/** @param {ReturnType<typeof scaleLinear<number, number>>} x @param {number} y @param {number} width @param {string} name */
function axis(x, y, width, name) {
  return svg`<g class="axis">${x.ticks(width / 90).map(tick => svg`<text text-anchor="middle" x=${x(tick).toFixed(1)} y=${y}>${tick}</text>`)}<text class="of" text-anchor="middle" x=${width / 2} y=${y + 18}>${name}</text></g>`;
}

/** How large each of the four small charts is. */
const SMALL = { width: 340, height: 190, gap: 40 };

/**
 * Four small charts over the number of servers: voters alone, and three voters with observers.
 *
 * @param {readonly Figures[]} figures
 * @param {number} width
 * @param {Texts} texts
 */
export function figuresChart(figures, width, texts) {
  const columns = width < 2 * SMALL.width ? 1 : 2;
  const across = columns === 1 ? SMALL.width : 2 * SMALL.width + SMALL.gap;
  const { panels } = texts.throughput;
  const all = /** @type {const} */ ([
    ['writes', panels.writes, 'perSecond', 1],
    ['reads', panels.reads, 'perSecond', 1],
    ['writes', panels.writeWait, 'p50', 1000],
    ['reads', panels.readWait, 'p50', 1000],
  ]);
  const rows = 4 / columns;
  const height = rows * SMALL.height + (rows - 1) * SMALL.gap + 14;
  return svg`<svg class="chart" data-chart="throughput" viewBox="0 0 ${across} ${height}" role="img" aria-label=${`${texts.throughput.title} ${texts.numbers}.`}>
    ${all.map(([load, name, of, unit], index) => small(
      figures.filter(each => each.load === load).map(each => ({ servers: each.voters + each.observers, observers: each.observers, voters: each.voters, value: each[of] / unit })),
      name,
      { x: (index % columns) * (SMALL.width + SMALL.gap), y: Math.floor(index / columns) * (SMALL.height + SMALL.gap) },
      texts,
      index === 1,
    ))}
  </svg>`;
}

/**
 * @param {{ servers: number, observers: number, voters: number, value: number }[]} points
 * @param {string} name
 * @param {{ x: number, y: number }} at
 * @param {Texts} texts
 * @param {boolean} isKeyed
 */
function small(points, name, at, texts, isKeyed) {
  const [least = 3, most = 3] = extent(points, ({ servers }) => servers);
  const x = scaleLinear([least, Math.max(most, least + 1)], [46, SMALL.width - 12]);
  const y = scaleLinear([0, max(points, ({ value }) => value) || 1], [SMALL.height - 26, 34]).nice();
  const path = line(/** @param {{ servers: number, value: number }} point */ ({ servers }) => x(servers), ({ value }) => y(value));
  const series = /** @type {const} */ ([
    ['voters', points.filter(({ observers }) => observers === 0)],
    ['observers', points.filter(({ voters }) => voters === 3)],
  ]);
  return svg`<g transform="translate(${at.x} ${at.y})">
    <text class="name" x="8" y="16">${name}</text>
    ${y.ticks(4).map(tick => svg`<path class="grid" d="M46 ${y(tick).toFixed(1)}H${SMALL.width - 12}" /><text class="tick" text-anchor="end" x="40" y=${(y(tick) + 4).toFixed(1)}>${brief(tick)}</text>`)}
    ${[...new Set(points.map(({ servers }) => servers))].map(servers => svg`<text class="tick" text-anchor="middle" x=${x(servers).toFixed(1)} y=${SMALL.height - 10}>${servers}</text>`)}
    <text class="of" text-anchor="middle" x=${(46 + SMALL.width - 12) / 2} y=${SMALL.height + 6}>${texts.throughput.axis}</text>
    ${series.map(([kind, own]) => svg`<g data-series=${kind}><path class="line" d=${path(own) ?? ''} />${own.map(point => kind === 'voters' ? svg`<circle class="dot" r="3.5" cx=${x(point.servers).toFixed(1)} cy=${y(point.value).toFixed(1)} />` : svg`<rect class="dot" x=${(x(point.servers) - 3).toFixed(1)} y=${(y(point.value) - 3).toFixed(1)} width="6" height="6" />`)}</g>`)}
    ${isKeyed ? key(texts) : ''}
  </g>`;
}

/** @param {Texts} texts */
function key(texts) {
  return svg`<g class="key" transform="translate(62 44)">
    <g data-series="voters"><circle class="dot" r="3.5" cx="0" cy="0" /></g><text x="9" y="4">${texts.throughput.voters}</text>
    <g data-series="observers"><rect class="dot" x="-3" y="15" width="6" height="6" /></g><text x="9" y="22">${texts.throughput.observers}</text>
  </g>`;
}

/** @param {number} value */
function brief(value) {
  return value >= 10_000 ? `${+(value / 1000).toFixed(1)}k` : String(+value.toFixed(1));
}
