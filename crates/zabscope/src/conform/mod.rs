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
//! Which release a server ran and how it was set is taken from a flag, its log or what lies beside it, and told.
//!
//! What a comparison leaves open, and why, is listed in one place: [`tolerance`].

mod ahead;
mod conversations;
mod ensemble;
mod error;
mod folder;
mod hearing;
mod leader;
mod learner;
mod log;
mod outcomes;
mod packets;
mod replay;
mod report;
mod rhythm;
mod settings;
mod solo;
mod syncs;
mod told;
pub mod tolerance;

pub use error::{ConformError, HOW_TO_DEBUG};
pub use log::Found;
pub use report::{Mismatch, Report};
pub use settings::Given;

use log::Log;
use replay::Exchange;
use std::path::PathBuf;

/// Replays every server of every folder, and compares. How the servers were set is taken from the logs, or from `actions.zab`.
pub fn folders(folders: &[PathBuf]) -> Result<Report, ConformError> {
    folders_given(folders, &Given::default())
}

/// The same, but for what is given here of how the servers were set.
pub fn folders_given(folders: &[PathBuf], given: &Given) -> Result<Report, ConformError> {
    let mut report = Report::default();
    for folder in folders {
        let ensemble = ensemble::read(folder, given)?;
        report.tell_of(folder, &ensemble);
        report.notes.extend(ensemble.logs.iter().flat_map(Log::lacks));
        let replays: Vec<Exchange> =
            ensemble.logs.iter().map(|log| replay::replay(log, &ensemble, &mut report)).collect();
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
