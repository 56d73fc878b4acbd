//! What is seldom there.

use std::hash::{Hash, Hasher};

/// A value that is its default almost always.
///
/// While it is, it is not hashed at all: a state that nobody has tampered with hashes like one of which that cannot be said, and so does
/// every run that was kept before it could.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rare<T>(pub T);

impl<T: Default + PartialEq + Hash> Hash for Rare<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.0 != T::default() {
            self.0.hash(state);
        }
    }
}
