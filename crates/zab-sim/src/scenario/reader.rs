//! Reading a scenario: a line after the other, and each by the command that begins it.

use crate::record::event::Text;
use crate::scenario::deeds::Deed;
use crate::scenario::forms::{CommandForm, Commands, Place, Reading};
use crate::scenario::head::Head;
use crate::scenario::limits::{
    COMMANDS_LIMIT, EXPECTATIONS_LIMIT, LANGUAGES_LIMIT, TEXT_LIMIT, TIME_LIMIT, VERSION,
};
use crate::scenario::moments;
use crate::scenario::words::{Problem, Words};
use crate::scenario::{Command, Line, Scenario, ScenarioError, When};
use crate::world::Setup;
use zab::ids::Micros;

/// The words with which moments begin.
const MOMENTS: [&str; 2] = ["at", "after"];

const FIRST_LINE: &str = "expected the first line to be: zabscope 1";

/// Reads a scenario.
pub(crate) fn read(text: &str, commands: Commands) -> Result<Scenario, ScenarioError> {
    if text.len() > TEXT_LIMIT {
        let message = format!("the text is {} bytes long, at most {TEXT_LIMIT} are read", text.len());
        return Err(on(1, Problem::new(1, message)));
    }
    let mut reader = Reader::new(commands, Head::default());
    for (number, text) in (1..).zip(lines(text)) {
        reader.number = number;
        reader.read_line(text).map_err(|problem| on(number, problem))?;
    }
    reader.finish()
}

/// The lines of a text. Some editors begin a file with a mark of their own, and some end lines with two signs.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_prefix('\u{feff}').unwrap_or(text).lines()
}

/// Reads one command that does something to an ensemble of this setup.
pub(crate) fn read_deed(text: &str, setup: &Setup, commands: Commands) -> Result<Deed, ScenarioError> {
    let mut reader = Reader::new(commands, Head::of(setup));
    reader.below = Below::At(Micros(0));
    let mut read = || {
        if text.contains(['\n', '\r']) {
            return Err(Problem::new(1, "expected one command, but there are several lines"));
        }
        let mut words = Words::split(text)?;
        let command = reader.read_command(&mut words)?;
        words.end()?;
        match command {
            Some(Command::Do(deed)) => Ok(deed),
            _ => Err(Problem::new(1, "only a scenario can say or expect something")),
        }
    };
    read().map_err(|problem| on(1, problem))
}

/// Reads a time that stands alone.
pub(crate) fn read_time(text: &str) -> Result<Micros, ScenarioError> {
    let read = || {
        let mut words = Words::split(text)?;
        let time = words.time("a time such as 3s or 250ms", TIME_LIMIT)?;
        words.end().map(|()| time)
    };
    read().map_err(|problem| on(1, problem))
}

/// What stands above a line, as far as that matters for the moments that may stand on it.
#[derive(Clone, Copy)]
enum Below {
    /// Nothing that happens.
    Head,
    /// Times alone, the last of them this.
    At(Micros),
    /// Something that is waited for.
    After,
}

/// What has been read so far.
struct Reader {
    known: Commands,
    number: u32,
    version: bool,
    title: Vec<Text>,
    head: Head,
    /// Which settings are given.
    given: Vec<&'static str>,
    lines: Vec<Line>,
    below: Below,
    /// How many actions the lines may come to, and how many expectations there are.
    actions: usize,
    expectations: usize,
    /// The last line was a text, and another language may join it.
    telling: bool,
}

impl Reader {
    fn new(known: Commands, head: Head) -> Reader {
        Reader {
            known,
            number: 0,
            version: false,
            title: Vec::new(),
            head,
            given: Vec::new(),
            lines: Vec::new(),
            below: Below::Head,
            actions: 0,
            expectations: 0,
            telling: false,
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
        let when = self.read_moment(&mut words)?;
        let behind = words.place();
        let command = if words.is_empty() { None } else { self.read_command(&mut words)? };
        words.end()?;
        if matches!(self.below, Below::Head) {
            return Ok(());
        }
        let line = Line {
            number: self.number,
            when,
            command,
            moment: words.written(0..behind),
            words: words.written(behind..words.place()),
        };
        self.push(line)
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

    /// The moment with which a line begins, if it begins with one.
    fn read_moment(&mut self, words: &mut Words<'_>) -> Result<Option<When>, Problem> {
        let begin = words.column();
        let (when, column) = if words.skip("at") {
            let column = words.column();
            (When::At(words.time("a time such as 3s or 250ms", TIME_LIMIT)?), column)
        } else if let Some(span) = words.later(TIME_LIMIT)? {
            (When::Later(span), begin)
        } else if words.skip("after") {
            let column = words.column();
            let when = match words.at_number() {
                true => When::AfterTime(words.time("a time such as 3s or 250ms", TIME_LIMIT)?),
                false => When::After(moments::read(words, &self.head.ensemble())?),
            };
            (when, column)
        } else {
            return Ok(None);
        };
        if self.head.voters.is_empty() {
            return Err(Problem::new(begin, "servers must be given before the first moment"));
        }
        let before = match self.below {
            Below::Head => Some(Micros(0)),
            Below::At(before) => Some(before),
            Below::After => None,
        };
        let goes_back = |at: Micros| before.is_some_and(|before| at < before);
        self.below = match when {
            When::At(_) if before.is_none() => {
                let message = "below an after, nobody knows what time it is: write +3s, which counts from the line before";
                return Err(Problem::new(begin, message));
            }
            When::At(at) | When::AfterTime(at) if goes_back(at) => {
                return Err(Problem::new(
                    column,
                    "this is earlier than the moment before it; moments go forward",
                ));
            }
            When::At(at) | When::AfterTime(at) => before.map_or(Below::After, |_| Below::At(at)),
            When::Later(span) => match before.map(|before| before + span) {
                Some(at) if at > TIME_LIMIT => {
                    return Err(Problem::new(
                        column,
                        format!("this time is too long, at most {}s", TIME_LIMIT.0 / 1_000_000),
                    ));
                }
                at => at.map_or(Below::After, Below::At),
            },
            When::After(_) => Below::After,
        };
        Ok(Some(when))
    }

    /// Reads a command of the head, which leaves nothing, or one of the body.
    fn read_command(&mut self, words: &mut Words<'_>) -> Result<Option<Command>, Problem> {
        let place = if matches!(self.below, Below::Head) { Place::Head } else { Place::Body };
        let column = words.column();
        let name = words.command()?;
        let Some(command) = self.commands().find(|command| Some(command.name) == name) else {
            return Err(self.no_command(place, words));
        };
        match command.place() {
            there if there == place => {
                words.pass();
                self.read_as(command, column, words)
            }
            Place::Body => {
                let message = format!("{} happens at a moment: write at 0s {} …", command.name, command.name);
                Err(Problem::new(column, message))
            }
            Place::Head => {
                Err(Problem::new(column, format!("{} must stand before the first moment", command.name)))
            }
        }
    }

    fn commands(&self) -> impl Iterator<Item = &'static CommandForm> + use<> {
        self.known.iter().copied().flatten()
    }

    /// No command stands where one must.
    fn no_command(&self, place: Place, words: &Words<'_>) -> Problem {
        let mut known = Vec::from(MOMENTS);
        let mut here = Vec::new();
        for command in self.commands() {
            known.push(command.name);
            if command.place() == place {
                here.push(command.name);
            }
        }
        if place == Place::Head {
            here.extend(MOMENTS);
        }
        match words.peek_bare() {
            None => words.none_of(&here),
            Some(word) if MOMENTS.contains(&word) => {
                Problem::new(words.column(), "a line begins with one moment, and has no other")
            }
            Some(_) => words.unknown("no command", &known, &here),
        }
    }

    fn read_as(
        &mut self,
        command: &'static CommandForm,
        column: u32,
        words: &mut Words<'_>,
    ) -> Result<Option<Command>, Problem> {
        match command.reading {
            Reading::Title => {
                let text = words.told()?;
                if self.title.iter().any(|other| other.lang == text.lang) {
                    return Err(Problem::new(column, "this title is given twice"));
                }
                self.title.push(text);
                not_too_many(&self.title)?;
                Ok(None)
            }
            Reading::Setting(ref setting) => {
                self.only_once(command.name, column)?;
                setting.read(words, &mut self.head.setup).map(|()| None)
            }
            Reading::Head { once, read, .. } => {
                if once {
                    self.only_once(command.name, column)?;
                }
                read(&mut self.head, words).map(|()| None)
            }
            Reading::Body(read) => read(&self.head.ensemble(), words).map(Some),
        }
    }

    fn only_once(&mut self, name: &'static str, column: u32) -> Result<(), Problem> {
        if self.given.contains(&name) {
            return Err(Problem::new(column, format!("{name} is given twice")));
        }
        self.given.push(name);
        Ok(())
    }

    fn push(&mut self, mut line: Line) -> Result<(), Problem> {
        let servers = self.head.voters.len() + self.head.setup.observers.len();
        self.actions += match &line.command {
            Some(Command::Do(deed)) => deed.most(servers),
            _ => 1,
        };
        if self.actions > COMMANDS_LIMIT {
            return Err(Problem::new(1, format!("too much happens, at most {COMMANDS_LIMIT} commands")));
        }
        self.expectations += usize::from(matches!(line.command, Some(Command::Expect(_))));
        if self.expectations > EXPECTATIONS_LIMIT {
            return Err(Problem::new(1, format!("too much is expected, at most {EXPECTATIONS_LIMIT} times")));
        }
        let telling = matches!(line.command, Some(Command::Say(_) | Command::Chapter(_)));
        let joins = std::mem::replace(&mut self.telling, telling) && line.when.is_none();
        if let Some(before) = self.lines.last_mut().filter(|_| joins)
            && before.takes_in(&mut line)?
        {
            return Ok(());
        }
        self.lines.push(line);
        Ok(())
    }

    fn finish(self) -> Result<Scenario, ScenarioError> {
        let missing = |message: &str| Err(on(self.number + 1, Problem::new(1, message)));
        if !self.version {
            return missing(FIRST_LINE);
        }
        let line = self.number + 1;
        let setup = self.head.setup().map_err(|message| on(line, Problem::new(1, message)))?;
        Ok(Scenario { title: self.title, setup, lines: self.lines })
    }
}

impl Line {
    /// Takes in a line that says the same in another language; false, if it says something else.
    fn takes_in(&mut self, other: &mut Line) -> Result<bool, Problem> {
        let is_new = |texts: &[Text], more: &[Text]| {
            more.iter().all(|more| texts.iter().all(|text| text.lang != more.lang))
        };
        match (&mut self.command, &mut other.command) {
            (Some(Command::Say(caption)), Some(Command::Say(more)))
                if is_new(&caption.texts, &more.texts) =>
            {
                if !more.about.is_empty() || more.claim.is_some() {
                    let message = "what a caption is about, and claims, stands with its first language";
                    return Err(Problem::new(1, message));
                }
                caption.texts.append(&mut more.texts);
                not_too_many(&caption.texts)?;
                caption.called.append(&mut more.called);
            }
            (Some(Command::Chapter(texts)), Some(Command::Chapter(more))) if is_new(texts, more) => {
                texts.append(more);
                not_too_many(texts)?;
            }
            _ => return Ok(false),
        }
        self.words.push('\n');
        self.words.push_str(&other.words);
        Ok(true)
    }
}

/// To find out whether a language is new, all are looked at.
fn not_too_many(texts: &[Text]) -> Result<(), Problem> {
    if texts.len() > LANGUAGES_LIMIT {
        return Err(Problem::new(1, format!("these are too many languages, at most {LANGUAGES_LIMIT}")));
    }
    Ok(())
}

/// A problem, with its line.
fn on(line: u32, problem: Problem) -> ScenarioError {
    ScenarioError { line, column: problem.column, message: problem.message }
}
