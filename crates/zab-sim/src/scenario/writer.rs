//! Writing a scenario: so that it can be read again, and comes to the same.
//!
//! A line that was read is written in its own words. What nobody wrote, an [`Action`] of a person or a fuzzer, is put into words here.

use crate::record::event::DiskState;
use crate::scenario::forms::Reading;
use crate::scenario::language::commands;
use crate::scenario::limits::VERSION;
use crate::scenario::reader::lines;
use crate::scenario::values::{in_quotes, time_text};
use crate::scenario::words::Words;
use crate::scenario::{Line, Scenario, ScenarioError};
use crate::world::clients::SESSION_TIMEOUT;
use crate::world::{Action, Link, MessageName, Setup};
use std::fmt;
use zab::ids::Micros;
use zab::request::Op;

/// The column at which what follows a line's first words begins.
const COLUMN: usize = 10;

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", laid_out("", &format!("zabscope {VERSION}")))?;
        let (mut setup, mut usual) = (self.setup.clone(), Setup::usual(self.setup.quorum.clone()));
        for command in commands() {
            match command.reading {
                Reading::Setting(ref setting) => {
                    if let Some(text) = setting.text(&mut setup, &mut usual) {
                        writeln!(f, "{}", laid_out("", format!("{} {text}", command.name).trim_end()))?;
                    }
                }
                Reading::Title => {
                    for text in &self.title {
                        let name = if text.lang == "en" { String::new() } else { format!(".{}", text.lang) };
                        let line = format!("{}{name} {}", command.name, in_quotes(&text.text));
                        writeln!(f, "{}", laid_out("", &line))?;
                    }
                }
                Reading::Head { write, .. } => {
                    for rest in write(&self.setup) {
                        writeln!(f, "{}", laid_out("", format!("{} {rest}", command.name).trim_end()))?;
                    }
                }
                Reading::Body(_) => {}
            }
        }
        for line in &self.lines {
            if line.when.is_some() {
                writeln!(f)?;
            }
            write!(f, "{line}")?;
        }
        Ok(())
    }
}

/// The line, and those in which it goes on in other languages.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut moment = self.moment.as_str();
        for words in self.words.split('\n') {
            writeln!(f, "{}", laid_out(moment, words))?;
            moment = "";
        }
        Ok(())
    }
}

/// The lines that do these actions, once all that was due at a time has happened.
pub(crate) fn lines_of(at: Micros, actions: &[Action]) -> String {
    let mut moment = format!("after {}", time_text(at));
    let mut lines = String::from("\n");
    if actions.is_empty() {
        lines += &(laid_out(&moment, "") + "\n");
    }
    for action in actions {
        lines += &(laid_out(&std::mem::take(&mut moment), &action.to_string()) + "\n");
    }
    lines
}

/// Lays a line out: the moment, or else the name of the command, has the first column to itself. The first line names the version, and is
/// the same everywhere.
fn laid_out(moment: &str, words: &str) -> String {
    if words.starts_with("zabscope ") {
        return String::from(words);
    }
    let (first, rest) = match moment {
        "" => words.split_once(' ').unwrap_or((words, "")),
        moment => (moment, words),
    };
    match rest {
        "" => String::from(first),
        rest if first.chars().count() < COLUMN => format!("{first:<COLUMN$}{rest}"),
        rest => format!("{first} {rest}"),
    }
}

/// Lays a scenario out: a command's words begin in one column, and so do comments behind lines that follow each other. Of several empty
/// lines one stays, and a line ends as the first does; nothing that the scenario means changes.
///
/// # Errors
///
/// If it is no scenario.
pub fn format(text: &str) -> Result<String, ScenarioError> {
    let scenario = Scenario::read(text)?;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (number, line) in (1..).zip(lines(text)) {
        let read = scenario.lines.iter().find(|read| read.number == number);
        // It could be read, so it can be cut into words.
        let Ok(words) = Words::split(line) else { continue };
        let (code, comment) =
            line.split_at(line.char_indices().nth(words.width()).map_or(line.len(), |(at, _)| at));
        let laid_out = match read {
            Some(read) => laid_out(&read.moment, read.words.split('\n').next().unwrap_or_default()),
            None => laid_out("", &words.all()),
        };
        let place = match rows.last() {
            _ if !laid_out.is_empty() => Place::Behind,
            Some(row) if !code.is_empty() && row.goes_on() => Place::Behind,
            _ if !code.is_empty() => Place::Indented,
            _ => Place::First,
        };
        rows.push(Row { code: laid_out, comment: comment.trim_end(), place });
    }
    rows.dedup_by(|row, before| row.is_empty() && before.is_empty());
    let filled = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    let end = if text.lines().next().is_some_and(|first| text[first.len()..].starts_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    };
    let mut formatted = String::new();
    for block in rows[..filled].chunk_by(|row, next| row.goes_on() && next.goes_on()) {
        let commented = block.iter().filter(|row| !row.comment.is_empty());
        let column = commented.map(|row| row.code.chars().count() + 2).max().unwrap_or_default();
        for row in block {
            let column = match row.place {
                Place::First => 0,
                Place::Indented => COLUMN,
                Place::Behind => column,
            };
            formatted += format!("{:<column$}{}", row.code, row.comment).trim_end();
            formatted += end;
        }
    }
    Ok(formatted)
}

/// A line that is being laid out.
struct Row<'a> {
    code: String,
    comment: &'a str,
    place: Place,
}

/// Where a comment begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the first column.
    First,
    /// Where a command's words do.
    Indented,
    /// Behind the words of its line, or below a comment that is.
    Behind,
}

impl Row<'_> {
    fn is_empty(&self) -> bool {
        self.code.is_empty() && self.comment.is_empty()
    }

    /// Whether its comment may go on below.
    fn goes_on(&self) -> bool {
        self.place == Place::Behind && !self.comment.is_empty()
    }
}

/// As the language has it.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Start(server) => write!(f, "start {server}"),
            Action::Crash(server) => write!(f, "crash {server}"),
            Action::PowerOff(server) => write!(f, "power-off {server}"),
            Action::Restart(server) => write!(f, "restart {server}"),
            Action::Suspend(server) => write!(f, "suspend {server}"),
            Action::Resume(server) => write!(f, "resume {server}"),
            Action::Thread { of, thread, learner, held } => {
                let verb = if *held { "hold-thread" } else { "unhold-thread" };
                let learner = learner.map(|learner| format!(" {learner}")).unwrap_or_default();
                write!(f, "{verb} {thread}{learner} on {of}")
            }
            Action::Disk { of, state: DiskState::Slow, by } => {
                write!(f, "slow-disk {of} by {}", time_text(by.unwrap_or_default()))
            }
            Action::Disk { of, state: DiskState::Stalled, .. } => write!(f, "stall-disk {of}"),
            Action::Disk { of, state: DiskState::Full, .. } => write!(f, "fill-disk {of}"),
            Action::Disk { of, state: DiskState::Failing, .. } => write!(f, "fail-disk {of}"),
            Action::Disk { of, state: DiskState::Sound, .. } => write!(f, "mend-disk {of}"),
            Action::WipeDisk(server) => write!(f, "wipe-disk {server}"),
            Action::Cut(link) => write!(f, "cut {link}"),
            Action::Heal(link) => write!(f, "heal {link}"),
            Action::HealAll => f.write_str("heal all"),
            Action::Slow(link, by) => write!(f, "slow {link} by {}", time_text(*by)),
            Action::Fast(link) => write!(f, "fast {link}"),
            Action::FastAll => f.write_str("fast all"),
            Action::Hold(link) => write!(f, "hold {link}"),
            Action::Unhold(link) => write!(f, "unhold {link}"),
            Action::UnholdAll => f.write_str("unhold all"),
            Action::Reset(link) => write!(f, "reset {link}"),
            Action::HoldMessage(name) => write!(f, "hold {name}"),
            Action::DeliverMessage(name) => write!(f, "deliver {name}"),
            Action::DropMessage(name) => write!(f, "drop {name}"),
            Action::Silent { connections, on } => write!(f, "silent {connections} on {on}"),
            Action::Connect { client, to, timeout } if *timeout == SESSION_TIMEOUT => {
                write!(f, "connect {client} to {to}")
            }
            Action::Connect { client, to, timeout } => {
                write!(f, "connect {client} to {to} timeout {}", time_text(*timeout))
            }
            Action::Move { client, to } => write!(f, "move {client} to {to}"),
            Action::Vanish(client) => write!(f, "vanish {client}"),
            Action::Request { client, op: Op::CloseSession } => write!(f, "close {client}"),
            Action::Request { client, op } => write!(f, "request {client} {}", InWords(op)),
            Action::Write(to) => write!(f, "write {to}"),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.from, if self.both { "from" } else { "to" }, self.to)
    }
}

impl fmt::Display for MessageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} from {} to {}", self.kind, self.nth, self.from, self.to)
    }
}

/// A request in the words of the language.
struct InWords<'a>(&'a Op);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = |version: i32| match version {
            -1 => String::new(),
            version => format!(" version {version}"),
        };
        match self.0 {
            Op::Create { path, data, ephemeral, sequential } => {
                let ephemeral = if *ephemeral { " ephemeral" } else { "" };
                let sequential = if *sequential { " sequential" } else { "" };
                write!(f, "create {path} {}{ephemeral}{sequential}", in_quotes(data))
            }
            Op::Delete { path, version: v } => write!(f, "delete {path}{}", version(*v)),
            Op::SetData { path, data, version: v } => {
                write!(f, "set {path} {}{}", in_quotes(data), version(*v))
            }
            Op::GetData { path } => write!(f, "get {path}"),
            Op::Exists { path } => write!(f, "exists {path}"),
            Op::GetChildren { path } => write!(f, "children {path}"),
            Op::Sync { path } => write!(f, "sync {path}"),
            // Sessions are opened, kept and closed by what the client is told to be, not by a request.
            Op::CreateSession { .. } | Op::CloseSession | Op::Ping => Ok(()),
        }
    }
}
