//! What is to come: things that are due one after the other, each at its time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hash::{Hash, Hasher};
use zab::ids::Micros;

/// Things by the time at which they are due and, of those due at one time, by their numbers.
///
/// Only these lie in a heap, with the place of the thing: what is under way is large, and stays where it is.
#[derive(Clone, Debug)]
pub(crate) struct Schedule<T> {
    due: BinaryHeap<Reverse<(Micros, u64, u32)>>,
    things: Vec<Option<T>>,
    /// The places at which nothing lies.
    free: Vec<u32>,
}

impl<T> Default for Schedule<T> {
    fn default() -> Schedule<T> {
        Schedule { due: BinaryHeap::new(), things: Vec::new(), free: Vec::new() }
    }
}

impl<T> Schedule<T> {
    /// When the first thing is due.
    pub(crate) fn next(&self) -> Option<Micros> {
        self.due.peek().map(|Reverse((at, ..))| *at)
    }

    /// Adds a thing. No two have the same number.
    pub(crate) fn add(&mut self, at: Micros, number: u64, thing: T) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.things.push(None);
            self.things.len() as u32 - 1
        });
        self.things[place as usize] = Some(thing);
        self.due.push(Reverse((at, number, place)));
    }

    /// Takes the first thing, if it is due by now, with its number.
    pub(crate) fn take(&mut self, now: Micros) -> Option<(u64, T)> {
        self.next().filter(|at| *at <= now)?;
        let Reverse((_, number, place)) = self.due.pop()?;
        self.free.push(place);
        Some((number, self.things[place as usize].take()?))
    }

    /// Takes everything of a kind, in order, with the times.
    pub(crate) fn take_all(&mut self, is: &dyn Fn(&T) -> bool) -> Vec<(Micros, T)> {
        let mut taken = Vec::new();
        let due = std::mem::take(&mut self.due).into_sorted_vec();
        for entry in due.into_iter().rev() {
            let place = entry.0.2;
            match self.things[place as usize].take_if(|thing| is(thing)) {
                Some(thing) => {
                    self.free.push(place);
                    taken.push((entry.0.0, thing));
                }
                None => self.due.push(entry),
            }
        }
        taken
    }

    /// Everything in order, with times and numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((Micros, u64), &T)> {
        let due = self.due.clone().into_sorted_vec();
        due.into_iter().rev().filter_map(|Reverse((at, number, place))| {
            Some(((at, number), self.things[place as usize].as_ref()?))
        })
    }
}

impl<T: PartialEq> PartialEq for Schedule<T> {
    fn eq(&self, other: &Schedule<T>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Schedule<T> {}

/// As that of a map from times and numbers to things.
impl<T: Hash> Hash for Schedule<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.due.len());
        self.iter().for_each(|entry| entry.hash(state));
    }
}
