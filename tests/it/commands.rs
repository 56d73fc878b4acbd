//! What the command line does with a scenario: what it prints, and how it ends.

use crate::library::scenarios;
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use textwrap::core::display_width;
use zab::ids::Micros;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Run};
use zab_sim::scenario::Scenario;
use zabscope::run::{self, Form, Which};

const HEAD: &str = "zabscope 1\nservers 1..3\nat 0s start all\n";
const TRACE: Form = Form::Trace { color: false };

/// Runs a text as if it stood in a file: what failed, or what was wrong; and what was printed.
fn run_text(name: &str, text: &str, which: Which, form: Form) -> (Result<Vec<String>, String>, String) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.zab"));
    std::fs::write(&file, text).unwrap();
    let mut printed = Vec::new();
    let ended = run::run(&file, which, form, &mut printed).map_err(|error| error.to_string());
    (ended, String::from_utf8(printed).unwrap())
}

fn until(until: Micros) -> Which {
    Which { until: Some(until), ..Which::default() }
}

fn in_library(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.zab"))
}

#[test]
fn a_run_prints_what_the_golden_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut printed = Vec::new();
    let failed =
        run::run(&in_library("three-start-together"), Which::default(), TRACE, &mut printed).unwrap();
    let golden = std::fs::read_to_string(root.join("goldens/three-start-together.snap")).unwrap();
    let (_, kept) = golden.split_once("---\n").and_then(|(_, rest)| rest.split_once("---\n")).unwrap();
    assert_eq!(failed, [""; 0]);
    assert!(String::from_utf8(printed).unwrap() == kept, "it is not what the golden holds");
}

#[test]
fn what_fails_is_said_with_its_line() {
    let failed = |name: &str, tail: &str| {
        let failed = run_text(name, &format!("{HEAD}{tail}"), Which::default(), TRACE).0.unwrap();
        failed.into_iter().map(|line| line.rsplit_once('/').unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(failed("met", "expect leader 3 within 2s\n"), [""; 0]);
    let tail = "\nat 1s start 1\nexpect leader 1 within 2s\nafter requested\n";
    assert_eq!(
        failed("failing", tail),
        [
            "failing.zab:5: wanted start 1, which could not be done at 1.000000: server 1 is already running: crash it first",
            "failing.zab:6: expected leader 1 within 2s, which had not come at 3.000000",
            "failing.zab:7: waited after requested, which had not come at 3601.000000",
        ]
    );
}

#[test]
fn another_seed_gives_another_run() {
    let text = format!("{HEAD}expect leader 3 within 2s\n");
    let run = |name, seed| run_text(name, &text, Which { seed, until: None }, TRACE);
    let (own, same, other) = (run("own", None), run("same", Some(1)), run("other", Some(2)));
    assert_eq!(own, same);
    assert_ne!(own.1, other.1);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let text = "zabscope 1\nservers 1..3\nat 0s start 4\n";
    let (ended, printed) = run_text("wrong", text, Which::default(), TRACE);
    let said = ended.unwrap_err();
    assert!(
        said.ends_with("wrong.zab: line 3, column 13: there is no server 4: this ensemble has 1, 2, 3"),
        "{said}"
    );
    assert_eq!(printed, "");
    let missing =
        run::run(Path::new("no/such.zab"), Which::default(), TRACE, &mut Vec::new()).unwrap_err().to_string();
    assert!(missing.starts_with("no/such.zab: "), "{missing}");
}

/// A run that rests at a moment is what the page shows at that moment.
#[test]
fn a_run_rests_at_a_moment_as_a_timeline_does() {
    for name in ["three-start-together", "reads-are-local", "log-is-cut-too-late"] {
        let scenario = Scenario::read(&std::fs::read_to_string(in_library(name)).unwrap()).unwrap();
        let events = play::run(&scenario).events;
        let middle = events[events.len() / 2].at;
        // At the beginning, at a moment with an event and just before it, in between, and long after the last line.
        for at in [Micros(0), Micros(middle.0 - 1), middle, Micros(1_234_567), Micros(60_000_000)] {
            for seed in [None, Some(7)] {
                let mut timeline = Timeline::new(scenario.clone(), seed);
                timeline.seek(at);
                let which = Which { seed, until: Some(at) };
                assert_eq!(run::hash(&in_library(name), which).unwrap(), timeline.hash(), "{name} at {at}");
                let mut printed = Vec::new();
                run::run(&in_library(name), which, TRACE, &mut printed).unwrap();
                let last = format!("trace hash {:016x}\n", timeline.hash());
                assert!(String::from_utf8(printed).unwrap().ends_with(&last), "{name} at {at}");
            }
        }
    }
}

#[test]
fn what_is_not_decided_when_a_run_rests_has_not_failed() {
    let text = format!("{HEAD}expect leader 1 within 2s\nat 10s start 1\n");
    let failed = |at| run_text("undecided", &text, until(Micros::from_millis(at)), TRACE).0.unwrap().len();
    assert_eq!((failed(1_999), failed(2_000), failed(9_999), failed(10_000)), (0, 1, 1, 2));
}

#[test]
fn as_json_a_run_has_every_event_and_a_summary() {
    let text = format!("{HEAD}expect leader 1 within 1s\n");
    let which = Which { seed: Some(u64::MAX), until: None };
    let (failed, printed) = run_text("json", &text, which, Form::Json);
    let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, events) = lines.split_last().unwrap();

    let mut scenario = Scenario::read(&text).unwrap();
    scenario.setup.seed = u64::MAX;
    let run: Run = play::run(&scenario);
    assert_eq!(events.len(), run.events.len());
    for (event, line) in run.events.iter().zip(events) {
        assert_eq!((line["id"].as_u64(), line["at"].as_u64()), (Some(event.id.into()), Some(event.at.0)));
    }
    assert!(events.iter().any(|event| event["what"]["kind"] == "dialled"), "sockets are there as well");
    assert_eq!(failed.unwrap().len(), 1);
    let expected = serde_json::json!({
        "traceHash": format!("{:016x}", run.hash()),
        "seed": "18446744073709551615",
        "met": false,
        "failed": [{ "line": 4, "event": run.failures[0].event }],
        "violations": [],
        "sometimes": { "diff": 2, "electionContested": 2, "epochBegun": 1 },
    });
    assert_eq!(*summary, expected);
}

fn columns(text: &str, width: usize, color: bool) -> String {
    let form = Form::Columns { width, color };
    run_text(&format!("columns-{width}-{color}"), text, until(Micros::from_millis(1_500)), form).1
}

/// However wide the terminal is and however many servers there are, every line fits, and nothing is left out.
#[test]
fn columns_fit_the_terminal() {
    for servers in [1, 3, 5, 9, 50] {
        let text = format!(
            "zabscope 1\ntitle \"{}\"\nservers 1..{servers}\nat 0s start all\nsay \"{}\"\nsay.zh \"{}\"\nat 0.5s connect a to 1\n",
            "Long titles are wrapped. ".repeat(9),
            "A caption that is longer than any terminal is wide. ".repeat(9),
            "一句比任何终端都宽的说明，".repeat(30),
        );
        for width in [40, 80, 81, 100, 120, 200, 400] {
            let printed = columns(&text, width, false);
            for line in printed.lines() {
                assert!(display_width(line) <= width, "{servers} servers, {width} columns: {line}");
                assert_eq!(line, line.trim_end(), "{servers} servers, {width} columns");
            }
            let started = printed.matches("▲ starts").count();
            assert_eq!(started, servers + 1, "{servers} servers, {width} columns:\n{printed}");
            let chinese: usize = printed.matches("任何终端").count();
            assert!(chinese > 20, "{servers} servers, {width} columns: the caption is there as a whole");
        }
    }
}

#[test]
fn a_server_has_its_column_or_its_lane() {
    let text = format!("{HEAD}at 0.5s crash 2\n");
    let wide = columns(&text, 80, false);
    let (head, crash) = (wide.lines().next().unwrap(), wide.lines().find(|line| line.contains("▼")).unwrap());
    let place = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
    assert_eq!(place(head, "2"), place(crash, "▼"), "{head}\n{crash}");
    assert!(crash.starts_with("0.500000 │"), "{crash}");

    let narrow = columns(&text, 50, false);
    assert!(narrow.starts_with("3 columns want a terminal 59 wide; in 50, each has"), "{narrow}");
    let (head, crash) = (
        narrow.lines().find(|line| line.starts_with("time")).unwrap(),
        narrow.lines().find(|line| line.contains("▼")).unwrap(),
    );
    assert_eq!(place(head, "2"), place(crash, "●"), "{head}\n{crash}");
    assert!(crash.ends_with(" 2 ▼ crashes"), "{crash}");
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let text = format!("{HEAD}say \"a\"\nat 0.5s crash 2\nexpect leader 1\n");
    let strip = |text: &str| anstream::adapter::strip_str(text).to_string();
    for width in [40, 120] {
        let colored = columns(&text, width, true);
        assert!(colored.contains('\u{1b}'));
        assert_eq!(strip(&colored), columns(&text, width, false));
    }
    let colored = run_text("colored", &text, Which::default(), Form::Trace { color: true }).1;
    assert!(colored.contains('\u{1b}'));
    assert_eq!(strip(&colored), run_text("plain", &text, Which::default(), TRACE).1);
}

/// What a terminal would obey is not what a scenario may say.
#[test]
fn no_caption_commands_the_terminal() {
    let text = format!("{HEAD}say \"\u{1b}[2Jgone\"\n");
    for form in [TRACE, Form::Json, Form::Columns { width: 80, color: false }] {
        let printed = run_text("escape", &text, Which::default(), form).1;
        assert!(printed.contains("gone") && !printed.contains('\u{1b}'), "{form:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every scenario can be shown at any width, at any moment.
    #[test]
    fn any_scenario_fits_any_terminal(which in any::<prop::sample::Index>(), width in 0_usize..300, at in 0_u64..8_000) {
        let all = scenarios();
        let (name, _) = &all[which.index(all.len())];
        let mut printed = Vec::new();
        let form = Form::Columns { width, color: false };
        run::run(&in_library(name), until(Micros::from_millis(at)), form, &mut printed).unwrap();
        let printed = String::from_utf8(printed).unwrap();
        let wide = printed.lines().find(|line| display_width(line) > width.max(40));
        prop_assert_eq!(wide, None, "{}", name);
    }
}
