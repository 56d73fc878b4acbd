//! Node and the npm packages: the bundler, the type checker, wasm-opt and the browser driver.

use std::path::Path;
use std::process::Command;

use crate::places;
use crate::problem::{Problem, Result};
use crate::run::ask;
use crate::terminal::Step;

const OLDEST: u32 = 20;

/// npm writes it last, so it says when an installation was complete.
pub(crate) const INSTALLED: &str = "node_modules/.package-lock.json";

pub(crate) fn node() -> Command {
    Command::new("node")
}

/// A newcomer should hear of a missing Node before anything is built.
pub(crate) fn require() -> Result<()> {
    let Some(version) = ask(node().arg("--version")) else {
        return Err(Problem::new(format!(
            "Node is missing: install version {OLDEST} or newer (https://nodejs.org) and run the command again"
        )));
    };
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Err(Problem::new(format!(
            "Node {version} is too old: install version {OLDEST} or newer (https://nodejs.org) and run the command again"
        )));
    }
    Ok(())
}

/// `npm ci`, when there are no packages or the lock file is newer than they are.
pub(crate) fn packages() -> Result<()> {
    if places::is_fresh(INSTALLED, &[Path::new("package-lock.json")]) {
        return Ok(());
    }
    let step = Step::start("npm packages", "installing");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    step.run(
        Command::new(npm).args(["ci", "--no-fund", "--no-audit"]),
        "npm could not install the packages: look at its message above (is the network there?)",
    )?;
    step.done("installed from package-lock.json");
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn major_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("24.0.0-nightly"), Some(24));
        assert_eq!(major("unknown"), None);
    }
}
