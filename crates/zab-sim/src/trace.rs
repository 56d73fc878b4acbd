//! The trace: every event a line, and a number that stands for all of it.
//!
//! Two runs are the same run if their trace hashes are equal: the same events with the same reasons at the same
//! times, and the same world at the end. (Causes are in the events; a world's hash leaves them out.) The hash is the same
//! natively and in a browser.

use crate::digest::Digest;
use crate::event::Event;
use crate::world::World;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

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
