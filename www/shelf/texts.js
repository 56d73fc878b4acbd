// What the shelf says, in each language.

/** @typedef {typeof en} Texts */

const en = {
  lessons: 'Lessons',
  read: 'read',
  library: 'Library',
  libraryLine: 'Scenarios that are played as tests, native and in the browser: each a corner of the protocol.',
  own: 'An ensemble of your own',
};

/** @type {Texts} */
const zh = {
  lessons: '课程',
  read: '已读',
  library: '场景库',
  libraryLine: '这些场景同时也是测试，在本地与浏览器中各跑一遍：每个展示协议的一个角落。',
  own: '自己的集群',
};

export const TEXTS = { en, zh };
