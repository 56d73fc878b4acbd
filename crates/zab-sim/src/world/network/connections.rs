//! The connections of a network, by their numbers.

use crate::party::Party;
use std::hash::{Hash, Hasher};
use zab::collections::derived::Derived;
use zab::collections::table::Table;
use zab::ids::{ConnectionId, Micros};
use zab::message::Port;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Connection {
    pub(crate) port: Port,
    /// Whether the dialler has heard the answer.
    pub(crate) answered: bool,
    /// The dialler's, then the acceptor's.
    pub(crate) ends: [End; 2],
}

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct End {
    pub(crate) party: Party,
    pub(crate) open: bool,
    /// It is not open, and the other end was not told.
    pub(crate) silent: bool,
    /// When the last thing sent to this end arrives; nothing overtakes it.
    pub(crate) last_arrival: Micros,
    /// How many messages of each kind were sent from it: what they are called by.
    sent: Derived<Table<&'static str, u32>>,
}

impl End {
    pub(crate) fn new(party: Party, open: bool, now: Micros) -> End {
        End { party, open, silent: false, last_arrival: now, sent: Derived::default() }
    }

    /// One more message of a kind is sent from it: which one that is.
    pub(crate) fn count(&mut self, kind: &'static str) -> u32 {
        let sent = self.sent.0.get_or_insert_with(kind, || 0);
        *sent += 1;
        *sent
    }
}

/// All connections that have an end.
///
/// Each is found through its number at once, however many there are: the numbers count up from 1 and none is used twice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connections {
    entries: Vec<(ConnectionId, Connection)>,
    /// Where each lies among the entries, by its number; one that is no more, nowhere.
    places: Vec<u32>,
}

/// The place of a connection that is no more.
const NOWHERE: u32 = u32::MAX;

impl Connections {
    pub(crate) fn get(&self, id: ConnectionId) -> Option<&Connection> {
        let place = *self.places.get(id.0 as usize)?;
        self.entries.get(place as usize).map(|(_, connection)| connection)
    }

    pub(crate) fn get_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        let place = *self.places.get(id.0 as usize)?;
        self.entries.get_mut(place as usize).map(|(_, connection)| connection)
    }

    /// Adds a connection under a number that is higher than any before.
    pub(crate) fn add(&mut self, id: ConnectionId, connection: Connection) {
        self.places.resize(id.0 as usize, NOWHERE);
        self.places.push(self.entries.len() as u32);
        self.entries.push((id, connection));
    }

    pub(crate) fn remove(&mut self, id: ConnectionId) {
        let Some(place) = self.places.get_mut(id.0 as usize) else { return };
        let place = std::mem::replace(place, NOWHERE);
        if place == NOWHERE {
            return;
        }
        self.entries.swap_remove(place as usize);
        if let Some((moved, _)) = self.entries.get(place as usize) {
            self.places[moved.0 as usize] = place;
        }
    }

    /// All in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ConnectionId, &Connection)> {
        let entries = self.places.iter().filter_map(|place| self.entries.get(*place as usize));
        entries.map(|(id, connection)| (*id, connection))
    }

    /// The numbers of those that are like this, in order.
    pub(crate) fn those(&self, are: impl Fn(&Connection) -> bool) -> Vec<ConnectionId> {
        self.iter().filter(|(_, connection)| are(connection)).map(|(id, _)| id).collect()
    }
}

impl PartialEq for Connections {
    fn eq(&self, other: &Connections) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Connections {}

/// As that of a map from numbers to connections.
impl Hash for Connections {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.entries.len());
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl Connection {
    pub(crate) fn end(&self, party: Party) -> Option<&End> {
        self.ends.iter().find(|end| end.party == party)
    }

    pub(crate) fn end_mut(&mut self, party: Party) -> Option<&mut End> {
        self.ends.iter_mut().find(|end| end.party == party)
    }

    /// The party at the other end; nobody, for one that is at neither.
    pub(crate) fn other(&self, party: Party) -> Option<Party> {
        self.end(party)?;
        self.ends.iter().map(|end| end.party).find(|other| *other != party)
    }
}
