//! The network: connections between servers, and what is under way on them.
//!
//! Connections are TCP's: what is sent on one arrives once and in order, or the connection ends. A dial takes a way
//! there and a way back. When one end closes, or its process dies, the other end hears of it after all that was sent
//! before; what was still coming the other way is lost.

use crate::random::Stream;
use zab::ids::{Cause, ConnectionId, Micros, ServerId};
use zab::message::{Message, Port};
use zab::table::Table;

/// The shortest and the longest time that anything takes from one server to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Latency {
    /// The shortest, in microseconds.
    pub min: Micros,
    /// The longest, in microseconds.
    pub max: Micros,
}

/// All links of an ensemble.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network {
    seed: u64,
    latency: Latency,
    links: Table<(ServerId, ServerId), Stream>,
    connections: Table<ConnectionId, Connection>,
    /// What is under way, by the time at which it arrives and, within that, by the order of sending.
    transits: Table<(Micros, u64), Transit>,
    next_connection: u64,
    next_transit: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Connection {
    port: Port,
    /// The dialler's, then the acceptor's.
    ends: [End; 2],
}

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct End {
    server: ServerId,
    open: bool,
    /// When the last thing sent to this end arrives; nothing overtakes it.
    last_arrival: Micros,
}

/// Something under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Transit {
    /// On which connection.
    pub(crate) connection: ConnectionId,
    /// Its port.
    pub(crate) port: Port,
    /// From whom.
    pub(crate) from: ServerId,
    /// To whom.
    pub(crate) to: ServerId,
    /// When it left.
    pub(crate) sent: Micros,
    /// The event that sent it.
    pub(crate) cause: Cause,
    /// What it is.
    pub(crate) parcel: Parcel,
}

/// What passes between two ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Parcel {
    /// A wish to connect.
    Dial,
    /// Its answer: connected.
    Welcome,
    /// Its other answer: nobody listens.
    Refusal,
    /// A message.
    Message(Message),
    /// No more will come from here.
    End,
}

impl Network {
    /// A network without connections.
    pub(crate) fn new(seed: u64, latency: Latency) -> Network {
        Network {
            seed,
            latency,
            links: Table::default(),
            connections: Table::default(),
            transits: Table::default(),
            next_connection: 1,
            next_transit: 0,
        }
    }

    /// When the next thing arrives.
    pub(crate) fn next(&self) -> Option<Micros> {
        self.transits.first().map(|((at, _), _)| *at)
    }

    /// Takes the next thing off the wire, if it arrives by now.
    pub(crate) fn take(&mut self, now: Micros) -> Option<Transit> {
        self.next().filter(|at| *at <= now)?;
        self.transits.take_first().map(|(_, transit)| transit)
    }

    /// All that is under way, in the order of arrival, with the times.
    pub(crate) fn transits(&self) -> impl Iterator<Item = (Micros, &Transit)> {
        self.transits.iter().map(|((at, _), transit)| (*at, transit))
    }

    /// Dials. Until the dial is answered, only the dialler's end is open.
    pub(crate) fn dial(&mut self, now: Micros, from: ServerId, to: ServerId, port: Port, cause: Cause) {
        let id = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let ends = [(from, true), (to, false)].map(|(server, open)| End { server, open, last_arrival: now });
        self.connections.insert(id, Connection { port, ends });
        self.carry(now, id, from, Parcel::Dial, cause);
    }

    /// Answers a dial.
    pub(crate) fn answer(&mut self, now: Micros, id: ConnectionId, accepts: bool, cause: Cause) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let acceptor = &mut connection.ends[1];
        acceptor.open = accepts;
        let (from, parcel) = (acceptor.server, if accepts { Parcel::Welcome } else { Parcel::Refusal });
        self.carry(now, id, from, parcel, cause);
    }

    /// Sends a message from one end to the other. On a connection whose own end is closed nothing is sent.
    pub(crate) fn send(
        &mut self,
        now: Micros,
        id: ConnectionId,
        from: ServerId,
        message: Message,
        cause: Cause,
    ) {
        if self.is_open(id, from) {
            self.carry(now, id, from, Parcel::Message(message), cause);
        }
    }

    /// Closes one end; the other hears of it.
    pub(crate) fn close(&mut self, now: Micros, id: ConnectionId, from: ServerId, cause: Cause) {
        if self.is_open(id, from) {
            self.carry(now, id, from, Parcel::End, cause);
            self.shut(id, from);
        }
    }

    /// Closes every end of a server whose process has died.
    pub(crate) fn close_all(&mut self, now: Micros, from: ServerId, cause: Cause) {
        let own = self.connections.iter().filter(|(_, connection)| connection.end(from).is_some());
        for id in own.map(|(id, _)| *id).collect::<Vec<_>>() {
            self.close(now, id, from, cause);
        }
    }

    /// Whether this server's end of a connection is open.
    pub(crate) fn is_open(&self, id: ConnectionId, server: ServerId) -> bool {
        self.connections.get(&id).and_then(|connection| connection.end(server)).is_some_and(|end| end.open)
    }

    /// Closes one end without a word, because the other is closed already. A connection without ends is forgotten.
    pub(crate) fn shut(&mut self, id: ConnectionId, server: ServerId) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if let Some(end) = connection.end_mut(server) {
            end.open = false;
        }
        if connection.ends.iter().all(|end| !end.open) {
            self.connections.remove(&id);
        }
    }

    /// Who is at the other end of a connection, and at which port; nobody, if this server's own end is closed.
    pub(crate) fn other_end(&self, id: ConnectionId, server: ServerId) -> Option<(ServerId, Port)> {
        let connection = self.connections.get(&id)?;
        connection.end(server).filter(|end| end.open)?;
        Some((connection.other(server)?, connection.port))
    }

    fn carry(&mut self, now: Micros, id: ConnectionId, from: ServerId, parcel: Parcel, cause: Cause) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let port = connection.port;
        let Some(to) = connection.other(from) else { return };
        let Some(end) = connection.end_mut(to) else { return };
        let (seed, latency) = (self.seed, self.latency);
        let stream = self.links.get_or_insert_with((from, to), || Stream::of_link(seed, from, to));
        let arrival = now + stream.between(latency.min, latency.max);
        end.last_arrival = end.last_arrival.max(arrival);
        let key = (end.last_arrival, self.next_transit);
        self.next_transit += 1;
        self.transits.insert(key, Transit { connection: id, port, from, to, sent: now, cause, parcel });
    }
}

impl Connection {
    fn end(&self, server: ServerId) -> Option<&End> {
        self.ends.iter().find(|end| end.server == server)
    }

    fn end_mut(&mut self, server: ServerId) -> Option<&mut End> {
        self.ends.iter_mut().find(|end| end.server == server)
    }

    /// The server at the other end; nobody, for a server that is at neither.
    fn other(&self, server: ServerId) -> Option<ServerId> {
        self.end(server)?;
        self.ends.iter().map(|end| end.server).find(|other| *other != server)
    }
}
