//! One line of a log, split into what the logging library put around the text.
//!
//! Three layouts are known, all of the pattern's `%d{ISO8601}` time (reference §11):
//!
//! - ZooKeeper's own: `2026-11-22 09:22:58,631 [myid:1] - INFO  [main:QuorumPeer@1455] - LOOKING`.
//!   Under logback (3.8 and later) the class is abbreviated, `o.a.z.s.q.QuorumPeer`.
//! - the same without `[myid:1]`, as 3.4 and its packages were often set up;
//! - that of a Kafka distribution's ZooKeeper:
//!   `[2026-11-22 09:22:58,631] INFO LOOKING (org.apache.zookeeper.server.quorum.QuorumPeer)`.
//!
//! What a collector puts before a line and ends in `| `, as `docker compose logs` does, is passed
//! over, and so is white space.

use crate::numbers::ServerId;

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
    /// The thread that wrote it; empty in Kafka's layout, which leaves it out.
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
    #[must_use]
    pub fn read(line: &'a str) -> Option<Self> {
        Self::read_at_start(line).or_else(|| {
            let (_collector, line) = line.split_once("| ")?;
            Self::read_at_start(line)
        })
    }

    /// The class without its inner classes: the one whose texts these are.
    #[must_use]
    pub fn outer_class(&self) -> &'a str {
        before(self.class, |c| c == '$')
    }

    fn read_at_start(line: &'a str) -> Option<Self> {
        let line = line.trim_start();
        match line.strip_prefix('[') {
            Some(line) => Self::read_kafka(line),
            None => Self::read_zookeeper(line),
        }
    }

    /// After the time: `[myid:1] - INFO  [thread:Class@123] - text`.
    fn read_zookeeper(line: &'a str) -> Option<Self> {
        let (time_ms, rest) = time(line)?;
        let rest = rest.trim_start();
        let (myid, rest) = match rest.strip_prefix("[myid:") {
            Some(rest) => {
                let (myid, rest) = rest.split_once(']')?;
                (myid.trim().parse().ok().map(ServerId), rest)
            }
            None => (None, rest),
        };
        let (level, rest) = level(rest.trim_start().strip_prefix("- ")?)?;
        let (thread, class, text) = origin(rest.trim_start().strip_prefix('[')?)?;
        Some(Self { time_ms, server: myid.or_else(|| server_of_thread(thread)), level, thread, class, text })
    }

    /// After the opening bracket: `time] INFO text (org.apache.zookeeper.server.quorum.Class)`.
    fn read_kafka(line: &'a str) -> Option<Self> {
        let (time_ms, rest) = time(line)?;
        let (level, rest) = level(rest.strip_prefix("] ")?)?;
        let (text, class) = rest.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
        if !class.starts_with("org.apache.zookeeper.") {
            return None;
        }
        Some(Self {
            time_ms,
            server: None,
            level,
            thread: "",
            class: simple_name(class)?,
            text: text.trim_start(),
        })
    }
}

/// Whether a line without a layout belongs to a stack trace, by its shape: a frame, the cause of
/// another exception, or the name of an exception class with or without its message.
pub(crate) fn is_stack_trace(line: &str) -> bool {
    let line = line.split_once("| ").map_or(line, |(_collector, line)| line);
    let inner = line.trim_start();
    if inner.len() < line.len() && (inner.starts_with("at ") || inner.starts_with("... ")) {
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
fn time(line: &str) -> Option<(i64, &str)> {
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

/// The level at the start of the text, and the rest.
fn level(text: &str) -> Option<(Level, &str)> {
    let (name, rest) = text.split_once(' ')?;
    let level = match name {
        "TRACE" => Level::Trace,
        "DEBUG" => Level::Debug,
        "INFO" => Level::Info,
        "WARN" => Level::Warn,
        "ERROR" => Level::Error,
        "FATAL" => Level::Fatal,
        _ => return None,
    };
    Some((level, rest))
}

/// Thread, class and text of `thread:Class@123] - text`.
///
/// Thread names hold colons and brackets, and so do texts; only the first `] - ` that has a class
/// and a line number before it ends the origin.
fn origin(rest: &str) -> Option<(&str, &str, &str)> {
    const END: &str = "] - ";
    let mut from = 0;
    while let Some(found) = rest[from..].find(END) {
        let end = from + found;
        // Looking only at what is new keeps this one walk, whatever the line holds.
        if let Some((class_at, class)) = class_before(&rest[from..end]) {
            let thread = rest[..from + class_at].strip_suffix(':')?;
            return Some((thread, class, &rest[end + END.len()..]));
        }
        from = end + END.len();
    }
    None
}

/// The class at the end of `…:o.a.z.s.q.QuorumPeer@1455`, without packages, and where the class
/// with its packages begins.
fn class_before(text: &str) -> Option<(usize, &str)> {
    let (before, line) = text.rsplit_once('@')?;
    let numbered = line == "?" || line.bytes().all(|digit| digit.is_ascii_digit());
    let name = &before[before.bytes().rposition(|byte| !is_of_class_name(byte))? + 1..];
    let whole = before.len() - name.len();
    if !numbered || !before[..whole].ends_with(':') {
        return None;
    }
    Some((whole, simple_name(name)?))
}

fn is_of_class_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'$' | b'_')
}

/// A class name without its packages. `None` if nothing is left.
fn simple_name(class: &str) -> Option<&str> {
    let name = class.rsplit('.').next()?;
    (!name.is_empty()).then_some(name)
}

/// The server's id in the name of one of its threads: `QuorumPeer[myid=1](plain=…)`,
/// `SyncThread:1`, `ProcessThread(sid:1 cport:-1):`. The number of a `SendWorker` or `RecvWorker`
/// is the peer's, and tells nothing.
fn server_of_thread(thread: &str) -> Option<ServerId> {
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
