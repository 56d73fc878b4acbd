//! What is held back on a network: everything on a way, or single messages.
//!
//! What is held has come as far as it can, and waits at the other end: let go, it is there at once, or when it would have been there
//! anyway. Nothing is lost, and nothing overtakes: behind a message that is held waits all that was sent after it on its connection.

use crate::party::Party;
use crate::world::network::Transit;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::ids::{ConnectionId, Micros};

/// From whom, and to whom.
pub(crate) type Way = (Party, Party);

/// What waits, with the times of arrival.
pub(crate) type Waiting = Vec<(Micros, Transit)>;

/// All that is held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Holds {
    ways: Table<Way, Hold>,
}

/// What is held on one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Hold {
    /// Everything.
    whole: bool,
    /// These messages, by the numbers of the events that sent them.
    single: Set<u64>,
    /// What waits, in the order of sending on each connection, with the times of arrival.
    waiting: Waiting,
}

impl Hold {
    fn keeps(&self, transit: &Transit) -> bool {
        self.whole
            || self.single.contains(&transit.cause.0)
            || self.waiting.iter().any(|(_, other)| other.connection == transit.connection)
    }

    /// Takes what is like this; it is no longer held.
    fn take(&mut self, is: &dyn Fn(&Transit) -> bool) -> Waiting {
        let taken: Vec<_> = self.waiting.extract_if(.., |(_, transit)| is(transit)).collect();
        taken.iter().for_each(|(_, transit)| _ = self.single.remove(&transit.cause.0));
        taken
    }

    fn is_empty(&self) -> bool {
        !self.whole && self.single.is_empty() && self.waiting.is_empty()
    }
}

impl Holds {
    /// Whether everything is held on a way.
    pub(crate) fn is_whole(&self, way: Way) -> bool {
        self.ways.get(&way).is_some_and(|hold| hold.whole)
    }

    /// Whether anything is held on a way.
    pub(crate) fn has(&self, way: Way) -> bool {
        self.ways.get(&way).is_some()
    }

    /// The ways on which everything is held, and how many things wait there.
    pub(crate) fn whole(&self) -> impl Iterator<Item = (Way, &[(Micros, Transit)])> {
        self.ways.iter().filter(|(_, hold)| hold.whole).map(|(way, hold)| (*way, hold.waiting.as_slice()))
    }

    /// The ways on which anything is held.
    pub(crate) fn ways(&self) -> impl Iterator<Item = Way> + '_ {
        self.ways.keys().copied()
    }

    /// All that waits, with the times of arrival.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (Micros, &Transit)> {
        self.ways.values().flat_map(|hold| &hold.waiting).map(|(at, transit)| (*at, transit))
    }

    /// From now on everything waits on a way.
    pub(crate) fn hold(&mut self, way: Way) {
        self.ways.get_or_insert_with(way, Hold::default).whole = true;
    }

    /// From now on a message waits, and what comes behind it.
    pub(crate) fn hold_one(&mut self, way: Way, message: u64) {
        self.ways.get_or_insert_with(way, Hold::default).single.insert(message);
    }

    /// Takes up what must wait; gives back what need not.
    pub(crate) fn keep(&mut self, arrival: Micros, transit: Transit) -> Option<(Micros, Transit)> {
        match self.ways.get_mut(&(transit.from, transit.to)).filter(|hold| hold.keeps(&transit)) {
            Some(hold) => {
                hold.waiting.push((arrival, transit));
                None
            }
            None => Some((arrival, transit)),
        }
    }

    /// Nothing waits on a way any more. Gives back what did.
    pub(crate) fn release(&mut self, way: Way) -> Waiting {
        self.ways.remove(&way).map(|hold| hold.waiting).unwrap_or_default()
    }

    /// What waits on a way is taken away from there; what comes later waits as before.
    pub(crate) fn take(&mut self, way: Way) -> Waiting {
        self.ways.get_mut(&way).map(|hold| std::mem::take(&mut hold.waiting)).unwrap_or_default()
    }

    /// What was sent on a connection up to an event waits no longer on a way. Gives back that, and then what has waited behind it alone.
    pub(crate) fn release_below(
        &mut self,
        way: Way,
        connection: ConnectionId,
        until: u64,
    ) -> (Waiting, Waiting) {
        let Some(hold) = self.ways.get_mut(&way) else { return Default::default() };
        let is_below = |transit: &Transit| transit.connection == connection && transit.cause.0 < until;
        let released = hold.take(&is_below);
        let mut behind = Vec::new();
        for (arrival, transit) in std::mem::take(&mut hold.waiting) {
            match hold.keeps(&transit) {
                true => hold.waiting.push((arrival, transit)),
                false => behind.push((arrival, transit)),
            }
        }
        self.tidy();
        (released, behind)
    }

    /// A connection is no more: nothing of it waits. Gives back what did.
    pub(crate) fn forget(&mut self, connection: ConnectionId) -> Waiting {
        let is_of = |transit: &Transit| transit.connection == connection;
        let lost = self.ways.values_mut().flat_map(|hold| hold.take(&is_of)).collect();
        self.tidy();
        lost
    }

    fn tidy(&mut self) {
        self.ways.retain(|_, hold| !hold.is_empty());
    }
}
