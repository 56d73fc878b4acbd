//! What outlives a crash: epochs, log and snapshots, and the small steps in which they are written.
//!
//! A crash may come between any two steps, and takes with it what no step has made safe. So a log entry is written by one
//! step and made safe by another; an epoch's file is written beside the old one, made safe, and only then put in its
//! place (reference §1.2, §13).

use crate::ids::{Epoch, Zxid};
use crate::tree::Tree;
use crate::txn::Txn;
use std::fmt;

/// What is on a server's disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Durable {
    /// The highest epoch it has promised to accept. Absent in an empty data folder.
    pub accepted_epoch: Option<Epoch>,
    /// The epoch of the last leader that it has followed or been.
    pub current_epoch: Option<Epoch>,
    /// A current epoch that was being written when the process died (`currentEpoch.tmp`).
    pub next_current_epoch: Option<Epoch>,
    /// The same of the accepted epoch. Nobody reads it; the next write replaces it.
    pub next_accepted_epoch: Option<Epoch>,
    /// The log, in the order of writing.
    pub log: Vec<Txn>,
    /// The snapshots, in the order of writing.
    pub snapshots: Vec<Snapshot>,
}

/// The state of the tree at a zxid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// The last zxid it contains for certain.
    pub zxid: Zxid,
    /// The transactions that made it.
    pub history: Vec<Zxid>,
    /// The znodes and the sessions.
    pub tree: Tree,
}

/// The two files that hold an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EpochFile {
    /// `acceptedEpoch`.
    Accepted,
    /// `currentEpoch`.
    Current,
}

/// One step of writing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DiskStep {
    /// Append a transaction to the log. Not safe until the log is synced.
    Append(Txn),
    /// Make safe what was appended (`fsync`).
    SyncLog,
    /// Cut off everything in the log after this.
    Truncate(Zxid),
    /// Write a snapshot.
    Snapshot {
        /// Of this state.
        snapshot: Snapshot,
        /// Whether it is made safe before the step ends.
        synced: bool,
    },
    /// Write an epoch beside its file, and make it safe.
    WriteEpoch(EpochFile, Epoch),
    /// Put what was written beside the file in its place.
    RenameEpoch(EpochFile),
}

/// Why a server refuses to start (reference §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The log knows of a later epoch than the one on file.
    CurrentEpochBehindLog {
        /// The epoch on file.
        current: Epoch,
        /// The last zxid of the history.
        last: Zxid,
    },
    /// It has followed a leader of a later epoch than it has promised to.
    AcceptedEpochBehindCurrent {
        /// The epoch promised.
        accepted: Epoch,
        /// The epoch followed.
        current: Epoch,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::CurrentEpochBehindLog { current, last } => {
                write!(f, "current epoch {current} is older than the last zxid, {last}")
            }
            Refusal::AcceptedEpochBehindCurrent { accepted, current } => {
                write!(f, "accepted epoch {accepted} is older than current epoch {current}")
            }
        }
    }
}

impl Snapshot {
    /// A new tree, under this zxid.
    pub fn empty(zxid: Zxid) -> Snapshot {
        Snapshot { zxid, history: Vec::new(), tree: Tree::default() }
    }
}

impl Durable {
    /// A disk that holds the history of these zxids, written in an epoch and promised for it. What the transactions change is
    /// not known.
    pub fn with_log(epoch: Epoch, log: impl IntoIterator<Item = Zxid>) -> Durable {
        Durable {
            accepted_epoch: Some(epoch),
            current_epoch: Some(epoch),
            log: log.into_iter().map(Txn::unknown).collect(),
            snapshots: vec![Snapshot::empty(Zxid(0))],
            ..Durable::default()
        }
    }

    /// A disk that holds nothing but a snapshot, and epochs.
    pub fn with_snapshot(epoch: Epoch, zxid: Zxid) -> Durable {
        Durable {
            accepted_epoch: Some(epoch),
            current_epoch: Some(epoch),
            snapshots: vec![Snapshot::empty(zxid)],
            ..Durable::default()
        }
    }

    /// The snapshot from which the tree is read: that of the highest zxid.
    pub fn newest_snapshot(&self) -> Option<&Snapshot> {
        self.snapshots.iter().max_by_key(|snapshot| snapshot.zxid)
    }

    /// The zxid that a process finds when it reads the disk: of the newest snapshot, or of the log beyond it.
    pub fn last_zxid(&self) -> Zxid {
        let snapshot = self.newest_snapshot().map_or(Zxid(0), |snapshot| snapshot.zxid);
        self.log.iter().map(|txn| txn.zxid).fold(snapshot, Zxid::max)
    }

    /// Carries out a step. What the step leaves unsafe is as if it were there; what becomes of it in a crash is the
    /// world's to say.
    pub fn apply(&mut self, step: &DiskStep) {
        match step {
            DiskStep::Append(txn) => self.log.push(txn.clone()),
            DiskStep::SyncLog => {}
            // Snapshots beyond the cut stay, and will be read again: ZOOKEEPER-1549.
            DiskStep::Truncate(after) => self.log.retain(|txn| txn.zxid <= *after),
            DiskStep::Snapshot { snapshot, .. } => {
                self.snapshots.retain(|other| other.zxid != snapshot.zxid);
                self.snapshots.push(snapshot.clone());
            }
            DiskStep::WriteEpoch(EpochFile::Accepted, epoch) => self.next_accepted_epoch = Some(*epoch),
            DiskStep::WriteEpoch(EpochFile::Current, epoch) => self.next_current_epoch = Some(*epoch),
            DiskStep::RenameEpoch(EpochFile::Accepted) => {
                self.accepted_epoch = self.next_accepted_epoch.take();
            }
            DiskStep::RenameEpoch(EpochFile::Current) => self.current_epoch = self.next_current_epoch.take(),
        }
    }

    /// What a process does with its disk before anything else: it fills in what is missing, and checks that the epochs
    /// fit the history (`QuorumPeer.loadDataBase`).
    ///
    /// Differs: all of it is one step here; a crash in the middle of a start is not modelled.
    pub fn open(&mut self) -> Result<(), Refusal> {
        if self.snapshots.is_empty() && self.log.is_empty() {
            self.snapshots.push(Snapshot::empty(Zxid(0)));
        }
        let last = self.last_zxid();
        let mut current = *self.current_epoch.get_or_insert(last.epoch());
        if last.epoch() > current
            && let Some(next) = self.next_current_epoch.take()
        {
            current = next;
            self.current_epoch = Some(next);
        }
        if last.epoch() > current {
            return Err(Refusal::CurrentEpochBehindLog { current, last });
        }
        let accepted = *self.accepted_epoch.get_or_insert(last.epoch());
        if accepted < current {
            return Err(Refusal::AcceptedEpochBehindCurrent { accepted, current });
        }
        Ok(())
    }
}
