//! What a person, a scenario or a fuzzer can do to a world.

use crate::party::{ClientId, Party};
use crate::record::event::{Event, What};
use crate::world::World;
use thiserror::Error;
use zab::ids::{Micros, ServerId};
use zab::message::Port;
use zab::request::Op;
use zab::server::Server;

/// Something that can be done to a world.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Start a server that is down.
    Start(ServerId),
    /// Kill a server's process. What it has not written is gone, and its connections end.
    Crash(ServerId),
    /// Cut the power of a server's machine. What is written and not safe is gone as well, and nobody is told.
    PowerOff(ServerId),
    /// Start a server again that has crashed.
    Restart(ServerId),
    /// Let nothing pass on a link. Nobody is told.
    Cut(Link),
    /// Let everything pass on a link again, and what it has held first.
    Heal(Link),
    /// The same for every link that is cut.
    HealAll,
    /// Connections are made to a server's election port on which nothing is ever said.
    Silent {
        /// How many.
        connections: u32,
        /// To which server.
        on: ServerId,
    },
    /// A client appears, and opens a session with a server.
    Connect {
        /// Its name.
        client: ClientId,
        /// The server that it tries first.
        to: ServerId,
        /// The timeout that it asks for.
        timeout: Micros,
    },
    /// A client leaves its server without a word, and goes on with its session at another.
    Move {
        /// Which client.
        client: ClientId,
        /// Where to.
        to: ServerId,
    },
    /// A client's process dies. Its connection ends; its session lasts until it expires.
    Vanish(ClientId),
    /// A client asks for something.
    Request {
        /// Which client.
        client: ClientId,
        /// What.
        op: Op,
    },
    /// A client of this server alone makes a znode, `/n` and a number: the same client each time, as long as it lives.
    Write(ServerId),
}

/// A link, or one way of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// One end.
    pub from: Party,
    /// The other end.
    pub to: Party,
    /// Whether the way back is meant as well.
    pub both: bool,
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
    /// A server that has never run cannot be restarted.
    #[error("server {0} has never run: start it instead")]
    NeverRan(ServerId),
    /// A link is between two servers, or between a client and a server.
    #[error(
        "there is no link between {0} and {1}: at least one of two must be a server, and they must differ"
    )]
    NoLink(Party, Party),
    /// What is cut cannot be cut.
    #[error("nothing passes from {0} to {1} as it is: heal that first")]
    AlreadyCut(Party, Party),
    /// What is not cut cannot be healed.
    #[error("everything passes from {0} to {1} as it is: cut that first")]
    NotCut(Party, Party),
    /// Nothing is cut.
    #[error("no link is cut")]
    NothingCut,
    /// There is no such client.
    #[error("there is no client {0}: connect it first")]
    NoSuchClient(ClientId),
    /// A client that is there cannot appear.
    #[error("client {0} is there already: close it first, or let it vanish")]
    ClientThere(ClientId),
    /// A client whose session is closed or over, or that has vanished, does nothing more.
    #[error("client {0} has gone: connect it anew first")]
    ClientGone(ClientId),
    /// Nothing more can be asked of a client that closes its session.
    #[error("client {0} is closing its session")]
    ClientClosing(ClientId),
    /// A client can only go to a server that it knows.
    #[error("client {0} does not know server {1}: it was made to write through another")]
    NotInList(ClientId, ServerId),
    /// There are as many clients as letters.
    #[error("there are 26 clients already: close one first, or let it vanish")]
    NoNameLeft,
}

impl Link {
    /// Whether there can be such a link.
    pub(crate) fn is_one(self) -> bool {
        self.from != self.to && (self.from.server().is_some() || self.to.server().is_some())
    }

    /// The ways that are meant.
    fn ways(self) -> impl Iterator<Item = (Party, Party)> {
        [(self.from, self.to), (self.to, self.from)].into_iter().take(if self.both { 2 } else { 1 })
    }
}

impl World {
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
            Action::PowerOff(id) => {
                self.known(id)?;
                self.lose_power(id, log);
                Ok(())
            }
            Action::Silent { connections, on } => {
                self.known(on)?.process.as_ref().ok_or(ActionError::NotRunning(on))?;
                let why = self.happen(Some(on.into()), None, What::Silent { connections }, log);
                for _ in 0..connections {
                    self.network.dial(self.now(), Party::Stranger, on.into(), Port::Election, why);
                }
                Ok(())
            }
            Action::Cut(link) => {
                let ways = self.ways(link, false)?;
                ways.into_iter().for_each(|(from, to)| self.cut(from, to, log));
                Ok(())
            }
            Action::Heal(link) => {
                let ways = self.ways(link, true)?;
                ways.into_iter().for_each(|(from, to)| self.heal(from, to, log));
                Ok(())
            }
            Action::HealAll => {
                let ways: Vec<_> = self.network.cuts().map(|(from, to, _)| (from, to)).collect();
                if ways.is_empty() {
                    return Err(ActionError::NothingCut);
                }
                ways.into_iter().for_each(|(from, to)| self.heal(from, to, log));
                Ok(())
            }
            Action::Connect { client, to, timeout } => self.connect(client, to, timeout, log),
            Action::Move { client, to } => self.move_client(client, to, log),
            Action::Vanish(client) => self.vanish(client, log),
            Action::Request { client, op } => self.request(client, op, log),
            Action::Write(to) => self.write(to, log),
        }
    }

    fn start(&mut self, id: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        let machine = self.machine(id)?;
        if machine.process.is_some() {
            return Err(ActionError::Running(id));
        }
        let disk = machine.disk.written_mut();
        if let Err(refusal) = disk.open().and_then(|()| disk.check_log(machine.config.release)) {
            self.happen(Some(id.into()), None, What::StartRefused { reason: refusal.to_string() }, log);
            return Ok(());
        }
        machine.has_power = true;
        machine.lives += 1;
        let (life, durable, config) = (machine.lives, machine.disk.written().clone(), machine.config.clone());
        let cause = self.happen(Some(id.into()), None, What::Started { life }, log);
        let machine = self.machine(id)?;
        machine.process = Some(Server::start(config, durable, cause));
        machine.synced_by = None;
        self.run(id, |_, _| {}, log);
        Ok(())
    }

    /// The ways of a link that are cut, or those that are not. There must be one.
    fn ways(&self, link: Link, cut: bool) -> Result<Vec<(Party, Party)>, ActionError> {
        let Link { from, to, .. } = link;
        for server in [from, to].into_iter().filter_map(Party::server) {
            self.known(server)?;
        }
        if !link.is_one() {
            return Err(ActionError::NoLink(from, to));
        }
        let ways: Vec<_> = link.ways().filter(|(from, to)| self.network.is_cut(*from, *to) == cut).collect();
        match ways.is_empty() {
            false => Ok(ways),
            true if cut => Err(ActionError::NotCut(from, to)),
            true => Err(ActionError::AlreadyCut(from, to)),
        }
    }

    fn cut(&mut self, from: Party, to: Party, log: &mut Vec<Event>) {
        self.happen(None, None, What::Cut { from, to }, log);
        self.network.cut(from, to);
    }

    fn heal(&mut self, from: Party, to: Party, log: &mut Vec<Event>) {
        self.happen(None, None, What::Healed { from, to }, log);
        self.network.heal(self.now(), from, to);
    }
}
