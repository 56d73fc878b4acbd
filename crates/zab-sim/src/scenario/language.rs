#![doc = include_str!("language.md")]

use crate::scenario::deeds::Deed;
use crate::scenario::forms::Commands;
pub use crate::scenario::forms::{CommandForm, Place};
use crate::scenario::limits::Bound;
use crate::scenario::values::time_text;
use crate::scenario::{
    Scenario, ScenarioError, clients, ensemble, faults, limits, links, reader, settings, story,
};
use crate::world::Setup;
use zab::ids::Micros;

/// What is to be said of the language before its commands are, as Markdown.
pub const PREFACE: &str = include_str!("language.md");

pub(crate) const COMMANDS: Commands = &[
    ensemble::COMMANDS,
    settings::COMMANDS,
    faults::COMMANDS,
    links::COMMANDS,
    clients::COMMANDS,
    story::COMMANDS,
];

/// Every command of the language.
pub fn commands() -> impl Iterator<Item = &'static CommandForm> {
    COMMANDS.iter().copied().flatten()
}

/// Every limit of the language: what it limits, and how its value is written.
pub fn limits() -> impl Iterator<Item = (&'static str, String)> {
    limits::limits().into_iter().map(|(meaning, bound)| match bound {
        Bound::Time(time) => (meaning, time_text(time)),
        Bound::Number(number) => (meaning, number.to_string()),
    })
}

/// A time as the language writes it, such as `3s` or `250ms`.
///
/// # Errors
///
/// If the text is none, or a longer one than a scenario may have.
pub fn time(text: &str) -> Result<Micros, ScenarioError> {
    reader::read_time(text)
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
        reader::read(text, COMMANDS)
    }
}

/// Reads one command that does something, as it would stand behind a moment, for an ensemble of this setup.
pub fn deed(command: &str, setup: &Setup) -> Result<Deed, ScenarioError> {
    reader::read_deed(command, setup, COMMANDS)
}
