//! The reader: lines in, events out, everything else counted.

use crate::event::{Event, Recognition};
use crate::line::{Level, is_stack_trace};
use crate::numbers::ServerId;
use crate::wrapping::Line;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

/// The longest line that is read whole, without its line break. The rest of a longer one is
/// passed over, so that a file without line breaks is no burden.
///
/// The longest lines that tell an event are far shorter than this.
pub const MAX_LINE_BYTES: usize = 16 * 1024;

/// What a server did, when, and where the log says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEvent {
    /// The line of the log, from 1.
    pub line: u64,
    /// Milliseconds since 1970-01-01 00:00:00 by the server's wall clock, in a time zone that
    /// the log does not tell. See [`Entry::time_ms`](crate::Entry::time_ms).
    pub time_ms: i64,
    /// Whose event it is: as the line says, in its `[myid:]`, its thread's name or its text; or,
    /// where it does not, the one server that this log has named so far. `None` if it has named
    /// nobody yet, or more than one.
    pub server: Option<ServerId>,
    /// What it did.
    pub event: Event,
}

/// What became of the lines read so far. Each line is counted once among `events` and the five
/// kinds of lines skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All lines.
    pub lines: u64,
    /// Lines that gave an event.
    pub events: u64,
    /// Skipped: no line of a ZooKeeper log. Blank, another program's, or the rest of a message
    /// that has line breaks.
    pub foreign: u64,
    /// Skipped: part of a stack trace.
    pub stack_trace: u64,
    /// Skipped: tells nothing that this crate reads.
    pub uninteresting: u64,
    /// Skipped: begins like a text that this crate reads, and goes on otherwise.
    pub malformed: u64,
    /// The first malformed line, from 1.
    pub first_malformed: Option<u64>,
    /// Lines longer than [`MAX_LINE_BYTES`], which were cut. They are counted above as well.
    pub cut: u64,
    /// Lines with bytes that are not UTF-8, which were replaced. They are counted above as well.
    pub not_utf8: u64,
}

/// What kind of log it is, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many lines have a layout that is known, by its name.
    pub layouts: BTreeMap<&'static str, u64>,
    /// The level of the least grave of them.
    pub finest: Option<Level>,
    /// The servers that it has named as its own; 16 at most are noted, for one log is one server's.
    pub servers: BTreeSet<ServerId>,
}

/// How many servers a log is noted to name, at most.
const SERVERS_LIMIT: usize = 16;

/// Reads a log and gives its events, in the order of the lines.
///
/// As an iterator it gives an error only if reading fails, and nothing after that. Whatever the
/// log holds is no error: see [`Counts`]. Lines may end in `\n` or `\r\n`.
///
/// One log may hold several lives of its server; [`PeerEvent::LifeBegins`](crate::PeerEvent)
/// begins each.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    bytes: Vec<u8>,
    line: String,
    counts: Counts,
    seen: Seen,
    failed: bool,
}

impl<R: BufRead> Reader<R> {
    /// A reader at the beginning of a log.
    pub fn new(input: R) -> Self {
        Self {
            input,
            bytes: Vec::new(),
            line: String::new(),
            counts: Counts::default(),
            seen: Seen::default(),
            failed: false,
        }
    }

    /// What became of the lines read so far.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What kind of log it is, as far as it has been read.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// The last line read, without its line break: the one of the event just given.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Reads the next line. `false` at the end of the log.
    fn next_line(&mut self) -> io::Result<bool> {
        self.bytes.clear();
        let mut length: usize = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                if length == 0 {
                    return Ok(false);
                }
                break;
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let room = (MAX_LINE_BYTES + 1).saturating_sub(self.bytes.len());
            self.bytes.extend_from_slice(&part[..part.len().min(room)]);
            let taken = part.len() + usize::from(end.is_some());
            length = length.saturating_add(taken);
            self.input.consume(taken);
            if end.is_some() {
                break;
            }
        }

        if self.bytes.last() == Some(&b'\r') {
            self.bytes.pop();
        }
        self.counts.lines += 1;
        if self.bytes.len() > MAX_LINE_BYTES {
            self.bytes.truncate(MAX_LINE_BYTES);
            self.counts.cut += 1;
        }
        self.line.clear();
        let text = String::from_utf8_lossy(&self.bytes);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            self.counts.not_utf8 += 1;
        }
        // An editor may have put a byte order mark before the first line.
        self.line.push_str(text.trim_start_matches('\u{feff}'));
        Ok(true)
    }

    /// The event of the line just read, or its place in the counts.
    fn event(&mut self) -> Option<LogEvent> {
        let line = Line::read(&self.line);
        let Some((entry, layout)) = line.entry() else {
            if is_stack_trace(line.text()) {
                self.counts.stack_trace += 1;
            } else {
                self.counts.foreign += 1;
            }
            return None;
        };
        self.seen.add(layout, entry.level, entry.server);
        match Event::recognize(&entry) {
            Recognition::Event(event) => {
                self.counts.events += 1;
                let told = entry.server.or_else(|| event.teller());
                self.seen.name(told);
                Some(LogEvent {
                    line: self.counts.lines,
                    time_ms: entry.time_ms,
                    server: told.or(self.seen.server()),
                    event,
                })
            }
            Recognition::Uninteresting => {
                self.counts.uninteresting += 1;
                None
            }
            Recognition::Malformed => {
                self.counts.malformed += 1;
                self.counts.first_malformed.get_or_insert(self.counts.lines);
                None
            }
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = io::Result<LogEvent>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.next_line() {
                Ok(true) => {
                    if let Some(event) = self.event() {
                        return Some(Ok(event));
                    }
                }
                Ok(false) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Seen {
    /// The one server that the log has named; none, if it has named nobody, or several.
    #[must_use]
    pub fn server(&self) -> Option<ServerId> {
        let mut servers = self.servers.iter();
        servers.next().copied().filter(|_| servers.next().is_none())
    }

    fn add(&mut self, layout: &'static str, level: Level, server: Option<ServerId>) {
        *self.layouts.entry(layout).or_default() += 1;
        self.finest = Some(self.finest.map_or(level, |finest| finest.min(level)));
        self.name(server);
    }

    fn name(&mut self, server: Option<ServerId>) {
        if self.servers.len() < SERVERS_LIMIT {
            self.servers.extend(server);
        }
    }
}
