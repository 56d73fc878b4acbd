//! Disks: what is safe on them, what is not yet, and what is being written.
//!
//! A disk carries out one step after another, each in its time. What is written and not made safe is lost in a crash, all of
//! it: the worst that can happen.

use crate::network::Latency;
use crate::random::Stream;
use zab::durable::{DiskStep, Durable, Snapshot};
use zab::ids::{Micros, Zxid};
use zab::txn::Txn;

/// One server's disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Disk {
    /// What a crash leaves.
    pub(crate) safe: Durable,
    /// Log entries written and not made safe.
    unsafe_log: Vec<Txn>,
    /// Snapshots written and not made safe.
    unsafe_snapshots: Vec<Snapshot>,
    latency: Latency,
    stream: Stream,
    /// When it is done with what it has been given.
    free_at: Micros,
}

impl Disk {
    pub(crate) fn new(safe: Durable, latency: Latency, stream: Stream) -> Disk {
        let (unsafe_log, unsafe_snapshots) = (Vec::new(), Vec::new());
        Disk { safe, unsafe_log, unsafe_snapshots, latency, stream, free_at: Micros(0) }
    }

    /// When a step will be done that is asked for now.
    pub(crate) fn begin(&mut self, now: Micros) -> Micros {
        self.free_at = self.free_at.max(now) + self.stream.between(self.latency.min, self.latency.max);
        self.free_at
    }

    /// A step is done.
    pub(crate) fn complete(&mut self, step: &DiskStep) {
        match step {
            DiskStep::Append(txn) => self.unsafe_log.push(txn.clone()),
            DiskStep::SyncLog => self.safe.log.append(&mut self.unsafe_log),
            DiskStep::Truncate(after) => {
                self.unsafe_log.retain(|txn| txn.zxid <= *after);
                self.safe.apply(step);
            }
            DiskStep::Snapshot { snapshot, synced: false } => self.unsafe_snapshots.push(snapshot.clone()),
            DiskStep::Snapshot { synced: true, .. } | DiskStep::WriteEpoch(..) | DiskStep::RenameEpoch(_) => {
                self.safe.apply(step);
            }
        }
    }

    /// The process has died: what was not safe is gone, and nothing is being written any more.
    pub(crate) fn crash(&mut self, now: Micros) {
        self.unsafe_log.clear();
        self.unsafe_snapshots.clear();
        self.free_at = now;
    }

    /// The log, each entry with whether it is safe.
    pub(crate) fn log(&self) -> impl Iterator<Item = (Zxid, bool)> + '_ {
        let safe = self.safe.log.iter().map(|txn| (txn.zxid, true));
        safe.chain(self.unsafe_log.iter().map(|txn| (txn.zxid, false)))
    }
}
