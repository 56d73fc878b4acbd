//! One tidy line a step: its name, what came of it, and its time.
//!
//! At a terminal the running step's line is rewritten as the step goes on. Elsewhere (a log, a pipe)
//! its name is printed when it starts and the rest when it ends, without colour.

use std::io::{IsTerminal, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const NAME: usize = 15;
const DETAIL: usize = 46;
const TIME: usize = 11;

pub(crate) fn is_live() -> bool {
    stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn paint(code: &str, text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if plain || !is_live() {
        return text.to_owned();
    }
    format!("\x1b[{code}m{text}\x1b[0m")
}

pub(crate) fn bold(text: &str) -> String {
    paint("1", text)
}

pub(crate) fn dim(text: &str) -> String {
    paint("2", text)
}

pub(crate) fn red(text: &str) -> String {
    paint("31", text)
}

/// Whether the last line is empty, so that whoever wants one above does not make it two.
static GAP: AtomicBool = AtomicBool::new(false);

pub(crate) fn line(text: &str) {
    GAP.store(false, Ordering::Relaxed);
    println!("{text}");
}

pub(crate) fn gap() {
    if !GAP.swap(true, Ordering::Relaxed) {
        println!();
    }
}

pub(crate) fn heading(text: &str) {
    gap();
    line(&format!("  {}", bold(text)));
    gap();
}

/// A step under way. Dropped without [`Step::done`] (an error on its way out), it has failed.
pub(crate) struct Step {
    name: String,
    doing: String,
    log: String,
    since: Instant,
    open: bool,
}

impl Step {
    pub(crate) fn start(name: &str, doing: &str) -> Self {
        let step = Self {
            name: name.to_owned(),
            doing: doing.to_owned(),
            log: name.to_owned(),
            since: Instant::now(),
            open: true,
        };
        if is_live() {
            step.tick(None);
        } else {
            print!("  {name:NAME$} ");
            flush();
        }
        step
    }

    /// Where two steps have one name, their logs do not.
    pub(crate) fn logged_as(mut self, log: String) -> Self {
        self.log = log;
        self
    }

    pub(crate) fn log(&self) -> String {
        format!("{}.log", self.log.replace(' ', "-"))
    }

    /// Shows what the step is at just now; only at a terminal.
    pub(crate) fn tick(&self, doing: Option<&str>) {
        if is_live() {
            let detail = format!("{:DETAIL$}", cut(doing.unwrap_or(&self.doing), DETAIL));
            let time = format!("{:>TIME$}", time(self.since.elapsed()));
            print!("\r\x1b[K  {:NAME$} {}", self.name, dim(&format!("{detail} {time}")));
            flush();
        }
    }

    pub(crate) fn done(mut self, detail: &str) {
        self.close(detail, false);
    }

    fn close(&mut self, detail: &str, failed: bool) {
        self.open = false;
        let padded = format!("{detail:DETAIL$}");
        let detail = if failed { red(&padded) } else { padded };
        if is_live() {
            print!("\r\x1b[K  {:NAME$} ", self.name);
        }
        line(&format!("{detail} {}", dim(&format!("{:>TIME$}", time(self.since.elapsed())))));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if self.open {
            self.close("failed", true);
        }
    }
}

/// `1.2 s`, `34 s`, `1 min 05 s`.
pub(crate) fn time(duration: Duration) -> String {
    let tenths = duration.as_millis() / 100;
    match tenths {
        0..100 => format!("{}.{} s", tenths / 10, tenths % 10),
        100..600 => format!("{} s", tenths / 10),
        _ => format!("{} min {:02} s", tenths / 600, tenths / 10 % 60),
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

fn flush() {
    // A closed pipe is no reason to stop building.
    let _ = stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::{cut, time};
    use std::time::Duration;

    #[test]
    fn time_is_as_precise_as_it_is_interesting() {
        assert_eq!(time(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(time(Duration::from_millis(34_900)), "34 s");
        assert_eq!(time(Duration::from_secs(65)), "1 min 05 s");
    }

    #[test]
    fn cut_counts_characters_not_bytes() {
        assert_eq!(cut("três servidores", 5), "três…");
        assert_eq!(cut("short", 5), "short");
    }
}
