//! `cargo xtask test`: three parts, each a list of checks, and a summary of what ran.
//!
//! A check that fails does not stop the next one. A site that cannot be built ends its part.

mod counts;
mod native;
mod wasm;
mod web;

use std::time::{Duration, Instant};

use crate::problem::{Problem, Result};
use crate::terminal::{self, Step, bold, dim, red};

/// A part of the tests. Everything is set up before the first check runs, so that nobody waits
/// for the compiler to hear that a browser is missing.
struct Part {
    name: &'static str,
    set_up: fn() -> Result<()>,
    run: fn(&mut Checks) -> Result<()>,
}

const PARTS: [Part; 3] = [
    Part { name: "native", set_up: native::set_up, run: native::run },
    Part { name: "wasm", set_up: wasm::set_up, run: wasm::run },
    Part { name: "web", set_up: web::set_up, run: web::run },
];

pub(crate) fn test(wanted: &[&str]) -> Result<()> {
    let known = |name: &str| PARTS.iter().any(|part| part.name == name);
    if let Some(name) = wanted.iter().find(|name| !known(name)) {
        return Err(Problem::new(format!(
            "`{name}` is not a part of the tests: expected native, wasm or web"
        )));
    }
    let since = Instant::now();
    let parts: Vec<&Part> =
        PARTS.iter().filter(|part| wanted.is_empty() || wanted.contains(&part.name)).collect();
    terminal::gap();
    for part in &parts {
        (part.set_up)()?;
    }
    let done: Vec<Checks> = parts.into_iter().map(run_part).collect();
    summary(&done, since.elapsed())
}

fn run_part(part: &Part) -> Checks {
    terminal::heading(part.name);
    let mut checks = Checks { part: part.name, ..Checks::default() };
    let since = Instant::now();
    if let Err(problem) = (part.run)(&mut checks) {
        problem.print_among_steps();
        checks.failed.push("build".to_owned());
    }
    checks.took = since.elapsed();
    checks
}

/// What a check that passed has to say.
struct Passed {
    detail: String,
    tests: u32,
}

impl Passed {
    fn saying(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), tests: 0 }
    }

    fn tests(tests: u32) -> Self {
        Self { detail: counted(tests, "test"), tests }
    }
}

/// The checks of one part, as they are run.
#[derive(Default)]
struct Checks {
    part: &'static str,
    passed: u32,
    tests: u32,
    failed: Vec<String>,
    took: Duration,
}

impl Checks {
    fn check(&mut self, name: &str, check: impl FnOnce(&Step) -> Result<Passed>) {
        let step = Step::start(name, "").logged_as(format!("{}-{name}", self.part));
        match check(&step) {
            Ok(passed) => {
                step.done(&passed.detail);
                self.passed += 1;
                self.tests += passed.tests;
            }
            Err(problem) => {
                drop(step);
                problem.print_among_steps();
                self.failed.push(name.to_owned());
            }
        }
    }
}

fn summary(parts: &[Checks], took: Duration) -> Result<()> {
    terminal::heading("summary");
    for part in parts {
        let outcome = if part.failed.is_empty() {
            format!("{:29}", "passed")
        } else {
            red(&format!("{:29}", format!("failed: {}", part.failed.join(", "))))
        };
        let checks = counted(part.passed, "check");
        let tests = counted(part.tests, "test");
        let time = dim(&format!("{:>11}", terminal::time(part.took)));
        terminal::line(&format!("  {:8} {checks:>10} {tests:>13} {:2} {outcome} {time}", part.part, ""));
    }
    let tests: u32 = parts.iter().map(|part| part.tests).sum();
    let time = terminal::time(took);
    let broken: Vec<&str> =
        parts.iter().filter(|part| !part.failed.is_empty()).map(|part| part.part).collect();
    if broken.is_empty() {
        terminal::gap();
        terminal::line(&bold(&format!("  All {} passed in {time}", counted(tests, "test"))));
        terminal::gap();
        return Ok(());
    }
    Err(Problem::new(format!(
        "not everything passed ({}): the first message above is the one to read",
        broken.join(", ")
    )))
}

fn counted(count: u32, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
