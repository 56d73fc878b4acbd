//! The command line.

mod cli;

use anstream::AutoStream;
use clap::{ColorChoice, CommandFactory, Parser};
use cli::{Cli, Command, Experiment};
use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use zabscope::bench::{self, BenchError, Effort};
use zabscope::conform::tolerance::{TOLERANCES, Tolerance};
use zabscope::conform::{self, Given};
use zabscope::experiment::{self, Trials};
use zabscope::format::{self, FormatError};
use zabscope::run::{self, Form, RunError, Which};
use zabscope::{reference, source};

/// How wide a terminal is of which that is not known.
const USUAL_WIDTH: usize = 100;

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Run { which, json, columns, color } => {
            let stdout = AutoStream::new(io::stdout().lock(), anstream_choice(color));
            let color = stdout.current_choice() != anstream::ColorChoice::Never;
            let form = match (json, columns) {
                (true, _) => Form::Json,
                (_, true) => Form::Columns { width: width(), color },
                _ => Form::Trace { color },
            };
            let failed = run::run(&which.file, part(&which), form, &mut BufWriter::new(stdout));
            ended(failed.map(|failed| {
                failed.iter().for_each(|line| complain(line));
                failed.is_empty()
            }))
        }
        Command::Hash { which } => ended(run::hash(&which.file, part(&which)).and_then(|hash| {
            writeln!(io::stdout(), "{hash:016x}")?;
            Ok(true)
        })),
        Command::Fmt { files, check } => fmt(&files, check),
        Command::Language => ended(print(&reference::markdown())),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "zabscope", &mut script);
            ended(print(&String::from_utf8_lossy(&script)))
        }
        Command::Conform { folders, release, tick, init_limit, sync_limit, tolerances } => {
            conform(&folders, &Given { release, tick, init_limit, sync_limit }, tolerances)
        }
        Command::Experiment(which) => {
            let out = &mut BufWriter::new(io::stdout().lock());
            ended(match which {
                Experiment::Failover { file, by, watch: Some(run), .. } => {
                    experiment::watch(file.as_deref(), by, run, out)
                }
                Experiment::Failover { file, by, runs, csv, .. } => {
                    experiment::failover(file.as_deref(), by, runs, csv, out)
                }
                Experiment::Throughput { file, load, voters, observers, under_way, csv } => {
                    let trials = Trials { load, voters, observers, under_way };
                    experiment::throughput(file.as_deref(), &trials, csv, out)
                }
            })
        }
        Command::Bench { quick, only } => {
            let effort = if quick { Effort::QUICK } else { Effort::FULL };
            ended(bench::bench(&only, effort, &mut io::stdout().lock()).map(|()| true))
        }
    }
}

fn part(which: &cli::Which) -> Which {
    Which { seed: which.seed, until: which.until }
}

fn anstream_choice(color: ColorChoice) -> anstream::ColorChoice {
    match color {
        ColorChoice::Auto => AutoStream::choice(&io::stdout()),
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

/// How wide the terminal is. A user can say so too, for what is piped into a pager.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(measured).filter(|width| *width > 0).unwrap_or(USUAL_WIDTH)
}

fn print(text: &str) -> Result<bool, RunError> {
    io::stdout().write_all(text.as_bytes())?;
    Ok(true)
}

fn fmt(files: &[PathBuf], check: bool) -> ExitCode {
    match format::files(files, check, &mut io::stdout().lock()) {
        Ok(changed) if check => {
            let names: Vec<String> = changed.iter().map(|file| format!("{}\n", file.display())).collect();
            ended(print(&names.concat()).map(|_| changed.is_empty()))
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(errors) => match errors.as_slice() {
            [FormatError::Unwritable(file, error)]
                if file.as_os_str() == source::STDIN && is_closed(error) =>
            {
                ExitCode::SUCCESS
            }
            errors => {
                errors.iter().for_each(|error| _ = wrong(error));
                ExitCode::from(2)
            }
        },
    }
}

fn conform(folders: &[PathBuf], given: &Given, tolerances: bool) -> ExitCode {
    if tolerances {
        let lines = TOLERANCES.iter().map(|Tolerance { what, why }| format!("{what}\n    {why}\n"));
        let printed = ended(print(&lines.collect::<String>()));
        if folders.is_empty() {
            return printed;
        }
    }
    match conform::folders_given(folders, given) {
        Ok(report) => ended(print(&report.to_string()).map(|_| report.agrees())),
        Err(error) => wrong(&error),
    }
}

/// How a command ends: whether all was as it should be, or what was wrong with what it was given.
fn ended<E: Error + 'static>(result: Result<bool, E>) -> ExitCode {
    match result {
        Ok(good) => ExitCode::from(u8::from(!good)),
        // Whoever reads has read enough.
        Err(error) if unprintable(&error).is_some_and(is_closed) => ExitCode::SUCCESS,
        Err(error) => wrong(&error),
    }
}

/// Why nothing can be printed, if that is what is wrong.
fn unprintable<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    match (error.downcast_ref(), error.downcast_ref()) {
        (Some(RunError::Unprintable(error)), _) | (_, Some(BenchError::Unprintable(error))) => Some(error),
        _ => None,
    }
}

fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Says what is wrong with what was given.
fn wrong(error: &dyn Error) -> ExitCode {
    complain(&format!("zabscope: {error}"));
    ExitCode::from(2)
}

/// Prints a line on the standard error. If that is closed, nobody wants to know.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
