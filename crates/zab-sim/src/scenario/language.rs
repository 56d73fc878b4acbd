//! The language of scenarios: flat, a command a line, no expressions, no nesting.
//!
//! The first line names its version. What a command looks like and means is said beside the function that reads it, with an
//! example that is a test. Whatever cannot be read is answered with its line, its column, and what was expected there.
//!
//! Lines take their turns one after the other. At a moment of time, this is the order: first the `at` lines of that time; then
//! whatever is due by itself, arrivals before disks, disks before servers' timers, those before clients'; then expectations whose time
//! is up are given up; and then come the lines that wait for the moment to be at rest, those with `after` and `+`. What becomes due at
//! the same moment by what they do happens before the next of them.

use crate::scenario::deeds::Deed;
use crate::scenario::forms::Commands;
pub use crate::scenario::forms::{CommandForm, Place};
use crate::scenario::limits::TIME_LIMIT;
use crate::scenario::words::{Problem, Words};
use crate::scenario::{Scenario, ScenarioError, clients, ensemble, faults, reader, settings, story};
use crate::world::Setup;
use zab::ids::Micros;

pub(crate) const COMMANDS: Commands =
    &[ensemble::COMMANDS, settings::COMMANDS, faults::COMMANDS, clients::COMMANDS, story::COMMANDS];

/// Every command of the language.
pub fn commands() -> impl Iterator<Item = &'static CommandForm> {
    COMMANDS.iter().copied().flatten()
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
        reader::read(text, COMMANDS)
    }
}

/// Reads a time, as the language writes it: `12.5s`, `250ms`.
///
/// # Errors
///
/// What was expected.
pub fn time(text: &str) -> Result<Micros, String> {
    let read = || {
        let mut words = Words::split(text)?;
        let time = words.time("a time such as 3s or 250ms", TIME_LIMIT)?;
        words.end().map(|()| time)
    };
    read().map_err(|problem: Problem| problem.message)
}

/// Reads one command that does something, as it would stand behind a moment, for an ensemble of this setup.
pub fn deed(command: &str, setup: &Setup) -> Result<Deed, ScenarioError> {
    reader::read_deed(command, setup, COMMANDS)
}
