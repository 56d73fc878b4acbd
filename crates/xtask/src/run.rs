//! Running other tools: silent while they work, and the end of what they said when they fail.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::places;
use crate::problem::{About, Problem, Result, Tail};
use crate::terminal::{self, Step};

/// Enough to hold one compiler error with its notes, or one failed test.
const TAIL_LINES: usize = 40;

/// No tool takes as long as this, a first build on a slow machine included: whatever does has hung.
const LIMIT: Duration = Duration::from_secs(30 * 60);

impl Step {
    /// Runs a tool within the step; its output goes to a log file, and is returned.
    /// `advice` is the one line that a person reads when it fails.
    pub(crate) fn run(&self, command: &mut Command, advice: &str) -> Result<String> {
        let log = places::logs()?.join(self.log());
        let file = File::create(&log).about(log.display())?;
        let child = quiet(command)
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        let status = wait(child, self, &log, LIMIT)?;
        let output = std::fs::read(&log).about(log.display())?;
        let output = String::from_utf8_lossy(&output).into_owned();
        match status {
            Some(status) if status.success() => Ok(output),
            Some(_) => Err(Problem::with_tail(advice, tail(&output, log))),
            None => {
                let program = command.get_program().to_string_lossy();
                let line = format!(
                    "`{program}` had not ended after {} and was stopped: the end of what it said is above",
                    terminal::time(LIMIT)
                );
                Err(Problem::with_tail(line, tail(&output, log)))
            }
        }
    }
}

/// What a tool says about itself, such as its version; `None` when it is not there or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = quiet(command).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The first program of this name on the PATH.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(&name)).find(|file| file.is_file())
}

/// The cargo that runs us, so that one toolchain does everything.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn quiet(command: &mut Command) -> &mut Command {
    command
        .stdin(Stdio::null())
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .env("CARGO_TARGET_DIR", places::target())
}

fn not_started(command: &Command, error: &std::io::Error) -> Problem {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        return Problem::new(format!("`{program}` was not found: install it, or put it on the PATH"));
    }
    Problem::new(format!("`{program}` did not start: {error}"))
}

/// How it ended; `None` when it took too long and was stopped.
fn wait(mut child: Child, step: &Step, log: &Path, limit: Duration) -> Result<Option<ExitStatus>> {
    let since = Instant::now();
    let mut pause = Duration::from_millis(5);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if since.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
        if terminal::is_live() {
            step.tick(last_line(log).as_deref());
        }
    }
}

/// The last line a tool has written so far: it is the best progress report there is.
fn last_line(log: &Path) -> Option<String> {
    let mut file = File::open(log).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(1_000))).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    Some(line.trim().chars().filter(|c| !c.is_control()).collect())
}

fn tail(output: &str, log: PathBuf) -> Tail {
    let lines: Vec<&str> = output.trim_end().lines().filter(|line| !is_progress(line)).collect();
    let from = lines.len().saturating_sub(TAIL_LINES);
    let lines = lines[from..].iter().map(ToString::to_string).collect();
    Tail { lines, log }
}

/// Cargo's lines on what it is at, and the harness's on what went well: worth nothing in a failure.
fn is_progress(line: &str) -> bool {
    let first = line.trim_start().split(' ').next();
    let cargo = ["Compiling", "Checking", "Documenting", "Downloading", "Downloaded", "Updating", "Locking"];
    first.is_some_and(|word| cargo.contains(&word)) || line.starts_with("test ") && line.ends_with(" ... ok")
}

#[cfg(test)]
mod tests {
    use super::{is_progress, wait};
    use crate::terminal::Step;
    use std::path::Path;
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[cfg(unix)]
    #[test]
    fn what_hangs_is_stopped() {
        let since = Instant::now();
        let step = Step::start("sleep", "sleeping");
        let child = Command::new("sleep").arg("60").spawn().unwrap();
        let status = wait(child, &step, Path::new("no.log"), Duration::from_millis(20)).unwrap();
        assert_eq!(status, None);
        assert!(since.elapsed() < Duration::from_secs(30));
        let child = Command::new("true").spawn().unwrap();
        let status = wait(child, &step, Path::new("no.log"), Duration::from_secs(30)).unwrap();
        assert!(status.is_some_and(|status| status.success()));
        step.done("slept");
    }

    #[test]
    fn progress_is_left_out_of_a_failure() {
        assert!(is_progress("   Compiling zab v0.1.0"));
        assert!(is_progress("test quorum::tests::majority ... ok"));
        assert!(!is_progress("test quorum::tests::majority ... FAILED"));
        assert!(!is_progress("error: could not compile `zab`"));
    }
}
