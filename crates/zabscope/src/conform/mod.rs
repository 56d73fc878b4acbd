//! Conformance: do ours do what real servers did?
//!
//! A real server's log says, at DEBUG, which votes it sent, which it heard and in which order it took them up, and what
//! it decided. So its elections can be played again through our own server: what it heard goes in, and what comes out
//! must be what its log goes on to say, line by line. Nothing of ours decides when time is up: that is taken from the
//! log as well.
//!
//! Beside the logs lie the packets of the quorum ports, and with them each server can be replaced by ours, as a learner and as a
//! leader; and what was done to the ensemble and what it came to, so that the same can be done to ours.
//!
//! What a comparison leaves open, and why, is listed in one place: [`tolerance`].

mod conversations;
mod ensemble;
mod hearing;
mod leader;
mod learner;
mod outcomes;
mod packets;
mod replay;
mod report;
mod rhythm;
mod solo;
mod syncs;
mod told;
pub mod tolerance;

pub use ensemble::ConformError;
pub use report::{Mismatch, Report};

use std::path::PathBuf;

/// Replays every server of every folder, and compares.
pub fn folders(folders: &[PathBuf]) -> Result<Report, ConformError> {
    let mut report = Report::default();
    for folder in folders {
        let ensemble = ensemble::read(folder)?;
        let mut replays = Vec::new();
        for log in &ensemble.logs {
            replays.push(replay::replay(log, &ensemble, &mut report));
        }
        hearing::compare(&ensemble, &replays, &mut report);
        for log in &ensemble.logs {
            syncs::compare(log, &ensemble, &mut report);
        }
        conversations::compare(folder, &ensemble, &mut report);
        outcomes::compare(folder, &ensemble, &mut report)
            .map_err(|error| ConformError::Unreadable(folder.clone(), error))?;
    }
    Ok(report)
}
