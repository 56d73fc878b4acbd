//! What happened, and why: the one record from which the trace, captions, arrows and explanations are made.
//!
//! Every event has a number and names the event that caused it. Events come from the servers (what they asked for,
//! what they decided and why) and from the world (what it delivered, what a person did). They are English only where
//! they are printed as a trace; sentences for people are made from them on the page, in each language.

use crate::record::content::{Answer, Op, Txn};
pub use crate::record::content::{Content, Step};
use crate::record::vocabulary::{
    AckIgnoreReason, AnswerReason, BoxKind, EpochFile, ErrorCode, Evidence, Id, IgnoreReason, Key, Loss,
    Mode, Party, Phase, Port, Queue, Remedy, Row, Session, State, StepDown, TurnAwayReason, Vote, Zxid,
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
    /// The server to which it happened; absent for what happens to a client or a link, and for what the scenario says,
    /// expects or could not have done.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub server: Option<Id>,
    /// The client to which it happened.
    #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
    pub client: Option<char>,
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
    /// A process is gone, with all that it had not written.
    Crashed,
    /// A machine has lost its power: its process is gone, with all that was not safe on disk.
    PowerLost,

    /// From now on nothing passes this way.
    Cut {
        from: Party,
        to: Party,
    },
    /// From now on everything passes this way, and what it held first.
    Healed {
        from: Party,
        to: Party,
    },

    /// A connection is dialled.
    Dialled {
        to: Party,
        port: Port,
    },
    /// A dial is given up.
    GaveUpDial {
        to: Party,
        port: Port,
    },
    /// So many connections are made to the server's election port on which nothing is ever said.
    Silent {
        connections: u32,
    },
    /// The dial succeeded.
    Connected {
        to: Party,
        port: Port,
    },
    /// Nobody listened.
    Refused {
        to: Party,
        port: Port,
    },
    /// Somebody connected.
    Accepted {
        from: Party,
        port: Port,
    },
    /// The server closed a connection.
    Closed {
        to: Party,
        port: Port,
    },
    /// The other end has closed a connection, or died.
    Ended {
        from: Party,
        port: Port,
    },
    /// A message was sent. Its number is that of this event.
    Sent {
        to: Party,
        content: Content,
    },
    /// A message arrived.
    Delivered {
        message: u32,
        from: Party,
        content: Content,
    },
    /// A message arrived where its connection is no more.
    Lost {
        message: u32,
        from: Party,
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
    /// The server drew how many transactions more there will be before its next snapshot.
    DrewSnapshotTiming {
        surplus: u32,
    },

    /// A client has appeared: the servers it knows, in the order in which it tries them, and the timeout it wants.
    ClientStarted {
        servers: Vec<Id>,
        timeout: u64,
    },
    /// A client is asked for something.
    Requested {
        op: Op,
    },
    /// A client leaves its server for another.
    Moved {
        to: Id,
    },
    /// A client's process is gone.
    Vanished,
    /// A client has its session.
    SessionConnected {
        session: Session,
        timeout: u64,
    },
    /// A client has lost its connection, or gets none.
    ServerLost {
        server: Id,
        reason: Loss,
    },
    /// A client's request is answered.
    RequestAnswered {
        cxid: i32,
        op: Op,
        zxid: Zxid,
        answer: Answer,
    },
    /// A client's request fails without an answer, and nobody knows what becomes of it. One that was never sent has no
    /// number.
    RequestFailed {
        #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
        cxid: Option<i32>,
        op: Op,
        error: ErrorCode,
    },
    /// A client's session is over: it was told so, or has heard no server for too long.
    Expired {
        session: Session,
        told: bool,
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
    DialRefused {
        to: Id,
    },
    DialTimedOut {
        to: Id,
    },
    HandshakeMissing,
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

    Proposed {
        zxid: Zxid,
        #[cfg_attr(feature = "js", tsify(type = "Txn | undefined"))]
        txn: Option<Txn>,
    },
    AckCounted {
        zxid: Zxid,
        by: Id,
        acks: Vec<Id>,
        met: bool,
    },
    AckIgnored {
        zxid: Zxid,
        by: Id,
        reason: AckIgnoreReason,
    },
    Committed {
        zxid: Zxid,
    },
    CommitWithoutProposal {
        zxid: Zxid,
    },
    WrongCommit {
        expected: Zxid,
        found: Zxid,
    },
    RequestWaits {
        session: Session,
        cxid: i32,
        behind: i32,
    },
    RequestDropped {
        session: Session,
        cxid: i32,
    },
    SyncWaits {
        session: Session,
        cxid: i32,
        until: Zxid,
    },
    SessionExpired {
        session: Session,
    },
    ClientTurnedAway {
        reason: TurnAwayReason,
        seen: Zxid,
        ours: Zxid,
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
                | What::GaveUpDial { .. }
                | What::DialRefused { .. }
                | What::DialTimedOut { .. }
                | What::LinkUp { .. }
                | What::LinkDown { .. }
                | What::NotConnected
                | What::Persisting { .. }
                | What::Sent { content: Content::Handshake, .. }
                | What::Delivered { content: Content::Handshake, .. }
        )
    }
}
