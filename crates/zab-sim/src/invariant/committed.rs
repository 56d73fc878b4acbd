//! What was committed stays: what reference §8.2 says of leaders, of logs that are cut, and of quorums, and what clients were told.

use super::histories::Place;
use super::{AtServer, Checker};
use crate::record::violation::{Fact, Invariant};
use zab::ids::{ServerId, Zxid};
use zab::server::Server;
use zab::storage::database::Database;
use zab::vote::ServerState;

impl Checker {
    /// Whether a server is the leader of the newest epoch. One that was deposed and does not know it may lag behind.
    fn leads_newest(&self, server: ServerId) -> bool {
        let seen = self.servers.get(&server);
        seen.is_some_and(|seen| seen.state == ServerState::Leading && seen.epoch == self.newest)
    }

    /// A server has delivered so much.
    pub(super) fn on_leader_delivered(&mut self, found: AtServer, place: Place) {
        if !self.leads_newest(found.whom) {
            return;
        }
        if self.histories.is_prefix(self.committed, place) {
            self.committed = place;
        } else {
            let facts = self.lacks(found.whom, place, self.committed);
            self.tell(Invariant::CommittedLogMonotonicity, found, facts);
        }
    }

    /// A leader is established: with this history it begins.
    pub(super) fn check_beginning(&mut self, found: AtServer, process: &Server) {
        let place = self.known(process.tree().map(Database::history).unwrap_or_default());
        if self.leads_newest(found.whom) && !self.histories.is_prefix(self.committed, place) {
            let facts = self.lacks(found.whom, place, self.committed);
            self.tell(Invariant::LeaderLogCompleteness, found, facts);
        }
    }

    /// A server begins to serve with this history.
    pub(super) fn check_acknowledged(&mut self, found: AtServer, place: Place) {
        if self.leads_newest(found.whom) && !self.histories.is_prefix(self.acknowledged, place) {
            let facts = self.lacks(found.whom, place, self.acknowledged);
            self.tell(Invariant::NoLostWrite, found, facts);
        }
    }

    /// The first transaction of a history that a server lacks, which has another one.
    fn lacks(&self, server: ServerId, has: Place, of: Place) -> Vec<Fact> {
        let missing = self.histories.next_towards(self.histories.common(has, of), of);
        let missing_fact = Fact::Missing { server, zxid: self.histories.last(missing) };
        self.delivery(missing).into_iter().chain([missing_fact]).collect()
    }

    /// A leader commits.
    pub(super) fn on_committed(&mut self, found: AtServer, zxid: Zxid) {
        let Some(seen) = self.servers.get_mut(&found.whom) else { return };
        seen.last_committed = zxid;
        let log = seen.log;
        let committed = self.histories.back_from(log).find(|place| self.histories.last(*place) == zxid);
        let Some(committed) = committed else { return };
        let safe = self.safe_on(committed);
        if !self.quorum.is_met(safe.iter().copied()) {
            self.tell(Invariant::QuorumDurability, found, [Fact::SafeOn { zxid, servers: safe }]);
        }
    }

    /// The voters on whose disks a history is safe.
    fn safe_on(&self, place: Place) -> Vec<ServerId> {
        let has = |id: &&ServerId| {
            self.servers.get(*id).is_some_and(|seen| self.histories.is_prefix(place, seen.safe))
        };
        self.quorum.voters().iter().filter(has).copied().collect()
    }

    /// A log was cut, and was longer before: of what is lost, what had been committed when the cut was offered must not be.
    pub(super) fn check_cut(&mut self, found: AtServer, before: Place, after: Place) {
        let server = found.whom;
        let common = self.histories.common(before, after);
        if common == before {
            return;
        }
        let lost = self.histories.next_towards(common, before);
        if !self.histories.is_prefix(lost, self.committed) {
            return;
        }
        // What was committed since then the leader sends again after the TRUNC: it comes back, and was not relied on.
        let offered = self.servers.get(&server).map_or(self.committed, |seen| seen.committed_at_offer);
        if self.histories.is_prefix(lost, offered) {
            let cut = Fact::CutAfter { server, zxid: self.histories.last(common), event: found.event };
            let delivered = self.delivery(lost);
            self.tell(Invariant::CommittedLogDurability, found, delivered.into_iter().chain([cut]));
        }
        let safe = self.safe_on(lost);
        let without = self.quorum.voters().iter().filter(|voter| !safe.contains(voter));
        if self.quorum.is_met(without.copied()) {
            let fact = Fact::SafeOn { zxid: self.histories.last(lost), servers: safe };
            self.tell(Invariant::QuorumDurability, found, [fact]);
        }
    }

    /// A learner that has acknowledged its leader has logged so much.
    pub(super) fn check_process(&mut self, found: AtServer) {
        let Some(seen) = self.servers.get(&found.whom).filter(|seen| seen.epoch_taken) else { return };
        let Some(leader) = seen.leader.filter(|leader| *leader != found.whom) else { return };
        let Some(primary) = self.servers.get(&leader) else { return };
        let leads = primary.state == ServerState::Leading && primary.epoch == seen.epoch;
        let (mine, theirs) = (seen.disk, primary.log);
        if leads && !self.histories.is_prefix(mine, theirs) {
            let common = self.histories.common(mine, theirs);
            let zxid = self.histories.last(self.histories.next_towards(common, mine));
            let facts = [
                Fact::Logged { server: found.whom, zxid, event: found.event },
                Fact::Missing { server: leader, zxid },
            ];
            self.tell(Invariant::ProcessConsistency, found, facts);
        }
    }
}
