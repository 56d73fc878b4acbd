// What helps a reader to read the picture, to go through the story and to change what happens: loaded once the first picture is there, for it
// could be drawn without. The element asks it for the parts around the picture.

import { createAnnouncer } from './announcer.js';
import { Commanding } from './commanding.js';
import { docked } from './docked.js';
import { chooseScenario, openDropped } from './files.js';
import { createFitting } from './fit-caption.js';
import { Hands } from './hands.js';
import { onKey } from './keyboard.js';
import { isCalm } from './presenter.js';
import { guideStyles } from '../panels/guide.css.js';
import { stoppedPlay } from '../panels/hands/stopped.js';
import { help } from '../panels/help.js';
import { createHints } from '../panels/hints.js';
import { selectionOf } from '../panels/inspector/selection.js';
import { phases } from '../panels/phases.js';
import { phaseStyles } from '../panels/phases.css.js';
import { saveText } from '../panels/save.js';
import { table } from '../panels/text-table.js';
import { showPresent, timeline } from '../panels/timeline.js';
import { timelineStyles } from '../panels/timeline.css.js';
import { explainMarks, tooltipStyles } from '../panels/tooltip.js';
import { createHindrances, hindranceStyles } from '../stage/hindrances.js';
import { peerEpochsDiffer } from '../words/format.js';

/** @import { Docked, Host } from './host.js' */
/** @import { Presenter } from './presenter.js' */
/** @import { Selecting } from './selecting.js' */
/** @import { Happening, View } from '../engine/records.js' */
/** @import { Player } from '../play/player.js' */

/** @param {Host} host */
const focusScope = host => /** @type {HTMLElement | null} */ (host.renderRoot.querySelector('.scope'))?.focus({ preventScroll: true });

/** How wide the way through the phases is. */
const WAY = 640;

/**
 * What it needs of the element that nobody else should.
 *
 * @typedef {{
 *   player: () => Player | undefined,
 *   presenter: Presenter,
 *   selecting: Selecting,
 *   attempt: (verb: (player: Player) => void) => void,
 *   all: () => readonly Happening[],
 * }} Inside `attempt`: does something, and tells why it cannot be done; `all`: every event up to now
 */

export class Assistance {
  #host;
  #inside;
  #announcer = createAnnouncer();
  #fitCaption;
  #commanding;
  #explaining;
  #hands;
  #hints;
  /** An event that is spoken of. @type {Happening | undefined} */
  #lit;
  /** What was docked at the last render. @type {Docked | undefined} */
  #docked;

  /**
   * @param {Host} host
   * @param {Inside} inside
   */
  constructor(host, inside) {
    this.#host = host;
    this.#inside = inside;
    const { presenter, selecting, player } = inside;
    const { stage } = presenter;
    const root = /** @type {ShadowRoot} */ (host.renderRoot);
    const sheets = [guideStyles, phaseStyles, timelineStyles, tooltipStyles, hindranceStyles];
    root.adoptedStyleSheets.push(...sheets.map(({ styleSheet }) => /** @type {CSSStyleSheet} */ (styleSheet)));
    this.#commanding = new Commanding(host, command => {
      presenter.finishStep();
      player()?.act(command);
      presenter.wake();
    });
    this.#hands = new Hands(host, {
      messageAt: at => stage.messageAt(at),
      select: selection => void selecting.select(selection),
      command: begun => this.#command(begun),
      hold: held => {
        this.#explaining.hide();
        player()?.hold(held);
      },
    });
    this.#hints = createHints(() => host.requestUpdate());
    this.#explaining = explainMarks(
      /** @type {HTMLElement} */ (root.querySelector('.stage')),
      () => ({ view: host.view, locale: host.locale, events: host.events, playing: host.playing, selected: host.selected }),
      at => stage.messageAt(at),
    );
    openDropped(host, text => this.#open(text));
    this.#fitCaption = createFitting(/** @type {HTMLElement} */ (root.querySelector('.caption')));
    stage.hinder(createHindrances);
  }

  /** The palette is wanted, and the focus in it. */
  openPalette() {
    void this.#commanding.open();
  }

  /** After each render of the element. */
  afterRender() {
    const host = this.#host;
    this.#explaining.refresh();
    this.#hands.afterRender();
    this.#fitCaption();
    if (host.docked === this.#docked) return;
    this.#docked = host.docked;
    // Nothing that was pointed at there is spoken of any more.
    if (this.#lit) this.#spotlight(undefined);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const host = this.#host;
    const { selecting } = this.#inside;
    const { focused } = selecting;
    onKey(event, {
      fromStart: () => host.fromStart(),
      finish: () => host.finish(),
      back: single => host.stepBack(single ? 'event' : host.stepping),
      on: single => host.step(single ? 'event' : host.stepping),
      chapter: way => this.#chapter(way),
      toggle: () => host.toggle(),
      undo: () => host.undo(),
      redo: () => host.redo(),
      backToStory: () => host.backToStory(),
      why: () => host.dock('why'),
      palette: () => host.dock('palette'),
      menu: () => this.#hands.openMenu(focused),
      view: what => host.dock(what),
      legend: () => host.dock('legend'),
      fullScreen: () => host.toggleFullScreen(),
      help: () => (host.helping = !host.helping),
      close: () => {
        if (host.helping) host.helping = false;
        else if (host.selected) selecting.select(undefined);
        else host.dock(undefined);
      },
      goTo: server => selecting.focus(selectionOf(server)),
      select: focused && (together => (together && focused.kind === 'server' ? this.#hands.toggle(focused.server) : selecting.select(focused))),
      deed: focused?.kind === 'server' || focused?.kind === 'group' ? key => this.#hands.byKey(key, focused) : undefined,
    });
  }

  // The parts around the picture.

  /** In a corner: that the play has stopped at a violation or, where there is none, the next thing that a newcomer may want to know. */
  corner() {
    const { view, locale } = this.#host;
    const player = this.#inside.player();
    if (!view || !player) return '';
    const { broken } = player;
    if (broken) return stoppedPlay(broken, locale, { tell: () => this.#tellOf(broken), goOn: () => this.#goOn() });
    // A crowd has other marks, and no corner to spare.
    return this.#inside.presenter.stage.isCrowd ? '' : this.#hints.next(view, player.eventLog.all, locale);
  }

  phases() {
    const { view, locale } = this.#host;
    return view ? phases(view, WAY, locale) : '';
  }

  /** What screen readers are told without asking. */
  news() {
    const { view, playing, locale } = this.#host;
    return view ? this.#announcer.announce(view, playing, locale) : '';
  }

  /** The picture as a table. */
  table() {
    const { view, playing, locale } = this.#host;
    return view ? this.#announcer.table(playing, () => table(view, locale, peerEpochsDiffer(view))) : '';
  }

  help() {
    return help(this.#host.locale);
  }

  timeline() {
    const host = this.#host;
    const player = this.#inside.player();
    if (!player) return '';
    const { story, stretches, branches, branch, view, eventLog } = player;
    // Another run has other events.
    const lit = this.#lit && eventLog.get(this.#lit.id) === this.#lit ? this.#lit : undefined;
    return timeline({
      beats: story.beats,
      stretches,
      branches,
      branch,
      now: view.now,
      lit,
      locale: host.locale,
      seek: at => host.seek(at),
      switchTo: number => host.switchTo(number),
    });
  }

  /** Moves the mark of the present, past the templates. @param {number} time */
  showPresent(time) {
    const player = this.#inside.player();
    if (player) showPresent(this.#host.renderRoot, player.story.beats, player.branches[player.branch]?.until ?? 0, time);
  }

  /** What lies beside the stage: what is selected, or else what is docked. @param {View} view */
  docked(view) {
    const host = this.#host;
    const { presenter, selecting, player, all } = this.#inside;
    const { locale, selected } = host;
    const { eventLog, told } = /** @type {Player} */ (player());
    if (selected) {
      return selecting.inspecting?.inspector({
        selection: selected,
        view,
        eventLog,
        locale,
        withPeerEpoch: peerEpochsDiffer(view),
        deeds: target => this.#hands.deeds(target),
        perform: deed => this.#hands.perform(deed),
        more: (target, beside) => this.#hands.openMenu(target, beside),
        select: selection => selecting.select(selection),
      });
    }
    const close = () => host.dock(undefined);
    if (host.docked === 'palette') return this.#commanding.palette?.show(view, locale, {
      close,
      save: () => saveText('scenario.zab', host.written),
      open: () => chooseScenario(text => this.#open(text)),
    });
    return host.docked && docked(host.docked, {
      host,
      view,
      told,
      eventLog,
      locale,
      asked: host.asked,
      ask: event => (host.asked = event),
      light: event => this.#spotlight(event),
      point: subjects => presenter.point(subjects),
      select: selection => selecting.select(selection),
      seek: at => host.seek(at),
      all,
      stops: host.stopping,
      setStops: stops => (host.stopping = stops),
      dock: what => host.dock(what),
      close,
    });
  }

  // Internal.

  /** Plays a scenario that somebody has opened. @param {string} scenario */
  #open(scenario) {
    void this.#host.restart({ scenario, playing: !isCalm() });
  }

  /** Opens the palette, with what a command begins with. @param {string} begun */
  #command(begun) {
    const host = this.#host;
    host.selected = undefined;
    host.docked = 'palette';
    void this.#commanding.open(begun || undefined);
  }

  /** Whoever pressed the button finds the focus where keys are heard. */
  #goOn() {
    focusScope(this.#host);
    this.#host.play();
  }

  /** What led to a violation. @param {Happening} violation */
  #tellOf(violation) {
    const host = this.#host;
    host.selected = undefined;
    host.docked = 'invariants';
    host.asked = violation.id;
  }

  /** @param {Happening | undefined} event */
  #spotlight(event) {
    const { presenter } = this.#inside;
    this.#lit = event;
    if (event) presenter.light(event);
    else presenter.unlight();
    this.#host.requestUpdate();
  }

  /** To the next chapter, or the last one before. @param {1 | -1} way */
  #chapter(way) {
    const player = this.#inside.player();
    if (!player) return;
    const begun = player.story.beats.filter(({ at, events }) => events[0].what.kind === 'chapterBegun' && (way > 0 ? at <= player.view.now : at < player.view.now));
    const to = way > 0 ? begun.length : begun.length - 1;
    if (to >= 0) this.#inside.attempt(player => player.goToChapter(to));
    else this.#host.seek(0);
  }
}
