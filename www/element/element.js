// <zab-scope>: the custom element. It loads a scenario, plays it, and joins picture, caption, controls and panels.

import { LitElement, html } from 'lit';
import { Engine, Refused, freshSeed, load } from '../engine/engine.js';
import { textIn } from '../words/format.js';
import { languageFor, loadLocale, localeFor, unfold } from '../words/languages.js';
import { readingTime, sentenceOfBeat } from '../words/beats.js';
import { Player } from '../play/player.js';
import { parseSpeed } from '../play/playback.js';
import { Presenter, isCalm } from './presenter.js';
import { scenarioFor } from './scenario.js';
import { Selecting } from './selecting.js';
import { styles } from './styles.js';
import { controls } from '../panels/controls.js';
import { keptWords } from '../panels/kept-words.js';
import { problem, stopped } from '../panels/problem.js';

/** How long a refusal is shown, in milliseconds. */
const NOTICE = 6000;

/** @import { PropertyValues } from 'lit' */
/** @import { Memoir } from '../engine/engine.js' */
/** @import { Stride } from '../engine/records.js' */
/** @import { Step } from '../panels/controls.js' */
/** @import { Docked } from './host.js' */
/** @import { Selection } from '../panels/inspector/selection.js' */
/** @import { Speed } from '../play/playback.js' */

export class ZabScope extends LitElement {
  static styles = styles;

  static properties = {
    lang: { reflect: true },
    src: {},
    theme: { reflect: true },
    autoplay: { type: Boolean },
    speed: { converter: parseSpeed },
    selected: { state: true },
    notice: { state: true },
    failure: { state: true },
    helping: { state: true },
    docked: { state: true },
    asked: { state: true },
    stepping: { state: true },
    stopping: { state: true },
  };

  /** @type {Player | undefined} */
  #player;
  /** @type {Engine | undefined} */
  #engine;
  #presenter = new Presenter(
    () => this.locale,
    () => this.requestUpdate(),
  );
  #resizes = new ResizeObserver(([{ contentRect }]) => this.#presenter.resize(contentRect));
  #internals = this.attachInternals();
  /** @type {string | undefined} */
  #scenario;
  /** Clears the refusal that is shown. @type {ReturnType<typeof setTimeout> | undefined} */
  #dwell;
  #selecting = new Selecting(this, this.#presenter.stage);
  /** What helps to read the picture and to change it, once that is there. @type {InstanceType<typeof import('./assistance.js').Assistance> | undefined} */
  #assistance;
  /** What was done with other seeds of this scenario. @type {Memoir[]} */
  #memoirs = [];
  /** Counts calls of `restart`, so that one that a later call has overtaken stops. */
  #loads = 0;

  constructor() {
    super();
    this.theme = 'auto';
    /** Where the scenario is, if it is not inside the element. @type {string | undefined} */
    this.src = undefined;
    this.autoplay = false;
    /** @type {Speed} */
    this.speed = 'auto';
    /** What the inspector tells of. @type {Selection | undefined} */
    this.selected = undefined;
    /** Why something could not be done. */
    this.notice = '';
    /** @type {Error | undefined} */
    this.failure = undefined;
    this.helping = false;
    /** What is docked, unless something is selected. @type {Docked | undefined} */
    this.docked = undefined;
    /** The event whose causes are shown. @type {number | undefined} */
    this.asked = undefined;
    /** What the arrows step by. @type {Step} */
    this.stepping = 'beat';
    /** Whether play stops where an invariant is broken, unless the scenario expects that. */
    this.stopping = true;
  }

  // The public interface.

  /** Everything there is to see now; undefined until the scenario is loaded. */
  get view() {
    return this.#player?.view;
  }

  /** The latest events up to now, at least 20,000 if there are so many: what came before them is forgotten. */
  get events() {
    return this.#player?.eventLog.all ?? [];
  }

  /** Virtual time, in microseconds. */
  get time() {
    return this.#player?.time ?? 0;
  }

  get playing() {
    return this.#player?.playing ?? false;
  }

  get seed() {
    return this.#engine?.seed ?? '';
  }

  /** A hash of all events so far: equal runs have equal hashes. */
  get traceHash() {
    return this.#engine?.traceHash() ?? '';
  }

  /** The scenario that plays to this moment, what was done included. */
  get written() {
    return this.#engine?.written() ?? '';
  }

  play() {
    this.#do(player => player.play());
    this.#presenter.wake();
  }

  pause() {
    this.#do(player => player.pause());
  }

  /** To the next moment that has something of this kind; to the next beat it plays on. @param {Stride} [stride] */
  step(stride = 'event') {
    this.#do(player => {
      if (stride === 'beat') {
        player.nextBeat();
        return;
      }
      player.pause();
      this.#presenter.animateStep();
      player.step(stride);
    });
    this.#presenter.wake();
  }

  /** To the last such moment before. @param {Stride} [stride] */
  stepBack(stride = 'event') {
    this.#do(player => {
      player.pause();
      if (stride === 'beat') player.previousBeat();
      else player.stepBack(stride);
    });
  }

  /** To where the scenario has nothing more to say. */
  finish() {
    this.#do(player => {
      player.pause();
      player.finish();
    });
  }

  /** Takes back what was done last; the branch on which it was done stays. */
  undo() {
    this.#do(player => player.undo());
  }

  redo() {
    this.#do(player => player.redo());
  }

  /** The number of the present branch; 0 is the scenario's own, on which nobody has acted. */
  get branch() {
    return this.#player?.branch ?? 0;
  }

  /** What is told now: what happened, and when; undefined while nothing is. */
  get told() {
    return this.#player?.told;
  }

  /** All that is told along this branch, what is known to come included. */
  get beats() {
    return this.#player?.story.beats ?? [];
  }

  /** All branches, in the order in which they began. */
  get branches() {
    return this.#player?.branches ?? [];
  }

  /** Makes a branch the present one, at this moment. @param {number} branch */
  switchTo(branch) {
    this.#do(player => player.switchTo(branch));
  }

  /** Back to the scenario's own branch, to the moment at which somebody acted first. */
  backToStory() {
    this.#do(player => {
      let number = player.branch;
      let at = player.view.now;
      while (number > 0) ({ at, parent: number = 0 } = player.branches[number]);
      if (player.branch > 0) player.switchTo(0, at);
    });
  }

  /** The whole screen for the element, or no longer. */
  async toggleFullScreen() {
    try {
      await (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen());
    } catch {
      // A page or a browser may forbid it.
    }
  }

  /** @param {number} at in microseconds */
  seek(at) {
    this.#do(player => player.seek(at));
  }

  /** @param {string} command of the scenario language */
  act(command) {
    this.#do(player => player.act(command));
  }

  /** Back to the beginning of the story. All branches stay. */
  fromStart() {
    this.#do(player => player.switchTo(0, 0));
  }

  /**
   * Begins again, with another scenario or another seed. What was done with other seeds of the same scenario is kept, and comes back with its seed.
   * Another scenario, given or at an address, comes with its own seed.
   *
   * @param {{ scenario?: string, src?: string, seed?: string, playing?: boolean }} [options]
   */
  async restart({ scenario, src, seed = (scenario ?? src) === undefined && this.seed ? this.seed : undefined, playing = this.playing } = {}) {
    const turn = ++this.#loads;
    const isOther = (scenario ?? src) !== undefined;
    if (src !== undefined) this.src = src;
    if (isOther) this.#memoirs = [];
    else if (this.#engine && seed !== this.seed) this.#memoirs = [this.#engine.memoir(), ...this.#memoirs];
    const memoir = this.#memoirs.find(each => each.seed === seed);
    this.#memoirs = this.#memoirs.filter(each => each.seed !== seed);
    try {
      const text = scenario ?? (isOther ? undefined : this.#scenario) ?? (await scenarioFor(this));
      if (turn !== this.#loads) return;
      this.#scenario = text;
      await Promise.all([load(), loadLocale(this.#language)]);
      if (turn !== this.#loads) return;
      const engine = new Engine(this.#scenario, seed);
      if (memoir) engine.relive(memoir);
      this.#engine?.free();
      this.#engine = engine;
      this.failure = undefined;
      this.#begin(engine, playing, memoir?.now ?? 0);
    } catch (error) {
      this.#player = undefined;
      this.#engine = undefined;
      this.#presenter.load(undefined);
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.dispatchEvent(new CustomEvent(this.failure ? 'zab-error' : 'zab-ready', { bubbles: true, composed: true }));
  }

  // Lit's lifecycle.

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#askForHeight();
    this.#presenter.connected = true;
    this.#presenter.wake();
    if (this.#player) return;
    // While a page is parsed, an element is connected before its children exist.
    queueMicrotask(() => this.restart({ playing: this.autoplay && !isCalm() }));
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#presenter.connected = false;
    this.#presenter.sleep();
  }

  /** @override */
  firstUpdated() {
    const stage = this.renderRoot.querySelector('.stage');
    if (!stage) return;
    stage.prepend(this.#presenter.stage.root);
    stage.addEventListener('click', event => this.#selecting.click(event));
    this.addEventListener('zab-ready', () => this.#assist(), { once: true });
    this.#resizes.observe(stage);
  }

  /** @override @param {PropertyValues} changed */
  updated(changed) {
    if (changed.has('speed') && this.#player) this.#player.speed = this.speed;
    if (changed.has('stopping') && this.#player) this.#player.stopsAtViolations = this.stopping;
    if (changed.has('lang')) this.#speak();
    this.#presenter.clock = this.renderRoot.querySelector('.moment');
    this.#presenter.reading = this.renderRoot.querySelector('.reading');
    this.#presenter.timeline = time => this.#assistance?.showPresent(time);
    this.#assistance?.showPresent(this.time);
    this.#selecting.afterRender(this.time);
    this.#assistance?.afterRender();
  }

  /** @override */
  willUpdate() {
    this.#selecting.beforeRender();
  }

  get #language() {
    const around = this.lang || this.closest('[lang]')?.getAttribute('lang');
    return languageFor(around ? [around] : navigator.languages);
  }

  get locale() {
    return localeFor(this.#language);
  }

  /** Shows everything in the language that is wanted, once that is there. */
  async #speak() {
    await loadLocale(this.#language);
    this.#presenter.show();
    this.requestUpdate();
  }

  /** @override */
  render() {
    const { locale } = this;
    const view = this.view;
    const title = (this.#engine && textIn(this.#engine.title, locale.lang)) || locale.untitled;
    const { reproduction } = this.#player ?? {};
    const chapter = this.#player?.chapter && textIn(this.#player.chapter, locale.lang);
    const assistance = this.#assistance;
    const docked = view && assistance?.docked(view);
    return html`<section
      class="scope"
      tabindex="-1"
      role="group"
      lang=${locale.lang}
      aria-label=${locale.scope(title)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.#assistance?.key(event)}
      @click=${this.#dismiss}
    >
      ${this.failure ? problem(this.failure, locale) : ''} ${reproduction ? stopped(reproduction, locale) : ''}
      <header class="story" ?hidden=${!view}>
        <p class="title">${title}${chapter ? html`<span class="chapter"> · ${chapter}</span>` : ''}</p>
        ${this.branch > 0 ? html`<span class="aside">${locale.story.aside}</span><button class="story-back" @click=${() => this.backToStory()}>${locale.story.back}</button>` : ''}
        <button class="whole" aria-label=${locale.command} title=${locale.command} aria-pressed=${String(this.docked === 'palette')} @click=${() => this.dock('palette')}>/</button>
        <button class="listing" aria-pressed=${String(this.docked === 'events')} @click=${() => this.dock('events')}>${locale.events}</button>
        <button class="legend-button" aria-pressed=${String(this.docked === 'legend')} @click=${() => this.dock('legend')}>${locale.legend}</button>
        <button class="whole" aria-label=${locale.fullScreen} title=${locale.fullScreen} @click=${() => this.toggleFullScreen()}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" /></svg>
        </button>
      </header>
      <div class="stage" ?hidden=${Boolean(this.failure)}></div>
      <div class="guide" ?hidden=${Boolean(this.failure)}>${assistance?.corner()}</div>
      <div class="way" ?hidden=${Boolean(this.failure)}>${assistance?.phases()}</div>
      <div class="told" ?hidden=${Boolean(this.failure)}>
        <p class="caption" aria-live=${this.playing ? 'off' : 'polite'} @click=${() => this.step('beat')}><span>${keptWords(this.#caption(), locale.lang)}</span><i class="reading"></i></p>
        <button class="why-told" ?hidden=${!this.#player?.told} aria-pressed=${String(this.docked === 'why')} @click=${() => this.dock('why')}>${locale.whyTold}</button>
      </div>
      <div class="times" ?hidden=${Boolean(this.failure)}>${assistance?.timeline()}</div>
      <p class="unseen" role="status">${assistance?.news()}</p>
      ${this.failure ? '' : controls({
        locale,
        playing: this.playing,
        waits: this.#player?.waits ?? false,
        speed: this.speed,
        step: this.stepping,
        seed: this.seed,
        seeds: this.#memoirs.map(memoir => memoir.seed),
        hasActed: this.branches.length > 1,
        helping: this.helping,
        disabled: !view,
        fromStart: () => this.fromStart(),
        back: () => this.stepBack(this.stepping),
        toggle: () => this.toggle(),
        on: () => this.step(this.stepping),
        undo: () => this.undo(),
        redo: () => this.redo(),
        setSpeed: speed => (this.speed = speed),
        setStep: step => (this.stepping = step),
        newSeed: () => this.restart({ seed: freshSeed() }),
        takeSeed: seed => this.restart({ seed }),
        help: () => assistance?.help(),
        toggleHelp: () => (this.helping = !this.helping),
      })}
      <aside class="panel" ?hidden=${!docked}>${docked}</aside>
      ${assistance?.table()}
    </section>`;
  }

  // Internal.

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /**
   * @param {Engine} engine
   * @param {boolean} playing
   * @param {number} at
   */
  #begin(engine, playing, at) {
    this.selected = undefined;
    this.asked = undefined;
    this.notice = '';
    const player = new Player(
      engine,
      (way, news) => this.#presenter.turn(way, news),
      beat => readingTime(sentenceOfBeat(beat, this.locale)),
    );
    player.leaps = isCalm();
    this.#player = player;
    this.#presenter.load(player);
    player.speed = this.speed;
    player.stopsAtViolations = this.stopping;
    player.seek(at);
    if (at === 0) player.story.catchUp(player.view, true);
    if (playing) player.play();
    this.#presenter.wake();
    this.requestUpdate();
  }

  /** Without a height given, the element takes one from its own width. */
  #askForHeight() {
    this.#internals.states.delete('unsized');
    if (['auto', '0px'].includes(getComputedStyle(this).height)) this.#internals.states.add('unsized');
  }

  /** Docks something beside the stage, or what is there no longer. @param {Docked | undefined} what */
  dock(what) {
    this.docked = this.docked === what && !this.selected ? undefined : what;
    if (what) this.selected = undefined;
    if (this.docked === 'palette') this.#assistance?.openPalette();
  }

  async #assist() {
    const [{ Assistance }] = await Promise.all([import('./assistance.js'), unfold()]);
    this.#assistance ??= new Assistance(this, {
      player: () => this.#player,
      presenter: this.#presenter,
      selecting: this.#selecting,
      attempt: verb => this.#do(verb),
      all: () => this.#engine?.events(0) ?? [],
    });
    this.requestUpdate();
  }

  #caption() {
    if (this.notice) return this.notice;
    if (!this.view) return this.locale.loading;
    const beat = this.#player?.told;
    return beat ? sentenceOfBeat(beat, this.locale) : '';
  }

  /** @param {(player: Player) => void} verb */
  #do(verb) {
    if (!this.#player) return;
    this.#presenter.finishStep();
    this.notice = '';
    try {
      verb(this.#player);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.notice = this.locale.refused(error.message);
      clearTimeout(this.#dwell);
      this.#dwell = setTimeout(() => (this.notice = ''), NOTICE);
    }
    this.requestUpdate();
  }

  /** A click outside the help closes it. @param {Event} event */
  #dismiss({ target }) {
    if (this.helping && target instanceof Element && !target.closest('.help, .keys')) this.helping = false;
  }
}
