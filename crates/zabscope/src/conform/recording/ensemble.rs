//! An ensemble as its logs show it: whose they are, who votes, and how its servers were set.

use super::error::ConformError;
use super::folder;
use super::log::Log;
use super::packet::{self, Packet};
use super::settings::{Given, Settings, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use zab::collections::table::Table;
use zab::config::{Config, LearnerType};
use zab::ids::{Epoch, ServerId};
use zab::quorum::Quorum;
use zab_logs::{ElectionEvent, Event, LeaderEvent};
use zab_sim::scenario::Scenario;

/// The logs of an ensemble.
pub(crate) struct Ensemble {
    pub(crate) logs: Vec<Log>,
    pub(crate) quorum: Quorum,
    pub(crate) packets: Vec<Packet>,
    /// What was done to it: `actions.zab`, set as the servers were.
    pub(crate) actions: Option<Scenario>,
    /// How each server was set.
    pub(crate) settings: BTreeMap<ServerId, Settings>,
    /// What there is to say of the files.
    pub(crate) notes: Vec<String>,
}

impl Ensemble {
    /// How a server was set.
    pub(crate) fn config(&self, server: ServerId) -> Config {
        let usual = || Config::new(server, self.quorum.clone());
        let mut config = self.actions.as_ref().map_or_else(usual, |actions| actions.setup.config(server));
        if let Some(settings) = self.settings.get(&server) {
            settings.apply(&mut config);
        }
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

/// Reads the logs in a folder. At INFO there is something to compare only if packets lie beside them.
pub(crate) fn read(folder: &Path, flags: &Given) -> Result<Ensemble, ConformError> {
    let (logs, mut notes) = folder::logs(folder)?;
    let packets =
        packet::read(folder).map_err(|error| ConformError::Unreadable(folder.to_path_buf(), error))?;
    let voters = voters(&logs);
    if voters.is_empty() || (packets.is_empty() && !logs.iter().any(|log| log.found.shows_votes())) {
        let found = logs.into_iter().map(|log| (log.file, log.found)).collect();
        return Err(ConformError::NoVotes(folder.to_path_buf(), found));
    }
    for log in &logs {
        notes.extend(log.unplayable.iter().map(|problem| format!("{}, {problem}", log.file.display())));
    }
    let quorum = groups(folder)?.unwrap_or_else(|| Quorum::majority(voters));
    let (mut actions, acted) = actions(folder)?.unzip();
    let settings = settings(flags, &logs, acted.as_ref());
    if let (Some(actions), Some(settings)) = (&mut actions, settings.values().next()) {
        settings.apply_to_all(&mut actions.setup);
    }
    Ok(Ensemble { logs, quorum, packets, actions, settings, notes })
}

/// Those with a vote: a vote goes to every voter, and to nobody else. Where no vote is shown being sent, those whose votes were
/// heard: of others no line tells that they were.
fn voters(logs: &[Log]) -> BTreeSet<ServerId> {
    let entries = || logs.iter().flat_map(|log| &log.entries);
    let sent = entries().filter_map(|entry| match &entry.event {
        Event::Election(ElectionEvent::NotificationSent { recipient, .. }) => Some(ServerId(recipient.0)),
        _ => None,
    });
    let heard = entries().filter_map(|entry| match &entry.event {
        Event::Election(ElectionEvent::NotificationReceived(heard)) => Some(ServerId(heard.sid.0)),
        _ => None,
    });
    let voters: BTreeSet<ServerId> = sent.collect();
    if voters.is_empty() { heard.collect() } else { voters }
}

/// How each server was set: as a flag says, else its own log, else another server's, else `actions.zab`.
fn settings(flags: &Given, logs: &[Log], acted: Option<&Given>) -> BTreeMap<ServerId, Settings> {
    let of = |log: &Log| {
        let mut sources = vec![(Source::Flag, flags), (Source::Log, &log.given)];
        sources.extend(logs.iter().map(|other| (Source::OtherLog, &other.given)));
        sources.extend(acted.map(|acted| (Source::Actions, acted)));
        (log.server, Settings::first_of(&sources))
    };
    logs.iter().map(of).collect()
}

/// What was done to the ensemble, and what is said there of its settings, if there is an `actions.zab`.
fn actions(folder: &Path) -> Result<Option<(Scenario, Given)>, ConformError> {
    let file = folder.join("actions.zab");
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConformError::Unreadable(file, error)),
    };
    let wrong = |error| ConformError::Unreadable(file, io::Error::new(io::ErrorKind::InvalidData, error));
    let scenario = Scenario::read(&text).map_err(wrong)?;
    let given = Given::of_scenario(&text, &scenario);
    Ok(Some((scenario, given)))
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
