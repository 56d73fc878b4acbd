//! Disks: what is written on them, what of it is safe, and what is being written.
//!
//! A disk carries out one step after another, each in its time. What a process has written outlives it, for the operating system
//! has it. But what it appends to its log stays in its own memory until it is about to be made safe, and dies with the process.
//! When the machine loses its power, what nobody has made safe is lost, all of it: the worst that can happen; only what was
//! written long enough ago the operating system has made safe by itself.
//!
//! Differs: in ZooKeeper 8 KiB of appended transactions do not stay in memory either.

use crate::record::event::DiskState;
use crate::record::view::{LogEntryView, SnapshotView};
use crate::world::network::Latency;
use crate::world::random::Stream;
use crate::world::setup::Costs;
use zab::collections::rare::Rare;
use zab::collections::table::Table;
use zab::ids::{Micros, Zxid};
use zab::storage::durable::{DiskStep, Durable};

/// How long the operating system keeps what was written before it makes it safe by itself (Linux: `dirty_expire_centisecs`).
pub(crate) const WRITEBACK: Micros = Micros::from_millis(30_000);

/// One server's disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Disk {
    /// All that is written: what a process finds when it starts.
    written: Durable,
    /// When those entries at the end of the log were written that nobody has made safe.
    unsafe_log: Vec<Micros>,
    /// How many of these, at the end, are in the memory of their process.
    buffered: usize,
    /// When those snapshots were written that nobody has made safe.
    unsafe_snapshots: Table<Zxid, Micros>,
    latency: Latency,
    stream: Stream,
    /// When it is done with what it has been given.
    free_at: Micros,
    /// How it is, and how much longer each step takes.
    state: Rare<(DiskState, Micros)>,
    costs: Rare<Costs>,
}

impl Disk {
    pub(crate) fn new(written: Durable, latency: Latency, costs: Costs, stream: Stream) -> Disk {
        let (unsafe_log, unsafe_snapshots) = (Vec::new(), Table::default());
        Disk {
            written,
            unsafe_log,
            buffered: 0,
            unsafe_snapshots,
            latency,
            stream,
            free_at: Micros(0),
            state: Rare::default(),
            costs: Rare(costs),
        }
    }

    /// How it is.
    pub(crate) fn state(&self) -> DiskState {
        self.state.0.0
    }

    /// From now on it is like this, and each step takes so much longer.
    pub(crate) fn set_state(&mut self, state: DiskState, by: Micros) {
        self.state = Rare((state, by));
    }

    /// Whether it could carry out a step, as it is.
    ///
    /// Differs: a full disk refuses a transaction when it is appended, not when what was gathered is written.
    pub(crate) fn can(&self, step: &DiskStep) -> bool {
        match (self.state(), step) {
            (
                DiskState::Full,
                DiskStep::Append { .. } | DiskStep::Snapshot { .. } | DiskStep::WriteEpoch(..),
            ) => false,
            // What is appended to an open file stays in the memory of the process for now.
            (DiskState::Failing, DiskStep::Append { opens_file: false, .. }) => true,
            (DiskState::Failing, _) => false,
            _ => true,
        }
    }

    /// Whether a process that starts can write what is missing, if anything is (`QuorumPeer.loadDataBase`, `FileTxnSnapLog.restore`).
    pub(crate) fn can_be_opened(&self) -> bool {
        let Durable { current_epoch, accepted_epoch, snapshots, log, .. } = &self.written;
        let complete =
            current_epoch.is_some() && accepted_epoch.is_some() && !(snapshots.is_empty() && log.is_empty());
        complete || !matches!(self.state(), DiskState::Full | DiskState::Failing)
    }

    /// All that was ever written is gone.
    pub(crate) fn wipe(&mut self) {
        self.written = Durable::default();
        self.unsafe_log.clear();
        self.unsafe_snapshots.clear();
        self.buffered = 0;
    }

    /// All that is written.
    pub(crate) fn written(&self) -> &Durable {
        &self.written
    }

    /// The same, to be changed by a process that starts.
    pub(crate) fn written_mut(&mut self) -> &mut Durable {
        &mut self.written
    }

    /// Begins a step: when it will be done.
    pub(crate) fn begin(&mut self, now: Micros, step: &DiskStep) -> Micros {
        if *step == DiskStep::SyncLog {
            self.buffered = 0;
        }
        let takes =
            self.stream.between(self.latency.min, self.latency.max) + self.state.0.1 + self.cost(step);
        self.free_at = self.free_at.max(now) + takes;
        self.free_at
    }

    /// What a step costs beside that.
    fn cost(&self, step: &DiskStep) -> Micros {
        let Costs { fsync, disk_rate, .. } = self.costs.0;
        match step {
            DiskStep::SyncLog | DiskStep::WriteEpoch(..) => fsync,
            DiskStep::Snapshot { snapshot, synced } => {
                let writing = Micros::of_bytes(snapshot.tree.snapshot_bytes(), disk_rate);
                if *synced { writing + fsync } else { writing }
            }
            _ => Micros(0),
        }
    }

    /// A step is done.
    pub(crate) fn complete(&mut self, now: Micros, step: &DiskStep) {
        let safe_log = self.written.log.len() - self.unsafe_log.len();
        let changes = match step {
            DiskStep::Snapshot { snapshot, .. } => !self.written.snapshots.contains(snapshot),
            _ => true,
        };
        self.written.apply(step);
        match step {
            DiskStep::Append { opens_file, .. } => {
                self.unsafe_log.push(now);
                self.buffered = if *opens_file { 1 } else { self.buffered + 1 };
            }
            DiskStep::SyncLog => self.unsafe_log.clear(),
            DiskStep::Truncate(_) => {
                self.unsafe_log.truncate(self.written.log.len().saturating_sub(safe_log));
                self.buffered = 0;
            }
            DiskStep::Snapshot { snapshot, synced } => {
                if *synced {
                    self.unsafe_snapshots.remove(&snapshot.zxid);
                } else if changes {
                    self.unsafe_snapshots.insert(snapshot.zxid, now);
                }
                self.write_back(now);
                let safe = self.written.snapshots.iter().map(|snapshot| snapshot.zxid);
                if let Some(newest) = safe.filter(|zxid| self.unsafe_snapshots.get(zxid).is_none()).max() {
                    self.written.purge_snapshots(newest);
                }
            }
            DiskStep::WriteEpoch(..) | DiskStep::RenameEpoch(_) => {}
        }
    }

    /// The process has died, and nothing is being written any more.
    pub(crate) fn stop(&mut self, now: Micros) {
        self.free_at = now;
        self.unsafe_log.truncate(self.unsafe_log.len() - self.buffered);
        self.written.keep_log(self.written.log.len() - self.buffered);
        self.buffered = 0;
    }

    /// The power has gone, and with it all that was not safe.
    pub(crate) fn lose_power(&mut self, now: Micros) {
        self.stop(now);
        self.write_back(now);
        self.written.keep_log(self.written.log.len() - self.unsafe_log.len());
        self.written.snapshots.retain(|snapshot| self.unsafe_snapshots.get(&snapshot.zxid).is_none());
        self.unsafe_log.clear();
        self.unsafe_snapshots.clear();
    }

    /// The log.
    pub(crate) fn log(&self) -> impl Iterator<Item = LogEntryView> + '_ {
        let Durable { log, later_files, .. } = &self.written;
        let (safe, kept) = (log.len() - self.unsafe_log.len(), log.len() - self.buffered);
        log.iter().enumerate().map(move |(index, txn)| LogEntryView {
            zxid: txn.zxid,
            safe: index < safe,
            buffered: index >= kept,
            opens_file: index == 0 || later_files.iter().any(|file| file.start as usize == index),
        })
    }

    /// The snapshots, in the order of writing.
    pub(crate) fn snapshots(&self) -> impl Iterator<Item = SnapshotView> + '_ {
        let zxids = self.written.snapshots.iter().map(|snapshot| snapshot.zxid);
        zxids.map(|zxid| SnapshotView { zxid, safe: self.unsafe_snapshots.get(&zxid).is_none() })
    }

    /// What was written long ago is safe by now.
    fn write_back(&mut self, now: Micros) {
        let unsafe_still = |written: Micros| written + WRITEBACK > now;
        self.unsafe_log.retain(|written| unsafe_still(*written));
        self.unsafe_snapshots.retain(|_, written| unsafe_still(*written));
    }
}
