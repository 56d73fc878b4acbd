// The scenario of an element: the text of its <script type="text/zab"> or, without one, the opening scenario.

/** The scenario of an element that has none. */
export const OPENING = `zabscope  1
title     "A leader is elected, and a client writes"
title.zh  "选出领导者，客户端写入"
servers   1..3
seed      147
latency   10ms..40ms

at 0s     start all
say       "Three servers start. Each votes for itself first: (logical clock, leader, zxid)."
say.zh    "三台服务器同时启动，各先投自己一票：(逻辑时钟, 推荐的服务器, zxid)。"
expect    leader 3 within 2s

at 635ms  say "Server 3 leads epoch 1. Now client a wants to write /config, through follower 2."
say.zh    "服务器 3 成为 epoch 1 的 Leader。现在客户端 a 要通过 Follower 2 写入 /config。"

at 650ms  connect a to 2
request   a create /config "v1"

at 760ms  say "Opening a session is a write already: the follower hands it on (REQUEST), and the leader proposes it to all (PROPOSAL)."
say.zh    "建立会话本身就是一次写操作：Follower 把它转发给 Leader（REQUEST），Leader 向所有 Follower 发起提议（PROPOSAL）。"

at 900ms  say "Each writes it to its log and acknowledges it (ACK). Two of three are a quorum, the leader’s own ACK included: it commits (COMMIT)."
say.zh    "各服务器写入日志并刷盘后回复 ACK。三台中有两台即过半，Leader 自己的 ACK 也算在内：于是提交（COMMIT）。"

at 1060ms say "All three hold /config. Click server 3, crash it, and watch the others elect a new leader. Or click a follower, and write."
say.zh    "三台服务器都有了 /config。点击服务器 3，让它宕机，看其余两台如何选出新的 Leader；或者点击一个 Follower，通过它写入。"
expect    node /config "v1" on 1 2 3
`;

/**
 * The text that an author wrote inside the element.
 *
 * @param {Element} element
 */
export function scenarioOf(element) {
  const text = element.querySelector(':scope > script[type="text/zab"]')?.textContent ?? '';
  // Markdown processors and templates put empty lines before the first.
  return text.trim() ? text.replace(/^(?:[ \t]*\r?\n)+/, '') : OPENING;
}
