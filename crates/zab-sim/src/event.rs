//! What happened, and why: the one record from which the trace, captions, arrows and explanations are made.
//!
//! Every event has a number and names the event that caused it. Events come from the servers (what they asked for,
//! what they decided and why) and from the world (what it delivered, what a person did). They are English only where
//! they are printed as a trace; sentences for people are made from them on the page, in each language.

use crate::record::{
    AnswerReason, BoxKind, EpochFile, Evidence, Id, IgnoreReason, Key, Loss, Mode, Phase, Port, Queue,
    Remedy, Row, State, StepDown, Vote, Zxid,
};
#[cfg(feature = "js")]
use serde::Serialize;
#[cfg(feature = "js")]
use tsify::Tsify;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct Event {
    /// Its number, counted from 1.
    pub id: u32,
    /// When, in microseconds of virtual time.
    pub at: u64,
    /// The server to which it happened; absent for what the scenario says, expects or could not have done.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub server: Option<Id>,
    /// The number of the event that caused it; absent for what a person or a scenario did.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub cause: Option<u32>,
    /// What it was.
    pub what: What,
}

/// What an event was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "js",
    derive(Serialize, Tsify),
    serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
// The fields say what their names say; spans are in microseconds; meanings are those of `zab::note`.
#[allow(missing_docs)]
pub enum What {
    /// The scenario speaks: one caption, in each language it has.
    Said {
        text: Vec<Text>,
    },
    /// The scenario expected something, and it came or did not. The text is the command's, after `expect`.
    Expected {
        text: String,
        met: bool,
    },

    /// The scenario wanted something done that could not be done. The text says why.
    NotDone {
        text: String,
    },

    /// So much has happened that the play stops here; commands may be left undone.
    Stopped {
        commands_left: u32,
    },

    /// A process has started: `life` counts its server's processes from 1.
    Started {
        life: u32,
    },
    /// A process is gone, with all that was not on disk.
    Crashed,

    /// A connection is dialled.
    Dialled {
        to: Id,
        port: Port,
    },
    /// The dial succeeded.
    Connected {
        to: Id,
        port: Port,
    },
    /// Nobody listened.
    Refused {
        to: Id,
        port: Port,
    },
    /// Somebody connected.
    Accepted {
        from: Id,
        port: Port,
    },
    /// The server closed a connection.
    Closed {
        to: Id,
        port: Port,
    },
    /// The other end has closed a connection, or died.
    Ended {
        from: Id,
        port: Port,
    },
    /// A message was sent. Its number is that of this event.
    Sent {
        to: Id,
        content: Content,
    },
    /// A message arrived.
    Delivered {
        message: u32,
        from: Id,
        content: Content,
    },
    /// A message arrived where its connection is no more.
    Lost {
        message: u32,
        from: Id,
    },
    /// The server used a connection that is no more.
    NotConnected,
    /// A server refuses to start; the reason is ZooKeeper's.
    StartRefused {
        reason: String,
    },
    /// The process has ended by itself, with this exit code.
    Exited {
        code: u8,
    },
    /// A step of writing begins.
    Persisting {
        step: Step,
    },
    /// A step of writing is done.
    Persisted {
        step: Step,
    },
    /// The server drew a span at random.
    Drew {
        span: u64,
    },

    StateChanged {
        to: State,
    },
    PhaseChanged {
        to: Phase,
    },

    ElectionStarted {
        vote: Vote,
    },
    RoundJoined {
        from: Id,
        left: i32,
        joined: i32,
    },
    Compared {
        from: Id,
        heard: Vote,
        against: Vote,
        beats: bool,
        by: Key,
    },
    VoteChanged {
        from: Vote,
        to: Vote,
    },
    BallotStored {
        ballots: BoxKind,
        voter: Id,
        vote: Vote,
        state: State,
    },
    QuorumAgrees {
        vote: Vote,
        supporters: Vec<Id>,
    },
    WaitBroken {
        by: Id,
    },
    Elected {
        vote: Vote,
        evidence: Evidence,
        supporters: Vec<Id>,
    },
    Ignored {
        from: Id,
        state: State,
        vote: Vote,
        reason: IgnoreReason,
    },
    HeardNothing {
        remedy: Remedy,
        next: u64,
    },
    Answered {
        to: Id,
        reason: AnswerReason,
    },
    QueueOverflowed {
        queue: Queue,
    },

    LeftToLargerId {
        to: Id,
    },
    CalledBack {
        to: Id,
    },
    LinkUp {
        to: Id,
    },
    LinkDown {
        to: Id,
    },

    EpochTaken {
        file: EpochFile,
        epoch: i32,
    },
    EpochProposed {
        epoch: i32,
        heard: Vec<Id>,
    },
    EpochPromisedBefore {
        epoch: i32,
    },
    EpochTooOld {
        offered: i32,
        accepted: i32,
    },
    LearnerAhead {
        learner: Id,
        epoch: i32,
        zxid: Zxid,
    },
    HistoryChosen {
        heard: Vec<Id>,
    },
    Offered {
        learner: Id,
        peer: Zxid,
        min: Zxid,
        max: Zxid,
        last: Zxid,
        mode: Mode,
        zxid: Zxid,
        row: Row,
        transactions: u32,
    },
    SyncBegun {
        mode: Mode,
        zxid: Zxid,
    },
    GapFound {
        expected: Zxid,
        found: Zxid,
    },
    Applied {
        zxid: Zxid,
    },
    FastForwarded {
        from: Zxid,
        to: Zxid,
    },
    EpochBegun {
        epoch: i32,
        acknowledged: Vec<Id>,
    },
    AckOfAnotherEpoch {
        learner: Id,
        zxid: Zxid,
    },

    LearnerJoined {
        learner: Id,
    },
    LearnerLost {
        learner: Id,
        reason: Loss,
    },
    LeaderRefused {
        leader: Id,
        tries: u32,
    },
    LeaderLost {
        leader: Id,
        reason: Loss,
    },
    SteppedDown {
        synced: Vec<Id>,
        reason: StepDown,
    },
    UnexpectedMessage,
}

/// A caption in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct Text {
    /// The language, as in HTML's `lang`: `en`, `zh`.
    pub lang: String,
    /// The caption.
    pub text: String,
}

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
    },
    /// That transaction is committed.
    Commit {
        /// Its zxid.
        zxid: Zxid,
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
    },
}

impl What {
    /// Whether this is a matter of sockets alone, which a reader of the protocol may skip.
    pub fn is_plumbing(&self) -> bool {
        matches!(
            self,
            What::Dialled { .. }
                | What::Connected { .. }
                | What::Refused { .. }
                | What::Accepted { .. }
                | What::Closed { .. }
                | What::Ended { .. }
                | What::LeftToLargerId { .. }
                | What::CalledBack { .. }
                | What::LinkUp { .. }
                | What::LinkDown { .. }
                | What::NotConnected
                | What::Persisting { .. }
                | What::Sent { content: Content::Handshake, .. }
                | What::Delivered { content: Content::Handshake, .. }
        )
    }
}
