//! Election connections: how notifications get from one server to another (reference §2.8).
//!
//! Between any two servers there is at most one connection, and the server with the larger id keeps the one it
//! dialled itself. When the smaller one dials, it says who it is and hangs up, and the larger one calls back.
//! For each peer there is a mailbox that holds one notification, the newest; and a copy of the last one sent,
//! which is sent again when a connection comes up and the mailbox is empty. Nothing here is ever retried by itself:
//! a lost connection comes back with the next notification, or when the election dials everyone again.
//!
//! Who is accepted has to say who it is, and the listener waits for that before it accepts the next: a connection that says
//! nothing keeps all others waiting (`Listener.acceptConnections`, `receiveConnection`).

use crate::collections::derived::Derived;
use crate::collections::queue::Queue;
use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, Micros, ServerId};
use crate::io::{Input, Outbox, Output};
use crate::message::{Message, Notification, Port};
use crate::note::{self, Note};
use crate::server::Server;
use crate::timer::Timer;
use crate::words;

/// How many dials are under way at most; another one is not made (`quorum.cnxn.threads.size`).
pub const DIALS_LIMIT: usize = 20;
/// How many connections wait at most until the listener accepts them (`ServerSocket`); whoever comes then has to come again.
pub const BACKLOG: usize = 50;
/// How long a dial may take (`cnxTimeout`).
const DIAL_TIMEOUT: Micros = Micros::from_millis(5_000);

/// How many received notifications wait for the receiver at most; the oldest gives way (`RECV_CAPACITY`).
pub const RECEIVED_LIMIT: usize = 100;

/// The election connections of one server (`QuorumCnxManager`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Links {
    /// What sockets have reported and this unit has not handled yet.
    inbox: Queue<(Cause, Input)>,
    /// Notifications that the sender has not taken up yet.
    outgoing: Queue<(Cause, ServerId, Notification)>,
    peers: Table<ServerId, Peer>,
    /// Whether some mailbox may hold a notification for a connection that is up. If not, nobody need look.
    may_send: Derived<bool>,
    /// Connections that others are opening.
    opening: Vec<ConnectionId>,
    /// Connections that others have opened. The listener has accepted the first, and reads who that is.
    callers: Queue<Caller>,
    /// Notifications for the receiver.
    received: Queue<(Cause, ServerId, Notification)>,
}

/// What a server keeps for each server it has ever sent to or heard from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
struct Peer {
    /// Whether there is a mailbox at all: since something was sent to this peer, or a connection to it was kept.
    has_mailbox: bool,
    mailbox: Option<(Cause, Notification)>,
    last_sent: Option<Notification>,
    connection: Option<ConnectionId>,
    dialling: bool,
}

/// A connection that somebody has opened who has not been heard yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Caller {
    connection: ConnectionId,
    /// What has come on it meanwhile.
    inbox: Queue<(Cause, Input)>,
}

words! {
    /// How a link stands, for those who look on.
    pub enum LinkState {
        /// No connection.
        Down "down",
        /// Being dialled from this side.
        Dialling "dialling",
        /// Up: votes pass both ways.
        Up "up",
    }
}

impl Links {
    /// Every peer with the state of the link to it and whether a notification waits in its mailbox.
    pub fn iter(&self) -> impl Iterator<Item = (ServerId, LinkState, bool)> + '_ {
        self.peers.iter().map(|(id, peer)| {
            let state = match (peer.connection, peer.dialling) {
                (Some(_), _) => LinkState::Up,
                (None, true) => LinkState::Dialling,
                (None, false) => LinkState::Down,
            };
            (*id, state, peer.mailbox.is_some())
        })
    }

    /// Notifications that the sender has not taken up yet, the oldest first, each with its recipient.
    pub fn outgoing(&self) -> impl Iterator<Item = (ServerId, &Notification)> + '_ {
        self.outgoing.iter().map(|(_, to, notification)| (*to, notification))
    }

    /// Files what a socket of the election port reports.
    pub(crate) fn file(&mut self, cause: Cause, input: Input) {
        self.inbox.push_back((cause, input));
    }

    /// Whether somebody who dials can be connected, if only to wait for the listener.
    pub(crate) fn has_room(&self) -> bool {
        // One is accepted, and one more than the backlog is let in.
        self.opening.len() + self.callers.len() < BACKLOG + 2
    }

    /// Whether there is anything to do but to wait.
    pub(crate) fn has_work(&self) -> bool {
        self.may_send.0 || !self.inbox.is_empty() || !self.callers.is_empty()
    }

    /// Whether a notification waits for the receiver.
    pub(crate) fn has_received(&self) -> bool {
        !self.received.is_empty()
    }

    /// The next notification for the receiver.
    pub(crate) fn take_received(&mut self) -> Option<(Cause, ServerId, Notification)> {
        self.received.pop_front()
    }

    /// Whether anything that was sent has gone out: some mailbox is empty. (ZooKeeper's comment promises that
    /// all are; its code asks for one: reference §2.4, `haveDelivered`.)
    pub(crate) fn have_delivered(&self) -> bool {
        self.peers.values().any(|peer| peer.has_mailbox && peer.mailbox.is_none())
    }

    fn deliver(&mut self, cause: Cause, from: ServerId, notification: Notification, out: &mut Outbox) {
        if self.received.len() == RECEIVED_LIMIT {
            self.received.pop_front();
            out.note(cause, Note::QueueOverflowed { queue: note::Queue::Received });
        }
        self.received.push_back((cause, from, notification));
    }

    /// What is kept for a peer, from now on if not before.
    fn peer(&mut self, id: ServerId) -> &mut Peer {
        self.peers.get_or_insert_with(id, Peer::default)
    }
}

impl Server {
    /// Dials a peer, unless there is a connection or a dial in progress (`connectOne`, `initiateConnectionAsync`).
    fn dial_peer(&mut self, now: Micros, cause: Cause, to: ServerId, out: &mut Outbox) {
        let peer = self.links.peer(to);
        if peer.connection.is_some() || peer.dialling {
            return;
        }
        if self.links.peers.values().filter(|peer| peer.dialling).count() >= DIALS_LIMIT {
            out.note(cause, Note::DialRefused { to });
            return;
        }
        self.links.peer(to).dialling = true;
        out.push(cause, Output::Dial { to, port: Port::Election });
        self.timers.set(Timer::Dial(to), now, DIAL_TIMEOUT, cause);
    }

    /// Dials every peer that has a mailbox (`connectAll`).
    pub(crate) fn dial_all(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let peers = self.links.peers.iter().filter(|(_, peer)| peer.has_mailbox);
        let peers: Vec<ServerId> = peers.map(|(id, _)| *id).collect();
        for peer in peers {
            self.dial_peer(now, cause, peer, out);
        }
    }

    fn end_dial(&mut self, to: ServerId) {
        self.links.peer(to).dialling = false;
        self.timers.stop(Timer::Dial(to));
    }

    /// Gives a notification to the sender, which is a unit of its own.
    pub(crate) fn send_notification(&mut self, cause: Cause, to: ServerId, notification: Notification) {
        self.links.outgoing.push_back((cause, to, notification));
    }

    /// Moves one notification through the sender: for others into their mailboxes, for itself straight into what it
    /// has received (`toSend`). A server counts its own vote because it hears it like any other.
    pub(crate) fn run_sender(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Some((cause, to, notification)) = self.links.outgoing.pop_front() else { return false };
        if to == self.id() {
            self.links.deliver(cause, to, notification, out);
        } else {
            let peer = self.links.peer(to);
            peer.has_mailbox = true;
            peer.mailbox = Some((cause, notification));
            self.links.may_send.0 = true;
            self.dial_peer(now, cause, to, out);
        }
        true
    }

    /// Moves one thing through the election connections: what a socket reported, else what the listener hears, else a
    /// notification from a mailbox to a connection that is up, else a dial that has taken too long.
    pub(crate) fn run_links(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some((cause, input)) = self.links.inbox.pop_front() {
            self.on_election_socket(now, cause, input, out);
            return true;
        }
        self.run_listener(now, out) || self.run_mailboxes(out) || self.run_dials(now, out)
    }

    fn run_mailboxes(&mut self, out: &mut Outbox) -> bool {
        if !self.links.may_send.0 {
            return false;
        }
        let ready = self.links.peers.values_mut().find_map(|peer| {
            let connection = peer.connection?;
            let (cause, notification) = peer.mailbox.take()?;
            peer.last_sent = Some(notification);
            Some((cause, connection, notification))
        });
        self.links.may_send.0 = ready.is_some();
        let Some((cause, connection, notification)) = ready else { return false };
        out.push(cause, Output::Send { connection, message: Message::Notification(notification) });
        true
    }

    /// The listener hears the connection that it has accepted, or gives it up.
    fn run_listener(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Some(connection) = self.links.callers.front().map(|caller| caller.connection) else {
            return false;
        };
        if self.hear_caller(now, connection, out) {
            return true;
        }
        let Some(cause) = self.timers.take_due(Timer::Handshake, now) else { return false };
        self.links.callers.pop_front();
        self.await_handshake(now, cause);
        let why = out.note(cause, Note::HandshakeMissing);
        out.push(why, Output::Close { connection });
        true
    }

    /// What has come on a connection is heard if the listener has accepted that one, and not another before it.
    fn hear_caller(&mut self, now: Micros, connection: ConnectionId, out: &mut Outbox) -> bool {
        let Some(caller) = self.links.callers.front_mut().filter(|caller| caller.connection == connection)
        else {
            return false;
        };
        while let Some((cause, input)) = caller.inbox.pop_front() {
            if matches!(input, Input::Established { .. }) {
                continue;
            }
            // What has come behind the handshake is heard as if it had come now.
            let behind = self.links.callers.pop_front().map(|caller| caller.inbox).unwrap_or_default();
            self.links.inbox.push_all_front(behind);
            self.await_handshake(now, cause);
            self.on_caller(now, cause, connection, input, out);
            return true;
        }
        false
    }

    /// A connection that somebody is opening stands, which is when the listener may accept it.
    fn establish(&mut self, now: Micros, cause: Cause, connection: ConnectionId) {
        let Some(position) = self.links.opening.iter().position(|other| *other == connection) else { return };
        self.links.opening.remove(position);
        self.links.callers.push_back(Caller { connection, inbox: Queue::default() });
        if self.links.callers.len() == 1 {
            self.await_handshake(now, cause);
        }
    }

    /// The listener accepts the next connection, if there is one, and waits for it to say who it is.
    fn await_handshake(&mut self, now: Micros, cause: Cause) {
        match self.links.callers.front() {
            Some(_) => {
                let span = self.config.tick.times(self.config.sync_limit);
                self.timers.set(Timer::Handshake, now, span, cause);
            }
            None => self.timers.stop(Timer::Handshake),
        }
    }

    /// The first thing that comes on a connection that somebody else has opened.
    fn on_caller(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        input: Input,
        out: &mut Outbox,
    ) {
        match input {
            Input::Received { message: Message::Handshake { from }, .. } => {
                self.on_handshake(now, cause, from, connection, out);
            }
            Input::Received { .. } => {
                let why = out.note(cause, Note::UnexpectedMessage);
                out.push(why, Output::Close { connection });
            }
            _ => {}
        }
    }

    /// Gives up a dial that has taken too long.
    fn run_dials(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Some((to, cause)) = self.timers.take_due_dial(now) else { return false };
        self.end_dial(to);
        let why = out.note(cause, Note::DialTimedOut { to });
        out.push(why, Output::GiveUp { to, port: Port::Election });
        true
    }

    fn on_election_socket(&mut self, now: Micros, cause: Cause, input: Input, out: &mut Outbox) {
        if let Some(connection) = input.connection() {
            self.establish(now, cause, connection);
            if let Some(caller) = self.links.callers.find_mut(|caller| caller.connection == connection) {
                caller.inbox.push_back((cause, input));
                self.hear_caller(now, connection, out);
                return;
            }
        }
        match input {
            Input::Connected { to, connection, .. } => self.on_dialled(cause, to, connection, out),
            Input::Refused { to, .. } => self.end_dial(to),
            Input::Accepted { connection, .. } => self.links.opening.push(connection),
            Input::Received { connection, message, .. } => {
                self.on_election_message(cause, connection, message, out);
            }
            Input::Closed { connection, .. } => self.on_election_closed(cause, connection, out),
            // Disk and chance have no port.
            Input::Established { .. }
            | Input::Persisted { .. }
            | Input::PersistFailed { .. }
            | Input::Drawn { .. } => {}
        }
    }

    fn on_dialled(&mut self, cause: Cause, to: ServerId, connection: ConnectionId, out: &mut Outbox) {
        self.end_dial(to);
        let from = self.id();
        out.push(cause, Output::Send { connection, message: Message::Handshake { from } });
        if to > self.id() {
            let why = out.note(cause, Note::LeftToLargerId { to });
            out.push(why, Output::Close { connection });
        } else if to < self.id() {
            self.keep(cause, to, connection, out);
        } else {
            // Nobody dials itself; a link to itself would answer itself without end.
            out.push(cause, Output::Close { connection });
        }
    }

    fn on_election_message(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        out: &mut Outbox,
    ) {
        match message {
            Message::Notification(notification) => {
                // What still arrives on a connection that was replaced is lost with it.
                if let Some(from) = self.peer_of(connection) {
                    self.links.deliver(cause, from, notification, out);
                }
            }
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                out.push(why, Output::Close { connection });
                self.on_election_closed(why, connection, out);
            }
        }
    }

    fn on_handshake(
        &mut self,
        now: Micros,
        cause: Cause,
        from: ServerId,
        connection: ConnectionId,
        out: &mut Outbox,
    ) {
        if from > self.id() {
            self.keep(cause, from, connection, out);
        } else if from < self.id() {
            let why = out.note(cause, Note::CalledBack { to: from });
            self.drop_link(why, from, out);
            out.push(why, Output::Close { connection });
            self.dial_peer(now, why, from, out);
        }
        // Its own id: ZooKeeper warns and leaves the socket alone.
    }

    /// Takes a connection as the one to this peer, in place of any earlier one, and sends the last notification
    /// again if there is no newer one.
    fn keep(&mut self, cause: Cause, to: ServerId, connection: ConnectionId, out: &mut Outbox) {
        self.drop_link(cause, to, out);
        let why = out.note(cause, Note::LinkUp { to });
        let peer = self.links.peer(to);
        peer.connection = Some(connection);
        peer.has_mailbox = true;
        if peer.mailbox.is_none() {
            peer.mailbox = peer.last_sent.map(|last| (why, last));
        }
        self.links.may_send.0 = true;
    }

    fn drop_link(&mut self, cause: Cause, to: ServerId, out: &mut Outbox) {
        let old = self.links.peers.get_mut(&to).and_then(|peer| peer.connection.take());
        if let Some(connection) = old {
            let why = out.note(cause, Note::LinkDown { to });
            out.push(why, Output::Close { connection });
        }
    }

    fn on_election_closed(&mut self, cause: Cause, connection: ConnectionId, out: &mut Outbox) {
        if let Some(to) = self.peer_of(connection) {
            self.links.peer(to).connection = None;
            out.note(cause, Note::LinkDown { to });
        }
    }

    fn peer_of(&self, connection: ConnectionId) -> Option<ServerId> {
        self.links.peers.iter().find(|(_, peer)| peer.connection == Some(connection)).map(|(id, _)| *id)
    }
}
