//! What a person, a scenario or a fuzzer can do to a world.

use crate::party::{ClientId, Party};
use crate::record::event::{DiskState, Event, What};
use crate::world::{Link, MessageName, World};
use thiserror::Error;
use zab::ids::{Micros, ServerId};
use zab::message::Port;
use zab::request::Op;
use zab::server::Server;
use zab::threads::Thread;

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
    /// Suspend a server's process: nothing in it runs, and its connections stay.
    Suspend(ServerId),
    /// Let a process go on that is suspended.
    Resume(ServerId),
    /// Hold a thread of a server back, or let it go.
    Thread {
        /// Whose.
        of: ServerId,
        /// Which.
        thread: Thread,
        /// A handler's learner.
        learner: Option<ServerId>,
        /// Whether it is held from now on.
        held: bool,
    },
    /// Let a server's disk be like this.
    Disk {
        /// Whose.
        of: ServerId,
        /// Like what.
        state: DiskState,
        /// How much longer each step takes, if it is slow.
        by: Option<Micros>,
    },
    /// Empty the disk of a server that is down.
    WipeDisk(ServerId),
    /// Let nothing pass on a link. Nobody is told.
    Cut(Link),
    /// Let everything pass on a link again, and what it has held first.
    Heal(Link),
    /// The same for every link that is cut.
    HealAll,
    /// Let everything that is sent on a link take so much longer.
    Slow(Link, Micros),
    /// Let everything that is sent on a link take as long as usual again.
    Fast(Link),
    /// The same for every link that is slow.
    FastAll,
    /// Let everything on a link wait at its other end. Nothing is lost.
    Hold(Link),
    /// Let everything go that waits on a link, messages that are held one by one among it.
    Unhold(Link),
    /// The same for every link on which something waits.
    UnholdAll,
    /// Break every connection between two parties. Both are told at once.
    Reset(Link),
    /// Let a message wait at its other end, and all that comes behind it on its connection.
    HoldMessage(MessageName),
    /// Let a message arrive now, after what was sent before it on its connection.
    DeliverMessage(MessageName),
    /// Lose a message, and with it its connection.
    DropMessage(MessageName),
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
    /// A process that is suspended cannot be suspended.
    #[error("server {0} is suspended: resume it first")]
    Suspended(ServerId),
    /// A process that is not suspended cannot go on.
    #[error("server {0} is not suspended: suspend it first")]
    NotSuspended(ServerId),
    /// A thread that is held cannot be held.
    #[error("the {1} thread of server {0} is held as it is: unhold that first")]
    ThreadHeld(ServerId, Thread),
    /// A thread that is not held cannot be let go.
    #[error("the {1} thread of server {0} is not held: hold that first")]
    ThreadNotHeld(ServerId, Thread),
    /// A disk is like that already.
    #[error("the disk of server {0} is {1} as it is")]
    DiskIsSo(ServerId, DiskState),
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
    /// What is not slow cannot be made fast.
    #[error("what is sent from {0} to {1} takes as long as usual: slow that first")]
    NotSlow(Party, Party),
    /// Nothing is slow.
    #[error("no link is slow")]
    NothingSlow,
    /// What is held cannot be held.
    #[error("what is sent from {0} to {1} is held as it is: unhold that first")]
    AlreadyHeld(Party, Party),
    /// What is not held cannot be released.
    #[error("nothing is held from {0} to {1}: hold that first")]
    NotHeld(Party, Party),
    /// Nothing is held.
    #[error("nothing is held")]
    NothingHeld,
    /// Where there is no connection none can be reset.
    #[error("there is no connection between {0} and {1}")]
    NoConnection(Party, Party),
    /// A message that is not under way is out of reach.
    #[error("no {} {} is under way from {} to {}", .0.kind, .0.nth, .0.from, .0.to)]
    NoSuchMessage(MessageName),
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

impl World {
    /// Does something to the world.
    pub fn act(&mut self, action: Action, log: &mut Vec<Event>) -> Result<(), ActionError> {
        let done = self.perform_action(action, log);
        self.tell_violations(log);
        done
    }

    fn perform_action(&mut self, action: Action, log: &mut Vec<Event>) -> Result<(), ActionError> {
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
            Action::Suspend(id) => self.suspend(id, log),
            Action::Resume(id) => self.resume(id, log),
            Action::Thread { of, thread, learner, held } => {
                self.hold_thread(of, (thread, learner), held, log)
            }
            Action::Disk { of, state, by } => self.change_disk(of, state, by, log),
            Action::WipeDisk(id) => self.wipe_disk(id, log),
            Action::Cut(link) => self.cut_link(link, log),
            Action::Heal(link) => self.heal_link(link, log),
            Action::HealAll => self.heal_all(log),
            Action::Slow(link, by) => self.slow_link(link, by, log),
            Action::Fast(link) => self.fast_link(link, log),
            Action::FastAll => self.fast_all(log),
            Action::Hold(link) => self.hold_link(link, log),
            Action::Unhold(link) => self.unhold_link(link, log),
            Action::UnholdAll => self.unhold_all(log),
            Action::Reset(link) => self.reset_link(link, log),
            Action::HoldMessage(name) => self.hold_message(name, log),
            Action::DeliverMessage(name) => self.deliver_message(name, log),
            Action::DropMessage(name) => self.drop_message(name, log),
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
        if !machine.disk.can_be_opened() {
            let reason = String::from("its disk has none of the files that it needs, and cannot be written");
            self.happen(Some(id.into()), None, What::StartRefused { reason }, log);
            return Ok(());
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
}
