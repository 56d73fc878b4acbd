//! What is delivered, and in which order: what reference §8.1 says of deliveries.
//!
//! A server that serves has delivered what is in its tree: what it had when it began to serve, and what it has applied since. What
//! was delivered once is never taken back, whatever becomes of the server: so what is lost and replaced by something else is a
//! violation, too. All that has been delivered is one history, if all is well, and a server's is a beginning of it.
//!
//! A zxid stands for its transaction: that no two transactions are broadcast under one zxid is a part of Integrity.

use super::histories::{EMPTY, Place};
use super::{AtServer, Checker};
use crate::record::violation::{Fact, Invariant};
use zab::ids::{ServerId, Zxid};
use zab::server::Server;
use zab::storage::database::Database;

/// That a transaction was broadcast.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broadcast {
    /// By whom, and in which event; absent for what was there at the beginning.
    made: Option<(ServerId, u32)>,
    /// The transaction that the same primary broadcast before it in this epoch.
    after: Option<Zxid>,
}

impl Broadcast {
    /// What was there at the beginning.
    pub(super) const GIVEN: Broadcast = Broadcast { made: None, after: None };

    fn fact(&self, zxid: Zxid) -> Option<Fact> {
        self.made.map(|(server, event)| Fact::Broadcast { server, zxid, event })
    }
}

impl Checker {
    /// A primary broadcasts a transaction.
    pub(super) fn on_broadcast(&mut self, found: AtServer, zxid: Zxid) {
        let (server, event) = (found.whom, found.event);
        let Some(seen) = self.servers.get_mut(&server) else { return };
        let after = seen.last_broadcast.replace(zxid).filter(|last| last.epoch() == zxid.epoch());
        seen.log = self.histories.after(seen.log, zxid);
        let made = Broadcast { made: Some((server, event)), after };
        if let Some(earlier) = self.broadcast.replace(zxid, made) {
            let facts = [earlier.fact(zxid), made.fact(zxid)];
            self.tell(Invariant::Integrity, found, facts.into_iter().flatten());
        }
    }

    /// A server begins to serve: it has delivered all that is in its tree.
    pub(super) fn on_serving(&mut self, found: AtServer, process: &Server) {
        let zxids = process.tree().map(Database::history).unwrap_or_default();
        let (mut place, unknown_up_to) = (EMPTY, self.unknown_up_to);
        for zxid in zxids.iter().filter(|zxid| **zxid > unknown_up_to) {
            place = self.deliver(found, place, *zxid);
        }
        let Some(seen) = self.servers.get_mut(&found.whom) else { return };
        seen.delivered = Some(place);
        self.check_primary_integrity(found, place, process);
        self.check_acknowledged(found, place);
        self.on_leader_delivered(found, place);
        self.check_epochs(found, process);
    }

    /// A server applies a transaction.
    pub(super) fn on_applied(&mut self, found: AtServer, zxid: Zxid) {
        let seen = self.servers.get(&found.whom);
        let Some(before) = seen.and_then(|seen| seen.delivered) else { return };
        let place = self.deliver(found, before, zxid);
        if let Some(seen) = self.servers.get_mut(&found.whom) {
            seen.delivered = Some(place);
        }
        self.on_leader_delivered(found, place);
    }

    fn deliver(&mut self, found: AtServer, before: Place, zxid: Zxid) -> Place {
        let (server, event) = (found.whom, found.event);
        let place = self.histories.after(before, zxid);
        if !self.histories.deliver(place, server, event) {
            return place;
        }
        let delivered = Fact::Delivered { server, zxid, event };
        let last = self.histories.last(before);
        if last.epoch() > zxid.epoch() {
            let earlier = self.delivery(before);
            self.tell(Invariant::GlobalPrimaryOrder, found, earlier.into_iter().chain([delivered.clone()]));
        }
        match self.broadcast.get(&zxid).copied() {
            None => {
                let facts = [delivered, Fact::NeverBroadcast { zxid }];
                self.tell(Invariant::Integrity, found, facts);
            }
            Some(this) => {
                if let Some(first) = this.after
                    && first != last
                    && !self.histories.contains(before, first)
                {
                    let earlier = self.broadcast.get(&first).and_then(|earlier| earlier.fact(first));
                    let missing = Fact::NotDelivered { server, zxid: first };
                    let facts = earlier.into_iter().chain(this.fact(zxid)).chain([delivered, missing]);
                    self.tell(Invariant::LocalPrimaryOrder, found, facts);
                }
            }
        }
        if before == self.delivered {
            self.delivered = place;
        } else {
            self.on_parting(found, place);
        }
        place
    }

    /// What a server has delivered is no beginning of what was delivered by others, nor that of it.
    fn on_parting(&mut self, found: AtServer, place: Place) {
        let (one, other) = (place, self.delivered);
        let common = self.histories.common(one, other);
        let first = self.histories.next_towards(common, one);
        let others = self.histories.next_towards(common, other);
        let facts = [self.delivery(first), self.delivery(others)];
        let facts: Vec<Fact> = facts.into_iter().flatten().collect();
        self.tell(Invariant::PrefixConsistency, found, facts.iter().cloned());
        let zxid = self.histories.last(place);
        if self.histories.contains(other, zxid) {
            self.tell(Invariant::TotalOrder, found, facts);
        } else if !self.histories.contains(one, self.histories.last(others)) {
            self.tell(Invariant::Agreement, found, facts);
        }
    }

    /// That a history's last transaction is delivered, and by whom first.
    pub(super) fn delivery(&self, place: Place) -> Option<Fact> {
        let (server, event) = self.histories.delivered(place)?;
        Some(Fact::Delivered { server, zxid: self.histories.last(place), event })
    }

    fn check_primary_integrity(&mut self, found: AtServer, place: Place, process: &Server) {
        let (server, epoch) = (found.whom, process.current_epoch());
        let Some(leader) = process.leader().filter(|leader| *leader != server) else { return };
        let Some(primary) = self.servers.get(&leader) else { return };
        let Some(delivered) = primary.delivered.filter(|_| primary.epoch == Some(epoch)) else { return };
        let is_earlier = |place: &Place| self.histories.last(*place).epoch() < epoch;
        let earlier = self.histories.back_from(place).find(is_earlier);
        let Some(earlier) = earlier.filter(|place| !self.histories.is_prefix(*place, delivered)) else {
            return;
        };
        let mut zxids = self.histories.back_from(earlier).map(|place| self.histories.last(place));
        let missing = zxids.find(|zxid| !self.histories.contains(delivered, *zxid));
        drop(zxids);
        if let Some(zxid) = missing {
            let facts = [
                Fact::Delivered { server, zxid, event: found.event },
                Fact::NotDelivered { server: leader, zxid },
            ];
            self.tell(Invariant::PrimaryIntegrity, found, facts);
        }
    }
}
