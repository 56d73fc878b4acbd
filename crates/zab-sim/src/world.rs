//! The world: machines, the processes that run on them, the network between them, and time.
//!
//! Whatever happens is one of two kinds: the next thing that is due by itself ([`World::step`]), or an [`Action`] of
//! a person, a scenario or a fuzzer. Both append what happened to a log of events. A world is a plain value: clone it
//! and you have a second one that goes on the same way.

mod random;

mod agenda;

pub mod network;

mod disk;

pub mod client;

pub mod setup;

pub mod action;

pub mod clients;

mod view;

use crate::party::{ClientId, Party};
use crate::record::event::{Event, What};
pub use crate::world::action::{Action, ActionError, Link};
use crate::world::agenda::Agenda;
use crate::world::clients::Host;
use crate::world::disk::Disk;
use crate::world::network::{Network, Parcel, Transit};
use crate::world::random::Stream;
pub use crate::world::setup::{Settings, Setup};
use zab::collections::derived::Derived;
use zab::collections::table::Table;
use zab::config::Config;
use zab::ids::{Cause, ConnectionId, Micros, ServerId, Token};
use zab::io::{Chance, Input, Outbox, Output};
use zab::message::{Message, Port};
use zab::note::Mode;
use zab::note::Note;
use zab::release::Release;
use zab::server::Server;
use zab::storage::durable::DiskStep;

/// An ensemble and everything around it, at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    now: Micros,
    pub(crate) machines: Table<ServerId, Machine>,
    pub(crate) network: Network,
    /// The machines of the clients.
    pub(crate) hosts: Table<ClientId, Host>,
    pub(crate) seed: u64,
    pub(crate) release: Release,
    /// What disks are writing, by the time at which it is done and, within that, by the order of asking.
    writing: Agenda<Writing>,
    next_write: u64,
    /// When processes want to run, by time: the earliest deadline of each.
    wakes: Table<(Micros, ServerId), ()>,
    /// The number of the next event.
    next_event: Cause,
    /// Space for what a process asks for; empty between two of them.
    space: Derived<Vec<(Cause, Output)>>,
}

/// A machine: a disk, and perhaps a process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Machine {
    pub(crate) config: Config,
    pub(crate) disk: Disk,
    pub(crate) has_power: bool,
    pub(crate) lives: u32,
    pub(crate) process: Option<Server>,
    /// How its process was last brought to its leader's history.
    pub(crate) synced_by: Option<Mode>,
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

impl World {
    /// A world in which nothing runs yet.
    pub fn new(setup: &Setup) -> World {
        let machine = |id: ServerId| Machine {
            config: setup.config(id),
            disk: Disk::new(
                setup.histories.get(&id).cloned().unwrap_or_default(),
                setup.disk,
                Stream::of_disk(setup.seed, id),
            ),
            has_power: true,
            lives: 0,
            process: None,
            synced_by: None,
            wake: None,
            chance: Stream::of_server(setup.seed, id),
        };
        World {
            now: Micros(0),
            machines: setup.servers().map(|id| (id, machine(id))).collect(),
            network: Network::new(setup.seed, setup.latency),
            hosts: Table::default(),
            seed: setup.seed,
            release: setup.release,
            writing: Agenda::default(),
            next_write: 0,
            wakes: Table::default(),
            next_event: Cause(1),
            space: Derived::default(),
        }
    }

    /// The time.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// When something is due by itself.
    pub fn next(&self) -> Option<Micros> {
        let wake = self.wakes.first().map(|((at, _), ())| *at);
        let client = self.next_client().map(|(at, _)| at);
        [self.network.next(), self.writing.next(), wake, client].into_iter().flatten().min()
    }

    /// The servers.
    pub fn servers(&self) -> impl Iterator<Item = ServerId> + '_ {
        self.machines.keys().copied()
    }

    /// A server's process, if it runs.
    pub fn process(&self, server: ServerId) -> Option<&Server> {
        self.machines.get(&server)?.process.as_ref()
    }

    /// Whether a dial is heard at all, to be accepted or refused.
    fn hears(&self, to: Party, port: Port) -> bool {
        let process = to.server().and_then(|server| self.process(server));
        self.is_on(to) && process.is_none_or(|process| process.has_room(port))
    }

    /// Whether a party's machine has power: somebody is there who answers, if only that there is no such connection.
    fn is_on(&self, party: Party) -> bool {
        let machine = party.server().and_then(|server| self.machines.get(&server));
        machine.is_none_or(|machine| machine.has_power)
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

    /// Lets the next thing happen that is due: of what is due at once, an arrival first, then a disk, then a server's
    /// timer, then a client's. False if nothing ever will be.
    pub fn step(&mut self, log: &mut Vec<Event>) -> bool {
        let Some(at) = self.next() else { return false };
        self.now = self.now.max(at);
        if let Some(transit) = self.network.take(self.now) {
            self.arrive(transit, log);
        } else if let Some(writing) = self.writing.take(self.now) {
            self.written(writing, log);
        } else if self.wakes.first().is_some_and(|((at, _), ())| *at <= self.now) {
            if let Some(((_, server), ())) = self.wakes.take_first() {
                self.run(server, |_, _| {}, log);
            }
        } else if let Some((_, client)) = self.next_client() {
            self.run_client(client, log);
        }
        true
    }

    /// Records that something happened, to a server, a client or neither.
    pub(crate) fn happen(
        &mut self,
        whom: Option<Party>,
        cause: Option<Cause>,
        what: What,
        log: &mut Vec<Event>,
    ) -> Cause {
        let id = self.next_event;
        self.next_event = Cause(id.0 + 1);
        log.push(Event {
            id: id.0 as u32,
            at: self.now,
            server: whom.and_then(Party::server),
            client: whom.and_then(Party::client).map(ClientId::letter),
            cause: cause.map(|cause| cause.0 as u32),
            what,
        });
        id
    }

    /// A server of this world.
    pub(crate) fn known(&self, id: ServerId) -> Result<&Machine, ActionError> {
        self.machines.get(&id).ok_or_else(|| {
            let all = self.machines.keys().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            ActionError::NoSuchServer(id, all)
        })
    }

    /// The same, to be changed.
    pub(crate) fn machine(&mut self, id: ServerId) -> Result<&mut Machine, ActionError> {
        self.known(id)?;
        self.machines.get_mut(&id).ok_or(ActionError::NeverRan(id))
    }

    /// A process is gone, and with it its connections: the operating system closes them.
    pub(crate) fn end(&mut self, id: ServerId, cause: Option<Cause>, what: What, log: &mut Vec<Event>) {
        let why = self.happen(Some(id.into()), cause, what, log);
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.process = None;
            machine.disk.stop(self.now);
        }
        self.network.close_all(self.now, id.into(), why);
        self.set_wake(id, None);
    }

    /// A machine loses its power: its process is gone, and what was not safe on its disk. Nobody is left to close its connections.
    pub(crate) fn lose_power(&mut self, id: ServerId, log: &mut Vec<Event>) {
        self.happen(Some(id.into()), None, What::PowerLost, log);
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.process = None;
            machine.has_power = false;
            machine.disk.lose_power(self.now);
        }
        self.network.silence_all(id.into());
        self.set_wake(id, None);
    }

    /// A disk is done with a step. If the process that asked for it has died, it never happened.
    fn written(&mut self, writing: Writing, log: &mut Vec<Event>) {
        let Writing { server, life, token, step, cause } = writing;
        let Some(machine) = self.machines.get_mut(&server) else { return };
        if machine.process.is_none() || machine.lives != life {
            return;
        }
        machine.disk.complete(self.now, &step);
        let what = What::Persisted { step: step.summary() };
        let why = self.happen(Some(server.into()), Some(cause), what, log);
        self.hand(server.into(), why, Input::Persisted { token }, log);
    }

    fn arrive(&mut self, transit: Transit, log: &mut Vec<Event>) {
        let Transit { connection, port, from, to, cause, .. } = transit;
        let (what, input) = match transit.parcel {
            // Of what comes to a stranger, nobody knows more.
            Parcel::Welcome if to == Party::Stranger => {
                return self.network.establish(self.now, connection, to, cause);
            }
            Parcel::End if to == Party::Stranger => return self.network.shut(connection, to),
            _ if to == Party::Stranger => return,
            Parcel::Dial if !self.hears(to, port) => {
                if self.network.is_open(connection, from) {
                    self.network.send_again(self.now, transit);
                }
                return;
            }
            Parcel::Dial => return self.on_dial(connection, port, from, to, cause, log),
            Parcel::Message(message) if self.network.is_open(connection, to) => (
                What::Delivered { message: cause.0 as u32, from, content: message.summary() },
                Input::Received { port, connection, message },
            ),
            Parcel::Message(_) => {
                let lost = What::Lost { message: cause.0 as u32, from };
                let why = self.happen(Some(to), Some(cause), lost, log);
                if self.is_on(to) {
                    self.network.reset(self.now, connection, to, why);
                }
                return;
            }
            // Nobody is left at this end to be told.
            _ if !self.network.is_open(connection, to) => return,
            Parcel::Welcome => {
                let Some(server) = from.server() else { return };
                (What::Connected { to: from, port }, Input::Connected { to: server, port, connection })
            }
            Parcel::Refusal => {
                self.network.shut(connection, to);
                let Some(server) = from.server() else { return };
                (What::Refused { to: from, port }, Input::Refused { to: server, port })
            }
            Parcel::Established => {
                return self.hand(to, cause, Input::Established { port, connection }, log);
            }
            Parcel::End => {
                self.network.shut(connection, to);
                (What::Ended { from, port }, Input::Closed { port, connection })
            }
        };
        let why = self.happen(Some(to), Some(cause), what, log);
        self.hand(to, why, input, log);
    }

    fn on_dial(
        &mut self,
        connection: ConnectionId,
        port: Port,
        from: Party,
        to: Party,
        cause: Cause,
        log: &mut Vec<Event>,
    ) {
        let process = to.server().and_then(|server| self.process(server));
        if !self.network.is_open(connection, from) {
            // Who dialled has died meanwhile. Nobody hears of it.
        } else if process.is_some_and(|process| process.is_listening(port)) {
            let what = What::Accepted { from, port };
            let why = self.happen(Some(to), Some(cause), what, log);
            self.network.answer(self.now, connection, true, why);
            self.hand(to, why, Input::Accepted { port, connection }, log);
        } else {
            self.network.answer(self.now, connection, false, cause);
        }
    }

    fn hand(&mut self, to: Party, cause: Cause, input: Input, log: &mut Vec<Event>) {
        let now = self.now;
        match to {
            Party::Server(id) => self.run(id, |process, out| process.step(now, cause, input, out), log),
            Party::Client(id) => self.hand_client(id, cause, input, log),
            Party::Stranger => {}
        }
    }

    /// Runs a process until nothing in it moves, and does what it asks for.
    pub(crate) fn run(
        &mut self,
        id: ServerId,
        first: impl FnOnce(&mut Server, &mut Outbox),
        log: &mut Vec<Event>,
    ) {
        let now = self.now;
        let mut out = Outbox::reuse(self.next_event, std::mem::take(&mut self.space.0));
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
        let mut outputs = out.into_outputs();
        for (cause, output) in outputs.drain(..) {
            let ends = matches!(output, Output::Exit { .. });
            drawn.extend(self.perform(id, cause, output, log));
            // A process that has ended does nothing more.
            if ends {
                break;
            }
        }
        self.space.0 = outputs;
        for (cause, drawn) in drawn {
            self.hand(id.into(), cause, drawn, log);
        }
    }

    /// Does one thing that a server asks for. Each is one event. Gives back what was drawn, if it asked for that.
    fn perform(
        &mut self,
        id: ServerId,
        cause: Cause,
        output: Output,
        log: &mut Vec<Event>,
    ) -> Option<(Cause, Input)> {
        let (by, why) = (Some(id.into()), Some(cause));
        match output {
            Output::Note(note) => {
                if let Note::SyncBegun { mode, .. } = note {
                    self.machines.get_mut(&id)?.synced_by = Some(mode);
                }
                self.happen(by, why, What::Noted(note), log);
            }
            Output::Persist { token, step } => {
                let cause = self.happen(by, why, What::Persisting { step: step.summary() }, log);
                let machine = self.machines.get_mut(&id)?;
                let (done, life) = (machine.disk.begin(self.now, &step), machine.lives);
                self.writing.add(done, self.next_write, Writing { server: id, life, token, step, cause });
                self.next_write += 1;
            }
            Output::Exit { code } => self.end(id, why, What::Exited { code }, log),
            Output::Draw { chance, up_to } => {
                let Micros(value) = self.machines.get_mut(&id)?.chance.between(Micros(0), Micros(up_to));
                let what = match chance {
                    Chance::ObserverDelay => What::Drew { span: Micros(value) },
                    Chance::SnapshotTiming => What::DrewSnapshotTiming { surplus: value as u32 },
                };
                return Some((self.happen(by, why, what, log), Input::Drawn { chance, value }));
            }
            Output::Dial { to, port } => {
                self.dial(id.into(), cause, to, port, log);
            }
            Output::GiveUp { to, port } => {
                let what = What::GaveUpDial { to: to.into(), port };
                let why = self.happen(by, why, what, log);
                self.network.give_up(self.now, id.into(), to.into(), port, why);
            }
            Output::Send { connection, message } => {
                self.send(id.into(), cause, connection, message, log);
            }
            Output::Close { connection } => {
                self.close(id.into(), cause, connection, log);
            }
        }
        None
    }

    /// A party dials a server.
    pub(crate) fn dial(
        &mut self,
        by: Party,
        cause: Cause,
        to: ServerId,
        port: Port,
        log: &mut Vec<Event>,
    ) -> (Cause, ConnectionId) {
        let dialled = What::Dialled { to: to.into(), port };
        let event = self.happen(Some(by), Some(cause), dialled, log);
        (event, self.network.dial(self.now, by, to.into(), port, event))
    }

    /// A party sends a message.
    pub(crate) fn send(
        &mut self,
        by: Party,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        log: &mut Vec<Event>,
    ) -> Cause {
        let other = self.network.other_end(connection, by);
        let sent = other.map_or(What::NotConnected, |(to, _)| What::Sent { to, content: message.summary() });
        let event = self.happen(Some(by), Some(cause), sent, log);
        self.network.send(self.now, connection, by, message, event);
        event
    }

    /// A party closes a connection.
    pub(crate) fn close(
        &mut self,
        by: Party,
        cause: Cause,
        connection: ConnectionId,
        log: &mut Vec<Event>,
    ) -> Cause {
        let other = self.network.other_end(connection, by);
        let closed = other.map_or(What::NotConnected, |(to, port)| What::Closed { to, port });
        let event = self.happen(Some(by), Some(cause), closed, log);
        self.network.close(self.now, connection, by, event);
        event
    }

    fn set_wake(&mut self, id: ServerId, wake: Option<Micros>) {
        let Some(machine) = self.machines.get_mut(&id) else { return };
        if machine.wake == wake {
            return;
        }
        if let Some(old) = std::mem::replace(&mut machine.wake, wake) {
            self.wakes.remove(&(old, id));
        }
        if let Some(at) = wake {
            self.wakes.insert((at, id), ());
        }
    }
}
