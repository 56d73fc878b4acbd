//! What there is to see at a moment: everything the page draws, as plain data.
//!
//! Between two events nothing in a view changes but the time, so whoever draws it can move messages and fill
//! deadlines by arithmetic alone, and asks again only when time passes `next`. Who supports a vote and whether that
//! is a quorum is said here; nobody who draws needs to decide it.

use crate::party::{ClientState, Party};
use crate::record::event::DiskState;
use zab::ids::{Epoch, Micros, Round, ServerId, SessionId, Zxid};
use zab::message::{Message, Port};
use zab::note::{BoxKind, Phase};
use zab::phases::election::links::LinkState;
use zab::records;
use zab::request::{Answer, Op};
use zab::storage::txn::Txn;
use zab::threads::Thread;
use zab::timer::Timer;
use zab::vote::{Difference, ServerState, Vote};

/// How many log entries a view shows: the last ones.
pub const LOG_ENTRIES: usize = 32;
/// How many znodes of a tree a view shows: the last ones.
pub const TREE_NODES: usize = 32;
/// How many requests of a client a view shows: the oldest ones.
pub const CLIENT_REQUESTS: usize = 8;

records! {
    /// The world at a moment.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct View {
        /// The moment, in microseconds.
        pub now: Micros,
        /// When something happens next; absent if nothing ever will by itself.
        pub next: Option<Micros>,
        /// How many events have happened.
        pub events: u32,
        /// All servers, by id.
        pub servers: Vec<ServerView>,
        /// Messages under way, by number.
        pub messages: Vec<MessageView>,
        /// The ways that are cut.
        pub cuts: Vec<CutView>,
        /// The ways on which everything is held.
        pub holds: Vec<HoldView>,
        /// The ways that are slow.
        pub slow: Vec<SlowView>,
        /// All clients that there ever were, by name.
        pub clients: Vec<ClientView>,
    }

    /// A branch of a timeline.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct BranchView {
        /// The number of the branch that it parts from; absent for the first, on which nobody has acted.
        pub parent: Option<u32>,
        /// The moment at which it parts.
        pub at: Micros,
        /// Up to which moment it has been played.
        pub until: Micros,
        /// What was done there, in the words of the language.
        pub actions: Vec<String>,
    }

    /// A client.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ClientView {
        /// Its name.
        pub id: char,
        /// What it is.
        pub state: ClientState,
        /// The server that it is at, or tries, or will try next; absent once it is over.
        pub server: Option<ServerId>,
        /// The same; once it is over, the last one.
        pub last_server: Option<ServerId>,
        /// Its session; absent if it never had one.
        pub session: Option<SessionId>,
        /// The timeout of its session, or the one that it asks for, in microseconds.
        pub timeout: Micros,
        /// The newest state that it has seen.
        pub last_zxid: Zxid,
        /// How many requests it has that are not answered.
        pub unanswered: u32,
        /// The oldest of them.
        pub oldest: Vec<RequestView>,
        /// What became of the last request that came to an end.
        pub answer: Option<Answer>,
    }

    /// A request that is not answered.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RequestView {
        /// Its number; absent if it was not sent yet.
        pub cxid: Option<i32>,
        /// What is asked.
        pub op: Op,
    }

    /// A way on which nothing passes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CutView {
        /// From whom.
        pub from: Party,
        /// To whom.
        pub to: Party,
        /// How many messages wait for it to be healed.
        pub held: u32,
    }

    /// A way on which everything waits at the end.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HoldView {
        /// From whom.
        pub from: Party,
        /// To whom.
        pub to: Party,
        /// How many messages wait.
        pub held: u32,
    }

    /// A way on which everything takes longer than usual.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SlowView {
        /// From whom.
        pub from: Party,
        /// To whom.
        pub to: Party,
        /// How much longer, in microseconds.
        pub by: Micros,
    }

    /// A server.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ServerView {
        /// Its id.
        pub id: ServerId,
        /// Whether it only observes.
        pub observes: bool,
        /// How many times it has started.
        pub lives: u32,
        /// The running process; absent if it is down.
        pub process: Option<ProcessView>,
        /// Whether its process is suspended.
        pub suspended: bool,
        /// How its disk is.
        pub disk: DiskState,
        /// The highest epoch promised, on disk.
        pub accepted_epoch: Epoch,
        /// The epoch of its last leader, on disk.
        pub current_epoch: Epoch,
        /// An accepted epoch that is written beside its file, and not in its place yet.
        pub next_accepted_epoch: Option<Epoch>,
        /// The same of the current epoch.
        pub next_current_epoch: Option<Epoch>,
        /// The last zxid of its history: in memory if it runs, else on disk.
        pub last_zxid: Zxid,
        /// The zxid of its newest snapshot that is safe.
        pub snapshot: Zxid,
        /// All snapshots on its disk, in the order of writing.
        pub snapshots: Vec<SnapshotView>,
        /// The last entries of its log, the oldest first.
        pub log: Vec<LogEntryView>,
    }

    /// A snapshot on disk.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SnapshotView {
        /// The last zxid that it contains for certain.
        pub zxid: Zxid,
        /// Whether loss of power would leave it.
        pub safe: bool,
    }

    /// An entry of a log.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LogEntryView {
        /// Its zxid.
        pub zxid: Zxid,
        /// Whether loss of power would leave it.
        pub safe: bool,
        /// Whether it lies in the memory of its process alone, and a crash would take it.
        pub buffered: bool,
        /// Whether it is the first of its file.
        pub opens_file: bool,
    }

    /// A running process.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProcessView {
        /// What it is.
        pub state: ServerState,
        /// The phase it is in.
        pub phase: Phase,
        /// Its logical clock.
        pub round: Round,
        /// What it votes; in a later state than LOOKING, the vote its election ended with.
        pub vote: Vote,
        /// The leader it follows, or itself.
        pub leader: Option<ServerId>,
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
        /// Its threads that are held back.
        pub held: Vec<ThreadView>,
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

    /// A thread that is held back.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ThreadView {
        /// Which.
        pub thread: Thread,
        /// A handler's learner.
        pub learner: Option<ServerId>,
    }

    /// A proposal that waits to be committed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProposalView {
        /// Its zxid.
        pub zxid: Zxid,
        /// What it does.
        pub txn: Txn,
        /// The voters that have acknowledged it.
        pub acks: Vec<ServerId>,
        /// Whether they are a quorum.
        pub met: bool,
    }

    /// A znode.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct NodeView {
        /// Its path.
        pub path: String,
        /// What it holds.
        pub data: String,
        /// How often that has changed.
        pub version: i32,
        /// The session with which it goes; absent for a persistent one.
        pub owner: Option<SessionId>,
    }

    /// A ballot in one of a server's boxes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct BallotView {
        /// Which box.
        pub ballots: BoxKind,
        /// Whose ballot.
        pub voter: ServerId,
        /// What the voter was.
        pub state: ServerState,
        /// What it voted.
        pub vote: Vote,
        /// Whether it counts for the vote of the server that keeps the box.
        pub counts: bool,
        /// In what it differs from that vote; absent if it does not, and counts unless the other box is the one that is counted.
        pub differs: Option<Difference>,
    }

    /// How many agree, of how many it takes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct QuorumView {
        /// Whose ballots count.
        pub supporters: Vec<ServerId>,
        /// How many it takes.
        pub needed: u32,
        /// Whether they are enough.
        pub met: bool,
    }

    /// A running timer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TimerView {
        /// What is waited for.
        pub timer: Timer,
        /// Whom a dial is to, or whom a leader listens to; absent where that is nobody in particular, or not known yet.
        pub to: Option<ServerId>,
        /// When the wait began, in microseconds.
        pub since: Micros,
        /// When it ends.
        pub at: Micros,
    }

    /// An election link, as one side sees it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LinkView {
        /// The other side.
        pub to: ServerId,
        /// How it stands.
        pub state: LinkState,
        /// Whether a notification waits to be sent.
        pub waiting: bool,
    }

    /// A leader's learner.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LearnerView {
        /// Which.
        pub id: ServerId,
        /// Whether it has been heard of lately.
        pub synced: bool,
    }

    /// A message under way.
    #[derive(Clone, Debug, PartialEq, Eq)]
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
        pub sent: Micros,
        /// When it arrives; of one that is held, when it would have.
        pub arrives: Micros,
        /// Whether it is held.
        pub held: bool,
        /// Whether its receiver has closed the connection, so that nobody will hear it.
        pub doomed: bool,
        /// Which of its kind it is, counted from 1 since its connection began: with its ends, the name by which it can be called.
        pub nth: u32,
        /// What it says.
        pub content: Message,
    }
}
