// What experiments say, in each language.

/** @import { Failing } from './questions.js' */

const en = {
  heading: 'Experiments',
  line: 'The same ensemble a thousand times over: what comes of it in numbers.',
  run: 'Run',
  cancel: 'Cancel',
  /** @type {(done: number, of: number) => string} */
  progress: (done, of) => `${done.toLocaleString('en')} of ${of.toLocaleString('en')}`,
  cancelled: 'Cancelled.',
  numbers: 'The numbers',
  svg: 'Picture (SVG)',
  csv: 'Numbers (CSV)',
  noEnd: 'no end',
  /** @type {(micros: number) => string} */
  span: micros => (micros < 1_000_000 ? `${(micros / 1000).toFixed(micros < 100_000 ? 1 : 0)} ms` : `${(micros / 1_000_000).toFixed(2)} s`),
  settings: { voters: 'Voters', tick: 'tickTime, ms', initLimit: 'initLimit, ticks', syncLimit: 'syncLimit, ticks', latency: 'Latency, ms', fsync: 'fsync, ms', by: 'The leader is', runs: 'Failures', seed: 'Seed', cpu: 'CPU a message, µs', bandwidth: 'Link, KB/s (0: no limit)', underWay: 'Requests a client', most: 'Servers up to' },
  failover: {
    title: 'How long without a leader?',
    about: 'A leader fails. Until another one serves there is no leader; until a write that was asked for since is answered, no service. Choose what your ensemble is like and how its leader fails.',
    /** @type {Record<Failing, string>} */
    by: { killed: 'killed', 'cut off': 'cut off from the others', paused: 'paused for good' },
    leaderless: 'without a leader',
    unserved: 'without service',
    /** @type {(runs: number, one: string[], other: string[]) => string} */
    said: (runs, [a, b], [c, d]) => `Of ${runs.toLocaleString('en')} failures, half leave the ensemble without a leader for ${a} at most, and 99 of 100 for ${b}; without service for ${c}, and ${d}.`,
    columns: ['How long', 'shortest', 'p50', 'p90', 'p99', 'longest'],
    axis: 'seconds after the failure',
    watch: 'Watch a run:',
    /** @type {(part: string, span: string) => string} */
    watched: (part, span) => `${part}, ${span}`,
    why: 'Who is killed is missed at once, for its connections close. Who is cut off or paused is missed only after syncLimit ticks of silence. Then the election takes finalizeWait and a few messages, and a client has to find a server that serves again.',
  },
  throughput: {
    title: 'Good at reads, few writes',
    about: 'Clients at every server ask again as soon as they are answered. What does another voter cost, and another observer?',
    voters: 'voters alone',
    observers: '3 voters, the rest observers',
    panels: { writes: 'writes a second', reads: 'reads a second', writeWait: 'a write waits (p50), ms', readWait: 'a read waits (p50), ms' },
    axis: 'servers',
    columns: ['Voters', 'Observers', 'writes/s', 'p50', 'p99', 'reads/s', 'p50', 'p99'],
    /** `bound`: with so many voters, what the leader takes in is the limit. @type {(from: string, to: string, servers: number, observing: string, reads: string, bound: boolean) => string} */
    said: (from, to, servers, observing, reads, bound) => `Three voters do ${from} writes a second, ${servers} do ${to}; three with observers, ${servers} in all, do ${observing}. ${bound ? 'The leader is the limit: for each voter more it takes in an ACK more for every write. ' : ''}Of reads ${servers} servers do ${reads} a second.`,
    why: 'Costs are simulated, and named above: each message that a server takes in keeps it busy for so long, each step that makes a log safe takes so much longer, and a link carries so much in a second, each way. The leader is the limit where it takes in one message of every voter for each write: one divided by voters times that cost. What a server sends costs nothing here.',
  },
};

/** @typedef {typeof en} Texts */

/** @type {Texts} */
const zh = {
  heading: '实验',
  line: '同一个集群跑上一千遍：用数字说话。',
  run: '运行',
  cancel: '取消',
  progress: (done, of) => `${done.toLocaleString('zh')} / ${of.toLocaleString('zh')}`,
  cancelled: '已取消。',
  numbers: '数据',
  svg: '图片（SVG）',
  csv: '数据（CSV）',
  noEnd: '没有结束',
  span: micros => (micros < 1_000_000 ? `${(micros / 1000).toFixed(micros < 100_000 ? 1 : 0)} 毫秒` : `${(micros / 1_000_000).toFixed(2)} 秒`),
  settings: { voters: '投票服务器', tick: 'tickTime（毫秒）', initLimit: 'initLimit（tick）', syncLimit: 'syncLimit（tick）', latency: '网络延迟（毫秒）', fsync: 'fsync（毫秒）', by: 'Leader 的故障', runs: '次数', seed: '种子', cpu: '每条消息 CPU（微秒）', bandwidth: '链路 KB/s（0 不限）', underWay: '每客户端并发请求', most: '服务器上限' },
  failover: {
    title: '没有 Leader 的时间有多长？',
    about: 'Leader 发生故障。另一台开始服务之前没有 Leader；故障之后发出的写请求得到答复之前没有服务。请选择集群的样子，以及 Leader 如何发生故障。',
    by: { killed: '进程被杀', 'cut off': '与其他服务器断网', paused: '进程暂停不再恢复' },
    leaderless: '没有 Leader',
    unserved: '没有服务',
    said: (runs, [a, b], [c, d]) => `${runs.toLocaleString('zh')} 次故障中，一半在 ${a}内、99% 在 ${b}内有了新的 Leader；恢复服务则分别需要 ${c}和 ${d}。`,
    columns: ['时间', '最短', 'p50', 'p90', 'p99', '最长'],
    axis: '故障之后的秒数',
    watch: '观看其中一次：',
    watched: (part, span) => `${part}，${span}`,
    why: '进程被杀时连接随即关闭，其他服务器立刻知道；断网或暂停则要沉默 syncLimit 个 tick 之后才会发现。随后选举需要 finalizeWait 和几条消息的时间，客户端还要找到一台重新提供服务的服务器。',
  },
  throughput: {
    title: '适合读多写少',
    about: '每台服务器上都有客户端，一得到答复就再次请求。多一台投票服务器代价多大？多一台 Observer 呢？',
    voters: '全部投票',
    observers: '3 台投票，其余为 Observer',
    panels: { writes: '每秒写', reads: '每秒读', writeWait: '写的等待（p50，毫秒）', readWait: '读的等待（p50，毫秒）' },
    axis: '服务器数',
    columns: ['投票', 'Observer', '写/秒', 'p50', 'p99', '读/秒', 'p50', 'p99'],
    said: (from, to, servers, observing, reads, bound) => `3 台投票服务器每秒写 ${from} 次，${servers} 台 ${to} 次；3 台投票加 Observer 共 ${servers} 台时 ${observing} 次。${bound ? '瓶颈在 Leader：每多一台投票服务器，每次写操作它就要多收一个 ACK。' : ''}${servers} 台服务器每秒读 ${reads} 次。`,
    why: '代价是模拟的，见上方设置：服务器每收一条消息忙碌一段时间，日志每次刷盘多花一段时间，链路每秒每个方向只传这么多。Leader 对每次写操作要从每台投票服务器收一条消息，因此它的上限是 1 除以（投票服务器数 × 单条代价）。发送消息在这里不计代价。',
  },
};

export const TEXTS = { en, zh };
