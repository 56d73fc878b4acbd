//! What there is to see at a moment: everything the page draws, as plain data.
//!
//! Between two events nothing in a view changes but the time, so whoever draws it can move messages and fill
//! deadlines by arithmetic alone, and asks again only when time passes `next`. Who supports a vote and whether that
//! is a quorum is said here; nobody who draws needs to decide it.

use crate::record::content::{Answer, Content, Op, Txn};
use crate::record::vocabulary::{
    BoxKind, ClientState, Id, LinkState, Party, Phase, Port, Session, State, Timer, Vote, Zxid,
};
#[cfg(feature = "js")]
use serde::Serialize;
#[cfg(feature = "js")]
use tsify::Tsify;

/// How many log entries a view shows: the last ones.
pub const LOG_ENTRIES: usize = 32;
/// How many znodes of a tree a view shows: the last ones.
pub const TREE_NODES: usize = 32;
/// How many requests of a client a view shows: the oldest ones.
pub const CLIENT_REQUESTS: usize = 8;

/// The world at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct View {
    /// The moment, in microseconds.
    pub now: u64,
    /// When something happens next; absent if nothing ever will by itself.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub next: Option<u64>,
    /// How many events have happened.
    pub events: u32,
    /// All servers, by id.
    pub servers: Vec<ServerView>,
    /// Messages under way, by number.
    pub messages: Vec<MessageView>,
    /// The ways that are cut.
    pub cuts: Vec<CutView>,
    /// All clients that there ever were, by name.
    pub clients: Vec<ClientView>,
}

/// A client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(rename_all = "camelCase"))]
pub struct ClientView {
    /// Its name.
    pub id: char,
    /// What it is.
    pub state: ClientState,
    /// The server that it is at, or tries, or will try next; absent once it is over.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub server: Option<Id>,
    /// The same; once it is over, the last one.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub last_server: Option<Id>,
    /// Its session; absent if it never had one.
    #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
    pub session: Option<Session>,
    /// The timeout of its session, or the one that it asks for, in microseconds.
    pub timeout: u64,
    /// The newest state that it has seen.
    pub last_zxid: Zxid,
    /// How many requests it has that are not answered.
    pub unanswered: u32,
    /// The oldest of them.
    pub oldest: Vec<RequestView>,
    /// What became of the last request that came to an end.
    #[cfg_attr(feature = "js", tsify(type = "Answer | undefined"))]
    pub answer: Option<Answer>,
}

/// A request that is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct RequestView {
    /// Its number; absent if it was not sent yet.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub cxid: Option<i32>,
    /// What is asked.
    pub op: Op,
}

/// A way on which nothing passes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct CutView {
    /// From whom.
    pub from: Party,
    /// To whom.
    pub to: Party,
    /// How many messages wait for it to be healed.
    pub held: u32,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(rename_all = "camelCase"))]
pub struct ServerView {
    /// Its id.
    pub id: Id,
    /// Whether it only observes.
    pub observes: bool,
    /// How many times it has started.
    pub lives: u32,
    /// The running process; absent if it is down.
    #[cfg_attr(feature = "js", tsify(type = "ProcessView | undefined"))]
    pub process: Option<ProcessView>,
    /// The highest epoch promised, on disk.
    pub accepted_epoch: i32,
    /// The epoch of its last leader, on disk.
    pub current_epoch: i32,
    /// The last zxid of its history: in memory if it runs, else on disk.
    pub last_zxid: Zxid,
    /// The zxid of its newest snapshot that is safe.
    pub snapshot: Zxid,
    /// The last entries of its log, the oldest first.
    pub log: Vec<LogEntryView>,
}

/// An entry of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct LogEntryView {
    /// Its zxid.
    pub zxid: Zxid,
    /// Whether a crash would leave it.
    pub safe: bool,
}

/// A running process.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify), serde(rename_all = "camelCase"))]
pub struct ProcessView {
    /// What it is.
    pub state: State,
    /// The phase it is in.
    pub phase: Phase,
    /// Its logical clock.
    pub round: i32,
    /// What it votes; in a later state than LOOKING, the vote its election ended with.
    pub vote: Vote,
    /// The leader it follows, or itself.
    #[cfg_attr(feature = "js", tsify(type = "number | undefined"))]
    pub leader: Option<Id>,
    /// The two ballot boxes, as they are or, after the election, as they were when it decided.
    pub ballots: Vec<BallotView>,
    /// Whose ballots equal its vote, and whether they decide.
    pub quorum: QuorumView,
    /// A quorum agrees, and it waits for a better vote.
    pub finalizing: bool,
    /// Its running timers.
    pub timers: Vec<TimerView>,
    /// Its election links.
    pub links: Vec<LinkView>,
    /// Its learners, if it leads.
    pub learners: Vec<LearnerView>,
    /// What it has proposed and not committed, if it leads, the oldest first.
    pub proposals: Vec<ProposalView>,
    /// The last of its znodes, in the order of their paths, but for those that are there from the beginning.
    pub tree: Vec<NodeView>,
    /// How many there are of those.
    pub znodes: u32,
    /// How many znodes it has, as ZooKeeper counts them: it counts the root twice.
    pub nodes: u32,
    /// How many sessions it knows.
    pub sessions: u32,
}

/// A proposal that waits to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct ProposalView {
    /// Its zxid.
    pub zxid: Zxid,
    /// What it does; absent if nobody has said.
    #[cfg_attr(feature = "js", tsify(type = "Txn | undefined"))]
    pub txn: Option<Txn>,
    /// The voters that have acknowledged it.
    pub acks: Vec<Id>,
    /// Whether they are a quorum.
    pub met: bool,
}

/// A znode.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct NodeView {
    /// Its path.
    pub path: String,
    /// What it holds.
    pub data: String,
    /// How often that has changed.
    pub version: i32,
    /// The session with which it goes; absent for a persistent one.
    #[cfg_attr(feature = "js", tsify(type = "string | undefined"))]
    pub owner: Option<Session>,
}

/// A ballot in one of a server's boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct BallotView {
    /// Which box.
    pub ballots: BoxKind,
    /// Whose ballot.
    pub voter: Id,
    /// What the voter was.
    pub state: State,
    /// What it voted.
    pub vote: Vote,
    /// Whether it counts for the vote of the server that keeps the box.
    pub counts: bool,
}

/// How many agree, of how many it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct QuorumView {
    /// Whose ballots count.
    pub supporters: Vec<Id>,
    /// How many it takes.
    pub needed: u32,
    /// Whether they are enough.
    pub met: bool,
}

/// A running timer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct TimerView {
    /// What is waited for.
    pub timer: Timer,
    /// When the wait began, in microseconds.
    pub since: u64,
    /// When it ends.
    pub at: u64,
}

/// An election link, as one side sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct LinkView {
    /// The other side.
    pub to: Id,
    /// How it stands.
    pub state: LinkState,
    /// Whether a notification waits to be sent.
    pub waiting: bool,
}

/// A leader's learner.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct LearnerView {
    /// Which.
    pub id: Id,
    /// Whether it has been heard of lately.
    pub synced: bool,
}

/// A message under way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(Serialize, Tsify))]
pub struct MessageView {
    /// Its number: that of the event that sent it.
    pub id: u32,
    /// From whom.
    pub from: Party,
    /// To whom.
    pub to: Party,
    /// On which port.
    pub port: Port,
    /// When it left, in microseconds.
    pub sent: u64,
    /// When it arrives.
    pub arrives: u64,
    /// What it says.
    pub content: Content,
}
