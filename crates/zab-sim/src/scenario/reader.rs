//! Reading a scenario: a line after the other, and each by the command that begins it.

use crate::record::event::Text;
use crate::scenario::head::Head;
use crate::scenario::limits::{COMMANDS_LIMIT, TEXT_LIMIT, TIME_LIMIT, VERSION};
use crate::scenario::manual::Manual;
use crate::scenario::servers::Servers;
use crate::scenario::words::{Problem, Word, Words};
use crate::scenario::{Command, Scenario, ScenarioError, Timed};
use crate::world::{Action, Setup};
use zab::ids::Micros;

const FIRST_LINE: &str = "expected the first line to be: zabscope 1";

/// One command of the language: how it is written, what it means, and how it is read.
pub struct CommandForm {
    /// Its first word.
    pub name: &'static str,
    /// How it is written, and what it means; the example is for a scenario of servers 1 to 3.
    pub manual: Manual,
    /// Whether it stands before the first `at` or after it.
    pub place: Place,
    pub(crate) read: fn(&mut Reader, &mut Words<'_>) -> Result<(), Problem>,
}

/// Where a command may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first `at`: what the ensemble is.
    Head,
    /// After an `at`, on its line or on those below it: what happens.
    Body,
}

/// The commands of a language, in tables that follow each other.
pub(crate) type Commands = &'static [&'static [CommandForm]];

/// Reads a scenario.
pub(crate) fn read(text: &str, commands: Commands) -> Result<Scenario, ScenarioError> {
    if text.len() > TEXT_LIMIT {
        let message = format!("the text is {} bytes long, at most {TEXT_LIMIT} are read", text.len());
        return Err(on(1, Problem::new(1, message)));
    }
    let mut reader = Reader::new(commands, Head::default());
    // Some editors begin a file with a mark of their own.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, text) in (1..).zip(text.lines()) {
        reader.line = line;
        reader.read_line(text).map_err(|problem| on(line, problem))?;
    }
    reader.finish()
}

/// Reads one command that does something to an ensemble of this setup.
pub(crate) fn read_actions(
    text: &str,
    setup: &Setup,
    commands: Commands,
) -> Result<Vec<Action>, ScenarioError> {
    let at = Some(Micros(0));
    let mut reader = Reader { line: 1, version: true, at, ..Reader::new(commands, Head::of(setup)) };
    let mut read = || {
        let mut words = Words::split(text)?;
        reader.read_command(&mut words)?;
        words.end()
    };
    read().map_err(|problem| on(1, problem))?;
    let action = |timed: Timed| match timed.command {
        Command::Act(action) => Ok(action),
        Command::Say(_) | Command::Expect(_) => {
            Err(on(1, Problem::new(1, "only a scenario can say or expect something")))
        }
    };
    reader.commands.into_iter().map(action).collect()
}

/// What has been read so far.
pub(crate) struct Reader {
    known: Commands,
    line: u32,
    version: bool,
    pub(crate) title: Vec<Text>,
    pub(crate) head: Head,
    pub(crate) commands: Vec<Timed>,
    pub(crate) expectations: usize,
    /// The moment that the last `at` named.
    at: Option<Micros>,
    /// The last line was a `say`, and another language may join it.
    pub(crate) saying: bool,
}

impl Reader {
    fn new(known: Commands, head: Head) -> Reader {
        Reader {
            known,
            line: 0,
            version: false,
            title: Vec::new(),
            head,
            commands: Vec::new(),
            expectations: 0,
            at: None,
            saying: false,
        }
    }

    fn read_line(&mut self, text: &str) -> Result<(), Problem> {
        let mut words = Words::split(text)?;
        if words.is_empty() {
            return Ok(());
        }
        if !self.version {
            return self.read_version(&mut words);
        }
        let saying = std::mem::take(&mut self.saying);
        if words.skip("at") {
            let column = words.column();
            let at = words.time("a time such as 3s or 250ms", TIME_LIMIT)?;
            if self.head.voters.is_empty() {
                return Err(Problem::new(1, "servers must be given before the first at"));
            }
            if self.at.is_some_and(|before| at < before) {
                return Err(Problem::new(
                    column,
                    "this is earlier than the at before it; moments go forward",
                ));
            }
            self.at = Some(at);
        } else {
            self.saying = saying;
        }
        self.read_command(&mut words)?;
        words.end()
    }

    fn read_version(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        if !words.skip("zabscope") {
            return Err(Problem::new(words.column(), FIRST_LINE));
        }
        let column = words.column();
        match words.number("the first line to be: zabscope 1", u64::MAX)? {
            VERSION => self.version = true,
            other => {
                let message = format!("version {other} of the language is not known here, only {VERSION}");
                return Err(Problem::new(column, message));
            }
        }
        words.end()
    }

    fn read_command(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let place = if self.at.is_some() { Place::Body } else { Place::Head };
        let column = words.column();
        let here = || {
            let here = self.known.iter().copied().flatten().filter(|command| command.place == place);
            let names: Vec<&str> = here.map(|command| command.name).collect();
            match place {
                Place::Head => format!("{} or at", names.join(", ")),
                Place::Body => names.join(", "),
            }
        };
        let Some(Word::Bare(word)) = words.peek() else {
            return Err(Problem::new(column, format!("expected a command: {}", here())));
        };
        // Only what is said can be said in other languages.
        let name = match word.split_once('.') {
            Some((name @ ("title" | "say"), _)) => name,
            _ => *word,
        };
        match self.known.iter().copied().flatten().find(|command| command.name == name) {
            Some(command) if command.place == place => (command.read)(self, words),
            Some(_) if place == Place::Head => {
                Err(Problem::new(column, format!("{name} happens at a moment: write at TIME {name} …")))
            }
            Some(_) => Err(Problem::new(column, format!("{name} must stand before the first at"))),
            None => Err(Problem::new(column, format!("{name} is no command; expected {}", here()))),
        }
    }

    /// The servers of the ensemble.
    pub(crate) fn servers(&self) -> Servers {
        Servers(self.head.servers())
    }

    pub(crate) fn push(&mut self, command: Command) -> Result<(), Problem> {
        if self.commands.len() == COMMANDS_LIMIT {
            return Err(Problem::new(1, format!("too much happens, at most {COMMANDS_LIMIT} commands")));
        }
        let at = self.at.unwrap_or_default();
        self.commands.push(Timed { at, line: self.line, command });
        Ok(())
    }

    fn finish(self) -> Result<Scenario, ScenarioError> {
        let missing = |message: &str| Err(on(self.line + 1, Problem::new(1, message)));
        if !self.version {
            return missing(FIRST_LINE);
        }
        let line = self.line + 1;
        let setup = self.head.setup().map_err(|message| on(line, Problem::new(1, message)))?;
        Ok(Scenario { title: self.title, setup, commands: self.commands })
    }
}

/// A problem, with its line.
fn on(line: u32, problem: Problem) -> ScenarioError {
    ScenarioError { line, column: problem.column, message: problem.message }
}
