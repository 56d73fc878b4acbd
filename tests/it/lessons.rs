//! The lessons of the page: what they say is so, is told in both languages, fits its room, and would be missed if it were otherwise.

use crate::library::{lesson_texts, lessons};
use std::fmt::Write;
use std::sync::Arc;
use zab::ids::Micros;
use zab_sim::play;
use zab_sim::play::Play;
use zab_sim::play::timeline::Timeline;
use zab_sim::record::event::What;
use zab_sim::scenario::deeds::Deed;
use zab_sim::scenario::{Command, Scenario};

/// How wide a caption may be: two lines have room for so many letters, or half as many Chinese characters.
const WIDTH: usize = 152;

fn width(text: &str) -> usize {
    text.chars().map(|char| if char < '\u{2e80}' { 1 } else { 2 }).sum()
}

/// What each lesson tells, in order, and the hash of all that happens in it.
#[test]
fn every_lesson_is_told_as_it_was_read() {
    insta::with_settings!({ snapshot_path => "../goldens/lessons", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, scenario) in lessons() {
            let run = play::run(&scenario);
            let failed = run.failed().map(|(line, event)| format!("line {line}: {event}"));
            let failed: Vec<String> = failed.chain(run.unexpected(&scenario).map(ToString::to_string)).collect();
            assert!(failed.is_empty(), "{name}: {failed:?}");
            let mut timeline = Timeline::new(scenario, None);
            timeline.seek(run.world.now());
            let mut told = String::new();
            for beat in timeline.beats(0) {
                let more = match beat.events.len() {
                    1 => String::new(),
                    count => format!(" and {} more", count - 1),
                };
                match &beat.events[0].what {
                    What::Said { text, .. } => {
                        for text in text {
                            writeln!(told, "{:>12}  {}: {}", beat.at.to_string(), text.lang, text.text).unwrap();
                        }
                    }
                    _ => writeln!(told, "{}{more}", beat.events[0]).unwrap(),
                }
            }
            writeln!(told, "trace hash {:016x}", run.hash()).unwrap();
            insta::assert_snapshot!(name, told);
        }
    });
}

/// Each says something in both languages, in the room there is, ends with a caption, and has chapters.
#[test]
fn lessons_speak_both_languages_in_the_room_they_have() {
    assert!(lessons().len() >= 17);
    for (name, scenario) in lessons() {
        assert_eq!(scenario.title.len(), 2, "{name}");
        let mut chapters = 0;
        for line in &scenario.lines {
            let texts = match &line.command {
                Some(Command::Say(caption)) => &caption.texts,
                Some(Command::Chapter(title)) => {
                    chapters += 1;
                    title
                }
                _ => continue,
            };
            let langs: Vec<&str> = texts.iter().map(|text| text.lang.as_str()).collect();
            assert_eq!(langs, ["en", "zh"], "{name}, line {}", line.number);
            for text in texts {
                let width = width(&text.text);
                assert!(width <= WIDTH, "{name}, line {}: {width} wide: {}", line.number, text.text);
            }
        }
        assert!(chapters > 0, "{name} has no chapter");
        let last = scenario.lines.iter().rev().find(|line| matches!(line.command, Some(Command::Say(_))));
        let Some(Command::Say(caption)) = last.and_then(|line| line.command.as_ref()) else {
            panic!("{name}")
        };
        assert!(caption.texts[0].text.to_lowercase().contains("try "), "{name} ends with nothing to try");
    }
}

/// What would be so if things had come out otherwise.
fn opposite(expectation: &str) -> String {
    let (condition, within) = match expectation.split_once(" within ") {
        Some((condition, within)) => (condition, format!(" within {within}")),
        None => (expectation, String::new()),
    };
    let words: Vec<&str> = condition.split_whitespace().collect();
    let other = match words[..] {
        ["leader"] => String::from("down all"),
        ["leader", who] => String::from(if who == "1" { "leader 2" } else { "leader 1" }),
        ["follower" | "observer", who, ..] => format!("down {who}"),
        ["looking", ref servers @ ..] => format!("down {}", servers[0]),
        ["no", "node", ..] => condition.trim_start_matches("no ").to_owned(),
        ["node", path, ..] => {
            let servers = condition.rsplit_once(" on ").unwrap().1;
            format!("node {path} \"otherwise\" on {servers}")
        }
        ["zxid", _, "on", ref servers @ ..] => format!("zxid 9.9 on {}", servers.join(" ")),
        ["round" | "epoch", _, "on", ref servers @ ..] => format!("{} 99 on {}", words[0], servers.join(" ")),
        ["sync", mode, "on", ref servers @ ..] => {
            let other = if mode == "DIFF" { "SNAP" } else { "DIFF" };
            format!("sync {other} on {}", servers.join(" "))
        }
        ["broken", invariant] => format!("holds {invariant}"),
        ["answer", client, result, ..] => {
            format!("answer {client} {}", if result == "OK" { "NoNode" } else { "OK" })
        }
        ["client", client, ..] => format!("client {client} vanished"),
        ["down", who, ..] => format!("looking {who}"),
        ["nodes", _, "on", ref servers @ ..] => format!("nodes 99 on {}", servers.join(" ")),
        _ => panic!("there is no opposite of {expectation}"),
    };
    format!("{other}{within}")
}

/// Each expectation of each lesson, turned round, is seen to fail.
#[test]
fn what_a_lesson_claims_would_be_missed_if_it_were_otherwise() {
    let mut turned = 0;
    let mut met = Vec::new();
    for (name, text) in lesson_texts() {
        for (index, line) in text.lines().enumerate() {
            let Some((before, expectation)) = line.split_once("expect ") else { continue };
            let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
            let negated = opposite(expectation.trim());
            lines[index] = format!("{before}expect {negated}");
            let scenario =
                Scenario::read(&lines.join("\n")).unwrap_or_else(|error| panic!("{name}: {error}"));
            let run = play::run(&scenario);
            if !run.failed().any(|(line, _)| line == index as u32 + 1) {
                met.push(format!("{name}, line {}: {negated}, and {}", index + 1, expectation.trim()));
            }
            turned += 1;
        }
    }
    assert!(met.is_empty(), "both are met:\n{}", met.join("\n"));
    assert!(turned > 80, "{turned}");
}

/// How long beyond its end a lesson is watched from which something is left out: what it waits for may never come.
const LONGER: Micros = Micros::from_millis(30_000);

/// Whether a lesson comes out otherwise when what one of its lines does is left out.
fn misses(scenario: &Scenario, line: usize, until: Micros) -> bool {
    let mut scenario = scenario.clone();
    scenario.lines[line].command = None;
    let mut play = Play::new(Arc::new(scenario));
    let mut events = Vec::new();
    while !play.is_over() && play.world().now() < until && play.step(&mut events) {}
    !play.is_over()
        || !play.failures().is_empty()
        || events.iter().any(|event| matches!(event.what, What::Withheld { .. }))
}

/// Whatever a lesson does bears on what it claims: left out, something that is expected or waited for does not come. A client that
/// vanishes, and a network that is whole again, may only leave the stage tidy for the reader.
#[test]
fn a_lesson_does_nothing_in_vain() {
    let mut in_vain = Vec::new();
    for (name, scenario) in lessons() {
        let until = play::run(&scenario).world.now() + LONGER;
        for (index, line) in scenario.lines.iter().enumerate() {
            match &line.command {
                Some(Command::Do(Deed::Vanish(_) | Deed::Mend(_))) => {}
                Some(Command::Do(_)) if !misses(&scenario, index, until) => {
                    in_vain.push(format!("{name}, line {}", line.number));
                }
                _ => {}
            }
        }
    }
    assert!(in_vain.is_empty(), "{in_vain:?}");
}

/// A lesson is over within some minutes of virtual time: nobody waits for what never comes.
#[test]
fn lessons_end() {
    for (name, scenario) in lessons() {
        let run = play::run(&scenario);
        assert!(run.world.now() < Micros::from_millis(180_000), "{name}: {}", run.world.now());
    }
}
