//! The tree: znodes and sessions, and what a transaction does to them (reference §5.7.4, §5.7.5; `DataTree`).
//!
//! All servers apply the same transactions in the same order, so that all trees are the same at the same zxid. Nothing is
//! checked here: the leader has done that.

use crate::collections::table::Table;
use crate::ids::{Micros, SessionId, Zxid};
use crate::request::{ErrorCode, Stat};
use crate::storage::txn::{Change, Txn};

/// The znodes of a new tree, beside the root.
const RESERVED: [&str; 3] = ["/zookeeper", "/zookeeper/config", "/zookeeper/quota"];

/// What a snapshot holds beside znodes and sessions, in bytes: header, access lists, digest, checksums, and the text of a small
/// ensemble's configuration (`FileSnap.serialize`).
const SNAPSHOT_FRAME_BYTES: u64 = 300;
/// What a znode takes in a snapshot beside its path and its data, and what a session takes, in bytes.
const ZNODE_BYTES: u64 = 76;
const SESSION_BYTES: u64 = 12;

/// The znodes and the sessions (`DataTree`, and `sessionsWithTimeouts` of `ZKDatabase`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tree {
    nodes: Table<String, Node>,
    sessions: Table<SessionId, Micros>,
}

/// A znode.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Node {
    /// What it holds.
    pub data: String,
    /// The zxid that made it, and when.
    pub created: (Zxid, Micros),
    /// The zxid that last changed its data, and when.
    pub modified: (Zxid, Micros),
    /// The zxid that last made or took away a child.
    pub children_changed: Zxid,
    /// How often its data has changed.
    pub version: i32,
    /// How many children have ever been made.
    pub cversion: i32,
    /// How many children it has.
    pub children: i32,
    /// The session with which it goes; absent for a persistent one.
    pub owner: Option<SessionId>,
}

impl Default for Tree {
    /// A new tree. Its znodes count as never made.
    fn default() -> Tree {
        let mut nodes = Table::default();
        nodes.insert(String::from("/"), Node { children: 1, ..Node::default() });
        for path in RESERVED {
            let children = if path == "/zookeeper" { 2 } else { 0 };
            nodes.insert(String::from(path), Node { children, ..Node::default() });
        }
        Tree { nodes, sessions: Table::default() }
    }
}

impl Tree {
    /// The znode at a path.
    pub fn node(&self, path: &str) -> Option<&Node> {
        self.nodes.get(path)
    }

    /// All znodes by their paths, in order.
    pub fn nodes(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.nodes.iter().map(|(path, node)| (path.as_str(), node))
    }

    /// All sessions with their timeouts.
    pub fn sessions(&self) -> impl Iterator<Item = (SessionId, Micros)> + '_ {
        self.sessions.iter().map(|(session, timeout)| (*session, *timeout))
    }

    /// How many znodes ZooKeeper says there are: it counts the root twice.
    pub fn reported_count(&self) -> u64 {
        self.nodes.iter().count() as u64 + 1
    }

    /// How long a snapshot of it is, in bytes.
    ///
    /// Differs: access lists and the ensemble's configuration count as always equally long.
    pub fn snapshot_bytes(&self) -> u64 {
        let znodes =
            self.nodes.iter().map(|(path, node)| ZNODE_BYTES + (path.len() + node.data.len()) as u64);
        let sessions = self.sessions.iter().map(|_| SESSION_BYTES);
        SNAPSHOT_FRAME_BYTES + znodes.chain(sessions).sum::<u64>()
    }

    /// The names of a znode's children, in order.
    pub fn children(&self, path: &str) -> Vec<String> {
        let below = if path == "/" { String::from("/") } else { format!("{path}/") };
        let names = self.nodes.keys().filter_map(|other| other.strip_prefix(below.as_str()));
        names.filter(|name| !name.is_empty() && !name.contains('/')).map(String::from).collect()
    }

    /// The paths of the znodes that go when this session ends, in order.
    pub fn ephemerals(&self, session: SessionId) -> Vec<String> {
        let own = self.nodes.iter().filter(|(_, node)| node.owner == Some(session));
        own.map(|(path, _)| path.clone()).collect()
    }

    /// Applies a transaction. An error is the answer that the client gets; what can be done is done all the same.
    pub fn apply(&mut self, txn: &Txn) -> Result<(), ErrorCode> {
        match &*txn.change {
            Change::CreateSession { timeout } => self.sessions.insert(txn.session, *timeout),
            Change::CloseSession { paths } => {
                self.sessions.remove(&txn.session);
                for path in paths {
                    self.take(path, txn.zxid);
                }
                // What the leader did not know of when it made the transaction.
                for path in self.ephemerals(txn.session) {
                    self.take(&path, txn.zxid);
                }
            }
            Change::Create { path, data, ephemeral, parent_cversion } => {
                let owner = ephemeral.then_some(txn.session);
                let made = (txn.zxid, txn.time);
                return self.make(path, data, owner, made, *parent_cversion);
            }
            Change::Delete { path } => {
                return if self.take(path, txn.zxid) { Ok(()) } else { Err(ErrorCode::NoNode) };
            }
            Change::SetData { path, data, version } => {
                let node = self.nodes.get_mut(path.as_str()).ok_or(ErrorCode::NoNode)?;
                node.data.clone_from(data);
                node.version = *version;
                node.modified = (txn.zxid, txn.time);
            }
            Change::Error(code) => return Err(*code),
            Change::Unknown => {}
        }
        Ok(())
    }

    /// The same znodes, with the sessions of another tree.
    pub(crate) fn with_sessions_of(&self, other: &Tree) -> Tree {
        Tree { nodes: self.nodes.clone(), sessions: other.sessions.clone() }
    }

    /// Takes away what belongs to sessions that are no more: what a new leader does, without a transaction, under the last zxid
    /// that it has processed.
    pub fn remove_orphans(&mut self, zxid: Zxid) {
        let owned = self.nodes.iter().filter_map(|(path, node)| Some((path.clone(), node.owner?)));
        let orphans: Vec<_> = owned.filter(|(_, owner)| self.sessions.get(owner).is_none()).collect();
        for (path, _) in orphans {
            self.take(&path, zxid);
        }
    }

    fn make(
        &mut self,
        path: &str,
        data: &str,
        owner: Option<SessionId>,
        made: (Zxid, Micros),
        parent_cversion: i32,
    ) -> Result<(), ErrorCode> {
        let there = self.nodes.get(path).is_some();
        let parent = self.nodes.get_mut(parent(path)).ok_or(ErrorCode::NoNode)?;
        // A snapshot that was taken meanwhile may be ahead of the transaction that is applied to it again.
        if parent_cversion > parent.cversion {
            parent.cversion = parent_cversion;
            parent.children_changed = made.0;
        }
        if there {
            return Err(ErrorCode::NodeExists);
        }
        parent.children += 1;
        let node = Node { data: data.to_owned(), created: made, modified: made, owner, ..Node::default() };
        self.nodes.insert(path.to_owned(), Node { children_changed: made.0, ..node });
        Ok(())
    }

    fn take(&mut self, path: &str, zxid: Zxid) -> bool {
        let there = self.nodes.remove(path).is_some();
        if let Some(parent) = self.nodes.get_mut(parent(path)) {
            parent.children -= i32::from(there);
            parent.children_changed = parent.children_changed.max(zxid);
        }
        there
    }
}

impl Node {
    /// Its numbers.
    pub fn stat(&self) -> Stat {
        Stat {
            czxid: self.created.0,
            mzxid: self.modified.0,
            pzxid: self.children_changed,
            ctime: self.created.1,
            mtime: self.modified.1,
            version: self.version,
            // Every child that was made and is no more was also taken away.
            cversion: self.cversion.wrapping_mul(2).wrapping_sub(self.children),
            ephemeral_owner: self.owner.unwrap_or(SessionId(0)),
            data_length: self.data.len() as u32,
            num_children: self.children,
        }
    }
}

/// The path of the znode above.
pub fn parent(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((parent, _)) => parent,
    }
}

/// Whether a path is one: it begins with a slash, does not end with one, and has no empty, `.` or `..` part
/// (`PathUtils.validatePath`).
pub fn is_path(path: &str) -> bool {
    let Some(below) = path.strip_prefix('/') else { return false };
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.chars().any(is_refused);
    below.is_empty() || below.split('/').all(part)
}

/// Whether a znode was there from the beginning, and stays.
pub fn is_reserved(path: &str) -> bool {
    path == "/" || RESERVED.contains(&path)
}

fn is_refused(character: char) -> bool {
    let code = u32::from(character);
    // ZooKeeper looks at the halves of UTF-16: whatever takes two of them is refused.
    character.is_control() || (0xe000..=0xf8ff).contains(&code) || code >= 0xfff0
}
