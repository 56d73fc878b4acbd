// The builder of an ensemble: whatever the head of a scenario can say of one, the text that this makes, and what the engine says to it.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { OBSERVERS, RELEASES, SETTINGS, VALUE, VOTERS, scenarioOfEnsemble } from './address.js';
import { Engine, ScenarioError, load } from '../engine/engine.js';
import { loadLocale, localeFor } from '../words/languages.js';
import { copyText, saveText } from '../panels/save.js';
import { FIELDS, addressOf, ensembleOf, saidOf } from './fields.js';
import { TEXTS } from './builder.texts.js';

/** @import { Ensemble } from './address.js' */
/** @import { Field, Part } from './fields.js' */

/** How long nothing is typed until it is read, in milliseconds. */
const PAUSE = 250;
/** The parts in their order. @type {readonly Part[]} */
const PARTS = ['timing', 'costs', 'disks'];

/**
 * @param {() => void} changed
 * @param {(address: readonly [string, string][]) => void} play
 */
export function createBuilder(changed, play) {
  let said = saidOf({ voters: 5, observers: 1, release: RELEASES[0], seed: '1', settings: [] });
  /** What is wrong: with which field, and in the words of the engine; without them, it is no value at all. @type {{ field: string, message?: string } | undefined} */
  let wrong;
  /** How many of the voters are a quorum, if nothing but their number counts. */
  let needed = 0;
  /** Which parts are unfolded from the start. */
  let unfolded = partsOf(said);
  let copied = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  void check();

  return {
    /** What an address asks for. @param {Ensemble} ensemble */
    take(ensemble) {
      said = saidOf(ensemble);
      unfolded = partsOf(said);
      void check();
    },

    /** @param {'en' | 'zh'} lang */
    show(lang) {
      const texts = TEXTS[lang];
      const ensemble = ensembleOf(said);
      const { voters } = ensemble;
      const grouped = ensemble.settings.some(setting => /^(group|weight) /.test(setting));
      // Which line it is nobody needs to know who fills in a field.
      const complaint = wrong ? (wrong.message === undefined ? texts.noValue : localeFor(lang).refused(wrong.message)).replace(/^(line \d+, column \d+: |第 \d+ 行第 \d+ 列：)/, '') : '';
      const groupsWrong = wrong?.field === 'group' || wrong?.field === 'weight';
      return html`
        <form class="own" novalidate @submit=${submit} @input=${input} @change=${settle}>
          <div class="head">
            ${number('voters', 1, VOTERS)} ${number('observers', 0, OBSERVERS)}
            <label>${texts.names.release} <select name="release">${RELEASES.map(each => html`<option ?selected=${each === ensemble.release}>${each}</option>`)}</select></label>
            <label>${texts.names.seed} <input name="seed" inputmode="numeric" .value=${live(said.get('seed') ?? '')} aria-invalid=${String(wrong?.field === 'seed')} aria-describedby=${wrong?.field === 'seed' ? 'builder-wrong' : ''} /></label>
            <button class="play">${texts.play}</button>
          </div>
          ${needed > 0 && !grouped ? html`<p class="quorum">${texts.quorum(needed, voters)}</p>` : ''}
          <details ?open=${unfolded.has('groups')}>
            <summary>${texts.parts.groups}</summary>
            <p>${texts.groupsHelp}</p>
            <div class="voters">
              ${Array.from({ length: voters }, (_, index) => voter(index + 1))}
            </div>
          </details>
          ${PARTS.map(
            part => html`<details data-part=${part} ?open=${unfolded.has(part)}>
              <summary>${texts.parts[part]}</summary>
              <div class="fields">${FIELDS[part].map(field)} ${part === 'disks' ? flag() : ''}</div>
            </details>`,
          )}
          <p class="wrong" id="builder-wrong" role="alert" ?hidden=${!wrong}>${wrong ? `${nameOf(wrong.field)}: ${complaint}` : ''}</p>
          <details class="text">
            <summary>${texts.text}</summary>
            <pre tabindex="0">${scenarioOfEnsemble(ensemble)}</pre>
            <button type="button" @click=${copy}>${copied ? texts.copied : texts.copy}</button>
            <button type="button" @click=${() => saveText('ensemble.zab', scenarioOfEnsemble(ensembleOf(said)))}>${texts.save}</button>
          </details>
        </form>
      `;

      /** @param {'voters' | 'observers'} name @param {number} least @param {number} most */
      function number(name, least, most) {
        return html`<label>${texts.names[name]} <input type="number" name=${name} min=${least} max=${most} .value=${live(said.get(name) ?? '')} /></label>`;
      }

      /** @param {number} id */
      function voter(id) {
        return html`<div role="group" aria-label=${texts.voter(id)}>
          <b aria-hidden="true">${id}</b>
          <label>${texts.group} <input name=${`group-${id}`} inputmode="numeric" placeholder="–" .value=${live(said.get(`group-${id}`) ?? '')} aria-invalid=${String(groupsWrong)} aria-describedby=${groupsWrong ? 'builder-wrong' : ''} /></label>
          <label>${texts.weight} <input name=${`weight-${id}`} inputmode="numeric" placeholder="1" .value=${live(said.get(`weight-${id}`) ?? '')} aria-invalid=${String(groupsWrong)} aria-describedby=${groupsWrong ? 'builder-wrong' : ''} /></label>
        </div>`;
      }

      /** @param {Field} field */
      function field({ name, usual }) {
        const isWrong = wrong?.field === name;
        return html`<label class="field"><span>${nameOf(name)}</span>
          <input name=${name} spellcheck="false" autocapitalize="off" placeholder=${usual || texts.none} .value=${live(said.get(name) ?? '')} aria-invalid=${String(isWrong)} aria-describedby=${isWrong ? 'builder-wrong' : ''} />
          <small class=${isWrong ? 'wrong' : ''}>${isWrong ? complaint : texts.meanings[name]}</small></label>`;
      }

      function flag() {
        return html`<label class="field flag"><span>${nameOf('force-snapshot')}</span> <input type="checkbox" name="force-snapshot" .checked=${live(said.has('force-snapshot'))} /> <small>${texts.meanings['force-snapshot']}</small></label>`;
      }

      /** @param {string} name */
      function nameOf(name) {
        return texts.names[name] ?? name;
      }
    },

    /** Loads the words in which the engine refuses something. @param {'en' | 'zh'} lang */
    async speak(lang) {
      await loadLocale(lang);
      changed();
    },
  };

  /** @param {Event} event */
  function input(event) {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    // Fields that are there no longer, of voters that there were, keep what they said.
    const now = new FormData(form);
    for (const element of form.elements) {
      const { name } = /** @type {HTMLInputElement} */ (element);
      if (!name) continue;
      const value = String(now.get(name) ?? '');
      if (value === '') said.delete(name);
      else said.set(name, value);
    }
    clearTimeout(pause);
    pause = setTimeout(check, PAUSE);
    changed();
  }

  /** A number that is out of range becomes the nearest that is not, once it has been typed. */
  function settle() {
    const { voters, observers } = ensembleOf(said);
    said.set('voters', `${voters}`);
    said.set('observers', `${observers}`);
    changed();
  }

  async function copy() {
    copied = await copyText(scenarioOfEnsemble(ensembleOf(said)));
    changed();
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    clearTimeout(pause);
    await check();
    if (!wrong) {
      play(addressOf(ensembleOf(said)));
      return;
    }
    const { field } = wrong;
    const input = /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${field}"], [name^="${field}-"]`));
    input?.closest('details')?.setAttribute('open', '');
    input?.focus();
  }

  /** What the engine says to it. */
  async function check() {
    try {
      await load();
    } catch {
      // The element says that it is missing.
      return;
    }
    const ensemble = ensembleOf(said);
    const text = scenarioOfEnsemble(ensemble);
    copied = false;
    const odd = [`seed ${ensemble.seed}`, ...ensemble.settings].find(setting => !VALUE.test(setting));
    if (odd) {
      wrong = { field: odd.split(' ')[0], message: undefined };
      changed();
      return;
    }
    try {
      const engine = new Engine(text);
      const [first] = engine.view().servers;
      needed = first.process?.quorum.needed ?? 0;
      engine.free();
      wrong = undefined;
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const [, line] = /^line (\d+)/.exec(error.message) ?? [];
      const [command = ''] = (text.split('\n')[Number(line) - 1] ?? '').split(' ');
      // What is wrong with the ensemble as a whole has no line of its own: it is in how its groups fit together.
      wrong = { field: [...SETTINGS, 'seed'].includes(command) ? command : 'group', message: error.message };
    }
    changed();
  }
}

/** The parts in which something is said. @param {ReadonlyMap<string, string>} said */
function partsOf(said) {
  const names = [...said.keys()];
  const parts = PARTS.filter(part => FIELDS[part].some(({ name }) => said.has(name)) || (part === 'disks' && said.has('force-snapshot')));
  return new Set([...parts, ...(names.some(name => /^(group|weight)-/.test(name)) ? ['groups'] : [])]);
}
