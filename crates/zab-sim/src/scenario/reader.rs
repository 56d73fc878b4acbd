//! Reading a scenario: a line after the other, and each by the command that begins it.

use crate::record::event::Text;
use crate::scenario::head::Head;
use crate::scenario::language::{
    COMMANDS, COMMANDS_LIMIT, Place, SERVER_ID_LIMIT, TEXT_LIMIT, TIME_LIMIT, VERSION,
};
use crate::scenario::words::{Problem, Word, Words};
use crate::scenario::{Command, Scenario, ScenarioError, Timed};
use crate::world::{Action, ActionError, Setup};
use std::collections::BTreeSet;
use zab::ids::{Micros, ServerId};

const FIRST_LINE: &str = "expected the first line to be: zabscope 1";

/// Reads a scenario.
pub(crate) fn read(text: &str) -> Result<Scenario, ScenarioError> {
    if text.len() > TEXT_LIMIT {
        let message = format!("the text is {} bytes long, at most {TEXT_LIMIT} are read", text.len());
        return Err(on(1, Problem::new(1, message)));
    }
    let mut reader = Reader::default();
    // Some editors begin a file with a mark of their own.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, text) in (1..).zip(text.lines()) {
        reader.line = line;
        reader.read_line(text).map_err(|problem| on(line, problem))?;
    }
    reader.finish()
}

/// Reads one command that does something to an ensemble of this setup.
pub(crate) fn read_actions(text: &str, setup: &Setup) -> Result<Vec<Action>, ScenarioError> {
    let at = Some(Micros(0));
    let mut reader = Reader { line: 1, version: true, head: Head::of(setup), at, ..Reader::default() };
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
#[derive(Default)]
pub(crate) struct Reader {
    line: u32,
    version: bool,
    title: Vec<Text>,
    pub(crate) head: Head,
    commands: Vec<Timed>,
    pub(crate) expectations: usize,
    /// The moment that the last `at` named.
    at: Option<Micros>,
    /// The last line was a `say`, and another language may join it.
    saying: bool,
}

impl Reader {
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
            let names: Vec<&str> = COMMANDS.iter().filter(|c| c.place == place).map(|c| c.name).collect();
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
        match COMMANDS.iter().find(|command| command.name == name) {
            Some(command) if command.place == place => (command.read)(self, words),
            Some(_) if place == Place::Head => {
                Err(Problem::new(column, format!("{name} happens at a moment: write at TIME {name} …")))
            }
            Some(_) => Err(Problem::new(column, format!("{name} must stand before the first at"))),
            None => Err(Problem::new(column, format!("{name} is no command; expected {}", here()))),
        }
    }

    pub(crate) fn title(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        let text = text(words)?;
        if self.title.iter().any(|other| other.lang == text.lang) {
            return Err(Problem::new(column, "this title is given twice"));
        }
        self.title.push(text);
        Ok(())
    }

    pub(crate) fn say(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let text = text(words)?;
        let joins = std::mem::replace(&mut self.saying, true);
        match self.commands.last_mut() {
            Some(Timed { command: Command::Say(texts), .. })
                if joins && texts.iter().all(|other| other.lang != text.lang) =>
            {
                texts.push(text);
            }
            _ => return self.push(Command::Say(vec![text])),
        }
        Ok(())
    }

    pub(crate) fn id(&self, words: &mut Words<'_>) -> Result<ServerId, Problem> {
        let column = words.column();
        let id = words.number("a server's id", SERVER_ID_LIMIT)?;
        self.known(id, column)
    }

    /// One id or more, as far as they go.
    pub(crate) fn ids(&self, words: &mut Words<'_>) -> Result<BTreeSet<ServerId>, Problem> {
        let mut ids = BTreeSet::new();
        while ids.is_empty() || words.at_number() {
            let column = words.column();
            let (first, last) = words.span("servers' ids", SERVER_ID_LIMIT)?;
            for id in first..=last {
                ids.insert(self.known(id, column)?);
            }
        }
        Ok(ids)
    }

    fn known(&self, id: u64, column: u32) -> Result<ServerId, Problem> {
        let id = ServerId(id as i64);
        let all = self.head.servers();
        if all.contains(&id) {
            return Ok(id);
        }
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        Err(Problem::new(column, ActionError::NoSuchServer(id, all.join(", ")).to_string()))
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

/// A text, with the language that its command's name carries: `say` is English, `say.zh` Chinese.
fn text(words: &mut Words<'_>) -> Result<Text, Problem> {
    let column = words.column();
    let name = match words.take() {
        Some(Word::Bare(name)) => name,
        _ => "",
    };
    let lang = name.split_once('.').map_or("en", |(_, lang)| lang).to_owned();
    let proper = !lang.is_empty() && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !proper {
        return Err(Problem::new(column, "expected a language after the dot, such as zh"));
    }
    Ok(Text { lang, text: words.text("a text in double quotes")? })
}

/// A problem, with its line.
fn on(line: u32, problem: Problem) -> ScenarioError {
    ScenarioError { line, column: problem.column, message: problem.message }
}
