//! A run for reading at a terminal: time runs down, and each server has a column, the clients together one. What the scenario says,
//! expects and does to links goes across.
//!
//! What happens at one moment stands side by side: messages take time, so none of it is the cause of what another server does. Where the
//! terminal is too narrow for columns, each server and client has a lane instead.

mod lanes;
mod table;

use crate::run::brief::brief;
use crate::run::paint::Paint;
use anstyle::Style;
use std::io::{self, Write};
use textwrap::Options;
use zab::ids::Micros;
use zab_sim::play::Run;
use zab_sim::record::event::Event;
use zab_sim::scenario::Scenario;

/// The narrowest column in which a message has a line, or two.
const CELL_LEAST: usize = 14;
/// The narrowest terminal for which lines are laid out.
const WIDTH_LEAST: usize = 40;

/// Prints a run, for a terminal of this width.
pub(crate) fn write(
    scenario: &Scenario,
    run: &Run,
    width: usize,
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let events: Vec<&Event> = run.events.iter().filter(|event| !event.what.is_plumbing()).collect();
    let servers: Vec<String> = scenario.setup.servers().map(|id| id.to_string()).collect();
    let mut clients: Vec<String> = events.iter().filter_map(|event| event.client.map(String::from)).collect();
    clients.sort();
    clients.dedup();
    let time = events.last().map_or(0, |event| event.at.to_string().len()).max("time".len());
    let mut page = Page { time, width: width.max(WIDTH_LEAST), shown: None, paint, out };

    if let Some(title) = scenario.title.first() {
        page.across(None, paint.heading(), &title.text)?;
    }
    let columns = servers.len() + usize::from(!clients.is_empty());
    let cell = (page.room() / columns).saturating_sub(table::BAR.len());
    if cell >= CELL_LEAST {
        let name = |id: &String| match scenario.setup.observers.iter().any(|other| other.to_string() == *id) {
            true => format!("{id} observer"),
            false => id.clone(),
        };
        let mut names: Vec<String> = servers.iter().map(name).collect();
        match clients.as_slice() {
            [] => {}
            [client] => names.push(format!("client {client}")),
            _ => names.push(String::from("clients")),
        }
        table::write(&events, &names, &servers, cell, &mut page)?;
    } else {
        let least = time + columns * (CELL_LEAST + table::BAR.len());
        let names = [servers, clients].concat();
        let lanes = lanes::width(&names, &page);
        let what = if lanes > 0 { "each has a lane" } else { "each is named" };
        let note = format!("{columns} columns want a terminal {least} wide; in {width}, {what}.");
        page.across(None, paint.frame(), &note)?;
        lanes::write(&events, &names, lanes, &mut page)?;
    }
    writeln!(page.out, "trace hash {:016x}", run.hash())
}

/// What is printed on.
struct Page<'a, W: Write> {
    /// How wide the column of times is.
    time: usize,
    width: usize,
    /// The time that was printed last; it is not printed again.
    shown: Option<Micros>,
    paint: Paint,
    out: &'a mut W,
}

impl<W: Write> Page<'_, W> {
    /// What is left beside the time.
    fn room(&self) -> usize {
        self.width.saturating_sub(self.time)
    }

    /// The time, if it is another than before.
    fn time(&mut self, at: Micros) -> io::Result<()> {
        let text = if self.shown.replace(at) == Some(at) { String::new() } else { at.to_string() };
        write!(self.out, "{text:>width$}", width = self.time)
    }

    fn put(&mut self, style: Style, text: &str) -> io::Result<()> {
        write!(self.out, "{style}{text}{style:#}")
    }

    /// A text that has the whole width to itself, or that beside the time.
    fn across(&mut self, at: Option<Micros>, style: Style, text: &str) -> io::Result<()> {
        let beside = if at.is_some() { self.time + 1 } else { 0 };
        for line in wrapped(text, self.width - beside, "") {
            if let Some(at) = at {
                self.time(at)?;
                self.put(Style::new(), " ")?;
            }
            self.put(style, &line)?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}

/// Whether an event has no column, and goes across.
fn is_across(event: &Event) -> bool {
    event.server.is_none() && event.client.is_none()
}

/// An event in few words, in lines of this width.
fn lines(event: &Event, before: &str, width: usize) -> Vec<String> {
    let indent = if is_across(event) { "" } else { "  " };
    wrapped(&format!("{before}{}", brief(&event.what)), width, indent)
}

/// A text in lines of this width. What a terminal would obey is made visible.
fn wrapped(text: &str, width: usize, indent: &str) -> Vec<String> {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let wrap = |line: &str| {
        let line: String = line.chars().map(visible).collect();
        let options = Options::new(width).subsequent_indent(indent);
        textwrap::wrap(&line, options).into_iter().map(String::from).collect::<Vec<_>>()
    };
    text.lines().flat_map(wrap).collect()
}
