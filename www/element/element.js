// <zab-scope>: the custom element. It loads a scenario, plays it, and joins picture, caption, controls and panels.

import { LitElement, html } from 'lit';
import { Engine, Refused, freshSeed, load } from '../engine/engine.js';
import { peerEpochsDiffer, textIn } from '../words/format.js';
import { addFrameCallback, removeFrameCallback } from './frame-loop.js';
import { onKey } from './keyboard.js';
import { localeFor, sentenceOf } from '../words/languages.js';
import { Player } from '../play/player.js';
import { parseSpeed } from '../play/playback.js';
import { Presenter, isCalm } from './presenter.js';
import { actionFor } from '../engine/actions.js';
import { scenarioOf } from './scenario.js';
import { styles } from './styles.js';
import { controls } from '../panels/controls.js';
import { events } from '../panels/events.js';
import { clientInspector, inspector } from '../panels/inspector.js';
import { problem, stopped } from '../panels/problem.js';
import { table } from '../panels/text-table.js';

/** How long a refusal is shown, in milliseconds. */
const NOTICE = 6000;

/** @import { PropertyValues } from 'lit' */
/** @import { Action, Deed, Party } from '../engine/records.js' */
/** @import { Speed } from '../play/playback.js' */

export class ZabScope extends LitElement {
  static styles = styles;

  static properties = {
    lang: { reflect: true },
    theme: { reflect: true },
    autoplay: { type: Boolean },
    speed: { converter: parseSpeed },
    selected: { state: true },
    notice: { state: true },
    failure: { state: true },
    helping: { state: true },
    listing: { state: true },
    asked: { state: true },
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
  /** Counts calls of `restart`, so that one that a later call has overtaken stops. */
  #loads = 0;

  constructor() {
    super();
    this.theme = 'auto';
    this.autoplay = false;
    /** @type {Speed} */
    this.speed = 'auto';
    /** The server or client whose inspector is open. @type {Party | undefined} */
    this.selected = undefined;
    /** Why something could not be done. */
    this.notice = '';
    /** @type {Error | undefined} */
    this.failure = undefined;
    this.helping = false;
    this.listing = false;
    /** The event whose causes are shown. @type {number | undefined} */
    this.asked = undefined;
  }

  // The public interface.

  /** Everything there is to see now; undefined until the scenario is loaded. */
  get view() {
    return this.#player?.view;
  }

  /** Everything that has happened. */
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

  play() {
    this.#do(player => player.play());
  }

  pause() {
    this.#do(player => player.pause());
  }

  step() {
    this.#do(player => {
      player.pause();
      this.#presenter.animateStep();
      player.step();
    });
  }

  stepBack() {
    this.#do(player => {
      player.pause();
      player.stepBack();
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

  /** @param {Action} action */
  act(action) {
    this.#do(player => player.act(action));
  }

  /**
   * Begins again; what was done by hand is forgotten. Another scenario comes with its own seed.
   *
   * @param {{ scenario?: string, seed?: string, playing?: boolean }} [options]
   */
  async restart({ scenario, seed = scenario === undefined && this.seed ? this.seed : undefined, playing = this.playing } = {}) {
    const turn = ++this.#loads;
    this.#scenario = scenario ?? this.#scenario ?? scenarioOf(this);
    try {
      await load();
      if (turn !== this.#loads) return;
      const engine = new Engine(this.#scenario, seed);
      this.#engine?.free();
      this.#engine = engine;
      this.failure = undefined;
      this.#begin(engine, playing);
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
    addFrameCallback(this.#presenter.frame);
    if (this.#player) return;
    // While a page is parsed, an element is connected before its children exist.
    queueMicrotask(() => this.restart({ playing: this.autoplay && !isCalm() }));
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    removeFrameCallback(this.#presenter.frame);
  }

  /** @override */
  firstUpdated() {
    const stage = this.renderRoot.querySelector('.stage');
    if (!stage) return;
    stage.prepend(this.#presenter.stage.root);
    stage.addEventListener('click', event => this.#click(event));
    this.#resizes.observe(stage);
  }

  /** @override @param {PropertyValues} changed */
  updated(changed) {
    if (changed.has('speed') && this.#player) this.#player.speed = this.speed;
    if (changed.has('lang')) this.#presenter.show();
    this.#presenter.clock = this.renderRoot.querySelector('.moment');
  }

  get locale() {
    const around = this.lang || this.closest('[lang]')?.getAttribute('lang');
    return localeFor(around ? [around] : navigator.languages);
  }

  /** @override */
  render() {
    const { locale } = this;
    const view = this.view;
    const title = (this.#engine && textIn(this.#engine.title, locale.lang)) || locale.untitled;
    const server = view?.servers.find(({ id }) => id === this.selected);
    const client = view?.clients.find(({ id }) => id === this.selected);
    const close = () => this.#select(undefined);
    const withPeerEpoch = view !== undefined && peerEpochsDiffer(view);
    const { reproduction } = this.#player ?? {};
    const docked = server && view
      ? inspector({ server, view, locale, act: (deed, id) => this.#deed(deed, id), close })
      : client
        ? clientInspector({ client, locale, close })
        : this.listing && this.#player
          ? events({ eventLog: this.#player.eventLog, locale, asked: this.asked, ask: event => (this.asked = event), close: () => this.#list(false) })
          : undefined;
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
        <p class="title">${title}</p>
        <button class="listing" aria-pressed=${String(this.listing)} @click=${() => this.#list(!this.listing)}>${locale.events}</button>
        <button class="whole" aria-label=${locale.fullScreen} title=${locale.fullScreen} @click=${() => this.toggleFullScreen()}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" /></svg>
        </button>
      </header>
      <div class="stage" ?hidden=${Boolean(this.failure)}></div>
      <p class="caption" aria-live="polite" ?hidden=${Boolean(this.failure)}>${this.#caption()}</p>
      ${this.failure ? '' : controls({
        locale,
        playing: this.playing,
        speed: this.speed,
        seed: this.seed,
        helping: this.helping,
        disabled: !view,
        fromStart: () => this.restart(),
        stepBack: () => this.stepBack(),
        toggle: () => this.toggle(),
        step: () => this.step(),
        setSpeed: speed => (this.speed = speed),
        newSeed: () => this.restart({ seed: freshSeed() }),
        toggleHelp: () => (this.helping = !this.helping),
      })}
      <aside class="panel" ?hidden=${!docked}>${docked}</aside>
      ${view ? table(view, locale, withPeerEpoch) : ''}
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
   */
  #begin(engine, playing) {
    this.selected = undefined;
    this.asked = undefined;
    this.notice = '';
    const player = new Player(engine, (way, news) => this.#presenter.turn(way, news));
    this.#player = player;
    this.#presenter.load(player);
    player.speed = this.speed;
    player.seek(0);
    if (playing) player.play();
    this.requestUpdate();
  }

  /** Without a height given, the element takes one from its own width. */
  #askForHeight() {
    this.#internals.states.delete('unsized');
    if (['auto', '0px'].includes(getComputedStyle(this).height)) this.#internals.states.add('unsized');
  }

  /** @param {boolean} listing */
  #list(listing) {
    this.listing = listing;
    if (listing) this.selected = undefined;
  }

  #caption() {
    if (this.notice) return this.notice;
    const event = this.#presenter.caption;
    if (!this.view) return this.locale.loading;
    return event ? sentenceOf(event, this.#player?.eventLog.get(event.cause), this.locale) : '';
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
      this.notice = error.message;
      clearTimeout(this.#dwell);
      this.#dwell = setTimeout(() => (this.notice = ''), NOTICE);
    }
    this.requestUpdate();
  }

  /**
   * @param {Deed} deed
   * @param {number} server
   */
  #deed(deed, server) {
    if (!this.view) return;
    const alone = this.view.servers.length === 1;
    if (deed !== 'cut' || !alone) this.act(actionFor(deed, server, this.view));
    this.#select(undefined);
  }

  /** @param {Party | undefined} party */
  #select(party) {
    const before = this.selected;
    this.selected = party;
    if (party === undefined) {
      if (before !== undefined) this.#focus(before);
      return;
    }
    this.updateComplete.then(() => {
      const first = this.renderRoot.querySelector('.deeds button') ?? this.renderRoot.querySelector('.inspector .close');
      /** @type {HTMLElement | null} */ (first)?.focus({ preventScroll: true });
    });
  }

  /** @param {Party} party */
  #focus(party) {
    const kind = typeof party === 'number' ? 'server' : 'client';
    /** @type {SVGElement | null} */ (this.#presenter.stage.root.querySelector(`[data-${kind}="${party}"] .body`))?.focus();
  }

  /** @param {Event} event */
  #click({ target }) {
    const party = partyAt(target);
    if (party !== undefined) this.#select(party === this.selected ? undefined : party);
    else if (target instanceof Element && !target.closest('.inspector')) this.selected = undefined;
  }

  /** A click outside the help closes it. @param {Event} event */
  #dismiss({ target }) {
    if (this.helping && target instanceof Element && !target.closest('.help, .keys')) this.helping = false;
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    const focused = partyAt(this.shadowRoot?.activeElement ?? null) ?? this.selected;
    onKey(event, {
      fromStart: () => this.restart(),
      stepBack: () => this.stepBack(),
      step: () => this.step(),
      toggle: () => this.toggle(),
      close: () => {
        this.helping = false;
        this.#select(undefined);
      },
      goTo: server => this.#focus(server),
      select: focused === undefined ? undefined : () => this.#select(focused),
      deed: typeof focused !== 'number' ? undefined : deed => this.#deed(deed, focused),
    });
  }
}

/** @param {EventTarget | null} target @returns {Party | undefined} */
function partyAt(target) {
  const node = target instanceof Element ? target.closest('[data-server], [data-client]') : null;
  const server = node?.getAttribute('data-server');
  return server ? Number(server) : (node?.getAttribute('data-client') ?? undefined);
}
