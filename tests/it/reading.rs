//! The reader is given anything: it reads it, or says what is wrong and where; and what it has read can be written and read again.

use crate::effort;
use crate::library::texts;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::Arc;
use zab_sim::play::{Failure, Play};
use zab_sim::scenario::conditions::CONDITIONS;
use zab_sim::scenario::moments::{self, MOMENTS};
use zab_sim::scenario::{Scenario, ScenarioError, language, writer};

/// Words of the language, and such that look like them.
fn words() -> Vec<String> {
    let mut words: Vec<String> = language::commands()
        .flat_map(|command| [command.manual.example, command.manual.form])
        .chain(CONDITIONS.iter().map(|condition| condition.manual.example))
        .chain(MOMENTS.iter().map(|moment| moment.manual.example))
        .flat_map(|text| text.split_whitespace())
        .map(String::from)
        .collect();
    let odd = "zabscope at after +1s +99999999s others down {leader} \"{leader}\" \"{ \"a\\\" # .. 1.. ..1 9e9s -1 0x1 ， “ ” ＂ １ ． ：";
    words.extend(odd.split(' ').map(String::from));
    words.extend(
        ["\u{feff}", "\u{3000}", "\t", "\r", "你好", "99999999999999999999999", "é", "🦓"].map(String::from),
    );
    words.extend(moments::kinds().into_iter().take(20).map(String::from));
    words
}

/// Lines of such words.
fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(words());
    let line = prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "));
    let lines = prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"));
    (any::<bool>(), lines)
        .prop_map(|(head, lines)| if head { format!("zabscope 1\nservers 1..3\n{lines}") } else { lines })
}

/// A scenario of the library, in which something was changed at a few places.
fn mangled() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..6u8, prop::sample::select(words()));
    let changes = prop::collection::vec(change, 0..6);
    (prop::sample::select(texts()), changes).prop_map(|((_, text), changes)| {
        let mut lines: Vec<Vec<String>> =
            text.lines().map(|line| line.split(' ').map(String::from).collect()).collect();
        for (index, kind, word) in changes {
            let (count, line) = (lines.len(), index.index(lines.len()));
            let width = lines[line].len();
            let place = index.index(width + 1);
            match kind {
                0 => lines[line].insert(place, word),
                1 if place < width => lines[line][place] = word,
                2 if place < width => _ = lines[line].remove(place),
                3 => lines.swap(line, (line + place) % count),
                4 => lines.insert(line, vec![word]),
                _ if count > 1 => _ = lines.remove(line),
                _ => {}
            }
        }
        lines.into_iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n")
    })
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![2 => soup(), 3 => mangled(), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(effort::cases(3_000))]

    /// No text makes the reader panic, and whatever it complains about lies within the text.
    #[test]
    fn any_text_is_read_or_refused(text in anything()) {
        if let Err(ScenarioError { line, column, message }) = Scenario::read(&text) {
            let lines: Vec<&str> = text.lines().collect();
            prop_assert!(line >= 1 && line as usize <= lines.len() + 1, "line {}", line);
            let width = lines.get(line as usize - 1).map_or(0, |text| text.chars().count());
            prop_assert!(column >= 1 && column as usize <= width + 1, "column {}", column);
            prop_assert!(!message.is_empty());
        }
    }

    /// What was read is written so that it reads as the same, and is written the same again.
    #[test]
    fn what_is_written_reads_as_the_same(text in anything()) {
        let Ok(scenario) = Scenario::read(&text) else { return Ok(()) };
        let written = scenario.to_string();
        let again = Scenario::read(&written);
        prop_assert_eq!(again.as_ref(), Ok(&scenario), "{}", &written);
        prop_assert_eq!(again.unwrap().to_string(), written);
    }

    /// Laid out, a text means what it meant; once is enough.
    #[test]
    fn what_is_laid_out_means_the_same(text in anything()) {
        let Ok(scenario) = Scenario::read(&text) else { return Ok(()) };
        let formatted = writer::format(&text).unwrap();
        prop_assert_eq!(Scenario::read(&formatted), Ok(scenario), "{}", &formatted);
        prop_assert_eq!(writer::format(&formatted).unwrap(), formatted);
    }
}

proptest! {
    #![proptest_config(effort::cases(300))]

    /// Whatever was read can be played, for a while at least.
    #[test]
    fn what_was_read_is_played(text in anything()) {
        let Ok(scenario) = Scenario::read(&text) else { return Ok(()) };
        let mut play = Play::new(Arc::new(scenario));
        let mut events = Vec::new();
        for _ in 0..3_000 {
            if play.is_over() || !play.step(&mut events) {
                break;
            }
        }
        for Failure { event, .. } in play.failures() {
            prop_assert!(events.iter().any(|other| other.id == *event));
        }
    }
}

/// The properties above would prove little if hardly any text were read.
#[test]
fn many_mangled_texts_are_read() {
    let mut runner = TestRunner::deterministic();
    let is_read = |_: &i32| Scenario::read(&mangled().new_tree(&mut runner).unwrap().current()).is_ok();
    let read = (0..500).filter(is_read).count();
    assert!((100..400).contains(&read), "{read} of 500");
}

#[test]
fn every_scenario_of_the_library_is_written_and_laid_out() {
    for (name, text) in texts() {
        let scenario = Scenario::read(&text).unwrap();
        assert_eq!(Scenario::read(&scenario.to_string()).as_ref(), Ok(&scenario), "{name}");
        assert_eq!(Scenario::read(&writer::format(&text).unwrap()), Ok(scenario), "{name}");
    }
}

/// Whatever can be said of an ensemble and its disks is written again.
#[test]
fn a_head_that_says_everything_is_written_as_it_was() {
    let text = "\
zabscope 1
title     \"All of it\"
title.zh  \"全部\"
servers   1..6
observers 9 11..13
group     1..3
group     4
group     5 6
weight    5 6 is 0
weight    3 is 2
history   1 2 epoch 2 log 1.1..1.4 2.1
history   3 accepted 3 current 2 current.tmp 3 snapshot 0 1.2 2.1 log 1.1..1.2 file 2.1 2.3
history   4 accepted.tmp 1
history   9 epoch 0 snapshot 1.2
seed      18446744073709551615
latency   1ms..1.5s
disk      0s
release   3.8.0
tick      250ms
init-limit 3
sync-limit 2
committed-log 3
snapshot-size-factor -0.5
force-snapshot
snap-count 20
counter   4294967290
notification-interval 100ms..1s
finalize-wait 50ms
connect-delay 10ms
observer-delay 0s
max-time-to-wait-for-epoch 5s
";
    let scenario = Scenario::read(text).unwrap();
    assert_eq!(scenario.to_string(), text);
    assert_eq!(writer::format(text).unwrap(), text);
}
