//! Votes: the order in which they beat each other, and when two of them count as the same.
//!
//! These are the two small relations on which an election rests. The order (reference §2.3) compares peer
//! epoch, zxid and server id, in that order. The equality (reference §2.4) depends on who is speaking: votes of
//! servers that are still LOOKING must agree in everything, votes reported by servers that have a leader only
//! in what is left of an old election.

use crate::collections::table::Table;
use crate::ids::{Epoch, Round, ServerId, Zxid};
use crate::quorum::Quorum;
use crate::{records, words};
use std::cmp::Ordering;
use std::fmt;

words! {
    /// The four states of a server, in the order of their numbers on the wire (reference §1.1).
    pub enum ServerState {
        /// In an election.
        Looking "LOOKING",
        /// Following a leader, with a vote.
        Following "FOLLOWING",
        /// Leading.
        Leading "LEADING",
        /// Following a leader, without a vote.
        Observing "OBSERVING",
    }
}

records! {
    /// Whom a server wants as its leader, and what it knows of that server's history.
    ///
    /// Written `(round, leader, zxid)`, with the peer epoch as a fourth where it differs from the zxid's.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Vote (short) {
        /// The round in which the vote was cast (`electionEpoch`).
        pub round: Round,
        /// The server voted for.
        pub leader: ServerId,
        /// The last zxid that server had processed.
        pub zxid: Zxid,
        /// That server's current epoch.
        pub peer_epoch: Epoch,
    }
}

/// A vote as it lies in a ballot box: with the state of the server that cast it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ballot {
    /// The vote.
    pub vote: Vote,
    /// What the voter was when it said so.
    pub state: ServerState,
    /// The notification format it spoke (0: older than 3.4.6, or not recorded).
    pub version: u32,
}

/// A ballot box: each server's latest ballot.
pub type BallotBox = Table<ServerId, Ballot>;

/// How one vote stands against another, and which key decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// Whether the first vote beats the second. Never, if they are equal.
    pub beats: bool,
    /// What decided.
    pub by: Key,
}

words! {
    /// The keys of the total order, and the two cases in which none of them is asked or all are equal.
    pub enum Key {
        /// The leader voted for weighs nothing, so no vote for it can win.
        Weight "weight",
        /// The peer epochs differ.
        PeerEpoch "peer epoch",
        /// The peer epochs are equal, the zxids differ.
        Zxid "zxid",
        /// Only the ids of the leaders differ.
        Leader "id",
        /// Nothing differs.
        Equal "equal",
    }
}

words! {
    /// In what two ballots differ that do not count for the same outcome. Of several, what a reader asks first.
    pub enum Difference {
        /// They are for different leaders.
        Leader "leader",
        /// They name different epochs of that leader.
        PeerEpoch "peer epoch",
        /// They name different histories of that leader.
        Zxid "zxid",
        /// They were cast in different rounds.
        Round "round",
    }
}

impl Vote {
    /// The total order of votes: does this one beat `other`? Rounds are not compared.
    ///
    /// Reference §2.3, `FastLeaderElection.totalOrderPredicate`; TLA+ `TotalOrderPredicate`.
    pub fn compare(&self, other: &Vote, quorum: &Quorum) -> Comparison {
        if quorum.weight(self.leader) == 0 {
            return Comparison { beats: false, by: Key::Weight };
        }
        let keys = [
            (self.peer_epoch.cmp(&other.peer_epoch), Key::PeerEpoch),
            (self.zxid.cmp(&other.zxid), Key::Zxid),
            (self.leader.cmp(&other.leader), Key::Leader),
        ];
        match keys.into_iter().find(|(order, _)| order.is_ne()) {
            Some((order, by)) => Comparison { beats: order == Ordering::Greater, by },
            None => Comparison { beats: false, by: Key::Equal },
        }
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, ", self.round)?;
        match self.leader {
            ServerId::NOBODY => f.write_str("nobody")?,
            leader => leader.fmt(f)?,
        }
        write!(f, ", {}", self.zxid)?;
        // The peer epoch is the first key of the order; it is left out only where it says nothing new.
        if self.peer_epoch != self.zxid.epoch() {
            write!(f, ", epoch {}", self.peer_epoch)?;
        }
        f.write_str(")")
    }
}

impl Ballot {
    /// The ballot of a server that is LOOKING.
    pub fn looking(vote: Vote) -> Ballot {
        Ballot { vote, state: ServerState::Looking, version: 0 }
    }

    /// Whether two ballots count for the same outcome (reference §2.4, `Vote.equals`).
    pub fn agrees_with(&self, other: &Ballot) -> bool {
        self.difference(other).is_none()
    }

    /// In what two ballots differ; absent if they count for the same outcome. All of a vote matters while one of them is LOOKING.
    pub fn difference(&self, other: &Ballot) -> Option<Difference> {
        let (a, b) = (&self.vote, &other.vote);
        let looking = self.state == ServerState::Looking || other.state == ServerState::Looking;
        let epochs_matter = looking || (self.version > 0) == (other.version > 0);
        let differences = [
            (a.leader != b.leader, Difference::Leader),
            (epochs_matter && a.peer_epoch != b.peer_epoch, Difference::PeerEpoch),
            (looking && a.zxid != b.zxid, Difference::Zxid),
            (looking && a.round != b.round, Difference::Round),
        ];
        differences.into_iter().find(|(differs, _)| *differs).map(|(_, difference)| difference)
    }
}
