//! A queue: first in, first out, in a plain vector.
//!
//! What waits in a server is mostly nothing, and then a handful. For so few a vector whose first entry is taken out is as quick as
//! a ring, and in the browser it weighs a fraction: every type of ring is code of its own.

/// Entries in the order of their coming.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Queue<T> {
    entries: Vec<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Queue<T> {
        Queue { entries: Vec::new() }
    }
}

impl<T> Queue<T> {
    /// Adds an entry at the end.
    pub fn push_back(&mut self, entry: T) {
        self.entries.push(entry);
    }

    /// Adds an entry before the last one.
    pub fn push_before_last(&mut self, entry: T) {
        self.entries.insert(self.entries.len().saturating_sub(1), entry);
    }

    /// Adds entries at the beginning, in their order.
    pub fn push_all_front(&mut self, entries: Queue<T>) {
        self.entries.splice(0..0, entries.entries);
    }

    /// Takes the first entry out.
    pub fn pop_front(&mut self) -> Option<T> {
        if self.entries.is_empty() { None } else { Some(self.entries.remove(0)) }
    }

    /// Takes the first entry out, if it is like this.
    pub fn pop_front_if(&mut self, is: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if is(self.entries.first_mut()?) { self.pop_front() } else { None }
    }

    /// Takes out every entry that is not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.entries.retain(keep);
    }

    /// The first entry.
    pub fn front(&self) -> Option<&T> {
        self.entries.first()
    }

    /// The first entry, to be changed.
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.entries.first_mut()
    }

    /// The first entry that is like this, to be changed.
    pub fn find_mut(&mut self, is: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.entries.iter_mut().find(|entry| is(entry))
    }

    /// The last entry.
    pub fn back(&self) -> Option<&T> {
        self.entries.last()
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
        std::mem::take(&mut self.entries)
    }

    /// The entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
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
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
