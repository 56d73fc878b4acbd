//! The reference of the language: all that can be written is in it, and all its examples are scenarios.

use zab::describe::word_of;
use zab::message::Message;
use zab::release::Release;
use zab_sim::play;
use zab_sim::scenario::Scenario;
use zab_sim::scenario::conditions::CONDITIONS;
use zab_sim::scenario::language;
use zab_sim::scenario::language::Place;
use zab_sim::scenario::moments::{self, MOMENTS};
use zab_sim::scenario::names::ROLES;
use zab_sim::scenario::writer;
use zabscope::reference;

/// The blocks of code, without their fences.
fn blocks(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("```text\n").skip(1).map(|rest| rest.split("```").next().unwrap())
}

#[test]
fn the_reference_has_every_word() {
    let markdown = reference::markdown();
    let has = |text: String| assert!(markdown.contains(&text), "{text} is missing");
    for command in language::commands() {
        has(format!("### {}\n", command.name));
        has(command.manual.meaning.to_owned());
        has(command.manual.example.to_owned());
    }
    let manuals = CONDITIONS.iter().map(|form| (form.name, form.manual));
    let manuals = manuals.chain(MOMENTS.iter().map(|form| (form.name, form.manual)));
    for (name, manual) in manuals.chain(ROLES.iter().map(|form| (form.name, form.manual))) {
        has(format!("### {name}\n\n    {}\n\n{}\n", manual.form, manual.meaning));
    }
    for word in moments::kinds().into_iter().chain(Message::WORDS.iter().copied()) {
        has(format!("- `{word}`: "));
    }
    for (meaning, value) in language::limits() {
        has(format!("| {} | {value} |", meaning.trim()));
    }
    has(String::from("| The longest latency, step of writing, tick or other delay. | 60s |"));
}

#[test]
fn every_kind_of_event_has_its_own_meaning() {
    let meanings = moments::meanings();
    let words: Vec<&str> = meanings.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, moments::kinds());
    let meaning = |of: &str| meanings.iter().find(|(word, _)| *word == of).unwrap().1.trim();
    assert_eq!(meaning("crashed"), "A process is gone, with all that it had not written.");
    assert_eq!(meaning("epochBegun"), "A quorum has acknowledged the leader's history: its epoch has begun.");
    assert!(meanings.iter().all(|(_, meaning)| meaning.trim().ends_with('.')), "{meanings:?}");
    assert_eq!(word_of(&Message::UpToDate), "upToDate");
}

#[test]
fn every_example_of_the_reference_is_read() {
    let markdown = reference::markdown();
    let mut whole = 0;
    for block in blocks(&markdown) {
        let text = match block {
            block if block.starts_with("zabscope") => {
                whole += 1;
                block.to_owned()
            }
            block if block.starts_with("servers") => format!("zabscope 1\n{block}"),
            block if block.starts_with("expect") => {
                format!("zabscope 1\nservers 1..3\nat 0s connect a to 1\n{block}")
            }
            block => format!("zabscope 1\n{block}"),
        };
        let with_servers = text.replacen("zabscope 1\n", "zabscope 1\nservers 1..3\n", 1);
        let scenario = Scenario::read(&text).or_else(|_| Scenario::read(&with_servers));
        let scenario = scenario.unwrap_or_else(|error| panic!("{error}\n{text}"));
        if block.starts_with("zabscope") {
            assert_eq!(writer::format(&text).unwrap(), text);
            let failed: Vec<String> =
                play::run(&scenario).failed().map(|(line, event)| format!("line {line}: {event}")).collect();
            assert_eq!(failed, [""; 0], "{text}");
        }
    }
    assert_eq!(whole, 2, "whole scenarios");
}

/// The page completes and explains actions; what it has of their forms is what the language has.
#[test]
fn the_page_completes_every_action() {
    let completed = include_str!("../../www/panels/completion.js");
    let english = include_str!("../../www/words/en.commands.js");
    let chinese = include_str!("../../www/words/zh.commands.js");
    let markdown = reference::markdown();
    let (_, actions) = markdown.split_once("### start\n").unwrap();
    let (actions, _) = actions.split_once("### say\n").unwrap();
    let mut count = 0;
    for entry in format!("### start\n{actions}").split("### ").skip(1) {
        let name = entry.lines().next().unwrap();
        for form in entry.lines().filter_map(|line| line.strip_prefix("    ")) {
            assert!(completed.contains(&format!("'{form}'")), "{form} is not completed");
        }
        for explained in [english, chinese] {
            let key = |name: &str| explained.contains(&format!("\n  {name}: '"));
            assert!(key(name) || key(&format!("'{name}'")), "{name} is not explained");
        }
        count += 1;
    }
    assert_eq!(english.matches("\n  ").count(), count, "nothing else is explained");
}

/// The page builds any ensemble that the head of a scenario can say, but for what lies on its disks; and what it says is usual is.
#[test]
fn the_page_builds_every_ensemble() {
    let address = include_str!("../../www/shelf/address.js");
    let fields = include_str!("../../www/shelf/fields.js");
    let fixed = ["title", "servers", "observers", "release", "seed", "history"];
    let head = language::commands().filter(|command| command.place() == Place::Head);
    let (mut settings, mut usual) = (0, 0);
    for command in head.filter(|command| !fixed.contains(&command.name)) {
        assert!(address.contains(&format!("'{}'", command.name)), "{} is not a setting", command.name);
        settings += 1;
        let field = format!("{{ name: '{}', usual: '", command.name);
        let Some((_, rest)) = fields.split_once(&field) else { continue };
        let (value, _) = rest.split_once('\'').unwrap();
        let meaning = command.manual.meaning;
        assert!(value.is_empty() || meaning.contains(&format!("{value} if not given")), "{value}: {meaning}");
        usual += 1;
    }
    let (_, list) = address.split_once("SETTINGS = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    assert_eq!(list.matches('\'').count(), 2 * settings, "and nothing else is");
    assert_eq!(usual + ["group", "weight", "force-snapshot"].len(), settings);
    let releases = Release::ALL.map(|release| format!("'{}'", release.word()));
    let (_, known) = address.split_once("RELEASES = [").unwrap();
    let (known, _) = known.split_once(']').unwrap();
    assert!(releases.iter().all(|release| known.contains(release)), "{known}");
    assert_eq!(known.matches('\'').count(), 2 * releases.len());
}
