//! Playing a scenario, and printing what happens in it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zab_sim::play;
use zab_sim::scenario::{Scenario, ScenarioError};

/// Why a scenario cannot be played.
#[derive(Debug, Error)]
pub enum RunError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// The text is no scenario.
    #[error("{0}: {1}")]
    Wrong(PathBuf, ScenarioError),
    /// What happens cannot be printed.
    #[error("cannot print: {0}")]
    Unprintable(#[from] io::Error),
}

/// Plays the scenario in a file, with its own seed or with another, and prints a line for each event, but for those that concern
/// sockets alone, and at the end the trace hash. True if all that was expected came, and all that was to be done could be done.
pub fn run(file: &Path, seed: Option<u64>, out: &mut impl Write) -> Result<bool, RunError> {
    let text = std::fs::read_to_string(file).map_err(|error| RunError::Unreadable(file.into(), error))?;
    let mut scenario = Scenario::read(&text).map_err(|error| RunError::Wrong(file.into(), error))?;
    scenario.setup.seed = seed.unwrap_or(scenario.setup.seed);
    let run = play::run(&scenario);
    write!(out, "{run}")?;
    out.flush()?;
    Ok(run.failures.is_empty())
}
