//! Fast Leader Election and ZAB as Apache ZooKeeper implements them, as a deterministic state machine.
//!
//! Start with [`server::Server`]: the world files what happens to it ([`io::Input`]) and does what it asks for
//! ([`io::Output`]). There is no clock here, no randomness, no I/O and no dependency. The files are meant to be read in
//! the order of the list below.
//!
//! ZooKeeper is the authority: where it differs from the paper, servers here do what ZooKeeper does. `Differs:` marks a
//! line that does not do what ZooKeeper does, and says why. `Reference §n` is a section of `docs/zab-protocol.md`, which
//! says what ZooKeeper does and where in its source.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Empty lines keep the modules from being sorted: their order is that of reading.

pub mod ids;

pub mod describe;

pub mod collections;

pub mod release;

pub mod quorum;
pub mod vote;

pub mod config;

pub mod request;

pub mod storage;

pub mod message;
pub mod note;

pub mod timer;

pub mod io;

pub mod server;

pub mod threads;

pub mod phases;

pub mod roles;

pub mod service;
