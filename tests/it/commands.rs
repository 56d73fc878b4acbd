//! What the command line does with a scenario: what it prints, and how it ends.

use std::path::{Path, PathBuf};
use zabscope::run;

const HEAD: &str = "zabscope 1\nservers 1..3\nat 0s start all\n";

/// Runs a text as if it stood in a file: true or false, or what was wrong; and what was printed.
fn run_text(name: &str, text: &str, seed: Option<u64>) -> (Result<bool, String>, String) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.zab"));
    std::fs::write(&file, text).unwrap();
    let mut printed = Vec::new();
    let ended = run::run(&file, seed, &mut printed).map_err(|error| error.to_string());
    (ended, String::from_utf8(printed).unwrap())
}

#[test]
fn a_run_prints_what_the_golden_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut printed = Vec::new();
    let met = run::run(&root.join("scenarios/three-start-together.zab"), None, &mut printed).unwrap();
    let golden = std::fs::read_to_string(root.join("goldens/three-start-together.snap")).unwrap();
    let (_, kept) = golden.split_once("---\n").and_then(|(_, rest)| rest.split_once("---\n")).unwrap();
    assert!(met);
    assert!(String::from_utf8(printed).unwrap() == kept, "it is not what the golden holds");
}

#[test]
fn what_is_not_met_or_not_done_fails_a_run() {
    let ended = |name: &str, tail: &str| run_text(name, &format!("{HEAD}{tail}"), None).0;
    assert_eq!(ended("met", "expect leader 3 within 2s\n"), Ok(true));
    assert_eq!(ended("not-met", "expect leader 1 within 2s\n"), Ok(false));
    assert_eq!(ended("not-done", "at 1s start 1\n"), Ok(false));
}

#[test]
fn another_seed_gives_another_run() {
    let text = format!("{HEAD}expect leader 3 within 2s\n");
    let (own, same, other) =
        (run_text("own", &text, None), run_text("same", &text, Some(1)), run_text("other", &text, Some(2)));
    assert_eq!(own, same);
    assert_ne!(own.1, other.1);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let (ended, printed) = run_text("wrong", "zabscope 1\nservers 1..3\nat 0s start 4\n", None);
    let said = ended.unwrap_err();
    assert!(
        said.ends_with("wrong.zab: line 3, column 13: there is no server 4: this ensemble has 1, 2, 3"),
        "{said}"
    );
    assert_eq!(printed, "");
    let missing = run::run(Path::new("no/such.zab"), None, &mut Vec::new()).unwrap_err().to_string();
    assert!(missing.starts_with("no/such.zab: "), "{missing}");
}
