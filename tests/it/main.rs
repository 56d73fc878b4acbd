//! One binary for everything that speaks in scenarios: see `tests/README.md`.

mod conformance;
mod determinism;
mod elections;
mod golden;
mod language;
mod library;
mod lone;
mod looking;
mod mutants;
mod plays;
mod quorums;
mod timeline;
mod votes;
