// The lessons in their order: what each is about, where its picture is taken, and the section of a usual introduction that it brings to life. The titles
// are the lessons' own.

/**
 * `name`: of its file in `lessons`; `at`: the moment of its cover, in milliseconds.
 *
 * @typedef {{ name: string, at: number, en: string, zh: string }} Lesson
 */

/** @type {readonly Lesson[]} */
export const LESSONS = [
  { name: '01-roles', at: 2500, en: 'Leader, follower, observer: who votes, who writes, who only listens.', zh: 'Leader、Follower、Observer：谁投票，谁写入，谁只旁听。' },
  { name: '02-states', at: 250, en: 'LOOKING, FOLLOWING, LEADING, OBSERVING, and how one becomes another.', zh: 'LOOKING、FOLLOWING、LEADING、OBSERVING，以及如何转换。' },
  { name: '03-phases', at: 520, en: 'Election, discovery, synchronization, broadcast, by their messages.', zh: '选举、发现、同步、广播：从消息看四个阶段。' },
  { name: '04-starting-together', at: 80, en: 'Three servers start at once: whose vote wins, and what each box holds.', zh: '三台同时启动：谁的选票胜出，票箱里是什么。' },
  { name: '05-follower-returns', at: 3300, en: 'A follower comes back and finds its leader, with no new election.', zh: 'Follower 恢复后找到 Leader，无需重新选举。' },
  { name: '06-leader-crashes', at: 3300, en: 'The leader crashes; the others are equal, and the larger id wins.', zh: 'Leader 宕机，其余 zxid 相同：myid 大者当选。' },
  { name: '07-newest-history', at: 3300, en: 'Counters 11 and 10: the newer history wins, although its id is smaller.', zh: '计数 11 与 10：历史更新者当选，尽管 myid 更小。' },
  { name: '08-old-leader-returns', at: 6000, en: 'An old leader comes back with a tail nobody committed: TRUNC, or SNAP.', zh: '旧 Leader 带着未提交的尾巴回来：TRUNC 或 SNAP。' },
  { name: '09-reads', at: 3600, en: 'Reads are answered on the spot, even stale ones; sync.', zh: '读请求就地回答，可能读到旧数据；sync。' },
  { name: '10-write-at-leader', at: 3100, en: 'Five servers: two ACKs and the leader’s own are enough.', zh: '五台服务器：两个 ACK 加上 Leader 自己就已过半。' },
  { name: '11-write-forwarded', at: 3100, en: 'A write through a follower, and through an observer, goes to the leader.', zh: '经 Follower 或 Observer 的写请求转发给 Leader。' },
  { name: '12-observers', at: 3100, en: 'Observers get everything, and are never counted.', zh: 'Observer 什么都收到，却从不计数。' },
  { name: '13-why-three', at: 6000, en: 'What 3, 4 and 5 servers survive, and why a minority cannot write.', zh: '3、4、5 台各能容忍多少故障；少数派为何不能写。' },
  { name: '14-late-server', at: 4200, en: 'A configured server starts late and is brought up to date.', zh: '配置好的服务器迟到，被追平数据。' },
  { name: '15-acknowledged-writes-survive', at: 5000, en: 'What a client was told is done survives every failover. Try to lose one.', zh: '已应答的写不会因故障切换而丢失。试着弄丢一个。' },
  { name: '16-clock-epoch-zxid', at: 4200, en: 'Three numbers that rise, for three reasons.', zh: '三个递增的数，各有各的理由。' },
  { name: '17-snapshot-outlives-trunc', at: 10_000, en: 'ZooKeeper itself loses: a snapshot outlives a TRUNC (ZOOKEEPER-1549).', zh: 'ZooKeeper 自己出错：快照比 TRUNC 活得久（ZOOKEEPER-1549）。' },
  { name: '18-log-sent-again', at: 12_000, en: 'ZooKeeper itself loses: an old log is sent (ZOOKEEPER-2846).', zh: 'ZooKeeper 自己出错：旧日志被发了出去（ZOOKEEPER-2846）。' },
  { name: '19-cut-too-late', at: 14_000, en: 'ZooKeeper itself loses: a TRUNC keeps one transaction too many.', zh: 'ZooKeeper 自己出错：TRUNC 少截了一个事务。' },
];
