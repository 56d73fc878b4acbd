// What those who help the element need of it. Types only: so they need not import the element, which imports them.

/** @import { Happening, Stride, View } from '../engine/records.js' */
/** @import { Selection } from '../panels/inspector/selection.js' */
/** @import { Step } from '../panels/controls.js' */
/** @import { Locale } from '../words/locale.js' */

/**
 * A view that is loaded when it is wanted, and whatever can be docked beside the stage.
 *
 * @typedef {'events' | 'ballots' | 'logs' | 'clients' | 'invariants'} Late
 * @typedef {'legend' | 'why' | 'palette' | Late} Docked
 *
 * @typedef {HTMLElement & {
 *   readonly renderRoot: ParentNode,
 *   readonly updateComplete: Promise<unknown>,
 *   readonly view: View | undefined,
 *   readonly events: readonly Happening[],
 *   readonly locale: Locale,
 *   readonly playing: boolean,
 *   readonly written: string,
 *   selected: Selection | undefined,
 *   docked: Docked | undefined,
 *   asked: number | undefined,
 *   helping: boolean,
 *   stepping: Step,
 *   stopping: boolean,
 *   requestUpdate: () => void,
 *   play: () => void,
 *   pause: () => void,
 *   toggle: () => void,
 *   step: (stride?: Stride) => void,
 *   stepBack: (stride?: Stride) => void,
 *   fromStart: () => void,
 *   finish: () => void,
 *   seek: (at: number) => void,
 *   act: (command: string) => void,
 *   undo: () => void,
 *   redo: () => void,
 *   switchTo: (branch: number) => void,
 *   backToStory: () => void,
 *   restart: (options: { scenario?: string, playing?: boolean }) => Promise<void>,
 *   toggleFullScreen: () => void,
 *   dock: (what: Docked | undefined) => void,
 * }} Host
 */

export {};
