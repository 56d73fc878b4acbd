// 中文：界面用词，以及每种事件的一句话说明（连同原因）。

import { refused } from './zh.refusals.js';
import { formatOp, formatSpan, formatVote, formatZxid, isForNobody, isRead, runs, textIn } from './format.js';
import { CLIENT_LOSS, DISK, ERROR, LOSS, STEP_DOWN, TURNED_AWAY, answered, offered, onDisk, said, wanted } from './zh.phrases.js';
import { broken } from './zh.invariants.js';

/** @import { Circumstances, Locale } from './locale.js' */
/** @import { Key, Party, Phase } from '../engine/records.js' */

/** @type {Record<Key, string>} */
const WON = {
  weight: '它在法定人数中有权重',
  'peer epoch': 'epoch 更大',
  zxid: 'epoch 相同，zxid 更大',
  id: 'epoch、zxid 都相同，myid 更大',
  equal: '两张选票相同',
};

/** @type {Record<Key, string>} */
const LOST = {
  weight: '它在法定人数中没有权重',
  'peer epoch': 'epoch 更小',
  zxid: 'epoch 相同，zxid 更小',
  id: 'epoch、zxid 都相同，myid 更小',
  equal: '两张选票相同',
};

/** @type {Record<Phase, string>} */
const PHASE = { ELECTION: '选举阶段', DISCOVERY: '发现阶段', SYNCHRONIZATION: '同步阶段', BROADCAST: '广播阶段' };
const PORT = { election: '选举端口', quorum: '通信端口', client: '客户端端口' };
const QUEUE = { received: '接收队列', election: '选举队列' };

/** @param {readonly (number | string)[]} ids */
const list = ids => runs(ids).join('、');

/** One party, or several. @param {Party[]} parties */
const ends = parties => (parties.every(party => typeof party === 'number') ? `服务器 ${list(parties)}` : list(parties.map(end)));

/** @param {Party} party */
const end = party => (typeof party === 'number' ? `服务器 ${party}` : party === '?' ? '不明来者' : `客户端 ${party}`);

/** 事件发生在谁身上。 @param {Circumstances} circumstances */
const who = ({ server, client }) => end(client ?? server);

/** @type {Locale} */
export const zh = {
  lang: 'zh',

  scope: title => `ZooKeeper 集群：${title}`,
  untitled: '一个场景',
  stage: '服务器与客户端，以及它们之间的消息',
  loading: '正在加载…',
  down: '已宕机',
  unstarted: '未启动',
  clock: round => `时钟 ${round}`,
  phases: {
    ELECTION: [PHASE.ELECTION, '选举'],
    DISCOVERY: [PHASE.DISCOVERY, '发现'],
    SYNCHRONIZATION: [PHASE.SYNCHRONIZATION, '同步'],
    BROADCAST: [PHASE.BROADCAST, '广播'],
  },
  votes: '投',
  voteForm: '(逻辑时钟, 推荐的服务器, zxid)',
  applied: 'zxid',
  appliedForm: '数据树已应用到的事务',
  acks: (have, need, more) => `${need > 0 ? `ACK 需 ${need} 有 ${have}` : `ACK ${have} 个，未过半`}${more > 0 ? ` +${more}` : ''}`,
  committed: zxid => `${zxid} 已提交`,
  znodes: count => (count > 0 ? `${count} 个节点` : '尚无节点'),
  more: count => `另有 ${count} 个`,
  client: id => `客户端 ${id}`,
  clientLabel: ({ id, state, server, lastZxid }) => `客户端 ${id}，${state}${server === undefined ? '' : `，服务器 ${server}`}，已见 zxid ${formatZxid(lastZxid)}`,
  cutLabel: (from, to, held) => `${end(from)} 到${end(to)} 的消息不再送达${held > 0 ? `，滞留 ${held} 条消息` : ''}`,
  quorum: (have, need) => `需 ${need} 有 ${have}`,
  decided: '定局时',

  server: id => `服务器 ${id}`,
  serverLabel: (id, state, vote) => `服务器 ${id}，${state}${vote ? `，选票 ${vote}` : ''}`,
  unsafe: zxids => `尚未刷盘：${zxids}`,
  close: '关闭',

  command: '命令',
  matrix: {
    heads: { state: '状态', vote: '选票', box: '票箱', epoch: 'epoch', zxid: 'zxid', log: '日志' },
    noVote: '不投票',
    votesFor: vote => `投 ${vote}`,
    asDecided: count => `定局时${count}`,
    most: (votes, id) => `${votes} 票投 ${id}`,
    underWay: count => `${count} 条在途`,
    traffic: (arriving, leaving) => `在途消息：收 ${arriving}，发 ${leaving}`,
    leader: id => `Leader 是 ${id}`,
    noLeader: '尚无 Leader',
    number: (count, state) => `${count} 台${/^[A-Z]/.test(state) ? ' ' : ''}${state}`,
    cutOff: (server, others) => `${end(server)} 与${ends(others)}之间的网络已断开`,
  },

  controls: '播放',
  fromStart: '回到开头',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  auto: '随读',
  newSeed: seed => `随机种子 ${seed}：换一个再播放`,
  seed: seed => `种子 ${seed}`,
  moment: '虚拟时间',
  keys: '按键',

  story: {
    next: '继续',
    previous: '上一句',
    goOn: '继续',
    aside: '现在由你掌控：故事在此等候。',
    back: '回到故事',
    undo: '撤销',
    redo: '重做',
    stride: '步长',
    branches: '分支',
    seeds: '之前播放过的种子',
  },
  strides: { beat: '一句', decision: '一次决定', message: '一条消息', event: '一个事件' },
  timeline: '时间线',
  timelineAt: (moment, leader) => `${moment}，${leader}`,
  leads: (id, epoch) => `服务器 ${id} 领导 epoch ${epoch}`,
  branch: (number, moment, actions) => `分支 ${number}，始于 ${moment}：${actions}`,
  ownBranch: '故事本身',
  whyTold: '为什么？',
  atMoment: '转到这一刻',

  legend: '图例',
  fullScreen: '全屏',
  events: '事件',
  why: '为什么？',
  byItself: '起因是场景，或者是你。',

  problem: {
    scenario: '这个场景无法播放',
    missing: '模拟器没有加载成功',
    missingHelp: '它是与本脚本放在一起的 WebAssembly 模块。页面须能取到它，内容安全策略须允许 script-src ‘wasm-unsafe-eval’。',
    stopped: '模拟器意外停止',
    stoppedHelp: '已回到你最后看到的时刻。如要报告这个问题，请复制以下内容：',
  },

  refused,
  together: {
    started: ids => `服务器 ${list(ids)} 启动。`,
    crashed: ids => `服务器 ${list(ids)} 宕机。`,
    powerLost: ids => `服务器 ${list(ids)} 所在的机器断电，尚未落盘的内容全部丢失，其他服务器得不到任何通知。`,
    suspended: ids => `服务器 ${list(ids)} 的进程被挂起：什么也不执行，连接仍在。`,
    resumed: ids => `服务器 ${list(ids)} 的进程恢复执行。`,
    cut: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}的网络断开：没有人得到通知，发出的消息滞留在途中。`,
    healed: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}的网络恢复，滞留的消息先行送达。`,
    slowed: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}的网络变慢。`,
    noLongerSlow: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}的网络恢复平常的速度。`,
    held: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}的消息到达后一律等候，不会丢失。`,
    unheld: (from, to, both) => `${both ? '' : '从'}${ends(from)} ${both ? '与' : '到'}${ends(to)} ${both ? '之间' : ''}等候的消息得以放行。`,
    linkReset: (from, to) => `${ends(from)} 与${ends(to)} 之间的连接全部被重置：双方立即得知，途中的消息丢失。`,
  },

  sentence: {
    said: () => '',
    expected: ({ text, met }) => `${met ? '预期成立' : '预期落空'}：${text}。`,
    takenBack: () => '刚才的说明已不再成立。',
    withheld: ({ text }) => `此话与事实不符，未予显示：“${textIn(text, 'zh')}”`,
    paused: () => '演示在此等候，请随时继续。',
    chapterBegun: ({ title }) => `章节：${textIn(title, 'zh')}。`,
    notDone: ({ command, reason }) => `场景要求“${command}”，但做不到：${refused(reason)}。`,
    neverCame: ({ moment }) => `场景等待的“${moment}”没有发生，演示到此结束。`,
    stopped: () => '发生的事件已达上限，演示到此为止。',
    violation: ({ invariant, facts }) => broken(invariant, facts),

    started: ({ life }, { server }) => (life > 1 ? `服务器 ${server} 重启，只剩磁盘上的数据。` : `服务器 ${server} 启动。`),
    startRefused: ({ reason }, { server }) => `服务器 ${server} 拒绝启动，磁盘上的 epoch 前后矛盾（${reason}）。`,
    exited: ({ code }, { server }) => `服务器 ${server} 的进程自行退出，退出码 ${code}。`,
    crashed: (_, { server }) => `服务器 ${server} 宕机。`,
    powerLost: (_, { server }) => `服务器 ${server} 所在的机器断电，尚未落盘的内容全部丢失，其他服务器得不到任何通知。`,

    suspended: (_, { server }) => `服务器 ${server} 的进程被挂起：什么也不执行，连接仍在。`,
    resumed: (_, { server }) => `服务器 ${server} 的进程恢复执行，先处理这期间到达的消息。`,
    threadHeld: ({ thread, learner }, { server }) => `服务器 ${server} 的 ${thread} 线程${learner === undefined ? '' : `（对应服务器 ${learner}）`}被按住：交给它的一律等候，其余线程照常运行。`,
    threadUnheld: ({ thread, learner }, { server }) => `服务器 ${server} 的 ${thread} 线程${learner === undefined ? '' : `（对应服务器 ${learner}）`}恢复运行。`,
    diskChanged: ({ to, by }, { server }) => `服务器 ${server} 的磁盘${DISK[to]}${by === undefined ? '' : `，每一步多用 ${formatSpan(by)}`}。`,
    diskWiped: (_, { server }) => `服务器 ${server} 的磁盘被清空：它所知的一切都已丢失。`,

    cut: ({ from, to }) => `从${end(from)} 到${end(to)} 的网络断开：双方都不知情，发出的消息滞留在途中。`,
    healed: ({ from, to }) => `从${end(from)} 到${end(to)} 的网络恢复，滞留的消息先行送达。`,

    slowed: ({ from, to, by }) => `从${end(from)} 到${end(to)} 的消息从此多用 ${formatSpan(by)}。`,
    noLongerSlow: ({ from, to }) => `从${end(from)} 到${end(to)} 的消息恢复平常的速度。`,
    held: ({ from, to }) => `从${end(from)} 到${end(to)} 的消息到达后一律等候，不会丢失。`,
    unheld: ({ from, to }) => `从${end(from)} 到${end(to)} 等候的消息得以放行。`,
    linkReset: ({ from, to }) => `${end(from)} 与${end(to)} 之间的连接全部被重置：双方立即得知，途中的消息丢失。`,
    messageHeld: ({ from, to, content }) => `${end(from)} 发给${end(to)} 的${said(content)}被扣住，同一连接上的后续消息随之等候。`,
    messageHurried: ({ from, to, content }) => `${end(from)} 发给${end(to)} 的${said(content)}立即送达。`,
    messageDropped: ({ from, to, content }) => `${end(from)} 发给${end(to)} 的${said(content)}丢失，所在的连接随之断开。`,

    dialled: ({ to, port }, subject) => `${who(subject)} 连接${end(to)} 的${PORT[port]}。`,
    connected: ({ to }, subject) => `${who(subject)} 已连上${end(to)}。`,
    refused: ({ to, port }, subject) => `${who(subject)} 连不上${end(to)}：${PORT[port]}无人监听。`,
    accepted: ({ from, port }, { server }) => `${end(from)} 连上了服务器 ${server} 的${PORT[port]}。`,
    closed: ({ to }, subject) => `${who(subject)} 关闭与${end(to)} 的一条连接。`,
    ended: ({ from }, subject) => `${who(subject)} 发现与${end(from)} 的一条连接已断开。`,
    reset: ({ from }, subject) => `${who(subject)} 发现与${end(from)} 的一条连接被重置。`,
    sent: ({ to, content }, subject) => `${who(subject)} 向${end(to)} 发送${said(content)}。`,
    delivered: ({ from, content }, subject) => `${who(subject)} 收到${end(from)} 的${said(content)}。`,
    lost: ({ from }) => `${end(from)} 发出的一条消息丢失：连接已不存在。`,
    drew: ({ span }, { server }) => `服务器 ${server} 随机取得 ${formatSpan(span)}。`,
    drewSnapshotTiming: ({ surplus }, { server }) => `服务器 ${server} 随机决定下一次快照的时机：再写入 ${surplus} 个事务之后。`,
    notConnected: (_, subject) => `${who(subject)} 使用了已不存在的连接。`,

    persisting: ({ step }, { server }) => `服务器 ${server} 开始写盘：${onDisk(step)}。`,
    persistFailed: ({ step }, { server }) => `服务器 ${server} 写盘失败：${onDisk(step)}。`,
    persisted: ({ step }, { server }) => `服务器 ${server} 完成写盘：${onDisk(step)}。`,

    clientStarted: ({ servers: [first, ...rest] }, { client }) => `客户端 ${client} 启动，要建立会话：${rest.length > 0 ? `先连接服务器 ${first}` : `它只知道服务器 ${first}`}。`,
    requested: ({ op }, { client }) => `客户端 ${client} 请求${wanted(op).trimEnd()}。`,
    moved: ({ to }, { client }) => `客户端 ${client} 不辞而别，带着原来的会话改连服务器 ${to}。`,
    vanished: (_, { client }) => `客户端 ${client} 的进程消失；它的会话要到超时才过期。`,
    sessionConnected: ({ session, timeout }, { client }) => `客户端 ${client} 的会话 ${session} 已建立，超时时间 ${formatSpan(timeout)}。`,
    serverLost: ({ server, reason }, { client }) => `客户端 ${client} ${reason === 'refused' || reason === 'late' ? `连不上服务器 ${server}` : `与服务器 ${server} 的连接断开`}：${CLIENT_LOSS[reason]}。`,
    requestAnswered: ({ op, zxid, answer }, { client }) => `客户端 ${client} 的请求 ${formatOp(op)} 得到应答：${answered(answer)}（zxid ${formatZxid(zxid)}）。`,
    requestFailed: ({ cxid, op, error }, { client }) =>
      `客户端 ${client} 的请求 ${formatOp(op)} 没有得到应答：${ERROR[error]}（${error}）。${cxid === undefined ? '请求从未发出。' : isRead(op) ? '可以再问一次。' : '是否已执行，无从得知。'}`,
    expired: ({ told }, { client }) =>
      told ? `客户端 ${client} 得知自己的会话已经失效。` : `客户端 ${client} 太久没有收到任何服务器的消息，会话必已过期：不再尝试。`,

    stateChanged: ({ to }, { server }) => `服务器 ${server} 进入 ${to} 状态。`,
    phaseChanged: ({ to }, { server }) => `服务器 ${server} 进入${PHASE[to]}（${to}）。`,

    electionStarted: ({ vote }, { server }) =>
      isForNobody(vote) ? `服务器 ${server} 没有投票权，不投任何人，只打听谁是 Leader（第 ${vote.round} 轮）。` : `服务器 ${server} 发起第 ${vote.round} 轮投票，先投给自己。`,
    roundJoined: ({ from, joined }, { server }) => `服务器 ${server} 从服务器 ${from} 得知已是第 ${joined} 轮：清空票箱，加入这一轮。`,
    compared: ({ from, heard, against, beats, by }) =>
      `选票 PK：服务器 ${from} 的 ${formatVote(heard)} ${beats ? '胜过' : '不敌'} ${formatVote(against)}：${beats ? WON[by] : LOST[by]}。`,
    voteChanged: ({ to }, { server, by }) =>
      to.leader === server
        ? `服务器 ${server} 在第 ${to.round} 轮改投自己。`
        : `服务器 ${server} 改投服务器 ${to.leader}${by ? `：${WON[by]}` : `（第 ${to.round} 轮）`}。`,
    ballotStored: ({ voter, vote }, { server }) => `服务器 ${server} 把服务器 ${voter} 的选票 ${formatVote(vote)} 存入票箱。`,
    quorumAgrees: ({ vote, supporters }, { server }) => `服务器 ${server} 的票箱里，投给 ${vote.leader} 的票已过半（${list(supporters)}）；再稍等片刻，看有没有更优的选票。`,
    waitBroken: ({ by }, { server }) => `服务器 ${by} 及时送来更优的选票：服务器 ${server} 继续选举。`,
    elected: ({ vote, evidence, supporters }, { server }) => {
      switch (evidence) {
        case 'quorum':
          return vote.leader === server
            ? `没有更优的选票：服务器 ${server} 当选 Leader。`
            : `没有更优的选票：服务器 ${server} 跟随服务器 ${vote.leader}。`;
        case 'same round':
          return `服务器 ${list(supporters)} 意见一致，且服务器 ${vote.leader} 自称 LEADING：服务器 ${server} 跟随它。`;
        case 'out of election':
          return `服务器 ${list(supporters)} 已有 Leader，且 Leader 本身也这样说：服务器 ${server} 直接跟随服务器 ${vote.leader}，无需重新选举。`;
      }
    },
    ignored: ({ from, vote, reason }, { server }) => {
      switch (reason) {
        case 'sender has no vote':
          return `服务器 ${server} 不理会服务器 ${from}：它没有投票权。`;
        case 'candidate has no vote':
          return `服务器 ${server} 不理会服务器 ${from}：它推荐的服务器没有投票权。`;
        case 'earlier round':
          return `服务器 ${server} 不理会服务器 ${from} 的选票 ${formatVote(vote)}：第 ${vote.round} 轮已经过去。`;
        case 'own history unknown':
          return `服务器 ${server} 不理会服务器 ${from} 的选票：它还不知道自己的历史。`;
        case 'their history unknown':
          return `服务器 ${server} 不理会服务器 ${from} 的选票：所推荐的历史不明。`;
        case 'from an observer':
          return `服务器 ${server} 不理会服务器 ${from}：Observer 的选票不算数。`;
        case 'lost while waiting':
          return `服务器 ${server} 已得过半选票，服务器 ${from} 的 ${formatVote(vote)} 并不更优：丢弃。`;
        case 'not yet convincing':
          return `服务器 ${server} 还不能确信服务器 ${vote.leader} 是 Leader：这样说的未过半，或它自己还没有表态。`;
      }
    },
    heardNothing: ({ remedy, next }, { server }) =>
      `服务器 ${server} 没有收到任何选票：${remedy === 'send again' ? '重发自己的选票' : '重新连接所有服务器'}，接下来最多等 ${formatSpan(next)}。`,
    answered: ({ to, reason }, { server }) => {
      switch (reason) {
        case 'asker has no vote':
          return `服务器 ${server} 回复没有投票权的服务器 ${to}。`;
        case 'asker is behind':
          return `服务器 ${server} 回复服务器 ${to}：它还在更早的一轮。`;
        case 'asker is looking':
          return `服务器 ${to} 在寻找 Leader：服务器 ${server} 已有 Leader，把状态和选票返回给它。`;
      }
    },
    queueOverflowed: ({ queue }, { server }) => `服务器 ${server} 的${QUEUE[queue]}已满：最早的一条被丢弃。`,

    leftToLargerId: ({ to }, { server }) => `服务器 ${server} 放弃对服务器 ${to} 的连接：由 myid 较大的一方保留连接。`,
    calledBack: ({ to }, { server }) => `服务器 ${server} 回连服务器 ${to}：由 myid 较大的一方保留连接。`,
    linkUp: ({ to }, { server }) => `服务器 ${server} 与服务器 ${to} 之间可以传递选票了。`,
    gaveUpDial: ({ to }, { server }) => `服务器 ${server} 不再尝试连接${end(to)}。`,
    dialRefused: ({ to }, { server }) => `服务器 ${server} 暂不连接服务器 ${to}：同时进行的连接已达上限。`,
    dialTimedOut: ({ to }, { server }) => `服务器 ${server} 连接服务器 ${to} 超时，放弃这次连接。`,
    silent: ({ connections }, { server }) => `有 ${connections} 个连接连到服务器 ${server} 的选举端口，却一言不发。`,
    handshakeMissing: (_, { server }) => `服务器 ${server} 不再等待已接受的连接表明身份；在此期间它没有接受其他连接。`,
    linkDown: ({ to }, { server }) => `服务器 ${server} 与服务器 ${to} 的选举连接断开。`,

    epochTaken: ({ file, epoch }, { server }) =>
      file === 'accepted'
        ? `服务器 ${server} 承诺 epoch ${epoch}：acceptedEpoch 已落盘，宕机也不会丢。`
        : `服务器 ${server} 进入 epoch ${epoch}：currentEpoch 已落盘，宕机也不会丢。`,
    epochProposed: ({ epoch, heard }, { server }) => `服务器 ${list(heard)} 已过半：Leader（服务器 ${server}）提出 epoch ${epoch}，大于其中任何一台承诺过的。`,
    epochPromisedBefore: ({ epoch }, { server }) => `服务器 ${server} 此前已承诺过 epoch ${epoch}，如实回复：这样的回复不计数。`,
    epochTooOld: ({ offered: epoch, accepted }, { server }) => `服务器 ${server} 拒绝 epoch ${epoch}：它已承诺 epoch ${accepted}。`,
    learnerAhead: ({ learner, epoch, zxid }, { server }) =>
      `服务器 ${learner} 的历史（epoch ${epoch}，zxid ${formatZxid(zxid)}）比 Leader（服务器 ${server}）更新：Leader 从不向别人要历史，只能断开它。`,
    historyChosen: ({ heard }, { server }) => `服务器 ${list(heard)} 已回复，没有谁更新：以 Leader（服务器 ${server}）的历史为准。`,
    offered,
    syncBegun: ({ mode, zxid }, { server }) => {
      switch (mode) {
        case 'DIFF':
          return `服务器 ${server} 保留已有的历史；如有所缺，随后补发。`;
        case 'TRUNC':
          return `服务器 ${server} 把 ${formatZxid(zxid)} 之后的日志截掉。`;
        case 'SNAP':
          return `服务器 ${server} 用 Leader 的快照（${formatZxid(zxid)}）替换自己的数据。`;
      }
    },
    gapFound: ({ expected, found }, { server }) => `服务器 ${server} 该收到 ${formatZxid(expected)}，来的却是 ${formatZxid(found)}：中间缺了事务，于是离开 Leader。`,
    applied: ({ zxid }, { server }) => `服务器 ${server} 把事务 ${formatZxid(zxid)} 应用到数据树。`,
    syncThreadEnded: (_, { server }) => `服务器 ${server} 记录提议的线程因磁盘错误而终止；进程仍在，随后才会发觉。`,
    fuzzySnapshot: ({ zxid, last }, { server }) => `服务器 ${server} 的快照 ${formatZxid(zxid)} 是模糊快照：写入期间应用的事务（直到 ${formatZxid(last)}）也在其中。`,
    fastForwarded: ({ from, to }, { server }) => `服务器 ${server} 停止服务，先把日志中的 ${formatZxid(from)} 至 ${formatZxid(to)} 应用到数据树。`,
    epochBegun: ({ epoch, acknowledged }, { server }) => `服务器 ${list(acknowledged)} 已确认，达到过半：epoch ${epoch} 开始，由服务器 ${server} 领导。`,
    ackOfAnotherEpoch: ({ learner, zxid }, { server }) => `Leader（服务器 ${server}）不计服务器 ${learner} 的 ACK ${formatZxid(zxid)}：它属于别的 epoch。`,

    proposed: ({ txn: { zxid, change } }, { server }) => {
      if (change.code === 'error') return `写请求失败（${change.error}：${ERROR[change.error]}）；Leader（服务器 ${server}）仍以 zxid ${formatZxid(zxid)} 广播这一结果。`;
      return `Leader（服务器 ${server}）给${change.code === 'unknown' ? '事务' : wanted(change)}分配 zxid ${formatZxid(zxid)}，发起提议（PROPOSAL）。`;
    },
    ackCounted: ({ zxid, by, acks, met }, { server }) =>
      `Leader（服务器 ${server}）收到${by === server ? '自己' : `服务器 ${by} `}对 ${formatZxid(zxid)} 的 ACK：${
        met ? `服务器 ${list(acks)} 已过半，可以提交` : `目前只有服务器 ${list(acks)}，未过半`
      }。`,
    ackIgnored: ({ zxid, by, reason }, { server }) => {
      switch (reason) {
        case 'no vote':
          return `Leader（服务器 ${server}）不计服务器 ${by} 的 ACK：它没有投票权。`;
        case 'already committed':
          return `服务器 ${by} 的 ACK 到达时，${formatZxid(zxid)} 已经提交：过半即可，不必等齐。`;
        case 'never proposed':
          return `Leader（服务器 ${server}）不计服务器 ${by} 对 ${formatZxid(zxid)} 的 ACK：它没有提议过这个事务。`;
      }
    },
    committed: ({ zxid }, { server }) => `Leader（服务器 ${server}）提交 ${formatZxid(zxid)}：通知各 Follower（COMMIT），并把整个事务发给 Observer（INFORM）。`,
    commitWithoutProposal: ({ zxid }, { server }) => `服务器 ${server} 收到 ${formatZxid(zxid)} 的 COMMIT，却找不到等待提交的这一提案。`,
    wrongCommit: ({ expected, found }, { server }) => `服务器 ${server} 应提交 ${formatZxid(expected)}，收到的却是 ${formatZxid(found)} 的 COMMIT：不能乱序提交，进程自行退出。`,
    requestWaits: ({ behind }, { server }) => `服务器 ${server} 上有请求在等待：同一会话的第 ${behind} 号写请求还没有提交。`,
    requestDropped: ({ cxid, session }, { server }) => `Leader（服务器 ${server}）丢弃第 ${cxid} 号请求，不予回答：会话 ${session} 已经或即将结束。`,
    syncWaits: ({ until }, { server }) => `Leader（服务器 ${server}）要等最后提议的 ${formatZxid(until)} 提交之后，才回复 sync。`,
    sessionExpired: ({ session }, { server }) => `Leader（服务器 ${server}）在整个超时时间内没有收到会话 ${session} 的消息：会话过期。关闭会话也是一个事务。`,
    clientTurnedAway: ({ reason, seen, ours }, { server }) =>
      `服务器 ${server} 关闭一个客户端的连接：${reason === 'ahead' ? `客户端已见过 ${formatZxid(seen)}，而服务器只到 ${formatZxid(ours)}` : TURNED_AWAY[reason]}。`,

    learnerJoined: ({ learner }, { server }) => `服务器 ${learner} 已向 Leader（服务器 ${server}）报到。`,
    learnerLost: ({ learner, reason }, { server }) => `Leader（服务器 ${server}）失去服务器 ${learner}：${LOSS[reason]}。`,
    leaderRefused: ({ leader, tries }, { server }) => `服务器 ${server} 还连不上 Leader（服务器 ${leader}），已试 ${tries} 次。`,
    leaderLost: ({ leader, reason }, { server }) => `服务器 ${server} 失去 Leader（服务器 ${leader}）：${LOSS[reason]}。`,
    steppedDown: ({ reason }, { server }) => `服务器 ${server} 不再担任 Leader：${STEP_DOWN[reason]}。`,
    unexpectedMessage: (_, { server }) => `服务器 ${server} 收到意料之外的消息，关闭连接。`,
  },
};
