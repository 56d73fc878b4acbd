//! What a line of a file is wrapped in: colours, and the JSON of those who collect logs.
//!
//! A collector either keeps a server's line as it is, as text in an object of its own (Docker's `json-file` driver), or the
//! server itself writes objects with time, level, thread, logger and message (an encoder of its logging library).

use crate::line::{Entry, Level, PREFIX_LIMIT, server_of_thread, simple_name, time};
use crate::numbers::ServerId;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// How often a line is unwrapped: an encoder's object may lie in a collector's, and that in another's.
const WRAPPINGS_LIMIT: usize = 3;

/// In which field a collector keeps the server's line.
const KEPT_LINE: &str = "log";

/// What an encoder calls the parts of a line.
#[derive(Clone, Copy, Debug)]
pub struct Json {
    /// Whose it is, for messages.
    pub name: &'static str,
    /// A line of it.
    pub example: &'static str,
    time: &'static str,
    level: &'static str,
    thread: &'static str,
    logger: &'static str,
    message: &'static str,
}

/// The encoders that are known.
pub const JSON: &[Json] = &[
    Json {
        name: "logstash's JSON",
        example: r#"{"@timestamp":"2026-11-22T09:22:58.631Z","@version":"1","message":"LOOKING","logger_name":"org.apache.zookeeper.server.quorum.QuorumPeer","thread_name":"QuorumPeer[myid=1](plain=disabled)","level":"INFO","level_value":20000,"myid":"1"}"#,
        time: "@timestamp",
        level: "level",
        thread: "thread_name",
        logger: "logger_name",
        message: "message",
    },
    Json {
        name: "Elastic's JSON",
        example: r#"{"@timestamp":"2026-11-22T09:22:58.631Z","log.level":"INFO","message":"LOOKING","ecs.version":"1.2.0","process.thread.name":"QuorumPeer[myid=1](plain=disabled)","log.logger":"org.apache.zookeeper.server.quorum.QuorumPeer","myid":"1"}"#,
        time: "@timestamp",
        level: "log.level",
        thread: "process.thread.name",
        logger: "log.logger",
        message: "message",
    },
];

/// A line of a file, unwrapped.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    text: Cow<'a, str>,
    fields: Option<(&'static Json, Map<String, Value>)>,
}

impl<'a> Line<'a> {
    /// Unwraps a line, given without its line break.
    #[must_use]
    pub fn read(line: &'a str) -> Line<'a> {
        let mut text = without_colours(line);
        for _ in 0..WRAPPINGS_LIMIT {
            let Some(mut fields) = object(&text) else { break };
            if let Some(Value::String(kept)) = fields.get_mut(KEPT_LINE) {
                let kept = std::mem::take(kept);
                text = Cow::Owned(without_colours(kept.trim_end_matches(['\r', '\n'])).into_owned());
                continue;
            }
            let has = |name: &str| matches!(fields.get(name), Some(Value::String(_)));
            let names = JSON.iter().find(|names| has(names.level) && has(names.logger) && has(names.message));
            if let Some(names) = names {
                return Line { text, fields: Some((names, fields)) };
            }
            break;
        }
        Line { text, fields: None }
    }

    /// What it says, and in whose layout. `None` if it has none that is known.
    #[must_use]
    pub fn entry(&self) -> Option<(Entry<'_>, &'static str)> {
        match &self.fields {
            Some((names, fields)) => Some((names.entry(fields)?, names.name)),
            None => Entry::read_as(&self.text).map(|(entry, layout)| (entry, layout.name)),
        }
    }

    /// The line as the server wrote it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Json {
    fn entry<'a>(&self, fields: &'a Map<String, Value>) -> Option<Entry<'a>> {
        let field = |name: &str| fields.get(name).and_then(Value::as_str);
        let (time_ms, _zone) = time(field(self.time)?)?;
        let thread = field(self.thread).unwrap_or_default();
        let myid = field("myid").and_then(|myid| myid.trim().parse().ok()).map(ServerId);
        Some(Entry {
            time_ms,
            server: myid.or_else(|| server_of_thread(thread)),
            level: Level::named(field(self.level)?.trim())?,
            thread,
            class: simple_name(field(self.logger)?)?,
            text: field(self.message)?,
        })
    }
}

/// The object that a line holds, behind whatever a collector puts before a line.
fn object(line: &str) -> Option<Map<String, Value>> {
    let line = line.trim();
    let start = line.bytes().take(PREFIX_LIMIT).position(|byte| byte == b'{')?;
    let object = line[start..].strip_suffix('}').map(|_| &line[start..])?;
    serde_json::from_str(object).ok()
}

/// A line without the sequences that colour it on a terminal: `ESC [`, numbers, a letter.
fn without_colours(line: &str) -> Cow<'_, str> {
    const BEGIN: &str = "\u{1b}[";
    if !line.contains(BEGIN) {
        return Cow::Borrowed(line);
    }
    let mut pieces = line.split(BEGIN);
    let mut plain = String::from(pieces.next().unwrap_or_default());
    for piece in pieces {
        let mut rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').chars();
        rest.next();
        plain.push_str(rest.as_str());
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::{JSON, Line, without_colours};
    use crate::{Entry, LAYOUTS, Level, ServerId};

    #[test]
    fn each_encoder_reads_its_example() {
        for json in JSON {
            let line = Line::read(json.example);
            let entry = Entry {
                time_ms: 1_795_339_378_631,
                server: Some(ServerId(1)),
                level: Level::Info,
                thread: "QuorumPeer[myid=1](plain=disabled)",
                class: "QuorumPeer",
                text: "LOOKING",
            };
            assert_eq!(line.entry(), Some((entry, json.name)));
        }
    }

    /// Every layout and every encoder's object behind everything that is known to be put around a line.
    #[test]
    fn whatever_a_line_is_wrapped_in_it_says_the_same() {
        let examples =
            LAYOUTS.iter().map(|layout| layout.example).chain(JSON.iter().map(|json| json.example));
        for example in examples {
            let plain = Line::read(example);
            let (entry, layout) = plain.entry().expect(example);
            let kept = serde_json::json!({ "log": format!("{example}\n"), "stream": "stdout", "time": "2026-11-22T09:22:58.7Z" });
            for (who, wrapped) in [
                ("docker compose logs", format!("zoo1-1  | {example}")),
                ("docker compose logs, in colour", format!("\u{1b}[36mzoo1-1  |\u{1b}[0m {example}")),
                (
                    "docker logs -t, kubectl logs --timestamps",
                    format!("2026-11-22T09:22:59.123456789Z {example}"),
                ),
                ("kubectl logs --prefix", format!("[pod/zk-0/zookeeper] {example}")),
                ("stern", format!("zk-0 zookeeper {example}")),
                ("containerd's files", format!("2026-11-22T09:22:59.123456789+01:00 stdout F {example}")),
                (
                    "journalctl -o short-iso",
                    format!("2026-11-22T09:22:59+0100 host zkServer.sh[123]: {example}"),
                ),
                ("Docker's json-file driver", kept.to_string()),
                ("a level in colour", example.replacen("INFO", "\u{1b}[1;34mINFO\u{1b}[0m", 1)),
            ] {
                let line = Line::read(&wrapped);
                assert_eq!(line.entry(), Some((entry, layout)), "{who}: {wrapped}");
            }
        }
    }

    #[test]
    fn colours_are_taken_off_and_nothing_else_is() {
        for (coloured, plain) in [
            ("plain [31m", "plain [31m"),
            ("\u{1b}[31mred\u{1b}[0m and plain\u{1b}[K", "red and plain"),
            ("\u{1b}[", ""),
            ("\u{1b}[31", ""),
            ("\u{1b}[1;2é!", "!"),
        ] {
            assert_eq!(without_colours(coloured), plain);
        }
    }

    #[test]
    fn other_objects_are_no_lines() {
        for line in [
            "{}",
            "{",
            "}{",
            r#"{"log":1}"#,
            r#"{"t": 1.5, "from": 1, "to": 2, "type": "ACK", "zxid": "0x0"}"#,
            r#"{"level":"INFO","logger_name":"A","message":"LOOKING"}"#,
            r#"{"log":"{\"log\":\"{\\\"log\\\":\\\"{}\\\"}\"}"}"#,
        ] {
            assert!(Line::read(line).entry().is_none(), "{line}");
        }
    }
}
