//! What outlives a crash: epochs, log and snapshots, and the small steps in which they are written.
//!
//! A process may die between any two steps: what it has written stays, what it was writing does not. A machine that loses its
//! power loses what no step has made safe as well. So a log entry is written by one step and made safe by another; an epoch's
//! file is written beside the old one, made safe, and only then put in its place (reference §1.2, §13).
//!
//! The log is made of files, and it matters which: what a leader may send a learner from its log is measured in files
//! (reference §4.1), and a truncation begins to read at the beginning of one.

use crate::describe::{Describe, Visitor};
use crate::ids::{Epoch, Zxid};
use crate::release::Release;
use crate::storage::tree::Tree;
use crate::storage::txn::Txn;
use crate::{records, shape, words};
use std::fmt;
use std::sync::Arc;

/// How many snapshots are kept: one that will not be lost, and of those that are older and never read again the newest.
///
/// Differs: ZooKeeper purges none by default (`autopurge.purgeInterval`), and keeps three where it does
/// (`autopurge.snapRetainCount`).
pub const SNAPSHOTS_KEPT: usize = 3;

/// How long a file of the log is from its first transaction on, in bytes: the space is taken in advance (`preAllocSize`).
///
/// Differs: a file that comes within 4 KiB of its end grows by as much again. No log here is so long.
pub const LOG_FILE_BYTES: u64 = LOG_HEADER_BYTES + (64 << 20);

/// How long the header of a file of the log is, in bytes.
const LOG_HEADER_BYTES: u64 = 16;

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
    /// The files of the log, but for the first.
    pub later_files: Vec<LogFile>,
    /// The snapshots, in the order of writing.
    pub snapshots: Vec<Snapshot>,
}

/// A file of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogFile {
    /// Where in the log it begins.
    pub start: u32,
    /// How long it is, in bytes. One that was cut has lost the space that was taken in advance.
    pub bytes: u64,
}

/// The state of the tree at a zxid. What two snapshots have in common they share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// The last zxid it contains for certain. Its tree may hold what came after, if it was written while that was applied.
    pub zxid: Zxid,
    /// The transactions up to that.
    pub history: Arc<Vec<Zxid>>,
    /// The znodes and the sessions.
    pub tree: Arc<Tree>,
}

impl Snapshot {
    /// The same with nothing in it.
    pub fn summary(&self) -> Snapshot {
        Snapshot { zxid: self.zxid, history: Arc::default(), tree: Arc::default() }
    }
}

impl DiskStep {
    /// The same with an empty snapshot: what a record of it holds, which is kept for long.
    pub fn summary(&self) -> DiskStep {
        match self {
            DiskStep::Snapshot { snapshot, synced } => {
                DiskStep::Snapshot { snapshot: snapshot.summary(), synced: *synced }
            }
            step => step.clone(),
        }
    }
}

/// By its zxid: what is in it would fill the record.
impl Describe for Snapshot {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.record(shape!(None, zxid), &[&self.zxid]);
    }

    fn short(&self) -> Option<&dyn fmt::Display> {
        Some(&self.zxid)
    }
}

/// [`Snapshot`] in TypeScript.
pub const TYPES: &str = "export type Snapshot = { zxid: Zxid };\n";

words! {
    /// The two files that hold an epoch.
    pub enum EpochFile {
        /// `acceptedEpoch`.
        Accepted "accepted",
        /// `currentEpoch`.
        Current "current",
    }
}

records! {
    /// One step of writing.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum DiskStep by "type" {
        /// Append a transaction to the log. Not safe until the log is synced.
        Append {
            /// Which.
            txn: Txn,
            /// Whether it is the first of a new file.
            opens_file: bool,
        },
        /// Make safe what was appended (`fsync`).
        SyncLog,
        /// Cut the log behind this ([`Durable::truncated`]).
        ///
        /// Differs: it is one step, and safe when it is done. ZooKeeper cuts a file and deletes those after it one by one, makes none
        /// of it safe, and waits for a snapshot that is being written.
        Truncate(zxid: Zxid),
        /// Write a snapshot.
        Snapshot {
            /// Of this state.
            snapshot: Snapshot,
            /// Whether it is made safe before the step ends.
            synced: bool,
        },
        /// Write an epoch beside its file, and make it safe.
        WriteEpoch(file: EpochFile, epoch: Epoch),
        /// Put what was written beside the file in its place.
        RenameEpoch(file: EpochFile),
    }
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
    /// Of two transactions of one epoch that follow each other in the log another one lies between (ZOOKEEPER-4925).
    GapInLog {
        /// The zxid expected.
        expected: Zxid,
        /// The zxid found.
        found: Zxid,
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
            Refusal::GapInLog { expected, found } => {
                write!(f, "the log goes on with {found}, where {expected} is next")
            }
            Refusal::AcceptedEpochBehindCurrent { accepted, current } => {
                write!(f, "accepted epoch {accepted} is older than current epoch {current}")
            }
        }
    }
}

/// See [`Durable::file_for`]; the log is given by its zxids.
pub(crate) fn file_for(
    log: impl Iterator<Item = Zxid> + Clone,
    later_files: &[LogFile],
    zxid: Zxid,
) -> usize {
    let first = |file: &&LogFile| log.clone().nth(file.start as usize);
    let file = later_files.iter().rev().find(|file| first(file).is_some_and(|first| first < zxid));
    file.map_or(0, |file| file.start as usize)
}

impl Snapshot {
    /// A new tree, under this zxid.
    pub fn empty(zxid: Zxid) -> Snapshot {
        Snapshot { zxid, history: Arc::default(), tree: Arc::default() }
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

    /// The first gap in the log beyond the newest snapshot: what is expected there, and what is found.
    pub fn gap(&self) -> Option<(Zxid, Zxid)> {
        let snapshot = self.newest_snapshot().map_or(Zxid(0), |snapshot| snapshot.zxid);
        let mut last: Option<Zxid> = None;
        for found in self.log.iter().map(|txn| txn.zxid).filter(|zxid| *zxid > snapshot) {
            if let Some(before) = last.filter(|before| found > *before && found.epoch() <= before.epoch()) {
                let expected = Zxid(before.0.wrapping_add(1));
                if found != expected {
                    return Some((expected, found));
                }
            }
            last = last.max(Some(found));
        }
        None
    }

    /// Whether a process of this release starts with this log, once the disk is opened ([`Durable::open`]).
    pub fn check_log(&self, release: Release) -> Result<(), Refusal> {
        match self.gap().filter(|_| release.rejects_gaps()) {
            Some((expected, found)) => Err(Refusal::GapInLog { expected, found }),
            None => Ok(()),
        }
    }

    /// Where the log is begun to be read for a zxid: at the beginning of the newest file whose first zxid is smaller, or else of
    /// the first file (`FileTxnIterator.init`).
    pub fn file_for(&self, zxid: Zxid) -> usize {
        file_for(self.log.iter().map(|txn| txn.zxid), &self.later_files, zxid)
    }

    /// How many entries stay of a log that is truncated to a zxid (`FileTxnLog.truncate`): all up to the first one, from
    /// [`Durable::file_for`] on, that is not smaller. So if the zxid itself is not in the log, one transaction too many stays.
    /// None, if all entries are smaller: such a log cannot be truncated.
    pub fn truncated(&self, zxid: Zxid) -> Option<usize> {
        let from = self.file_for(zxid);
        let last = self.log[from..].iter().position(|txn| txn.zxid >= zxid)?;
        Some(from + last + 1)
    }

    /// Keeps so many entries of the log, the first ones, and the files that they lie in.
    pub fn keep_log(&mut self, entries: usize) {
        self.log.truncate(entries);
        self.later_files.retain(|file| (file.start as usize) < entries);
    }

    /// Cuts the log to so many entries. The file in which the last of them lies ends with it.
    fn cut_log(&mut self, entries: usize) {
        self.keep_log(entries);
        if let Some(file) = self.later_files.last_mut() {
            let entries = self.log[file.start as usize..].iter().map(Txn::log_bytes);
            file.bytes = LOG_HEADER_BYTES + entries.sum::<u64>();
        }
    }

    /// Carries out a step. What the step leaves unsafe is as if it were there; what becomes of it is the world's to say.
    pub fn apply(&mut self, step: &DiskStep) {
        match step {
            DiskStep::Append { txn, opens_file } => {
                if *opens_file && !self.log.is_empty() {
                    self.later_files.push(LogFile { start: self.log.len() as u32, bytes: LOG_FILE_BYTES });
                }
                self.log.push(txn.clone());
            }
            DiskStep::SyncLog => {}
            // Snapshots beyond the cut stay, and will be read again: ZOOKEEPER-1549.
            DiskStep::Truncate(zxid) => {
                if let Some(entries) = self.truncated(*zxid) {
                    self.cut_log(entries);
                }
            }
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

    /// Removes snapshots that are older than this one, which will not be lost, but for the newest of them.
    pub fn purge_snapshots(&mut self, below: Zxid) {
        let mut older: Vec<Zxid> = self.snapshots.iter().map(|snapshot| snapshot.zxid).collect();
        older.retain(|zxid| *zxid < below);
        older.sort_unstable();
        if let Some(kept) = older.iter().nth_back(SNAPSHOTS_KEPT - 2) {
            self.snapshots.retain(|snapshot| snapshot.zxid >= *kept);
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
        if last.epoch() > current {
            // What was being written is believed unseen: it may be older than the log as well.
            let Some(next) = self.next_current_epoch.take() else {
                return Err(Refusal::CurrentEpochBehindLog { current, last });
            };
            current = next;
            self.current_epoch = Some(next);
        }
        let accepted = *self.accepted_epoch.get_or_insert(last.epoch());
        if accepted < current {
            return Err(Refusal::AcceptedEpochBehindCurrent { accepted, current });
        }
        Ok(())
    }
}
