//! What the crate makes of lines as ZooKeeper writes them.

mod election_forms;
mod line;
mod other_forms;
mod reader;
mod robustness;

use zab_logs::{Entry, Event, Recognition};

/// A line of 3.8's layout around a text.
fn line(class: &str, text: &str) -> String {
    format!("2026-11-22 09:22:58,864 [myid:1] - INFO  [main:{class}@100] - {text}")
}

/// What is made of a text of this class.
fn recognize(class: &str, text: &str) -> Recognition {
    let line = line(class, text);
    let entry = Entry::read(&line).unwrap_or_else(|| panic!("no layout: {line}"));
    Event::recognize(&entry)
}

/// Checks a table of a class's texts and the events they stand for.
fn assert_events<E>(class: &str, wrap: fn(E) -> Event, table: Vec<(&str, E)>) {
    for (text, event) in table {
        assert_eq!(recognize(class, text), Recognition::Event(wrap(event)), "{class}: {text}");
    }
}
