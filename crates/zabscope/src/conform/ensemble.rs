//! An ensemble as its logs show it: whose they are, who votes, and how its servers were set.

use super::packets::{self, Packet};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::server::{Config, LearnerType};
use zab::table::Table;
use zab_logs::{ElectionEvent, Event, LeaderEvent, Reader, StorageEvent};
use zab_sim::scenario::Scenario;

/// Why a folder cannot be compared.
#[derive(Debug, Error)]
pub enum ConformError {
    /// Something cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// No log lies there.
    #[error("{0}: expected logs named server-<id>.log, such as server-1.log, and found none")]
    NoLogs(PathBuf),
    /// The logs show no votes being sent.
    #[error(
        "{0}: no vote is sent in these logs; expected lines of FastLeaderElection at DEBUG, such as Sending Notification"
    )]
    NoVotes(PathBuf),
}

/// The logs of an ensemble.
pub(crate) struct Ensemble {
    pub(crate) logs: Vec<Log>,
    pub(crate) quorum: Quorum,
    pub(crate) packets: Vec<Packet>,
    /// What was done to it, and how its servers were set: `actions.zab`.
    pub(crate) actions: Option<Scenario>,
}

/// A server's log, as far as it is about elections and states.
pub(crate) struct Log {
    pub(crate) file: PathBuf,
    pub(crate) server: ServerId,
    pub(crate) entries: Vec<Entry>,
    /// The files of its transaction log: on which line it says that it begins each, and with which zxid.
    pub(crate) files: Vec<(u64, Zxid)>,
}

/// A line that tells something.
pub(crate) struct Entry {
    pub(crate) line: u64,
    /// Milliseconds, by the server's own clock.
    pub(crate) time_ms: i64,
    pub(crate) text: String,
    pub(crate) event: Event,
}

impl Ensemble {
    /// How a server was set: as `actions.zab` says or, without it, as the recorder sets its servers and the oldest recordings were
    /// made, 3.8.0 with a tick of 500 ms.
    pub(crate) fn config(&self, server: ServerId) -> Config {
        let assumed = || Config {
            release: Release::V3_8_0,
            tick: Micros::from_millis(500),
            ..Config::new(server, self.quorum.clone())
        };
        let config = self.actions.as_ref().map_or_else(assumed, |actions| actions.setup.config(server));
        let votes = self.quorum.is_voter(server);
        Config {
            learner_type: if votes { LearnerType::Participant } else { LearnerType::Observer },
            quorum: self.quorum.clone(),
            ..config
        }
    }

    /// The epoch of the leader that was the last to begin, by this time.
    pub(crate) fn epoch_at(&self, time_ms: i64) -> Option<Epoch> {
        let begun = self.logs.iter().flat_map(|log| &log.entries).filter_map(|entry| match &entry.event {
            Event::Leader(LeaderEvent::QuorumSynced { zxid, .. }) => {
                Some((entry.time_ms, Epoch(zxid.epoch())))
            }
            _ => None,
        });
        begun.filter(|(at, _)| *at <= time_ms).max().map(|(_, epoch)| epoch)
    }
}

/// Reads the logs in a folder. A server that others send their votes to has a vote: a vote goes to every voter, and
/// to nobody else.
pub(crate) fn read(folder: &Path) -> Result<Ensemble, ConformError> {
    let unreadable = |error| ConformError::Unreadable(folder.to_path_buf(), error);
    let mut logs = Vec::new();
    for file in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = file.map_err(unreadable)?.path();
        if let Some(server) = server_of(&file) {
            let (entries, files) =
                entries(&file).map_err(|error| ConformError::Unreadable(file.clone(), error))?;
            logs.push(Log { file, server, entries, files });
        }
    }
    if logs.is_empty() {
        return Err(ConformError::NoLogs(folder.to_path_buf()));
    }
    logs.sort_by_key(|log| log.server);
    let voters: BTreeSet<ServerId> = logs
        .iter()
        .flat_map(|log| &log.entries)
        .filter_map(|entry| match &entry.event {
            Event::Election(ElectionEvent::NotificationSent { recipient, .. }) => Some(ServerId(recipient.0)),
            _ => None,
        })
        .collect();
    if voters.is_empty() {
        return Err(ConformError::NoVotes(folder.to_path_buf()));
    }
    let packets = packets::read(folder).map_err(unreadable)?;
    let quorum = groups(folder)?.unwrap_or_else(|| Quorum::majority(voters));
    let actions = actions(folder)?;
    Ok(Ensemble { logs, quorum, packets, actions })
}

/// What was done to the ensemble, if `actions.zab` says so.
fn actions(folder: &Path) -> Result<Option<Scenario>, ConformError> {
    let file = folder.join("actions.zab");
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConformError::Unreadable(file, error)),
    };
    let wrong = |error| ConformError::Unreadable(file, io::Error::new(io::ErrorKind::InvalidData, error));
    Scenario::read(&text).map(Some).map_err(wrong)
}

/// The quorum that `quorum.properties` describes, in the lines of ZooKeeper's configuration: `group.1=1:2:3`, `weight.3=0`. A
/// server of which nothing is said weighs 1. None, if there is no such file: a majority decides.
fn groups(folder: &Path) -> Result<Option<Quorum>, ConformError> {
    let file = folder.join("quorum.properties");
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConformError::Unreadable(file, error)),
    };
    let wrong = |line: usize, problem: String| {
        let message = format!("line {}: {problem}", line + 1);
        ConformError::Unreadable(file.clone(), io::Error::new(io::ErrorKind::InvalidData, message))
    };
    let number = |line: usize, word: &str| {
        let expected = || wrong(line, format!("expected group.1=1:2:3 or weight.1=0, but found {word}"));
        word.trim().parse::<i64>().map_err(|_| expected())
    };
    let (mut groups, mut weights) = (Vec::new(), Table::default());
    for (line, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        match text.split_once('=').map(|(name, value)| (name.split_once('.'), value)) {
            Some((Some(("group", _)), servers)) => {
                let servers: Result<Vec<i64>, _> = servers.split(':').map(|id| number(line, id)).collect();
                groups.push(servers?);
            }
            Some((Some(("weight", server)), weight)) => {
                weights.insert(number(line, server)?, number(line, weight)?.unsigned_abs());
            }
            _ => drop(number(line, text)?),
        }
    }
    let weight = |id: &i64| (ServerId(*id), weights.get(id).copied().unwrap_or(1));
    let groups = groups.iter().map(|servers| servers.iter().map(weight).collect());
    Quorum::hierarchical(groups).map(Some).map_err(|error| wrong(0, error.to_string()))
}

fn server_of(file: &Path) -> Option<ServerId> {
    let name = file.file_name()?.to_str()?;
    name.strip_prefix("server-")?.strip_suffix(".log")?.parse().ok().map(ServerId)
}

/// The entries of a log, and the files of the transaction log.
fn entries(file: &Path) -> io::Result<(Vec<Entry>, Vec<(u64, Zxid)>)> {
    let mut reader = Reader::new(BufReader::new(File::open(file)?));
    let (mut entries, mut files) = (Vec::new(), Vec::new());
    while let Some(read) = reader.next() {
        let read = read?;
        if let Event::Storage(StorageEvent::LogFileCreated { zxid }) = &read.event {
            files.push((read.line, Zxid(zxid.0)));
        }
        if matches!(
            read.event,
            Event::Election(_) | Event::Peer(_) | Event::Leader(_) | Event::LearnerHandler(_)
        ) {
            let text = reader.line().trim_end().to_owned();
            entries.push(Entry { line: read.line, time_ms: read.time_ms, text, event: read.event });
        }
    }
    Ok((entries, files))
}
