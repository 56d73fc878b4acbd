//! The leader's side of one learner: welcoming it, choosing how to bring it to the leader's
//! history, parting (`LearnerHandler`).
//!
//! Each handler is a thread: its lines and those of the leader's own thread may come in an order
//! that the protocol would not suggest.

use crate::form::{Form, Values, form};
use crate::numbers::{ServerId, Zxid};
use crate::words::SyncMode;

/// What a leader does with a learner, its `peer`. Reference §11.3 and §4.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearnerHandlerEvent {
    /// A learner has introduced itself. (INFO)
    LearnerArrived {
        /// The learner.
        peer: ServerId,
        /// How the configuration describes it.
        info: String,
    },
    /// The learner is not in the configuration. (INFO)
    LearnerNotInConfig {
        /// The learner.
        peer: ServerId,
    },
    /// What the choice of how to synchronize is made from. (INFO)
    Synchronizing {
        /// The learner.
        peer: ServerId,
        /// The last transaction in the leader's window of committed ones.
        max_committed_log: Zxid,
        /// The first.
        min_committed_log: Zxid,
        /// The last that the leader has processed; 3.4 does not print it.
        last_processed: Option<Zxid>,
        /// The last that the learner has.
        peer_last: Zxid,
    },
    /// The learner has what the leader has, so that an empty DIFF is enough. (INFO)
    AlreadyInSync {
        /// The learner; 3.4 does not print it.
        peer: Option<ServerId>,
        /// The last transaction of both.
        zxid: Zxid,
    },
    /// The learner will be given transactions. (INFO)
    SendingHistory {
        /// The learner.
        peer: ServerId,
        /// Whether from the disk as well, or only from the window of committed ones.
        from_disk: bool,
    },
    /// The first word on how to synchronize is sent. (INFO; DEBUG where the learner is merely
    /// ahead of the leader)
    ///
    /// 3.8 says TRUNC in one case where it sends a DIFF (reference §11.3), and so does this event.
    SyncBegins {
        /// How.
        mode: SyncMode,
        /// To which zxid; 3.4 does not print it.
        zxid: Option<Zxid>,
        /// The learner; 3.4 does not print it.
        peer: Option<ServerId>,
    },
    /// A snapshot is sent. (INFO)
    SendingSnapshot {
        /// The last transaction that the learner has.
        peer_last: Zxid,
        /// The last that the leader has proposed.
        leader_last: Zxid,
        /// The last in the tree that is sent.
        sent: Zxid,
    },
    /// The log on disk ends before the window of committed transactions begins, so that history
    /// cannot be sent. (INFO)
    HistoryGap {
        /// The end of the log.
        log_end: Zxid,
        /// The beginning of the window.
        window_start: Zxid,
    },
    /// The learner's last transaction is of another epoch, so that it cannot be told to truncate.
    /// (WARN)
    TruncImpossible {
        /// The learner.
        peer: ServerId,
    },
    /// No other way was found: a snapshot is sent. (WARN, then ERROR)
    SnapshotInstead {
        /// The learner.
        peer: ServerId,
    },
    /// From here on the learner is sent what the leader proposes. (DEBUG)
    ForwardingStarted {
        /// The learner.
        peer: ServerId,
        /// After this zxid.
        after: Zxid,
    },
    /// NEWLEADER is sent. (DEBUG)
    NewLeaderSent {
        /// The learner.
        peer: ServerId,
    },
    /// The learner has acknowledged NEWLEADER. (DEBUG; INFO in 3.4)
    NewLeaderAcked {
        /// The learner.
        peer: ServerId,
    },
    /// UPTODATE is sent. (DEBUG)
    UpToDateSent {
        /// The learner.
        peer: ServerId,
    },
    /// The connection to a learner is closed. (WARN)
    Goodbye {
        /// The learner; 3.9 and earlier name only its address.
        peer: Option<ServerId>,
        /// Its address.
        address: String,
    },
    /// A handler failed; a stack trace says how. (ERROR)
    HandlerFailed,
    /// A learner took too long to acknowledge a transaction. (WARN)
    LearnerTimedOut,
}

pub(crate) const FORMS: &[Form<LearnerHandlerEvent>] = &[
    form("Follower sid: {peer} : info : {info}", |v| {
        Some(LearnerHandlerEvent::LearnerArrived { peer: v.server()?, info: v.owned()? })
    }),
    form("Follower sid: {peer} not in the current config {version}", |v| {
        Some(LearnerHandlerEvent::LearnerNotInConfig { peer: v.server()? })
    }),
    form(
        "Synchronizing with Learner sid: {peer} maxCommittedLog=0x{max} minCommittedLog=0x{min} \
         lastProcessedZxid=0x{last} peerLastZxid=0x{peer_last}",
        synchronizing,
    ),
    form(
        "Synchronizing with Follower sid: {peer} maxCommittedLog=0x{max} minCommittedLog=0x{min} \
         lastProcessedZxid=0x{last} peerLastZxid=0x{peer_last}",
        synchronizing,
    ),
    form(
        "Synchronizing with Follower sid: {peer} maxCommittedLog=0x{max} minCommittedLog=0x{min} \
         peerLastZxid=0x{peer_last}",
        |v| {
            Some(LearnerHandlerEvent::Synchronizing {
                peer: v.server()?,
                max_committed_log: v.zxid()?,
                min_committed_log: v.zxid()?,
                last_processed: None,
                peer_last: v.zxid()?,
            })
        },
    ),
    form("leader and follower are in sync, zxid=0x{zxid}", |v| {
        Some(LearnerHandlerEvent::AlreadyInSync { peer: None, zxid: v.zxid()? })
    }),
    form("Using committedLog for peer sid: {peer}", |v| {
        Some(LearnerHandlerEvent::SendingHistory { peer: v.server()?, from_disk: false })
    }),
    form("Use txnlog and committedLog for peer sid: {peer}", |v| {
        Some(LearnerHandlerEvent::SendingHistory { peer: v.server()?, from_disk: true })
    }),
    // Two spaces where transactions follow, one where the learner already has them all: that is
    // all the difference the releases print.
    form("Sending DIFF zxid=0x{zxid}  for peer sid: {peer}", |v| begins(v, SyncMode::Diff)),
    form("Sending DIFF zxid=0x{zxid} for peer sid: {peer}", |v| {
        Some(LearnerHandlerEvent::AlreadyInSync { zxid: v.zxid()?, peer: Some(v.server()?) })
    }),
    form("Sending TRUNC zxid=0x{zxid}  for peer sid: {peer}", |v| begins(v, SyncMode::Trunc)),
    form("Sending TRUNC to follower zxidToSend=0x{zxid} for peer sid:{peer}", |v| begins(v, SyncMode::Trunc)),
    form("Sending DIFF", |_| begins_untold(SyncMode::Diff)),
    form("Sending TRUNC", |_| begins_untold(SyncMode::Trunc)),
    form("Sending SNAP", |_| begins_untold(SyncMode::Snap)),
    form(
        "Sending snapshot last zxid of peer is 0x{peer_last}, zxid of leader is 0x{leader_last}, \
         send zxid of db as 0x{sent}, {concurrent} concurrent snapshot sync, {remark}",
        sending_snapshot,
    ),
    form(
        "Sending snapshot last zxid of peer is 0x{peer_last}, zxid of leader is 0x{leader_last}, \
         send zxid of db as 0x{sent}, {concurrent} concurrent snapshots, {remark}",
        sending_snapshot,
    ),
    form(
        "Sending snapshot last zxid of peer is 0x{peer_last}  \
         zxid of leader is 0x{leader_last}sent zxid of db as 0x{sent}",
        sending_snapshot,
    ),
    form("Detected gap between end of txnlog: 0x{log_end} and start of committedLog: 0x{start}", |v| {
        Some(LearnerHandlerEvent::HistoryGap { log_end: v.zxid()?, window_start: v.zxid()? })
    }),
    form("Cannot send TRUNC to peer sid: {peer} peer zxid is from different epoch", |v| {
        Some(LearnerHandlerEvent::TruncImpossible { peer: v.server()? })
    }),
    form("Unhandled scenario for peer sid: {peer}", |v| {
        // The zxids that may follow were told by the line before.
        let peer = v.text()?.split(' ').next()?.parse().ok().map(ServerId)?;
        Some(LearnerHandlerEvent::SnapshotInstead { peer })
    }),
    form("Start forwarding 0x{zxid} for peer sid: {peer}", |v| {
        Some(LearnerHandlerEvent::ForwardingStarted { after: v.zxid()?, peer: v.server()? })
    }),
    form("Sending NEWLEADER message to {peer}", |v| {
        Some(LearnerHandlerEvent::NewLeaderSent { peer: v.server()? })
    }),
    form("Received NEWLEADER-ACK message from {peer}", |v| {
        Some(LearnerHandlerEvent::NewLeaderAcked { peer: v.server()? })
    }),
    form("Sending UPTODATE message to {peer}", |v| {
        Some(LearnerHandlerEvent::UpToDateSent { peer: v.server()? })
    }),
    form("******* GOODBYE sid:{peer} {address} ********", |v| {
        Some(LearnerHandlerEvent::Goodbye { peer: Some(v.server()?), address: v.owned()? })
    }),
    form("******* GOODBYE {address} ********", |v| {
        Some(LearnerHandlerEvent::Goodbye { peer: None, address: v.owned()? })
    }),
    form("Unexpected exception in LearnerHandler:", |_| Some(LearnerHandlerEvent::HandlerFailed)),
    // 3.5 and earlier.
    form("Unexpected exception causing shutdown while sock still open", |_| {
        Some(LearnerHandlerEvent::HandlerFailed)
    }),
    form("Closing connection to peer due to transaction timeout.", |_| {
        Some(LearnerHandlerEvent::LearnerTimedOut)
    }),
];

fn synchronizing(v: &mut Values<'_>) -> Option<LearnerHandlerEvent> {
    Some(LearnerHandlerEvent::Synchronizing {
        peer: v.server()?,
        max_committed_log: v.zxid()?,
        min_committed_log: v.zxid()?,
        last_processed: Some(v.zxid()?),
        peer_last: v.zxid()?,
    })
}

fn begins(v: &mut Values<'_>, mode: SyncMode) -> Option<LearnerHandlerEvent> {
    Some(LearnerHandlerEvent::SyncBegins { mode, zxid: Some(v.zxid()?), peer: Some(v.server()?) })
}

/// 3.4 tells neither how far nor to whom.
fn begins_untold(mode: SyncMode) -> Option<LearnerHandlerEvent> {
    Some(LearnerHandlerEvent::SyncBegins { mode, zxid: None, peer: None })
}

fn sending_snapshot(v: &mut Values<'_>) -> Option<LearnerHandlerEvent> {
    Some(LearnerHandlerEvent::SendingSnapshot {
        peer_last: v.zxid()?,
        leader_last: v.zxid()?,
        sent: v.zxid()?,
    })
}
