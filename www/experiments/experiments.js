// Two lessons that answer with a chart. What is asked is simulated in a worker; the numbers, the picture and single runs are at hand. Loaded
// when somebody comes near.

import { html, nothing, render } from 'lit';
import { figuresChart, outagesChart } from './charts.js';
import { CHART, experimentStyles } from './experiments.css.js';
import { figuresAsCsv, inOrder, outagesAsCsv, percentile, runAt } from './numbers.js';
import { Cancelled, ask } from './questions.js';
import { FAILOVER, THROUGHPUT, WAYS, chosen, ensembleOfFailover, ensembleOfThroughput, sizes, wayOf } from './settings.js';
import { TEXTS } from './texts.js';
import { saveText } from '../panels/save.js';

/** @import { Failing, Figures, Outage, Question } from './questions.js' */
/** @import { Chosen } from './settings.js' */

/** @typedef {'failover' | 'throughput'} Name */

/**
 * What is known of an experiment: what was chosen, how far it has come, and its numbers.
 *
 * @typedef {{
 *   chosen: Chosen,
 *   by: Failing,
 *   asked?: Chosen,
 *   going?: { done: number, of: number, stop: AbortController },
 *   refused?: string,
 *   outages?: Outage[],
 *   figures?: Figures[],
 * }} State
 */

/** @type {readonly Name[]} */
const NAMES = ['failover', 'throughput'];
const FIELDS = { failover: FAILOVER, throughput: THROUGHPUT };
/** So near to what arithmetic allows a leader is the limit. */
const NEARLY = 0.9;
/** How wide a chart may be, and what is around it, in CSS pixels. */
const NARROWEST = 280;
const WIDEST = 760;
const AROUND = 42;
/** The parts of a hundred that the table has. */
const PARTS = [0, 50, 90, 99, 100];

/**
 * @param {HTMLElement} root
 * @param {(scenario: string) => void} watch plays a run
 */
export function createExperiments(root, watch) {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, /** @type {CSSStyleSheet} */ (experimentStyles.styleSheet), sheetOf(CHART)];
  const asked = new URLSearchParams(location.search);
  /** @type {'en' | 'zh'} */
  let lang = 'en';
  const name = NAMES.find(each => each === asked.get('experiment'));
  const none = new URLSearchParams();
  let width = WIDEST;
  new ResizeObserver(([{ contentRect }]) => {
    const room = Math.min(Math.max(Math.floor(contentRect.width) - AROUND, NARROWEST), WIDEST);
    if (room === width) return;
    width = room;
    show();
  }).observe(root);
  /** @type {Record<Name, State>} */
  const states = {
    failover: { chosen: chosen(FAILOVER, name === 'failover' ? asked : none), by: wayOf(name === 'failover' && asked.get('by')) },
    throughput: { chosen: chosen(THROUGHPUT, name === 'throughput' ? asked : none), by: 'killed' },
  };
  if (name) void run(name);
  return {
    /** @param {'en' | 'zh'} language */
    speak(language) {
      lang = language;
      show();
    },
  };

  function show() {
    const texts = TEXTS[lang];
    render(html`<div class="experiments"><h2 id="experiments">${texts.heading}</h2><p>${texts.line}</p>${NAMES.map(each => experiment(each))}</div>`, root);
  }

  /** @param {Name} name */
  function experiment(name) {
    const texts = TEXTS[lang];
    const own = texts[name];
    const state = states[name];
    return html`<section class="experiment" data-experiment=${name} aria-labelledby=${`experiment-${name}`}>
      <h3 id=${`experiment-${name}`}>${own.title}</h3>
      <p>${own.about}</p>
      <form @submit=${(/** @type {SubmitEvent} */ event) => submit(event, name)}>
        ${Object.keys(FIELDS[name]).filter(field => field !== 'latencyTo').map(field => (field === 'latencyFrom' ? latency(name) : number(name, field)))}
        ${name === 'failover' ? html`<label>${texts.settings.by} <select name="by">${WAYS.map(way => html`<option value=${way} ?selected=${way === state.by}>${texts.failover.by[way]}</option>`)}</select></label>` : nothing}
        <button type="submit" ?disabled=${state.going !== undefined}>${texts.run}</button>
      </form>
      ${going(state)} ${state.refused ? html`<p class="refused" role="alert">${state.refused}</p>` : nothing}
      ${name === 'failover' && state.outages ? failover(state, state.outages) : nothing} ${name === 'throughput' && state.figures ? throughput(state.figures) : nothing}
    </section>`;
  }

  /** @param {State} state */
  function going({ going }) {
    const texts = TEXTS[lang];
    if (!going) return nothing;
    return html`<div class="going" role="status">
      <progress max=${going.of} .value=${going.done} aria-label=${texts.run}></progress>
      <span>${texts.progress(going.done, going.of)}</span>
      <button type="button" @click=${() => going.stop.abort()}>${texts.cancel}</button>
    </div>`;
  }

  /** @param {Name} name @param {string} field */
  function number(name, field) {
    const label = /** @type {Record<string, string>} */ (TEXTS[lang].settings)[field];
    return html`<label>${label} ${input(name, field, label)}</label>`;
  }

  /** @param {Name} name */
  function latency(name) {
    const label = TEXTS[lang].settings.latency;
    return html`<label>${label} <span class="range">${input(name, 'latencyFrom', `${label} ≥`)}<span aria-hidden="true">–</span>${input(name, 'latencyTo', `${label} ≤`)}</span></label>`;
  }

  /** @param {Name} name @param {string} field @param {string} label */
  function input(name, field, label) {
    const { least, most, step } = FIELDS[name][field];
    // The browser counts steps from the least.
    const from = step > 1 ? least % step : least;
    return html`<input type="number" name=${field} aria-label=${label} required min=${Math.max(from, least)} max=${most} step=${step} .value=${String(states[name].chosen[field])} />`;
  }

  /** @param {State} state @param {Outage[]} outages */
  function failover({ asked = states.failover.chosen, by }, outages) {
    const texts = TEXTS[lang];
    const span = (/** @type {number} */ micros) => (Number.isNaN(micros) ? texts.noEnd : texts.span(micros));
    const rows = /** @type {const} */ (['leaderless', 'unserved']).map(of => ({ of, spans: inOrder(outages.map(outage => outage[of])) }));
    const [one, other] = rows.map(({ spans }) => [50, 99].map(part => span(percentile(spans, part))));
    const runs = [50, 99].map(part => ({ part, outage: runAt(outages, 'leaderless', part) }));
    return html`<p class="said" role="status">${texts.failover.said(outages.length, one, other)}</p>
      ${outagesChart(outages, width, texts)}
      <div class="after">
        ${texts.failover.watch}
        ${runs.map(({ part, outage }) => html`<button type="button" data-watch=${part} @click=${() => open(asked, by, outage.run)}>${texts.failover.watched(`p${part}`, span(outage.leaderless))}</button>`)}
        ${downloads('failover', outagesAsCsv(outages))}
      </div>
      <details open><summary>${texts.numbers}</summary><div class="scrolls" tabindex="0" role="region" aria-label=${`${texts.failover.title} ${texts.numbers}`}><table>
        <thead><tr>${texts.failover.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>${rows.map(({ of, spans }) => html`<tr><th scope="row">${texts.failover[of]}</th>${PARTS.map(part => html`<td>${span(percentile(spans, part))}</td>`)}</tr>`)}</tbody>
      </table></div></details>
      <p class="why">${texts.failover.why}</p>`;
  }

  /** @param {Figures[]} figures */
  function throughput(figures) {
    const texts = TEXTS[lang];
    const of = (/** @type {Figures['load']} */ load, /** @type {number} */ voters, /** @type {number} */ observers) =>
      figures.find(each => each.load === load && each.voters === voters && each.observers === observers) ?? { perSecond: 0, p50: 0, p99: 0 };
    const all = figures.filter(({ load }) => load === 'writes');
    const most = Math.max(...all.map(({ voters }) => voters));
    const many = (/** @type {number} */ number) => number.toLocaleString(lang);
    const { cpu } = states.throughput.asked ?? states.throughput.chosen;
    const bound = of('writes', most, 0).perSecond * cpu * most > 1_000_000 * NEARLY;
    return html`<p class="said" role="status">${texts.throughput.said(many(of('writes', 3, 0).perSecond), many(of('writes', most, 0).perSecond), most, many(of('writes', 3, most - 3).perSecond), many(of('reads', most, 0).perSecond), bound)}</p>
      ${figuresChart(figures, width, texts)}
      <div class="after">${downloads('throughput', figuresAsCsv(figures))}</div>
      <details open><summary>${texts.numbers}</summary><div class="scrolls" tabindex="0" role="region" aria-label=${`${texts.throughput.title} ${texts.numbers}`}><table>
        <thead><tr>${texts.throughput.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>${all.map(({ voters, observers }) => html`<tr><th scope="row">${voters}</th><td>${observers}</td>
          ${/** @type {const} */ (['writes', 'reads']).map(load => {
            const { perSecond, p50, p99 } = of(load, voters, observers);
            return html`<td>${many(perSecond)}</td><td>${texts.span(p50)}</td><td>${texts.span(p99)}</td>`;
          })}</tr>`)}</tbody>
      </table></div></details>
      <p class="why">${texts.throughput.why}</p>`;
  }

  /** @param {Name} name @param {string} csv */
  function downloads(name, csv) {
    const texts = TEXTS[lang];
    return html`<button type="button" @click=${(/** @type {MouseEvent} */ event) => saveText(`${name}.svg`, pictureIn(event), 'image/svg+xml')}>${texts.svg}</button>
      <button type="button" @click=${() => saveText(`${name}.csv`, csv, 'text/csv')}>${texts.csv}</button>`;
  }

  /** @param {SubmitEvent} event @param {Name} name */
  function submit(event, name) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const state = states[name];
    state.chosen = chosen(FIELDS[name], form);
    state.by = wayOf(form.get('by'));
    const address = new URL(location.href);
    address.search = '';
    for (const kept of ['lang', 'theme']) {
      const value = new URLSearchParams(location.search).get(kept);
      if (value !== null) address.searchParams.set(kept, value);
    }
    address.searchParams.set('experiment', name);
    if (name === 'failover') address.searchParams.set('by', state.by);
    for (const [field, value] of Object.entries(state.chosen)) address.searchParams.set(field, String(value));
    history.replaceState(null, '', address);
    void run(name);
  }

  /** @param {Name} name */
  async function run(name) {
    const state = states[name];
    const { chosen, by } = state;
    /** @type {Question} */
    const question = name === 'failover'
      ? { ask: 'failover', text: ensembleOfFailover(chosen), by, runs: chosen.runs }
      : { ask: 'throughput', text: ensembleOfThroughput(chosen), underWay: chosen.underWay, sizes: sizes(chosen) };
    const stop = new AbortController();
    Object.assign(state, { refused: undefined, outages: undefined, figures: undefined, asked: chosen, going: { done: 0, of: 1, stop } });
    show();
    try {
      const answer = await ask(question, (done, of) => {
        state.going = { done, of, stop };
        show();
      }, stop.signal);
      if (answer.say === 'outages') state.outages = answer.outages;
      if (answer.say === 'figures') state.figures = answer.figures;
    } catch (error) {
      state.refused = error instanceof Cancelled ? TEXTS[lang].cancelled : error instanceof Error ? error.message : String(error);
    }
    state.going = undefined;
    show();
  }

  /** Opens a run to be watched. @param {Chosen} chosen @param {Failing} by @param {number} run */
  async function open(chosen, by, run) {
    const answer = await ask({ ask: 'written', text: ensembleOfFailover(chosen), by, run }, () => {}, new AbortController().signal);
    if (answer.say === 'written') watch(answer.text);
  }
}

/** The chart that a button belongs to, as a file that is complete by itself. @param {MouseEvent} event */
function pictureIn({ currentTarget }) {
  const section = /** @type {Element} */ (currentTarget).closest('.experiment');
  const chart = /** @type {SVGElement} */ (section?.querySelector('.chart')?.cloneNode(true));
  const colours = ':root { --ink: #1d2329; --muted: #5d656d; --line: #d8d5cd; --ground: #fff; --bar: #0a63b0; --other: #a0561c; }';
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = colours + CHART;
  chart.prepend(style);
  return new XMLSerializer().serializeToString(chart);
}

/** @param {string} text */
function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
