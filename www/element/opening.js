// The opening scenario: loaded where an author wrote none.

/** The scenario of an element that has none. */
export const OPENING = `zabscope 1
title     "A leader is elected, and a client writes"
title.zh  "选出领导者，客户端写入"
servers   1..3
seed      147
latency   10ms..40ms

at 0s     start all
say       "Three servers start. Each votes for itself first: (logical clock, leader, zxid)." about 1 2 3 while looking 1 2 3
say.zh    "三台服务器同时启动，各先投自己一票：(逻辑时钟, 推荐的服务器, zxid)。"
expect    leader within 2s

after leader
say       "Server {leader} leads epoch 1. Now client a wants to write /config, through follower {follower}." about leader follower while leader leader
say.zh    "服务器 {leader} 成为 epoch 1 的 Leader。现在客户端 a 要通过 Follower {follower} 写入 /config。"

after phase BROADCAST on follower
connect   a to follower
request   a create /config "v1"

after sent proposal on leader
say       "Opening a session is a write already: the follower hands it on (REQUEST), and the leader proposes it to all (PROPOSAL)." about message proposal from leader while leader leader
say.zh    "建立会话本身就是一次写操作：Follower 把它转发给 Leader（REQUEST），Leader 向所有 Follower 发起提议（PROPOSAL）。"

after sent ack
say       "Each writes it to its log and acknowledges it (ACK). Two of three are a quorum, the leader’s own ACK included: it commits (COMMIT)." about box leader message ack while leader leader
say.zh    "各服务器写入日志并刷盘后回复 ACK。三台中有两台即过半，Leader 自己的 ACK 也算在内：于是提交（COMMIT）。"

after requestAnswered on a
+50ms     say "All three hold /config. Click server {leader}, crash it, and watch the others elect a new leader. Or click a follower, and write." about leader while node /config "v1" on all
say.zh    "三台服务器都有了 /config。点击服务器 {leader}，让它宕机，看其余两台如何选出新的 Leader；或者点击一个 Follower，通过它写入。"
expect    node /config "v1" on all
`;
