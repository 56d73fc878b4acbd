//! What captions claim is so for as long as they stand, under any seed, and whatever somebody does.

use crate::library::{lessons, opening, scenarios};
use std::sync::Arc;
use zab::ids::{Micros, ServerId};
use zab_sim::play::Play;
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::{Command, Scenario};
use zab_sim::world::Action;

/// How long is watched after the last line has had its turn.
const AFTERWARDS: Micros = Micros::from_millis(20_000);

/// Lets the next thing happen, and asks whether what is claimed is so.
fn step(play: &mut Play, events: &mut Vec<Event>, name: &str) -> bool {
    let goes_on = play.step(events);
    if let Some(claim) = play.claim() {
        let last = events.last().map(ToString::to_string).unwrap_or_default();
        assert!(play.world().fulfils(claim), "{name}: {claim:?} is not so after {last}");
    }
    goes_on
}

/// Plays a scenario to its end and a little further, and gives what was not as it says.
fn troubles(scenario: &Scenario, seed: u64, name: &str) -> Vec<String> {
    let mut scenario = scenario.clone();
    scenario.setup.seed = seed;
    let mut play = Play::new(Arc::new(scenario));
    let mut events = Vec::new();
    while !play.is_over() && step(&mut play, &mut events, name) {}
    let until = play.world().now() + AFTERWARDS;
    while play.next().is_some_and(|next| next <= until) && step(&mut play, &mut events, name) {}
    let failed = play
        .failures()
        .iter()
        .map(|failed| format!("line {}: {}", failed.line, events[failed.event as usize - 1]));
    let withheld =
        events.iter().filter(|event| matches!(event.what, What::Withheld { .. })).map(ToString::to_string);
    failed.chain(withheld).collect()
}

fn speaks(scenario: &Scenario) -> bool {
    scenario.lines.iter().any(|line| matches!(line.command, Some(Command::Say(_))))
}

fn hold_under(seeds: u64, scenarios: Vec<(String, Scenario)>) {
    let mut all = Vec::new();
    for (name, scenario) in scenarios {
        let wrong: Vec<(u64, Vec<String>)> = (0..seeds)
            .map(|seed| (seed, troubles(&scenario, seed, &format!("{name}, seed {seed}"))))
            .filter(|(_, troubles)| !troubles.is_empty())
            .collect();
        if let Some((seed, troubles)) = wrong.first() {
            all.push(format!(
                "{name}: {} of {seeds} seeds; seed {seed}: {}",
                wrong.len(),
                troubles.join("\n    ")
            ));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_lesson_tells_the_truth_under_fifty_seeds() {
    hold_under(50, lessons());
}

#[test]
fn every_scenario_that_speaks_tells_the_truth_under_fifty_seeds() {
    let speaking: Vec<_> = scenarios().into_iter().filter(|(_, scenario)| speaks(scenario)).collect();
    assert!(speaking.len() > 20);
    hold_under(50, speaking);
}

#[test]
fn the_opening_tells_the_truth_under_two_hundred_seeds() {
    hold_under(200, vec![(String::from("the opening"), opening())]);
}

/// Somebody crashes a server at any moment: what the caption that stands claims is so all the same, or the caption is gone.
#[test]
fn no_caption_praises_a_dead_leader() {
    let mut taken_back = 0;
    let all = scenarios().into_iter().chain(lessons());
    for (name, scenario) in all.chain([(String::from("the opening"), opening())]) {
        if !speaks(&scenario) {
            continue;
        }
        let servers: Vec<ServerId> = scenario.setup.servers().collect();
        let last = {
            let mut play = Play::new(Arc::new(scenario.clone()));
            while !play.is_over() && play.step(&mut Vec::new()) {}
            play.world().now().0
        };
        for moment in 0..20u64 {
            let name = format!("{name}, a crash at moment {moment}");
            let mut play = Play::new(Arc::new(scenario.clone()));
            let mut events = Vec::new();
            let at = Micros(last * (2 * moment + 1) / 40);
            while play.next().is_some_and(|next| next <= at) && step(&mut play, &mut events, &name) {}
            let victim = servers[moment as usize % servers.len()];
            let had_claim = play.claim().is_some();
            // A server that does not run cannot be crashed.
            if play.act(Action::Crash(victim), &mut events).is_err() {
                continue;
            }
            assert!(play.claim().is_none_or(|claim| play.world().fulfils(claim)), "{name}");
            taken_back += u32::from(had_claim && play.claim().is_none());
            let until = play.world().now() + AFTERWARDS;
            while play.next().is_some_and(|next| next <= until) && step(&mut play, &mut events, &name) {}
        }
    }
    assert!(taken_back > 20, "only {taken_back} captions were taken back");
}
