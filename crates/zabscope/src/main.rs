//! The command line.

use clap::{Parser, Subcommand};
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;
use zab::ids::Micros;
use zabscope::bench::{self, BenchError, Effort};
use zabscope::conform::tolerance::{TOLERANCES, Tolerance};
use zabscope::conform::{self, Given, HOW_TO_DEBUG};
use zabscope::run::{self, RunError};

/// A ZooKeeper ensemble you can watch, break and understand: the command line.
#[derive(Parser)]
#[command(name = "zabscope", version)]
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
    /// come or something could not be done, and with 2 if the file is no scenario.
    Run {
        /// The scenario.
        file: PathBuf,
        /// Another seed than the scenario's own.
        #[arg(long)]
        seed: Option<u64>,
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

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Run { file, seed } => {
            match run::run(&file, seed, &mut BufWriter::new(io::stdout().lock())) {
                Ok(met) => ExitCode::from(u8::from(!met)),
                // Whoever reads has read enough.
                Err(RunError::Unprintable(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                    ExitCode::SUCCESS
                }
                Err(error) => wrong(&error),
            }
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
