//! The world that `zab`'s servers live in: time, network, crashes, scenarios, and what there is to see of it.
//!
//! Start with [`world::World`]. What happens in it is told as [`event::Event`]s, what there is to see as a
//! [`view::View`]. A [`scenario::Scenario`] is text that sets a world up and does things to it; a
//! [`timeline::Timeline`] plays one back and forth.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Empty lines keep the modules from being sorted: their order is that of reading.

mod digest;

pub mod party;

mod random;

pub mod network;

mod disk;

pub mod client;

pub mod setup;

pub mod world;

pub mod action;

pub mod clients;

pub mod record;

pub mod content;

pub mod event;

mod telling;

pub mod view;

mod showing;

pub mod trace;

pub mod scenario;

pub mod language;

mod reader;

mod head;

mod doings;

mod requests;

mod conditions;

mod words;

pub mod play;

pub mod timeline;
