//! Columns side by side.

use crate::run::columns::{Page, is_across, lines};
use anstyle::Style;
use std::io::{self, Write};
use textwrap::core::display_width;
use zab_sim::record::event::Event;

/// How wide is what stands between two columns: a space, a bar and a space.
pub(super) const BAR: &str = " | ";

/// Prints events in columns of these names and this width: those of the servers, and perhaps one of the clients.
pub(super) fn write<W: Write>(
    events: &[&Event],
    names: &[String],
    servers: &[String],
    cell: usize,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let heading = page.paint.heading();
    let head = format!("{:<width$}", "time", width = page.time);
    page.put(heading, &head)?;
    row(names.iter().map(|name| (heading, name.as_str())), cell, page)?;
    rule('┼', '┼', names.len(), cell, page)?;

    let mut across = false;
    for moment in events.chunk_by(|one, next| one.at == next.at && is_across(one) == is_across(next)) {
        let first = moment[0];
        if across != is_across(first) {
            across = !across;
            rule('├', if across { '┴' } else { '┬' }, names.len(), cell, page)?;
        }
        if across {
            for event in moment {
                let style = page.paint.of(&event.what);
                for line in lines(event, "", page.room() - BAR.len()) {
                    page.time(event.at)?;
                    row([(style, line.as_str())].into_iter(), 0, page)?;
                }
            }
            continue;
        }
        let mut cells: Vec<Vec<(Style, String)>> = vec![Vec::new(); names.len()];
        for event in moment {
            let server = event.server.map(|id| id.to_string());
            // Who is no server is a client, and clients have the last column.
            let column = servers.iter().position(|id| Some(id) == server.as_ref()).unwrap_or(servers.len());
            let before = match event.client {
                Some(client) if names[column] == "clients" => format!("{client}: "),
                _ => String::new(),
            };
            let style = page.paint.of(&event.what);
            cells[column].extend(lines(event, &before, cell).into_iter().map(|line| (style, line)));
        }
        for height in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
            page.time(first.at)?;
            let at_height = |cell: &'_ Vec<(Style, String)>| cell.get(height).cloned().unwrap_or_default();
            let texts: Vec<(Style, String)> = cells.iter().map(at_height).collect();
            row(texts.iter().map(|(style, line)| (*style, line.as_str())), cell, page)?;
        }
    }
    if !across {
        rule('┴', '┴', names.len(), cell, page)?;
    }
    Ok(())
}

/// The rest of a line behind the time.
fn row<'a, W: Write>(
    texts: impl Iterator<Item = (Style, &'a str)>,
    cell: usize,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let frame = page.paint.frame();
    let mut gap = 0;
    for (style, text) in texts {
        page.put(frame, &format!("{} │", " ".repeat(gap)))?;
        if text.is_empty() {
            gap = cell + 1;
        } else {
            page.put(Style::new(), " ")?;
            page.put(style, text)?;
            gap = cell.saturating_sub(display_width(text));
        }
    }
    writeln!(page.out)
}

/// A line across, which meets the first bar in this way and the others in that.
fn rule<W: Write>(
    first: char,
    other: char,
    columns: usize,
    cell: usize,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let before = if first == '├' { " " } else { "─" };
    let mut rule = before.repeat(page.time + 1);
    for column in 0..columns {
        rule.push(if column == 0 { first } else { other });
        // Nothing but a space stands before a bar, and behind the last cell there is none.
        rule += &"─".repeat(cell + if column + 1 < columns { 2 } else { 1 });
    }
    let frame = page.paint.frame();
    page.put(frame, &rule)?;
    writeln!(page.out)
}
