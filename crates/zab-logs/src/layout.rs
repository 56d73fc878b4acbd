//! Layouts: in what order time, level, thread, class and text stand in a line.
//!
//! A pattern of the logging library says so, and everybody may write another. Those that are known are in one table, each with a
//! line in it.

use crate::line::{Entry, Level, is_of_class_name, server_of_thread, simple_name, time};
use crate::numbers::ServerId;
use std::fmt;

/// Where ZooKeeper's classes are. What other programs write in the same layout is none of its lines.
const PACKAGES: &str = "org.apache.zookeeper.";

/// How the lines of a log are laid out.
#[derive(Clone, Copy)]
pub struct Layout {
    /// Whose it is, for messages: `logback's`.
    pub name: &'static str,
    /// The pattern that writes it.
    pub pattern: &'static str,
    /// A line in it.
    pub example: &'static str,
    read: for<'a> fn(&'a str) -> Option<Entry<'a>>,
}

/// All layouts of plain lines, in the order in which they are tried. (JSON has no place in this table: see [`JSON`](crate::JSON).)
pub const LAYOUTS: &[Layout] = &[
    Layout {
        name: "log4j's",
        pattern: "%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n",
        example: "2026-11-22 09:22:58,631 [myid:1] - INFO  [QuorumPeer[myid=1](plain=disabled):QuorumPeer@1455] - LOOKING",
        read: log4j,
    },
    // The same pattern; but logback shortens the packages, where log4j leaves them out.
    Layout {
        name: "logback's",
        pattern: "%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n",
        example: "2026-11-22 09:22:58,631 [myid:] - INFO  [QuorumPeer[myid=1](plain=disabled):o.a.z.s.q.QuorumPeer@1455] - LOOKING",
        read: logback,
    },
    Layout {
        name: "Kafka's",
        pattern: "[%d] %p %m (%c)%n",
        example: "[2026-11-22 09:22:58,631] INFO LOOKING (org.apache.zookeeper.server.quorum.QuorumPeer)",
        read: kafka,
    },
    Layout {
        name: "Strimzi's",
        pattern: "%d{ISO8601} %p %m (%c) [%t]%n",
        example: "2026-11-22 09:22:58,631 INFO LOOKING (org.apache.zookeeper.server.quorum.QuorumPeer) [QuorumPeer[myid=1](plain=disabled)]",
        read: strimzi,
    },
    Layout {
        name: "Hadoop's",
        pattern: "%d{ISO8601} %p %c: %m%n",
        example: "2026-11-22 09:22:58,631 INFO org.apache.zookeeper.server.quorum.QuorumPeer: LOOKING",
        read: hadoop,
    },
];

impl Layout {
    /// Splits a line that begins with its time. `None` if it is laid out otherwise.
    pub(crate) fn read<'a>(&self, line: &'a str) -> Option<Entry<'a>> {
        (self.read)(line)
    }
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layout").field("name", &self.name).finish_non_exhaustive()
    }
}

fn log4j(line: &str) -> Option<Entry<'_>> {
    zookeepers(line).filter(|(_, class)| !class.contains('.')).map(|(entry, _)| entry)
}

fn logback(line: &str) -> Option<Entry<'_>> {
    zookeepers(line).filter(|(_, class)| class.contains('.')).map(|(entry, _)| entry)
}

/// After the time: `[myid:1] - INFO  [thread:Class@123] - text`. The `[myid:1]` may lack, as 3.4 and its packages were often set
/// up. The class is given with its packages, too.
fn zookeepers(line: &str) -> Option<(Entry<'_>, &str)> {
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
    let server = myid.or_else(|| server_of_thread(thread));
    Some((Entry { time_ms, server, level, thread, class: simple_name(class)?, text }, class))
}

/// After the bracket and the time: `] INFO text (class)`.
fn kafka(line: &str) -> Option<Entry<'_>> {
    let (time_ms, rest) = time(line.strip_prefix('[')?)?;
    let (level, rest) = level(rest.strip_prefix("] ")?)?;
    let (text, class) = rest.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let (text, class) = (text.trim_start(), simple_name(class.strip_prefix(PACKAGES)?)?);
    Some(Entry { time_ms, server: None, level, thread: "", class, text })
}

/// After the time: ` INFO text (class) [thread]`.
fn strimzi(line: &str) -> Option<Entry<'_>> {
    let (time_ms, rest) = time(line)?;
    let (level, rest) = level(rest.trim_start())?;
    // Thread names hold brackets and blanks, but no class of ZooKeeper's.
    let (text, origin) = rest.trim_end().strip_suffix(']')?.rsplit_once(" (org.apache.zookeeper.")?;
    let (class, thread) = origin.split_once(") [")?;
    let (text, class) = (text.trim_start(), simple_name(class)?);
    Some(Entry { time_ms, server: server_of_thread(thread), level, thread, class, text })
}

/// After the time: ` INFO class: text`.
fn hadoop(line: &str) -> Option<Entry<'_>> {
    let (time_ms, rest) = time(line)?;
    let (level, rest) = level(rest.trim_start())?;
    let (class, text) = rest.trim_start().strip_prefix(PACKAGES)?.split_once(": ")?;
    if !class.bytes().all(is_of_class_name) {
        return None;
    }
    Some(Entry { time_ms, server: None, level, thread: "", class: simple_name(class)?, text })
}

/// The level at the start of the text, and the rest.
fn level(text: &str) -> Option<(Level, &str)> {
    let (name, rest) = text.split_once(' ')?;
    Some((Level::named(name)?, rest))
}

/// Thread, class with its packages, and text of `thread:Class@123] - text`.
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

/// The class at the end of `…:o.a.z.s.q.QuorumPeer@1455`, with its packages, and where it begins.
fn class_before(text: &str) -> Option<(usize, &str)> {
    let (before, line) = text.rsplit_once('@')?;
    let numbered = line == "?" || line.bytes().all(|digit| digit.is_ascii_digit());
    let name = &before[before.bytes().rposition(|byte| !is_of_class_name(byte))? + 1..];
    let whole = before.len() - name.len();
    if !numbered || !before[..whole].ends_with(':') {
        return None;
    }
    (!name.is_empty()).then_some((whole, name))
}

#[cfg(test)]
mod tests {
    use super::LAYOUTS;
    use crate::{Entry, Event, Level, PeerEvent, Recognition, ServerState};

    #[test]
    fn each_layout_reads_its_example_and_no_other_does() {
        for layout in LAYOUTS {
            let (entry, read) = Entry::read_as(layout.example).expect(layout.name);
            assert_eq!(read.name, layout.name);
            assert_eq!(LAYOUTS.iter().filter(|other| other.read(layout.example).is_some()).count(), 1);
            assert_eq!((entry.time_ms, entry.level), (1_795_339_378_631, Level::Info), "{}", layout.name);
            assert_eq!(
                Event::recognize(&entry),
                Recognition::Event(Event::Peer(PeerEvent::StateEntered(ServerState::Looking))),
                "{}",
                layout.name
            );
        }
    }
}
