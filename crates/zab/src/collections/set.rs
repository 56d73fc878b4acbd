//! A small ordered set: a sorted vector.

/// Entries in order, each once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<T> {
    entries: Vec<T>,
}

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set { entries: Vec::new() }
    }
}

impl<T: Ord> Set<T> {
    /// Adds an entry; tells whether it was not there yet.
    pub fn insert(&mut self, entry: T) -> bool {
        match self.entries.binary_search(&entry) {
            Ok(_) => false,
            Err(place) => {
                self.entries.insert(place, entry);
                true
            }
        }
    }

    /// Takes an entry out; tells whether it was there.
    pub fn remove(&mut self, entry: &T) -> bool {
        let found = self.entries.binary_search(entry);
        found.map(|place| self.entries.remove(place)).is_ok()
    }

    /// Whether an entry is there.
    pub fn contains(&self, entry: &T) -> bool {
        self.entries.binary_search(entry).is_ok()
    }

    /// All entries of this set and of another.
    pub fn union(&self, other: &Set<T>) -> Set<T>
    where
        T: Clone,
    {
        self.iter().chain(other).cloned().collect()
    }
}

impl<T> Set<T> {
    /// The first entry.
    pub fn first(&self) -> Option<&T> {
        self.entries.first()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.entries.iter()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| {
            self.insert(entry);
        });
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Set<T> {
        let mut set = Set::default();
        set.extend(entries);
        set
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(entries: [T; N]) -> Set<T> {
        entries.into_iter().collect()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
