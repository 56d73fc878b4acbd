//! What servers say to each other, on the two ports that each of them has.

use crate::durable::Snapshot;
use crate::ids::{Epoch, ServerId, Zxid};
use crate::vote::{ServerState, Vote};

/// The two ports on which a server talks to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Port {
    /// Where notifications pass. Open for as long as the process lives.
    Election,
    /// Where a leader serves its learners. Open only while LEADING.
    Quorum,
}

/// Anything that one server sends to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Message {
    /// Election port: the first thing a dialler says, and all it says if its id is the smaller (reference §12.1).
    Handshake {
        /// Who dials.
        from: ServerId,
    },
    /// Election port: a vote.
    Notification(Notification),
    /// Quorum port: the first thing a learner says (`FOLLOWERINFO`, reference §3).
    FollowerInfo {
        /// Who follows.
        from: ServerId,
        /// The highest epoch that the learner has promised to accept.
        accepted_epoch: Epoch,
    },
    /// Quorum port: the same from a learner that observes (`OBSERVERINFO`).
    ObserverInfo {
        /// Who observes.
        from: ServerId,
        /// The highest epoch that the learner has promised to accept.
        accepted_epoch: Epoch,
    },
    /// Quorum port, leader to learner: the epoch that is to begin (`LEADERINFO`).
    LeaderInfo {
        /// The epoch.
        epoch: Epoch,
    },
    /// Quorum port, learner to leader: what the learner has (`ACKEPOCH`).
    AckEpoch {
        /// The last zxid it has processed.
        last_zxid: Zxid,
        /// The epoch of its last leader; absent (-1 on the wire) if it has promised this epoch before.
        current_epoch: Option<Epoch>,
    },
    /// Quorum port, leader to learner: keep all that you have (`DIFF`).
    Diff {
        /// The last zxid of what follows.
        zxid: Zxid,
    },
    /// Quorum port, leader to learner: cut off all that comes after (`TRUNC`).
    Trunc {
        /// The last zxid to keep.
        zxid: Zxid,
    },
    /// Quorum port, leader to learner: the whole tree (`SNAP`).
    Snap {
        /// The tree.
        snapshot: Snapshot,
    },
    /// Quorum port, leader to learner: a transaction (`PROPOSAL`).
    Proposal {
        /// Its zxid.
        zxid: Zxid,
    },
    /// Quorum port, leader to learner: that transaction is committed (`COMMIT`).
    Commit {
        /// Its zxid.
        zxid: Zxid,
    },
    /// Quorum port, leader to learner: that was my history; accept my epoch (`NEWLEADER`).
    NewLeader {
        /// The beginning of the epoch.
        zxid: Zxid,
    },
    /// Quorum port, learner to leader (`ACK`): of NEWLEADER and UPTODATE with the beginning of the epoch, of a transaction with
    /// its zxid.
    Ack {
        /// The zxid.
        zxid: Zxid,
    },
    /// Quorum port, leader to learner: serve (`UPTODATE`).
    UpToDate,
    /// Quorum port, both ways: still there (`PING`, reference §5.2). The learner echoes the leader's zxid.
    Ping {
        /// The last zxid that the leader proposed.
        zxid: Zxid,
    },
}

/// A vote on its way: what a server currently votes, and what it is (reference §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notification {
    /// The sender's state.
    pub state: ServerState,
    /// The sender's vote.
    pub vote: Vote,
    /// The format of the message: 2 since 3.5, 0 for those that carried no version.
    pub version: u32,
}

impl Notification {
    /// The format that this implementation speaks.
    pub const VERSION: u32 = 2;

    /// A notification in our format.
    pub fn new(state: ServerState, vote: Vote) -> Notification {
        Notification { state, vote, version: Notification::VERSION }
    }
}
