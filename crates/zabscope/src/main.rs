//! The command line.

use anstream::{AutoStream, ColorChoice};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zab::ids::Micros;
use zab_sim::scenario::language;
use zabscope::bench::{self, BenchError, Effort};
use zabscope::conform::tolerance::{TOLERANCES, Tolerance};
use zabscope::conform::{self, Given, HOW_TO_DEBUG};
use zabscope::layout;
use zabscope::reference;
use zabscope::run::{self, Extent, Form, RunError};

/// A ZooKeeper ensemble you can watch, break and understand: the command line.
///
/// A scenario is a small text file: an ensemble, a seed, and what happens when. `zabscope language` says how one is written.
#[derive(Parser)]
#[command(name = "zabscope", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Play a scenario, and print what happens.
    ///
    /// A line is an event: its number, the time in seconds, the server or client, what happened, and the number of the
    /// event that caused it. Events that concern sockets alone are left out. Exits with 1 if something expected did not
    /// come, something waited for never happened, or something could not be done; those lines of the file are listed at the end. Exits with
    /// 2 if the file is no scenario.
    #[command(after_help = RUN_EXAMPLES)]
    Run {
        /// The scenario.
        file: PathBuf,
        #[command(flatten)]
        extent: Reach,
        /// Print a line of JSON for each event, and one for what it came to.
        #[arg(long, conflicts_with = "columns")]
        json: bool,
        /// Print a column for each server, and one for clients.
        #[arg(long)]
        columns: bool,
        /// When to use colours; auto: at a terminal.
        #[arg(long, value_name = "WHEN", default_value = "auto")]
        color: Colours,
    },
    /// Print the trace hash of a scenario: equal runs have equal hashes, here and in a browser.
    Hash {
        /// The scenario.
        file: PathBuf,
        #[command(flatten)]
        extent: Reach,
    },
    /// Lay scenario files out, so that commands begin in one column. What they mean stays the same, and so do comments.
    #[command(after_help = FMT_EXAMPLES)]
    Fmt {
        /// The files; - reads what comes in, and prints it.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Change nothing; name the files that would change, and exit with 1 if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Print the reference of the language of scenarios, as Markdown.
    Language,
    /// Print completions for a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Replay what real servers did through ours, and compare every vote, decision, packet and outcome.
    ///
    /// Each folder holds the logs of one ensemble, server-<id>.log, written with FastLeaderElection at DEBUG; or logs with
    /// other names, if their lines say whose they are. What a server heard is taken from its log in the order in which
    /// it took it up; what it sent and decided must be what ours sends and decides. Beside the logs may lie what was
    /// captured on the quorum ports, packets.jsonl: ours is put in the place of each server, and must say the same; and
    /// what was done, actions.zab, with what it came to, outcome.json: ours must come to that as well.
    ///
    /// The release, the tick and the limits are taken from a flag, else from the logs, else from actions.zab; the
    /// report says from where. Exits with 1 if anything differs, or nothing could be compared, and with 2 if a folder
    /// cannot be read.
    #[command(after_long_help = HOW_TO_DEBUG)]
    Conform {
        /// Folders with logs.
        #[arg(required_unless_present = "tolerances")]
        folders: Vec<PathBuf>,
        /// The release that the servers ran, such as 3.9.3; one that is not known is taken for the nearest that is.
        #[arg(long, value_parser = Given::release)]
        release: Option<String>,
        /// Their tickTime, in milliseconds.
        #[arg(long, value_parser = Given::tick)]
        tick: Option<Micros>,
        /// Their initLimit, in ticks.
        #[arg(long, value_parser = Given::ticks)]
        init_limit: Option<u32>,
        /// Their syncLimit, in ticks.
        #[arg(long, value_parser = Given::ticks)]
        sync_limit: Option<u32>,
        /// Print what is not compared, and why.
        #[arg(long)]
        tolerances: bool,
    },
    /// Measure how fast it is on this machine, and print a line for each case.
    ///
    /// BENCHMARKS.md says what the cases are, and which figures were reached.
    Bench {
        /// Measure for a moment only: enough to see that nothing is wildly wrong.
        #[arg(long)]
        quick: bool,
        /// Measure only the cases whose names contain this.
        #[arg(default_value = "")]
        only: String,
    },
}

const RUN_EXAMPLES: &str = "Examples:
  zabscope run leader-crashes.zab
  zabscope run leader-crashes.zab --seed 7 --until 3.5s
  zabscope run leader-crashes.zab --columns | less -R
  zabscope run leader-crashes.zab --json | jq 'select(.what.kind == \"elected\")'";

const FMT_EXAMPLES: &str = "Examples:
  zabscope fmt *.zab
  zabscope fmt --check *.zab
  zabscope fmt - < leader-crashes.zab";

const COMPLETIONS_EXAMPLES: &str = "Examples:
  zabscope completions bash > ~/.local/share/bash-completion/completions/zabscope
  zabscope completions zsh > ~/.zfunc/_zabscope
  zabscope completions fish > ~/.config/fish/completions/zabscope.fish";

/// How wide a terminal is taken to be that does not say so.
const WIDTH: usize = 100;

/// How far a scenario is played, and under which seed.
#[derive(Args)]
struct Reach {
    /// Another seed than the scenario's own.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Play up to and including this moment, such as 3.5s or 250ms, and no further.
    #[arg(long, value_name = "TIME", value_parser = language::time)]
    until: Option<Micros>,
}

impl Reach {
    fn extent(&self) -> Extent {
        Extent { seed: self.seed, until: self.until }
    }
}

/// When colours are used.
#[derive(Clone, Copy, ValueEnum)]
enum Colours {
    Auto,
    Always,
    Never,
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Run { file, extent, json, columns, color } => {
            let form = match (json, columns) {
                (true, _) => Form::Json,
                (_, true) => Form::Columns(width()),
                _ => Form::Trace,
            };
            ended(play(&file, extent.extent(), form, color))
        }
        Command::Hash { file, extent } => ended(hash(&file, extent.extent())),
        Command::Fmt { files, check } => fmt(&files, check),
        Command::Language => {
            ended(reference::print(&mut io::stdout().lock()).map(|()| true).map_err(RunError::from))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "zabscope", &mut script);
            ended(io::stdout().write_all(&script).map(|()| true).map_err(RunError::from))
        }
        Command::Conform { folders, release, tick, init_limit, sync_limit, tolerances } => {
            conform(&folders, &Given { release, tick, init_limit, sync_limit }, tolerances)
        }
        Command::Bench { quick, only } => {
            let effort = if quick { Effort::QUICK } else { Effort::FULL };
            match bench::bench(&only, effort, &mut io::stdout().lock()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(BenchError::Unprintable(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                    ExitCode::SUCCESS
                }
                Err(error) => wrong(&error),
            }
        }
    }
}

/// Plays a scenario, prints what happens, and lists the lines that have failed; false, if there are any.
fn play(file: &Path, extent: Extent, form: Form, color: Colours) -> Result<bool, RunError> {
    let played = run::play(run::read(file)?, extent);
    let choice = match color {
        Colours::Always => ColorChoice::Always,
        Colours::Never => ColorChoice::Never,
        Colours::Auto => AutoStream::choice(&io::stdout()),
    };
    let paints = choice != ColorChoice::Never;
    // What comes through is what the terminal can show.
    let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), choice));
    run::print(&played, form, paints, &mut out)?;
    for line in played.failed(file) {
        eprintln!("{line}");
    }
    Ok(played.failures.is_empty())
}

fn hash(file: &Path, extent: Extent) -> Result<bool, RunError> {
    writeln!(io::stdout(), "{:016x}", run::play(run::read(file)?, extent).hash)?;
    Ok(true)
}

/// As wide as the terminal, or as `COLUMNS` says.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(WIDTH)
}

fn fmt(files: &[PathBuf], check: bool) -> ExitCode {
    let mut code = 0;
    for file in files {
        match layout::format(file, check, &mut io::stdin().lock(), &mut io::stdout().lock()) {
            Ok(true) if check => {
                println!("{}", file.display());
                code = code.max(1);
            }
            Ok(_) => {}
            Err(error) => {
                eprintln!("zabscope: {error}");
                code = 2;
            }
        }
    }
    ExitCode::from(code)
}

/// How the program ends.
fn ended(result: Result<bool, RunError>) -> ExitCode {
    match result {
        Ok(met) => ExitCode::from(u8::from(!met)),
        // Whoever reads has read enough.
        Err(RunError::Unprintable(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(RunError::Unserializable(error)) if error.io_error_kind() == Some(io::ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => wrong(&error),
    }
}

fn conform(folders: &[PathBuf], given: &Given, tolerances: bool) -> ExitCode {
    if tolerances {
        for Tolerance { what, why } in TOLERANCES {
            println!("{what}\n    {why}");
        }
    }
    if folders.is_empty() {
        return ExitCode::SUCCESS;
    }
    match conform::folders_given(folders, given) {
        Ok(report) => {
            print!("{report}");
            ExitCode::from(u8::from(!report.agrees()))
        }
        Err(error) => wrong(&error),
    }
}

/// Says what is wrong with what was given.
fn wrong(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("zabscope: {error}");
    ExitCode::from(2)
}
