// Chinese lines may break between any two characters, and so inside a word. Words that must not be torn are kept together.

import { html } from 'lit';

/** What must stay on one line: a term, or a name with its number. */
const WORDS = /过半|未过半|(?:服务器|客户端|Leader|Learner|Follower|Observer|epoch|zxid) ?\d+(?:\.\d+)?|(?:PROPOSAL|COMMIT|INFORM|ACK|NEWLEADER|LEADERINFO|TRUNC|DIFF|SNAP) \d+(?:\.\d+)?|\([^()\n]{1,20}\)|服务器|客户端|选票|票箱|当选|提交|提议|事务|会话|日志|宕机|快照|刷盘|已经/g;

/**
 * The parts of a text, in order; those that must not be torn are marked.
 *
 * @param {string} text
 * @returns {{ text: string, kept: boolean }[]}
 */
export function parts(text) {
  const all = [];
  let end = 0;
  for (const match of text.matchAll(WORDS)) {
    if (match.index > end) all.push({ text: text.slice(end, match.index), kept: false });
    all.push({ text: match[0], kept: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) all.push({ text: text.slice(end), kept: false });
  return all;
}

/**
 * A text to be shown in a language. Only Chinese needs help.
 *
 * @param {string} text
 * @param {string} lang
 */
export function keptWords(text, lang) {
  if (lang !== 'zh') return text;
  return parts(text).map(part => (part.kept ? html`<span class="kept">${part.text}</span>` : part.text));
}
