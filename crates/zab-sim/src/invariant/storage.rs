//! What is on a disk, and what is in the memory above it: reference §8.3.

use super::histories::Place;
use super::{AtServer, Checker, Look};
use crate::record::violation::{Fact, Invariant};
use zab::ids::{Epoch, ServerId, Zxid};
use zab::server::Server;
use zab::storage::database::Database;
use zab::storage::durable::{DiskStep, Durable, EpochFile};
use zab::vote::ServerState;

impl Checker {
    /// A disk is done with a step.
    pub(super) fn on_persisted(&mut self, found: AtServer, step: &DiskStep) {
        match step {
            DiskStep::Append { txn, .. } => self.on_logged(found, txn.zxid),
            DiskStep::SyncLog => self.seen(found.whom, |seen| seen.safe = seen.disk),
            DiskStep::Truncate(_) => self.due.push((found, Look::Cut)),
            DiskStep::Snapshot { .. } => {
                if self.servers.get(&found.whom).is_some_and(|seen| seen.replaces) {
                    self.due.push((found, Look::Replaced));
                }
            }
            DiskStep::RenameEpoch(_) => self.due.push((found, Look::Epochs)),
            DiskStep::WriteEpoch(..) => {}
        }
    }

    fn on_logged(&mut self, found: AtServer, zxid: Zxid) {
        let server = found.whom;
        let Some(seen) = self.servers.get_mut(&server) else { return };
        let last = self.histories.last(seen.disk);
        if zxid > self.unknown_up_to {
            seen.disk = self.histories.after(seen.disk, zxid);
        }
        // A primary has broadcast what it logs.
        if !self.histories.is_prefix(seen.disk, seen.log) {
            seen.log = seen.disk;
        }
        let (serves, state, epochs) = (seen.delivered.is_some(), seen.state, seen.epochs);
        if last.epoch() == zxid.epoch() && last > Zxid(0) && zxid.0 != last.0 + 1 {
            let fact = Fact::FollowedBy { server, last, zxid, event: found.event };
            self.tell(Invariant::NoHole, found, [fact]);
        }
        if serves && zxid.epoch() > epochs.1 {
            self.tell(Invariant::EpochOrder, found, [epochs_fact(server, epochs, zxid)]);
        }
        if state == ServerState::Looking {
            self.due.push((found, Look::Looking));
        }
        self.check_process(found);
    }

    /// A server has an epoch on its disk.
    pub(super) fn on_epoch_taken(&mut self, found: AtServer, file: EpochFile, epoch: Epoch) {
        self.seen(found.whom, |seen| {
            seen.epoch = Some(epoch);
            seen.epoch_taken = file == EpochFile::Current;
        });
        self.check_process(found);
    }

    /// A process has read its disk.
    pub(super) fn on_read(&mut self, found: AtServer, process: &Server, first: bool) {
        let disk = self.on_disk(process.durable());
        let histories = &self.histories;
        let Some(seen) = self.servers.get_mut(&found.whom) else { return };
        (seen.log, seen.disk) = (disk, disk);
        seen.safe = if first { disk } else { histories.common(seen.safe, disk) };
        self.check_epochs(found, process);
    }

    /// A log was cut.
    pub(super) fn on_cut(&mut self, found: AtServer, process: &Server) {
        let before = self.servers.get(&found.whom).map(|seen| seen.disk);
        self.on_read(found, process, false);
        let after = self.servers.get(&found.whom).map(|seen| seen.disk);
        if let (Some(before), Some(after)) = (before, after) {
            self.check_cut(found, before, after);
        }
    }

    /// The tree of a leader is on the disk, and safe there.
    pub(super) fn on_replaced(&mut self, found: AtServer, process: &Server) {
        self.on_read(found, process, true);
        self.seen(found.whom, |seen| seen.replaces = false);
    }

    /// What a process would find on this disk.
    fn on_disk(&mut self, durable: &Durable) -> Place {
        let snapshot = durable.newest_snapshot();
        let place = self.known(snapshot.map(|snapshot| snapshot.history.as_slice()).unwrap_or_default());
        let beyond = snapshot.map_or(Zxid(0), |snapshot| snapshot.zxid).max(self.unknown_up_to);
        let mut last = beyond;
        durable.log.iter().map(|txn| txn.zxid).fold(place, |place, zxid| {
            if zxid <= last {
                return place;
            }
            last = zxid;
            self.histories.after(place, zxid)
        })
    }

    /// Whether a LOOKING server has in memory what is on its disk.
    pub(super) fn check_memory(&mut self, found: AtServer, process: &Server) {
        let disk = self.on_disk(process.durable());
        self.seen(found.whom, |seen| (seen.log, seen.disk) = (disk, disk));
        // A leader names its last zxid anew when it begins its epoch, and so are snapshots called: no transaction bears that.
        let named = |zxid: Zxid, last: Option<Zxid>| {
            if zxid.counter() == 0 { last.unwrap_or_default() } else { zxid }
        };
        let history = process.tree().map(Database::history).and_then(<[Zxid]>::last).copied();
        let on_disk = named(process.durable().last_zxid(), Some(self.histories.last(disk)));
        let memory = named(process.last_processed(), history.or(Some(on_disk)));
        if process.state() == ServerState::Looking && memory != on_disk {
            let fact = Fact::LastZxids { server: found.whom, memory, disk: on_disk };
            self.tell(Invariant::MemDisk, found, [fact]);
        }
    }

    /// The epochs of a server, now that one of them was written, or that it has come to rest.
    pub(super) fn check_epochs(&mut self, found: AtServer, process: &Server) {
        let epochs = (process.accepted_epoch(), process.current_epoch());
        let Some(seen) = self.servers.get_mut(&found.whom) else { return };
        let before = std::mem::replace(&mut seen.epochs, epochs);
        let last = self.histories.last(seen.disk);
        let behind_log = seen.delivered.is_some() && epochs.1 < last.epoch();
        let went_back = epochs.0 < before.0 || epochs.1 < before.1;
        if epochs.0 < epochs.1 || behind_log || went_back {
            let facts = went_back.then(|| epochs_fact(found.whom, before, last));
            self.tell(
                Invariant::EpochOrder,
                found,
                facts.into_iter().chain([epochs_fact(found.whom, epochs, last)]),
            );
        }
    }
}

fn epochs_fact(server: ServerId, (accepted, current): (Epoch, Epoch), last: Zxid) -> Fact {
    Fact::Epochs { server, accepted, current, last }
}
