//! One line of a log, split into what the logging library put around the text: time, server, level, thread, class. In what
//! order these stand is a matter of the [layout](crate::LAYOUTS).

use crate::layout::{LAYOUTS, Layout};
use crate::numbers::ServerId;
use std::fmt;

/// One line of a log, split. Nothing is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Milliseconds since 1970-01-01 00:00:00 by the server's own wall clock. The log does not
    /// tell its time zone, so this is a local time counted as if it were UTC: differences within
    /// one log are true, except across a change to or from summer time.
    pub time_ms: i64,
    /// Whose line it is: as `[myid:]` says, or the thread's name where that is empty (a thread of
    /// ZooKeeper 3.8 and later may not know it). `None` if neither says.
    pub server: Option<ServerId>,
    /// How grave it is.
    pub level: Level,
    /// The thread that wrote it; empty in the layouts that leave it out.
    pub thread: &'a str,
    /// The class that wrote it, without packages: `QuorumCnxManager$Listener`.
    pub class: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// How grave a line is, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Finer than debugging.
    Trace,
    /// For debugging: every vote sent and counted.
    Debug,
    /// The course of things; what a server logs by default.
    Info,
    /// Something went wrong and is dealt with.
    Warn,
    /// Something went wrong.
    Error,
    /// The process ends. Known to log4j only.
    Fatal,
}

impl<'a> Entry<'a> {
    /// Splits a line, given without its line break. `None` if it has none of the known layouts:
    /// a line of a stack trace, the rest of a message of several lines, another program's output.
    ///
    /// What a collector put before the line is passed over: it begins where a time stands from
    /// which it can be read.
    #[must_use]
    pub fn read(line: &'a str) -> Option<Self> {
        Self::read_as(line).map(|(entry, _)| entry)
    }

    /// The same, and the layout that it has.
    #[must_use]
    pub fn read_as(line: &'a str) -> Option<(Self, &'static Layout)> {
        starts(line)
            .take(STARTS_LIMIT)
            .find_map(|start| LAYOUTS.iter().find_map(|layout| Some((layout.read(start)?, layout))))
    }

    /// The class without its inner classes: the one whose texts these are.
    #[must_use]
    pub fn outer_class(&self) -> &'a str {
        before(self.class, |c| c == '$')
    }
}

/// How many bytes a collector puts before a line at most.
pub(crate) const PREFIX_LIMIT: usize = 256;
/// From how many times on a line is tried: a collector may put its own before the server's.
const STARTS_LIMIT: usize = 4;

/// Where a line may begin: at each date near its start, with the bracket before it if there is one.
fn starts(line: &str) -> impl Iterator<Item = &str> {
    let bytes = line.as_bytes();
    let is_date = |at: &usize| {
        let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit);
        let inner = *at > 0 && bytes[at - 1].is_ascii_digit();
        !inner && digits(*at, at + 4) && bytes[at + 4] == b'-' && digits(at + 5, at + 7)
    };
    let last = bytes.len().saturating_sub(7).min(PREFIX_LIMIT);
    let dates = (0..last).filter(is_date);
    dates.filter_map(move |at| {
        let bracket = usize::from(at > 0 && bytes[at - 1] == b'[');
        line.get(at - bracket..)
    })
}

/// Whether a line without a layout belongs to a stack trace, by its shape: a frame, the cause of
/// another exception, or the name of an exception class with or without its message.
pub(crate) fn is_stack_trace(line: &str) -> bool {
    let line = line.split_once("| ").map_or(line, |(_collector, line)| line);
    let inner = line.trim_start();
    let indented = inner.len() < line.len();
    if (indented && (inner.starts_with("at ") || inner.starts_with("... "))) || line.contains("\tat ") {
        return true;
    }
    if inner.starts_with("Caused by: ") || inner.starts_with("Suppressed: ") {
        return true;
    }
    let class = before(inner, |c| c == ':').trim_end();
    class.contains('.')
        && class.bytes().all(is_of_class_name)
        && ["Exception", "Error", "Throwable"].iter().any(|kind| class.ends_with(kind))
}

/// The first 23 bytes, `2026-11-22 09:22:58,631`, as milliseconds since 1970 on that clock, and
/// the rest. Newer versions of logback write a `T` between date and time.
pub(crate) fn time(line: &str) -> Option<(i64, &str)> {
    let (stamp, rest) = line.split_at_checked(23)?;
    let bytes = stamp.as_bytes();
    let marked = |at: usize, marks: &[u8]| marks.contains(&bytes[at]);
    let shaped = marked(4, b"-")
        && marked(7, b"-")
        && marked(10, b" T")
        && marked(13, b":")
        && marked(16, b":")
        && marked(19, b",.");
    if !shaped {
        return None;
    }
    let number = |from: usize, to: usize, least: i64, most: i64| {
        let digits = &bytes[from..to];
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let number = digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        (least..=most).contains(&number).then_some(number)
    };
    let days = days_since_1970(number(0, 4, 0, 9999)?, number(5, 7, 1, 12)?, number(8, 10, 1, 31)?);
    let hours = days * 24 + number(11, 13, 0, 23)?;
    let minutes = hours * 60 + number(14, 16, 0, 59)?;
    // A clock may show a leap second.
    let seconds = minutes * 60 + number(17, 19, 0, 60)?;
    Some((seconds * 1000 + number(20, 23, 0, 999)?, rest))
}

/// The days from 1970-01-01 to a date of the Gregorian calendar.
///
/// The year is taken to begin in March, so that the leap day is its last: then the days before a
/// month follow the straight line of 153 days in five months, and leap years those of 4, 100, 400.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    const FROM_MARCH_OF_0_TO_1970: i64 = 719_468;
    let year = if month > 2 { year } else { year - 1 };
    let months_since_march = (month + 9) % 12;
    let day_of_year = (153 * months_since_march + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + day_of_year - FROM_MARCH_OF_0_TO_1970
}

impl Level {
    /// A level by its name, in capitals or small letters.
    pub(crate) fn named(name: &str) -> Option<Level> {
        const NAMES: [(&str, Level); 6] = [
            ("TRACE", Level::Trace),
            ("DEBUG", Level::Debug),
            ("INFO", Level::Info),
            ("WARN", Level::Warn),
            ("ERROR", Level::Error),
            ("FATAL", Level::Fatal),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, level)| *level)
    }
}

/// As logs print it.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Trace => "TRACE",
            Level::Debug => "DEBUG",
            Level::Info => "INFO",
            Level::Warn => "WARN",
            Level::Error => "ERROR",
            Level::Fatal => "FATAL",
        })
    }
}

pub(crate) fn is_of_class_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'$' | b'_')
}

/// A class name without its packages. `None` if nothing is left.
pub(crate) fn simple_name(class: &str) -> Option<&str> {
    let name = class.rsplit('.').next()?;
    (!name.is_empty()).then_some(name)
}

/// The server's id in the name of one of its threads: `QuorumPeer[myid=1](plain=…)`,
/// `SyncThread:1`, `ProcessThread(sid:1 cport:-1):`. The number of a `SendWorker` or `RecvWorker`
/// is the peer's, and tells nothing.
pub(crate) fn server_of_thread(thread: &str) -> Option<ServerId> {
    const OWN: [&str; 5] = [
        "SyncThread:",
        "CommitProcessor:",
        "FollowerRequestProcessor:",
        "ObserverRequestProcessor:",
        "ProcessThread(sid:",
    ];
    let after = match thread.split_once("[myid=") {
        Some((_, after)) => after,
        None => OWN.iter().find_map(|name| thread.strip_prefix(name))?,
    };
    let digits = before(after, |c: char| !c.is_ascii_digit());
    digits.parse().ok().map(ServerId)
}

/// What stands before the first of something, or all of the text.
fn before(text: &str, end: impl FnMut(char) -> bool) -> &str {
    text.split(end).next().unwrap_or(text)
}
