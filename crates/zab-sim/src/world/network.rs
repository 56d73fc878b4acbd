//! The network: connections between servers, and of clients to servers, and what is under way on them.
//!
//! Connections are TCP's: what is sent on one arrives once and in order, or the connection ends. A dial takes a way
//! there and a way back. When one end closes, or its process dies, the other end hears of it after all that was sent
//! before; what was still coming the other way is lost.
//!
//! A link can be cut, each way for itself. Nobody is told: what is sent into a cut, and what was under way when it came, is
//! held, and sent again once the link is healed.
//!
//! What else can be done to a link is in [`tampering`].
//!
//! Differs: TCP sends again after a time that doubles, and gives up after a quarter of an hour; here it sends again at once,
//! whenever that is. A link cut one way goes on the other way, where TCP would soon wait for acknowledgements. And a dial into
//! a cut waits with the rest: an election dial gives up after 5 s in ZooKeeper (`cnxTimeout`), and is made again by the next
//! notification; a learner's has `LeaderRead` to end it.

mod connections;

mod holds;

pub mod tampering;

use crate::party::Party;
use crate::world::random::Stream;
use crate::world::schedule::Schedule;
use connections::{Connection, Connections, End};
use holds::{Holds, Way};
use std::hash::{Hash, Hasher};
use zab::collections::derived::Derived;
use zab::collections::rare::Rare;
use zab::collections::table::Table;
use zab::describe::word_of;
use zab::ids::{Cause, ConnectionId, Micros};
use zab::message::{Message, Port};

/// After what time a dial is sent again that nobody has answered.
///
/// Differs: that time doubles.
const RETRANSMISSION: Micros = Micros::from_millis(1_000);

/// The shortest and the longest time that anything takes from one party to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Latency {
    /// The shortest, in microseconds.
    pub min: Micros,
    /// The longest, in microseconds.
    pub max: Micros,
}

/// All links of an ensemble and its clients.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network {
    seed: u64,
    latency: Latency,
    ways: Ways,
    connections: Connections,
    /// What is under way, by the time at which it arrives and, within that, by the order of sending.
    transits: Schedule<Transit>,
    /// The ways on which nothing passes, each with what it holds, in the order of sending.
    cuts: Table<Way, Vec<Transit>>,
    /// What is held back.
    holds: Rare<Holds>,
    /// The ways on which everything takes longer, and by how much.
    slow: Rare<Table<Way, Micros>>,
    /// How many bytes a way carries in a second; 0: as many as there are.
    bandwidth: Rare<u64>,
    /// Until when each way carries what was sent before.
    carries_until: Rare<Table<Way, Micros>>,
    next_connection: u64,
    next_transit: u64,
}

/// Where the times come from that things take: one stream for each way, by the party from which it leads and, within that, by the
/// one to which.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Ways {
    from: Table<Party, Table<Party, Stream>>,
}

/// Something under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Transit {
    /// On which connection.
    pub(crate) connection: ConnectionId,
    /// Its port.
    pub(crate) port: Port,
    /// From whom.
    pub(crate) from: Party,
    /// To whom.
    pub(crate) to: Party,
    /// When it left.
    pub(crate) sent: Micros,
    /// The event that sent it.
    pub(crate) cause: Cause,
    /// Which of its kind it is among the messages that were sent on its connection, counted from 1.
    pub(crate) nth: Derived<u32>,
    /// Whether it has arrived at a server that was busy, and has its turn there at a moment of its own.
    pub(crate) queued: Rare<bool>,
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
    /// What a dialler answers to that who has no message to send with it.
    Established,
    /// Its other answer: nobody listens.
    Refusal,
    /// A message.
    Message(Message),
    /// No more will come from here.
    End,
    /// No more will come from here, and nothing that is sent there arrives.
    Reset,
    /// A dial that was answered by the machine of a process that is suspended, and that the process has not seen.
    Backlog,
}

impl Network {
    /// A network without connections.
    pub(crate) fn new(seed: u64, latency: Latency, bandwidth: u64) -> Network {
        Network {
            seed,
            latency,
            ways: Ways::default(),
            connections: Connections::default(),
            transits: Schedule::default(),
            cuts: Table::default(),
            holds: Rare::default(),
            slow: Rare::default(),
            bandwidth: Rare(bandwidth),
            carries_until: Rare::default(),
            next_connection: 1,
            next_transit: 0,
        }
    }

    /// When the next thing arrives.
    pub(crate) fn next(&self) -> Option<Micros> {
        self.transits.next()
    }

    /// Takes the next thing off the wire, if it arrives by now.
    pub(crate) fn take(&mut self, now: Micros) -> Option<(u64, Transit)> {
        let (number, transit) = self.transits.take(now)?;
        if matches!(transit.parcel, Parcel::Welcome)
            && let Some(connection) = self.connections.get_mut(transit.connection)
        {
            connection.answered = true;
        }
        Some((number, transit))
    }

    /// Something that was taken arrives later, before what was sent after it.
    pub(crate) fn put_off(&mut self, at: Micros, number: u64, transit: Transit) {
        self.transits.add(at, number, transit);
    }

    /// All that is under way, in the order of arrival, with the times; then what is held. Whether it is stands with each.
    pub(crate) fn transits(&self) -> impl Iterator<Item = (Micros, &Transit, bool)> {
        let moving = self.transits.iter().map(|((at, _), transit)| (at, transit, false));
        moving.chain(self.holds.0.waiting().map(|(at, transit)| (at, transit, true)))
    }

    /// The ways that are cut, each with what it holds.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = (Party, Party, &[Transit])> {
        self.cuts.iter().map(|((from, to), held)| (*from, *to, held.as_slice()))
    }

    /// Whether this way is cut.
    pub(crate) fn is_cut(&self, from: Party, to: Party) -> bool {
        self.cuts.get(&(from, to)).is_some()
    }

    /// Cuts a way. What is under way on it is held.
    pub(crate) fn cut(&mut self, from: Party, to: Party) {
        let mut held = self.transits.take_all(&|transit| (transit.from, transit.to) == (from, to));
        held.extend(self.holds.0.take((from, to)));
        self.cuts.insert((from, to), held.into_iter().map(|(_, transit)| transit).collect());
    }

    /// Heals a way. What it held is sent again, in the same order.
    pub(crate) fn heal(&mut self, now: Micros, from: Party, to: Party) {
        for transit in self.cuts.remove(&(from, to)).unwrap_or_default() {
            self.launch(Transit { sent: now, ..transit });
        }
    }

    /// Dials. Until the dial is answered, only the dialler's end is open.
    pub(crate) fn dial(
        &mut self,
        now: Micros,
        from: Party,
        to: Party,
        port: Port,
        cause: Cause,
    ) -> ConnectionId {
        let id = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let ends = [(from, true), (to, false)];
        let ends = ends.map(|(party, open)| End::new(party, open, now));
        self.connections.add(id, Connection { port, answered: false, ends });
        self.carry(now, id, from, Parcel::Dial, cause);
        id
    }

    /// Somebody gives up what it has dialled there and what nobody has answered.
    pub(crate) fn give_up(&mut self, now: Micros, from: Party, to: Party, port: Port, cause: Cause) {
        let unanswered = self.connections.those(|connection| {
            let [dialler, acceptor] = &connection.ends;
            let dialled = connection.port == port && dialler.party == from && acceptor.party == to;
            dialled && dialler.open && !connection.answered
        });
        for id in unanswered {
            match self.connections.get(id).is_some_and(|connection| connection.ends[1].open) {
                true => self.close(now, id, from, cause),
                false => self.shut(id, from),
            }
        }
    }

    /// Answers a dial.
    pub(crate) fn answer(&mut self, now: Micros, id: ConnectionId, accepts: bool, cause: Cause) {
        let Some(connection) = self.connections.get_mut(id) else { return };
        let acceptor = &mut connection.ends[1];
        acceptor.open = accepts;
        let (from, parcel) = (acceptor.party, if accepts { Parcel::Welcome } else { Parcel::Refusal });
        self.carry(now, id, from, parcel, cause);
    }

    /// A dialler has heard that it is connected, and has nothing to say.
    pub(crate) fn establish(&mut self, now: Micros, id: ConnectionId, from: Party, cause: Cause) {
        self.carry(now, id, from, Parcel::Established, cause);
    }

    /// Sends a message from one end to the other. On a connection whose own end is closed nothing is sent.
    pub(crate) fn send(
        &mut self,
        now: Micros,
        id: ConnectionId,
        from: Party,
        message: Message,
        cause: Cause,
    ) {
        if self.is_open(id, from) {
            self.carry(now, id, from, Parcel::Message(message), cause);
        }
    }

    /// Closes one end; the other hears of it.
    pub(crate) fn close(&mut self, now: Micros, id: ConnectionId, from: Party, cause: Cause) {
        if self.is_open(id, from) {
            self.carry(now, id, from, Parcel::End, cause);
            self.shut(id, from);
        }
    }

    /// Closes every end of a party whose process has died.
    pub(crate) fn close_all(&mut self, now: Micros, from: Party, cause: Cause) {
        for id in self.connections.those(|connection| connection.end(from).is_some()) {
            self.close(now, id, from, cause);
        }
    }

    /// A party's machine has lost its power: every end that it had is gone, and the other ends are not told.
    pub(crate) fn silence_all(&mut self, from: Party) {
        for id in self.connections.those(|connection| connection.end(from).is_some()) {
            if let Some(end) = self.connections.get_mut(id).and_then(|connection| connection.end_mut(from)) {
                end.silent = true;
            }
            self.shut(id, from);
        }
    }

    /// Nobody has answered: it is sent again, after a while.
    pub(crate) fn send_again(&mut self, now: Micros, transit: Transit) {
        self.launch_at(now + RETRANSMISSION, transit);
    }

    /// Something has arrived where there is no such connection any more. If the other end was never told, it is now.
    pub(crate) fn reset(&mut self, now: Micros, id: ConnectionId, party: Party, cause: Cause) {
        let end = self.connections.get_mut(id).and_then(|connection| connection.end_mut(party));
        if end.is_some_and(|end| std::mem::take(&mut end.silent)) {
            self.carry(now, id, party, Parcel::End, cause);
        }
    }

    /// Whether this party has dialled, and nobody has answered yet.
    pub(crate) fn awaits_answer(&self, id: ConnectionId, party: Party) -> bool {
        self.connections
            .get(id)
            .is_some_and(|connection| !connection.answered && connection.ends[0].party == party)
    }

    /// Whether this party's end of a connection is open.
    pub(crate) fn is_open(&self, id: ConnectionId, party: Party) -> bool {
        self.connections.get(id).and_then(|connection| connection.end(party)).is_some_and(|end| end.open)
    }

    /// Closes one end without a word, because the other is closed already. A connection without ends is forgotten.
    pub(crate) fn shut(&mut self, id: ConnectionId, party: Party) {
        let Some(connection) = self.connections.get_mut(id) else { return };
        if let Some(end) = connection.end_mut(party) {
            end.open = false;
        }
        if connection.ends.iter().all(|end| !end.open) {
            self.connections.remove(id);
        }
    }

    /// Who is at the other end of a connection, and at which port; nobody, if this party's own end is closed.
    pub(crate) fn other_end(&self, id: ConnectionId, party: Party) -> Option<(Party, Port)> {
        let connection = self.connections.get(id)?;
        connection.end(party).filter(|end| end.open)?;
        Some((connection.other(party)?, connection.port))
    }

    fn carry(&mut self, now: Micros, id: ConnectionId, from: Party, parcel: Parcel, cause: Cause) {
        let Some(connection) = self.connections.get_mut(id) else { return };
        let Some(to) = connection.other(from) else { return };
        let nth = match (&parcel, connection.end_mut(from)) {
            (Parcel::Message(message), Some(end)) => end.count(word_of(message)),
            _ => 0,
        };
        let (port, nth) = (connection.port, Derived(nth));
        let transit =
            Transit { connection: id, port, from, to, sent: now, cause, nth, queued: Rare(false), parcel };
        match self.cuts.get_mut(&(from, to)) {
            Some(held) => held.push(transit),
            None => self.launch(transit),
        }
    }

    /// Sends something on its way. Of a connection that is no more it arrives all the same, and finds nobody.
    fn launch(&mut self, transit: Transit) {
        let Transit { connection, from, to, sent, .. } = transit;
        let (seed, latency) = (self.seed, self.latency);
        let stream = self.ways.stream(seed, from, to);
        let takes = stream.between(latency.min, latency.max);
        let usual = self.has_left(sent, &transit) + takes;
        let mut arrival = usual + self.slowness(from, to).unwrap_or_default();
        let connection = self.connections.get_mut(connection);
        if let Some(end) = connection.and_then(|connection| connection.end_mut(to)) {
            arrival = arrival.max(end.last_arrival);
            end.last_arrival = arrival;
        }
        self.schedule(arrival, transit);
    }

    /// When something that is sent has left: after all that was sent before it on its way, one byte after the other.
    ///
    /// Differs: what is long arrives as a whole, and whoever reads it takes the wait for silence.
    fn has_left(&mut self, sent: Micros, transit: &Transit) -> Micros {
        let (Parcel::Message(message), Rare(1..)) = (&transit.parcel, &self.bandwidth) else { return sent };
        let until = self.carries_until.0.get_or_insert_with((transit.from, transit.to), || sent);
        *until = sent.max(*until) + Micros::of_bytes(message.wire_bytes(), self.bandwidth.0);
        *until
    }

    /// Lets something arrive then, or wait if it is held.
    fn schedule(&mut self, arrival: Micros, transit: Transit) {
        if let Some((arrival, transit)) = self.holds.0.keep(arrival, transit) {
            self.launch_at(arrival, transit);
        }
    }

    /// Lets something arrive then.
    fn launch_at(&mut self, arrival: Micros, transit: Transit) {
        self.transits.add(arrival, self.next_transit, transit);
        self.next_transit += 1;
    }
}

impl Ways {
    fn stream(&mut self, seed: u64, from: Party, to: Party) -> &mut Stream {
        let those = self.from.get_or_insert_with(from, Table::default);
        those.get_or_insert_with(to, || Stream::of_link(seed, from, to))
    }

    fn iter(&self) -> impl Iterator<Item = ((Party, Party), &Stream)> {
        self.from
            .iter()
            .flat_map(|(from, those)| those.iter().map(move |(to, stream)| ((*from, *to), stream)))
    }
}

/// As that of a map from ways to streams.
impl Hash for Ways {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.iter().count());
        self.iter().for_each(|entry| entry.hash(state));
    }
}
