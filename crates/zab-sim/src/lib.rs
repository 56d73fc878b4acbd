//! The world that `zab`'s servers live in: time, network, crashes, scenarios, and what there is to see of it.
//!
//! Start with [`world::World`]. What happens in it is told as [`record::event::Event`]s, what there is to see as a
//! [`record::view::View`]. A [`scenario::Scenario`] is text that sets a world up and does things to it; a
//! [`play::timeline::Timeline`] plays one back and forth.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Empty lines keep the modules from being sorted: their order is that of reading, and each imports from those above it.

mod digest;

pub mod party;

pub mod record;

pub mod invariant;

pub mod world;

pub mod scenario;

pub mod play;

pub mod experiment;
