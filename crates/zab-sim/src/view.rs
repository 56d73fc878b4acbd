//! What there is to see at a moment: everything the page draws, as plain data.
//!
//! Between two events nothing in a view changes but the time, so whoever draws it can move messages and fill
//! deadlines by arithmetic alone, and asks again only when time passes `next`. Who supports a vote and whether that
//! is a quorum is said here; nobody who draws needs to decide it.

use crate::event::Content;
use crate::network::Parcel;
use crate::record::{BoxKind, Id, LinkState, Phase, Port, State, Timer, Vote, Zxid, ids, narrow};
use crate::world::{Machine, World};
#[cfg(feature = "js")]
use serde::Serialize;
#[cfg(feature = "js")]
use tsify::Tsify;
use zab::ids as numbers;
use zab::note;
use zab::server::Server;
use zab::table::Table;

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
    pub from: Id,
    /// To whom.
    pub to: Id,
    /// On which port.
    pub port: Port,
    /// When it left, in microseconds.
    pub sent: u64,
    /// When it arrives.
    pub arrives: u64,
    /// What it says.
    pub content: Content,
}

impl World {
    /// What there is to see now.
    pub fn view(&self) -> View {
        View {
            now: self.now().0,
            next: self.next().map(|at| at.0),
            events: self.event_count() as u32,
            servers: self.machines.iter().map(|(id, machine)| server(narrow(id.0), machine)).collect(),
            messages: self.messages(),
        }
    }

    fn messages(&self) -> Vec<MessageView> {
        let under_way = self.network.transits().filter_map(|(arrives, transit)| {
            let Parcel::Message(message) = &transit.parcel else { return None };
            Some(MessageView {
                id: transit.cause.0 as u32,
                from: narrow(transit.from.0),
                to: narrow(transit.to.0),
                port: transit.port.into(),
                sent: transit.sent.0,
                arrives: arrives.0,
                content: message.into(),
            })
        });
        // In the order of their numbers; under way they lie in the order of arrival.
        under_way
            .map(|message| (message.id, message))
            .collect::<Table<u32, MessageView>>()
            .into_values()
            .collect()
    }
}

/// How many log entries a view shows: the last ones.
pub const LOG_ENTRIES: usize = 32;

fn server(id: Id, machine: &Machine) -> ServerView {
    let safe = &machine.disk.safe;
    let last = machine.process.as_ref().map_or_else(|| safe.last_zxid(), Server::last_processed);
    let log = machine.disk.log();
    let surplus = machine.disk.log().count().saturating_sub(LOG_ENTRIES);
    ServerView {
        id,
        observes: machine.observes,
        lives: machine.lives,
        process: machine.process.as_ref().map(process),
        accepted_epoch: narrow(safe.accepted_epoch.unwrap_or_default().0),
        current_epoch: narrow(safe.current_epoch.unwrap_or_default().0),
        last_zxid: last.into(),
        snapshot: safe.newest_snapshot().map_or(numbers::Zxid(0), |snapshot| snapshot.zxid).into(),
        log: log.skip(surplus).map(|(zxid, safe)| LogEntryView { zxid: zxid.into(), safe }).collect(),
    }
}

fn process(server: &Server) -> ProcessView {
    let election = server.election();
    let (kind, standard) = election.standard();
    let supporters = election.supporters(kind, &standard);
    let quorum = &server.config().quorum;
    let ballots = [note::BoxKind::Round, note::BoxKind::OutOfElection].into_iter().flat_map(|each| {
        election.ballots(each).iter().map(move |(voter, ballot)| BallotView {
            ballots: each.into(),
            voter: narrow(voter.0),
            state: ballot.state.into(),
            vote: ballot.vote.into(),
            counts: each == kind && standard.agrees_with(ballot),
        })
    });
    let timers = server.timers().iter().map(|(timer, deadline)| TimerView {
        timer: timer.into(),
        since: deadline.since.0,
        at: deadline.at.0,
    });
    let links = server.links().iter().map(|(to, state, waiting)| LinkView {
        to: narrow(to.0),
        state: state.into(),
        waiting,
    });
    let learners = server.learners().into_iter();
    ProcessView {
        state: server.state().into(),
        phase: server.phase().into(),
        round: narrow(election.round().0),
        vote: server.vote().into(),
        leader: server.leader().map(|leader| narrow(leader.0)),
        ballots: ballots.collect(),
        quorum: QuorumView {
            met: quorum.is_met(supporters.iter().copied()),
            supporters: ids(&supporters),
            needed: quorum.needed() as u32,
        },
        finalizing: election.is_finalizing(),
        timers: timers.collect(),
        links: links.collect(),
        learners: learners.map(|(id, synced)| LearnerView { id: narrow(id.0), synced }).collect(),
    }
}
