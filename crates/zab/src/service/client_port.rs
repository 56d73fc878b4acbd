//! The client port: clients come with or without a session, ask, and are answered; the session outlives the connection.
//!
//! A server serves clients only while it leads, or follows or observes a leader. Whoever comes in between is sent away without
//! a word, and so is a client that has seen a newer state than the server has (reference §5.7.1; `ZooKeeperServer`,
//! `LearnerZooKeeperServer`, `FollowerRequestProcessor`).
//!
//! A connection on which nothing comes for its session's timeout is closed, and so is one on which nobody asks for a session
//! (`NIOServerCnxnFactory`).
//!
//! Differs: what goes the other way does not count; in ZooKeeper it does.

use crate::collections::queue::Queue;
use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, Micros, ServerId, SessionId, Zxid};
use crate::io::{Input, Outbox, Output};
use crate::message::Message;
use crate::note::{Note, TurnAwayReason};
use crate::request::{Cxid, Op};
use crate::roles::leading::Stage;
use crate::roles::learning;
use crate::server::{Role, Server};
use crate::service::commit_processor::{Asked, Pipeline};
use crate::service::prep_processor::{Owner, Request};
use crate::timer::Timer;

/// The shortest session timeout, in ticks (`minSessionTimeout`).
const TIMEOUT_TICKS_MIN: u32 = 2;
/// The longest, in ticks (`maxSessionTimeout`).
const TIMEOUT_TICKS_MAX: u32 = 20;
/// How long a client has to ask for a session; and how long a bucket of silent connections is (`nio.sessionlessCnxnTimeout`).
const SESSIONLESS: Micros = Micros::from_millis(10_000);

/// A server's clients.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Clients {
    inbox: Queue<(Cause, Input)>,
    connections: Table<ConnectionId, Client>,
    /// The id of the next session that is opened here.
    next_session: SessionId,
}

/// A client that is connected.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
struct Client {
    /// Its session; 0 until it has said which.
    session: SessionId,
    timeout: Micros,
    /// The newest state that it had seen when it came.
    seen: Zxid,
    /// Whether it has been told that its session stands.
    established: bool,
    /// When its connection is closed if nothing comes on it.
    silent_at: Micros,
}

impl Clients {
    /// Files what a socket of the client port reports.
    pub(crate) fn file(&mut self, cause: Cause, input: Input) {
        self.inbox.push_back((cause, input));
    }

    /// Whether anything waits that was reported.
    pub(crate) fn has_work(&self) -> bool {
        !self.inbox.is_empty()
    }

    pub(crate) fn is_open(&self, connection: ConnectionId) -> bool {
        self.connections.get(&connection).is_some()
    }

    /// Something has come on a connection. It will be closed with its bucket, strictly later than its timeout.
    fn touch(&mut self, now: Micros, connection: ConnectionId) {
        let Some(client) = self.connections.get_mut(&connection) else { return };
        let timeout = if client.session == SessionId(0) { SESSIONLESS } else { client.timeout };
        let bucket = SESSIONLESS.0;
        client.silent_at = Micros(((now + timeout).0 / bucket + 1) * bucket);
    }

    fn of(&self, session: SessionId) -> Option<ConnectionId> {
        self.connections
            .iter()
            .find(|(_, client)| client.session == session)
            .map(|(connection, _)| *connection)
    }
}

/// The first session id of a server that begins to serve: the server in the upper byte, then its clock in milliseconds.
fn first_session(server: ServerId, now: Micros) -> SessionId {
    let millis = now.0 / 1_000;
    SessionId((server.0 << 56) | ((millis << 24) >> 8) as i64)
}

impl Server {
    /// Whether it serves clients: its epoch has begun, or it is up to date with its leader's.
    pub fn serves(&self) -> bool {
        match &self.role {
            Role::Leading(leading) => leading.stage == Stage::Active,
            Role::Learning(learning) => learning.stage == learning::Stage::Serving,
            Role::Looking(_) | Role::Stopping { .. } => false,
        }
    }

    /// The sessions that it opens are numbered from this moment.
    pub(crate) fn number_sessions(&mut self, now: Micros) {
        self.clients.next_session = first_session(self.id(), now);
    }

    /// It begins to serve.
    pub(crate) fn open_for_clients(&mut self) {
        self.pipeline = Pipeline::default();
    }

    /// Its role has ended: every client has to find another server. Their sessions stand.
    pub(crate) fn close_for_clients(&mut self, cause: Cause, out: &mut Outbox) {
        let connections: Vec<ConnectionId> = self.clients.connections.keys().copied().collect();
        self.clients.connections.clear();
        self.pipeline = Pipeline::default();
        for connection in connections {
            out.push(cause, Output::Close { connection });
        }
    }

    /// Moves one thing through the client port.
    pub(crate) fn run_clients(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Some((cause, input)) = self.clients.inbox.pop_front() else {
            let due = self.timers.take_due(Timer::ClientSilence, now);
            return due.is_some_and(|cause| self.close_silent(now, cause, out));
        };
        match input {
            Input::Accepted { connection, .. } => {
                self.clients.connections.insert(connection, Client::default());
                self.clients.touch(now, connection);
                self.await_silence(now, cause);
            }
            Input::Closed { connection, .. } => {
                self.clients.connections.remove(&connection);
            }
            Input::Received { connection, message, .. } => {
                self.on_client_message(now, cause, connection, message, out);
                self.clients.touch(now, connection);
            }
            Input::Connected { .. }
            | Input::Refused { .. }
            | Input::Established { .. }
            | Input::Persisted { .. }
            | Input::PersistFailed { .. }
            | Input::Drawn { .. } => {}
        }
        true
    }

    /// Closes the connections on which nothing has come for too long.
    fn close_silent(&mut self, now: Micros, cause: Cause, out: &mut Outbox) -> bool {
        let silent = self.clients.connections.iter().filter(|(_, client)| client.silent_at <= now);
        let silent: Vec<ConnectionId> = silent.map(|(connection, _)| *connection).collect();
        for connection in silent {
            self.turn_away(cause, connection, TurnAwayReason::Silent, out);
        }
        self.await_silence(now, cause);
        true
    }

    /// The client port looks again when the earliest bucket ends. What comes meanwhile moves connections to later ones.
    fn await_silence(&mut self, now: Micros, cause: Cause) {
        match self.clients.connections.values().map(|client| client.silent_at).min() {
            Some(at) => self.timers.set_at(Timer::ClientSilence, now, at, cause),
            None => self.timers.stop(Timer::ClientSilence),
        }
    }

    fn on_client_message(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        out: &mut Outbox,
    ) {
        let Some(client) = self.clients.connections.get(&connection) else { return };
        let (session, timeout) = (client.session, client.timeout);
        match message {
            Message::Connect { session: wanted, timeout, last_zxid } if session == SessionId(0) => {
                self.on_connect(now, cause, connection, wanted, timeout, last_zxid, out);
            }
            Message::Ask { cxid, op } if client.established => {
                if self.touch(now, cause, session, timeout) {
                    self.submit(cause, connection, session, cxid, *op, out);
                } else {
                    out.note(cause, Note::RequestDropped { session, cxid });
                }
            }
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                self.clients.connections.remove(&connection);
                out.push(why, Output::Close { connection });
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a ConnectRequest has so many fields")]
    fn on_connect(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        timeout: Micros,
        seen: Zxid,
        out: &mut Outbox,
    ) {
        self.clients.connections.insert(connection, Client { seen, ..Client::default() });
        if !self.serves() {
            return self.turn_away(cause, connection, TurnAwayReason::NotServing, out);
        }
        if seen > self.last_processed() {
            return self.turn_away(cause, connection, TurnAwayReason::Ahead, out);
        }
        let tick = self.config.tick;
        let timeout = timeout.clamp(tick.times(TIMEOUT_TICKS_MIN), tick.times(TIMEOUT_TICKS_MAX));
        let is_new = session == SessionId(0);
        let session = if is_new { self.clients.next_session } else { session };
        // The same client, come back before this server has noticed that it was gone.
        let earlier = self.clients.of(session);
        if let Some(earlier) = earlier {
            self.turn_away(cause, earlier, TurnAwayReason::SessionMoved, out);
        }
        self.clients.connections.insert(connection, Client { session, timeout, seen, ..Client::default() });
        if is_new {
            self.clients.next_session = SessionId(session.0.wrapping_add(1));
            // The leader tracks a session of its own before there is a transaction of it.
            if let Role::Leading(leading) = &mut self.role {
                leading.broadcast.tracker.track(now, session, timeout);
            }
            self.touch(now, cause, session, timeout);
            let op = Op::CreateSession { timeout };
            return self.submit(cause, connection, session, 0, op, out);
        }
        match &mut self.role {
            Role::Leading(leading) => {
                let tracker = &mut leading.broadcast.tracker;
                let valid = tracker.touch(now, session, timeout);
                if valid {
                    tracker.set_owner(session, Owner::Leader);
                }
                self.await_expiry(now, cause);
                self.finish_session(cause, connection, session, valid, out);
            }
            Role::Learning(learning) => {
                learning.revalidating.insert(session, connection);
                self.tell_leader(cause, Message::Revalidate { session, timeout }, out);
            }
            Role::Looking(_) | Role::Stopping { .. } => {}
        }
    }

    /// The client is told that its session stands, or that it is over.
    pub(crate) fn finish_session(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        valid: bool,
        out: &mut Outbox,
    ) {
        let Some(client) = self.clients.connections.get_mut(&connection) else { return };
        client.established = valid;
        let session = valid.then_some((session, client.timeout));
        out.push(cause, Output::Send { connection, message: Message::Connected { session } });
        if !valid {
            self.turn_away(cause, connection, TurnAwayReason::SessionOver, out);
        }
    }

    /// Closes the connection of a client.
    pub(crate) fn turn_away(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        reason: TurnAwayReason,
        out: &mut Outbox,
    ) {
        let Some(Client { seen, .. }) = self.clients.connections.remove(&connection) else { return };
        let ours = self.last_processed();
        let why = out.note(cause, Note::ClientTurnedAway { reason, seen, ours });
        out.push(why, Output::Close { connection });
    }

    /// A session is closed: if its client is connected here, it no longer is.
    pub(crate) fn close_client_of(&mut self, cause: Cause, session: SessionId, out: &mut Outbox) {
        if let Some(connection) = self.clients.of(session) {
            self.turn_away(cause, connection, TurnAwayReason::SessionOver, out);
        }
    }

    /// A session was heard of: the leader notes it, a learner tells its leader with the next ping. False if it is no more, which
    /// only the leader knows.
    fn touch(&mut self, now: Micros, cause: Cause, session: SessionId, timeout: Micros) -> bool {
        match &mut self.role {
            Role::Leading(leading) => {
                let stands = leading.broadcast.tracker.touch(now, session, timeout);
                self.await_expiry(now, cause);
                return stands;
            }
            Role::Learning(learning) => learning.touches.insert(session, timeout),
            Role::Looking(_) | Role::Stopping { .. } => {}
        }
        true
    }

    /// A request goes on its way: in a leader to be made a transaction of, in a learner to wait here, and to the leader if it
    /// is not a read.
    fn submit(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        cxid: Cxid,
        op: Op,
        out: &mut Outbox,
    ) {
        match &mut self.role {
            Role::Leading(leading) => {
                let request = Request { owner: Owner::Leader, client: Some(connection), session, cxid, op };
                leading.broadcast.requests.push_back((cause, request));
            }
            Role::Learning(learning) => {
                let is_sync = matches!(op, Op::Sync { .. });
                if is_sync {
                    learning.syncs.push_back((session, cxid));
                }
                let asked =
                    Asked { connection: Some(connection), session, cxid, op: op.clone(), failed: None };
                self.pipeline.ask(cause, asked);
                if is_sync || op.is_write() {
                    self.tell_leader(cause, Message::Request { session, cxid, op: Box::new(op) }, out);
                }
            }
            Role::Looking(_) | Role::Stopping { .. } => {}
        }
    }

    /// Sessions of which nothing was heard for their timeout are closed, by a request like any other.
    pub(crate) fn expire_sessions(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let broadcast = &mut leading.broadcast;
        for session in broadcast.tracker.take_expired(now) {
            let why = out.note(cause, Note::SessionExpired { session });
            let (owner, op) = (Owner::Leader, Op::CloseSession);
            broadcast.requests.push_back((why, Request { owner, client: None, session, cxid: 0, op }));
        }
        self.await_expiry(now, cause);
    }

    /// The leader looks again when the next bucket of sessions ends.
    pub(crate) fn await_expiry(&mut self, now: Micros, cause: Cause) {
        let Role::Leading(leading) = &self.role else { return };
        match leading.broadcast.tracker.next().filter(|_| leading.stage == Stage::Active) {
            Some(at) => self.timers.set_at(Timer::SessionExpiry, now, at, cause),
            None => self.timers.stop(Timer::SessionExpiry),
        }
    }
}
