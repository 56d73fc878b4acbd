// <zab-scope>: a scenario that plays, in a picture one can reach into.

import { LitElement, html } from 'lit';
import { Engine, Refused, freshSeed, load } from '../engine/engine.js';
import { peerEpochsDiffer } from '../words/format.js';
import { join, leave } from './frame-loop.js';
import { onKey } from './keyboard.js';
import { localeFor, sentenceOf, textIn } from '../words/locale.js';
import { Player } from '../play/player.js';
import { parseSpeed } from '../play/playback.js';
import { Projector, isCalm } from './presenter.js';
import { actionFor } from '../engine/actions.js';
import { scenarioOf } from './scenario.js';
import { styles } from './styles.js';
import { controls } from '../panels/controls.js';
import { events } from '../panels/events.js';
import { clientInspector, inspector, putBeside } from '../panels/inspector.js';
import { problem, stopped } from '../panels/problem.js';
import { table } from '../panels/text-table.js';

/** How long a refusal stands, in milliseconds. */
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
  #projector = new Projector(
    () => this.locale,
    () => this.requestUpdate(),
  );
  #resizes = new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect.width));
  /** @type {string | undefined} */
  #scenario;
  /** What takes a refusal away again. @type {ReturnType<typeof setTimeout> | undefined} */
  #dwell;
  /** Counts what was loaded, so that what comes late is known to be late. */
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

  // What a page can do with it.

  /** Everything there is to see now; undefined until the scenario is loaded. */
  get view() {
    return this.#player?.view;
  }

  /** Everything that has happened. */
  get events() {
    return this.#player?.chronicle.all ?? [];
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

  /** A number for all that has happened; the same run has the same. */
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
      this.#projector.glide();
      player.step();
    });
  }

  stepBack() {
    this.#do(player => {
      player.pause();
      player.stepBack();
    });
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
      this.#projector.load(undefined);
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.dispatchEvent(new CustomEvent(this.failure ? 'zab-error' : 'zab-ready', { bubbles: true, composed: true }));
  }

  // What Lit asks for.

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    join(this.#projector.frame);
    if (this.#player) return;
    // The children of an element that is being parsed come after it.
    queueMicrotask(() => this.restart({ playing: this.autoplay && !isCalm() }));
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    leave(this.#projector.frame);
  }

  /** @override */
  firstUpdated() {
    const stage = this.renderRoot.querySelector('.stage');
    if (!stage) return;
    stage.prepend(this.#projector.stage.root);
    stage.addEventListener('click', event => this.#click(event));
    this.#resizes.observe(stage);
  }

  /** @override @param {PropertyValues} changed */
  updated(changed) {
    if (changed.has('speed') && this.#player) this.#player.speed = this.speed;
    if (changed.has('lang')) this.#projector.show();
    this.#projector.clock = this.renderRoot.querySelector('.moment');
    this.#placeInspector();
  }

  get locale() {
    const around = this.lang || this.closest('[lang]')?.getAttribute('lang');
    return localeFor(around ? [around] : navigator.languages);
  }

  /** @override */
  render() {
    const { locale } = this;
    const view = this.view;
    const title = (this.#engine && textIn(this.#engine.title, locale)) || locale.untitled;
    const server = view?.servers.find(({ id }) => id === this.selected);
    const client = view?.clients.find(({ id }) => id === this.selected);
    const close = () => this.#select(undefined);
    const withPeerEpoch = view !== undefined && peerEpochsDiffer(view);
    const { reproduction } = this.#player ?? {};
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
      <p class="title" ?hidden=${!view}>${title}</p>
      <div class="stage" ?hidden=${Boolean(this.failure)}>
        ${server && view ? inspector({ server, view, locale, act: (deed, id) => this.#deed(deed, id), close }) : ''}
        ${client ? clientInspector({ client, locale, close }) : ''}
      </div>
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
      ${this.#player
        ? events({
            chronicle: this.#player.chronicle,
            locale,
            open: this.listing,
            asked: this.asked,
            toggle: open => (this.listing = open),
            ask: event => (this.asked = event),
          })
        : ''}
      ${view ? table(view, locale, withPeerEpoch) : ''}
    </section>`;
  }

  // What happens in between.

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
    const player = new Player(engine, (way, news) => this.#projector.turn(way, news));
    this.#player = player;
    this.#projector.load(player);
    player.speed = this.speed;
    player.seek(0);
    if (playing) player.play();
    this.requestUpdate();
  }

  /** @param {number} width */
  #resize(width) {
    this.#projector.resize(width);
    this.#placeInspector();
  }

  #caption() {
    if (this.notice) return this.notice;
    const event = this.#projector.caption;
    if (!this.view) return this.locale.loading;
    return event ? sentenceOf(event, this.#player?.chronicle.get(event.cause), this.locale) : '';
  }

  /** @param {(player: Player) => void} verb */
  #do(verb) {
    if (!this.#player) return;
    this.#projector.land();
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
    /** @type {SVGElement | null} */ (this.#projector.stage.root.querySelector(`[data-${kind}="${party}"] .body`))?.focus();
  }

  /** @param {Event} event */
  #click({ target }) {
    const party = partyAt(target);
    if (party !== undefined) this.#select(party === this.selected ? undefined : party);
    else if (target instanceof Element && !target.closest('.inspector')) this.selected = undefined;
  }

  /** Help goes when one turns to something else. @param {Event} event */
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

  #placeInspector() {
    const box = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.inspector'));
    const { layout, spotOf } = this.#projector.stage;
    if (box && layout && this.selected !== undefined) putBeside(box, spotOf(this.selected), layout);
  }
}

/** @param {EventTarget | null} target @returns {Party | undefined} */
function partyAt(target) {
  const node = target instanceof Element ? target.closest('[data-server], [data-client]') : null;
  const server = node?.getAttribute('data-server');
  return server ? Number(server) : (node?.getAttribute('data-client') ?? undefined);
}
