//! Fast Leader Election and ZAB as Apache ZooKeeper implements them, as a deterministic state machine.
//!
//! Start with [`server::Server`]: the world files what happens to it ([`io::Input`]) and does what it asks for
//! ([`io::Output`]). There is no clock here, no randomness, no I/O and no dependency. The files are meant to be read in
//! the order of the list below.
//!
//! ZooKeeper is the authority: where it differs from the paper, servers here do what ZooKeeper does. Where they
//! cannot yet, a line says `Differs:`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod ids;

pub mod table;

pub mod quorum;
pub mod vote;

pub mod message;
pub mod note;

pub mod timer;

pub mod io;

pub mod server;

pub mod links;

pub mod receiver;

pub mod election;

pub mod heartbeat;
