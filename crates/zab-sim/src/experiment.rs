//! What the simulator's speed is good for: the same thing many times, or under many circumstances, and what it comes to in numbers.
//!
//! An experiment takes its ensemble from a scenario that only sets one up. What it does in each of its runs is decided here; a run can be
//! written out as a scenario that does the same, to be watched. Nothing is told or drawn meanwhile, and every run has a seed of its own, so
//! runs can be divided among as many processors as there are.

mod failover;
mod throughput;

pub use failover::{Failing, Failover, Outage};
pub use throughput::{Figures, Load, SERVERS, Throughput, UNDER_WAY};

use crate::record::event::{Event, What};
use crate::scenario::{Scenario, ScenarioError};
use crate::world::{ActionError, World};
use thiserror::Error;
use zab::ids::{Micros, ServerId};
use zab::note::{Note, Phase};
use zab::vote::ServerState;

/// Why there is no such experiment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExperimentError {
    /// The ensemble is none.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The scenario does more than to set up an ensemble.
    #[error(
        "line {0}: an experiment does things itself: expected lines that set up an ensemble, and no other"
    )]
    NotOnlyASetup(u32),
    /// Without its leader the ensemble is no quorum.
    #[error(
        "expected an ensemble in which those that are left are a quorum when any server fails, so 3 voters or more; but without {0} they are none"
    )]
    NobodyLeft(ServerId),
    /// There are too few servers, or too many.
    #[error("expected {0} to {1} {2}, but found {3}")]
    OutOfRange(u32, u32, &'static str, u32),
    /// Nobody leads, though nothing was done.
    #[error("within {0} no leader serves: expected limits and costs with which an ensemble comes up")]
    NeverServes(Micros),
    /// What is to be done cannot be done.
    #[error(transparent)]
    Action(#[from] ActionError),
}

/// How long an ensemble may take to come up, and a run to come to its end.
pub const PATIENCE: Micros = Micros::from_millis(600_000);

/// The ensemble that a text sets up; the text must not do anything with it.
fn ensemble(text: &str) -> Result<Scenario, ExperimentError> {
    let scenario = Scenario::read(text)?;
    match scenario.lines.first() {
        Some(line) => Err(ExperimentError::NotOnlyASetup(line.number)),
        None => Ok(scenario),
    }
}

/// The span within which so many of a hundred of these lie, which are in order; absent if there are none. An absent one lies beyond all.
pub fn percentile(spans: &[Option<Micros>], part: usize) -> Option<Micros> {
    *spans.get((spans.len() * part / 100).min(spans.len().checked_sub(1)?))?
}

/// In the order in which [`percentile`] wants them.
pub fn in_order(spans: impl IntoIterator<Item = Option<Micros>>) -> Vec<Option<Micros>> {
    let mut spans: Vec<_> = spans.into_iter().collect();
    spans.sort_unstable_by_key(|span| span.unwrap_or(Micros(u64::MAX)));
    spans
}

/// Lets one thing happen, if something does in time.
fn step(world: &mut World, log: &mut Vec<Event>, until: Micros) -> bool {
    log.clear();
    world.next().is_some_and(|at| at <= until) && world.step(log)
}

/// Lets everything happen up to a moment.
fn pass(world: &mut World, log: &mut Vec<Event>, until: Micros) {
    while step(world, log, until) {}
    world.idle_until(until);
}

/// The server that begins to serve as a leader in this event.
fn begins_to_lead(world: &World, event: &Event) -> Option<ServerId> {
    let server = event
        .server
        .filter(|_| matches!(event.what, What::Noted(Note::PhaseChanged { to: Phase::Broadcast })))?;
    let process = world.process(server)?;
    (process.state() == ServerState::Leading).then_some(server)
}
