//! What went wrong, said once: an optional tail of a tool's output, and one line saying what to do.

use std::path::PathBuf;

use crate::terminal;

pub(crate) type Result<T> = std::result::Result<T, Problem>;

/// The end of a failed tool's output, and the file that has all of it.
#[derive(Debug)]
pub(crate) struct Tail {
    pub(crate) lines: Vec<String>,
    pub(crate) log: PathBuf,
}

#[derive(Debug)]
pub(crate) struct Problem {
    line: String,
    tail: Option<Tail>,
}

impl Problem {
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self { line: line.into(), tail: None }
    }

    pub(crate) fn with_tail(line: impl Into<String>, tail: Tail) -> Self {
        Self { line: line.into(), tail: Some(tail) }
    }

    /// Ends the command: the line goes to standard error.
    pub(crate) fn print(&self) {
        self.print_tail();
        terminal::gap();
        eprintln!("{} {}\n", terminal::red("xtask:"), self.line);
    }

    /// Says what failed among the steps that go on after it.
    pub(crate) fn print_among_steps(&self) {
        self.print_tail();
        terminal::gap();
        terminal::line(&format!("  {}", terminal::red(&self.line)));
        terminal::gap();
    }

    fn print_tail(&self) {
        if let Some(tail) = &self.tail {
            terminal::gap();
            for line in &tail.lines {
                terminal::line(&format!("  {} {line}", terminal::dim("│")));
            }
            terminal::gap();
            terminal::line(&terminal::dim(&format!("  all of it: {}", tail.log.display())));
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

/// Names the thing that an operating system error was about.
pub(crate) trait About<T> {
    fn about(self, what: impl std::fmt::Display) -> Result<T>;
}

impl<T> About<T> for std::io::Result<T> {
    fn about(self, what: impl std::fmt::Display) -> Result<T> {
        self.map_err(|error| Problem::new(format!("{what}: {error}")))
    }
}
