//! Conformance: whether our servers do what real ZooKeeper servers did.
//!
//! The input is a folder for each recorded ensemble; `recording` reads it. Four things are compared:
//!
//! - `election`: at DEBUG, a server's log tells which votes it sent and received, in which order it processed them, and what it
//!   decided. Ours is given what the real server received, and must log the same, line by line.
//! - `packets`: where the packets of the quorum ports were captured, each server is replaced by one of ours, as a leader and as a
//!   learner, and must send the same packets.
//! - `packets::synchronization`: what a leader chose to send to each learner (DIFF, TRUNC or SNAP).
//! - `outcome`: what was done to the ensemble (`actions.zab`) is done to ours, and the real end must be among ours.
//!
//! Time is never ours: when a timeout ended is taken from the log. The release and settings of a server come from a flag, its log or
//! the files beside it; the report says from which.
//!
//! What is not compared, and why, is listed in [`tolerance`].
//!
//! Imports point one way: `recording` ◀ `report` ◀ `packets`, `election`, `outcome`.

mod election;
mod outcome;
mod packets;
mod recording;
mod report;
pub mod tolerance;

pub use recording::error::{ConformError, HOW_TO_DEBUG};
pub use recording::log::Found;
pub use recording::settings::Given;
pub use report::{Mismatch, Report};

use recording::ensemble;
use recording::log::Log;
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
        report.add_settings(folder, &ensemble);
        report.notes.extend(ensemble.logs.iter().flat_map(Log::lacks));
        election::compare(&ensemble, &mut report);
        for log in &ensemble.logs {
            packets::synchronization::compare(log, &ensemble, &mut report);
        }
        packets::compare(folder, &ensemble, &mut report);
        outcome::compare(folder, &ensemble, &mut report)
            .map_err(|error| ConformError::Unreadable(folder.clone(), error))?;
    }
    Ok(report)
}
