// 中文：检视面板的用词。

import { formatOp } from './format.js';
import { said } from './zh.phrases.js';

/** @import { Details } from './details.locale.js' */
/** @import { Change, Party } from '../engine/records.js' */

/** @param {readonly number[]} ids */
const list = ids => ids.join('、');

/** @param {Party} party */
const party = party => (typeof party === 'number' ? `服务器 ${party}` : party === '?' ? '不明来者' : `客户端 ${party}`);

/** @type {Details} */
export const zh = {
  names: {
    phase: '阶段',
    leader: 'Leader',
    clock: '逻辑时钟',
    vote: '选票',
    applied: '已应用的最大 zxid',
    promised: '已承诺 epoch',
    current: '当前 epoch',
    snapshot: '最新快照',
    lives: '启动次数',
    sessions: '会话数',
    votedFor: '投给',
    history: '其最大 zxid',
    peerEpoch: '其 epoch',
    round: '轮次',
    state: '状态',
    from: '发送方',
    to: '接收方',
    port: '端口',
    sent: '发出时刻',
    arrives: '将到达',
    arrived: '到达时刻',
    zxid: 'zxid',
    epoch: 'epoch',
    change: '内容',
    session: '会话',
    request: '请求',
    timeout: '超时时间',
    valid: '是否有效',
    answer: '应答',
    lastAnswer: '最近的应答',
    touches: '附带的会话',
    since: '开始于',
    due: '到期于',
    waits: '剩余',
    whose: '投票者',
    box: '所在票箱',
    own: '票箱主人的选票',
    quorum: '法定人数',
    logged: '日志中有它的服务器',
    acks: '已确认（ACK）',
    server: '服务器',
    seen: '已见的最大 zxid',
  },
  sections: {
    ballots: '票箱',
    timers: '定时器',
    links: '连接',
    messages: '途中的消息',
    proposals: '提议',
    log: '日志',
    znodes: 'znode 节点',
    requests: '尚未得到应答的请求',
    why: '为什么',
    then: '后来',
  },
  back: owner => `返回${owner}`,
  nobody: '无',
  nothing: '无',
  party,
  list,
  states: { CONNECTING: '正在寻找服务器', CONNECTED: '已连接', CLOSED: '会话已关闭', EXPIRED: '会话已过期', VANISHED: '进程已消失' },
  ports: { election: '选举端口', quorum: '通信端口（Leader 与 Learner 之间）', client: '客户端端口' },
  boxes: { round: '本轮选票', 'out of election': '已有 Leader 者的回报' },
  emptyBox: '还没有选票。',
  counts: '计入',
  countsNot: differs => {
    switch (differs) {
      case undefined:
        return '不计入：所在票箱未被采用';
      case 'leader':
        return '不计入：投给别的服务器';
      case 'peer epoch':
        return '不计入：epoch 不同';
      case 'zxid':
        return '不计入：zxid 不同';
      case 'round':
        return '不计入：轮次不同';
    }
  },
  needed: (have, need, met) => `需 ${need} 有 ${have}${met ? '，已过半' : ''}`,
  asDecided: '保持定局时的样子',
  finalizing: '选票已过半，再稍等片刻，看有没有更优的选票。',
  timers: {
    notification: () => '等待选票',
    finalizeWait: () => '等待更优的选票',
    connectRetry: () => '等待重连 Leader',
    leaderRead: () => '等待 Leader 的消息',
    observerDelay: () => '暂缓寻找 Leader',
    quorumWait: () => '等待过半',
    halfTick: () => '下一次心跳',
    sessionExpiry: () => '检查过期会话',
    learnerRead: to => (to === undefined ? '等待新来者的消息' : `等待 Learner ${to} 的消息`),
    snapshotSent: to => `正在向 Learner ${to} 发送快照`,
    dial: to => (to === undefined ? '连接选举端口' : `连接服务器 ${to} 的选举端口`),
    handshake: () => '等待来者表明身份',
    clientSilence: () => '检查沉默的客户端',
    threadsStop: () => '等待线程停止',
  },
  due: {
    notification: '重发自己的选票；若什么都没能发出，就重新连接所有服务器。下次等待的时间加倍。',
    finalizeWait: '没有更优的选票：选举结束，按选票成为 Leader 或 Follower。',
    connectRetry: '再次连接 Leader 的通信端口。',
    leaderRead: '太久没有收到 Leader 的消息：放弃它，回到 LOOKING 状态。',
    observerDelay: '开始打听谁是 Leader。',
    quorumWait: '没有及时凑齐过半的服务器：不再担任 Leader。',
    halfTick: '向各 Learner 发送心跳；每两次清点一回，不足半数就不再担任 Leader。',
    sessionExpiry: '关闭整个超时时间内都没有消息的会话；关闭会话也是一个事务。',
    learnerRead: '太久没有收到该 Learner 的消息：关闭这条连接。',
    snapshotSent: '快照已全部发出：接着发送 NEWLEADER，排在此间的提案与提交之后。',
    dial: '放弃这次连接。',
    handshake: '不再等待尚未表明身份的来者。',
    clientSilence: '关闭沉默太久的客户端连接。',
    threadsStop: '担任 Leader 时的线程已全部停止，继续下一步。',
  },
  left: span => `还剩 ${span}`,
  links: { down: '断开', dialling: '正在连接', up: '已连通' },
  end: (server, state) => `服务器 ${server} 一侧的选举连接：${state}`,
  waiting: '有选票等待发送',
  heldWay: held => (held > 0 ? `消息等候放行，共 ${held} 条` : '消息等候放行'),
  slow: by => `慢 ${by}`,
  cut: held => (held > 0 ? `网络断开，滞留 ${held} 条消息` : '网络断开'),
  open: '畅通',
  bound: (leader, learner, synced) => `服务器 ${learner} 是 Leader（服务器 ${leader}）的 Learner，${synced ? '近来有联系' : '近来没有联系'}`,
  session: state => `客户端：${state}`,
  link: (a, b) => `${party(a)} 与${party(b)} 的连接`,
  direction: (from, to) => `${party(from)} 到${party(to)}`,
  isLearner: synced => (synced ? '是它的 Learner' : '是它的 Learner，近来没有联系'),
  isLeader: '是它的 Leader',
  faults: {
    suspended: '进程被挂起，什么也不运行。',
    held: threads => `被扣住的线程：${threads.join('、')}。`,
    disk: {
      slow: '磁盘变慢。',
      stalled: '磁盘停滞，什么也写不完。',
      full: '磁盘已满。',
      failing: '磁盘出错，写入一律失败。',
    },
  },
  semicolon: '；',
  underWay: '途中',
  arrived: '已送达',
  lost: '已丢失',
  heartbeat: '心跳',
  gone: '它已经不在了。',
  temporary: (file, epoch) => `${epoch} 已写入临时文件（${file}Epoch.tmp），尚未替换正式文件`,
  epochBegun: epoch => `epoch ${epoch} 已经开始，但还没有写入任何事务：epoch 的开端本身不是事务，不在任何日志中。`,
  leaderBegun: (leader, zxid) => `Leader（服务器 ${leader}）位于 ${zxid}，即其 epoch 的开端。开端不是事务，不在任何日志中：并没有谁因此落后。`,
  safety: {
    buffered: '只在进程内存中：宕机就会丢失。',
    unsafe: '已写入，尚未刷盘：宕机不会丢失，断电会丢失。',
    safe: '已刷盘：宕机、断电都不会丢失。',
  },
  applied: applied => (applied ? '这台服务器已知它提交，并已应用到数据树。' : '尚未应用：这台服务器还不知道它是否已提交。'),
  whole: '快照，代表此前的全部历史。',
  log: (safe, applied) => `已刷盘至 ${safe}，已应用至 ${applied}`,
  entry: (zxid, server) => `服务器 ${server} 日志中的 ${zxid}`,
  change: txn => (txn ? described(txn.change) : '内容不详：它一开始就在日志里。'),
  ballot: (voter, server) => `服务器 ${server} 票箱里服务器 ${voter} 的选票`,
  yes: yes => (yes ? '是' : '否'),
  version: version => `版本 ${version}`,
  nobodySaid: '起因过于久远，或一开始就是如此。',
  content: content => said(content).trim(),
  marks: {
    down: (server, started) => `服务器 ${server} ${started ? '已宕机，磁盘上的数据仍在' : '从未启动'}。`,
    looking: (server, vote, finalizing) =>
      finalizing
        ? `服务器 ${server} 处于 LOOKING 状态，${vote} 已过半；圆弧是等待更优选票的剩余时间。`
        : `服务器 ${server} 处于 LOOKING 状态，投 ${vote}；圆弧是等待消息的剩余时间。`,
    following: (server, leader, phase) => `服务器 ${server} 跟随${leader === undefined ? ' Leader' : `服务器 ${leader}`}，处于${phase}；颜色表示它的 epoch。`,
    leading: (server, epoch, phase) => `服务器 ${server} 是 Leader（双环），处于${phase}；它进入过的最新 epoch 是 ${epoch}。`,
    observing: (server, leader, phase) => `服务器 ${server} 是${leader === undefined ? '' : `服务器 ${leader} 的`} Observer，处于${phase}：接收已提交的事务，没有投票权。`,
    client: (client, state, server, waits) => `客户端 ${client}：${state}${server === undefined ? '' : `，服务器 ${server}`}；${waits === 0 ? '没有等待中的请求' : `有 ${waits} 个请求等待应答`}。`,
    message: (from, to, said) => `${party(from)} 发给${party(to)}：${said}。`,
    link: (from, to, state) => `${party(from)} 与${party(to)} 之间：${state}。`,
    timer: (server, timer, left, due) => `服务器 ${server}，${timer}：${left}。到期时：${due}`,
    ballot: (server, voter, vote, why) => `服务器 ${server} 票箱里，服务器 ${voter} 的选票是 ${vote}，${why}。`,
    entry: (server, zxid, change, safety) => `服务器 ${server} 日志中的 ${zxid}：${change}${safety}`,
  },
};

/** @param {Change} change */
function described(change) {
  switch (change.code) {
    case 'createSession':
      return '建立会话。';
    case 'closeSession':
      return change.paths.length > 0 ? `关闭会话，并删除其临时节点 ${change.paths.join('、')}。` : '关闭会话。';
    case 'error':
      return `不改变任何数据：写请求失败（${change.error}）。`;
    case 'unknown':
      return '内容不详：它一开始就在日志里。';
    default:
      return `${formatOp(change)}。`;
  }
}
