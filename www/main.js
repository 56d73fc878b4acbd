// The page: the element's first user. It chooses a language and a theme, and tells the element.

import './shelf/address.js';
import './zab-scope.js';
import { languageFor } from './words/languages.js';

/** @import { ZabScope } from './element/element.js' */

const TEXTS = {
  en: {
    line: 'A ZooKeeper ensemble you can watch and break.',
    lessons: 'Lessons',
    trademark: 'Apache ZooKeeper and ZooKeeper are trademarks of the Apache Software Foundation. This is not a project of the ASF.',
    theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  },
  zh: {
    line: '一个可以观看、也可以弄坏的 ZooKeeper 集群。',
    lessons: '课程',
    trademark: 'Apache ZooKeeper 与 ZooKeeper 是 Apache 软件基金会的商标。本项目不属于 ASF。',
    theme: { auto: '主题：跟随系统', light: '主题：浅色', dark: '主题：深色' },
  },
};

/** @typedef {keyof typeof TEXTS} Lang */
/** @typedef {keyof typeof TEXTS.en.theme} Theme */

/** @type {readonly Theme[]} */
const THEMES = ['auto', 'light', 'dark'];

const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
const themeSwitch = /** @type {HTMLButtonElement} */ (document.querySelector('[data-theme-switch]'));
const shelfButton = /** @type {HTMLButtonElement} */ (document.querySelector('[data-shelf]'));
const shelfRoot = /** @type {HTMLElement} */ (document.querySelector('#shelf'));
const asked = new URL(location.href).searchParams.get('lang');
/** Below the first view; loaded once that is there. @type {ReturnType<typeof import('./shelf/shelf.js').createShelf> | undefined} */
let shelf;

/** @type {Lang} */
let lang = languageFor(asked ? [asked] : navigator.languages);
/** @type {Theme} */
let theme = THEMES.find(each => each === new URL(location.href).searchParams.get('theme')) ?? 'auto';

function show() {
  const texts = TEXTS[lang];
  document.documentElement.lang = lang === 'zh' ? 'zh-Hans' : lang;
  document.documentElement.dataset.theme = theme;
  scope.lang = lang;
  scope.theme = theme;
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = texts[/** @type {'line' | 'trademark'} */ (node.getAttribute('data-text'))];
  }
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-lang') === lang));
  }
  shelfButton.textContent = texts.lessons;
  shelfRoot.setAttribute('aria-label', texts.lessons);
  shelf?.speak(lang);
  themeSwitch.setAttribute('aria-label', texts.theme[theme]);
  themeSwitch.title = texts.theme[theme];
  themeSwitch.dataset.shown = theme;
}

/** What was chosen stays in the address, so that it can be passed on. @param {string} name @param {string} value */
function remember(name, value) {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  history.replaceState(null, '', address);
}

for (const button of document.querySelectorAll('[data-lang]')) {
  button.addEventListener('click', () => {
    lang = /** @type {Lang} */ (button.getAttribute('data-lang'));
    remember('lang', lang);
    show();
  });
}

themeSwitch.addEventListener('click', () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  remember('theme', theme);
  show();
});

function goToShelf() {
  shelfRoot.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
  /** @type {HTMLElement} */ (shelfRoot.querySelector('a') ?? shelfRoot).focus({ preventScroll: true });
}

shelfButton.addEventListener('click', goToShelf);

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // Space would scroll the page as long as nothing has the focus.
  if (event.key === ' ' && event.target === document.body) {
    event.preventDefault();
    scope.toggle();
  }
  const typing = event.composedPath()[0] instanceof Element && /** @type {Element} */ (event.composedPath()[0]).matches('input, select, textarea');
  if (event.key.toLowerCase() === 's' && !typing) goToShelf();
});

// Once the first picture is there, the shelf.
scope.addEventListener(
  'zab-ready',
  async () => {
    const { createShelf } = await import('./shelf/shelf.js');
    shelf = createShelf(shelfRoot, scope);
    shelf.speak(lang);
  },
  { once: true },
);

show();
