//! The Rust side of the set-up: the wasm target, the bindings generator, the wasm test runner.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::places;
use crate::problem::{About, Problem, Result};
use crate::run::{ask, cargo, which};
use crate::terminal::Step;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Only `cargo xtask test wasm` uses it; nothing in the lock file names it.
const WASM_PACK: &str = "0.15.1";

/// Adds the wasm target where it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    if has_target() {
        return Ok(());
    }
    if which("rustup").is_none() {
        return Err(Problem::new(
            "Rust's wasm target is missing: install Rust with rustup (https://rustup.rs), \
             or see CONTRIBUTING.md on a machine without it",
        ));
    }
    let step = Step::start("wasm target", "rustup adds it");
    let added = step.run(Command::new("rustup").args(["target", "add", TARGET]), "");
    if added.is_err() || !has_target() {
        return Err(Problem::new(format!(
            "Rust's wasm target is missing and rustup could not add it: \
             try `rustup target add {TARGET}`, or see CONTRIBUTING.md on a machine without it"
        )));
    }
    step.done("added by rustup");
    Ok(())
}

fn has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    ask(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|dir| Path::new(&dir).is_dir())
}

/// rustfmt and clippy come with rustup's default profile, but not with its minimal one.
pub(crate) fn components() -> Result<()> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if ask(cargo().args([tool, "--version"])).is_none() {
            let step = Step::start(component, "adding");
            step.run(
                Command::new("rustup").args(["component", "add", component]),
                &format!("{component} is missing: install it with `rustup component add {component}`"),
            )?;
            step.done("added by rustup");
        }
    }
    Ok(())
}

/// The directory of a `wasm-bindgen` of exactly the locked version, its test runner beside it.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let lock = std::fs::read_to_string("Cargo.lock").about("Cargo.lock")?;
    let version = locked(&lock, "wasm-bindgen")
        .ok_or_else(|| Problem::new("Cargo.lock does not name wasm-bindgen: is the checkout complete?"))?;
    tool(&["wasm-bindgen", "wasm-bindgen-test-runner"], "wasm-bindgen-cli", version)
}

/// The directory of wasm-pack.
pub(crate) fn wasm_pack() -> Result<PathBuf> {
    tool(&["wasm-pack"], "wasm-pack", WASM_PACK)
}

/// Finds a package's programs in exactly this version, ours or the user's, or builds them once.
/// Built without optimization: it is used for seconds, and compiles in half the time.
fn tool(programs: &[&str], package: &str, version: &str) -> Result<PathBuf> {
    let program = programs[0];
    let bin = places::tools().join("bin");
    let beside = |file: PathBuf| file.parent().map(Path::to_path_buf);
    let dirs = [Some(bin.clone()), which(program).and_then(beside)];
    let has_all = |dir: &PathBuf| programs.iter().all(|name| is_version(&dir.join(name), version));
    if let Some(dir) = dirs.into_iter().flatten().find(has_all) {
        return Ok(dir);
    }
    let step = Step::start(program, &format!("building {version}, once"));
    step.run(
        cargo()
            .args(["install", package, "--debug", "--force"])
            .arg(format!("--version=={version}"))
            .arg("--root")
            .arg(places::tools())
            .arg("--target-dir")
            .arg(places::target().join("tools-build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_INCREMENTAL", "false"),
        &format!(
            "{package} {version} could not be built: look at cargo's message above (is the network there?)"
        ),
    )?;
    step.done(&format!("{version}, built once for this checkout"));
    Ok(bin)
}

fn is_version(program: &Path, version: &str) -> bool {
    ask(Command::new(program).arg("--version")).is_some_and(|says| says.split(' ').nth(1) == Some(version))
}

/// The version of a package in a lock file.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn locked_takes_the_package_of_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
