//! The logs of a folder: which files are logs, and whose.
//!
//! A log is expected to be named `server-<id>.log`. Where no file is, those that read as a server's log are taken for the server
//! that their lines name.

use super::error::{ConformError, name};
use super::log::{Found, Log};
use std::path::{Path, PathBuf};
use zab::ids::ServerId;

/// How much of a file with another name is read to see whether it is a log, in bytes.
const LOOK_BYTES: u64 = 1 << 20;
/// Whose log a file is taken to be until that is known.
const UNKNOWN: ServerId = ServerId(-1);

/// Reads the logs in a folder, in the order of their servers; and says what else there is to say of the files.
pub(crate) fn logs(folder: &Path) -> Result<(Vec<Log>, Vec<String>), ConformError> {
    let unreadable = |error| ConformError::Unreadable(folder.to_path_buf(), error);
    let mut files: Vec<PathBuf> = Vec::new();
    for file in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = file.map_err(unreadable)?.path();
        // What is neither a file nor a folder may never come to an end.
        if file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    let (named, others): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| server_of(file).is_some());
    let mut notes = Vec::new();
    let mut logs = Vec::new();
    for file in named {
        logs.extend(server_of(&file).map(|server| named_log(&file, server)).transpose()?);
    }
    let none_named = logs.is_empty();
    let mut found = Vec::new();
    for file in others {
        let look = match read(&file, UNKNOWN, LOOK_BYTES) {
            Ok(look) => look,
            Err(error) => {
                notes.push(format!("{error}; it is left out"));
                continue;
            }
        };
        if !look.found.is_log() {
            found.push((file, look.found));
        } else if none_named {
            let log = other_log(&file)?;
            notes.push(format!(
                "{} is taken for the log of server {}, as its lines say",
                file.display(),
                log.server
            ));
            logs.push(log);
        } else {
            notes.push(format!(
                "{} is left out: expected logs named server-<id>.log, as the others are",
                file.display()
            ));
        }
    }
    if logs.is_empty() {
        return Err(ConformError::NoLogs(folder.to_path_buf(), found));
    }
    logs.sort_by_key(|log| log.server);
    for pair in logs.windows(2) {
        if let [one, other] = pair
            && one.server == other.server
        {
            return Err(ConformError::TwoLogs(one.file.clone(), name(&other.file).into(), one.server.0));
        }
    }
    Ok((logs, notes))
}

/// A log whose name says whose it is. Its lines must not say otherwise.
fn named_log(file: &Path, server: ServerId) -> Result<Log, ConformError> {
    let log = read(file, server, u64::MAX)?;
    if !log.found.is_log() {
        return Err(ConformError::NoLog(file.to_owned(), Box::new(log.found)));
    }
    let of_another =
        log.found.names_several() || log.found.server().is_some_and(|by_lines| by_lines != server);
    if of_another {
        let by_lines = log.found.servers();
        return Err(ConformError::OfAnother { file: file.to_owned(), named: server.0, by_lines });
    }
    Ok(log)
}

/// A log with another name.
fn other_log(file: &Path) -> Result<Log, ConformError> {
    let mut log = read(file, UNKNOWN, u64::MAX)?;
    let whose = |found: &Found, hint| ConformError::WhoseLog {
        file: file.to_owned(),
        by_lines: found.servers(),
        hint,
    };
    log.server = match log.found.server() {
        Some(server) => server,
        None if log.found.names_several() => {
            return Err(whose(&log.found, "put the lines of each into a file of its own, server-<id>.log"));
        }
        None => return Err(whose(&log.found, "name it server-<id>.log")),
    };
    Ok(log)
}

fn read(file: &Path, server: ServerId, limit: u64) -> Result<Log, ConformError> {
    Log::read(file, server, limit).map_err(|error| ConformError::Unreadable(file.to_owned(), error))
}

fn server_of(file: &Path) -> Option<ServerId> {
    let name = file.file_name()?.to_str()?;
    name.strip_prefix("server-")?.strip_suffix(".log")?.parse().ok().map(ServerId)
}
