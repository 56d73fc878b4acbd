//! The world: machines, the processes that run on them, the network between them, and time.
//!
//! Whatever happens is one of two kinds: the next thing that is due by itself ([`World::step`]), or an [`Action`] of
//! a person, a scenario or a fuzzer. Both append what happened to a log of events. A world is a plain value: clone it
//! and you have a second one that goes on the same way.

pub(crate) mod random;

mod schedule;

pub mod network;

mod disk;

pub mod client;

pub mod setup;

pub mod action;

pub mod links;

pub mod clients;

mod memory;

mod view;

mod processes;

mod suspension;

mod disks;

mod delivery;

mod checks;

use crate::invariant::{Checker, Ensemble};
use crate::party::{ClientId, Party};
use crate::record::event::{Event, What};
pub use crate::world::action::{Action, ActionError};
use crate::world::clients::Host;
use crate::world::disk::Disk;
pub use crate::world::links::Link;
use crate::world::network::Network;
pub use crate::world::network::tampering::MessageName;
use crate::world::random::Stream;
use crate::world::schedule::Schedule;
pub use crate::world::setup::{Settings, Setup};
use crate::world::suspension::Mail;
use zab::collections::derived::Derived;
use zab::collections::rare::Rare;
use zab::collections::table::Table;
use zab::config::Config;
use zab::ids::{Cause, Micros, ServerId, Token};
use zab::io::Output;
use zab::message::Port;
use zab::note::Mode;
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
    /// How long a server is busy with each message.
    cpu: Rare<Micros>,
    /// What disks are writing, by the time at which it is done and, within that, by the order of asking.
    writing: Schedule<Writing>,
    next_write: u64,
    /// When processes want to run, by time: the earliest deadline of each.
    wakes: Table<(Micros, ServerId), ()>,
    /// The number of the next event.
    next_event: Cause,
    /// What follows from the events so far, and tells what they have broken.
    pub(crate) checker: Derived<Checker>,
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
    /// Until when it is busy with what it has taken in.
    busy_until: Rare<Micros>,
    /// Where the values come from that ZooKeeper draws at random.
    chance: Stream,
    /// What has come for its process while that is suspended; nothing, if it is not.
    mail: Rare<Option<Mail>>,
    /// The steps that its disk has not begun, because it is stalled.
    stalled: Rare<Vec<Writing>>,
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
                setup.costs,
                Stream::of_disk(setup.seed, id),
            ),
            has_power: true,
            lives: 0,
            process: None,
            synced_by: None,
            wake: None,
            busy_until: Rare::default(),
            chance: Stream::of_server(setup.seed, id),
            mail: Rare::default(),
            stalled: Rare::default(),
        };
        World {
            now: Micros(0),
            machines: setup.servers().map(|id| (id, machine(id))).collect(),
            network: Network::new(setup.seed, setup.latency, setup.costs.bandwidth),
            hosts: Table::default(),
            seed: setup.seed,
            release: setup.release,
            cpu: Rare(setup.costs.cpu),
            writing: Schedule::default(),
            next_write: 0,
            wakes: Table::default(),
            next_event: Cause(1),
            checker: Derived(Checker::new(Ensemble {
                quorum: &setup.quorum,
                servers: setup.servers().collect(),
                disks: setup.histories.values().collect(),
                patience: setup.patience(),
            })),
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
        if let Some((number, mut transit)) = self.network.take(self.now) {
            match self.queue(&mut transit) {
                Some(at) => self.network.put_off(at, number, transit),
                None => self.arrive(transit, log),
            }
        } else if let Some((_, writing)) = self.writing.take(self.now) {
            self.written(writing, log);
        } else if self.wakes.first().is_some_and(|((at, _), ())| *at <= self.now) {
            if let Some(((_, server), ())) = self.wakes.take_first() {
                self.run(server, |_, _| {}, log);
            }
        } else if let Some((_, client)) = self.next_client() {
            self.run_client(client, log);
        }
        self.tell_violations(log);
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
        let event = Event {
            id: id.0 as u32,
            at: self.now,
            server: whom.and_then(Party::server),
            client: whom.and_then(Party::client).map(ClientId::letter),
            cause: cause.map(|cause| cause.0 as u32),
            what,
        };
        self.checker.0.hear(&event);
        log.push(event);
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
}
