//! Links, and what can be done to them and to what is under way on them: each is an event.

use crate::party::Party;
use crate::record::event::{Event, What};
use crate::world::network::tampering::{Found, MessageName};
use crate::world::network::{Parcel, Transit};
use crate::world::{ActionError, World};
use zab::ids::Micros;

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

type Done = Result<(), ActionError>;

impl World {
    pub(super) fn cut_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let fits = |world: &World, from, to| !world.network.is_cut(from, to);
        for (from, to) in self.ways(link, fits, ActionError::AlreadyCut)? {
            self.happen(None, None, What::Cut { from, to }, log);
            self.network.cut(from, to);
        }
        Ok(())
    }

    pub(super) fn heal_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let fits = |world: &World, from, to| world.network.is_cut(from, to);
        let ways = self.ways(link, fits, ActionError::NotCut)?;
        self.heal(ways, log);
        Ok(())
    }

    pub(super) fn heal_all(&mut self, log: &mut Vec<Event>) -> Done {
        let ways = self.network.cuts().map(|(from, to, _)| (from, to)).collect();
        let ways = some(ways, ActionError::NothingCut)?;
        self.heal(ways, log);
        Ok(())
    }

    fn heal(&mut self, ways: Vec<(Party, Party)>, log: &mut Vec<Event>) {
        for (from, to) in ways {
            self.happen(None, None, What::Healed { from, to }, log);
            self.network.heal(self.now(), from, to);
        }
    }

    pub(super) fn slow_link(&mut self, link: Link, by: Micros, log: &mut Vec<Event>) -> Done {
        for (from, to) in self.ways(link, |_, _, _| true, ActionError::NoLink)? {
            self.happen(None, None, What::Slowed { from, to, by }, log);
            self.network.slow(from, to, Some(by));
        }
        Ok(())
    }

    pub(super) fn fast_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let fits = |world: &World, from, to| world.network.slowness(from, to).is_some();
        let ways = self.ways(link, fits, ActionError::NotSlow)?;
        self.fast(ways, log);
        Ok(())
    }

    pub(super) fn fast_all(&mut self, log: &mut Vec<Event>) -> Done {
        let ways = self.network.slow_ways().map(|(from, to, _)| (from, to)).collect();
        let ways = some(ways, ActionError::NothingSlow)?;
        self.fast(ways, log);
        Ok(())
    }

    fn fast(&mut self, ways: Vec<(Party, Party)>, log: &mut Vec<Event>) {
        for (from, to) in ways {
            self.happen(None, None, What::NoLongerSlow { from, to }, log);
            self.network.slow(from, to, None);
        }
    }

    pub(super) fn hold_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let fits = |world: &World, from, to| !world.network.is_held(from, to);
        for (from, to) in self.ways(link, fits, ActionError::AlreadyHeld)? {
            self.happen(None, None, What::Held { from, to }, log);
            self.network.hold(from, to);
        }
        Ok(())
    }

    pub(super) fn unhold_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let fits = |world: &World, from, to| world.network.holds_some(from, to);
        let ways = self.ways(link, fits, ActionError::NotHeld)?;
        self.unhold(ways, log);
        Ok(())
    }

    pub(super) fn unhold_all(&mut self, log: &mut Vec<Event>) -> Done {
        let ways = some(self.network.held_ways().collect(), ActionError::NothingHeld)?;
        self.unhold(ways, log);
        Ok(())
    }

    fn unhold(&mut self, ways: Vec<(Party, Party)>, log: &mut Vec<Event>) {
        for (from, to) in ways {
            self.happen(None, None, What::Unheld { from, to }, log);
            self.network.unhold(self.now(), from, to);
        }
    }

    pub(super) fn reset_link(&mut self, link: Link, log: &mut Vec<Event>) -> Done {
        let Link { from, to, .. } = link;
        self.ways(link, |_, _, _| true, ActionError::NoLink)?;
        let connections = some(self.network.between(from, to), ActionError::NoConnection(from, to))?;
        let why = self.happen(None, None, What::LinkReset { from, to }, log);
        for connection in connections {
            let lost = self.network.break_off(self.now(), connection, why);
            self.lose(lost, log);
        }
        Ok(())
    }

    pub(super) fn hold_message(&mut self, name: MessageName, log: &mut Vec<Event>) -> Done {
        let found = self.message(&name)?;
        let (message, MessageName { from, to, .. }) = (found.id.0 as u32, name);
        let what = What::MessageHeld { message, from, to, content: found.content.clone() };
        self.happen(None, Some(found.id), what, log);
        self.network.hold_message(&found);
        Ok(())
    }

    pub(super) fn deliver_message(&mut self, name: MessageName, log: &mut Vec<Event>) -> Done {
        let found = self.message(&name)?;
        let (message, MessageName { from, to, .. }) = (found.id.0 as u32, name);
        let what = What::MessageHurried { message, from, to, content: found.content.clone() };
        self.happen(None, Some(found.id), what, log);
        self.network.hurry(self.now(), &found);
        Ok(())
    }

    pub(super) fn drop_message(&mut self, name: MessageName, log: &mut Vec<Event>) -> Done {
        let found = self.message(&name)?;
        let (message, MessageName { from, to, .. }) = (found.id.0 as u32, name);
        let what = What::MessageDropped { message, from, to, content: found.content.clone() };
        let why = self.happen(None, Some(found.id), what, log);
        let lost = self.network.drop_message(self.now(), &found, why);
        self.lose(lost, log);
        Ok(())
    }

    /// A message that is under way.
    fn message(&self, name: &MessageName) -> Result<Found, ActionError> {
        for server in [name.from, name.to].into_iter().filter_map(Party::server) {
            self.known(server)?;
        }
        self.network.find(name).ok_or(ActionError::NoSuchMessage(*name))
    }

    /// What was under way is lost.
    fn lose(&mut self, lost: Vec<Transit>, log: &mut Vec<Event>) {
        for Transit { from, to, cause, parcel, .. } in lost {
            if let Parcel::Message(_) = parcel {
                self.happen(Some(to), Some(cause), What::Lost { message: cause.0 as u32, from }, log);
            }
        }
    }

    /// The ways of a link that fit. There must be one.
    fn ways(
        &self,
        link: Link,
        fits: fn(&World, Party, Party) -> bool,
        none: fn(Party, Party) -> ActionError,
    ) -> Result<Vec<(Party, Party)>, ActionError> {
        let Link { from, to, .. } = link;
        for server in [from, to].into_iter().filter_map(Party::server) {
            self.known(server)?;
        }
        if !link.is_one() {
            return Err(ActionError::NoLink(from, to));
        }
        some(link.ways().filter(|(from, to)| fits(self, *from, *to)).collect(), none(from, to))
    }
}

/// One thing or more; if there are none, this is why nothing can be done.
fn some<T>(things: Vec<T>, none: ActionError) -> Result<Vec<T>, ActionError> {
    if things.is_empty() { Err(none) } else { Ok(things) }
}
