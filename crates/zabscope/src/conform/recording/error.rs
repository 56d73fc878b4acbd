//! Why a folder cannot be compared: what was found there, and what was expected.

use super::log::Found;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How to have a server log what a comparison needs.
pub const HOW_TO_DEBUG: &str = "\
Votes that are sent and taken up are logged at DEBUG. On every server, set these loggers, and start it anew:
  log4j, up to 3.7, in conf/log4j.properties:
    zookeeper.console.threshold=DEBUG
    log4j.logger.org.apache.zookeeper.server.quorum.FastLeaderElection=DEBUG
    log4j.logger.org.apache.zookeeper.server.quorum.LearnerHandler=DEBUG
  logback, since 3.8, in conf/logback.xml:
    <property name=\"zookeeper.console.threshold\" value=\"DEBUG\" />
    <logger name=\"org.apache.zookeeper.server.quorum.FastLeaderElection\" level=\"DEBUG\" />
    <logger name=\"org.apache.zookeeper.server.quorum.LearnerHandler\" level=\"DEBUG\" />
  For a log that goes to a file it is zookeeper.log.threshold, not zookeeper.console.threshold.";

/// How many files an error names at most.
const FILES_SHOWN: usize = 9;

/// Why a folder cannot be compared.
#[derive(Debug, Error)]
pub enum ConformError {
    /// Something cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// No log lies there.
    #[error("{0}: expected logs named server-<id>.log, such as server-1.log, and found none{list}", list = Listed(.1))]
    NoLogs(PathBuf, Vec<(PathBuf, Found)>),
    /// A file bears the name of a log, and is none.
    #[error("{0}: expected the log of a ZooKeeper server, in a layout such as\n  {example}\nand found {1}", example = zab_logs::LAYOUTS[0].example)]
    NoLog(PathBuf, Box<Found>),
    /// A file bears the name of one server's log, and is another's.
    #[error("{file}: expected the log of server {named}, as its name says, but its lines name {by_lines}")]
    OfAnother {
        /// The file.
        file: PathBuf,
        /// Whose it is by its name.
        named: i64,
        /// Whose it is by its lines.
        by_lines: String,
    },
    /// A log with another name does not tell whose it is.
    #[error("{file}: expected the log of one server, and its lines name {by_lines}; {hint}")]
    WhoseLog {
        /// The file.
        file: PathBuf,
        /// Whose it is by its lines.
        by_lines: String,
        /// What to do about it.
        hint: &'static str,
    },
    /// Two logs are of the same server.
    #[error(
        "{0} and {1}: both are of server {2}; expected one log for each, over all its lives: put them into server-{2}.log, the older first"
    )]
    TwoLogs(PathBuf, PathBuf, i64),
    /// The logs show no votes being sent.
    #[error(
        "{0}: no vote is sent in these logs; expected lines of FastLeaderElection at DEBUG, such as Sending Notification, and found{list}\n{HOW_TO_DEBUG}",
        list = Listed(.1)
    )]
    NoVotes(PathBuf, Vec<(PathBuf, Found)>),
}

/// Files, each with what was found in it, a line each.
struct Listed<'a>(&'a [(PathBuf, Found)]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (file, found) in self.0.iter().take(FILES_SHOWN) {
            write!(f, "\n  {}: {found}", name(file))?;
        }
        match self.0.len().saturating_sub(FILES_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

/// A file's name, without its folder.
pub(crate) fn name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}
