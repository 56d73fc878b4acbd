//! Scenarios: small text files that set up an ensemble, do things to it, speak, and say what they expect.
//!
//! A scenario is a lesson, a figure in somebody's documentation, a test, a bug report and a link, all at once. How one is
//! written is the business of [`language`]. Of the files below each imports from those above it.

pub mod limits;

pub mod manual;

mod words;

mod servers;

pub mod conditions;

mod head;

mod reader;

mod ensemble;

mod faults;

mod clients;

mod say_and_expect;

pub mod language;

use crate::record::event::Text;
use crate::scenario::conditions::Condition;
use crate::world::{Action, Setup};
use thiserror::Error;
use zab::ids::Micros;

/// A scenario, read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scenario {
    /// What it is called, in each language it has.
    pub title: Vec<Text>,
    /// The ensemble.
    pub setup: Setup,
    /// What is done, in the order of time.
    pub commands: Vec<Timed>,
}

/// A command and its moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timed {
    /// When.
    pub at: Micros,
    /// On which line it stands, counted from 1.
    pub line: u32,
    /// What.
    pub command: Command,
}

/// What a scenario can do at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Do something to the ensemble.
    Act(Action),
    /// Say something, in each language given.
    Say(Vec<Text>),
    /// Expect something.
    Expect(Expectation),
}

/// Something that ought to be so now, or to become so within a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expectation {
    /// What.
    pub condition: Condition,
    /// How long it may take.
    pub within: Option<Micros>,
    /// How it was written, after the word `expect`.
    pub text: String,
}

/// What is wrong with a scenario, and where. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ScenarioError {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// What is wrong, and what was expected.
    pub message: String,
}
