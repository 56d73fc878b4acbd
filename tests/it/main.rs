//! One binary for everything that speaks in scenarios: see `tests/README.md`.

mod determinism;
mod elections;
mod golden;
mod language;
mod library;
mod timeline;
