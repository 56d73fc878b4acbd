//! One binary for everything that speaks in scenarios: see `tests/README.md`.

mod broadcast;
mod clients;
mod conformance;
mod cuts;
mod determinism;
mod disks;
mod elections;
mod epochs;
mod golden;
mod language;
mod library;
mod lone;
mod looking;
mod mutants;
mod offers;
mod plays;
mod quorums;
mod recovery;
mod robustness;
mod seed;
mod sessions;
mod shutdowns;
mod timeline;
mod tree;
mod votes;
mod writes;
