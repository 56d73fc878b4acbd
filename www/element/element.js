// <zab-scope>: the custom element. It loads a scenario, plays it, and joins picture, caption, controls and panels.

import { LitElement, html } from 'lit';
import { Engine, Refused, freshSeed, load } from '../engine/engine.js';
import { peerEpochsDiffer, textIn } from '../words/format.js';
import { languageFor, loadLocale, localeFor, unfold } from '../words/languages.js';
import { readingTime, sentenceOfBeat } from '../words/beats.js';
import { Player } from '../play/player.js';
import { parseSpeed } from '../play/playback.js';
import { Presenter, isCalm } from './presenter.js';
import { scenarioFor } from './scenario.js';
import { Selecting } from './selecting.js';
import { styles } from './styles.js';
import { controls } from '../panels/controls.js';
import { selectionOf } from '../panels/inspector/selection.js';
import { keptWords } from '../panels/kept-words.js';
import { problem, stopped } from '../panels/problem.js';

/** How long a refusal is shown, in milliseconds. */
const NOTICE = 6000;
/** How wide the way through the phases is. */
const WAY = 640;

/** @import { PropertyValues } from 'lit' */
/** @import { Memoir } from '../engine/engine.js' */
/** @import { Happening, Stride } from '../engine/records.js' */
/** @import { Step } from '../panels/controls.js' */
/** @import { Docked } from './docked.js' */
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
  /** @type {ReturnType<typeof import('./guide.js').createAnnouncer> | undefined} */
  #announcer;
  /** @type {InstanceType<typeof import('./guide.js').Commanding> | undefined} */
  #commanding;
  /** What helps to read the picture, once that is there. @type {typeof import('./guide.js') | undefined} */
  #guide;
  /** Explains the mark that is pointed at. @type {ReturnType<typeof import('./guide.js').explainMarks> | undefined} */
  #explaining;
  /** @type {ReturnType<typeof import('./guide.js').createHints> | undefined} */
  #hints;
  /** @type {InstanceType<typeof import('./guide.js').Hands> | undefined} */
  #hands;
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
    this.addEventListener('zab-ready', () => this.#help(), { once: true });
    this.#resizes.observe(stage);
  }

  /** @override @param {PropertyValues} changed */
  updated(changed) {
    if (changed.has('speed') && this.#player) this.#player.speed = this.speed;
    if (changed.has('stopping') && this.#player) this.#player.stopsAtViolations = this.stopping;
    if (changed.has('lang')) this.#speak();
    this.#presenter.clock = this.renderRoot.querySelector('.moment');
    this.#presenter.reading = this.renderRoot.querySelector('.reading');
    this.#presenter.timeline = time => this.#showPresent(time);
    this.#showPresent(this.time);
    this.#selecting.afterRender(this.time);
    this.#explaining?.refresh();
    this.#hands?.afterRender();
    this.#guide?.fitCaption(/** @type {HTMLElement} */ (this.renderRoot.querySelector('.caption')));
  }

  /** @override */
  willUpdate() {
    this.#selecting.beforeRender();
  }

  get #root() {
    return /** @type {ShadowRoot} */ (this.renderRoot);
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
    const withPeerEpoch = view !== undefined && peerEpochsDiffer(view);
    const { reproduction } = this.#player ?? {};
    const chapter = this.#player?.chapter && textIn(this.#player.chapter, locale.lang);
    const docked = this.#docked(withPeerEpoch);
    return html`<section
      class="scope"
      tabindex="-1"
      role="group"
      lang=${locale.lang}
      aria-label=${locale.scope(title)}
      @keydown=${this.#keydown}
      @click=${this.#dismiss}
    >
      ${this.failure ? problem(this.failure, locale) : ''} ${reproduction ? stopped(reproduction, locale) : ''}
      <header class="story" ?hidden=${!view}>
        <p class="title">${title}${chapter ? html`<span class="chapter"> · ${chapter}</span>` : ''}</p>
        ${this.branch > 0 ? html`<span class="aside">${locale.story.aside}</span><button class="story-back" @click=${() => this.backToStory()}>${locale.story.back}</button>` : ''}
        <button class="whole" aria-label=${locale.command} title=${locale.command} aria-pressed=${String(this.docked === 'palette')} @click=${() => this.#dock('palette')}>/</button>
        <button class="listing" aria-pressed=${String(this.docked === 'events')} @click=${() => this.#dock('events')}>${locale.events}</button>
        <button class="legend-button" aria-pressed=${String(this.docked === 'legend')} @click=${() => this.#dock('legend')}>${locale.legend}</button>
        <button class="whole" aria-label=${locale.fullScreen} title=${locale.fullScreen} @click=${() => this.toggleFullScreen()}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" /></svg>
        </button>
      </header>
      <div class="stage" ?hidden=${Boolean(this.failure)}></div>
      <div class="guide" ?hidden=${Boolean(this.failure)}>${this.#stopped() ?? this.#hint()}</div>
      <div class="way" ?hidden=${Boolean(this.failure)}>${view ? this.#guide?.phases(view, WAY, locale) : ''}</div>
      <div class="told" ?hidden=${Boolean(this.failure)}>
        <p class="caption" aria-live=${this.playing ? 'off' : 'polite'} @click=${() => this.step('beat')}><span>${keptWords(this.#caption(), locale.lang)}</span><i class="reading"></i></p>
        <button class="why-told" ?hidden=${!this.#player?.told} aria-pressed=${String(this.docked === 'why')} @click=${() => this.#dock('why')}>${locale.whyTold}</button>
      </div>
      <div class="times" ?hidden=${Boolean(this.failure)}>${this.#timeline()}</div>
      <p class="unseen" role="status">${view ? this.#announcer?.announce(view, this.playing, locale) : ''}</p>
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
        help: () => this.#guide?.help(locale),
        toggleHelp: () => (this.helping = !this.helping),
      })}
      <aside class="panel" ?hidden=${!docked}>${docked}</aside>
      ${view ? this.#announcer?.table(this.playing, () => this.#guide?.table(view, locale, withPeerEpoch)) : ''}
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

  /** Plays a scenario that somebody has opened. @param {string} scenario */
  #open(scenario) {
    void this.restart({ scenario, playing: !isCalm() });
  }

  /** Docks something beside the stage, or what is there no longer. @param {Docked | undefined} what @param {string} [begun] what a command begins with */
  #dock(what, begun) {
    this.docked = this.docked === what && !this.selected ? undefined : what;
    if (what) this.selected = undefined;
    if (this.docked === 'palette') void this.#commanding?.open(begun);
  }

  /** Opens the palette, with what a command begins with. @param {string} begun */
  #command(begun) {
    this.selected = undefined;
    if (this.docked === 'palette') void this.#commanding?.open(begun);
    else this.#dock('palette', begun);
  }

  /** Loads what helps to read the picture. */
  async #help() {
    [this.#guide] = await Promise.all([this.#guide ?? import('./guide.js'), unfold()]);
    if (!this.#announcer) this.#presenter.stage.hinder(this.#guide.createHindrances);
    this.#announcer ??= this.#guide.createAnnouncer();
    this.#commanding ??= new this.#guide.Commanding(this, command => {
      this.#presenter.finishStep();
      this.#player?.act(command);
      this.#presenter.wake();
    });
    this.#hands ??= new this.#guide.Hands(this, {
      messageAt: at => this.#presenter.stage.messageAt(at),
      select: selection => void this.#selecting.select(selection),
      command: begun => this.#command(begun),
    });
    if (!this.#hints) this.#guide.openDropped(this, text => this.#open(text));
    this.#hints ??= this.#guide.createHints(() => this.requestUpdate());
    const sheets = this.#guide.styles.map(({ styleSheet }) => /** @type {CSSStyleSheet} */ (styleSheet));
    if (!this.#root.adoptedStyleSheets.includes(sheets[0])) this.#root.adoptedStyleSheets.push(...sheets);
    this.#explaining ??= this.#guide.explainMarks(
      /** @type {HTMLElement} */ (this.#root.querySelector('.stage')),
      () => ({ view: this.view, locale: this.locale, events: this.events, playing: this.playing, selected: this.selected }),
      at => this.#presenter.stage.messageAt(at),
    );
    this.requestUpdate();
  }

  /** That the play has stopped at a violation, and what one may do then. */
  #stopped() {
    const broken = this.#player?.broken;
    return broken && this.#guide?.stoppedPlay(broken, this.locale, {
      tell: () => this.#tellOf(broken),
      goOn: () => this.play(),
    });
  }

  /** What led to a violation. @param {Happening} violation */
  #tellOf(violation) {
    this.selected = undefined;
    this.docked = 'invariants';
    this.asked = violation.id;
  }

  /** The next thing that a newcomer may want to know, if there is one. */
  #hint() {
    const { view, locale } = this;
    const hints = this.#hints;
    // A crowd has other marks, and no corner to spare.
    if (!hints || !view || !this.#player || this.#presenter.stage.isCrowd) return '';
    return hints.next(view, this.#player.eventLog.all, locale);
  }

  /** What lies beside the stage: what is selected, or the list of events. @param {boolean} withPeerEpoch */
  #docked(withPeerEpoch) {
    const { view, locale } = this;
    if (!view || !this.#player) return undefined;
    const { eventLog } = this.#player;
    if (this.selected) {
      return this.#selecting.inspecting?.inspector({
        selection: this.selected,
        view,
        eventLog,
        locale,
        withPeerEpoch,
        deeds: target => this.#hands?.deeds(target) ?? [],
        perform: deed => this.#hands?.perform(deed),
        more: (target, beside) => this.#hands?.openMenu(target, beside),
        select: selection => this.#selecting.select(selection),
      });
    }
    if (this.docked === 'palette') return this.#commanding?.palette?.show(view, locale, {
      close: () => this.#dock(undefined),
      save: () => this.#guide?.saveText('scenario.zab', this.written),
      open: () => this.#guide?.chooseScenario(text => this.#open(text)),
    });
    return this.docked && this.#guide?.docked(this.docked, {
      host: this,
      view,
      told: this.#player.told,
      eventLog,
      locale,
      asked: this.asked,
      ask: event => (this.asked = event),
      light: event => this.#spotlight(event),
      point: subjects => this.#presenter.point(subjects),
      select: selection => this.#selecting.select(selection),
      seek: at => this.seek(at),
      all: () => this.#engine?.events(0) ?? [],
      stops: this.stopping,
      setStops: stops => (this.stopping = stops),
      dock: what => this.#dock(what),
      close: () => this.#dock(undefined),
    });
  }

  #caption() {
    if (this.notice) return this.notice;
    if (!this.view) return this.locale.loading;
    const beat = this.#player?.told;
    return beat ? sentenceOfBeat(beat, this.locale) : '';
  }

  #timeline() {
    const player = this.#player;
    if (!player || !this.#guide) return '';
    const { story, stretches, branches, branch, view } = player;
    return this.#guide.timeline({
      beats: story.beats,
      stretches,
      branches,
      branch,
      now: view.now,
      lit: this.#lit,
      locale: this.locale,
      seek: at => this.seek(at),
      switchTo: number => this.switchTo(number),
    });
  }

  /** @param {number} time */
  #showPresent(time) {
    const player = this.#player;
    if (player) this.#guide?.showPresent(this.renderRoot, player.story.beats, player.branches[player.branch]?.until ?? 0, time);
  }

  /** An event that is spoken of. @type {Happening | undefined} */
  #lit;

  /** @param {Happening | undefined} event */
  #spotlight(event) {
    this.#lit = event;
    if (event) this.#presenter.light(event);
    else this.#presenter.unlight();
    this.requestUpdate();
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

  /** To the next chapter, or the last one before. @param {1 | -1} way */
  #chapter(way) {
    const player = this.#player;
    if (!player) return;
    const begun = player.story.beats.filter(({ at, events }) => events[0].what.kind === 'chapterBegun' && (way > 0 ? at <= player.view.now : at < player.view.now));
    const to = way > 0 ? begun.length : begun.length - 1;
    if (to >= 0) this.#do(player => player.goToChapter(to));
    else this.seek(0);
  }

  /** A click outside the help closes it. @param {Event} event */
  #dismiss({ target }) {
    if (this.helping && target instanceof Element && !target.closest('.help, .keys')) this.helping = false;
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    const { focused } = this.#selecting;
    this.#guide?.onKey(event, {
      fromStart: () => this.fromStart(),
      finish: () => this.finish(),
      back: single => this.stepBack(single ? 'event' : this.stepping),
      on: single => this.step(single ? 'event' : this.stepping),
      chapter: way => this.#chapter(way),
      toggle: () => this.toggle(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      backToStory: () => this.backToStory(),
      why: () => this.#dock('why'),
      palette: () => this.#dock('palette'),
      menu: () => this.#hands?.openMenu(focused),
      view: what => this.#dock(what),
      legend: () => this.#dock('legend'),
      fullScreen: () => this.toggleFullScreen(),
      help: () => (this.helping = !this.helping),
      close: () => {
        this.helping = false;
        if (this.docked === 'palette') this.#dock(undefined);
        this.#selecting.select(undefined);
      },
      goTo: server => this.#selecting.focus(selectionOf(server)),
      select: focused && (together => (together && focused.kind === 'server' ? this.#hands?.toggle(focused.server) : this.#selecting.select(focused))),
      deed: focused?.kind === 'server' ? key => this.#hands?.byKey(key, focused) : undefined,
    });
  }
}
