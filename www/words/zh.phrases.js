// 中文：句子中需要分情况的部分：消息的内容、写盘的步骤、同步的方式。

import { NO_SESSION, cropped, formatOp, formatPacket, formatSpan, formatVote, formatZxid, isHeartbeat } from './format.js';

/** @import { Answer, Change, Content, DiskState, ErrorCode, Loss, Of, Op, Step, StepDown, TurnAwayReason, Zxid } from '../engine/records.js' */

/** @type {Record<Loss, string>} */
export const LOSS = {
  closed: '连接已关闭',
  silent: '太久没有收到消息',
  refused: '对方的通信端口没有应答',
  'unexpected message': '收到了意料之外的消息',
  late: '其他服务器没有及时到齐',
  ahead: 'Learner 的历史比 Leader 更新',
  'old epoch': '此前已承诺更大的 epoch',
  gap: '缺少事务',
  'ack late': '没有及时确认（ACK）提议',
  'disk error': '磁盘写入失败',
  'sync thread ended': '记录提议的线程已经终止',
};

/** 客户端失去服务器时的说法。 @type {Record<Loss, string>} */
export const CLIENT_LOSS = { ...LOSS, refused: '客户端端口无人监听', late: '没有及时应答' };

/** 磁盘从此怎样。 @type {Record<DiskState, string>} */
export const DISK = {
  sound: '恢复正常',
  slow: '变慢',
  stalled: '停滞，什么也写不完',
  full: '写满',
  failing: '损坏，一写就出错',
};

/** @type {Record<StepDown, string>} */
export const STEP_DOWN = {
  'no quorum came': '过半的 Follower 一直没有来',
  'no epochs came': '没有过半的服务器回复自己的 epoch',
  'not acknowledged': '没有过半的服务器确认它的历史',
  'quorum lost': '有联系的 Follower 不足半数',
  'voter is looking': '已报到的服务器又回到 LOOKING 状态',
  'disk error': 'epoch 写盘失败',
  'sync thread ended': '记录提议的线程已经终止',
  'counter exhausted': '本 epoch 的 zxid 计数器已用尽，须开始新的 epoch',
};

/** @type {Record<ErrorCode, string>} */
export const ERROR = {
  ConnectionLoss: '连接断开',
  BadArguments: '参数不合法',
  NoNode: '节点不存在',
  BadVersion: '版本号不符',
  NoChildrenForEphemerals: '临时节点不能有子节点',
  NodeExists: '节点已存在',
  NotEmpty: '节点还有子节点',
  SessionExpired: '会话已过期',
  SessionMoved: '会话已转移到其他服务器',
};

/** @type {Record<TurnAwayReason, string>} */
export const TURNED_AWAY = {
  'not serving': '它没有 Leader，不对外服务',
  ahead: '客户端见过更新的状态',
  'session over': '会话已失效',
  'session moved': '会话已转移到其他服务器',
  silent: '太久没有客户端的消息',
};

/** 客户端要做什么，或事务做了什么。 @param {Op | Change} op */
export function wanted(op) {
  if (op.code === 'createSession') return '新会话';
  if (op.code === 'closeSession') return '关闭会话';
  return ` ${formatOp(op)} `;
}

/** 请求的结果。 @param {Answer} answer */
export function answered(answer) {
  switch (answer.type) {
    case 'done':
      return '已完成';
    case 'created':
      return `节点 ${cropped(answer.path)} 已创建`;
    case 'stat':
      return `节点存在，版本 ${answer.version}`;
    case 'data':
      return `内容为“${cropped(answer.data)}”，版本 ${answer.stat.version}`;
    case 'children':
      return answer.names.length > 0 ? `子节点 ${cropped(answer.names.join('、'))}` : '没有子节点';
    case 'failed':
      return `${ERROR[answer.error]}（${answer.error}）`;
  }
}

/** @type {Record<'accepted' | 'current', string>} */
const FILE = { accepted: 'acceptedEpoch', current: 'currentEpoch' };

/** @param {Content} content */
export function said(content) {
  const packet = ` ${formatPacket(content)}`;
  switch (content.type) {
    case 'handshake':
      return '自报身份';
    case 'notification':
      return content.state === 'LOOKING'
        ? `选票 ${formatVote(content.vote)}`
        : `“我是 ${content.state}，我的选票是 ${formatVote(content.vote)}”`;
    case 'followerInfo':
    case 'observerInfo':
      return `${packet}：“我的 acceptedEpoch 是 ${content.acceptedEpoch}”`;
    case 'leaderInfo':
      return `${packet}：“新的 epoch 是 ${content.epoch}”`;
    case 'ackEpoch':
      return content.currentEpoch === undefined
        ? `${packet}：“这个 epoch 我已承诺过；最大 zxid 是 ${formatZxid(content.lastZxid)}”`
        : `${packet}：“已承诺；我的 currentEpoch 是 ${content.currentEpoch}，最大 zxid 是 ${formatZxid(content.lastZxid)}”`;
    case 'diff':
      return `${packet}：“已有的都保留”`;
    case 'trunc':
      return `${packet}：“截掉 ${formatZxid(content.zxid)} 之后的日志”`;
    case 'snap':
      return `${packet}：“这是整个快照”`;
    case 'proposal':
      return `提议${packet}`;
    case 'commit':
      return `${packet}：“该事务已提交”`;
    case 'newLeader':
      return `${packet}：“历史到此为止，epoch ${content.zxid.epoch} 由此开始”`;
    case 'ack':
      return `确认${packet}`;
    case 'upToDate':
      return `${packet}：“可以对外服务”`;
    case 'ping':
      return content.touches.length > 0 ? `心跳（附 ${content.touches.length} 个会话的消息）` : '心跳';
    case 'inform':
      return `${packet}：已提交的事务`;
    case 'request':
      return ` REQUEST：客户端请求${wanted(content.op).trimEnd()}`;
    case 'sync':
      return `${packet}：“此前的都已发给你”`;
    case 'revalidate':
      return `${packet}：“会话 ${content.session} 还有效吗？”`;
    case 'revalidated':
      return `${packet}：“会话 ${content.session} ${content.valid ? '有效' : '已失效'}”`;
    case 'connect':
      return content.session === NO_SESSION ? `${packet}：“要建立新会话”` : `${packet}：“继续会话 ${content.session}，我已见过 ${formatZxid(content.lastZxid)}”`;
    case 'connected':
      return content.session === undefined ? '“会话已失效”' : `${packet}：“会话 ${content.session.session}，超时时间 ${formatSpan(content.session.timeout)}”`;
    case 'ask':
      return isHeartbeat(content) ? '心跳' : `请求 ${formatOp(content.op)}`;
    case 'answer':
      return isHeartbeat(content) ? '心跳应答' : `应答：${answered(content.answer)}（zxid ${formatZxid(content.zxid)}）`;
  }
}

/** @param {Step} step */
export function onDisk(step) {
  switch (step.type) {
    case 'append':
      return `${step.opensFile ? '新日志文件' : '日志'}写入事务 ${formatZxid(step.txn.zxid)}（尚未刷盘）`;
    case 'syncLog':
      return '日志刷盘';
    case 'truncate':
      return `日志截断到 ${formatZxid(step.zxid)}`;
    case 'snapshot':
      return `生成快照 ${formatZxid(step.snapshot.zxid)}${step.synced ? '（已刷盘）' : ''}`;
    case 'writeEpoch':
      return `把 ${FILE[step.file]} = ${step.epoch} 写入临时文件`;
    case 'renameEpoch':
      return `用临时文件替换 ${FILE[step.file]}`;
  }
}

/** Learner 如何与 Leader 的历史对齐，以及依据。 @param {Of<'offered'>} what */
export function offered({ learner, peer, min, mode, zxid, row, transactions }) {
  const has = isNothing(peer) ? `服务器 ${learner} 还没有任何事务` : `服务器 ${learner} 的最大 zxid 是 ${formatZxid(peer)}`;
  const sent = transactions > 0 ? `，并补发 ${transactions} 个事务` : '';
  if (mode === 'TRUNC') return `${has}，不在 Leader 的历史中：要求它把 ${formatZxid(zxid)} 之后的日志截掉${sent}（TRUNC）。`;
  switch (row) {
    case 'in sync':
      return `${has}，${isNothing(peer) ? 'Leader 也没有' : '与 Leader 一致'}：无需补发（DIFF）。`;
    case 'within the window':
      if (transactions === 0) return `${has}，此后没有新的事务：无需补发（DIFF）。`;
      return `${has}：补发所缺的 ${transactions} 个事务（DIFF）。`;
    case 'from the log':
      if (transactions === 0) return `${has}，此后没有新的事务：无需补发（DIFF）。`;
      return `${has}，Leader 的日志里还有之后的记录：补发所缺的 ${transactions} 个事务（DIFF）。`;
    case 'of another epoch':
      return `${has}，不在 Leader 的历史中，而日志不能跨 epoch 截断：发送整个快照（SNAP）。`;
    case 'log too short or too long':
      return `${has}，而 Leader 只留有 ${formatZxid(min)} 起的记录：发送整个快照（SNAP）。`;
    case 'gap after the log':
      return `${has}，而 Leader 的日志中间有缺口：发送整个快照（SNAP）。`;
    case 'forced':
    case 'ahead':
    case 'unhandled':
      return `${has}：发送整个快照（SNAP）。`;
  }
}

/** @param {Zxid} zxid */
const isNothing = ({ epoch, counter }) => epoch === 0 && counter === 0;
