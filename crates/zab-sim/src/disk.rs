//! Disks: what is written on them, what of it is safe, and what is being written.
//!
//! A disk carries out one step after another, each in its time. What a process has written outlives it, for the operating system
//! has it. When the machine loses its power, what nobody has made safe is lost, all of it: the worst that can happen. But what
//! was written long enough ago the operating system has made safe by itself.

use crate::network::Latency;
use crate::random::Stream;
use zab::durable::{DiskStep, Durable};
use zab::ids::{Micros, Zxid};
use zab::table::Table;

/// How long the operating system keeps what was written before it makes it safe by itself (Linux: `dirty_expire_centisecs`).
pub(crate) const WRITEBACK: Micros = Micros::from_millis(30_000);

/// One server's disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Disk {
    /// All that is written: what a process finds when it starts.
    written: Durable,
    /// When those entries at the end of the log were written that nobody has made safe.
    unsafe_log: Vec<Micros>,
    /// When those snapshots were written that nobody has made safe.
    unsafe_snapshots: Table<Zxid, Micros>,
    latency: Latency,
    stream: Stream,
    /// When it is done with what it has been given.
    free_at: Micros,
}

impl Disk {
    pub(crate) fn new(written: Durable, latency: Latency, stream: Stream) -> Disk {
        let (unsafe_log, unsafe_snapshots) = (Vec::new(), Table::default());
        Disk { written, unsafe_log, unsafe_snapshots, latency, stream, free_at: Micros(0) }
    }

    /// All that is written.
    pub(crate) fn written(&self) -> &Durable {
        &self.written
    }

    /// The same, to be changed by a process that starts.
    pub(crate) fn written_mut(&mut self) -> &mut Durable {
        &mut self.written
    }

    /// When a step will be done that is asked for now.
    pub(crate) fn begin(&mut self, now: Micros) -> Micros {
        self.free_at = self.free_at.max(now) + self.stream.between(self.latency.min, self.latency.max);
        self.free_at
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
            DiskStep::Append { .. } => self.unsafe_log.push(now),
            DiskStep::SyncLog => self.unsafe_log.clear(),
            DiskStep::Truncate(_) => {
                self.unsafe_log.truncate(self.written.log.len().saturating_sub(safe_log));
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

    /// The log, each entry with whether it is safe.
    pub(crate) fn log(&self) -> impl Iterator<Item = (Zxid, bool)> + '_ {
        let safe = self.written.log.len() - self.unsafe_log.len();
        self.written.log.iter().enumerate().map(move |(index, txn)| (txn.zxid, index < safe))
    }

    /// What was written long ago is safe by now.
    fn write_back(&mut self, now: Micros) {
        let unsafe_still = |written: Micros| written + WRITEBACK > now;
        self.unsafe_log.retain(|written| unsafe_still(*written));
        self.unsafe_snapshots.retain(|_, written| unsafe_still(*written));
    }
}
