// Whatever somebody gets wrong, the page says so in the reader's language.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { refused } from '../../www/words/zh.refusals.js';
import { play, seek, still } from './scope.js';

/** @import { ZabScope } from '../../www/element/element.js' */

const FOLDER = new URL('../scenarios/', import.meta.url);

/** A line of each command and condition. */
const ALL = `zabscope 1
title "T"
servers 1..3
observers 4
seed 1
latency 10ms..40ms
disk 1ms..5ms
tick 2s
init-limit 10
snapshot-size-factor 0.33
release 3.9.5
history 1 2 accepted 2 current 1 snapshot 1.2 log 1.1..1.4 file 1.5 2.1
at 0s start all
say "{leader} and x" about 1 link 1 2 box 1 message ack from 1 while down 3
after committed 1.2 on 1
+2s crash leader
cut 1 2 from 3
silent 3 on 1
after ack 1.2 from 1
connect a to 2 timeout 6s
request a create /x "v" ephemeral times 2
request a set /x "v" version 0
expect node /x "v" on 1 within 5s
expect client a connected to 2
expect answer a OK
expect sync DIFF on 1
expect zxid 1.4 on 1 2
expect nodes 5 on 1
expect round 2 on 1
expect elapsed 1s..10s
pause
chapter "C"
write 2 times 5
move a to 3
close a
`;

/** Three words of a sentence in English. */
const ENGLISH = /[a-z’']{2,} [a-z’']{2,} [a-z’']{2,}/i;

/** The same text with each word left out, or something else in its place. @param {string} text */
function* spoilt(text) {
  const words = [...text.matchAll(/"[^"]*"|\S+/g)];
  for (const { 0: word, index } of words) {
    for (const other of ['', 'zzz', '99999999999', '1，2', '１２', '"', '{x} ', '-5', '1ns', '9999999s', '2.1..1.1', `${word} ${word}`]) {
      yield text.slice(0, index) + other + text.slice(index + word.length);
    }
  }
}

test('where a scenario cannot be read, that is said in Chinese', async () => {
  const { page, close } = await still();
  const texts = [ALL, ...readdirSync(FOLDER).filter(name => name.endsWith('.zab')).slice(0, 3).map(name => readFileSync(new URL(name, FOLDER), 'utf8'))];
  const messages = new Set();
  for (const text of texts) {
    const found = await page.evaluate(
      async all => {
        const scope = /** @type {ZabScope} */ (document.querySelector('zab-scope'));
        const messages = new Set();
        for (const scenario of all) {
          await scope.restart({ scenario, playing: false });
          if (scope.failure) messages.add(scope.failure.message);
        }
        return [...messages];
      },
      [...spoilt(text)],
    );
    for (const message of found) messages.add(message);
  }
  assert.ok(messages.size > 200, `${messages.size}`);
  const left = [...messages].filter(message => {
    const said = refused(message);
    return !/^第 \d+ 行第 \d+ 列：.*[\u4e00-\u9fff]/s.test(said) || ENGLISH.test(said.replace(/zabscope 1|servers 1\.\.3|write 2 times|group 1\.\.3/g, '').replace(/[a-z-]+(?:、| 或 )/gi, ''));
  });
  assert.deepEqual(left.map(message => `${message} → ${refused(message)}`), []);
  await close();
});

test('what cannot be done is refused in the language of the page', async () => {
  const { page, errors, close } = await still({ path: '?lang=zh' });
  await seek(page, 1500);
  const notice = () => page.locator('zab-scope .caption').innerText();
  for (const [command, said] of /** @type {const} */ ([
    ['start 3', '服务器 3 已在运行：请先使其宕机'],
    ['crash 9', '没有服务器 9'],
    ['heal 1 from 2', '本来就通'],
  ])) {
    await page.evaluate(command => /** @type {ZabScope} */ (document.querySelector('zab-scope')).act(command), command);
    await page.evaluate(() => /** @type {ZabScope} */ (document.querySelector('zab-scope')).updateComplete);
    assert.ok((await notice()).includes(said), await notice());
  }
  await play(page, 'zabscope 1\nservers 1..3\nat 0s crahs 1\n');
  assert.match(await page.locator('zab-scope .problem').innerText(), /第 3 行第 7 列：crahs 不是命令；是否想写 crash？/);
  assert.deepEqual(errors, []);
  await close();
});
