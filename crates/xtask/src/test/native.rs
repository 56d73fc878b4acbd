//! Formatting, lints, tests and documentation, on this machine.

use crate::problem::Result;
use crate::run::cargo;
use crate::rust;
use crate::terminal::Step;

use super::{Checks, Passed, counts};

pub(super) fn run_cargo(step: &Step, args: &[&str], advice: &str) -> Result<String> {
    // A golden is changed on purpose (INSTA_UPDATE=always cargo test), never by a test run.
    let mut command = cargo();
    command.args(args).env("INSTA_UPDATE", "no").env("RUSTDOCFLAGS", "-D warnings");
    step.run(&mut command, advice)
}

pub(super) fn set_up() -> Result<()> {
    rust::components()
}

pub(super) fn run(checks: &mut Checks) -> Result<()> {
    checks.check("format", |step| {
        run_cargo(
            step,
            &["fmt", "--all", "--check", "--", "--color=never"],
            "the code is not formatted: run `cargo fmt --all`",
        )?;
        Ok(Passed::saying("rustfmt"))
    });
    checks.check("lints", |step| {
        let args = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        run_cargo(step, &args, "clippy has something to say: it is above, and warnings count")?;
        Ok(Passed::saying("clippy"))
    });
    checks.check("tests", |step| {
        let output = run_cargo(step, &["test", "--workspace"], "a test failed: its output is above")?;
        counts::rust(&output)
    });
    checks.check("documentation", |step| {
        let args = ["doc", "--workspace", "--no-deps"];
        run_cargo(step, &args, "the documentation has faults: rustdoc names them above")?;
        Ok(Passed::saying("rustdoc"))
    });
    Ok(())
}
