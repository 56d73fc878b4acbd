// The lessons in their order: what each is about, where its picture is taken, and the section of a usual introduction that it brings to life. The titles
// are the lessons' own.

/**
 * `name`: of its file in `lessons`; `section`: of the introduction, 0 being its first words, and absent where it goes beyond; `at`: the moment of its
 * cover, in milliseconds.
 *
 * @typedef {{ name: string, section?: string, at: number, en: string, zh: string }} Lesson
 */

/** @type {readonly Lesson[]} */
export const LESSONS = [
  { name: '01-roles', section: '1', at: 2500, en: 'Who decides, who votes, who only listens: leader, followers, observer.', zh: '谁决定，谁投票，谁只旁听：Leader、Follower、Observer。' },
  { name: '02-states', section: '2', at: 3250, en: 'LOOKING, FOLLOWING, LEADING, OBSERVING, and the ways between them.', zh: 'LOOKING、FOLLOWING、LEADING、OBSERVING，以及它们之间的转换。' },
  { name: '03-phases', section: '3', at: 520, en: 'Election, discovery, synchronization, broadcast, by their messages.', zh: '选举、发现、同步、广播：从消息看四个阶段。' },
  { name: '04-starting-together', section: '3.1', at: 80, en: 'Three servers start at once: whose vote wins, and what each box holds.', zh: '三台同时启动：谁的选票胜出，票箱里是什么。' },
  { name: '05-follower-returns', section: '3.2', at: 5790, en: 'A follower comes back and finds its leader, with no new election.', zh: 'Follower 恢复后找到 Leader，无需重新选举。' },
  { name: '06-leader-crashes', section: '3.3', at: 3690, en: 'The leader crashes; the others have the same, and the larger id wins.', zh: 'Leader 宕机，其余 zxid 相同：myid 大者当选。' },
  { name: '07-newest-history', section: '3.3', at: 30_120, en: '(3,1,2.11) and (3,2,2.10): the newer history wins, although its id is smaller.', zh: '(3,1,2.11) 与 (3,2,2.10)：历史更新者当选，尽管 myid 更小。' },
  { name: '08-old-leader-returns', section: '3.3', at: 15_320, en: 'The old leader comes back with a write nobody committed: TRUNC, or SNAP.', zh: '旧 Leader 带着未提交的写操作回来：TRUNC 或 SNAP。' },
  { name: '09-reads', section: '4.1', at: 4650, en: 'Every server answers reads by itself, even with old data; and what sync is for.', zh: '每台服务器都自己回答读请求，可能读到旧数据；sync 有什么用。' },
  { name: '10-write-at-leader', section: '4.2', at: 4340, en: 'Five servers: two ACKs and the leader’s own are enough.', zh: '五台服务器：两个 ACK 加上 Leader 自己就已过半。' },
  { name: '11-write-forwarded', section: '4.2', at: 3700, en: 'A write through a follower, and through an observer: one step more.', zh: '经 Follower 或 Observer 写入：只多一步转发。' },
  { name: '12-observers', section: '4.2', at: 2730, en: 'Observers get everything, and are never counted.', zh: 'Observer 什么都收到，却从不计入。' },
  { name: '13-why-three', section: '0', at: 5140, en: 'Three servers survive one failure, and a leader left alone steps down.', zh: '三台能容忍一台故障；孤立的 Leader 会退位。' },
  { name: '13b-why-not-four', section: '0', at: 12_000, en: 'Four survive no more than three, and can be cut in half.', zh: '四台并不比三台强，还可能被对半分开。' },
  { name: '13c-five', section: '0', at: 4720, en: 'Five survive two failures; a minority with the leader in it serves nobody.', zh: '五台能容忍两台故障；Leader 在少数一边也无法服务。' },
  { name: '14-late-server', section: '3', at: 3800, en: 'A configured server starts late and is brought up to date: SNAP, then DIFF.', zh: '配置好的服务器迟到，被追平数据：先是 SNAP，后是 DIFF。' },
  { name: '15-acknowledged-writes-survive', at: 3450, en: 'What a client was told is done survives every failover. Try to lose one.', zh: '已答复成功的写操作不会丢。试着弄丢一个。' },
  { name: '16-clock-epoch-zxid', at: 3250, en: 'Three numbers that rise, each for its own reason.', zh: '三个递增的数，各有各的理由。' },
  { name: '17-snapshot-outlives-trunc', at: 9150, en: 'ZooKeeper itself loses: a snapshot outlives TRUNC (ZOOKEEPER-1549).', zh: 'ZooKeeper 自己出错：快照躲过了 TRUNC（ZOOKEEPER-1549）。' },
  { name: '18-log-sent-again', at: 31_970, en: 'ZooKeeper itself loses: an old log is sent (ZOOKEEPER-2846).', zh: 'ZooKeeper 自己出错：旧日志被发了出去（ZOOKEEPER-2846）。' },
  { name: '19-cut-too-late', at: 13_160, en: 'ZooKeeper itself loses: TRUNC keeps one transaction too many.', zh: 'ZooKeeper 自己出错：TRUNC 少截了一个事务。' },
];
