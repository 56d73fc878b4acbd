//! What messages say and what disks write, as records: enough of each for a sentence about it.

use crate::record::vocabulary::{EpochFile, ErrorCode, OpCode, Session, State, Vote, Zxid};
#[cfg(feature = "js")]
use serde::Serialize;
#[cfg(feature = "js")]
use tsify::Tsify;

/// A step of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "js",
    derive(Serialize, Tsify),
    serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Step {
    /// A log entry, not safe yet.
    Append {
        /// Its zxid.
        zxid: Zxid,
        /// Whether it is the first of a new file.
        opens_file: bool,
    },
    /// All log entries are made safe.
    SyncLog,
    /// The log is cut.
    Truncate {
        /// The last zxid kept.
        zxid: Zxid,
    },
    /// A snapshot.
    Snapshot {
        /// Its zxid.
        zxid: Zxid,
        /// Whether it is made safe.
        synced: bool,
    },
    /// An epoch beside its file.
    WriteEpoch {
        /// Which file.
        file: EpochFile,
        /// The epoch.
        epoch: i32,
    },
    /// An epoch in its place.
    RenameEpoch {
        /// Which file.
        file: EpochFile,
    },
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "js",
    derive(Serialize, Tsify),
    serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Content {
    /// Who dials.
    Handshake,
    /// A vote.
    Notification {
        /// What the sender is.
        state: State,
        /// What it votes.
        vote: Vote,
    },
    /// A learner's first word to its leader.
    FollowerInfo {
        /// The highest epoch it has promised.
        accepted_epoch: i32,
    },
    /// The same from a learner that observes.
    ObserverInfo {
        /// The highest epoch it has promised.
        accepted_epoch: i32,
    },
    /// The epoch that is to begin.
    LeaderInfo {
        /// The epoch.
        epoch: i32,
    },
    /// What a learner has.
    AckEpoch {
        /// Its last zxid.
        zxid: Zxid,
        /// The epoch of its last leader; absent if it has promised this epoch before.
        #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
        current_epoch: Option<i32>,
    },
    /// Keep all that you have.
    Diff {
        /// The last zxid of what follows.
        zxid: Zxid,
    },
    /// Cut off all that comes after.
    Trunc {
        /// The last zxid to keep.
        zxid: Zxid,
    },
    /// The whole tree.
    Snap {
        /// Its zxid.
        zxid: Zxid,
    },
    /// A transaction.
    Proposal {
        /// Its zxid.
        zxid: Zxid,
        /// What it does; absent if nobody has said.
        #[cfg_attr(feature = "js", tsify(type = "Txn | undefined"))]
        txn: Option<Txn>,
    },
    /// That transaction is committed.
    Commit {
        /// Its zxid.
        zxid: Zxid,
    },
    /// A transaction, which is committed.
    Inform {
        /// Its zxid.
        zxid: Zxid,
        /// What it does; absent if nobody has said.
        #[cfg_attr(feature = "js", tsify(type = "Txn | undefined"))]
        txn: Option<Txn>,
    },
    /// Accept my epoch.
    NewLeader {
        /// The beginning of the epoch.
        zxid: Zxid,
    },
    /// An acknowledgement.
    Ack {
        /// Of what.
        zxid: Zxid,
    },
    /// Serve.
    UpToDate,
    /// Still there.
    Ping {
        /// The last zxid proposed.
        zxid: Zxid,
        /// Of how many sessions the learner has heard.
        touches: u32,
    },
    /// A client's write or sync, handed on to the leader.
    Request {
        /// The client's session.
        session: Session,
        /// Its number in that session.
        cxid: i32,
        /// What is asked.
        op: Op,
    },
    /// All was sent that the oldest sync has waited for.
    Sync,
    /// Does this session still stand?
    Revalidate {
        /// The session.
        session: Session,
        /// Its timeout, in microseconds.
        timeout: u64,
    },
    /// It stands, or does not.
    Revalidated {
        /// The session.
        session: Session,
        /// Whether it stands.
        valid: bool,
    },
    /// A client's first word to a server.
    Connect {
        /// The session it goes on with; absent if it wants a new one.
        #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
        session: Option<Session>,
        /// The timeout it wants, in microseconds.
        timeout: u64,
        /// The newest state that it has seen.
        seen: Zxid,
    },
    /// The answer to that.
    Connected {
        /// The session; absent if it is no more.
        #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
        session: Option<Session>,
        /// Its timeout, in microseconds.
        timeout: u64,
    },
    /// A client's request.
    Ask {
        /// Its number in the session.
        cxid: i32,
        /// What is asked.
        op: Op,
    },
    /// The answer to a request.
    Answer {
        /// The request's number.
        cxid: i32,
        /// The state that it speaks of.
        zxid: Zxid,
        /// The answer.
        answer: Answer,
    },
}

/// What a transaction does, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct Txn {
    /// The session that asked for it.
    pub session: Session,
    /// The number of the request in that session.
    pub cxid: i32,
    /// What it does.
    pub op: Op,
}

/// An operation: asked for by a request, or done by a transaction. What its kind has no use for is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct Op {
    /// Its kind.
    pub code: OpCode,
    /// The znode it is about; in a transaction with its final name.
    #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
    pub path: Option<String>,
    /// What the znode is to hold.
    #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
    pub data: Option<String>,
    /// In a request the version that the znode must have, absent for any; in a transaction its new one.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub version: Option<i32>,
    /// Whether the znode goes when the session ends.
    pub ephemeral: bool,
    /// Whether a number is to be added to the znode's name.
    pub sequential: bool,
    /// Why the write failed.
    #[cfg_attr(feature = "js", tsify(type = "ErrorCode | undefined"))]
    pub error: Option<ErrorCode>,
}

/// What comes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "js",
    derive(Serialize, Tsify),
    serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Answer {
    /// It is done.
    Done,
    /// A znode was made.
    Created {
        /// Its name.
        path: String,
    },
    /// There is such a znode.
    Stat {
        /// How often its data has changed.
        version: i32,
    },
    /// What a znode holds.
    Data {
        /// That.
        data: String,
        /// How often it has changed.
        version: i32,
    },
    /// The names of a znode's children.
    Children {
        /// In order.
        names: Vec<String>,
    },
    /// It could not be done.
    Failed {
        /// Why.
        error: ErrorCode,
    },
}
