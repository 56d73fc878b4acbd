//! What is said on the three ports that each server has: between servers on two of them, with clients on the third.

use crate::describe::{Describe, Visitor};
use crate::ids::{Epoch, Micros, ServerId, SessionId, Zxid};
use crate::request::{Cxid, Op, Reply};
use crate::storage::durable::Snapshot;
use crate::storage::txn::Txn;
use crate::vote::{ServerState, Vote};
use crate::{records, shape, words};

/// A session and its timeout.
pub type Terms = (SessionId, Micros);

impl Describe for Terms {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.record(shape!(None, session timeout), &[&self.0, &self.1]);
    }
}

/// [`Terms`] in TypeScript.
pub const TYPES: &str = "export type Terms = { session: SessionId; timeout: Micros };\n";

words! {
    /// The ports of a server.
    pub enum Port {
        /// Where notifications pass. Open for as long as the process lives.
        Election "election",
        /// Where a leader serves its learners. Open only while LEADING.
        Quorum "quorum",
        /// Where a server serves its clients. Open for as long as the process lives; but who connects while it does not serve
        /// is sent away without a word.
        Client "client",
    }
}

records! {
    /// Anything that is sent.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Message by "type" {
        /// Election port: the first thing a dialler says, and all it says if its id is the smaller (reference §12.1).
        Handshake {
            /// Who dials.
            from: ServerId,
        },
        /// Election port: a vote.
        Notification(..notification: Notification),
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
        /// Quorum port, leader to follower: a transaction (`PROPOSAL`).
        Proposal {
            /// The transaction.
            txn: Txn,
        },
        /// Quorum port, leader to follower: that transaction is committed (`COMMIT`).
        Commit {
            /// Its zxid.
            zxid: Zxid,
        },
        /// Quorum port, leader to observer: a transaction, which is committed (`INFORM`).
        Inform {
            /// The transaction.
            txn: Txn,
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
            /// From the learner: the sessions that it has heard of since its last ping, each with its timeout (the touch table).
            touches: Vec<Terms>,
        },
        /// Quorum port, learner to leader: a client's write, or its sync (`REQUEST`).
        Request {
            /// The client's session.
            session: SessionId,
            /// Its number in that session.
            cxid: Cxid,
            /// What is asked.
            op: Box<Op>,
        },
        /// Quorum port, leader to learner: all that you need for the oldest sync you have asked for was sent before (`SYNC`).
        Sync,
        /// Quorum port, learner to leader: a client has come with this session; does it still stand? (`REVALIDATE`)
        Revalidate {
            /// The session.
            session: SessionId,
            /// Its timeout.
            timeout: Micros,
        },
        /// Quorum port, leader to learner: the answer (`REVALIDATE`).
        Revalidated {
            /// The session.
            session: SessionId,
            /// Whether it stands.
            valid: bool,
        },

        /// Client port, the first thing a client says: it wants a session, or goes on with one (`ConnectRequest`).
        ///
        /// Differs: there is no password, for nobody here pretends to be somebody else.
        Connect {
            /// The session; 0 for a new one.
            session: SessionId,
            /// The timeout that it wants.
            timeout: Micros,
            /// The newest state that it has seen.
            last_zxid: Zxid,
        },
        /// Client port, the answer (`ConnectResponse`).
        Connected {
            /// The session; nothing, if it is no more.
            session: Option<Terms>,
        },
        /// Client port, client to server: a request.
        Ask {
            /// Its number in the session.
            cxid: Cxid,
            /// What is asked.
            op: Box<Op>,
        },
        /// Client port, server to client: the answer to a request.
        Answer(..reply: Box<Reply>),
    }
}

records! {
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
}

/// How long a packet is that carries little.
const PACKET_BYTES: u64 = 40;

impl Message {
    /// How many bytes it takes on the wire, about.
    ///
    /// Differs: only transactions and snapshots are as long as they are; for all else stands one length.
    pub fn wire_bytes(&self) -> u64 {
        match self {
            Message::Snap { snapshot } => PACKET_BYTES + snapshot.tree.snapshot_bytes(),
            Message::Proposal { txn } | Message::Inform { txn } => PACKET_BYTES + txn.log_bytes(),
            _ => PACKET_BYTES,
        }
    }

    /// The same with an empty snapshot: what a record of it holds, which is kept for long.
    pub fn summary(&self) -> Message {
        match self {
            Message::Snap { snapshot } => Message::Snap { snapshot: snapshot.summary() },
            message => message.clone(),
        }
    }
}

impl Notification {
    /// The format that this implementation speaks.
    pub const VERSION: u32 = 2;

    /// A notification in our format.
    pub fn new(state: ServerState, vote: Vote) -> Notification {
        Notification { state, vote, version: Notification::VERSION }
    }
}
