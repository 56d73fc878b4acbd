// Where an element's scenario comes from.

/** Played where no scenario is given. */
export const OPENING = `zabscope 1
title     "Three servers start together"
title.zh  "三台服务器同时启动"
servers   1..3
seed      147
latency   10ms..40ms

at 0s     start all
say       "Three servers start. Each votes for itself first: (logical clock, leader, zxid)."
say.zh    "三台服务器同时启动，各先投自己一票：(逻辑时钟, 推荐的服务器, zxid)。"
expect    leader 3 within 2s
`;

/**
 * The text that an author wrote inside the element.
 *
 * @param {Element} element
 */
export function scenarioOf(element) {
  const text = element.querySelector(':scope > script[type="text/zab"]')?.textContent ?? '';
  // Markdown and templates like to put a line before the first.
  return text.trim() ? text.replace(/^(?:[ \t]*\r?\n)+/, '') : OPENING;
}
