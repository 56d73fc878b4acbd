//! Invariants: broken where they must be, and no others; and what the language and the command line make of that.

use std::collections::BTreeSet;
use zab_sim::invariant::RULES;
use zab_sim::play;
use zab_sim::record::event::What;
use zab_sim::record::violation::Invariant;
use zab_sim::scenario::Scenario;

fn broken(text: &str) -> BTreeSet<Invariant> {
    let run = play::run(&Scenario::read(text).unwrap());
    let broken = run.events.iter().filter_map(|event| match event.what {
        What::Violation { invariant, .. } => Some(invariant),
        _ => None,
    });
    broken.collect()
}

/// A leader that is cut off leads on while the others, who have lost their disks, elect another one for the same epoch.
const TWO_LEADERS: &str = "zabscope 1
servers 1..3
at 0s start all
after leader 3
+2s cut 3 to 1 2
cut 1 2 to 3
crash 1 2
wipe-disk 1 2
+100ms start 1 2
expect broken Leadership1 within 3s
expect broken Leadership2 within 3s
";

#[test]
fn wiped_disks_give_an_epoch_two_leaders() {
    assert_eq!(broken(TWO_LEADERS), BTreeSet::from([Invariant::Leadership1, Invariant::Leadership2]));
}

#[test]
fn a_violation_names_facts_and_events_that_came_before() {
    let run = play::run(&Scenario::read(TWO_LEADERS).unwrap());
    let told = run.events.iter().find(|event| matches!(event.what, What::Violation { .. })).unwrap();
    let text = told.to_string();
    assert!(text.contains("invariant Leadership"), "{text}");
    let numbers: Vec<u32> = text
        .split("event ")
        .skip(1)
        .map(|rest| rest.split([' ', ']']).next().unwrap().parse().unwrap())
        .collect();
    assert!(numbers.len() == 2 && numbers.iter().all(|number| *number < told.id), "{text}");
    assert!(told.cause.is_some_and(|cause| numbers.contains(&cause)), "{text}");
}

#[test]
fn a_misspelt_invariant_is_answered_with_the_one_that_was_meant() {
    let read = |line: &str| Scenario::read(&format!("zabscope 1\nservers 1..3\nat 0s {line}\n"));
    let said = read("expect broken PrefixConsistancy").unwrap_err();
    assert_eq!((said.line, said.column), (3, 21));
    assert!(said.message.ends_with("did you mean PrefixConsistency?"), "{}", said.message);
    for rule in RULES {
        read(&format!("expect broken {}", rule.invariant)).unwrap();
        read(&format!("expect holds {} within 3s", rule.invariant)).unwrap();
    }
    read("expect holds within 3s").unwrap();
}

/// What was told once is not told again, and goes back with the timeline.
#[test]
fn each_has_one_rule_and_each_rule_says_when() {
    let named: BTreeSet<Invariant> = RULES.iter().map(|rule| rule.invariant).collect();
    assert_eq!(named.len(), RULES.len());
    assert!(RULES.iter().all(|rule| rule.statement.ends_with('.') && !rule.moment.ends_with('.')));
}
