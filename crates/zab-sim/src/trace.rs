//! The trace: every event a line, and a number that stands for all of it.
//!
//! Two runs are the same run if their trace hashes are equal: the same events with the same reasons at the same
//! times, and the same world at the end, down to the last field. The hash is the same natively and in a browser.

use crate::event::Event;
use crate::play;
use crate::scenario::Scenario;
use crate::world::World;
use fnv::FnvHasher;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

/// A 64-bit digest (FNV-1a) that does not depend on the width of the machine's own integers.
#[derive(Default)]
pub struct Digest(FnvHasher);

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    // Lengths and the numbers of enum variants come as `usize` and `isize`, which browsers have in 32 bits.

    fn write_usize(&mut self, value: usize) {
        self.write(&(value as u64).to_le_bytes());
    }

    fn write_isize(&mut self, value: isize) {
        self.write(&(value as i64).to_le_bytes());
    }
}

/// The trace as text, a line an event.
pub fn text(events: &[Event]) -> String {
    let mut text = String::new();
    for event in events {
        let _ = writeln!(text, "{event}");
    }
    text
}

/// The hash of a run: its events, and the world they led to.
pub fn hash(events: &[Event], world: &World) -> u64 {
    let mut digest = Digest::default();
    let mut line = String::new();
    for event in events {
        line.clear();
        let _ = writeln!(line, "{event}");
        digest.write(line.as_bytes());
    }
    world.hash(&mut digest);
    digest.finish()
}

/// One hash for the runs of a scenario under so many seeds, from 0 on.
pub fn hash_of_seeds(scenario: &Scenario, seeds: u64) -> u64 {
    let mut digest = Digest::default();
    for seed in 0..seeds {
        let mut scenario = scenario.clone();
        scenario.setup.seed = seed;
        digest.write_u64(play::run(&scenario).hash());
    }
    digest.finish()
}
