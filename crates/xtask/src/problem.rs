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

    /// Prints the tail to standard output, beside the steps, and the line to standard error.
    pub(crate) fn print(&self) {
        if let Some(tail) = &self.tail {
            println!();
            for line in &tail.lines {
                println!("  {} {line}", terminal::dim("│"));
            }
            println!("\n  {}", terminal::dim(&format!("all of it: {}", tail.log.display())));
        }
        eprintln!("\n{} {}\n", terminal::red("xtask:"), self.line);
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
