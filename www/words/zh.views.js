// 中文：舞台旁的视图。

import { zh as details } from './zh.details.js';

/** @import { Views } from './views.locale.js' */

/** @type {Views} */
export const zh = {
  feed: {
    title: '事件',
    search: '搜索',
    whom: '谁的事件',
    everyone: '所有人',
    sorts: '列出哪些',
    sort: { deeds: '操作与旁白', decisions: '决定', messages: '消息', heartbeats: '心跳', plumbing: '套接字与磁盘' },
    count: (listed, all) => `${all.toLocaleString('en')} 个事件中的 ${listed.toLocaleString('en')} 个`,
    gone: events => `（更早的 ${events.toLocaleString('en')} 个只在保存的文件中）`,
    copy: '复制',
    copied: '已复制',
    asText: '存为文本',
    asJson: '存为 JSON 行',
  },
  ballots: {
    title: '选票',
    boxOf: '票箱',
    counted: '计数',
    hint: '指向一张选票，或用方向键移动到那里。实心的计数。',
    votes: '投',
    cell: (server, voter) => `${server} 的票箱，${voter} 的选票：`,
    empty: (server, voter) => `服务器 ${server} 的票箱中没有 ${voter} 的选票。`,
    counts: '计数',
    differs: differs => {
      switch (differs) {
        case undefined:
          return '不在此计';
        case 'leader':
          return '≠ Leader';
        case 'peer epoch':
          return '≠ epoch';
        case 'zxid':
          return '≠ zxid';
        case 'round':
          return '≠ 轮次';
      }
    },
    report: state => `这是一台处于 ${state} 的服务器的通报，与本轮选票分开存放。`,
    finalizing: '等待中',
    decided: '判定时',
    rule: '与票箱主人自己的选票一致的才计数。两票相比，epoch 较新者胜；epoch 相同，zxid 较大者胜；zxid 也相同，id 较大者胜。听到更好的票，就改投它。',
    changes: '各自最近一次改票',
  },
  invariants: {
    title: '不变式',
    holds: '至今成立',
    broken: '已被破坏',
    count: (broken, all) => (broken === 0 ? `${all} 条至今全部成立。` : `${all} 条中有 ${broken} 条已被破坏。`),
  },
  logs: {
    title: '日志',
    hint: '指向一格，或用方向键移动到那里。',
    empty: '还没有日志条目。',
    key: '记号说明',
    stages: {
      buffered: '只在进程内存中，崩溃即丢失',
      unsafe: '已写入，尚未落盘：断电会丢失',
      safe: '已落盘，未应用',
      applied: '已落盘，已应用',
      covered: '不在日志中：由快照代表',
      earlier: '在所示日志部分之前',
      cut: '已被 TRUNC 截掉',
    },
    none: '没有',
    acked: 'Leader 已收到它的 ACK',
    committed: '已提交',
    snapshot: { safe: '有此状态的快照', unsafe: '有此状态的快照，尚未落盘' },
    opensFile: '日志文件由此开始',
    cell: (zxid, server, facts) => `服务器 ${server} 上的 ${zxid}：${facts.join('；')}。`,
    row: (zxid, does, committed, have, of) => `${zxid}：${does}${committed ? '已提交。' : ''}${of} 份日志中的 ${have} 份有它。`,
    change: details.change,
    beginning: epoch => `epoch ${epoch} 的起点，不是事务。`,
    cuts: '截断',
    cut: (server, behind, gone) => `服务器 ${server} 奉命截掉日志中 ${behind} 之后的部分${gone.length > 0 ? `：${gone.join('、')} 已不在` : ''}。`,
  },
  clients: {
    title: '客户端',
    nobody: '还没有客户端。',
    at: (state, server) => (server === undefined ? state : `${state}，服务器 ${server}`),
    seen: zxid => `已见到 ${zxid}`,
    asked: '请求与应答',
    askedNothing: '它什么也没有请求。',
    believes: '它所相信的',
    waits: '等待应答',
    told: (answer, zxid) => `${answer}，截至 ${zxid}`,
    unsent: '发送之前就失败了：没有执行',
    died: '进程已死',
    lostRead: error => `${error}：没有应答`,
    lostWrite: error => `${error}：它无从知道是否已执行`,
    truth: (zxid, done) => (zxid === undefined ? '实际上没有 Leader 提议过它。' : done ? `实际上已执行，即 ${zxid}。` : `实际上已提议为 ${zxid}，尚未提交。`),
    isAbsent: '不存在',
    children: '子节点',
    asOf: (zxid, moment) => `截至 ${zxid}，于 ${moment} 得知`,
    fresh: '现在仍然如此',
    stale: (zxid, does) => `自 ${zxid} 起已过时：${does}`,
  },
};
