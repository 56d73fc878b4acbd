// Chinese, what the engine refuses, and where a scenario cannot be read. The engine says it in English sentences of known forms; each form has its
// translation here, in which the words of the scenario language stay what they are.

/**
 * A form, and what is said instead; `$1` is what stood in its place, `#1` the same, but a noun that is translated too.
 *
 * @type {[RegExp, string][]}
 */
const SENTENCES = [
  [/^expected (.+), but found a text in quotes$/s, '此处应为#1，写的却是引号中的文字'],
  [/^expected (.+), but found (\S+): write narrow signs, such as (.+)$/s, '此处应为#1，写的却是 $2：请用半角符号，例如 $3'],
  [/^expected (.+), but found (\S+): write spaces between words, not commas$/s, '此处应为#1，写的却是 $2：词与词之间请用空格，不要用逗号'],
  [/^expected (.+), but found (.+); did you mean (.+)\?$/s, '此处应为#1，写的却是 $2；是否想写 $3？'],
  [/^expected (.+), but found (.+)$/s, '此处应为#1，写的却是 $2'],
  [/^expected (.+), but the line ends$/s, '此处应为#1，这一行却到此为止'],
  [/^expected one command, but there are several lines$/, '只能写一条命令，这里却有好几行'],
  [/^expected the first line to be: zabscope 1$/, '第一行应为：zabscope 1'],
  [/^expected a line with servers, such as: (.+)$/, '缺少一行 servers，例如：$1'],
  [/^expected a line with a group, such as: (.+)$/, '缺少一行 group，例如：$1'],
  [/^expected server (\d+) in a group: every server with a vote stands in one$/, '服务器 $1 应在某个 group 中：有投票权的服务器都要分组'],
  [/^expected a seed from 0 to (\d+), but found (.+)$/s, '种子应为 0 到 $1 之间的整数，写的却是 $2'],
  [/^expected a language after the dot, such as zh$/, '点号之后应为语言，例如 zh'],
  [/^(\S+) is (no command|nothing that happens); did you mean (.+)\?$/, '$1 #2；是否想写 $3？'],
  [/^(\S+) is (no command|nothing that happens); write spaces between words, not commas$/, '$1 #2；词与词之间请用空格，不要用逗号'],
  [/^(\S+) is (no command|nothing that happens); write narrow signs, such as (.+)$/, '$1 #2；请用半角符号，例如 $3'],
  [/^(\S+) is (no command|nothing that happens); expected (.+)$/s, '$1 #2；应为#3'],
  [/^this text has no closing quote$/, '这段文字缺少后引号'],
  [/^this number is too large, at most (.+)$/, '数字太大，最多为 $1'],
  [/^this number is too small, at least (.+)$/, '数字太小，至少为 $1'],
  [/^this number has more than six decimals$/, '小数位数超过六位'],
  [/^this time is too long, at most (.+)$/, '时间太长，最多为 $1'],
  [/^this time is too short, at least (.+)$/, '时间太短，至少为 $1'],
  [/^this time is finer than a microsecond$/, '时间比微秒还细'],
  [/^this path is too long, at most (\d+) bytes$/, '路径太长，最多 $1 字节'],
  [/^the first of the two is above the second$/, '两者中前一个大于后一个'],
  [/^the two zxids are of different epochs$/, '两个 zxid 的 epoch 不同'],
  [/^(\d+) bytes are too much for a znode here, at most (\d+)$/, '$1 字节对这里的 znode 太大，最多 $2 字节'],
  [/^the text is (\d+) bytes long, at most (\d+) are read$/, '文本长 $1 字节，最多读取 $2 字节'],
  [/^only a scenario can say or expect something$/, '只有场景才能 say 或 expect'],
  [/^version (.+) of the language is not known here, only (.+)$/, '不认识语言版本 $1，只认识 $2'],
  [/^servers must be given before the first moment$/, 'servers 必须写在第一个时刻之前'],
  [/^this is earlier than the moment before it; moments go forward$/, '它早于前一个时刻；时刻只能向前'],
  [/^below an after, nobody knows what time it is: write (.+), which counts from the line before$/, 'after 之后无法得知时刻：请写 $1，从上一行算起'],
  [/^(\S+) happens at a moment: write (.+)$/, '$1 发生在某个时刻：请写 $2'],
  [/^(.+) must stand before the first moment$/, '$1 必须写在第一个时刻之前'],
  [/^a line begins with one moment, and has no other$/, '一行只以一个时刻开头，不能再有别的时刻'],
  [/^this title is given twice$/, '标题给了两次'],
  [/^the history of server (\d+) is given twice$/, '服务器 $1 的 history 给了两次'],
  [/^the weight of server (\d+) is given twice$/, '服务器 $1 的 weight 给了两次'],
  [/^(.+) is given twice$/, '$1 给了两次'],
  [/^too much happens, at most (\d+) commands$/, '命令太多，最多 $1 条'],
  [/^too much is expected, at most (\d+) times$/, 'expect 太多，最多 $1 条'],
  [/^these are too many languages, at most (\d+)$/, '语言太多，最多 $1 种'],
  [/^these are too many subjects, at most (\d+)$/, '所指的对象太多，最多 $1 个'],
  [/^what a caption is about, and claims, stands with its first language$/, 'about 与 while 只写在第一种语言的那一行'],
  [/^nobody is called (\{.+?\}); did you mean (.+)\?$/, '没有叫 $1 的；是否想写 $2？'],
  [/^nobody is called (\{.+?\}); write \{\{ for a brace$/, '没有叫 $1 的；要写花括号请写 {{'],
  [/^this brace has no other; write \{\{ or \}\} for a brace$/, '花括号不成对；要写花括号请写 {{ 或 }}'],
  [/^server (\d+) is both among the servers, which vote, and the observers$/, '服务器 $1 既在有投票权的 servers 中，又在 observers 中'],
  [/^server (\d+) has no vote, and stands in no group$/, '服务器 $1 没有投票权，不能分组'],
  [/^(\d+) servers are too many, at most (\d+)$/, '$1 台服务器太多，最多 $2 台'],
  [/^the zxids of a log rise$/, '日志中的 zxid 必须递增'],
  [/^a log has at most (\d+) entries here$/, '这里的日志最多 $1 条'],
  [/^only a sequential znode may have a path that ends with a slash$/, '只有顺序节点（sequential）的路径才能以斜杠结尾'],
  [/^there is no server (-?\d+): this ensemble has (.+)$/, '没有服务器 $1：这个集群有 $2'],
  [/^server (\d+) is already running: crash it first$/, '服务器 $1 已在运行：请先使其宕机'],
  [/^server (\d+) is not running: start it first$/, '服务器 $1 没有运行：请先启动它'],
  [/^server (\d+) has never run: start it instead$/, '服务器 $1 从未运行过：请用启动'],
  [/^there is no link between (\S+) and (\S+): at least one of two must be a server, and they must differ$/, '$1 与 $2 之间没有链路：至少一方必须是服务器，且两者不同'],
  [/^nothing passes from (\S+) to (\S+) as it is: heal that first$/, '从 $1 到 $2 的网络已经断开：请先恢复'],
  [/^everything passes from (\S+) to (\S+) as it is: cut that first$/, '从 $1 到 $2 的网络本来就通：请先断开'],
  [/^no link is cut$/, '没有断开的链路'],
  [/^what is sent from (\S+) to (\S+) takes as long as usual: slow that first$/, '从 $1 到 $2 的网络速度如常：请先用 slow'],
  [/^no link is slow$/, '没有变慢的链路'],
  [/^what is sent from (\S+) to (\S+) is held as it is: unhold that first$/, '从 $1 到 $2 的消息已在等候：请先用 unhold'],
  [/^nothing is held from (\S+) to (\S+): hold that first$/, '从 $1 到 $2 没有等候的消息：请先用 hold'],
  [/^nothing is held$/, '没有等候的消息'],
  [/^there is no connection between (\S+) and (\S+)$/, '$1 与 $2 之间没有连接'],
  [/^no (\S+) (\d+) is under way from (\S+) to (\S+)$/, '从 $3 到 $4 的途中没有 $1 $2'],
  [/^a connection has no direction: write (.+)$/, '连接不分方向：请写 $1'],
  [/^server (\d+) is suspended: resume it first$/, '服务器 $1 已被挂起：请先用 resume'],
  [/^server (\d+) is not suspended: suspend it first$/, '服务器 $1 没有被挂起：请先用 suspend'],
  [/^the (\S+) thread of server (\d+) is held as it is: unhold that first$/, '服务器 $2 的 $1 线程已被按住：请先用 unhold-thread'],
  [/^the (\S+) thread of server (\d+) is not held: hold that first$/, '服务器 $2 的 $1 线程没有被按住：请先用 hold-thread'],
  [/^the disk of server (\d+) is (\S+) as it is$/, '服务器 $1 的磁盘本来就是 $2'],
  [/^there is no client (\S+): connect it first$/, '没有客户端 $1：请先让它连接'],
  [/^client (\S+) is there already: close it first, or let it vanish$/, '客户端 $1 已经存在：请先关闭它，或让它消失'],
  [/^client (\S+) has gone: connect it anew first$/, '客户端 $1 已经离开：请先让它重新连接'],
  [/^client (\S+) is closing its session$/, '客户端 $1 正在关闭会话'],
  [/^client (\S+) does not know server (\d+): it was made to write through another$/, '客户端 $1 不认识服务器 $2：它是为通过另一台写入而建的'],
  [/^there are (\d+) clients already: close one first, or let it vanish$/, '已有 $1 个客户端：请先关闭一个，或让它消失'],
  [/^this play has stopped after (\d+) events: go back in time to act$/, '演示已在 $1 个事件之后停止：请回到过去再操作'],
  [/^there are (\d+) branches already: begin anew to act$/, '已有 $1 个分支：请重新开始再操作'],
  [/^no server leads$/, '没有 Leader'],
  [/^no server follows$/, '没有 Follower'],
  [/^no server observes$/, '没有 Observer'],
  [/^every server runs$/, '所有服务器都在运行'],
  [/^no other server runs$/, '没有其他服务器在运行'],
  [/^there are no servers$/, '没有服务器'],
];

/** What may be expected. @type {[RegExp, string][]} */
const NOUNS = [
  [/^a kind of message such as (.+)$/, '消息的种类，例如 $1'],
  [/^no command$/, '不是命令'],
  [/^nothing that happens$/, '不是会发生的事'],
  [/^the end of the line$/, '行尾'],
  [/^a text in double quotes$/, '双引号中的文字'],
  [/^a client's letter, from a to z$/, '客户端的字母（a 到 z）'],
  [/^servers' ids or clients' letters$/, '服务器 id 或客户端字母'],
  [/^servers' ids$/, '服务器 id'],
  [/^a server: an id, leader, follower or observer$/, '一台服务器：id、leader、follower 或 observer'],
  [/^servers: ids or all, leader, follower, observer, others, down$/, '若干服务器：id 或 all、leader、follower、observer、others、down'],
  [/^servers, clients, link, box, log, timer or message$/, '服务器、客户端、link、box、log、timer 或 message'],
  [/^the word of an event$/, '事件的名称'],
  [/^the first line to be: zabscope 1$/, '第一行 zabscope 1'],
  [/^(?:a|an) (number|time|path|zxid|epoch|round|weight|version|number of znodes) such as (.+)$/, '#1，例如 $2'],
  [/^(ids|times|zxids) such as (.+)$/, '#1，例如 $2'],
  [/^number of znodes$/, 'znode 数量'],
  [/^numbers?$/, '数字'],
  [/^times?$/, '时间'],
  [/^path$/, '路径'],
  [/^zxids?$/, 'zxid'],
  [/^epoch$/, 'epoch'],
  [/^round$/, '轮次'],
  [/^weight$/, '权重'],
  [/^version$/, '版本号'],
  [/^ids$/, 'id'],
  [/^a time$/, '时间'],
];

/**
 * What the engine refuses, in Chinese; what has no known form stays as it is.
 *
 * @param {string} message
 * @returns {string}
 */
export function refused(message) {
  const [, line, column, rest] = /^line (\d+), column (\d+): (.*)$/s.exec(message) ?? [];
  return line ? `第 ${line} 行第 ${column} 列：${translated(rest)}` : translated(message);
}

/** @param {string} sentence @returns {string} */
const translated = sentence => inForm(sentence, SENTENCES) ?? sentence;

/** What is expected: one thing, or one of several. The words of the language stay. @param {string} nouns @returns {string} */
function noun(nouns) {
  const whole = inForm(nouns, NOUNS);
  if (whole) return whole;
  const each = nouns.split(/, | or /).map(one => inForm(one, NOUNS) ?? one);
  return ` ${each.slice(0, -1).join('、')}${each.length > 1 ? ' 或 ' : ''}${each.at(-1)} `;
}

/** @param {string} text @param {[RegExp, string][]} forms @returns {string | undefined} */
function inForm(text, forms) {
  for (const [form, said] of forms) {
    const found = form.exec(text);
    if (found) return said.replace(/([$#])(\d)/g, (_, kind, place) => (kind === '#' ? noun(found[Number(place)]) : found[Number(place)])).trim();
  }
  return undefined;
}
