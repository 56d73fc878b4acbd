//! The learner's side: finding the leader, being brought to its history, losing it (`Learner`,
//! `Follower`, `Observer`).

use crate::form::{Form, Values, form};
use crate::numbers::{ServerId, Zxid};
use crate::words::SyncMode;

/// What a follower or an observer lives through with its leader. Reference §11.3, §3 and §4.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearnerEvent {
    /// The observer waits a random while before it looks for a leader again. (INFO)
    ObserverWaits {
        /// Milliseconds.
        ms: u64,
    },
    /// The observer has found whom to observe. (INFO)
    ObservingLeader {
        /// The leader.
        leader: ServerId,
        /// Its address.
        address: String,
    },
    /// The leader cannot be reached. (WARN, ERROR once it gives up)
    LeaderUnreachable {
        /// Attempts so far, from 0.
        tries: u32,
        /// Milliseconds left to try; 3.4 does not print them.
        remaining_ms: Option<i64>,
        /// The leader's address.
        address: String,
        /// Whether this was the last attempt.
        gives_up: bool,
    },
    /// The leader has picked up. Since 3.6. (INFO)
    LeaderReached {
        /// Its address.
        address: String,
    },
    /// The leader's first word on how to synchronize. (INFO; WARN for TRUNC)
    SyncBegins {
        /// How.
        mode: SyncMode,
        /// To which zxid.
        zxid: Zxid,
    },
    /// The first proposal of a DIFF. Since 3.9.4. (INFO)
    FirstProposalReceived {
        /// Its zxid.
        zxid: Zxid,
    },
    /// NEWLEADER is here. (INFO)
    NewLeaderReceived,
    /// The transactions committed during synchronization are on disk. Since 3.8.5, 3.9.2. (INFO)
    CommittedPersisted {
        /// How many; newer releases do not tell.
        txns: Option<u64>,
        /// Milliseconds.
        ms: i64,
        /// How many proposals still wait to be logged, where told.
        not_logged: Option<u64>,
    },
    /// The current epoch is written. Since 3.8.5, 3.9.2. (INFO)
    CurrentEpochSet {
        /// The epoch.
        epoch: i64,
    },
    /// NEWLEADER is acknowledged. Since 3.8.5, 3.9.2. (INFO)
    NewLeaderAcked {
        /// The zxid of the ACK, (epoch, 0).
        zxid: Zxid,
    },
    /// Proposals are handed to the sync thread. Since 3.8.5, 3.9.2. (INFO)
    ProposalsLogged {
        /// How many.
        txns: u64,
    },
    /// Transactions are committed. Since 3.8.5, 3.9.2. (INFO)
    TxnsCommitted {
        /// How many.
        txns: u64,
    },
    /// UPTODATE is here: the learner may serve. (INFO)
    UpToDateReceived,
    /// A proposal is not the successor of the last one. The first after synchronization always
    /// is told so, for nothing is remembered from before. (WARN)
    ZxidUnexpected {
        /// Its zxid.
        zxid: Zxid,
        /// The one expected.
        expected: Zxid,
    },
    /// Something went wrong while following or observing; a stack trace says what. (WARN)
    Failed,
    /// The connection to the leader is closed. Since 3.6. (INFO)
    Disconnected {
        /// The leader's address.
        address: String,
        /// Milliseconds since it was opened.
        connected_ms: i64,
        /// Whether the learner was in synchrony with the leader.
        synced: bool,
    },
    /// The learner's part is over. (INFO)
    ShutDown,
}

pub(crate) const FORMS: &[Form<LearnerEvent>] = &[
    form("Waiting for {ms} ms before reconnecting with the leader", |v| {
        Some(LearnerEvent::ObserverWaits { ms: v.plain()? })
    }),
    form("Observing new leader sid={leader} addr={address}", |v| {
        Some(LearnerEvent::ObservingLeader { leader: v.server()?, address: v.owned()? })
    }),
    form("Unexpected exception, tries={tries}, remaining init limit={ms}, connecting to {address}", |v| {
        unreachable(v, false)
    }),
    form("Unexpected exception, tries={tries}, connecting to {address}", |v| {
        Some(LearnerEvent::LeaderUnreachable {
            tries: v.plain()?,
            remaining_ms: None,
            address: v.owned()?,
            gives_up: false,
        })
    }),
    form(
        "Unexpected exception, connectToLeader exceeded. tries={tries}, \
         remaining init limit={ms}, connecting to {address}",
        |v| unreachable(v, true),
    ),
    form(
        "Unexpected exception, retries exceeded. tries={tries}, \
         remaining init limit={ms}, connecting to {address}",
        |v| unreachable(v, true),
    ),
    form("Successfully connected to leader, using address: {address}", |v| {
        Some(LearnerEvent::LeaderReached { address: v.owned()? })
    }),
    form("Getting a diff from the leader 0x{zxid}", |v| begins(v, SyncMode::Diff)),
    form("Getting a snapshot from leader 0x{zxid}", |v| begins(v, SyncMode::Snap)),
    form("Truncating log to get in sync with the leader 0x{zxid}", |v| begins(v, SyncMode::Trunc)),
    form("DIFF sync got first proposal 0x{zxid}", |v| {
        Some(LearnerEvent::FirstProposalReceived { zxid: v.zxid()? })
    }),
    form("Learner received NEWLEADER message", |_| Some(LearnerEvent::NewLeaderReceived)),
    form("{txns} txns have been persisted and it took {ms}ms", |v| {
        Some(LearnerEvent::CommittedPersisted { txns: Some(v.plain()?), ms: v.plain()?, not_logged: None })
    }),
    form(
        "It took {ms}ms to persist and commit txns in packetsCommitted. \
         {txns} outstanding txns left in packetsNotLogged",
        |v| {
            Some(LearnerEvent::CommittedPersisted {
                txns: None,
                ms: v.plain()?,
                not_logged: Some(v.plain()?),
            })
        },
    ),
    form("Set the current epoch to {epoch}", |v| Some(LearnerEvent::CurrentEpochSet { epoch: v.plain()? })),
    form("Sent NEWLEADER ack to leader with zxid {zxid}", |v| {
        Some(LearnerEvent::NewLeaderAcked { zxid: v.zxid()? })
    }),
    form("{txns} txns have been logged asynchronously", |v| {
        Some(LearnerEvent::ProposalsLogged { txns: v.plain()? })
    }),
    form("{txns} txns have been committed", |v| Some(LearnerEvent::TxnsCommitted { txns: v.plain()? })),
    form("Learner received UPTODATE message", |_| Some(LearnerEvent::UpToDateReceived)),
    form("Got zxid 0x{zxid} expected 0x{expected}", |v| {
        Some(LearnerEvent::ZxidUnexpected { zxid: v.zxid()?, expected: v.zxid()? })
    }),
    form("Exception when following the leader", |_| Some(LearnerEvent::Failed)),
    form("Exception when observing the leader", |_| Some(LearnerEvent::Failed)),
    form(
        "Disconnected from leader (with address: {address}). Was connected for {ms}ms. \
         Sync state: {synced}",
        |v| {
            Some(LearnerEvent::Disconnected {
                address: v.owned()?,
                connected_ms: v.plain()?,
                synced: v.plain()?,
            })
        },
    ),
    form("shutdown Follower", |_| Some(LearnerEvent::ShutDown)),
    form("shutdown Observer", |_| Some(LearnerEvent::ShutDown)),
    // Up to 3.5 the role is in the stack trace that follows.
    form("shutdown called", |_| Some(LearnerEvent::ShutDown)),
];

fn unreachable(v: &mut Values<'_>, gives_up: bool) -> Option<LearnerEvent> {
    Some(LearnerEvent::LeaderUnreachable {
        tries: v.plain()?,
        remaining_ms: Some(v.plain()?),
        address: v.owned()?,
        gives_up,
    })
}

fn begins(v: &mut Values<'_>, mode: SyncMode) -> Option<LearnerEvent> {
    Some(LearnerEvent::SyncBegins { mode, zxid: v.zxid()? })
}
