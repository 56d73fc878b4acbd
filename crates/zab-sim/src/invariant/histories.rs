//! Histories: sequences of transactions, of which those that begin alike share their beginning.
//!
//! All of them are one tree, and a history is a place in it: the way from the root. So to go on with a history by one transaction,
//! and to ask whether one is a prefix of another that is a little longer, takes no time that depends on how long they are.

use zab::ids::{ServerId, Zxid};

/// A history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place(u32);

/// The empty history.
pub(super) const EMPTY: Place = Place(0);

/// All histories that there have been.
#[derive(Clone, Debug)]
pub(super) struct Histories {
    steps: Vec<Step>,
}

/// The last transaction of a history.
#[derive(Clone, Copy, Debug)]
struct Step {
    zxid: Zxid,
    before: Place,
    length: u32,
    /// The first of those that go on from here.
    next: Option<Place>,
    /// Another that goes on from the same history.
    sibling: Option<Place>,
    /// Who was the first to deliver it here, and in which event.
    delivered: Option<(ServerId, u32)>,
}

impl Default for Histories {
    fn default() -> Histories {
        Histories { steps: vec![Step::new(Zxid(0), EMPTY, 0)] }
    }
}

impl Step {
    fn new(zxid: Zxid, before: Place, length: u32) -> Step {
        Step { zxid, before, length, next: None, sibling: None, delivered: None }
    }
}

impl Histories {
    fn step(&self, place: Place) -> &Step {
        &self.steps[place.0 as usize]
    }

    fn step_mut(&mut self, place: Place) -> &mut Step {
        &mut self.steps[place.0 as usize]
    }

    /// The history that goes on with this transaction.
    pub(super) fn after(&mut self, place: Place, zxid: Zxid) -> Place {
        let first = self.step(place).next;
        let mut next = first;
        while let Some(found) = next {
            if self.step(found).zxid == zxid {
                return found;
            }
            next = self.step(found).sibling;
        }
        let made = Place(self.steps.len() as u32);
        self.steps.push(Step { sibling: first, ..Step::new(zxid, place, self.step(place).length + 1) });
        self.step_mut(place).next = Some(made);
        made
    }

    /// The history of these transactions.
    pub(super) fn of(&mut self, zxids: impl IntoIterator<Item = Zxid>) -> Place {
        zxids.into_iter().fold(EMPTY, |place, zxid| self.after(place, zxid))
    }

    /// Its last transaction; that of the empty one is 0.
    pub(super) fn last(&self, place: Place) -> Zxid {
        self.step(place).zxid
    }

    /// The same without its last transaction.
    pub(super) fn before(&self, place: Place) -> Place {
        self.step(place).before
    }

    /// Who was the first to deliver its last transaction, and in which event.
    pub(super) fn delivered(&self, place: Place) -> Option<(ServerId, u32)> {
        self.step(place).delivered
    }

    /// Its last transaction is delivered. False if that is nothing new.
    pub(super) fn deliver(&mut self, place: Place, by: ServerId, event: u32) -> bool {
        let delivered = &mut self.step_mut(place).delivered;
        let is_new = delivered.is_none();
        delivered.get_or_insert((by, event));
        is_new
    }

    /// Its beginning of so many transactions; the whole, if it has no more.
    fn beginning(&self, mut place: Place, length: u32) -> Place {
        while self.step(place).length > length {
            place = self.step(place).before;
        }
        place
    }

    /// Whether one begins with the other.
    pub(super) fn is_prefix(&self, prefix: Place, of: Place) -> bool {
        self.beginning(of, self.step(prefix).length) == prefix
    }

    /// What two have in common at their beginning.
    pub(super) fn common(&self, one: Place, other: Place) -> Place {
        let length = self.step(one).length.min(self.step(other).length);
        let (mut one, mut other) = (self.beginning(one, length), self.beginning(other, length));
        while one != other {
            (one, other) = (self.step(one).before, self.step(other).before);
        }
        one
    }

    /// The beginning of one that is one transaction longer than the other: where it goes on from there.
    pub(super) fn next_towards(&self, from: Place, to: Place) -> Place {
        self.beginning(to, self.step(from).length + 1)
    }

    /// Whether a transaction is in it.
    pub(super) fn contains(&self, place: Place, zxid: Zxid) -> bool {
        self.back_from(place).any(|step| self.last(step) == zxid)
    }

    /// Its beginnings, the longest first, without the empty one.
    pub(super) fn back_from(&self, place: Place) -> impl Iterator<Item = Place> + '_ {
        let some = |place| Some(place).filter(|place| *place != EMPTY);
        std::iter::successors(some(place), move |place| some(self.before(*place)))
    }

    /// How much memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.steps.len() * size_of::<Step>()
    }
}
