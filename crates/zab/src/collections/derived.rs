//! What follows from the rest of a state, and is kept because to find it out again takes too long.

use std::hash::{Hash, Hasher};

/// A value that follows from the rest of the state that it lies in.
///
/// All are equal and hash alike: two states in which everything else is equal are the same state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Derived<T>(pub T);

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Derived<T>) -> bool {
        true
    }
}

impl<T> Eq for Derived<T> {}

impl<T> Hash for Derived<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
