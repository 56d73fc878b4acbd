//! What the command line does with a scenario: what it prints, and how it ends.

use crate::library::texts;
use std::path::{Path, PathBuf};
use zab::ids::Micros;
use zab_sim::play::timeline::Timeline;
use zab_sim::scenario::{Scenario, language};
use zabscope::run::{self, Extent, Form, Played, RunError};
use zabscope::{layout, reference};

const HEAD: &str = "zabscope 1\nservers 1..3\nat 0s start all\n";

/// A file with this text.
fn file(name: &str, text: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.zab"));
    std::fs::write(&file, text).unwrap();
    file
}

fn played(name: &str, text: &str, extent: Extent) -> Played {
    run::play(run::read(&file(name, text)).unwrap(), extent)
}

fn printed(played: &Played, form: Form) -> Result<String, RunError> {
    let mut out = Vec::new();
    run::print(played, form, false, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn a_run_prints_what_the_golden_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenario = run::read(&root.join("scenarios/three-start-together.zab")).unwrap();
    let played = run::play(scenario, Extent::default());
    let golden = std::fs::read_to_string(root.join("goldens/three-start-together.snap")).unwrap();
    let (_, kept) = golden.split_once("---\n").and_then(|(_, rest)| rest.split_once("---\n")).unwrap();
    assert!(played.failures.is_empty());
    assert!(printed(&played, Form::Trace).unwrap() == kept, "it is not what the golden holds");
}

#[test]
fn what_fails_is_listed_with_its_line() {
    let failed = |name: &str, tail: &str| -> Vec<String> {
        let played = played(name, &format!("{HEAD}{tail}"), Extent::default());
        played.failed(Path::new("x.zab")).collect()
    };
    assert_eq!(failed("met", "expect leader 3 within 2s\n"), [""; 0]);
    assert_eq!(
        failed("not-met", "\nexpect leader 1 within 2s\n"),
        ["x.zab:5: expected leader 1 within 2s, which did not come"]
    );
    assert_eq!(
        failed("not-done", "at 1s start 1\n"),
        ["x.zab:4: start 1: server 1 is already running: crash it first"]
    );
    assert_eq!(
        failed("never", "after vanished pause\n"),
        ["x.zab:4: after vanished: that never happened, so nothing below was done"]
    );
}

/// What is printed up to a moment is what a timeline comes to that rests there.
#[test]
fn a_run_can_end_at_any_moment() {
    let text = format!("{HEAD}expect leader 1 within 2s\n");
    for ms in [0, 68, 500, 5_000] {
        let until = Micros::from_millis(ms);
        let extent = Extent { seed: Some(7), until: Some(until) };
        let played = played("until", &text, extent);
        let mut timeline = Timeline::new(Scenario::read(&text).unwrap(), Some(7));
        timeline.seek(until);
        assert_eq!(played.hash, timeline.hash());
        assert_eq!(played.failures.len(), usize::from(ms > 2_000), "what is not decided has not failed");
        assert!(
            printed(&played, Form::Trace)
                .unwrap()
                .ends_with(&format!("trace hash {:016x}\n", timeline.hash()))
        );
    }
    assert_eq!(language::time("12.5s"), Ok(Micros(12_500_000)));
    assert_eq!(language::time("3"), Err(String::from("expected a time such as 3s or 250ms, but found 3")));
    assert_eq!(language::time("3s 4s"), Err(String::from("expected the end of the line, but found 4s")));
}

#[test]
fn json_has_every_event_and_what_it_came_to() {
    let played = played("json", &format!("{HEAD}expect leader 1 within 300ms\n"), Extent::default());
    let printed = printed(&played, Form::Json).unwrap();
    let lines: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (end, events) = lines.split_last().unwrap();
    assert_eq!(events.len(), played.events.len());
    assert_eq!((&events[0]["id"], &events[0]["what"]["kind"]), (&1.into(), &"started".into()));
    assert_eq!(end["hash"], format!("{:016x}", played.hash));
    assert_eq!((&end["seed"], &end["met"]), (&"1".into(), &false.into()));
    assert_eq!(end["failed"][0]["line"], 4);
    let event = end["failed"][0]["event"].as_u64().unwrap() as usize;
    assert_eq!(events[event - 1]["what"]["met"], false);
}

/// Every event stands in the column of its server, whatever the width; and where there is none for it, that is said.
#[test]
fn columns_are_as_wide_as_there_is_room() {
    let text = format!(
        "{HEAD}say \"三台服务器同时启动，各先投自己一票，然后改投最大的那一台，直到过半为止。\"\nat 1s connect a to 1\nat 2s expect leader 3\n"
    );
    let played = played("columns", &text, Extent::default());
    for width in [90, 100, 140, 300] {
        let printed = printed(&played, Form::Columns(width)).unwrap();
        let bars: Vec<usize> = printed.lines().next().unwrap().match_indices('│').map(|(at, _)| at).collect();
        assert_eq!(bars.len(), 4, "{printed}");
        for line in printed.lines() {
            let wide: usize =
                line.chars().map(|c| if ('\u{2e80}'..'\u{ffef}').contains(&c) { 2 } else { 1 }).sum();
            assert!(wide <= width, "{wide} of {width}: {line}");
        }
        let started =
            printed.lines().filter(|line| line.contains("starts")).map(|line| line.matches('│').count());
        assert_eq!(started.collect::<Vec<_>>(), [4, 4, 4]);
    }
    let refused = printed(&played, Form::Columns(60)).unwrap_err().to_string();
    assert_eq!(
        refused,
        "3 servers need 86 columns, and there are 60: widen the terminal, or leave out --columns"
    );
}

#[test]
fn colours_are_there_only_if_they_are_wanted() {
    let played = played("colours", HEAD, Extent { until: Some(Micros(400_000)), ..Extent::default() });
    let plain = printed(&played, Form::Trace).unwrap();
    let mut painted = Vec::new();
    run::print(&played, Form::Trace, true, &mut painted).unwrap();
    let painted = String::from_utf8(painted).unwrap();
    assert!(!plain.contains('\u{1b}') && painted.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&painted).to_string(), plain);
}

/// The library is laid out; and laying out changes nothing else, writes nothing when it only checks, and leaves alone what is none.
#[test]
fn files_are_laid_out() {
    for (name, text) in texts() {
        assert_eq!(zab_sim::scenario::writer::format(&text).unwrap(), text, "{name}");
    }
    let untidy = "zabscope 1\n  servers 1..3 # three\n\n# why\nat 0s   start all\n say “x”\n";
    let tidy = "zabscope  1\nservers   1..3  # three\n\n# why\nat 0s     start all\nsay       \"x\"\n";
    let path = file("untidy", untidy);
    let format = |path: &Path, check, input: &str| {
        let mut out = Vec::new();
        let result = layout::format(path, check, &mut input.as_bytes(), &mut out);
        (result.map_err(|error| error.to_string()), String::from_utf8(out).unwrap())
    };
    assert_eq!(format(&path, true, ""), (Ok(true), String::new()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), untidy);
    assert_eq!(format(&path, false, ""), (Ok(true), String::new()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), tidy);
    assert_eq!(format(&path, false, ""), (Ok(false), String::new()));
    assert_eq!(format(Path::new("-"), false, untidy), (Ok(true), String::from(tidy)));
    let wrong = file("wrong-layout", "zabscope 1\nservers one\n");
    assert!(format(&wrong, false, "").0.unwrap_err().contains("line 2, column 9: expected ids"));
    assert_eq!(std::fs::read_to_string(&wrong).unwrap(), "zabscope 1\nservers one\n");
}

/// The reference has every command, condition, moment and role, and its scenario plays as it says.
#[test]
fn the_reference_is_whole() {
    let mut reference = Vec::new();
    reference::print(&mut reference).unwrap();
    let reference = String::from_utf8(reference).unwrap();
    for command in language::commands() {
        assert!(
            reference.contains(&format!("**`{}", command.manual.form.split(" | ").next().unwrap())),
            "{}",
            command.name
        );
    }
    let example = reference.split("\n\n").find(|part| part.starts_with("    zabscope")).unwrap();
    let rest = &reference[reference.find(example).unwrap()..reference.find("## Moments").unwrap()];
    let text: String =
        rest.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect();
    let run = zab_sim::play::run(&Scenario::read(&text).unwrap());
    assert_eq!(run.failures, [], "{text}");
}

#[test]
fn another_seed_gives_another_run() {
    let text = format!("{HEAD}expect leader 3 within 2s\n");
    let hash = |seed| played("seeds", &text, Extent { seed, until: None }).hash;
    assert_eq!(hash(None), hash(Some(1)));
    assert_ne!(hash(None), hash(Some(2)));
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let wrong = file("wrong", "zabscope 1\nservers 1..3\nat 0s start 4\n");
    let said = run::read(&wrong).unwrap_err().to_string();
    assert!(
        said.ends_with("wrong.zab: line 3, column 13: there is no server 4: this ensemble has 1, 2, 3"),
        "{said}"
    );
    let missing = run::read(Path::new("no/such.zab")).unwrap_err().to_string();
    assert!(missing.starts_with("no/such.zab: "), "{missing}");
}
