//! Where a scenario's text comes from: a file, or what is typed or piped in.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use zab_sim::scenario::{Scenario, ScenarioError};

/// What stands for the standard input where a file is asked for.
pub const STDIN: &str = "-";

/// Why there is no scenario.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// The text is no scenario.
    #[error("{0}: {1}")]
    Wrong(PathBuf, ScenarioError),
}

/// The text of a file.
pub(crate) fn text(file: &Path) -> Result<String, SourceError> {
    let text = if is_stdin(file) { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(file) };
    text.map_err(|error| SourceError::Unreadable(file.into(), error))
}

/// The scenario in a file, with its own seed or with another.
pub(crate) fn scenario(file: &Path, seed: Option<u64>) -> Result<Scenario, SourceError> {
    let read = Scenario::read(&text(file)?);
    let mut scenario = read.map_err(|error| SourceError::Wrong(file.into(), error))?;
    scenario.setup.seed = seed.unwrap_or(scenario.setup.seed);
    Ok(scenario)
}

/// Whether this is the standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file == Path::new(STDIN)
}
