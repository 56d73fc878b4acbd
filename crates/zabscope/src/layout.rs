//! Laying scenario files out: `zabscope fmt`.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zab_sim::scenario::{ScenarioError, writer};

/// Why a file cannot be laid out. It is left as it was.
#[derive(Debug, Error)]
pub enum LayoutError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// The text is no scenario.
    #[error("{0}: {1}")]
    Wrong(PathBuf, ScenarioError),
    /// The file cannot be written.
    #[error("{0}: {1}")]
    Unwritable(PathBuf, io::Error),
}

/// Lays a file out, and says whether it was not before; `-` is what comes in, and goes out. If it is only checked, nothing is written.
///
/// # Errors
///
/// If the file cannot be read or written, or is no scenario.
pub fn format(
    file: &Path,
    check: bool,
    input: &mut impl Read,
    out: &mut impl Write,
) -> Result<bool, LayoutError> {
    let unreadable = |error| LayoutError::Unreadable(file.into(), error);
    let unwritable = |error| LayoutError::Unwritable(file.into(), error);
    let streams = file == Path::new("-");
    let text = if streams {
        io::read_to_string(input).map_err(unreadable)?
    } else {
        std::fs::read_to_string(file).map_err(unreadable)?
    };
    let formatted = writer::format(&text).map_err(|error| LayoutError::Wrong(file.into(), error))?;
    let differs = formatted != text;
    if streams && !check {
        out.write_all(formatted.as_bytes()).map_err(unwritable)?;
    } else if differs && !check {
        std::fs::write(file, formatted).map_err(unwritable)?;
    }
    Ok(differs)
}
