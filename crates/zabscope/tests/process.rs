//! The command as a process: what it takes, where it prints, and how it exits.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const MET: &str = "zabscope 1\nservers 1..3\nat 0s start all\nexpect leader 3 within 2s\n";
const NOT_MET: &str = "zabscope 1\nservers 1..3\nat 0s start all\nexpect leader 1 within 2s\n";

fn zabscope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zabscope"));
    command.args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    command
}

fn file(name: &str, text: &str) -> String {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn output(args: &[&str]) -> Output {
    zabscope(args).stdin(Stdio::null()).output().unwrap()
}

/// What is printed, what is said on the standard error, and the exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    let Output { status, stdout, stderr } = output(args);
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap(), status.code().unwrap())
}

#[test]
fn a_run_exits_by_what_came_of_it() {
    let (met, not_met, wrong) =
        (file("met.zab", MET), file("not-met.zab", NOT_MET), file("wrong.zab", "zab"));
    let (printed, said, code) = run(&["run", &met]);
    assert!(printed.contains("trace hash "), "{printed}");
    assert_eq!((said.as_str(), code), ("", 0));

    let (printed, said, code) = run(&["run", &not_met]);
    assert!(printed.contains("trace hash "), "{printed}");
    let complaint = format!("{not_met}:4: expected leader 1 within 2s, which had not come at 2.000000\n");
    assert_eq!((said, code), (complaint, 1));
    // By then nothing was decided.
    assert_eq!(run(&["run", &not_met, "--until", "1.5s"]).2, 0);

    let (printed, said, code) = run(&["run", &wrong]);
    let place = format!("zabscope: {wrong}: line 1, column 1: expected the first line to be: zabscope 1\n");
    assert_eq!((printed.as_str(), said, code), ("", place, 2));
}

#[test]
fn a_time_that_is_none_is_said_to_be_none() {
    let met = file("time.zab", MET);
    for (time, wanted) in [
        ("soon", "expected a time such as 3s or 250ms, but found soon"),
        ("3", "expected a time such as 3s or 250ms, but found 3"),
        ("", "expected a time such as 3s or 250ms, but the line ends"),
        ("1s 2s", "expected the end of the line, but found 2s"),
        ("90000s", "this time is too long, at most 86400s"),
    ] {
        let (printed, said, code) = run(&["run", &met, "--until", time]);
        assert!(said.contains("--until <TIME>") && said.contains(wanted), "{said}");
        assert_eq!((printed.as_str(), code), ("", 2));
    }
}

#[test]
fn the_hash_alone_is_that_of_the_run() {
    let met = file("hash.zab", MET);
    let args = ["--seed", "7", "--until", "1.5s"];
    let (hash, said, code) = run(&[&["hash", met.as_str()], &args[..]].concat());
    assert_eq!((hash.len(), said.as_str(), code), (17, "", 0));
    let (printed, ..) = run(&[&["run", met.as_str()], &args[..]].concat());
    assert!(printed.ends_with(&format!("trace hash {hash}")), "{hash}");
    assert_ne!(run(&["hash", &met]).0, hash);
}

#[test]
fn there_are_colours_only_where_they_are_wanted() {
    let met = file("colours.zab", MET);
    let colored = |args: &[&str], no_color: bool| {
        let mut command = zabscope(&[&["run", met.as_str()], args].concat());
        if no_color {
            command.env("NO_COLOR", "1");
        }
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains('\u{1b}')
    };
    // Nobody sits at the other end of a pipe.
    assert!(!colored(&[], false));
    assert!(!colored(&["--columns"], false));
    assert!(colored(&["--color", "always"], false));
    assert!(colored(&["--color", "always", "--columns"], true), "who asks is given");
    assert!(!colored(&["--color", "always", "--json"], false));
    assert!(!colored(&["--color", "never"], false));
}

#[test]
fn columns_are_as_wide_as_is_said() {
    let met = file("columns.zab", MET);
    for columns in ["80", "120"] {
        let printed = zabscope(&["run", &met, "--columns"]).env("COLUMNS", columns).output().unwrap().stdout;
        let printed = String::from_utf8(printed).unwrap();
        let widest = printed.lines().map(|line| line.chars().count()).max().unwrap();
        let width: usize = columns.parse().unwrap();
        assert!((width - 3..=width).contains(&widest), "{widest} of {width}");
    }
    assert_eq!(run(&["run", &met, "--columns", "--json"]).2, 2);
}

#[test]
fn files_are_laid_out_and_checked() {
    let tidy = "zabscope 1\nservers   1..3\n";
    let (one, other, wrong) =
        (file("one.zab", "zabscope 1\nservers 1..3\n"), file("other.zab", tidy), file("no.zab", ""));
    assert_eq!(run(&["fmt", "--check", &one, &other]), (format!("{one}\n"), String::new(), 1));
    let (printed, said, code) = run(&["fmt", &one, &wrong]);
    assert!(said.contains("no.zab: line 1, column 1: expected the first line"), "{said}");
    assert_eq!((printed.as_str(), code), ("", 2));
    assert_eq!(run(&["fmt", "--check", &one]).2, 1, "nothing was written");
    assert_eq!(run(&["fmt", &one, &other]), (String::new(), String::new(), 0));
    assert_eq!(std::fs::read_to_string(&one).unwrap(), tidy);
    assert_eq!(run(&["fmt", "--check", &one, &other]), (String::new(), String::new(), 0));
    assert_eq!(run(&["fmt"]).2, 2);
}

#[test]
fn the_standard_input_is_a_file_too() {
    let with_input = |args: &[&str], text: &str| {
        let mut child = zabscope(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let Output { stdout, status, .. } = child.wait_with_output().unwrap();
        (String::from_utf8(stdout).unwrap(), status.code().unwrap())
    };
    let laid_out = (String::from("zabscope 1\nservers   1..3\n"), 0);
    assert_eq!(with_input(&["fmt", "-"], "zabscope 1\nservers 1..3"), laid_out);
    assert_eq!(with_input(&["fmt", "-"], "zabscope 1\n"), (String::new(), 2));
    assert_eq!(with_input(&["fmt", "--check", "-"], "zabscope 1\nservers 1..3"), (String::from("-\n"), 1));
    assert_eq!(with_input(&["hash", "-"], MET).0, run(&["hash", &file("same.zab", MET)]).0);
}

/// Whoever reads may have read enough.
#[test]
fn a_closed_pipe_is_no_mishap() {
    let long = file("long.zab", &MET.replace("3 within 2s", "3 within 2s\nat 60s pause"));
    for args in [&["run", &long][..], &["run", &long, "--json"], &["run", &long, "--columns"], &["language"]]
    {
        let mut child = zabscope(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((said.as_str(), child.wait().unwrap().code()), ("", Some(0)), "{args:?}");
    }
}

#[test]
fn every_command_has_examples() {
    let (help, ..) = run(&["--help"]);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .map_while(|line| line.strip_prefix("  "))
        // What a command does may go on below.
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.contains(&"run") && commands.contains(&"completions"), "{commands:?}");
    for command in commands {
        for help in ["-h", "--help"] {
            let (said, _, code) = run(&[command, help]);
            assert!(said.contains(&format!("Examples:\n  zabscope {command}")) && code == 0, "{said}");
        }
    }
}

#[test]
fn shells_are_told_of_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (script, said, code) = run(&["completions", shell]);
        assert!(script.contains("zabscope") && script.contains("until"), "{shell}");
        assert_eq!((said.as_str(), code), ("", 0));
    }
    assert!(run(&["language"]).0.starts_with("# The language of scenarios\n"));
}
