//! Clients in the world: what can be done to them, and what becomes of what they do.

use crate::party::ClientId;
use crate::record::event::{Event, What};
use crate::world::client::{Client, Output};
use crate::world::{ActionError, World};
use zab::ids::{Cause, ConnectionId, Micros, ServerId};
use zab::io::Input;
use zab::message::Port;
use zab::request::Op;

/// The timeout that a client asks for if nobody says another.
pub const SESSION_TIMEOUT: Micros = Micros::from_millis(10_000);

/// A client's machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Host {
    pub(crate) client: Client,
    /// Its connection, from the dial on.
    connection: Option<ConnectionId>,
    /// Whether it was made to write through one server.
    writes: bool,
    /// The last event that happened to it: what its timers come from.
    latest: Cause,
}

impl World {
    /// A client, if there ever was one of this name.
    pub fn client(&self, id: ClientId) -> Option<&Client> {
        self.hosts.get(&id).map(|host| &host.client)
    }

    /// When the next client does something by itself, and which it is.
    pub(crate) fn next_client(&self) -> Option<(Micros, ClientId)> {
        self.hosts.iter().filter_map(|(id, host)| Some((host.client.deadline()?, *id))).min()
    }

    /// A client's deadline has come.
    pub(crate) fn run_client(&mut self, id: ClientId, log: &mut Vec<Event>) {
        let now = self.now();
        let Some(host) = self.hosts.get_mut(&id) else { return };
        let (cause, outputs) = (host.latest, host.client.run(now));
        debug_assert!(host.client.deadline().is_none_or(|at| at > now), "{id} has left a deadline unheeded");
        self.carry_out(id, cause, outputs, log);
    }

    /// Something has happened to a client's connection.
    pub(crate) fn hand_client(&mut self, id: ClientId, cause: Cause, input: Input, log: &mut Vec<Event>) {
        let now = self.now();
        let Some(host) = self.hosts.get_mut(&id) else { return };
        if matches!(input, Input::Refused { .. } | Input::Closed { .. }) {
            host.connection = None;
        }
        let outputs = host.client.hear(now, input);
        self.carry_out(id, cause, outputs, log);
    }

    /// A client appears, and opens a session with a server. The others it takes in their order, round and round.
    pub(crate) fn connect(
        &mut self,
        id: ClientId,
        to: ServerId,
        timeout: Micros,
        log: &mut Vec<Event>,
    ) -> Result<(), ActionError> {
        self.known(to)?;
        if self.hosts.get(&id).is_some_and(|host| !host.client.is_over()) {
            return Err(ActionError::ClientThere(id));
        }
        let after = self.servers().filter(|server| *server >= to);
        let servers = after.chain(self.servers().filter(|server| *server < to)).collect();
        self.appear(id, servers, timeout, false, log);
        Ok(())
    }

    /// A client asks for something.
    pub(crate) fn request(&mut self, id: ClientId, op: Op, log: &mut Vec<Event>) -> Result<(), ActionError> {
        self.open(id)?;
        let cause = self.happen(Some(id.into()), None, What::Requested { op: op.clone() }, log);
        let now = self.now();
        let Some(host) = self.hosts.get_mut(&id) else { return Ok(()) };
        host.latest = cause;
        let outputs = host.client.ask(now, cause, op);
        self.carry_out(id, cause, outputs, log);
        Ok(())
    }

    /// A client goes to another server.
    pub(crate) fn move_client(
        &mut self,
        id: ClientId,
        to: ServerId,
        log: &mut Vec<Event>,
    ) -> Result<(), ActionError> {
        self.known(to)?;
        if !self.open(id)?.servers().contains(&to) {
            return Err(ActionError::NotInList(id, to));
        }
        let cause = self.happen(Some(id.into()), None, What::Moved { to }, log);
        let now = self.now();
        let Some(host) = self.hosts.get_mut(&id) else { return Ok(()) };
        let outputs = host.client.go(now, to);
        self.carry_out(id, cause, outputs, log);
        Ok(())
    }

    /// A client's process dies.
    pub(crate) fn vanish(&mut self, id: ClientId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        self.live(id)?;
        let cause = self.happen(Some(id.into()), None, What::Vanished, log);
        let Some(host) = self.hosts.get_mut(&id) else { return Ok(()) };
        let outputs = host.client.vanish();
        self.carry_out(id, cause, outputs, log);
        Ok(())
    }

    /// A client that knows only this server writes something: the one that has done so before or, if there is none any more, a
    /// new one.
    pub(crate) fn write(&mut self, to: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        self.known(to)?;
        let mine = |host: &Host| {
            let client = &host.client;
            host.writes && client.servers() == [to] && !client.is_over() && !client.is_closing()
        };
        let found = self.hosts.iter().find(|(_, host)| mine(host)).map(|(id, _)| *id);
        let id = match found {
            Some(id) => id,
            None => {
                let id = self.free_name().ok_or(ActionError::NoNameLeft)?;
                self.appear(id, vec![to], SESSION_TIMEOUT, true, log);
                id
            }
        };
        let (path, data) = (String::from("/n"), id.to_string());
        self.request(id, Op::Create { path, data, ephemeral: false, sequential: true }, log)
    }

    /// The first name that nobody has had or, if there is none, that nobody has now.
    fn free_name(&self) -> Option<ClientId> {
        let gone = |id: &ClientId| self.hosts.get(id).is_some_and(|host| host.client.is_over());
        ClientId::all().find(|id| self.hosts.get(id).is_none()).or_else(|| ClientId::all().find(gone))
    }

    fn appear(
        &mut self,
        id: ClientId,
        servers: Vec<ServerId>,
        timeout: Micros,
        writes: bool,
        log: &mut Vec<Event>,
    ) {
        let what = What::ClientStarted { servers: servers.clone(), timeout };
        let latest = self.happen(Some(id.into()), None, what, log);
        let mut client = Client::new(self.seed, id, servers, timeout, self.release);
        let outputs = client.start(self.now());
        self.hosts.insert(id, Host { client, connection: None, writes, latest });
        self.carry_out(id, latest, outputs, log);
    }

    /// A client of which something can still be asked.
    fn open(&self, id: ClientId) -> Result<&Client, ActionError> {
        let client = self.live(id)?;
        match client.is_closing() {
            true => Err(ActionError::ClientClosing(id)),
            false => Ok(client),
        }
    }

    /// A client that is not over.
    fn live(&self, id: ClientId) -> Result<&Client, ActionError> {
        let client = self.client(id).ok_or(ActionError::NoSuchClient(id))?;
        match client.is_over() {
            true => Err(ActionError::ClientGone(id)),
            false => Ok(client),
        }
    }

    /// Carries out what a client does. Each output is one event.
    fn carry_out(&mut self, id: ClientId, cause: Cause, outputs: Vec<Output>, log: &mut Vec<Event>) {
        let mut latest = cause;
        for output in outputs {
            let connection = self.hosts.get(&id).and_then(|host| host.connection);
            let mut keeps = connection;
            latest = match (output, connection) {
                (Output::Note(what), _) => self.happen(Some(id.into()), Some(cause), what, log),
                (Output::Dial(to), _) => {
                    let (event, dialled) = self.dial(id.into(), cause, to, Port::Client, log);
                    keeps = Some(dialled);
                    event
                }
                (Output::Send(message, own), Some(connection)) => {
                    self.send(id.into(), own.unwrap_or(cause), connection, message, log)
                }
                (Output::Close, Some(connection)) => {
                    keeps = None;
                    self.close(id.into(), cause, connection, log)
                }
                (Output::Send(..) | Output::Close, None) => continue,
            };
            if let Some(host) = self.hosts.get_mut(&id) {
                host.connection = keeps;
            }
        }
        if let Some(host) = self.hosts.get_mut(&id) {
            host.latest = latest;
        }
    }
}
