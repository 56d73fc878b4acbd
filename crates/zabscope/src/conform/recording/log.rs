//! One file, read as a server's log: its events, and what kind of file it is.

use super::settings::Given;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use zab::ids::{ServerId, Zxid};
use zab_logs::{
    ElectionEvent, Event, LearnerHandlerEvent, PeerEvent, Reader, Seen, ServerState, StorageEvent,
};

/// A server's log, as far as it is about elections and states.
pub(crate) struct Log {
    pub(crate) file: PathBuf,
    pub(crate) server: ServerId,
    pub(crate) entries: Vec<Entry>,
    /// The files of its transaction log: on which line it says that it begins each, and with which zxid.
    pub(crate) files: Vec<(u64, Zxid)>,
    /// What it says of the server's release and settings.
    pub(crate) given: Given,
    /// What it says of them that cannot be played.
    pub(crate) unplayable: Option<String>,
    pub(crate) found: Found,
}

/// A line about elections, states or roles.
pub(crate) struct Entry {
    pub(crate) line: u64,
    /// Milliseconds, by the server's own clock.
    pub(crate) time_ms: i64,
    pub(crate) text: String,
    pub(crate) event: Event,
}

/// What was found in a file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Why it is not text, if it is not.
    packed: Option<&'static Packing>,
    /// All lines.
    lines: u64,
    /// Lines with an event that `zab-logs` knows.
    events: u64,
    elections: u64,
    ended: u64,
    /// Votes that the server sent.
    votes: u64,
    /// Whether it tells how a learner was synchronized, and from where on the leader forwarded to it.
    synchronizes: bool,
    forwards: bool,
    seen: Seen,
}

/// A kind of file that is not text, by how it begins.
#[derive(Debug)]
struct Packing {
    begins: &'static [u8],
    is: &'static str,
    unpack: &'static str,
}

const PACKINGS: &[Packing] = &[
    Packing { begins: b"\x1f\x8b", is: "a file compressed by gzip", unpack: "gunzip" },
    Packing { begins: b"BZh", is: "a file compressed by bzip2", unpack: "bunzip2" },
    Packing { begins: b"\xfd7zXZ", is: "a file compressed by xz", unpack: "unxz" },
    Packing { begins: b"\x28\xb5\x2f\xfd", is: "a file compressed by zstd", unpack: "unzstd" },
    Packing { begins: b"PK\x03\x04", is: "a zip archive", unpack: "unzip" },
    Packing { begins: b"\xff\xfe", is: "text in UTF-16", unpack: "iconv -f UTF-16 -t UTF-8" },
];

/// The hint that follows what is missing.
const TO_TURN_IT_ON: &str = "zabscope conform --help says how to turn it on";

impl Log {
    /// Reads a file, up to so many bytes of it. Whose log it is must be known already; it shows in what was found.
    pub(crate) fn read(file: &Path, server: ServerId, limit: u64) -> io::Result<Log> {
        let mut input = BufReader::new(File::open(file)?.take(limit));
        let start = input.fill_buf()?;
        let packed = PACKINGS.iter().find(|packing| start.starts_with(packing.begins));
        let mut log = Log {
            file: file.to_owned(),
            server,
            entries: Vec::new(),
            files: Vec::new(),
            given: Given::default(),
            unplayable: None,
            found: Found { packed, ..Found::default() },
        };
        if packed.is_some() {
            return Ok(log);
        }
        let mut reader = Reader::new(input);
        while let Some(read) = reader.next() {
            let read = read?;
            log.found.add(&read.event);
            match &read.event {
                Event::Storage(StorageEvent::LogFileCreated { zxid }) => {
                    log.files.push((read.line, Zxid(zxid.0)));
                }
                Event::Setting(setting) => {
                    if let Err(problem) = log.given.take_up(setting) {
                        log.unplayable = Some(format!("line {}: {problem}", read.line));
                    }
                }
                Event::Election(_) | Event::Peer(_) | Event::Leader(_) | Event::LearnerHandler(_) => {
                    let text = reader.line().trim_end().to_owned();
                    log.entries.push(Entry {
                        line: read.line,
                        time_ms: read.time_ms,
                        text,
                        event: read.event,
                    });
                }
                _ => {}
            }
        }
        log.found.lines = reader.counts().lines;
        log.found.seen = reader.seen().clone();
        Ok(log)
    }

    /// What cannot be compared for want of lines in it, each with what was expected.
    pub(crate) fn lacks(&self) -> Vec<String> {
        let file = self.file.display();
        let mut lacks = Vec::new();
        if !self.found.shows_votes() {
            lacks.push(format!(
                "{file} is not replayed: expected lines of FastLeaderElection at DEBUG, and found {} ({TO_TURN_IT_ON})",
                self.found
            ));
        } else if self.begins_in_the_middle() {
            lacks.push(format!(
                "{file} is replayed from its server's next start on: expected Starting quorum peer before its first election"
            ));
        }
        if self.found.synchronizes_unseen() {
            lacks.push(format!(
                "{file}: how learners were synchronized is not compared: expected lines of LearnerHandler at DEBUG, such as Start forwarding ({TO_TURN_IT_ON})"
            ));
        }
        lacks
    }

    /// Whether it tells of elections before it has told of a start of the server: then what the server sent is not known from
    /// its beginning.
    pub(crate) fn begins_in_the_middle(&self) -> bool {
        let mut of_elections = self.entries.iter().filter(|entry| {
            matches!(entry.event, Event::Election(_) | Event::Peer(PeerEvent::LifeBegins { .. }))
        });
        of_elections.next().is_some_and(|entry| matches!(entry.event, Event::Election(_)))
    }
}

impl Found {
    /// Whether it is a log of ZooKeeper's at all.
    pub(crate) fn is_log(&self) -> bool {
        self.events > 0
    }

    /// Whether it shows votes being sent.
    pub(crate) fn shows_votes(&self) -> bool {
        self.votes > 0
    }

    /// Whether its server synchronized learners, and it does not show from where on it forwarded to them.
    pub(crate) fn synchronizes_unseen(&self) -> bool {
        self.synchronizes && !self.forwards
    }

    /// The one server whose log it is, by its lines.
    pub(crate) fn server(&self) -> Option<ServerId> {
        self.seen.server().map(|server| ServerId(server.0))
    }

    /// Whom its lines name as the server that tells, in words.
    pub(crate) fn servers(&self) -> String {
        let ids: Vec<String> = self.seen.servers.iter().map(ToString::to_string).collect();
        match &ids[..] {
            [] => String::from("no server"),
            [one] => format!("server {one}"),
            several => format!("servers {}", several.join(", ")),
        }
    }

    /// Whether it names more than one server.
    pub(crate) fn names_several(&self) -> bool {
        self.seen.servers.len() > 1
    }

    fn add(&mut self, event: &Event) {
        self.events += 1;
        match event {
            Event::Election(ElectionEvent::Started { .. }) => self.elections += 1,
            Event::Election(ElectionEvent::NotificationSent { .. }) => self.votes += 1,
            Event::Peer(PeerEvent::StateEntered(state)) if *state != ServerState::Looking => self.ended += 1,
            Event::LearnerHandler(LearnerHandlerEvent::Synchronizing { .. }) => self.synchronizes = true,
            Event::LearnerHandler(LearnerHandlerEvent::ForwardingStarted { .. }) => self.forwards = true,
            _ => {}
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(packing) = self.packed {
            return write!(f, "{}: unpack it first ({})", packing.is, packing.unpack);
        }
        let laid_out = self.seen.layouts.values().sum::<u64>();
        let layouts: Vec<&str> = self.seen.layouts.keys().copied().collect();
        let lines = |count: u64| if count == 1 { String::from("1 line") } else { format!("{count} lines") };
        let Some(finest) = self.seen.finest else {
            return match self.lines {
                0 => f.write_str("an empty file"),
                all => write!(f, "{}, none of them in a layout that is known", lines(all)),
            };
        };
        write!(f, "{} in {} layout at {finest}", lines(laid_out), layouts.join(" and "))?;
        if self.events == 0 {
            return f.write_str(", none of which tells of a ZooKeeper server");
        }
        match self.elections {
            0 => f.write_str(": no election")?,
            1 => write!(f, ": 1 election, which {}", if self.ended > 0 { "ended" } else { "did not end" })?,
            several => write!(f, ": {several} elections, {} of which ended", self.ended.min(several))?,
        }
        write!(
            f,
            ", {} sent",
            if self.votes == 1 { String::from("1 vote") } else { format!("{} votes", self.votes) }
        )
    }
}
