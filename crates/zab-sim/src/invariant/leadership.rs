//! Who leads which epoch, and what a server ought never to be told: what reference §8.1 says of leaders and of messages.

use super::{AtServer, Checker};
use crate::record::violation::{Fact, Flag, Invariant};
use zab::ids::{Epoch, ServerId};
use zab::note::Phase;
use zab::vote::ServerState;

impl Checker {
    /// A quorum has answered a leader with its epochs: the leader is established.
    pub(super) fn on_established(&mut self, found: AtServer) {
        let Some(epoch) = self.servers.get(&found.whom).and_then(|seen| seen.epoch) else { return };
        match self.established.get(&epoch).copied() {
            Some((server, event)) if server != found.whom => {
                let earlier = Fact::Leads { server, epoch, event };
                self.tell(Invariant::Leadership2, found, [earlier, found.leads(epoch)]);
            }
            Some(_) => {}
            None => self.established.insert(epoch, (found.whom, found.event)),
        }
        self.newest = self.newest.max(Some(epoch));
    }

    /// A server's phase changes.
    pub(super) fn on_phase(&mut self, found: AtServer, phase: Phase) {
        let Some(seen) = self.servers.get(&found.whom) else { return };
        let leads =
            seen.state == ServerState::Leading && matches!(phase, Phase::Synchronization | Phase::Broadcast);
        let Some(epoch) = seen.epoch.filter(|_| leads) else {
            self.leaders.remove(&found.whom);
            return;
        };
        let is_other =
            |(server, (led, _)): &(&ServerId, &(Epoch, u32))| **server != found.whom && *led == epoch;
        let other = self.leaders.iter().find(is_other).map(|(server, (_, event))| (*server, *event));
        if let Some((server, event)) = other {
            let earlier = Fact::Leads { server, epoch, event };
            self.tell(Invariant::Leadership1, found, [earlier, found.leads(epoch)]);
        }
        self.leaders.insert(found.whom, (epoch, found.event));
    }

    /// Something came that ought not to.
    pub(super) fn on_flag(&mut self, found: AtServer, flag: Flag) {
        let fact = Fact::Triggered { server: found.whom, flag, event: found.event };
        self.tell(Invariant::ShouldNotBeTriggered, found, [fact]);
    }
}

impl AtServer {
    fn leads(self, epoch: Epoch) -> Fact {
        Fact::Leads { server: self.whom, epoch, event: self.event }
    }
}
