//! A queue: first in, first out.

use std::collections::VecDeque;
use std::collections::vec_deque;

/// Entries in the order of their coming.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Queue<T> {
    entries: VecDeque<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Queue<T> {
        Queue { entries: VecDeque::new() }
    }
}

impl<T> Queue<T> {
    /// Adds an entry at the end.
    pub fn push_back(&mut self, entry: T) {
        self.entries.push_back(entry);
    }

    /// Adds an entry before the last one.
    pub fn push_before_last(&mut self, entry: T) {
        self.entries.insert(self.entries.len().saturating_sub(1), entry);
    }

    /// Adds entries at the beginning, in their order.
    pub fn push_all_front(&mut self, entries: Queue<T>) {
        for entry in entries.entries.into_iter().rev() {
            self.entries.push_front(entry);
        }
    }

    /// Takes the first entry out.
    pub fn pop_front(&mut self) -> Option<T> {
        self.entries.pop_front()
    }

    /// Takes the first entry out, if it is like this.
    pub fn pop_front_if(&mut self, is: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if is(self.entries.front_mut()?) { self.pop_front() } else { None }
    }

    /// Takes out every entry that is not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.entries.retain(keep);
    }

    /// The first entry.
    pub fn front(&self) -> Option<&T> {
        self.entries.front()
    }

    /// The first entry, to be changed.
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.entries.front_mut()
    }

    /// The first entry that is like this, to be changed.
    pub fn find_mut(&mut self, is: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.entries.iter_mut().find(|entry| is(entry))
    }

    /// The last entry.
    pub fn back(&self) -> Option<&T> {
        self.entries.back()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes every entry out.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Takes every entry out, and gives them in order.
    pub fn take_all(&mut self) -> Vec<T> {
        std::mem::take(&mut self.entries).into()
    }

    /// The entries in order.
    pub fn iter(&self) -> vec_deque::Iter<'_, T> {
        self.entries.iter()
    }
}

impl<T> FromIterator<T> for Queue<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Queue<T> {
        Queue { entries: entries.into_iter().collect() }
    }
}

impl<T> IntoIterator for Queue<T> {
    type Item = T;
    type IntoIter = vec_deque::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
