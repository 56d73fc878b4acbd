//! A column for each server, and one for clients: who did what when can be seen at a glance.

use crate::run::RunError;
use crate::run::brief;
use crate::run::paint::Paint;
use std::io::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use zab::ids::ServerId;
use zab_sim::record::event::{Event, What};
use zab_sim::world::Setup;

/// How wide the time is.
const TIME: usize = 10;
/// No column is narrower.
const LEAST: usize = 16;
/// Or wider: eyes must find the next one.
const MOST: usize = 56;
/// What stands between two columns.
const RULE: &str = " │ ";

/// Prints events, each in the column of its server. What no server and no client did spans all of them.
pub(crate) fn print<'a>(
    setup: &Setup,
    events: impl Iterator<Item = &'a Event>,
    width: usize,
    paints: bool,
    out: &mut impl Write,
) -> Result<(), RunError> {
    let servers: Vec<ServerId> = setup.servers().collect();
    let rule = RULE.width();
    // One column more, for clients.
    let count = servers.len() + 1;
    let room = width.saturating_sub(TIME + count * rule) / count;
    if room < LEAST {
        let needed = TIME + count * (LEAST + rule);
        return Err(RunError::TooNarrow { servers: servers.len(), needed, width });
    }
    let room = room.min(MOST);
    let mut row = |time: &str, cells: &[String]| -> Result<(), RunError> {
        let line: String = cells.iter().map(|cell| format!("{RULE}{cell}")).collect();
        Ok(writeln!(out, "{time:>TIME$}{}", line.trim_end())?)
    };
    let mut heads: Vec<String> = servers.iter().map(|id| fitted(&format!("server {id}"), room)).collect();
    heads.push(fitted("clients", room));
    row("seconds", &heads)?;
    let mut last = None;
    for event in events {
        let time = if last == Some(event.at) { String::new() } else { event.at.to_string() };
        last = Some(event.at);
        let paint = Paint::of(&event.what, paints);
        let text = brief::event(&event.what);
        let place = match (event.server, event.client) {
            (Some(server), _) => servers.iter().position(|id| *id == server),
            (None, Some(_)) => Some(servers.len()),
            (None, None) => None,
        };
        let Some(place) = place else {
            let wide = count * (room + rule) - rule;
            for (index, line) in wrapped(&text, wide).into_iter().enumerate() {
                let time = if index == 0 { time.as_str() } else { "" };
                row(time, &[paint.over(line).to_string()])?;
            }
            continue;
        };
        let text = match event.client {
            Some(client) if event.server.is_none() => format!("{client}: {text}"),
            _ => text,
        };
        // What was received is one step further in than what follows from it.
        let text = if matches!(event.what, What::Sent { .. }) { format!("  {text}") } else { text };
        let cell = |index| match index == place {
            true => paint.over(fitted(&text, room)).to_string(),
            false => " ".repeat(room),
        };
        let cells: Vec<String> = (0..count).map(cell).collect();
        row(&time, &cells)?;
    }
    Ok(())
}

/// A text of just this width: cut, with a mark, or filled up. Chinese characters are two wide.
fn fitted(text: &str, room: usize) -> String {
    let width = text.width();
    if width <= room {
        return format!("{text}{}", " ".repeat(room - width));
    }
    let mut cut = String::new();
    let mut left = room - 1;
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        cut.push(character);
    }
    format!("{cut}…{}", " ".repeat(left))
}

/// A text in lines of this width at most, broken at spaces where there are some.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        if let Some(line) = lines.last()
            && !line.is_empty()
            && line.width() + word.trim_end().width() > room
        {
            lines.push(String::new());
        }
        for character in word.chars() {
            let wide = character.width().unwrap_or(0);
            if lines.last().is_some_and(|line| line.width() + wide > room) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}
