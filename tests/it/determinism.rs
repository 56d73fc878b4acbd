//! The same scenario, seed and actions give the same run, byte for byte; another latency gives another.

use crate::library::{scenario, scenarios};
use std::fmt::Write;
use zab::ids::Micros;
use zab_sim::play;
use zab_sim::scenario::{Command, Scenario};
use zab_sim::trace;

#[test]
fn a_scenario_plays_the_same_twice() {
    for (name, scenario) in scenarios() {
        let (once, twice) = (play::run(&scenario), play::run(&scenario));
        assert_eq!(once.hash(), twice.hash(), "{name}");
        assert_eq!(trace::text(&once.events), trace::text(&twice.events), "{name}");
        assert!(once.world == twice.world, "{name}");
    }
}

/// The number that stands for a thousand runs; the browser must come to the same (`crates/zab-wasm/tests/web.rs`).
#[test]
fn a_thousand_seeds_come_to_the_kept_hash() {
    let mut text = String::new();
    writeln!(text, "{:016x}", trace::hash_of_seeds(&scenario("leader-crashes-and-returns"), 1_000)).unwrap();
    insta::with_settings!({ snapshot_path => "../goldens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("a-thousand-seeds", text);
    });
}

#[test]
fn one_latency_changed_gives_another_hash() {
    let scenario = scenario("three-start-together");
    let mut changed = scenario.clone();
    changed.setup.latency.max = changed.setup.latency.max + Micros(1);
    assert_ne!(play::run(&scenario).hash(), play::run(&changed).hash());
}

/// Streams are keyed by what they are for, so taking one action out leaves the draws of everything else alone.
#[test]
fn an_action_taken_out_does_not_reshuffle_what_came_before_it() {
    let scenario = scenario("leader-crashes-and-returns");
    let crash = scenario.commands.iter().position(|timed| timed.at > Micros(0)).unwrap();
    let shortened = Scenario { commands: scenario.commands[..crash].to_vec(), ..scenario.clone() };
    assert!(matches!(scenario.commands[crash].command, Command::Act(_)));
    let (whole, part) = (play::run(&scenario), play::run(&shortened));
    let same = whole.events.iter().zip(&part.events).filter(|(a, b)| a == b).count();
    assert_eq!(same, part.events.len());
}
