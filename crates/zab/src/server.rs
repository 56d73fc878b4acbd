//! A server: a handful of units, each with a queue.
//!
//! ZooKeeper runs them as threads: the election connections, the sender and the receiver of notifications, the main
//! thread that elects and then follows or leads, and in a leader one handler for each learner. What they do to each
//! other depends on who comes first, and real bugs live there. So [`Server::step`] only files an input in the queue of
//! the unit that it is for, and [`Server::run`] moves one thing through one unit. Whoever need not care calls
//! [`Server::settle`], which runs all units in a fixed order until nothing moves (reference §13).

use crate::collections::queue::Queue;
use crate::collections::rare::Rare;
use crate::config::Config;
use crate::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, Zxid};
use crate::io::{Input, Outbox, Output};
use crate::message::Port;
use crate::note::{Note, Phase};
use crate::phases::broadcast::AckTo;
use crate::phases::election::Election;
use crate::phases::election::links::Links;
use crate::roles::leading::{self, Leading};
use crate::roles::learning::Learning;
use crate::service::client_port::Clients;
use crate::service::commit_processor::Pipeline;
use crate::storage::database::Database;
use crate::storage::durable::Durable;
use crate::storage::txn::Txn;
use crate::storage::writer::Writer;
use crate::threads::Held;
use crate::timer::{Timer, TimerTable};
use crate::vote::{ServerState, Vote};

/// How many things one call of [`Server::settle`] moves at most. Far above what any input leads to.
pub const SETTLE_LIMIT: u32 = 100_000;

/// The units in the order in which [`Server::settle`] runs them: a leader's handlers, by connection, stand between these.
const UNITS_BEFORE_HANDLERS: [Unit; 4] = [Unit::Links, Unit::Sender, Unit::Receiver, Unit::Sync];
const UNITS_AFTER_HANDLERS: [Unit; 4] = [Unit::Clients, Unit::Prep, Unit::Commit, Unit::Main];

/// One of the threads of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// The election connections.
    Links,
    /// The sender of notifications.
    Sender,
    /// The election receiver.
    Receiver,
    /// The thread that logs what is proposed.
    Sync,
    /// The handler of one learner, in a leader.
    Handler(ConnectionId),
    /// The client port.
    Clients,
    /// In a leader: the thread that makes transactions of requests.
    Prep,
    /// The commit processor.
    Commit,
    /// The thread that elects, and then follows or leads.
    Main,
}

/// A running server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    pub(crate) config: Config,
    pub(crate) durable: Durable,
    /// What it has read of its disk, and what was applied since; absent after a synchronization that was given up.
    pub(crate) database: Option<Database>,
    /// Its last synchronization was by a snapshot and has not come to NEWLEADER; what it has become since does not matter
    /// (`SyncMode.SNAP`). A learner that loses its leader drops its memory then.
    pub(crate) snapshot_unfinished: bool,
    pub(crate) writer: Writer,
    /// The sync thread has died of an error of the disk, for this cause. Nobody logs until another role begins.
    pub(crate) sync_thread_ended: Rare<Option<Cause>>,
    /// Transactions that the sync thread is to log, each with who hears that it is done.
    pub(crate) logging: Queue<(Cause, AckTo, Txn)>,
    pub(crate) clients: Clients,
    pub(crate) pipeline: Pipeline,
    pub(crate) links: Links,
    pub(crate) election: Election,
    /// The vote that the last election ended with.
    pub(crate) current_vote: Vote,
    pub(crate) role: Role,
    pub(crate) phase: Phase,
    pub(crate) timers: TimerTable,
    /// The threads that are held back.
    pub(crate) held: Rare<Held>,
}

/// What a server is at the moment, with what only that role needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// In an election, or about to begin one.
    Looking(Looking),
    /// Attached to a leader, or trying to be.
    Learning(Learning),
    /// Leading.
    Leading(Leading),
    /// No longer learning or leading, and waiting for the sync thread to write what it has been given.
    Stopping {
        /// What it still is to the others.
        state: ServerState,
        /// Why it stops.
        cause: Cause,
    },
}

/// How far a LOOKING server has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Looking {
    /// It waits before it begins.
    Delayed,
    /// It begins when the main unit runs next, for this cause.
    Due(Cause),
    /// It has begun.
    Electing,
}

impl Server {
    /// A process that has just started, with what it found on its disk once that was opened ([`Durable::open`]). It is LOOKING,
    /// and elects when it runs.
    pub fn start(config: Config, durable: Durable, cause: Cause) -> Server {
        let database = Database::load(&durable, &config);
        let current_vote = Vote {
            round: Round(-1),
            leader: config.id,
            zxid: database.last_processed(),
            peer_epoch: durable.current_epoch.unwrap_or_default(),
        };
        Server {
            config,
            durable,
            database: Some(database),
            snapshot_unfinished: false,
            writer: Writer::default(),
            sync_thread_ended: Rare::default(),
            logging: Queue::default(),
            clients: Clients::default(),
            pipeline: Pipeline::default(),
            links: Links::default(),
            election: Election::new(),
            current_vote,
            role: Role::Looking(Looking::Due(cause)),
            phase: Phase::Election,
            timers: TimerTable::default(),
            held: Rare::default(),
        }
    }

    /// Files an input in the queue of the unit that it is for. Nothing else happens yet.
    pub fn step(&mut self, now: Micros, cause: Cause, input: Input, out: &mut Outbox) {
        match input.port() {
            Some(Port::Election) => self.links.file(cause, input),
            Some(Port::Quorum) => self.file_quorum_input(cause, input, out),
            Some(Port::Client) => self.clients.file(cause, input),
            None => match input {
                Input::Persisted { token } => self.on_persisted(cause, token, out),
                Input::PersistFailed { token } => self.on_persist_failed(cause, token, out),
                _ => self.on_drawn(now, cause, input),
            },
        }
    }

    /// Moves one thing through one unit. False if that unit has nothing to do at this time.
    pub fn run(&mut self, now: Micros, unit: Unit, out: &mut Outbox) -> bool {
        match unit {
            Unit::Links => self.run_links(now, out),
            Unit::Sender => self.run_sender(now, out),
            Unit::Receiver => self.run_receiver(now, out),
            Unit::Sync => self.run_sync(out),
            Unit::Handler(connection) => self.run_handler(now, connection, out),
            Unit::Clients => self.run_clients(now, out),
            Unit::Prep => self.run_prep(now, out),
            Unit::Commit => self.run_commit(out),
            Unit::Main => match self.role {
                Role::Looking(Looking::Electing) => self.run_election(now, out),
                Role::Looking(Looking::Due(cause)) => self.start_election(now, cause, out),
                Role::Looking(Looking::Delayed) => match self.timers.take_due(Timer::ObserverDelay, now) {
                    Some(cause) => self.start_election(now, cause, out),
                    None => false,
                },
                Role::Learning(_) => self.run_learning(now, out),
                Role::Leading(_) => self.run_leading(now, out),
                Role::Stopping { cause, .. } => self.run_stopping(cause, out),
            },
        }
    }

    /// Moves one thing through the first unit, in the order of [`Server::units`], that has anything to do and is not held; again and
    /// again, until none has, or until [`SETTLE_LIMIT`].
    pub fn settle(&mut self, now: Micros, out: &mut Outbox) {
        for _ in 0..SETTLE_LIMIT {
            let due = self.timers.is_due(now);
            let moved = UNITS_BEFORE_HANDLERS
                .into_iter()
                .any(|unit| (due || self.has_work(unit)) && !self.is_held(unit) && self.run(now, unit, out))
                || self.run_first_handler(now, out)
                || UNITS_AFTER_HANDLERS.into_iter().any(|unit| {
                    (due || self.has_work(unit)) && !self.is_held(unit) && self.run(now, unit, out)
                });
            if !moved {
                return;
            }
        }
    }

    /// Whether a unit may have something to do, timers apart. Most have not, most of the time, and need not run to find out.
    fn has_work(&self, unit: Unit) -> bool {
        match unit {
            Unit::Links => self.links.has_work(),
            Unit::Sender => self.links.outgoing().next().is_some(),
            Unit::Receiver => self.links.has_received(),
            Unit::Sync => !self.logging.is_empty() || self.writer.has_finished(),
            Unit::Clients => self.clients.has_work(),
            Unit::Prep => {
                matches!(&self.role, Role::Leading(leading) if !leading.broadcast.requests.is_empty())
            }
            Unit::Commit => self.pipeline.has_work(),
            Unit::Handler(_) | Unit::Main => true,
        }
    }

    /// The units that this server has now.
    pub fn units(&self) -> Vec<Unit> {
        let mut units = Vec::from(UNITS_BEFORE_HANDLERS);
        if let Role::Leading(leading) = &self.role {
            units.extend(leading.connections().map(Unit::Handler));
        }
        units.extend(UNITS_AFTER_HANDLERS);
        units
    }

    /// Its id.
    pub fn id(&self) -> ServerId {
        self.config.id
    }

    /// What it was told before it started.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What is on its disk.
    pub fn durable(&self) -> &Durable {
        &self.durable
    }

    /// What it is.
    pub fn state(&self) -> ServerState {
        match &self.role {
            Role::Looking(_) => ServerState::Looking,
            Role::Learning(_) => self.learning_state(),
            Role::Leading(_) => ServerState::Leading,
            Role::Stopping { state, .. } => *state,
        }
    }

    /// The phase it is in.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What it votes: in an election its running proposal, afterwards the vote that the election ended with.
    pub fn vote(&self) -> Vote {
        match self.state() {
            ServerState::Looking => self.election.vote(),
            _ => self.current_vote,
        }
    }

    /// The leader that it follows, or itself if it leads.
    pub fn leader(&self) -> Option<ServerId> {
        match &self.role {
            Role::Looking(_) | Role::Stopping { .. } => None,
            Role::Learning(learning) => Some(learning.leader),
            Role::Leading(_) => Some(self.id()),
        }
    }

    /// What it knows of elections.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// Its election connections.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// In a leader: the learners that are connected and have said who they are, and whether each counts as synced.
    pub fn learners(&self) -> Vec<(ServerId, bool)> {
        match &self.role {
            Role::Leading(leading) => leading.learners(),
            _ => Vec::new(),
        }
    }

    /// In a leader: the learner at the other end of this connection, once it has said who it is.
    pub fn learner_at(&self, connection: ConnectionId) -> Option<ServerId> {
        match &self.role {
            Role::Leading(leading) => leading.learner_at(connection),
            _ => None,
        }
    }

    /// Its running timers.
    pub fn timers(&self) -> &TimerTable {
        &self.timers
    }

    /// Whether it accepts connections at this port.
    pub fn is_listening(&self, port: Port) -> bool {
        match port {
            Port::Election | Port::Client => true,
            Port::Quorum => {
                matches!(&self.role, Role::Leading(leading) if leading.stage < leading::Stage::Flushing)
            }
        }
    }

    /// Whether somebody who dials this port is answered at all: a queue is full otherwise, and whoever dials has to dial again.
    pub fn has_room(&self, port: Port) -> bool {
        port != Port::Election || self.links.has_room()
    }

    /// What it has of the history in memory; absent after a synchronization that was given up, until the next election.
    pub fn tree(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// The last zxid that it has processed: what it votes with.
    pub fn last_processed(&self) -> Zxid {
        self.database.as_ref().map_or_else(|| self.durable.last_zxid(), Database::last_processed)
    }

    /// The epoch of its last leader, as it is on disk.
    pub fn current_epoch(&self) -> Epoch {
        self.durable.current_epoch.unwrap_or_default()
    }

    /// The highest epoch it has promised, as it is on disk.
    pub fn accepted_epoch(&self) -> Epoch {
        self.durable.accepted_epoch.unwrap_or_default()
    }

    /// Replaces what is on the disk: for replays that do not play what lies between two elections. A server that has a leader
    /// brings its vote up to the new epoch, as it does when it begins to serve.
    pub fn assume(&mut self, durable: Durable) {
        self.database = Some(Database::load(&durable, &self.config));
        self.durable = durable;
        if self.state() != ServerState::Looking {
            self.update_election_vote(self.current_epoch());
        }
    }

    /// What is in memory; read from the disk, if it was dropped.
    pub(crate) fn database_mut(&mut self) -> &mut Database {
        let (durable, config) = (&self.durable, &self.config);
        self.database.get_or_insert_with(|| Database::load(durable, config))
    }

    pub(crate) fn set_phase(&mut self, cause: Cause, to: Phase, out: &mut Outbox) -> Cause {
        self.phase = to;
        out.note(cause, Note::PhaseChanged { to })
    }

    fn file_quorum_input(&mut self, cause: Cause, input: Input, out: &mut Outbox) {
        let refused = match &mut self.role {
            Role::Looking(_) | Role::Stopping { .. } => Some(input),
            Role::Learning(learning) => learning.file(cause, input),
            Role::Leading(leading) => leading.file(cause, input),
        };
        // A connection that belongs to a role this server has left.
        if let Some(Input::Connected { connection, .. } | Input::Accepted { connection, .. }) = refused {
            out.push(cause, Output::Close { connection });
        }
    }
}
