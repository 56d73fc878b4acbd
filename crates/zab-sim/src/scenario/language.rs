//! The language of scenarios: flat, a command a line, no expressions, no nesting.
//!
//! The first line names its version. What a command looks like and means is said beside the function that reads it, with an
//! example that is a test. Whatever cannot be read is answered with its line, its column, and what was expected there.

use crate::scenario::reader::{self, Commands};
pub use crate::scenario::reader::{CommandForm, Place};
use crate::scenario::{Scenario, ScenarioError, clients, ensemble, faults, say_and_expect};
use crate::world::{Action, Setup};

const COMMANDS: Commands =
    &[ensemble::COMMANDS, faults::COMMANDS, clients::COMMANDS, say_and_expect::COMMANDS];

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

/// Reads one command that does something, as it would stand behind an `at`, for an ensemble of this setup.
pub fn actions(command: &str, setup: &Setup) -> Result<Vec<Action>, ScenarioError> {
    reader::read_actions(command, setup, COMMANDS)
}
