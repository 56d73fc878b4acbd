//! A lane for each server and client, with a mark in it, and behind the lanes what happened. A message that arrives is an arrow from its
//! sender's lane. Where even lanes have no room, there is the name alone.

use crate::run::columns::{Page, is_across, lines};
use anstyle::Style;
use std::io::{self, Write};
use zab_sim::record::event::{Event, What};

/// The least room behind the lanes.
const WORDS_LEAST: usize = 32;

/// How wide the lanes of these servers and clients are; 0 where they have no room.
pub(super) fn width<W: Write>(names: &[String], page: &Page<'_, W>) -> usize {
    let width: usize = names.iter().map(|name| name.len() + 1).sum();
    if width + WORDS_LEAST <= page.room() { width } else { 0 }
}

/// Prints events, with lanes of this width altogether for these servers and clients.
pub(super) fn write<W: Write>(
    events: &[&Event],
    names: &[String],
    lanes: usize,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let name_width = names.iter().map(String::len).max().unwrap_or_default();
    // A lane lies under the last character of its name, and the names are separated by spaces.
    let places: Vec<usize> = (0..names.len())
        .map(|lane| names[..=lane].iter().map(|name| name.len() + 1).sum::<usize>() - 2)
        .collect();
    if lanes > 0 {
        let heading = format!("{:<time$} {}", "time", names.join(" "), time = page.time);
        let style = page.paint.heading();
        page.put(style, &heading)?;
        writeln!(page.out)?;
    }
    for event in events {
        let style = page.paint.of(&event.what);
        if is_across(event) {
            let text = lines(event, "", page.room() - 1).join("\n");
            page.across(Some(event.at), style, &text)?;
            continue;
        }
        let name =
            event.server.map(|id| id.to_string()).or(event.client.map(String::from)).unwrap_or_default();
        let before = format!("{name:>name_width$} ");
        for (number, line) in lines(event, &before, page.room() - lanes - 1).into_iter().enumerate() {
            page.time(event.at)?;
            page.put(Style::new(), " ")?;
            if lanes > 0 {
                let place =
                    |name: &str| names.iter().position(|other| other == name).map(|lane| places[lane]);
                let marks = if number == 0 { marks(event, &name, &place) } else { Vec::new() };
                lane_row(&places, &marks, style, page)?;
            }
            page.put(style, &line)?;
            writeln!(page.out)?;
        }
    }
    Ok(())
}

/// What an event puts into the lanes: signs, and where.
fn marks(event: &Event, name: &str, place: &dyn Fn(&str) -> Option<usize>) -> Vec<(usize, char)> {
    let Some(own) = place(name) else { return Vec::new() };
    match &event.what {
        What::Delivered { from, .. } => {
            let Some(from) = place(&from.to_string()) else { return vec![(own, '●')] };
            let (tip, between) = if from < own { ('▶', from + 1..own) } else { ('◀', own + 1..from) };
            let tail = if from < own { '╶' } else { '╴' };
            let line = between.map(|at| (at, '─'));
            line.chain([(from, tail), (own, tip)]).collect()
        }
        What::Sent { .. } => vec![(own, '○')],
        _ => vec![(own, '●')],
    }
}

fn lane_row<W: Write>(
    places: &[usize],
    marks: &[(usize, char)],
    style: Style,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let frame = page.paint.frame();
    for at in 0..=places.last().map_or(0, |last| last + 1) {
        match marks.iter().find(|(place, _)| *place == at) {
            Some((_, mark)) => page.put(style, &mark.to_string())?,
            None if places.contains(&at) => page.put(frame, "│")?,
            None => page.put(Style::new(), " ")?,
        }
    }
    Ok(())
}
