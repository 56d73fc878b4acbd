//! What can be done to links beside cutting them: they are slow, they hold back what is sent, their connections are reset; and single
//! messages are held, delivered at once, or dropped.

use crate::party::Party;
use crate::world::network::holds::{Waiting, Way};
use crate::world::network::{Network, Parcel, Transit};
use zab::collections::derived::Derived;
use zab::collections::rare::Rare;
use zab::describe::word_of;
use zab::ids::{Cause, ConnectionId, Micros};
use zab::message::Message;

/// A message by a name that stays the same when something else changes: the first PROPOSAL from 3 to 1, the second one, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageName {
    /// The word for its kind.
    pub kind: &'static str,
    /// Which of its kind, counted from 1 since its connection began. Where connections follow each other the latest is meant that
    /// has one under way.
    pub nth: u32,
    /// From whom.
    pub from: Party,
    /// To whom.
    pub to: Party,
}

/// A message under way.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The number of the event that sent it.
    pub(crate) id: Cause,
    /// On which connection.
    pub(crate) connection: ConnectionId,
    /// What it says.
    pub(crate) content: Message,
    way: Way,
}

impl Network {
    /// How much longer than usual things take that are sent on this way.
    pub(crate) fn slowness(&self, from: Party, to: Party) -> Option<Micros> {
        self.slow.0.get(&(from, to)).copied()
    }

    /// The ways that are slow, and by how much.
    pub(crate) fn slow_ways(&self) -> impl Iterator<Item = (Party, Party, Micros)> {
        self.slow.0.iter().map(|((from, to), by)| (*from, *to, *by))
    }

    /// From now on what is sent on this way takes so much longer; nothing, as long as usual.
    pub(crate) fn slow(&mut self, from: Party, to: Party, by: Option<Micros>) {
        match by {
            Some(by) => self.slow.0.insert((from, to), by),
            None => _ = self.slow.0.remove(&(from, to)),
        }
    }

    /// Whether everything on this way is held.
    pub(crate) fn is_held(&self, from: Party, to: Party) -> bool {
        self.holds.0.is_whole((from, to))
    }

    /// Whether anything on this way is held.
    pub(crate) fn holds_some(&self, from: Party, to: Party) -> bool {
        self.holds.0.has((from, to))
    }

    /// The ways on which anything is held.
    pub(crate) fn held_ways(&self) -> impl Iterator<Item = (Party, Party)> {
        self.holds.0.ways()
    }

    /// The ways on which everything is held, each with what waits there.
    pub(crate) fn whole_holds(&self) -> impl Iterator<Item = ((Party, Party), &[(Micros, Transit)])> {
        self.holds.0.whole()
    }

    /// Holds everything back on a way, what is under way as well.
    pub(crate) fn hold(&mut self, from: Party, to: Party) {
        self.holds.0.hold((from, to));
        for (arrival, transit) in self.transits.take_all(&|transit| (transit.from, transit.to) == (from, to))
        {
            self.schedule(arrival, transit);
        }
    }

    /// Lets everything go that is held on a way.
    pub(crate) fn unhold(&mut self, now: Micros, from: Party, to: Party) {
        for (arrival, transit) in self.holds.0.release((from, to)) {
            self.schedule(arrival.max(now), transit);
        }
    }

    /// A message under way, held or not.
    pub(crate) fn find(&self, name: &MessageName) -> Option<Found> {
        let found = self.transits().filter_map(|(_, transit, _)| {
            let Parcel::Message(message) = &transit.parcel else { return None };
            let is = (transit.from, transit.to, transit.nth.0) == (name.from, name.to, name.nth)
                && word_of(message) == name.kind
                && self.is_open(transit.connection, transit.to);
            is.then(|| Found {
                id: transit.cause,
                connection: transit.connection,
                content: message.summary(),
                way: (name.from, name.to),
            })
        });
        found.max_by_key(|found| found.connection)
    }

    /// Holds a message back, and all that comes behind it on its connection.
    pub(crate) fn hold_message(&mut self, message: &Found) {
        self.holds.0.hold_one(message.way, message.id.0);
        let behind = |transit: &Transit| {
            (transit.from, transit.to) == message.way
                && transit.connection == message.connection
                && transit.cause.0 >= message.id.0
        };
        for (arrival, transit) in self.transits.take_all(&behind) {
            self.schedule(arrival, transit);
        }
    }

    /// A message arrives now, after all that was sent before it on its connection.
    pub(crate) fn hurry(&mut self, now: Micros, message: &Found) {
        let (before, behind) = self.take_below(message, message.id.0 + 1);
        before.into_iter().for_each(|transit| self.launch_at(now, transit));
        behind.into_iter().for_each(|(arrival, transit)| self.schedule(arrival.max(now), transit));
    }

    /// The connections between two parties.
    pub(crate) fn between(&self, one: Party, other: Party) -> Vec<ConnectionId> {
        self.connections.those(|connection| connection.other(one) == Some(other))
    }

    /// A connection is reset: both ends hear of it now, whatever else is due. Gives back what was under way on it, which is lost.
    pub(crate) fn break_off(&mut self, now: Micros, id: ConnectionId, cause: Cause) -> Vec<Transit> {
        let lost = self.lose(id);
        self.tell_of_reset(now, id, cause);
        lost
    }

    /// The message is lost, and with it its connection: TCP loses nothing else. What was sent before it on the same way arrives.
    pub(crate) fn drop_message(&mut self, now: Micros, message: &Found, cause: Cause) -> Vec<Transit> {
        let (before, _) = self.take_below(message, message.id.0);
        let lost = self.lose(message.connection);
        before.into_iter().for_each(|transit| self.launch_at(now, transit));
        self.tell_of_reset(now, message.connection, cause);
        lost
    }

    /// Takes what was sent the way of a message on its connection, up to an event; and what has waited for nothing else.
    fn take_below(&mut self, message: &Found, until: u64) -> (Vec<Transit>, Waiting) {
        let way = message.way;
        let is_below = |transit: &Transit| {
            (transit.from, transit.to) == way
                && transit.connection == message.connection
                && transit.cause.0 < until
        };
        let mut before = self.transits.take_all(&is_below);
        let (held, behind) = self.holds.0.release_below(way, message.connection, until);
        before.extend(held);
        (before.into_iter().map(|(_, transit)| transit).collect(), behind)
    }

    /// Takes everything that is under way on a connection, whatever holds it.
    fn lose(&mut self, id: ConnectionId) -> Vec<Transit> {
        let mut lost = self.transits.take_all(&|transit| transit.connection == id);
        lost.extend(self.holds.0.forget(id));
        let mut lost: Vec<Transit> = lost.into_iter().map(|(_, transit)| transit).collect();
        for held in self.cuts.values_mut() {
            lost.extend(held.extract_if(.., |transit| transit.connection == id));
        }
        lost
    }

    /// Tells both ends of a connection, as far as they are open.
    fn tell_of_reset(&mut self, now: Micros, id: ConnectionId, cause: Cause) {
        let Some(connection) = self.connections.get(id) else { return };
        let (port, [dialler, acceptor]) = (connection.port, connection.ends.clone());
        for (from, to) in [(&acceptor, &dialler), (&dialler, &acceptor)] {
            if to.open {
                let (from, to, nth) = (from.party, to.party, Derived(0));
                let parcel = Parcel::Reset;
                self.launch_at(
                    now,
                    Transit {
                        connection: id,
                        port,
                        from,
                        to,
                        sent: now,
                        cause,
                        nth,
                        queued: Rare(false),
                        parcel,
                    },
                );
            }
        }
    }
}
