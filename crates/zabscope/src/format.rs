//! Laying scenarios out. Nothing is written until everything is read, and a file is replaced as a whole or not at all.

use crate::source::{self, SourceError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;
use zab_sim::scenario::{Scenario, ScenarioError, writer};

/// Why a file cannot be laid out.
#[derive(Debug, Error)]
pub enum FormatError {
    /// It holds no scenario.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Laid out, it would be another scenario, or too long for one.
    #[error("{0}: laid out, it would mean something else")]
    Otherwise(PathBuf),
    /// It cannot be written.
    #[error("{0}: cannot be written: {1}")]
    Unwritable(PathBuf, io::Error),
}

/// Lays files out, and returns those that have changed or, if they are only to be looked at, would. What comes from the standard
/// input goes to `out`.
///
/// # Errors
///
/// If any cannot be read, nothing is written; if one cannot be written, those after it are not either.
pub fn files(files: &[PathBuf], check: bool, out: &mut impl Write) -> Result<Vec<PathBuf>, Vec<FormatError>> {
    let (mut read, mut errors) = (Vec::new(), Vec::new());
    for file in files {
        match laid_out(file) {
            Ok((text, formatted)) => read.push((file, text, formatted)),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut changed = Vec::new();
    for (file, text, formatted) in read {
        let unwritable = |error| vec![FormatError::Unwritable(file.clone(), error)];
        if source::is_stdin(file) && !check {
            out.write_all(formatted.as_bytes()).and_then(|()| out.flush()).map_err(unwritable)?;
        } else if text != formatted {
            if !check {
                replace(file, &formatted).map_err(unwritable)?;
            }
            changed.push(file.clone());
        }
    }
    Ok(changed)
}

/// The text of a file, as it is and laid out.
fn laid_out(file: &Path) -> Result<(String, String), FormatError> {
    let text = source::text(file)?;
    let wrong = |error: ScenarioError| SourceError::Wrong(file.into(), error);
    let formatted = writer::format(&text).map_err(wrong)?;
    match Scenario::read(&formatted) {
        Ok(scenario) if scenario == Scenario::read(&text).map_err(wrong)? => Ok((text, formatted)),
        _ => Err(FormatError::Otherwise(file.into())),
    }
}

/// Puts a new file in the place of an old one; whoever looks finds either. What the name links to is replaced, and not the link.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let file = file.canonicalize()?;
    let permissions = file.metadata()?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut new = NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(permissions)?;
    new.persist(&file)?;
    Ok(())
}
