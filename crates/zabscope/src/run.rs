//! Playing a scenario, and printing what happens in it: as a trace, as JSON, or as a table with a column for each server.
//!
//! Imports point one way: `paint`, `brief` ◀ `columns` ◀ this file.

mod brief;
mod columns;
mod paint;

use crate::run::paint::Paint;
use crate::source::{self, SourceError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;
use zab::ids::Micros;
use zab_sim::play::{Play, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::record::serialize::Serial;
use zab_sim::scenario::Scenario;

/// Which run of a scenario, and how far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which {
    /// Another seed than the scenario's own.
    pub seed: Option<u64>,
    /// The moment at which the play rests; if none is given, that at which its last line is done.
    pub until: Option<Micros>,
}

/// In which form a run is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line for each event, and the trace hash.
    Trace {
        /// Whether it is coloured.
        color: bool,
    },
    /// An object for each event, and one for the whole.
    Json,
    /// A column for each server.
    Columns {
        /// How wide the terminal is.
        width: usize,
        /// Whether it is coloured.
        color: bool,
    },
}

/// Why a scenario cannot be played.
#[derive(Debug, Error)]
pub enum RunError {
    /// There is none.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// What happens cannot be printed.
    #[error("cannot print: {0}")]
    Unprintable(#[from] io::Error),
}

/// Plays the scenario in a file, prints it, and returns a line for each thing that failed, as compilers write them.
pub fn run(file: &Path, which: Which, form: Form, out: &mut impl Write) -> Result<Vec<String>, RunError> {
    let scenario = Arc::new(source::scenario(file, which.seed)?);
    let run = match form {
        Form::Trace { color } => {
            let run = play(&scenario, which.until, |event| trace_line(event, Paint(color), out))?;
            writeln!(out, "trace hash {:016x}", run.hash())?;
            run
        }
        Form::Json => {
            let run = play(&scenario, which.until, |event| json_line(&Serial(event), out))?;
            json_line(&Summary::of(&run, &scenario), out)?;
            run
        }
        Form::Columns { width, color } => {
            let run = play(&scenario, which.until, |_| Ok(()))?;
            columns::write(&scenario, &run, width, Paint(color), out)?;
            run
        }
    };
    out.flush()?;
    let place = |(line, event): (u32, &Event)| format!("{}:{line}: {}", file.display(), complaint(event));
    let broken = run.unexpected(&scenario).map(|event| format!("{}: {}", file.display(), complaint(event)));
    Ok(run.failed().map(place).chain(broken).collect())
}

/// Plays the scenario in a file for nothing but its trace hash.
pub fn hash(file: &Path, which: Which) -> Result<u64, RunError> {
    let scenario = Arc::new(source::scenario(file, which.seed)?);
    Ok(play(&scenario, which.until, |_| Ok(()))?.hash())
}

/// Plays a scenario, and tells every event as it happens.
fn play(
    scenario: &Arc<Scenario>,
    until: Option<Micros>,
    mut tell: impl FnMut(&Event) -> io::Result<()>,
) -> io::Result<Run> {
    let (mut play, mut events) = (Play::new(Arc::clone(scenario)), Vec::new());
    let goes_on = |play: &Play| match until {
        Some(until) => play.next().is_some_and(|at| at <= until),
        None => !play.is_over(),
    };
    let mut told = 0;
    while goes_on(&play) && play.step(&mut events) {
        events[told..].iter().try_for_each(&mut tell)?;
        told = events.len();
    }
    play.idle_until(until.unwrap_or_default());
    Ok(Run { events, world: play.world().clone(), failures: play.failures().to_vec() })
}

fn trace_line(event: &Event, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    if event.what.is_plumbing() {
        return Ok(());
    }
    let style = paint.of(&event.what);
    writeln!(out, "{style}{event}{style:#}")
}

fn json_line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// The last line of a run as JSON. What has 64 bits is given as text, for JavaScript's numbers have fewer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    trace_hash: String,
    seed: String,
    met: bool,
    failed: Vec<Failed>,
    /// Each invariant that is broken, as often as that is told.
    violations: Vec<Violated>,
    /// What has happened that ought to happen sometimes, and how often.
    sometimes: BTreeMap<&'static str, u32>,
}

#[derive(Serialize)]
struct Violated {
    invariant: &'static str,
    event: u32,
    expected: bool,
}

#[derive(Serialize)]
struct Failed {
    line: u32,
    event: u32,
}

impl Summary {
    fn of(run: &Run, scenario: &Scenario) -> Summary {
        let violated = |event: &Event| match event.what {
            What::Violation { invariant, .. } => Some(Violated {
                invariant: invariant.word(),
                event: event.id,
                expected: scenario.expects_broken(invariant),
            }),
            _ => None,
        };
        let violations: Vec<Violated> = run.events.iter().filter_map(violated).collect();
        Summary {
            trace_hash: format!("{:016x}", run.hash()),
            seed: scenario.setup.seed.to_string(),
            met: run.failures.is_empty() && violations.iter().all(|violated| violated.expected),
            failed: run
                .failures
                .iter()
                .map(|failure| Failed { line: failure.line, event: failure.event })
                .collect(),
            violations,
            sometimes: run.world.sometimes().map(|(what, times)| (what.word(), times)).collect(),
        }
    }
}

/// What has failed, in a sentence.
fn complaint(event: &Event) -> String {
    let at = event.at;
    match &event.what {
        What::Expected { text, .. } => format!("expected {text}, which had not come at {at}"),
        What::NotDone { command, reason } => {
            format!("wanted {command}, which could not be done at {at}: {reason}")
        }
        What::NeverCame { moment } => format!("waited {moment}, which had not come at {at}"),
        What::Stopped { commands_left } => {
            format!("so much had happened at {at} that the play stopped, with {commands_left} commands left")
        }
        What::Violation { invariant, .. } => {
            format!("{invariant} is broken at {at}, in event {}: {}", event.id, event.what)
        }
        // Nothing else says that a line has failed.
        other => format!("failed at {at}: {other}"),
    }
}
