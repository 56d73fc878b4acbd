// 中文：必须始终成立的性质，以及违反它的事实。

import { formatZxid } from './format.js';

/** @import { Fact, Flag, Invariant } from '../engine/records.js' */

/** 各条性质的含义。 @type {Record<Invariant, string>} */
export const says = {
  Leadership1: '两个已过 DISCOVERY 阶段的 Leader 不会同属一个 epoch',
  Leadership2: '每个 epoch 至多有一个 Leader 得到确立',
  PrefixConsistency: '任意两台服务器交付的事务，一方必是另一方的前缀',
  Integrity: '交付的事务都由 Leader 广播过，且只广播过一次',
  Agreement: '两台服务器各交付一个事务，则其中必有一台两个都交付',
  TotalOrder: '所有服务器以相同的顺序交付，且不遗漏',
  LocalPrimaryOrder: '同一 Leader 广播的事务按广播的顺序交付',
  GlobalPrimaryOrder: '较早 epoch 的事务先于较晚 epoch 的事务交付',
  PrimaryIntegrity: 'Follower 交付过的早先 epoch 的事务，Leader 也都交付过',
  ShouldNotBeTriggered: '不会收到不该收到的消息',
  CommittedLogMonotonicity: '最新的 Leader 已交付历任 Leader 交付过的全部事务',
  LeaderLogCompleteness: 'Leader 上任时的历史包含历任 Leader 交付过的全部事务',
  ProcessConsistency: 'Learner 的日志是 Leader 日志的前缀',
  CommittedLogDurability: 'TRUNC 不会截掉在决定它时 Leader 已交付的事务',
  QuorumDurability: '已提交的事务在过半服务器的磁盘上安全落盘',
  EpochOrder: '磁盘上 acceptedEpoch 不小于 currentEpoch，后者不小于日志的 epoch，两者都不倒退',
  MemDisk: 'LOOKING 服务器的内存与磁盘一致',
  NoHole: '日志中没有空缺',
  ReadMonotone: '客户端看到的状态不会倒退',
  ReadYourWrites: '客户端能读到自己写入的内容',
  SessionOrder: '同一客户端的写请求按发出的顺序生效',
  SyncFresh: 'sync 之后能看到此前提交的全部内容',
  NoLostWrite: '已告知客户端成功的写入不会丢失',
  LinearizableWrites: '在另一写入成功之后发出的写入，排在它之后',
  Convergence: '完好且无人打扰的集群终将稳定下来：一个 Leader，同一份历史',
};

/** @type {Record<Flag, string>} */
const FLAG = {
  proposalInconsistent: '与前一个不相接的提议',
  commitInconsistent: '并非下一个待提交事务的 COMMIT',
  ackInconsistent: '对从未提议过的事务或其他 epoch 的确认（ACK）',
  stateInconsistent: '发现阶段或同步阶段的消息来得不是时候',
  messageIllegal: '不该收到的消息',
};

/** @param {Fact} fact */
function told(fact) {
  switch (fact.fact) {
    case 'leads':
      return `服务器 ${fact.server} 是 epoch ${fact.epoch} 的 Leader`;
    case 'delivered':
      return `服务器 ${fact.server} 已交付 ${formatZxid(fact.zxid)}`;
    case 'notDelivered':
      return `服务器 ${fact.server} 没有交付 ${formatZxid(fact.zxid)}`;
    case 'broadcast':
      return `服务器 ${fact.server} 广播过 ${formatZxid(fact.zxid)}`;
    case 'neverBroadcast':
      return `没有服务器广播过 ${formatZxid(fact.zxid)}`;
    case 'missing':
      return `服务器 ${fact.server} 缺少 ${formatZxid(fact.zxid)}`;
    case 'logged':
      return `服务器 ${fact.server} 的日志中有 ${formatZxid(fact.zxid)}`;
    case 'cutAfter':
      return `服务器 ${fact.server} 截掉了 ${formatZxid(fact.zxid)} 之后的日志`;
    case 'followedBy':
      return `服务器 ${fact.server} 的日志中，${formatZxid(fact.last)} 之后紧接着 ${formatZxid(fact.zxid)}`;
    case 'safeOn':
      return fact.servers.length > 0 ? `${formatZxid(fact.zxid)} 只在服务器 ${fact.servers.join('、')} 上安全落盘` : `${formatZxid(fact.zxid)} 没有在任何磁盘上安全落盘`;
    case 'epochs':
      return `服务器 ${fact.server} 的 acceptedEpoch 为 ${fact.accepted}，currentEpoch 为 ${fact.current}，日志到 ${formatZxid(fact.last)}`;
    case 'lastZxids':
      return `服务器 ${fact.server} 内存中到 ${formatZxid(fact.memory)}，磁盘上到 ${formatZxid(fact.disk)}`;
    case 'answered':
      return `客户端 ${fact.client} 得到的答复截至 ${formatZxid(fact.zxid)}`;
    case 'became':
      return `会话 ${fact.session} 的请求 ${fact.cxid} 成为 ${formatZxid(fact.zxid)}`;
    case 'stands':
      return `服务器 ${fact.server} 处于 ${fact.state}，zxid 为 ${formatZxid(fact.zxid)}`;
    case 'triggered':
      return `服务器 ${fact.server} 遇到${FLAG[fact.flag]}`;
  }
}

/**
 * @param {Invariant} invariant
 * @param {Fact[]} facts
 */
export const broken = (invariant, facts) => `${invariant} 遭到破坏（${says[invariant]}）：${facts.map(told).join('；')}。`;
