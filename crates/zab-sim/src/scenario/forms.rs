//! The forms of commands: what each is called, how it is explained, and how it is read and written. The tables of commands are made of
//! them; nothing here knows any command.

use crate::scenario::Command;
use crate::scenario::head::Head;
use crate::scenario::manual::Manual;
use crate::scenario::names::Ensemble;
use crate::scenario::words::{Problem, Words};
use crate::world::Setup;
use zab::ids::Micros;

/// One command of the language: how it is written, what it means, and how it is read.
pub struct CommandForm {
    /// Its first word.
    pub name: &'static str,
    /// How it is written, and what it means; the example is for a scenario of servers 1 to 3.
    pub manual: Manual,
    pub(crate) reading: Reading,
}

/// How a command is read, from the word behind its name on.
pub(crate) enum Reading {
    /// What the scenario is called.
    Title,
    /// A value.
    Setting(Setting),
    /// Something about the ensemble.
    Head {
        once: bool,
        read: fn(&mut Head, &mut Words<'_>) -> Result<(), Problem>,
        /// What is written behind the name, for each line that says how this setup is.
        write: fn(&Setup) -> Vec<String>,
    },
    /// Something that happens.
    Body(fn(&Ensemble, &mut Words<'_>) -> Result<Command, Problem>),
}

/// Where a command may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first moment: what the ensemble is.
    Head,
    /// With a moment, on its line or on those below it: what happens.
    Body,
}

impl CommandForm {
    /// Where it may stand.
    pub fn place(&self) -> Place {
        match self.reading {
            Reading::Title | Reading::Setting(_) | Reading::Head { .. } => Place::Head,
            Reading::Body(_) => Place::Body,
        }
    }
}

/// The commands of a language, in tables that follow each other.
pub(crate) type Commands = &'static [&'static [CommandForm]];

/// A setting: a value, and where it is kept.
pub(crate) struct Setting {
    /// A value as it is written.
    pub(crate) example: &'static str,
    /// The least and the most that it may be, in the unit in which it is counted.
    pub(crate) range: (u64, u64),
    /// Where it is kept.
    pub(crate) place: fn(&mut Setup) -> &mut dyn Value,
}

/// A value that can be set.
pub(crate) trait Value {
    /// Reads it.
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem>;
    /// How it is written.
    fn text(&self) -> String;
}

impl Setting {
    /// Reads the value.
    pub(crate) fn read(&self, words: &mut Words<'_>, setup: &mut Setup) -> Result<(), Problem> {
        (self.place)(setup).read(words, self)
    }

    /// How the value is written, if it is not the usual one.
    pub(crate) fn text(&self, setup: &mut Setup, usual: &mut Setup) -> Option<String> {
        let text = (self.place)(setup).text();
        (text != (self.place)(usual).text()).then_some(text)
    }

    /// A number of its range.
    pub(crate) fn number(&self, words: &mut Words<'_>) -> Result<u64, Problem> {
        words.number_from(&format!("a number such as {}", self.example), self.range.0, self.range.1)
    }

    /// A time, or two, of its range.
    pub(crate) fn times(&self, words: &mut Words<'_>, noun: &str) -> Result<(Micros, Micros), Problem> {
        let (least, most) = self.range;
        words.time_span_from(&format!("{noun} such as {}", self.example), Micros(least), Micros(most))
    }
}
