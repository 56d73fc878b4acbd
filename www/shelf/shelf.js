// The shelf below the first view: lessons with their covers, the library of scenarios, an ensemble of one's own. Loaded once the first picture is there.

import { html, render } from 'lit';
import { ensembleIn, placeIn, scenarioOfEnsemble, textAt } from './address.js';
import { createBuilder } from './builder.js';
import { builderStyles } from './builder.css.js';
import { Engine, load } from '../engine/engine.js';
import { textIn } from '../words/format.js';
import { LESSONS } from './contents.js';
import { COVER, cover } from './cover.js';
import { shelfStyles } from './shelf.css.js';
import { TEXTS } from './texts.js';

/** @import { ZabScope } from '../element/element.js' */
/** @import { Text, View } from '../engine/records.js' */
/** @import { Place } from './address.js' */

/** Under which name a browser remembers what was read. */
const READ = 'zab-read';

/** @typedef {{ name: string, title: Text[] }} Listed the library is listed when the site is built */

/**
 * @param {HTMLElement} root
 * @param {ZabScope} scope
 */
export function createShelf(root, scope) {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...[shelfStyles, builderStyles].map(({ styleSheet }) => /** @type {CSSStyleSheet} */ (styleSheet))];
  /** @type {Map<string, { title: readonly Text[], view: View }>} */
  const covers = new Map();
  /** @type {Listed[]} */
  let library = [];
  /** @type {'en' | 'zh'} */
  let lang = 'en';
  const read = new Set(remembered());
  const seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      void draw(/** @type {HTMLElement} */ (target).dataset.lesson ?? '');
    }
  });
  /** @type {ReturnType<typeof import('../experiments/experiments.js').createExperiments> | undefined} */
  let lab;
  const near = new IntersectionObserver(async ([{ isIntersecting, target }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    const { createExperiments } = await import('../experiments/experiments.js');
    lab ??= createExperiments(/** @type {HTMLElement} */ (target), scenario => void play(scenario));
    lab.speak(lang);
    if (new URLSearchParams(location.search).has('experiment')) target.scrollIntoView();
  }, { rootMargin: new URLSearchParams(location.search).has('experiment') ? '100000px' : '400px' });
  fetch('scenarios/library.json').then(async answer => {
    if (answer.ok) library = await answer.json();
    show();
  }, () => {});
  const builder = createBuilder(show, build);
  const asked = ensembleIn(new URLSearchParams(location.search));
  if (asked) builder.take(asked);
  addEventListener('popstate', () => go(new URL(location.href), false));
  return {
    /** @param {'en' | 'zh'} language */
    speak(language) {
      lang = language;
      show();
      void builder.speak(lang);
    },
  };

  function show() {
    const texts = TEXTS[lang];
    const asked = new URLSearchParams(location.search);
    const here = placeIn(asked);
    render(
      html`
        <h2>${texts.lessons}</h2>
        <ol class="lessons">
          ${LESSONS.map(lesson => {
            const drawn = covers.get(lesson.name);
            const place = /** @type {Place} */ ({ kind: 'lesson', name: lesson.name });
            const current = here?.kind === 'lesson' && here.name === lesson.name;
            return html`<li>
              <a class="lesson" href=${addressOf(place)} data-lesson=${lesson.name} aria-current=${current ? 'true' : 'false'} @click=${follow}>
                <svg class="cover" viewBox=${COVER} aria-hidden="true">${drawn ? cover(drawn.view) : ''}</svg>
                <strong><span class="number">${lesson.name.split('-')[0].replace(/^0/, '')}</span> ${drawn ? textIn(drawn.title, lang) : ''}</strong>
                <span class="line">${lesson[lang]}</span>
                ${read.has(lesson.name) ? html`<span class="read">✓ ${texts.read}</span>` : ''}
              </a>
            </li>`;
          })}
        </ol>
        <div class="lab"></div>
        <h2>${texts.own}</h2>
        ${builder.show(lang)}
        <h2>${texts.library}</h2>
        <p>${texts.libraryLine}</p>
        <ul class="library">
          ${library.map(({ name, title }) => html`<li><a href=${addressOf({ kind: 'scenario', name })} @click=${follow}>${textIn(title, lang)}</a></li>`)}
        </ul>
      `,
      root,
    );
    lab?.speak(lang);
    const place = root.querySelector('.lab');
    if (place && !lab) near.observe(place);
    for (const card of root.querySelectorAll('.lesson')) if (!covers.has(/** @type {HTMLElement} */ (card).dataset.lesson ?? '')) seen.observe(card);
  }

  /** Draws a cover: the lesson is played to its moment. @param {string} name */
  async function draw(name) {
    const lesson = LESSONS.find(each => each.name === name);
    const answer = await fetch(textAt({ kind: 'lesson', name }));
    if (!lesson || !answer.ok) return;
    await load();
    const engine = new Engine(await answer.text());
    engine.seek(lesson.at * 1000);
    covers.set(name, { title: engine.title, view: engine.view() });
    engine.free();
    show();
  }

  /** @param {Place} place */
  function addressOf({ kind, name }) {
    const address = bare();
    address.searchParams.append(kind, name);
    return `${address.pathname}${address.search}`;
  }

  /** The address of the page, which asks for nothing but a language and a theme. */
  function bare() {
    const address = new URL(location.pathname, location.origin);
    const asked = new URLSearchParams(location.search);
    for (const kept of ['lang', 'theme']) {
      const value = asked.get(kept);
      if (value !== null) address.searchParams.set(kept, value);
    }
    return address;
  }

  /** A link is followed on this page. @param {MouseEvent} event */
  function follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void go(new URL(/** @type {HTMLAnchorElement} */ (event.currentTarget).href), true);
  }

  /** Plays what was built; its address can be passed on. @param {readonly [string, string][]} ensemble */
  function build(ensemble) {
    const address = bare();
    for (const [name, value] of ensemble) address.searchParams.append(name, value);
    void go(address, true);
  }

  /** @param {URL} address @param {boolean} push */
  async function go(address, push) {
    const place = placeIn(address.searchParams);
    const ensemble = ensembleIn(address.searchParams);
    if (push) history.pushState(null, '', address);
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    if (place) await scope.restart({ src: textAt(place), playing: true });
    else if (ensemble) {
      builder.take(ensemble);
      await scope.restart({ scenario: scenarioOfEnsemble(ensemble), playing: true });
    }
    scope.focus({ preventScroll: true });
    if (place?.kind === 'lesson') remember(place.name);
    show();
  }

  /** Plays a scenario, in view. @param {string} scenario */
  async function play(scenario) {
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    await scope.restart({ scenario, playing: true });
    scope.focus({ preventScroll: true });
  }

  /** @param {string} name */
  function remember(name) {
    read.add(name);
    try {
      localStorage.setItem(READ, [...read].join(' '));
    } catch {
      // A browser may keep nothing.
    }
  }
}

function remembered() {
  try {
    return (localStorage.getItem(READ) ?? '').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}
