//! The world: machines, the processes that run on them, the network between them, and time.
//!
//! Whatever happens is one of two kinds: the next thing that is due by itself ([`World::step`]), or an [`Action`] of
//! a person, a scenario or a fuzzer. Both append what happened to a log of events. A world is a plain value: clone it
//! and you have a second one that goes on the same way.

use crate::disk::Disk;
use crate::event::{Event, What};
use crate::network::{Latency, Network, Parcel, Transit};
use crate::random::Stream;
use crate::record::narrow;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;
use zab::durable::{DiskStep, Durable};
use zab::ids::{Cause, ConnectionId, Micros, ServerId, Token};
use zab::io::{Input, Outbox, Output};
use zab::message::Port;
use zab::quorum::Quorum;
use zab::release::Release;
use zab::server::{Config, LearnerType, Server};
use zab::table::Table;

/// What a world is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// The voters, and which of them decide.
    pub quorum: Quorum,
    /// Servers that only observe.
    pub observers: BTreeSet<ServerId>,
    /// What all chance comes from.
    pub seed: u64,
    /// How long messages take.
    pub latency: Latency,
    /// How long a step of writing takes.
    pub disk: Latency,
    /// What is on the servers' disks when it begins; nothing, where nothing is said.
    pub histories: BTreeMap<ServerId, Durable>,
    /// The release that all of them run.
    pub release: Release,
}

/// Something that can be done to a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Start a server that is down.
    Start(ServerId),
    /// Kill a server's process. All that is not on its disk is gone, and its connections end.
    Crash(ServerId),
    /// Start a server again that has crashed.
    Restart(ServerId),
}

/// Why an action cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ActionError {
    /// There is no such server.
    #[error("there is no server {0}: this ensemble has {1}")]
    NoSuchServer(ServerId, String),
    /// A server that runs cannot be started.
    #[error("server {0} is already running: crash it first")]
    Running(ServerId),
    /// A server that does not run cannot be crashed.
    #[error("server {0} is not running: start it first")]
    NotRunning(ServerId),
    /// The play has come to its limit of events.
    #[error("this play has stopped after {0} events: go back in time to act")]
    Stopped(u64),
    /// A server that has never run cannot be restarted.
    #[error("server {0} has never run: start it instead")]
    NeverRan(ServerId),
}

/// An ensemble and everything around it, at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    now: Micros,
    pub(crate) machines: Table<ServerId, Machine>,
    pub(crate) network: Network,
    quorum: Quorum,
    release: Release,
    /// What disks are writing, by the time at which it is done and, within that, by the order of asking.
    writing: Table<(Micros, u64), Writing>,
    next_write: u64,
    /// When processes want to run, by time: the earliest deadline of each.
    wakes: Table<(Micros, ServerId), ()>,
    /// The number of the next event.
    next_event: Cause,
}

/// A machine: a disk, and perhaps a process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Machine {
    pub(crate) disk: Disk,
    pub(crate) observes: bool,
    pub(crate) lives: u32,
    pub(crate) process: Option<Server>,
    wake: Option<Micros>,
    /// Where the values come from that ZooKeeper draws at random.
    chance: Stream,
}

/// A step of writing under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Writing {
    server: ServerId,
    /// The life that asked for it.
    life: u32,
    token: Token,
    step: DiskStep,
    cause: Cause,
}

impl Setup {
    /// All servers.
    pub fn servers(&self) -> impl Iterator<Item = ServerId> + '_ {
        self.quorum.voters().union(&self.observers).copied()
    }
}

impl World {
    /// A world in which nothing runs yet.
    pub fn new(setup: &Setup) -> World {
        let machine = |id: ServerId| Machine {
            disk: Disk::new(
                setup.histories.get(&id).cloned().unwrap_or_default(),
                setup.disk,
                Stream::of_disk(setup.seed, id),
            ),
            observes: setup.observers.contains(&id),
            lives: 0,
            process: None,
            wake: None,
            chance: Stream::of_server(setup.seed, id),
        };
        World {
            now: Micros(0),
            machines: setup.servers().map(|id| (id, machine(id))).collect(),
            network: Network::new(setup.seed, setup.latency),
            quorum: setup.quorum.clone(),
            release: setup.release,
            writing: Table::default(),
            next_write: 0,
            wakes: Table::default(),
            next_event: Cause(1),
        }
    }

    /// The time.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// When something is due by itself.
    pub fn next(&self) -> Option<Micros> {
        let wake = self.wakes.first().map(|((at, _), ())| *at);
        let written = self.writing.first().map(|((at, _), _)| *at);
        [self.network.next(), written, wake].into_iter().flatten().min()
    }

    /// The servers.
    pub fn servers(&self) -> impl Iterator<Item = ServerId> + '_ {
        self.machines.keys().copied()
    }

    /// A server's process, if it runs.
    pub fn process(&self, server: ServerId) -> Option<&Server> {
        self.machines.get(&server)?.process.as_ref()
    }

    /// How many events have happened.
    pub fn event_count(&self) -> u64 {
        self.next_event.0 - 1
    }

    /// Lets time pass in which nothing is due.
    pub fn idle_until(&mut self, at: Micros) {
        let latest = self.next().unwrap_or(at);
        self.now = self.now.max(at.min(latest));
    }

    /// Lets the next thing happen that is due: of what is due at once, an arrival first, then a disk, then a timer. False if
    /// nothing ever will be.
    pub fn step(&mut self, log: &mut Vec<Event>) -> bool {
        let Some(at) = self.next() else { return false };
        self.now = self.now.max(at);
        if let Some(transit) = self.network.take(self.now) {
            self.arrive(transit, log);
        } else if self.writing.first().is_some_and(|((at, _), _)| *at <= self.now) {
            if let Some((_, writing)) = self.writing.take_first() {
                self.written(writing, log);
            }
        } else if let Some(((_, server), ())) = self.wakes.take_first() {
            self.run(server, |_, _| {}, log);
        }
        true
    }

    /// Does something to the world.
    pub fn act(&mut self, action: Action, log: &mut Vec<Event>) -> Result<(), ActionError> {
        match action {
            Action::Start(id) => self.start(id, log),
            Action::Restart(id) if self.machine(id)?.lives == 0 => Err(ActionError::NeverRan(id)),
            Action::Restart(id) => self.start(id, log),
            Action::Crash(id) => {
                self.machine(id)?.process.as_ref().ok_or(ActionError::NotRunning(id))?;
                self.end(id, None, What::Crashed, log);
                Ok(())
            }
        }
    }

    /// Records that something happened.
    pub(crate) fn happen(
        &mut self,
        server: Option<ServerId>,
        cause: Option<Cause>,
        what: What,
        log: &mut Vec<Event>,
    ) -> Cause {
        let id = self.next_event;
        self.next_event = Cause(id.0 + 1);
        log.push(Event {
            id: id.0 as u32,
            at: self.now.0,
            server: server.map(|server| narrow(server.0)),
            cause: cause.map(|cause| cause.0 as u32),
            what,
        });
        id
    }

    fn machine(&mut self, id: ServerId) -> Result<&mut Machine, ActionError> {
        if self.machines.get(&id).is_none() {
            let all = self.machines.keys().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(ActionError::NoSuchServer(id, all));
        }
        self.machines.get_mut(&id).ok_or(ActionError::NeverRan(id))
    }

    fn start(&mut self, id: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        let (quorum, release) = (self.quorum.clone(), self.release);
        let machine = self.machine(id)?;
        if machine.process.is_some() {
            return Err(ActionError::Running(id));
        }
        if let Err(refusal) = machine.disk.safe.open() {
            self.happen(Some(id), None, What::StartRefused { reason: refusal.to_string() }, log);
            return Ok(());
        }
        machine.lives += 1;
        let (life, durable) = (machine.lives, machine.disk.safe.clone());
        let mut config = Config::new(id, quorum);
        config.release = release;
        if machine.observes {
            config.learner_type = LearnerType::Observer;
        }
        let cause = self.happen(Some(id), None, What::Started { life }, log);
        self.machine(id)?.process = Some(Server::start(config, durable, cause));
        self.run(id, |_, _| {}, log);
        Ok(())
    }

    /// A process is gone: with it what it had not made safe, and its connections.
    fn end(&mut self, id: ServerId, cause: Option<Cause>, what: What, log: &mut Vec<Event>) {
        let why = self.happen(Some(id), cause, what, log);
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.process = None;
            machine.disk.crash(self.now);
        }
        self.network.close_all(self.now, id, why);
        self.set_wake(id, None);
    }

    /// A disk is done with a step. If the process that asked for it has died, it never happened.
    fn written(&mut self, writing: Writing, log: &mut Vec<Event>) {
        let Writing { server, life, token, step, cause } = writing;
        let Some(machine) = self.machines.get_mut(&server) else { return };
        if machine.process.is_none() || machine.lives != life {
            return;
        }
        machine.disk.complete(&step);
        let why = self.happen(Some(server), Some(cause), What::Persisted { step: (&step).into() }, log);
        self.hand(server, why, Input::Persisted { token }, log);
    }

    fn arrive(&mut self, transit: Transit, log: &mut Vec<Event>) {
        let Transit { connection, port, from, to, cause, parcel, .. } = transit;
        let (other, word) = (narrow(from.0), port.into());
        let (what, input) = match parcel {
            Parcel::Dial => return self.on_dial(connection, port, from, to, cause, log),
            Parcel::Message(message) if self.network.is_open(connection, to) => (
                What::Delivered { message: cause.0 as u32, from: other, content: (&message).into() },
                Input::Received { port, connection, message },
            ),
            Parcel::Message(_) => {
                self.happen(Some(to), Some(cause), What::Lost { message: cause.0 as u32, from: other }, log);
                return;
            }
            // Nobody is left at this end to be told.
            _ if !self.network.is_open(connection, to) => return,
            Parcel::Welcome => {
                (What::Connected { to: other, port: word }, Input::Connected { to: from, port, connection })
            }
            Parcel::Refusal => {
                self.network.shut(connection, to);
                (What::Refused { to: other, port: word }, Input::Refused { to: from, port })
            }
            Parcel::End => {
                self.network.shut(connection, to);
                (What::Ended { from: other, port: word }, Input::Closed { port, connection })
            }
        };
        let why = self.happen(Some(to), Some(cause), what, log);
        self.hand(to, why, input, log);
    }

    fn on_dial(
        &mut self,
        connection: ConnectionId,
        port: Port,
        from: ServerId,
        to: ServerId,
        cause: Cause,
        log: &mut Vec<Event>,
    ) {
        if !self.network.is_open(connection, from) {
            // Who dialled has died meanwhile. Nobody hears of it.
        } else if self.process(to).is_some_and(|process| process.is_listening(port)) {
            let what = What::Accepted { from: narrow(from.0), port: port.into() };
            let why = self.happen(Some(to), Some(cause), what, log);
            self.network.answer(self.now, connection, true, why);
            self.hand(to, why, Input::Accepted { port, connection }, log);
        } else {
            self.network.answer(self.now, connection, false, cause);
        }
    }

    fn hand(&mut self, to: ServerId, cause: Cause, input: Input, log: &mut Vec<Event>) {
        let now = self.now;
        self.run(to, |process, out| process.step(now, cause, input, out), log);
    }

    /// Runs a process until nothing in it moves, and does what it asks for.
    fn run(&mut self, id: ServerId, first: impl FnOnce(&mut Server, &mut Outbox), log: &mut Vec<Event>) {
        let now = self.now;
        let mut out = Outbox::new(self.next_event);
        let Some(machine) = self.machines.get_mut(&id) else { return };
        let Some(process) = machine.process.as_mut() else { return };
        first(process, &mut out);
        process.settle(now, &mut out);
        let wake = process.timers().next();
        // Or the world would wake it at this moment again and again.
        debug_assert!(wake.is_none_or(|at| at > now), "{id} has left a deadline unheeded");
        self.set_wake(id, wake);
        // What is drawn is handed over when all outputs are done: their numbers are given out already.
        let mut drawn = Vec::new();
        for (cause, output) in out.into_outputs() {
            // A process that has ended does nothing more.
            if self.process(id).is_some() {
                drawn.extend(self.perform(id, cause, output, log));
            }
        }
        for (cause, span) in drawn {
            self.hand(id, cause, Input::Drawn { span }, log);
        }
    }

    /// Does one thing that a server asks for. Each is one event. Gives back what was drawn, if it asked for that.
    fn perform(
        &mut self,
        id: ServerId,
        cause: Cause,
        output: Output,
        log: &mut Vec<Event>,
    ) -> Option<(Cause, Micros)> {
        let (now, by, why) = (self.now, Some(id), Some(cause));
        match output {
            Output::Note(note) => {
                self.happen(by, why, (&note).into(), log);
            }
            Output::Persist { token, step } => {
                let cause = self.happen(by, why, What::Persisting { step: (&step).into() }, log);
                let machine = self.machines.get_mut(&id)?;
                let (done, life) = (machine.disk.begin(now), machine.lives);
                self.writing
                    .insert((done, self.next_write), Writing { server: id, life, token, step, cause });
                self.next_write += 1;
            }
            Output::Exit { code } => self.end(id, why, What::Exited { code }, log),
            Output::Draw { up_to } => {
                let span = self.machines.get_mut(&id)?.chance.between(Micros(0), up_to);
                return Some((self.happen(by, why, What::Drew { span: span.0 }, log), span));
            }
            Output::Dial { to, port } => {
                let dialled = What::Dialled { to: narrow(to.0), port: port.into() };
                let cause = self.happen(by, why, dialled, log);
                self.network.dial(now, id, to, port, cause);
            }
            Output::Send { connection, message } => {
                let other = self.network.other_end(connection, id);
                let sent = other.map_or(What::NotConnected, |(to, _)| What::Sent {
                    to: narrow(to.0),
                    content: (&message).into(),
                });
                let cause = self.happen(by, why, sent, log);
                self.network.send(now, connection, id, message, cause);
            }
            Output::Close { connection } => {
                let other = self.network.other_end(connection, id);
                let closed = other.map_or(What::NotConnected, |(to, port)| What::Closed {
                    to: narrow(to.0),
                    port: port.into(),
                });
                let cause = self.happen(by, why, closed, log);
                self.network.close(now, connection, id, cause);
            }
        }
        None
    }

    fn set_wake(&mut self, id: ServerId, wake: Option<Micros>) {
        let Some(machine) = self.machines.get_mut(&id) else { return };
        if let Some(old) = machine.wake.take() {
            self.wakes.remove(&(old, id));
        }
        machine.wake = wake;
        if let Some(at) = wake {
            self.wakes.insert((at, id), ());
        }
    }
}
