//! Scenarios: small text files that set up an ensemble, do things to it, speak, and say what they expect.
//!
//! A scenario is a lesson, a figure in somebody's documentation, a test, a bug report and a link, all at once. How one is
//! written is the business of [`language`]. Of the files below each imports from those above it.

pub mod limits;

pub mod manual;

mod values;

mod hints;

mod words;

pub mod names;

pub mod conditions;

pub mod moments;

pub mod captions;

pub mod deeds;

mod head;

mod forms;

mod reader;

mod ensemble;

mod settings;

mod faults;

mod links;

mod clients;

mod story;

pub mod language;

pub mod writer;

use crate::record::event::Text;
use crate::record::violation::Invariant;
use crate::scenario::captions::Caption;
use crate::scenario::conditions::Condition;
use crate::scenario::deeds::Deed;
use crate::scenario::moments::Moment;
use crate::world::Setup;
use thiserror::Error;
use zab::ids::Micros;

/// A scenario, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called, in each language it has.
    pub title: Vec<Text>,
    /// The ensemble.
    pub setup: Setup,
    /// What is done, said and expected, line by line.
    pub lines: Vec<Line>,
}

impl Scenario {
    /// Whether some line expects an invariant to be broken.
    pub fn expects_broken(&self, invariant: Invariant) -> bool {
        self.lines.iter().any(|line| match &line.command {
            // Compared by hand: comparing any two conditions is a lot of code.
            Some(Command::Expect(Expectation { condition: Condition::Broken(expected), .. })) => {
                *expected == invariant
            }
            _ => false,
        })
    }
}

/// A line of what happens: a moment, or a command, or both.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the text, counted from 1.
    pub number: u32,
    /// When its turn comes; absent, if it is together with the line before it.
    pub when: Option<When>,
    /// What then; nothing, for a moment that stands alone.
    pub command: Option<Command>,
    /// The moment, as it is written.
    pub(crate) moment: String,
    /// The command, as it is written; each further language of a text in a line of its own.
    pub(crate) words: String,
}

/// Two lines are equal that mean the same, wherever they stand and however they are written.
impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        (&self.when, &self.command) == (&other.when, &other.command)
    }
}

impl Eq for Line {}

/// When the turn of a line comes. Lines take their turns one after the other, whatever their moments are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// At this time, before all else that is due then (`at 3s`).
    At(Micros),
    /// At this time, when all else that is due then has happened (`after 3s`).
    AfterTime(Micros),
    /// So long after the line before, when all else that is due then has happened (`+3s`).
    Later(Micros),
    /// When this has happened for the first time since the turn of the moment before, and all else that is due at the same time
    /// (`after leader`).
    After(Moment),
}

/// What a line can do at its moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Do something to the ensemble.
    Do(Deed),
    /// Say something.
    Say(Caption),
    /// Expect something.
    Expect(Expectation),
    /// Wait for the reader.
    Pause,
    /// A chapter begins, of this name in each language given.
    Chapter(Vec<Text>),
}

/// Something that ought to be so now, or to become so within a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expectation {
    /// What.
    pub condition: Condition,
    /// How long it may take from the line's turn on. The last moment counts as a whole.
    pub within: Option<Micros>,
    /// How it is written, after the word `expect`.
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
