//! Playing a scenario, and printing what happens in it: a line an event, a column a server, or JSON.

mod brief;
mod columns;
mod paint;

use crate::run::paint::Paint;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zab::ids::Micros;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Failure};
use zab_sim::record::event::Event;
use zab_sim::record::serialize::Serial;
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
    /// An event is no JSON.
    #[error("cannot print: {0}")]
    Unserializable(#[from] serde_json::Error),
    /// There are too many servers for a column each.
    #[error(
        "{servers} servers need {needed} columns, and there are {width}: widen the terminal, or leave out --columns"
    )]
    TooNarrow {
        /// How many servers.
        servers: usize,
        /// How wide it would have to be.
        needed: usize,
        /// How wide it is.
        width: usize,
    },
}

/// How what happens is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line an event, without those that concern sockets alone, and the trace hash.
    Trace,
    /// The same in a column for each server, in a terminal of this width.
    Columns(usize),
    /// A line of JSON for each event, without exception, and one for what it came to.
    Json,
}

/// How far a scenario is played, and under which seed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Another seed than the scenario's own.
    pub seed: Option<u64>,
    /// Up to and including this moment; if not given, until nothing more is to be done, said or expected.
    pub until: Option<Micros>,
}

/// A scenario, played.
#[derive(Debug)]
pub struct Played {
    /// The scenario, with the seed under which it was played.
    pub scenario: Scenario,
    /// Everything that happened.
    pub events: Vec<Event>,
    /// The trace hash.
    pub hash: u64,
    /// The lines that have failed: what they expect did not come, what they want cannot be done, or what they wait for never happened.
    pub failures: Vec<Failure>,
}

/// Reads a scenario.
///
/// # Errors
///
/// If the file cannot be read, or is no scenario.
pub fn read(file: &Path) -> Result<Scenario, RunError> {
    let text = std::fs::read_to_string(file).map_err(|error| RunError::Unreadable(file.into(), error))?;
    Scenario::read(&text).map_err(|error| RunError::Wrong(file.into(), error))
}

/// Plays a scenario.
pub fn play(mut scenario: Scenario, Extent { seed, until }: Extent) -> Played {
    scenario.setup.seed = seed.unwrap_or(scenario.setup.seed);
    match until {
        Some(until) => {
            let mut timeline = Timeline::new(scenario.clone(), None);
            timeline.seek(until);
            let (events, failures) = (timeline.events().to_vec(), timeline.failures().to_vec());
            Played { scenario, hash: timeline.hash(), events, failures }
        }
        None => {
            let run = play::run(&scenario);
            Played { scenario, hash: run.hash(), events: run.events, failures: run.failures }
        }
    }
}

/// Prints what happened.
///
/// # Errors
///
/// If it cannot be printed, or not in that form.
pub fn print(played: &Played, form: Form, paints: bool, out: &mut impl Write) -> Result<(), RunError> {
    let Played { scenario, events, hash, failures } = played;
    let mut told = events.iter().filter(|event| !event.what.is_plumbing());
    match form {
        Form::Trace => {
            told.try_for_each(|event| writeln!(out, "{}", Paint::of(&event.what, paints).over(event)))?;
            writeln!(out, "trace hash {hash:016x}")?;
        }
        Form::Columns(width) => {
            columns::print(&scenario.setup, told, width, paints, out)?;
            writeln!(out, "trace hash {hash:016x}")?;
        }
        Form::Json => {
            for event in events {
                serde_json::to_writer(&mut *out, &Serial(event))?;
                writeln!(out)?;
            }
            let failed: Vec<_> =
                failures.iter().map(|failed| json!({ "line": failed.line, "event": failed.event })).collect();
            let end = json!({
                "hash": format!("{hash:016x}"),
                "seed": scenario.setup.seed.to_string(),
                "events": events.len(),
                "met": failures.is_empty(),
                "failed": failed,
            });
            writeln!(out, "{end}")?;
        }
    }
    out.flush()?;
    Ok(())
}

impl Played {
    /// A line for each that has failed: where it stands, and what was wrong.
    pub fn failed(&self, file: &Path) -> impl Iterator<Item = String> {
        // Events are numbered from 1 without gaps.
        let event = |failed: &Failure| self.events.get(failed.event as usize - 1);
        self.failures.iter().filter_map(move |failed| {
            Some(format!("{}:{}: {}", file.display(), failed.line, brief::failure(&event(failed)?.what)))
        })
    }
}
