//! That an ensemble which is whole and left alone comes to rest, and when it must have.

use super::{Checker, Found};
use crate::record::event::{Event, What};
use crate::record::violation::{Fact, Invariant};
use zab::collections::set::Set;
use zab::ids::{Micros, ServerId};
use zab::note::{Note, Phase};
use zab::server::Server;
use zab::vote::ServerState;

/// Since when nothing has been done.
#[derive(Clone, Debug)]
pub(super) struct Quiet {
    /// How long it may take to come to rest.
    patience: Micros,
    since: Micros,
    /// The servers that have ended and are not started again.
    down: Set<ServerId>,
    /// How many ways are cut.
    cuts: u32,
    /// Whether it was looked at since then.
    looked: bool,
}

impl Quiet {
    pub(super) fn new(patience: Micros) -> Quiet {
        Quiet { patience, since: Micros(0), down: Set::default(), cuts: 0, looked: false }
    }
}

impl Checker {
    /// Hears whether something is done to the ensemble, or written.
    pub(super) fn hear_quiet(&mut self, event: &Event) {
        match (&event.what, event.server) {
            (What::Started { .. }, Some(server)) => _ = self.quiet.down.remove(&server),
            (What::Resumed, Some(server)) => _ = self.quiet.down.remove(&server),
            (What::Crashed | What::PowerLost | What::Exited { .. } | What::Suspended, Some(server)) => {
                self.quiet.down.insert(server);
            }
            _ => {}
        }
        match event.what {
            What::Cut { .. } => self.quiet.cuts += 1,
            What::Healed { .. } => self.quiet.cuts = self.quiet.cuts.saturating_sub(1),
            What::Started { .. }
            | What::Crashed
            | What::PowerLost
            | What::Exited { .. }
            | What::StartRefused { .. }
            | What::Suspended
            | What::Resumed
            | What::DiskChanged { .. }
            | What::DiskWiped
            | What::Slowed { .. }
            | What::NoLongerSlow { .. }
            | What::Held { .. }
            | What::Unheld { .. }
            | What::LinkReset { .. }
            | What::MessageHeld { .. }
            | What::MessageHurried { .. }
            | What::MessageDropped { .. }
            | What::Silent { .. }
            | What::ClientStarted { .. }
            | What::Requested { .. }
            | What::Moved { .. }
            | What::Vanished
            | What::Noted(Note::Proposed { .. }) => {}
            _ => return,
        }
        (self.quiet.since, self.quiet.looked) = (event.at, false);
    }

    /// Whether a server is down that has run, or a link is cut.
    pub(super) fn has_fault(&self) -> bool {
        self.quiet.cuts > 0 || self.quiet.down.first().is_some()
    }

    /// Whether the ensemble must have come to rest by now, if it is whole, and nobody has looked.
    pub(crate) fn must_rest(&mut self, now: Micros) -> bool {
        let rests = now >= self.quiet.since + self.quiet.patience;
        rests && !std::mem::replace(&mut self.quiet.looked, rests)
    }

    /// Looks at the processes, now that they must have come to rest; `event` is the last one.
    pub(crate) fn check_rest(&mut self, event: u32, processes: &[(ServerId, &Server)]) {
        let voters = processes.iter().map(|(id, _)| *id).filter(|id| self.quorum.is_voter(*id));
        if !self.quorum.is_met(voters) {
            return;
        }
        let leads = |(_, process): &&(ServerId, &Server)| process.state() == ServerState::Leading;
        let leader = processes.iter().find(leads).map(|(id, process)| (*id, *process));
        let rests = |id: ServerId, process: &Server| {
            leader.is_some_and(|(leads, leader)| {
                let history = |server: &Server| server.tree().map(|tree| tree.history().to_vec());
                let follows = process.leader() == Some(leads) && history(process) == history(leader);
                process.phase() == Phase::Broadcast && (id == leads || follows)
            })
        };
        let stands = |(server, process): &(ServerId, &Server)| Fact::Stands {
            server: *server,
            state: process.state(),
            zxid: process.last_processed(),
        };
        let restless: Vec<_> = processes.iter().filter(|(id, process)| !rests(*id, process)).collect();
        if let Some((server, _)) = restless.first() {
            let found = Found { whom: *server, event };
            let facts = leader.iter().chain(restless.iter().copied()).map(stands);
            self.tell(Invariant::Convergence, found, facts.collect::<Vec<_>>());
        }
    }
}
