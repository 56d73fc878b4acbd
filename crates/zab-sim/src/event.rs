//! What happened, and why: the one record from which the trace, captions, arrows and explanations are made.
//!
//! Every event has a number and names the event that caused it. Events come from the servers (what they asked for,
//! what they decided and why) and from the world (what it delivered, what a person did). They are English only where
//! they are printed as a trace; sentences for people are made from them on the page, in each language.

use crate::record::{
    AnswerReason, BoxKind, EpochFile, Evidence, Id, IgnoreReason, Key, Loss, Mode, Phase, Port, Queue,
    Remedy, Row, State, StepDown, Vote, Zxid, ids, narrow,
};
#[cfg(feature = "js")]
use serde::Serialize;
use std::fmt;
#[cfg(feature = "js")]
use tsify::Tsify;
use zab::durable::DiskStep;
use zab::ids::Micros;
use zab::message;
use zab::note::Note;

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

impl From<&DiskStep> for Step {
    fn from(step: &DiskStep) -> Step {
        match step {
            DiskStep::Append(zxid) => Step::Append { zxid: (*zxid).into() },
            DiskStep::SyncLog => Step::SyncLog,
            DiskStep::Truncate(after) => Step::Truncate { zxid: (*after).into() },
            DiskStep::Snapshot { snapshot, synced } => {
                Step::Snapshot { zxid: snapshot.zxid.into(), synced: *synced }
            }
            DiskStep::WriteEpoch(file, epoch) => {
                Step::WriteEpoch { file: (*file).into(), epoch: narrow(epoch.0) }
            }
            DiskStep::RenameEpoch(file) => Step::RenameEpoch { file: (*file).into() },
        }
    }
}

impl From<&message::Message> for Content {
    fn from(message: &message::Message) -> Content {
        match message {
            message::Message::Handshake { .. } => Content::Handshake,
            message::Message::Notification(notification) => {
                Content::Notification { state: notification.state.into(), vote: notification.vote.into() }
            }
            message::Message::FollowerInfo { accepted_epoch, .. } => {
                Content::FollowerInfo { accepted_epoch: narrow(accepted_epoch.0) }
            }
            message::Message::ObserverInfo { accepted_epoch, .. } => {
                Content::ObserverInfo { accepted_epoch: narrow(accepted_epoch.0) }
            }
            message::Message::LeaderInfo { epoch } => Content::LeaderInfo { epoch: narrow(epoch.0) },
            message::Message::AckEpoch { last_zxid, current_epoch } => Content::AckEpoch {
                zxid: (*last_zxid).into(),
                current_epoch: current_epoch.map(|epoch| narrow(epoch.0)),
            },
            message::Message::Diff { zxid } => Content::Diff { zxid: (*zxid).into() },
            message::Message::Trunc { zxid } => Content::Trunc { zxid: (*zxid).into() },
            message::Message::Snap { snapshot } => Content::Snap { zxid: snapshot.zxid.into() },
            message::Message::Proposal { zxid } => Content::Proposal { zxid: (*zxid).into() },
            message::Message::Commit { zxid } => Content::Commit { zxid: (*zxid).into() },
            message::Message::NewLeader { zxid } => Content::NewLeader { zxid: (*zxid).into() },
            message::Message::Ack { zxid } => Content::Ack { zxid: (*zxid).into() },
            message::Message::UpToDate => Content::UpToDate,
            message::Message::Ping { zxid } => Content::Ping { zxid: (*zxid).into() },
        }
    }
}

impl From<&Note> for What {
    fn from(note: &Note) -> What {
        match note {
            Note::StateChanged { to } => What::StateChanged { to: (*to).into() },
            Note::PhaseChanged { to } => What::PhaseChanged { to: (*to).into() },
            Note::ElectionStarted { vote } => What::ElectionStarted { vote: (*vote).into() },
            Note::RoundJoined { from, left, joined } => {
                What::RoundJoined { from: narrow(from.0), left: narrow(left.0), joined: narrow(joined.0) }
            }
            Note::Compared { from, heard, against, comparison } => What::Compared {
                from: narrow(from.0),
                heard: (*heard).into(),
                against: (*against).into(),
                beats: comparison.beats,
                by: comparison.by.into(),
            },
            Note::VoteChanged { from, to } => What::VoteChanged { from: (*from).into(), to: (*to).into() },
            Note::BallotStored { ballots, voter, vote, state } => What::BallotStored {
                ballots: (*ballots).into(),
                voter: narrow(voter.0),
                vote: (*vote).into(),
                state: (*state).into(),
            },
            Note::QuorumAgrees { vote, supporters } => {
                What::QuorumAgrees { vote: (*vote).into(), supporters: ids(supporters) }
            }
            Note::WaitBroken { by } => What::WaitBroken { by: narrow(by.0) },
            Note::Elected { vote, evidence, supporters } => What::Elected {
                vote: (*vote).into(),
                evidence: (*evidence).into(),
                supporters: ids(supporters),
            },
            Note::Ignored { from, state, vote, reason } => What::Ignored {
                from: narrow(from.0),
                state: (*state).into(),
                vote: (*vote).into(),
                reason: (*reason).into(),
            },
            Note::HeardNothing { remedy, next } => {
                What::HeardNothing { remedy: (*remedy).into(), next: next.0 }
            }
            Note::Answered { to, reason } => What::Answered { to: narrow(to.0), reason: (*reason).into() },
            Note::QueueOverflowed { queue } => What::QueueOverflowed { queue: (*queue).into() },
            Note::LeftToLargerId { to } => What::LeftToLargerId { to: narrow(to.0) },
            Note::CalledBack { to } => What::CalledBack { to: narrow(to.0) },
            Note::LinkUp { to } => What::LinkUp { to: narrow(to.0) },
            Note::LinkDown { to } => What::LinkDown { to: narrow(to.0) },
            Note::EpochTaken { file, epoch } => {
                What::EpochTaken { file: (*file).into(), epoch: narrow(epoch.0) }
            }
            Note::EpochProposed { epoch, heard } => {
                What::EpochProposed { epoch: narrow(epoch.0), heard: ids(heard) }
            }
            Note::EpochPromisedBefore { epoch } => What::EpochPromisedBefore { epoch: narrow(epoch.0) },
            Note::EpochTooOld { offered, accepted } => {
                What::EpochTooOld { offered: narrow(offered.0), accepted: narrow(accepted.0) }
            }
            Note::LearnerAhead { learner, theirs, .. } => What::LearnerAhead {
                learner: narrow(learner.0),
                epoch: narrow(theirs.0.0),
                zxid: theirs.1.into(),
            },
            Note::HistoryChosen { heard } => What::HistoryChosen { heard: ids(heard) },
            Note::Offered { learner, peer, min, max, last, offer } => What::Offered {
                learner: narrow(learner.0),
                peer: (*peer).into(),
                min: (*min).into(),
                max: (*max).into(),
                last: (*last).into(),
                mode: offer.mode.into(),
                zxid: offer.zxid.into(),
                row: offer.row.into(),
                transactions: offer.transactions.len() as u32,
            },
            Note::SyncBegun { mode, zxid } => What::SyncBegun { mode: (*mode).into(), zxid: (*zxid).into() },
            Note::GapFound { expected, found } => {
                What::GapFound { expected: (*expected).into(), found: (*found).into() }
            }
            Note::Applied { zxid } => What::Applied { zxid: (*zxid).into() },
            Note::FastForwarded { from, to } => {
                What::FastForwarded { from: (*from).into(), to: (*to).into() }
            }
            Note::EpochBegun { epoch, acknowledged } => {
                What::EpochBegun { epoch: narrow(epoch.0), acknowledged: ids(acknowledged) }
            }
            Note::AckOfAnotherEpoch { learner, zxid } => {
                What::AckOfAnotherEpoch { learner: narrow(learner.0), zxid: (*zxid).into() }
            }
            Note::LearnerJoined { learner } => What::LearnerJoined { learner: narrow(learner.0) },
            Note::LearnerLost { learner, reason } => {
                What::LearnerLost { learner: narrow(learner.0), reason: (*reason).into() }
            }
            Note::LeaderRefused { leader, tries } => {
                What::LeaderRefused { leader: narrow(leader.0), tries: *tries }
            }
            Note::LeaderLost { leader, reason } => {
                What::LeaderLost { leader: narrow(leader.0), reason: (*reason).into() }
            }
            Note::SteppedDown { synced, reason } => {
                What::SteppedDown { synced: ids(synced), reason: (*reason).into() }
            }
            Note::UnexpectedMessage => What::UnexpectedMessage,
        }
    }
}

/// One line of the trace: number, seconds, server, what, and the number of the cause.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = self.server.map_or(String::from("-"), |server| server.to_string());
        write!(f, "{:>5} {:>11} {:>3}  {}", self.id, Micros(self.at), server, self.what)?;
        match self.cause {
            Some(cause) => write!(f, "  <{cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Said { text } => {
                f.write_str("says")?;
                text.iter().try_for_each(|text| write!(f, " {}: {:?}", text.lang, text.text))
            }
            What::Expected { text, met: true } => write!(f, "met: {text}"),
            What::Expected { text, met: false } => write!(f, "NOT MET: {text}"),
            What::NotDone { text } => write!(f, "NOT DONE: {text}"),
            What::Stopped { commands_left } => {
                write!(f, "STOPPED: too much has happened; commands left: {commands_left}")
            }
            What::Started { life } => write!(f, "starts, life {life}"),
            What::Crashed => f.write_str("crashes"),
            What::Dialled { to, port } => write!(f, "dials {to} ({port})"),
            What::Connected { to, port } => write!(f, "connected to {to} ({port})"),
            What::Refused { to, port } => write!(f, "refused by {to} ({port})"),
            What::Accepted { from, port } => write!(f, "accepts {from} ({port})"),
            What::Closed { to, port } => write!(f, "hangs up on {to} ({port})"),
            What::Ended { from, port } => write!(f, "{from} has hung up ({port})"),
            What::Sent { to, content } => write!(f, "sends {to} {content}"),
            What::Delivered { message, from, content } => {
                write!(f, "receives #{message} from {from} {content}")
            }
            What::Lost { message, from } => write!(f, "loses #{message} from {from}"),
            What::Drew { span } => write!(f, "draws {}", Micros(*span)),
            What::NotConnected => f.write_str("uses a connection that is no more"),
            What::StateChanged { to } => write!(f, "is {to}"),
            What::PhaseChanged { to } => write!(f, "enters {to}"),
            What::ElectionStarted { vote } => write!(f, "starts an election with {vote}"),
            What::RoundJoined { from, left, joined } => {
                write!(f, "leaves round {left} for round {joined} of {from}")
            }
            What::Compared { from, heard, against, beats, by } => {
                let verdict = if *beats { "beats" } else { "does not beat" };
                write!(f, "{heard} of {from} {verdict} {against}: {by}")
            }
            What::VoteChanged { from, to } => write!(f, "votes {to}, no longer {from}"),
            What::BallotStored { ballots, voter, vote, state } => {
                write!(f, "box '{ballots}': {voter} {state} {vote}")
            }
            What::QuorumAgrees { vote, supporters } => {
                write!(f, "quorum {supporters:?} agrees on {vote}; waits")
            }
            What::WaitBroken { by } => write!(f, "waits no longer: better vote from {by}"),
            What::Elected { vote, evidence, supporters } => {
                write!(f, "decides {vote} by {evidence} {supporters:?}")
            }
            What::Ignored { from, state, vote, reason } => {
                write!(f, "ignores {from} {state} {vote}: {reason}")
            }
            What::HeardNothing { remedy, next } => {
                write!(f, "heard nothing: {remedy}, next wait {}", Micros(*next))
            }
            What::Answered { to, reason } => write!(f, "answers {to}: {reason}"),
            What::QueueOverflowed { queue } => write!(f, "queue '{queue}' overflows"),
            What::LeftToLargerId { to } => write!(f, "leaves the link to larger id {to}"),
            What::CalledBack { to } => write!(f, "calls smaller id {to} back"),
            What::LinkUp { to } => write!(f, "link to {to} is up"),
            What::LinkDown { to } => write!(f, "link to {to} is down"),
            What::StartRefused { reason } => write!(f, "refuses to start: {reason}"),
            What::Exited { code } => write!(f, "exits with code {code}"),
            What::Persisting { step } => write!(f, "writes: {step}"),
            What::Persisted { step } => write!(f, "has written: {step}"),
            What::EpochTaken { file, epoch } => write!(f, "{file} epoch is {epoch}"),
            What::EpochProposed { epoch, heard } => {
                write!(f, "proposes epoch {epoch}, having heard {heard:?}")
            }
            What::EpochPromisedBefore { epoch } => write!(f, "has promised epoch {epoch} before"),
            What::EpochTooOld { offered, accepted } => {
                write!(f, "refuses epoch {offered}: has promised {accepted}")
            }
            What::LearnerAhead { learner, epoch, zxid } => {
                write!(f, "learner {learner} is ahead with epoch {epoch} and {zxid}")
            }
            What::HistoryChosen { heard } => write!(f, "its history counts: {heard:?} have answered"),
            What::Offered { learner, peer, min, max, last, mode, zxid, row, transactions } => {
                write!(f, "sends {learner} {mode} {zxid} and {transactions} transactions: {row} ")?;
                write!(f, "(it has {peer}; window {min} to {max}, last {last})")
            }
            What::SyncBegun { mode, zxid } => write!(f, "is synchronized by {mode} {zxid}"),
            What::GapFound { expected, found } => {
                write!(f, "finds a gap: expected {expected}, found {found}")
            }
            What::Applied { zxid } => write!(f, "applies {zxid}"),
            What::FastForwarded { from, to } => write!(f, "applies {from} to {to} from its log"),
            What::EpochBegun { epoch, acknowledged } => {
                write!(f, "begins epoch {epoch}, acknowledged by {acknowledged:?}")
            }
            What::AckOfAnotherEpoch { learner, zxid } => {
                write!(f, "does not count the ACK {zxid} of {learner}")
            }
            What::LearnerJoined { learner } => write!(f, "learner {learner} is here"),
            What::LearnerLost { learner, reason } => write!(f, "learner {learner} is lost: {reason}"),
            What::LeaderRefused { leader, tries } => {
                write!(f, "leader {leader} does not listen yet, try {tries}")
            }
            What::LeaderLost { leader, reason } => write!(f, "leader {leader} is lost: {reason}"),
            What::SteppedDown { synced, reason } => write!(f, "steps down with {synced:?}: {reason}"),
            What::UnexpectedMessage => f.write_str("did not expect that message"),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Append { zxid } => write!(f, "log {zxid}"),
            Step::SyncLog => f.write_str("log made safe"),
            Step::Truncate { zxid } => write!(f, "log cut after {zxid}"),
            Step::Snapshot { zxid, synced } => {
                write!(f, "snapshot {zxid}{}", if *synced { ", safe" } else { "" })
            }
            Step::WriteEpoch { file, epoch } => write!(f, "{file} epoch {epoch} beside its file"),
            Step::RenameEpoch { file } => write!(f, "{file} epoch in its place"),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Handshake => f.write_str("HANDSHAKE"),
            Content::Notification { state, vote } => write!(f, "NOTIFICATION {state} {vote}"),
            Content::FollowerInfo { accepted_epoch } => write!(f, "FOLLOWERINFO {accepted_epoch}"),
            Content::ObserverInfo { accepted_epoch } => write!(f, "OBSERVERINFO {accepted_epoch}"),
            Content::LeaderInfo { epoch } => write!(f, "LEADERINFO {epoch}"),
            Content::AckEpoch { zxid, current_epoch } => {
                write!(f, "ACKEPOCH {zxid}, epoch {}", current_epoch.unwrap_or(-1))
            }
            Content::Diff { zxid } => write!(f, "DIFF {zxid}"),
            Content::Trunc { zxid } => write!(f, "TRUNC {zxid}"),
            Content::Snap { zxid } => write!(f, "SNAP {zxid}"),
            Content::Proposal { zxid } => write!(f, "PROPOSAL {zxid}"),
            Content::Commit { zxid } => write!(f, "COMMIT {zxid}"),
            Content::NewLeader { zxid } => write!(f, "NEWLEADER {zxid}"),
            Content::Ack { zxid } => write!(f, "ACK {zxid}"),
            Content::UpToDate => f.write_str("UPTODATE"),
            Content::Ping { zxid } => write!(f, "PING {zxid}"),
        }
    }
}
