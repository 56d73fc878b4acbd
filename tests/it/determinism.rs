//! The same scenario, seed and actions give the same run, byte for byte; another latency gives another.

use crate::library::{scenario, scenarios};
use std::fmt::Write;
use zab::ids::Micros;
use zab::ids::ServerId;
use zab_sim::party::Party;
use zab_sim::play;
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;

#[test]
fn a_scenario_plays_the_same_twice() {
    for (name, scenario) in scenarios() {
        let (once, twice) = (play::run(&scenario), play::run(&scenario));
        assert_eq!(once.hash(), twice.hash(), "{name}");
        assert!(once.events == twice.events, "{name}");
        assert!(once.world == twice.world, "{name}");
    }
}

/// The number that stands for a thousand runs; the browser must come to the same (`crates/zab-wasm/tests/web.rs`).
#[test]
fn a_thousand_seeds_come_to_the_kept_hash() {
    let mut text = String::new();
    writeln!(text, "{:016x}", play::hash_of_seeds(&scenario("leader-crashes-and-returns"), 1_000)).unwrap();
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

/// Streams are keyed by what they are for, so taking one action out leaves the draws of other links alone.
#[test]
fn an_action_taken_out_leaves_other_links_alone() {
    let deliveries = |actions: &str| -> Vec<u64> {
        let text = format!("zabscope 1\nservers 1..3\nat 0s start all\n{actions}at 9s expect leader 3\n");
        let between = |event: &&Event| {
            matches!(event.server, Some(ServerId(2 | 3)))
                && matches!(event.what, What::Delivered { from: Party::Server(ServerId(2 | 3)), .. })
        };
        let run = play::run(&Scenario::read(&text).unwrap());
        run.events.iter().filter(between).map(|event| event.at.0).collect()
    };
    let (whole, shortened) = (deliveries("at 3s crash 1\n"), deliveries(""));
    assert!(whole.len() > 20);
    assert_eq!(whole, shortened);
}
