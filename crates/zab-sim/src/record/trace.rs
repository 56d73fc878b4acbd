//! The trace: every event a line. Any record can be written this way: its word, then its fields by their names.
//!
//! Two runs are the same run if their traces are, and their worlds at the end: [`hash`] is one number for both. The
//! hash is the same natively and in a browser.

use crate::digest::Digest;
use crate::record::event::{Event, What};
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use zab::describe::{Describe, Shape, Tag, Visitor};

/// The hash of a run: its events, and the world they led to. (Causes are in the events; a world's hash leaves them out.)
pub fn hash(events: &[Event], world: &impl Hash) -> u64 {
    let mut digest = Digest::default();
    let mut line = String::new();
    for event in events {
        line.clear();
        let _ = writeln!(line, "{event}");
        digest.write(line.as_bytes());
    }
    world.hash(&mut digest);
    digest.finish()
}

/// A value as the trace writes it.
pub fn line(value: &dyn Describe) -> impl fmt::Display + '_ {
    struct Shown<'a>(&'a dyn Describe);
    impl fmt::Display for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut line = Line { out: f, before: "", name: None, result: Ok(()) };
            line.value(self.0);
            line.result
        }
    }
    Shown(value)
}

/// One line of the trace: number, seconds, server or client, what, and the number of the cause.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whom = match (self.server, self.client) {
            (Some(server), _) => server.to_string(),
            (None, client) => String::from(client.unwrap_or('-')),
        };
        write!(f, "{:>5} {:>11} {:>3}  {}", self.id, self.at, whom, self.what)?;
        match self.cause {
            Some(cause) => write!(f, "  <{cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(self).fmt(f)
    }
}

/// A line being written. Fields that are absent are left out, and so is the name of a field that holds a record with a word of
/// its own, as `content` in `sent to 2 ping zxid 1.0`.
struct Line<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    /// What stands between the last word and the next.
    before: &'static str,
    /// The field whose value comes next.
    name: Option<&'static str>,
    result: fmt::Result,
}

impl Line<'_, '_> {
    fn put(&mut self, text: fmt::Arguments<'_>) {
        if let Some(name) = self.name.take() {
            self.put(format_args!("{name}"));
        }
        if self.result.is_ok() {
            self.result = self.out.write_str(self.before).and_then(|()| self.out.write_fmt(text));
        }
        self.before = " ";
    }

    fn value(&mut self, value: &dyn Describe) {
        match value.short() {
            Some(short) => self.put(format_args!("{short}")),
            None => value.describe(self),
        }
    }
}

impl Visitor for Line<'_, '_> {
    fn absent(&mut self) {
        self.name = None;
    }

    fn flag(&mut self, flag: bool) {
        self.put(format_args!("{}", if flag { "yes" } else { "no" }));
    }

    fn number(&mut self, number: i64) {
        self.put(format_args!("{number}"));
    }

    fn word(&mut self, word: &'static str) {
        self.put(format_args!("{word}"));
    }

    fn text(&mut self, text: &str) {
        self.put(format_args!("{text:?}"));
    }

    fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Describe>) {
        self.put(format_args!("["));
        self.before = "";
        items.for_each(|item| self.value(item));
        self.before = "";
        self.put(format_args!("]"));
    }

    fn tag(&mut self, (_, word): Tag) {
        self.name = Some(word);
    }

    fn record(&mut self, shape: &'static Shape, values: &[&dyn Describe]) {
        if let Some(name) = shape.tag.map(|(_, word)| word).or(self.name.take()) {
            self.name = None;
            self.put(format_args!("{name}"));
        }
        for (name, value) in shape.names.iter().zip(values) {
            self.name = Some(name);
            self.value(*value);
        }
    }
}
