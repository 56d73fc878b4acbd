//! Reading a scenario: a line after the other, and each by the command that begins it.

use crate::event::Text;
use crate::language::{
    COMMANDS, COMMANDS_LIMIT, EXPECTATIONS_LIMIT, HISTORY_LIMIT, LATENCY_LEAST, LATENCY_LIMIT, Place,
    SERVER_ID_LIMIT, SERVERS_LIMIT, TEXT_LIMIT, TIME_LIMIT, VERSION,
};
use crate::network::Latency;
use crate::scenario::{Command, Condition, Expectation, Scenario, ScenarioError, Timed};
use crate::words::{Problem, Word, Words};
use crate::world::{Action, ActionError, Setup};
use std::collections::{BTreeMap, BTreeSet};
use zab::durable::Durable;
use zab::ids::{Epoch, Micros, Round, ServerId, Zxid};
use zab::quorum::Quorum;
use zab::release::Release;

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

/// What has been read so far.
#[derive(Default)]
pub(crate) struct Reader {
    line: u32,
    version: bool,
    title: Vec<Text>,
    voters: BTreeSet<ServerId>,
    observers: BTreeSet<ServerId>,
    seed: Option<u64>,
    latency: Option<Latency>,
    disk: Option<Latency>,
    release: Option<Release>,
    histories: BTreeMap<ServerId, Durable>,
    commands: Vec<Timed>,
    expectations: usize,
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
            if self.voters.is_empty() {
                return Err(Problem::new(1, "servers must be given before the first at"));
            }
            if let Some(both) = self.voters.intersection(&self.observers).next() {
                let message =
                    format!("server {both} is both among the servers, which vote, and the observers");
                return Err(Problem::new(1, message));
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

    pub(crate) fn servers(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        Reader::members(words, &mut self.voters, &self.observers)
    }

    pub(crate) fn observers(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        Reader::members(words, &mut self.observers, &self.voters)
    }

    fn members(
        words: &mut Words<'_>,
        members: &mut BTreeSet<ServerId>,
        others: &BTreeSet<ServerId>,
    ) -> Result<(), Problem> {
        let column = words.column();
        if !members.is_empty() {
            return Err(Problem::new(column, "this is given twice"));
        }
        words.take();
        let first = words.column();
        while members.is_empty() || !words.is_empty() {
            let column = words.column();
            let (low, high) = words.span("ids such as 1..3 or 1 2 3", SERVER_ID_LIMIT)?;
            for id in (low..=high).map(|id| ServerId(id as i64)) {
                if others.contains(&id) {
                    let message =
                        format!("server {id} is both among the servers, which vote, and the observers");
                    return Err(Problem::new(column, message));
                }
                members.insert(id);
            }
        }
        match members.len() + others.len() {
            count if count > SERVERS_LIMIT => {
                Err(Problem::new(first, format!("{count} servers are too many, at most {SERVERS_LIMIT}")))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn seed(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        match self.seed.replace(words.number("a number such as 42", u64::MAX)?) {
            None => Ok(()),
            Some(_) => Err(Problem::new(column, "seed is given twice")),
        }
    }

    pub(crate) fn latency(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let times = words.column();
        let (min, max) = words.time_span("times such as 10ms..40ms", LATENCY_LIMIT)?;
        if min < LATENCY_LEAST {
            return Err(Problem::new(times, "this latency is too short, at least 1ms"));
        }
        match self.latency.replace(Latency { min, max }) {
            None => Ok(()),
            Some(_) => Err(Problem::new(column, "latency is given twice")),
        }
    }

    pub(crate) fn disk(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let (min, max) = words.time_span("times such as 1ms..5ms", LATENCY_LIMIT)?;
        match self.disk.replace(Latency { min, max }) {
            None => Ok(()),
            Some(_) => Err(Problem::new(column, "disk is given twice")),
        }
    }

    pub(crate) fn release(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let release = if words.skip("3.8.0") {
            Release::V3_8_0
        } else {
            words.expect("3.9.5").map_err(|_| Problem::new(words.column(), "expected 3.8.0 or 3.9.5"))?;
            Release::V3_9_5
        };
        match self.release.replace(release) {
            None => Ok(()),
            Some(_) => Err(Problem::new(column, "release is given twice")),
        }
    }

    pub(crate) fn history(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let servers = self.ids(words)?;
        words.expect("epoch")?;
        let epoch = Epoch(words.number("an epoch such as 1", u64::from(u32::MAX) >> 1)? as i64);
        let mut log: Vec<Zxid> = Vec::new();
        if words.skip("log") {
            while log.is_empty() || !words.is_empty() {
                let column = words.column();
                let (first, last) = words.zxids("zxids such as 1.1..1.4")?;
                if log.last().is_some_and(|before| *before >= first) {
                    return Err(Problem::new(column, "the zxids of a log rise"));
                }
                if log.len() as i64 + (last.0 - first.0) >= HISTORY_LIMIT as i64 {
                    return Err(Problem::new(
                        column,
                        format!("a log has at most {HISTORY_LIMIT} entries here"),
                    ));
                }
                log.extend((first.0..=last.0).map(Zxid));
            }
        }
        for server in servers {
            let durable = Durable::with_log(epoch, log.iter().copied());
            if self.histories.insert(server, durable).is_some() {
                return Err(Problem::new(column, format!("the history of server {server} is given twice")));
            }
        }
        Ok(())
    }

    pub(crate) fn act(
        &mut self,
        words: &mut Words<'_>,
        action: fn(ServerId) -> Action,
    ) -> Result<(), Problem> {
        words.take();
        let servers = if words.skip("all") { self.all() } else { self.ids(words)? };
        servers.into_iter().try_for_each(|server| self.push(Command::Act(action(server))))
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

    pub(crate) fn expect(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let written = words.rest();
        let column = words.column();
        let condition = if words.skip("leader") {
            Condition::Leader(self.id(words)?)
        } else if words.skip("follower") {
            let followers = self.ids(words)?;
            words.expect("of")?;
            Condition::Follower(followers, self.id(words)?)
        } else if words.skip("observer") {
            let observers = self.ids(words)?;
            words.expect("of")?;
            Condition::Observer(observers, self.id(words)?)
        } else if words.skip("looking") {
            Condition::Looking(self.ids(words)?)
        } else if words.skip("down") {
            Condition::Down(self.ids(words)?)
        } else if words.skip("round") {
            let round = words.number("a round such as 2", i64::MAX as u64)?;
            words.expect("on")?;
            Condition::Round(Round(round as i64), self.ids(words)?)
        } else if words.skip("epoch") {
            let epoch = words.number("an epoch such as 2", u64::from(u32::MAX) >> 1)?;
            words.expect("on")?;
            Condition::Epoch(Epoch(epoch as i64), self.ids(words)?)
        } else if words.skip("zxid") {
            let (zxid, _) = words.zxids("a zxid such as 1.4")?;
            words.expect("on")?;
            Condition::Zxid(zxid, self.ids(words)?)
        } else {
            let expected = "expected leader, follower, observer, looking, down, round, epoch or zxid";
            return Err(Problem::new(column, expected));
        };
        let within =
            if words.skip("within") { Some(words.time("a time such as 5s", TIME_LIMIT)?) } else { None };
        self.expectations += 1;
        if self.expectations > EXPECTATIONS_LIMIT {
            return Err(Problem::new(1, format!("too much is expected, at most {EXPECTATIONS_LIMIT} times")));
        }
        self.push(Command::Expect(Expectation { condition, within, text: written }))
    }

    fn id(&self, words: &mut Words<'_>) -> Result<ServerId, Problem> {
        let column = words.column();
        let id = words.number("a server's id", SERVER_ID_LIMIT)?;
        self.known(id, column)
    }

    /// One id or more, as far as they go.
    fn ids(&self, words: &mut Words<'_>) -> Result<BTreeSet<ServerId>, Problem> {
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
        if self.voters.contains(&id) || self.observers.contains(&id) {
            return Ok(id);
        }
        let all: Vec<String> = self.all().iter().map(ToString::to_string).collect();
        Err(Problem::new(column, ActionError::NoSuchServer(id, all.join(", ")).to_string()))
    }

    fn all(&self) -> BTreeSet<ServerId> {
        self.voters.union(&self.observers).copied().collect()
    }

    fn push(&mut self, command: Command) -> Result<(), Problem> {
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
        if self.voters.is_empty() {
            return missing("expected a line with servers, such as: servers 1..3");
        }
        let latency =
            self.latency.unwrap_or(Latency { min: Micros::from_millis(10), max: Micros::from_millis(40) });
        let quorum = Quorum::majority(self.voters);
        let setup = Setup {
            quorum,
            observers: self.observers,
            seed: self.seed.unwrap_or(1),
            latency,
            disk: self.disk.unwrap_or(Latency { min: Micros::from_millis(1), max: Micros::from_millis(5) }),
            histories: self.histories,
            release: self.release.unwrap_or_default(),
        };
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
