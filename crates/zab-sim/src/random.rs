//! Randomness, in streams that do not disturb each other.
//!
//! Every link, every disk and every server has a stream of its own, made from the seed and from what it is for. So when one action
//! is taken out of a scenario, everything that has nothing to do with it draws the same numbers as before. Integers
//! only: the same numbers on every machine.

use crate::digest::Digest;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use std::hash::Hasher;
use zab::ids::{Micros, ServerId};

/// A stream of random numbers: where it comes from, and how much of it is used up. Two numbers instead of a generator,
/// so that a world can be compared and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stream {
    key: u64,
    drawn: u64,
}

impl Stream {
    /// The stream of the link from one server to another.
    pub(crate) fn of_link(seed: u64, from: ServerId, to: ServerId) -> Stream {
        Stream::new(seed, "link", &[from, to])
    }

    /// The stream of what one server draws.
    pub(crate) fn of_server(seed: u64, server: ServerId) -> Stream {
        Stream::new(seed, "server", &[server])
    }

    /// The stream of one server's disk.
    pub(crate) fn of_disk(seed: u64, server: ServerId) -> Stream {
        Stream::new(seed, "disk", &[server])
    }

    fn new(seed: u64, kind: &str, ids: &[ServerId]) -> Stream {
        let mut digest = Digest::default();
        digest.write_u64(seed);
        digest.write(kind.as_bytes());
        for id in ids {
            digest.write_i64(id.0);
        }
        Stream { key: digest.finish(), drawn: 0 }
    }

    /// A span between two others, both included.
    pub(crate) fn between(&mut self, low: Micros, high: Micros) -> Micros {
        let mut generator = Pcg32::seed_from_u64(self.key);
        generator.advance(self.drawn);
        self.drawn += 1;
        let choices = high.0.saturating_sub(low.0).saturating_add(1);
        // The upper half of a product is a fair enough share of so small a range, and takes one draw always.
        let share = (u128::from(generator.next_u32()) * u128::from(choices)) >> 32;
        low + Micros(share as u64)
    }
}
