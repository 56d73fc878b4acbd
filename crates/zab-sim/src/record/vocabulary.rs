//! The vocabulary of the outside: the protocol's values in the form in which everyone else sees them.
//!
//! The trace, the command line and the page all show these records, under these words. A word is spelt once, here:
//! it is what the trace prints, what JavaScript compares with, and what a CSS class is called.
//!
//! ZooKeeper's numbers are 64 bits wide, JavaScript's safe integers are not. A zxid is therefore given in its two
//! halves, which loses nothing; ids, rounds and epochs are given in 32 bits, and the smallest 64-bit number, with
//! which observers vote, becomes the smallest of 32.

use crate::party;
#[cfg(feature = "js")]
use serde::Serialize;
use std::fmt;
#[cfg(feature = "js")]
use tsify::Tsify;
use zab::ids;

/// A server's id. The smallest number stands for nobody.
#[cfg_attr(feature = "js", tsify::declare)]
pub type Id = i32;

/// A session's id in hexadecimal, as ZooKeeper prints it: it has 64 bits.
#[cfg_attr(feature = "js", tsify::declare)]
pub type Session = String;

/// Declares enums of words: each variant with the way it is spelt and, where there is one, the protocol's value that it
/// stands for.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $(from $source:path)? { $($variant:ident $word:literal)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "js", derive(Tsify))]
        pub enum $name {
            $(#[doc = $word] #[cfg_attr(feature = "js", serde(rename = $word))] $variant),*
        }

        impl $name {
            const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }

        // What would be derived weighs more: it hands on each variant by its name and its number.
        #[cfg(feature = "js")]
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        words! { @from $name $($source)? { $($variant)* } }
    )*};
    (@from $name:ident { $($variant:ident)* }) => {};
    (@from $name:ident $source:path { $($variant:ident)* }) => {
        impl From<$source> for $name {
            fn from(value: $source) -> $name {
                use $source as Source;
                match value { $(Source::$variant => $name::$variant),* }
            }
        }
    };
}

words! {
    /// What a server is.
    State from zab::vote::ServerState {
        Looking "LOOKING" Following "FOLLOWING" Leading "LEADING" Observing "OBSERVING"
    }
    /// The phase of Zab that a server is in.
    Phase from zab::note::Phase {
        Election "ELECTION" Discovery "DISCOVERY" Synchronization "SYNCHRONIZATION" Broadcast "BROADCAST"
    }
    /// A port of a server.
    Port from zab::message::Port { Election "election" Quorum "quorum" Client "client" }
    /// The key that decided between two votes.
    Key from zab::vote::Key {
        Weight "weight" PeerEpoch "peer epoch" Zxid "zxid" Leader "id" Equal "equal"
    }
    /// A ballot box.
    BoxKind from zab::note::BoxKind { Round "round" OutOfElection "out of election" }
    /// What ended an election.
    Evidence from zab::note::Evidence {
        Quorum "quorum" SameRound "same round" OutOfElection "out of election"
    }
    /// What a server does when it has heard nothing.
    Remedy from zab::note::Remedy { SendAgain "send again" DialAgain "dial again" }
    /// Why a notification is answered at once.
    AnswerReason from zab::note::AnswerReason {
        AskerHasNoVote "asker has no vote" AskerIsBehind "asker is behind" AskerIsLooking "asker is looking"
    }
    /// Why a notification changed nothing.
    IgnoreReason from zab::note::IgnoreReason {
        SenderHasNoVote "sender has no vote" CandidateHasNoVote "candidate has no vote"
        EarlierRound "earlier round" OwnHistoryUnknown "own history unknown"
        TheirHistoryUnknown "their history unknown" FromObserver "from an observer"
        LostWhileWaiting "lost while waiting" NotYetConvincing "not yet convincing"
    }
    /// A queue with a limit.
    Queue from zab::note::Queue { Received "received" Election "election" }
    /// How a connection between leader and learner was lost.
    Loss from zab::note::Loss {
        Closed "closed" Silent "silent" Refused "refused" Unexpected "unexpected message" Late "late"
        Ahead "ahead" OldEpoch "old epoch" Gap "gap" AckLate "ack late"
    }
    /// Why a leader steps down.
    StepDown from zab::note::StepDown {
        NoQuorumCame "no quorum came" NoEpochsCame "no epochs came" NotAcknowledged "not acknowledged"
        QuorumLost "quorum lost" VoterIsLooking "voter is looking" CounterExhausted "counter exhausted"
    }
    /// Why an acknowledgement of a proposal changes nothing.
    AckIgnoreReason from zab::note::AckIgnoreReason {
        NoVote "no vote" AlreadyCommitted "already committed" NeverProposed "never proposed"
    }
    /// Why a client is sent away.
    TurnAwayReason from zab::note::TurnAwayReason {
        NotServing "not serving" Ahead "ahead" SessionOver "session over" SessionMoved "session moved" Silent "silent"
    }
    /// What a client is.
    ClientState from crate::world::client::ClientState {
        Connecting "CONNECTING" Connected "CONNECTED" Closed "CLOSED" Expired "EXPIRED" Vanished "VANISHED"
    }
    /// The kind of an operation.
    OpCode {
        CreateSession "createSession" CloseSession "closeSession" Create "create" Delete "delete"
        SetData "setData" Exists "exists" GetData "getData" GetChildren "getChildren" Sync "sync" Ping "ping"
        Error "error"
    }
    /// Why a request fails.
    ErrorCode from zab::service::request::ErrorCode {
        ConnectionLoss "ConnectionLoss" BadArguments "BadArguments" NoNode "NoNode" BadVersion "BadVersion"
        NoChildrenForEphemerals "NoChildrenForEphemerals" NodeExists "NodeExists" NotEmpty "NotEmpty"
        SessionExpired "SessionExpired" SessionMoved "SessionMoved"
    }
    /// How a learner is brought to its leader's history.
    Mode from zab::phases::synchronization::Mode { Diff "DIFF" Trunc "TRUNC" Snap "SNAP" }
    /// What decided about that.
    Row from zab::phases::synchronization::Row {
        Forced "forced" InSync "in sync" Ahead "ahead" WithinWindow "within the window"
        WithinWindowOfAnotherEpoch "of another epoch" FromLog "from the log"
        LogTooShortOrTooLong "log too short or too long" GapAfterLog "gap after the log" Unhandled "unhandled"
    }
    /// A file that holds an epoch.
    EpochFile from zab::storage::durable::EpochFile { Accepted "accepted" Current "current" }
    /// How an election link stands, from one side.
    LinkState from zab::phases::election::links::LinkState { Down "down" Dialling "dialling" Up "up" }
}

/// What a server waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(rename_all = "camelCase"))]
pub enum Timer {
    /// A notification.
    Notification,
    /// A better vote.
    FinalizeWait,
    /// The next try to reach the leader.
    ConnectRetry,
    /// Word from the leader.
    LeaderRead,
    /// The end of an observer's delay.
    ObserverDelay,
    /// A quorum of learners.
    QuorumWait,
    /// The next half tick.
    HalfTick,
    /// Word of a session.
    SessionExpiry,
    /// Word from a learner.
    LearnerRead,
    /// The answer to a dial.
    Dial,
    /// Who it is that has connected.
    Handshake,
    /// Word from a client.
    ClientSilence,
    /// The end of a leader's threads.
    ThreadsStop,
}

/// A transaction's number in its two halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct Zxid {
    /// The epoch.
    pub epoch: i32,
    /// The counter within it.
    pub counter: u32,
}

/// A server, a client or somebody else: JavaScript sees a server as a number, a client as a letter, and whom nobody knows as `?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(untagged))]
pub enum Party {
    /// A server.
    Server(Id),
    /// A client.
    Client(char),
    /// Somebody of whom nothing is known: always `?`.
    Stranger(char),
}

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(rename_all = "camelCase"))]
pub struct Vote {
    /// The round it belongs to.
    pub round: i32,
    /// The server voted for.
    pub leader: Id,
    /// That server's last zxid.
    pub zxid: Zxid,
    /// That server's current epoch.
    pub peer_epoch: i32,
}

/// A number of 64 bits in 32, the ends standing for what lies beyond them.
pub(crate) fn narrow(wide: i64) -> i32 {
    wide.clamp(i32::MIN as i64, i32::MAX as i64) as i32
}

/// Several ids.
pub(crate) fn ids(servers: &[ids::ServerId]) -> Vec<Id> {
    servers.iter().map(|server| narrow(server.0)).collect()
}

impl From<party::Party> for Party {
    fn from(party: party::Party) -> Party {
        match party {
            party::Party::Server(server) => Party::Server(narrow(server.0)),
            party::Party::Client(client) => Party::Client(client.letter()),
            party::Party::Stranger => Party::Stranger('?'),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Server(server) => server.fmt(f),
            Party::Client(client) => client.fmt(f),
            Party::Stranger(_) => f.write_str("somebody"),
        }
    }
}

impl From<ids::Zxid> for Zxid {
    fn from(zxid: ids::Zxid) -> Zxid {
        Zxid { epoch: narrow(zxid.epoch().0), counter: zxid.counter() }
    }
}

impl From<zab::vote::Vote> for Vote {
    fn from(vote: zab::vote::Vote) -> Vote {
        Vote {
            round: narrow(vote.round.0),
            leader: narrow(vote.leader.0),
            zxid: vote.zxid.into(),
            peer_epoch: narrow(vote.peer_epoch.0),
        }
    }
}

impl fmt::Display for Zxid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ids::Zxid(((self.epoch as i64) << 32) | self.counter as i64).fmt(f)
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, ", self.round)?;
        match self.leader {
            Id::MIN => f.write_str("nobody")?,
            leader => leader.fmt(f)?,
        }
        write!(f, ", {}", self.zxid)?;
        // The peer epoch is the first key of the order; it is left out only where it says nothing new.
        if self.peer_epoch != self.zxid.epoch {
            write!(f, ", epoch {}", self.peer_epoch)?;
        }
        f.write_str(")")
    }
}

impl From<zab::timer::Timer> for Timer {
    fn from(timer: zab::timer::Timer) -> Timer {
        match timer {
            zab::timer::Timer::Notification => Timer::Notification,
            zab::timer::Timer::FinalizeWait => Timer::FinalizeWait,
            zab::timer::Timer::ConnectRetry => Timer::ConnectRetry,
            zab::timer::Timer::LeaderRead => Timer::LeaderRead,
            zab::timer::Timer::ObserverDelay => Timer::ObserverDelay,
            zab::timer::Timer::QuorumWait => Timer::QuorumWait,
            zab::timer::Timer::HalfTick => Timer::HalfTick,
            zab::timer::Timer::SessionExpiry => Timer::SessionExpiry,
            zab::timer::Timer::LearnerRead(_) => Timer::LearnerRead,
            zab::timer::Timer::Dial(_) => Timer::Dial,
            zab::timer::Timer::Handshake => Timer::Handshake,
            zab::timer::Timer::ClientSilence => Timer::ClientSilence,
            zab::timer::Timer::ThreadsStop => Timer::ThreadsStop,
        }
    }
}
