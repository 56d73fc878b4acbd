//! Outcomes: what was done to a real ensemble (`actions.zab`, a scenario) is done to ours under [`SEEDS`] seeds. The real outcome
//! must be among ours; the report lists all of ours, since they depend on timing.

use crate::conform::recording::ensemble::Ensemble;
use crate::conform::report::{Mismatch, Report};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use zab::ids::{ServerId, Zxid};
use zab::note::Note;
use zab::storage::database::Database;
use zab::storage::tree::Tree;
use zab::vote::ServerState;
use zab_sim::play;
use zab_sim::record::event::What;
use zab_sim::scenario::Scenario;

/// Under how many seeds a scenario is played.
const SEEDS: u64 = 100;

/// What a server says of itself: a line of `outcome.json`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ServerOutcome {
    mode: String,
    #[serde(deserialize_with = "hexadecimal")]
    zxid: i64,
    current_epoch: i64,
    accepted_epoch: i64,
    nodes: u64,
}

/// Where an ensemble stands at the end: each running server, and how each learner was synchronized, time after time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Outcome {
    servers: BTreeMap<i64, ServerOutcome>,
    syncs: BTreeMap<i64, Vec<String>>,
}

fn hexadecimal<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let text = String::deserialize(deserializer)?;
    let digits = text.strip_prefix("0x").unwrap_or(&text);
    i64::from_str_radix(digits, 16).map_err(|_| {
        serde::de::Error::custom(format!("expected a zxid such as 0x100000001, but found {text}"))
    })
}

/// Compares an ensemble's outcome with ours. Nothing, where there is none.
pub(crate) fn compare(folder: &Path, ensemble: &Ensemble, report: &mut Report) -> io::Result<()> {
    let wrong = |text: String| io::Error::new(ErrorKind::InvalidData, text);
    let Some(scenario) = &ensemble.actions else { return Ok(()) };
    let outcome = folder.join("outcome.json");
    let servers = serde_json::from_str(&std::fs::read_to_string(&outcome)?)
        .map_err(|error| wrong(format!("outcome.json: {error}")))?;
    let theirs = Outcome { servers, syncs: synchronizations(ensemble) };
    let mut ours: BTreeMap<Outcome, u64> = BTreeMap::new();
    let mut unmet = BTreeSet::new();
    for seed in 0..SEEDS {
        let mut scenario = scenario.clone();
        scenario.setup.seed = seed;
        let (outcome, failed) = play(&scenario);
        *ours.entry(outcome).or_default() += 1;
        unmet.extend(failed.map(|text| format!("seed {seed}: {text}")));
    }
    if unmet.is_empty() && ours.contains_key(&theirs) {
        report.outcomes += 1;
        report.endings.push((folder.to_path_buf(), ours.keys().map(ToString::to_string).collect()));
    } else {
        report.mismatches.push(Mismatch {
            file: outcome,
            line: 1,
            text: theirs.to_string(),
            wanted: ours
                .iter()
                .map(|(ours, seeds)| format!("{ours} ({seeds} of {SEEDS} seeds)"))
                .collect::<Vec<_>>()
                .join("\n        "),
            why: unmet.into_iter().take(5).collect(),
        });
    }
    Ok(())
}

/// How the real leaders have synchronized each learner.
fn synchronizations(ensemble: &Ensemble) -> BTreeMap<i64, Vec<String>> {
    let mut syncs: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for packet in &ensemble.packets {
        if matches!(packet.content.kind.as_str(), "DIFF" | "TRUNC" | "SNAP") {
            syncs.entry(packet.to.0).or_default().push(packet.content.kind.clone());
        }
    }
    syncs
}

/// What ours comes to under one seed, and what the scenario expected and did not get.
fn play(scenario: &Scenario) -> (Outcome, Option<String>) {
    let run = play::run(scenario);
    let mut syncs: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for event in &run.events {
        if let What::Noted(Note::Offered { learner, mode, .. }) = &event.what {
            syncs.entry(learner.0).or_default().push(mode.to_string());
        }
    }
    let unmet = run.failed().last().map(|(line, event)| format!("line {line}: {}", event.what));
    let running = run.world.servers().filter_map(|id| Some((id, run.world.process(id)?)));
    let outcome_of_server = |(id, process): (ServerId, &zab::server::Server)| {
        let mode = match process.state() {
            ServerState::Leading => "leader",
            ServerState::Following => "follower",
            ServerState::Observing => "observer",
            ServerState::Looking => "looking",
        };
        let outcome = ServerOutcome {
            mode: mode.to_owned(),
            zxid: process.last_processed().0,
            current_epoch: process.current_epoch().0,
            accepted_epoch: process.accepted_epoch().0,
            nodes: process.tree().map(Database::tree).map_or(0, Tree::reported_count),
        };
        (id.0, outcome)
    };
    (Outcome { servers: running.map(outcome_of_server).collect(), syncs }, unmet)
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, outcome) in &self.servers {
            let ServerOutcome { mode, zxid, current_epoch, accepted_epoch, nodes } = outcome;
            let zxid = Zxid(*zxid);
            write!(f, "{id} {mode} at {zxid}, epochs {accepted_epoch} {current_epoch}, {nodes} nodes; ")?;
        }
        for (id, modes) in &self.syncs {
            write!(f, "{id} by {}; ", modes.join(" "))?;
        }
        Ok(())
    }
}
