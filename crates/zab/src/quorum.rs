//! Quorums: which sets of servers may speak for the ensemble.

use crate::ids::ServerId;
use std::collections::BTreeSet;

/// The voting members of an ensemble, and which sets of them decide (reference §7).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quorum {
    voters: BTreeSet<ServerId>,
}

impl Quorum {
    /// A majority of these voters decides (`QuorumMaj`).
    pub fn majority(voters: impl IntoIterator<Item = ServerId>) -> Quorum {
        Quorum { voters: voters.into_iter().collect() }
    }

    /// The voting members.
    pub fn voters(&self) -> &BTreeSet<ServerId> {
        &self.voters
    }

    /// Whether this server's vote counts.
    pub fn is_voter(&self, server: ServerId) -> bool {
        self.voters.contains(&server)
    }

    /// A server's weight in the order of votes; 0 keeps it from ever winning. In a majority all weigh 1.
    pub fn weight(&self, _server: ServerId) -> u64 {
        1
    }

    /// Whether these servers are enough to decide. Those without a vote are not counted.
    pub fn is_met(&self, servers: impl IntoIterator<Item = ServerId>) -> bool {
        servers.into_iter().filter(|s| self.is_voter(*s)).count() > self.voters.len() / 2
    }

    /// How many voters a majority takes.
    pub fn needed(&self) -> usize {
        self.voters.len() / 2 + 1
    }
}
