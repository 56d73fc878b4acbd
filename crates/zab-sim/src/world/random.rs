//! Randomness, in streams that do not disturb each other.
//!
//! Every link, disk, server and client has a stream of its own, made from the seed and from what it is for. So when one action
//! is taken out of a scenario, everything that has nothing to do with it draws the same numbers as before. Integers
//! only: the same numbers on every machine.

use crate::digest::Digest;
use crate::party::{ClientId, Party};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use std::hash::Hasher;
use zab::collections::derived::Derived;
use zab::ids::{Micros, ServerId};

/// A stream of random numbers: where it comes from, and how much of it is used up. By these two numbers it is compared and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stream {
    key: u64,
    drawn: u64,
    /// What draws the next number.
    generator: Derived<Pcg32>,
}

impl Stream {
    /// The stream of the link from one party to another.
    pub(crate) fn of_link(seed: u64, from: Party, to: Party) -> Stream {
        let kind = match (from, to) {
            (Party::Server(_), Party::Server(_)) => "link",
            (Party::Client(_), _) => "link from client",
            (_, Party::Client(_)) => "link to client",
            (Party::Stranger, _) => "link from stranger",
            (_, Party::Stranger) => "link to stranger",
        };
        Stream::new(seed, kind, &[number(from), number(to)])
    }

    /// The stream of what one server draws.
    pub(crate) fn of_server(seed: u64, server: ServerId) -> Stream {
        Stream::new(seed, "server", &[server.0])
    }

    /// The stream of what one client draws.
    pub(crate) fn of_client(seed: u64, client: ClientId) -> Stream {
        Stream::new(seed, "client", &[number(client.into())])
    }

    /// The stream of one server's disk.
    pub(crate) fn of_disk(seed: u64, server: ServerId) -> Stream {
        Stream::new(seed, "disk", &[server.0])
    }

    /// The stream of what an experiment draws for one of its runs.
    pub(crate) fn of_experiment(seed: u64) -> Stream {
        Stream::new(seed, "experiment", &[])
    }

    fn new(seed: u64, kind: &str, ids: &[i64]) -> Stream {
        let mut digest = Digest::default();
        digest.write_u64(seed);
        digest.write(kind.as_bytes());
        for id in ids {
            digest.write_i64(*id);
        }
        let key = digest.finish();
        Stream { key, drawn: 0, generator: Derived(Pcg32::seed_from_u64(key)) }
    }

    /// A span between two others, both included.
    pub(crate) fn between(&mut self, low: Micros, high: Micros) -> Micros {
        self.drawn += 1;
        let choices = high.0.saturating_sub(low.0).saturating_add(1);
        // The upper half of a product is a fair enough share of so small a range, and takes one draw always.
        let share = (u128::from(self.generator.0.next_u32()) * u128::from(choices)) >> 32;
        low + Micros(share as u64)
    }
}

/// A number for a party, within its kind.
fn number(party: Party) -> i64 {
    match party {
        Party::Server(server) => server.0,
        Party::Client(client) => i64::from(u32::from(client.letter())),
        Party::Stranger => 0,
    }
}
