//! Chromium and its driver: the system's own, so that nothing is downloaded behind anyone's back.

use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::run::{ask, which};
use crate::terminal::Step;

/// The browser, its driver, and glyphs for the Chinese captions.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

pub(crate) fn chromium() -> Result<PathBuf> {
    obtain("Chromium", "CHROMIUM", || {
        let on_mac = || Some(PathBuf::from(ON_MAC)).filter(|file| file.is_file());
        BROWSERS.into_iter().find_map(which).or_else(on_mac)
    })
}

pub(crate) fn chromedriver() -> Result<PathBuf> {
    obtain("chromedriver", "CHROMEDRIVER", || which("chromedriver"))
}

/// The program that the variable names, or the one on this machine, or one that is installed now.
fn obtain(name: &str, variable: &str, find: impl Fn() -> Option<PathBuf>) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
        if path.is_file() {
            return Ok(path);
        }
        return Err(Problem::new(format!(
            "${variable} names {}, which is not there: correct it, or unset it",
            path.display()
        )));
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    install(name)?;
    find().ok_or_else(|| {
        Problem::new(format!("{name} is missing although its package is installed: set ${variable}"))
    })
}

/// A person at a terminal decides for themselves what goes onto their system, and is told the line.
fn install(name: &str) -> Result<()> {
    let packages = PACKAGES.join(" ");
    if !is_debian() {
        return Err(Problem::new(format!(
            "{name} is missing: install Chromium and chromedriver, or set $CHROMIUM and $CHROMEDRIVER"
        )));
    }
    if is_attended() || !is_root() {
        return Err(Problem::new(format!(
            "{name} is missing: run `sudo apt-get install {packages}`, then this command again"
        )));
    }
    let step = Step::start(name, "installing Debian's packages");
    let line = format!("apt-get update && apt-get install --yes --no-install-recommends {packages}");
    step.run(
        Command::new("sh").args(["-c", &line]).env("DEBIAN_FRONTEND", "noninteractive"),
        &format!("{name} could not be installed: look at apt-get's message above"),
    )?;
    step.done("installed Debian's packages");
    Ok(())
}

fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian") && Path::new("/usr/bin/apt-get").exists()
}

fn is_attended() -> bool {
    stdin().is_terminal() && std::env::var_os("CI").is_none()
}

fn is_root() -> bool {
    ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}
