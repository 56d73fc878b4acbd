// Takes pictures of the page as people see it, and lays them out on sheets to be looked at: every density and every view, light and dark, forced
// colours, print, and both languages.
//
//     cargo xtask build && node www/tools/contact-sheets.js FOLDER [PART OF A NAME]

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from './serve.js';

/** @typedef {{ name: string, servers: number, observers?: number, at: number, width: number, height: number, lang?: 'en' | 'zh', look?: 'light' | 'dark' | 'forced' | 'print', beside?: string }} Picture `beside`: the view that lies there */

/** What is done to an ensemble of any size; the moments below are of it. @param {number} servers @param {number} observers */
const scenario = (servers, observers) => `zabscope 1
title "An ensemble of ${servers}"
title.zh "${servers} 台服务器的集群"
servers 1..${servers}
${observers > 0 ? `observers ${servers + 1}..${servers + observers}\n` : ''}seed 7
at 0s start all
at 0.9s connect c to 1
at 1.2s request c create /a "x"
at 1.22s write 2
at 1.6s cut 1 from 2
at 1.9s crash leader
`;

/** Moments, in microseconds. */
const MOMENTS = { election: 60_000, decided: 420_000, write: 1_245_000, cut: 1_650_000, again: 2_200_000 };

/** Rooms, in CSS pixels. @type {Record<string, [number, number]>} */
const ROOMS = { hall: [1920, 1080], desk: [1280, 720], tablet: [768, 900], phone: [375, 667], low: [900, 320], frame: [320, 320] };

/** @type {Picture[]} */
const PICTURES = [
  ...Object.entries(MOMENTS).flatMap(([name, at]) => [picture(`three ${name}`, 3, at, 'desk'), picture(`five ${name} zh dark`, 5, at, 'desk', { lang: 'zh', look: 'dark' })]),
  ...Object.entries(ROOMS).flatMap(([room]) => [3, 7].map(servers => picture(`${servers} ${room}`, servers, MOMENTS.write, room))),
  ...[9, 15, 25, 50, 101].flatMap(servers => [
    picture(`${servers} election`, servers, MOMENTS.election, 'desk'),
    picture(`${servers} serving dark`, servers, MOMENTS.write, 'desk', { look: 'dark' }),
    picture(`${servers} phone zh`, servers, MOMENTS.cut, 'phone', { lang: 'zh' }),
  ]),
  picture('101 and 100 hall', 101, 150_000, 'hall', { observers: 100 }),
  picture('101 and 100 dark', 101, 150_000, 'desk', { observers: 100, look: 'dark' }),
  ...[3, 9, 25].flatMap(servers => [
    picture(`${servers} forced`, servers, MOMENTS.again, 'desk', { look: 'forced' }),
    picture(`${servers} print`, servers, MOMENTS.write, 'desk', { look: 'print' }),
    picture(`${servers} print dark zh`, servers, MOMENTS.election, 'desk', { look: 'print', lang: 'zh' }),
  ]),
  ...[3, 9, 25].flatMap(servers => [
    picture(`${servers} low dark zh`, servers, MOMENTS.write, 'low', { lang: 'zh', look: 'dark' }),
    picture(`${servers} frame dark`, servers, MOMENTS.election, 'frame', { look: 'dark' }),
    picture(`${servers} observers tablet`, servers, MOMENTS.write, 'tablet', { observers: 2 }),
    picture(`${servers} phone dark`, servers, MOMENTS.again, 'phone', { look: 'dark' }),
  ]),
];

/** What can lie beside the stage: the key that brings it. */
const VIEWS = { events: 'e', ballots: 'v', logs: 'o', clients: 'k', invariants: 'i' };

PICTURES.push(
  ...Object.keys(VIEWS).flatMap(beside => [
    picture(`${beside} 3`, 3, MOMENTS.again, 'desk', { beside }),
    picture(`${beside} 3 zh dark`, 3, MOMENTS.write, 'desk', { beside, lang: 'zh', look: 'dark' }),
    picture(`${beside} 25 dark`, 25, MOMENTS.again, 'desk', { beside, look: 'dark' }),
    picture(`${beside} 25 zh`, 25, beside === 'ballots' ? MOMENTS.election : MOMENTS.write, 'desk', { beside, lang: 'zh' }),
    picture(`${beside} 3 phone`, 3, MOMENTS.write, 'phone', { beside }),
    picture(`${beside} 25 phone zh dark`, 25, MOMENTS.again, 'phone', { beside, lang: 'zh', look: 'dark' }),
  ]),
);

/** How many pictures lie on a sheet. */
const ON_SHEET = 6;

const folder = process.argv[2];
if (!folder) {
  console.error('say into which folder: node www/tools/contact-sheets.js FOLDER');
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const site = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const wanted = process.argv[3] ?? '';
const taken = [];
for (const picture of PICTURES.filter(({ name }) => name.includes(wanted))) taken.push({ name: picture.name, image: await take(picture) });
for (let first = 0; first < taken.length; first += ON_SHEET) await sheet(first / ON_SHEET + 1, taken.slice(first, first + ON_SHEET));
console.log(`${taken.length} pictures on ${Math.ceil(taken.length / ON_SHEET)} sheets in ${folder}`);
await browser.close();
await site.close();

/**
 * @param {string} name
 * @param {number} servers
 * @param {number} at
 * @param {keyof typeof ROOMS} room
 * @param {Partial<Picture>} [more]
 * @returns {Picture}
 */
function picture(name, servers, at, room, more = {}) {
  const [width, height] = ROOMS[room];
  return { name, servers, at, width, height, ...more };
}

/** @param {Picture} picture */
async function take({ servers, observers = 0, at, width, height, lang = 'en', look = 'light', beside }) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced' ? 'active' : 'none',
    locale: lang === 'zh' ? 'zh-CN' : 'en-US',
    reducedMotion: 'reduce',
  });
  // Nobody is new to it.
  await page.addInitScript(() => localStorage.setItem('zab-hints', 'all'));
  await page.goto(site.url);
  const scope = page.locator('zab-scope');
  await scope.locator('.track-of-time').waitFor({ state: 'attached' });
  await scope.evaluate(
    async (/** @type {import('../element/element.js').ZabScope} */ element, { text, at }) => {
      await element.restart({ scenario: text, playing: false });
      if (element.failure) throw element.failure;
      element.seek(at);
      await element.updateComplete;
    },
    { text: scenario(servers, observers), at },
  );
  if (beside) {
    await scope.locator('.scope').focus();
    await page.keyboard.press(VIEWS[/** @type {keyof typeof VIEWS} */ (beside)]);
  }
  if (look === 'print') await page.emulateMedia({ media: 'print' });
  // What is loaded late, and fades in.
  await page.waitForTimeout(500);
  const image = await page.screenshot({ animations: 'disabled' });
  await page.close();
  return image.toString('base64');
}

/**
 * @param {number} number
 * @param {{ name: string, image: string }[]} pictures
 */
async function sheet(number, pictures) {
  const page = await browser.newPage({ viewport: { width: 1960, height: 900 } });
  const figures = pictures.map(({ name, image }) => `<figure><img src="data:image/png;base64,${image}"><figcaption>${name}</figcaption></figure>`);
  await page.setContent(`<style>
    body { margin: 8px; display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; background: #808080; font: 13px system-ui; }
    figure { margin: 0; } img { max-width: 100%; max-height: 500px; display: block; }
  </style>${figures.join('')}`);
  await writeFile(join(/** @type {string} */ (folder), `sheet-${String(number).padStart(2, '0')}.png`), await page.screenshot({ fullPage: true }));
  await page.close();
}
