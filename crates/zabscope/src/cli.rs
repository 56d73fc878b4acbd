//! What can be said on the command line, and how it is explained.

use clap::{Args, ColorChoice, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use std::fmt::Display;
use std::path::PathBuf;
use zab::ids::Micros;
use zab_sim::experiment::{Failing, Load};
use zab_sim::scenario::language;
use zabscope::conform::{Given, HOW_TO_DEBUG};

/// A ZooKeeper ensemble you can watch, break and understand: the command line.
///
/// Scenarios are small texts: an ensemble, a seed, and what happens when. The same text with the same seed always plays the
/// same. Write one, run it, lay it out with fmt; language explains every word. conform holds the logs of real servers against
/// the servers that play here.
#[derive(Parser)]
#[command(name = "zabscope", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The experiments there are.
#[derive(Subcommand)]
pub(crate) enum Experiment {
    /// How long an ensemble is without a leader, and without service, when its leader fails.
    ///
    /// In each run all servers start, a client at another server than the leader writes, and at some moment between two
    /// ticks the leader fails. Without a leader: until another one serves. Without service: until a write is answered that
    /// the client has asked for since.
    Failover {
        /// The scenario that sets the ensemble up; - for the standard input.
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// How the leader fails: killed, cut-off or paused.
        #[arg(long, value_name = "HOW", default_value = "killed", value_parser = failing)]
        by: Failing,
        /// How often.
        #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
        runs: u64,
        /// Print a line for each run, with commas between its numbers.
        #[arg(long)]
        csv: bool,
        /// Print the scenario of this run, to be played.
        #[arg(long, value_name = "RUN", conflicts_with = "csv")]
        watch: Option<u64>,
    },
    /// How many reads or writes an ensemble does in a second, and how long each waits.
    ///
    /// Clients at all servers ask again as soon as they are answered. The servers of the scenario do not matter, for their
    /// number is varied.
    Throughput {
        /// The scenario with the settings and costs; - for the standard input.
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// What clients ask for: reads or writes.
        #[arg(long, value_name = "LOAD", default_value = "writes", value_parser = load)]
        load: Load,
        /// How many voters: one number, or several with commas between.
        #[arg(long, value_name = "NUMBERS", value_delimiter = ',', default_values_t = [3, 5, 7, 9])]
        voters: Vec<u32>,
        /// How many observers beside them.
        #[arg(long, value_name = "NUMBERS", value_delimiter = ',', default_values_t = [0])]
        observers: Vec<u32>,
        /// How many requests each client has under way.
        #[arg(long, value_name = "NUMBER", default_value_t = 64)]
        under_way: u32,
        /// Print commas between the numbers.
        #[arg(long)]
        csv: bool,
    },
}

fn failing(text: &str) -> Result<Failing, String> {
    word(&[Failing::Killed, Failing::CutOff, Failing::Paused], text)
}

fn load(text: &str) -> Result<Load, String> {
    word(&[Load::Reads, Load::Writes], text)
}

/// One of a few words; a - in it stands for a space.
fn word<W: Copy + Display>(all: &[W], text: &str) -> Result<W, String> {
    let written = |each: &W| each.to_string().replace(' ', "-");
    let known = || all.iter().map(written).collect::<Vec<_>>().join(", ");
    all.iter()
        .copied()
        .find(|each| written(each) == text)
        .ok_or_else(|| format!("expected one of {}", known()))
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Play a scenario, and print what happens.
    ///
    /// A line is an event: its number, the time in seconds, the server or client, what happened, and the number of the
    /// event that caused it. Events that concern sockets alone are left out. The last line is the trace hash, which
    /// stands for everything.
    ///
    /// What failed is said on standard error, a line of the scenario each. Exits with 1 if something expected did not
    /// come or something could not be done, and with 2 if the file is no scenario.
    #[command(after_help = RUN)]
    Run {
        #[command(flatten)]
        which: Which,
        /// Print an object of JSON for each event, and a last one with the trace hash, the seed, and what failed.
        ///
        /// All events are there, also those that concern sockets alone.
        #[arg(long, conflicts_with = "columns")]
        json: bool,
        /// Print a column for each server, to be read at a terminal.
        ///
        /// What happens at one moment stands side by side. The width is the terminal's, or that in COLUMNS.
        #[arg(long)]
        columns: bool,
        /// Whether events are coloured; by itself at a terminal, unless NO_COLOR is set.
        #[arg(long, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
        color: ColorChoice,
    },
    /// Print the trace hash of a scenario, and nothing else.
    ///
    /// Two runs with the same trace hash are the same run, natively and in a browser. What the scenario expects is
    /// not looked at. Exits with 2 if the file is no scenario.
    #[command(after_help = HASH)]
    Hash {
        #[command(flatten)]
        which: Which,
    },
    /// Lay scenarios out.
    ///
    /// A command's words begin in one column, and so do comments behind lines that follow each other. Nothing that a
    /// scenario means changes. Exits with 2 if a file is no scenario; then no file is written.
    #[command(after_help = FMT)]
    Fmt {
        /// The scenarios; - is the standard input, and goes to the standard output.
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Write nothing; print the names of files that would change, and exit with 1 if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Print the reference of the language of scenarios, as Markdown.
    #[command(after_help = LANGUAGE)]
    Language,
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
    #[command(after_help = CONFORM, after_long_help = format!("{CONFORM}\n\n{HOW_TO_DEBUG}"))]
    Conform {
        /// Folders with logs.
        #[arg(required_unless_present = "tolerances", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        folders: Vec<PathBuf>,
        /// The release that the servers ran, such as 3.9.3; one that is not known is taken for the nearest that is.
        #[arg(long, value_parser = Given::release)]
        release: Option<String>,
        /// Their tickTime, in milliseconds.
        #[arg(long, value_name = "MILLISECONDS", value_parser = Given::tick)]
        tick: Option<Micros>,
        /// Their initLimit, in ticks.
        #[arg(long, value_name = "TICKS", value_parser = Given::ticks)]
        init_limit: Option<u32>,
        /// Their syncLimit, in ticks.
        #[arg(long, value_name = "TICKS", value_parser = Given::ticks)]
        sync_limit: Option<u32>,
        /// Print what is not compared, and why.
        #[arg(long)]
        tolerances: bool,
    },
    /// Measure how fast it is on this machine, and print a line for each case.
    ///
    /// BENCHMARKS.md says what the cases are, and which figures were reached.
    #[command(after_help = BENCH)]
    Bench {
        /// Measure for a moment only: enough to see that nothing is wildly wrong.
        #[arg(long)]
        quick: bool,
        /// Measure only the cases whose names contain this.
        #[arg(default_value = "", hide_default_value = true, value_name = "NAME")]
        only: String,
    },
    /// Do the same thing many times, and print what it comes to in numbers.
    ///
    /// The ensemble, its timing and its costs are those of a scenario that only sets one up; without one it is three
    /// servers of which nothing else is said. All cores are used, and the numbers are those that the page shows.
    #[command(subcommand, after_help = EXPERIMENT)]
    Experiment(Experiment),
    /// Print a script that completes this command in a shell.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Which run of which scenario.
#[derive(Args)]
pub(crate) struct Which {
    /// The scenario; - is the standard input.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Another seed than the scenario's own.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// Play up to and including this moment, such as 12.5s or 250ms, and rest there.
    ///
    /// What is expected and not decided by then has not failed. Without it a play ends when the last line has had its
    /// turn and nothing more is expected.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) until: Option<Micros>,
}

fn time(text: &str) -> Result<Micros, String> {
    language::time(text).map_err(|error| error.message)
}

const RUN: &str = "\
Examples:
  zabscope run crash.zab                    the trace, a line for each event
  zabscope run crash.zab --columns          a column for each server
  zabscope run crash.zab --seed 7 --until 2.5s
  zabscope run crash.zab --json | jq 'select(.what.kind == \"elected\")'";

const HASH: &str = "\
Examples:
  zabscope hash crash.zab
  zabscope hash crash.zab --seed 7 --until 2.5s";

const FMT: &str = "\
Examples:
  zabscope fmt *.zab                        in place
  zabscope fmt --check *.zab                for CI
  zabscope fmt - < crash.zab                for editors";

const LANGUAGE: &str = "\
Examples:
  zabscope language | less
  zabscope language > language.md";

const CONFORM: &str = "\
Examples:
  zabscope conform logs/
  zabscope conform --release 3.8.4 --tick 2000 logs/
  zabscope conform --tolerances";

const EXPERIMENT: &str = "\
Examples:
  zabscope experiment failover
  zabscope experiment failover --by paused --runs 200 slow.zab
  zabscope experiment failover --watch 17 > run-17.zab
  zabscope experiment throughput --load reads --voters 3 --observers 0,2,4,6 --csv";

const BENCH: &str = "\
Examples:
  zabscope bench
  zabscope bench --quick seek";

const COMPLETIONS: &str = "\
Examples:
  zabscope completions bash > ~/.local/share/bash-completion/completions/zabscope
  zabscope completions zsh > ~/.zfunc/_zabscope
  zabscope completions fish > ~/.config/fish/completions/zabscope.fish";
