//! Every scenario is a golden: what it expects comes true, and its trace is the one that was read and kept.
//!
//! The kept trace leaves out what happens to sockets alone, so that it can be read; the trace hash at its end stands for
//! everything, and must be the same in a browser (`crates/zab-wasm/tests/web.rs`).

use crate::library::{lessons, scenarios};
use zab_sim::play::{self, Run};
use zab_sim::scenario::Scenario;

#[test]
fn every_scenario_plays_as_it_was_read() {
    insta::with_settings!({ snapshot_path => "../goldens", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, scenario) in scenarios() {
            let run = play::run(&scenario);
            let broken: Vec<String> = broken(&scenario, &run);
            assert!(broken.is_empty(), "{name}:\n{}", broken.join("\n"));
            insta::assert_snapshot!(name, run.to_string());
        }
    });
}

/// The lines that have failed, and the invariants that are broken although no line expects that.
fn broken(scenario: &Scenario, run: &Run) -> Vec<String> {
    let failed = run.failed().map(|(line, event)| format!("line {line}: {event}"));
    failed.chain(run.unexpected(scenario).map(ToString::to_string)).collect()
}

#[test]
fn the_browser_plays_every_scenario() {
    let web = include_str!("../../crates/zab-wasm/tests/web.rs");
    let names = scenarios().into_iter().map(|(name, _)| name);
    for name in names.chain(lessons().into_iter().map(|(name, _)| name)) {
        assert!(web.contains(&format!("\"{name}\"")), "{name} is missing in crates/zab-wasm/tests/web.rs");
    }
}

/// The scenarios that the README shows and that the page opens with keep what they promise.
#[test]
fn scenarios_in_the_open_play_as_they_say() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for name in ["README.md", "www/index.html"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        let between = |begin: &'static str, end: &'static str| {
            text.split(begin).skip(1).map(move |rest| rest.split(end).next().unwrap_or_default().trim_start())
        };
        let fenced = between("```\n", "```").filter(|block| block.starts_with("zabscope 1"));
        let scenarios: Vec<&str> = between("<script type=\"text/zab\">", "</script>").chain(fenced).collect();
        assert!(!scenarios.is_empty(), "{name}: no scenario");
        for scenario in scenarios {
            let scenario = Scenario::read(scenario).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(broken(&scenario, &play::run(&scenario)), Vec::<String>::new(), "{name}");
        }
    }
}
