//! What a server has in memory of the history: how far the tree has come, and the window of what was committed last.
//!
//! The vote in an election names the tree's last zxid, not the log's (reference §0.1). The two are brought together
//! only when the disk is read, and when a server that was running shuts its pipeline down.

use crate::collections::queue::Queue;
use crate::config::Config;
use crate::ids::Zxid;
use crate::request::ErrorCode;
use crate::storage::durable::{Durable, Snapshot};
use crate::storage::tree::Tree;
use crate::storage::txn::Txn;
use std::sync::Arc;

/// The tree and the committed log (`ZKDatabase`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Database {
    last_processed: Zxid,
    /// The transactions that made the tree, the oldest first.
    history: Arc<Vec<Zxid>>,
    tree: Arc<Tree>,
    committed_log: Queue<Txn>,
    /// How many transactions it holds at most.
    committed_log_limit: usize,
}

impl Database {
    /// Reads the disk: the newest snapshot, then the log beyond it, all of which counts as committed (reference §0.7).
    pub fn load(durable: &Durable, config: &Config) -> Database {
        let committed_log_limit = config.committed_log_limit + config.release.committed_log_surplus();
        let mut database = Database {
            last_processed: Zxid(0),
            history: Arc::default(),
            tree: Arc::default(),
            committed_log: Queue::default(),
            committed_log_limit,
        };
        if let Some(snapshot) = durable.newest_snapshot() {
            database.restore(snapshot);
        }
        for txn in &durable.log {
            database.fast_forward(txn);
        }
        database
    }

    /// The tree of a snapshot, with an empty window.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        self.last_processed = snapshot.zxid;
        self.history = Arc::clone(&snapshot.history);
        self.tree = Arc::clone(&snapshot.tree);
        self.committed_log.clear();
    }

    /// Applies a transaction that is committed. An error is what its client is told.
    pub fn apply(&mut self, txn: &Txn) -> Result<(), ErrorCode> {
        let applied = self.apply_unremembered(txn);
        self.committed_log.push_back(txn.clone());
        if self.committed_log.len() > self.committed_log_limit {
            self.committed_log.pop_front();
        }
        applied
    }

    /// The same, without the window.
    pub fn apply_unremembered(&mut self, txn: &Txn) -> Result<(), ErrorCode> {
        let applied = self.tree_mut().apply(txn);
        Arc::make_mut(&mut self.history).push(txn.zxid);
        self.last_processed = txn.zxid;
        applied
    }

    /// Applies a transaction that was found in the log, if the tree does not have it (`fastForwardDataBase`).
    pub fn fast_forward(&mut self, txn: &Txn) {
        if txn.zxid > self.last_processed {
            // What fails now has failed before; nobody waits for the answer.
            let _ = self.apply(txn);
        }
    }

    /// Names the last zxid anew, without a transaction of that name: a leader's (epoch, 0), or a truncation's end.
    pub fn set_last_processed(&mut self, zxid: Zxid) {
        self.last_processed = zxid;
    }

    /// The last zxid processed.
    pub fn last_processed(&self) -> Zxid {
        self.last_processed
    }

    /// The transactions that made the tree.
    pub fn history(&self) -> &[Zxid] {
        &self.history
    }

    /// The znodes and the sessions.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Takes away the znodes of sessions that are no more.
    pub(crate) fn remove_orphans(&mut self) {
        let zxid = self.last_processed;
        self.tree_mut().remove_orphans(zxid);
    }

    fn tree_mut(&mut self) -> &mut Tree {
        Arc::make_mut(&mut self.tree)
    }

    /// The window of what was committed last, the oldest first.
    pub fn committed_log(&self) -> impl DoubleEndedIterator<Item = &Txn> + Clone + '_ {
        self.committed_log.iter()
    }

    /// The ends of that window; of an empty one both are the last zxid processed (reference §4.1).
    pub fn committed_range(&self) -> (Zxid, Zxid) {
        match (self.committed_log.front(), self.committed_log.back()) {
            (Some(first), Some(last)) => (first.zxid, last.zxid),
            _ => (self.last_processed, self.last_processed),
        }
    }

    /// A snapshot of the tree as it is. It shares all that does not change afterwards: nothing is copied before that.
    pub fn snapshot(&self) -> Snapshot {
        let (history, tree) = (Arc::clone(&self.history), Arc::clone(&self.tree));
        Snapshot { zxid: self.last_processed, history, tree }
    }

    /// Makes of a snapshot of this tree what it comes to when it was written until now: its zxid and its sessions are those of its
    /// beginning, its znodes those of its end. False, if that is the same, or the tree was replaced meanwhile.
    pub(crate) fn overtake(&self, snapshot: &mut Snapshot) -> bool {
        let begun = snapshot.history.len();
        let overtaken = self.history.len() > begun && self.history[..begun] == snapshot.history[..];
        if overtaken {
            snapshot.tree = Arc::new(self.tree.with_sessions_of(&snapshot.tree));
        }
        overtaken
    }
}
