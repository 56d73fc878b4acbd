//! The command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use zabscope::conform;
use zabscope::conform::tolerance::{TOLERANCES, Tolerance};

/// A ZooKeeper ensemble you can watch, break and understand: the command line.
#[derive(Parser)]
#[command(name = "zabscope", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Replay what real servers did through ours, and compare every vote, decision, packet and outcome.
    ///
    /// Each folder holds the logs of one ensemble, server-<id>.log, written with FastLeaderElection at DEBUG. What a
    /// server heard is taken from its log in the order in which it took it up; what it sent and decided must be what
    /// ours sends and decides. Beside the logs may lie what was captured on the quorum ports, packets.jsonl: ours is
    /// put in the place of each server, and must say the same; and what was done, actions.zab, with what it came to,
    /// outcome.json: ours must come to that as well. Exits with 1 if anything differs.
    Conform {
        /// Folders with logs.
        #[arg(required_unless_present = "tolerances")]
        folders: Vec<PathBuf>,
        /// Print what is not compared, and why.
        #[arg(long)]
        tolerances: bool,
    },
}

fn main() -> ExitCode {
    let Cli { command: Command::Conform { folders, tolerances } } = Cli::parse();
    if tolerances {
        for Tolerance { what, why } in TOLERANCES {
            println!("{what}\n    {why}");
        }
    }
    if folders.is_empty() {
        return ExitCode::SUCCESS;
    }
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
