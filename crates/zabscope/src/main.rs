//! The command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use zabscope::conform;

/// A ZooKeeper ensemble you can watch, break and understand: the command line.
#[derive(Parser)]
#[command(name = "zabscope", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Replay the elections of real servers through ours, and compare every vote and every decision.
    ///
    /// Each folder holds the logs of one ensemble, server-<id>.log, written with FastLeaderElection at DEBUG. What a
    /// server heard is taken from its log in the order in which it took it up; what it sent and decided must be what
    /// ours sends and decides. Exits with 1 if anything differs.
    Conform {
        /// Folders with logs.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let Cli { command: Command::Conform { folders } } = Cli::parse();
    match conform::folders(&folders) {
        Ok(report) => {
            print!("{report}");
            ExitCode::from(u8::from(!report.agrees()))
        }
        Err(error) => {
            eprintln!("zabscope: {error}");
            ExitCode::from(2)
        }
    }
}
