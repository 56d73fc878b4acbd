//! Experiments on all cores, as tables for people or as lines with commas.

use crate::source::{self, SourceError};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use thiserror::Error;
use zab::ids::Micros;
use zab_sim::experiment::{
    ExperimentError, Failing, Failover, Figures, Load, Outage, Throughput, in_order, percentile,
};

/// The ensemble of which nothing else is said.
const USUAL: &str = "zabscope 1\nservers 1..3\n";

/// Why there are no numbers.
#[derive(Debug, Error)]
pub enum Failed {
    /// The scenario cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It is none for this experiment.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The numbers cannot be printed.
    #[error("cannot print: {0}")]
    Unprintable(#[from] io::Error),
}

/// How a throughput is varied.
#[derive(Clone, Debug)]
pub struct Trials {
    /// What clients ask for.
    pub load: Load,
    /// How many voters.
    pub voters: Vec<u32>,
    /// How many observers beside them.
    pub observers: Vec<u32>,
    /// How many requests each client has under way.
    pub under_way: u32,
}

/// Prints how long failures last. Always true: nothing is expected of it.
///
/// # Errors
///
/// If there is no such experiment, or nobody reads.
pub fn failover(
    file: Option<&Path>,
    by: Failing,
    runs: u64,
    csv: bool,
    out: &mut impl Write,
) -> Result<bool, Failed> {
    let experiment = Failover::new(&text(file)?, by)?;
    let numbers: Vec<u64> = (0..runs).collect();
    let outages = on_all_cores(&numbers, |run| experiment.run(*run))?;
    if csv {
        writeln!(out, "run,without leader (ms),without service (ms)")?;
        for (run, Outage { leaderless, unserved }) in outages.iter().enumerate() {
            writeln!(out, "{run},{},{}", millis(*leaderless), millis(*unserved))?;
        }
        return Ok(true);
    }
    writeln!(out, "{runs} failures of a leader, {by}\n")?;
    writeln!(out, "{:<18}{:>12}{:>12}{:>12}{:>12}", "", "shortest", "p50", "p99", "longest")?;
    let rows = [
        ("without leader", in_order(outages.iter().map(|outage| outage.leaderless))),
        ("without service", in_order(outages.iter().map(|outage| outage.unserved))),
    ];
    for (name, spans) in rows {
        write!(out, "{name:<18}")?;
        for part in [0, 50, 99, 100] {
            write!(out, "{:>12}", said(percentile(&spans, part)))?;
        }
        writeln!(out)?;
    }
    Ok(true)
}

/// Prints a run as a scenario.
///
/// # Errors
///
/// If there is no such experiment, or nobody reads.
pub fn watch(file: Option<&Path>, by: Failing, run: u64, out: &mut impl Write) -> Result<bool, Failed> {
    write!(out, "{}", Failover::new(&text(file)?, by)?.written(run)?)?;
    Ok(true)
}

/// Prints how much ensembles of several sizes do.
///
/// # Errors
///
/// If there is no such experiment, or nobody reads.
pub fn throughput(
    file: Option<&Path>,
    trials: &Trials,
    csv: bool,
    out: &mut impl Write,
) -> Result<bool, Failed> {
    let experiment = Throughput::new(&text(file)?, trials.load, trials.under_way)?;
    let sizes: Vec<(u32, u32)> = trials
        .voters
        .iter()
        .flat_map(|voters| trials.observers.iter().map(|observers| (*voters, *observers)))
        .collect();
    let figures = on_all_cores(&sizes, |(voters, observers)| experiment.run(*voters, *observers))?;
    if csv {
        writeln!(out, "voters,observers,{} per second,p50 (ms),p99 (ms)", trials.load)?;
    } else {
        writeln!(
            out,
            "{:>8}{:>11}{:>12}/s{:>14}{:>14}",
            "voters",
            "observers",
            trials.load.to_string(),
            "p50",
            "p99"
        )?;
    }
    for ((voters, observers), Figures { per_second, p50, p99 }) in sizes.iter().zip(figures) {
        match csv {
            true => writeln!(
                out,
                "{voters},{observers},{per_second},{},{}",
                millis(Some(p50)),
                millis(Some(p99))
            )?,
            false => writeln!(
                out,
                "{voters:>8}{observers:>11}{per_second:>14}{:>14}{:>14}",
                said(Some(p50)),
                said(Some(p99))
            )?,
        }
    }
    Ok(true)
}

fn text(file: Option<&Path>) -> Result<String, SourceError> {
    file.map_or_else(|| Ok(String::from(USUAL)), source::text)
}

/// What each of these comes to, in their order; each core takes the next that nobody has taken.
fn on_all_cores<T: Sync, R: Send>(
    all: &[T],
    run: impl Fn(&T) -> Result<R, ExperimentError> + Sync,
) -> Result<Vec<R>, ExperimentError> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        while let Some((place, one)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, all.get(at)?)))
        {
            mine.push((place, run(one)));
        }
        mine
    };
    let mut found = thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    found.sort_unstable_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, result)| result).collect()
}

/// In milliseconds; nothing, where there was no end to it.
fn millis(span: Option<Micros>) -> String {
    span.map(|Micros(micros)| format!("{}.{:03}", micros / 1_000, micros % 1_000)).unwrap_or_default()
}

fn said(span: Option<Micros>) -> String {
    span.map_or_else(|| String::from("no end"), |span| format!("{} ms", millis(Some(span))))
}
