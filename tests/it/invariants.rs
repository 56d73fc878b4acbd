//! Invariants: broken where they must be, and no others; and what the language and the command line make of that.

use std::collections::BTreeSet;
use zab::ids::{Micros, ServerId};
use zab::note::Note;
use zab_sim::invariant::RULES;
use zab_sim::play;
use zab_sim::play::timeline::Timeline;
use zab_sim::record::event::{Event, What};
use zab_sim::record::violation::Invariant;
use zab_sim::scenario::Scenario;
use zab_sim::world::Action;

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

/// What must hold at rest is a part of the world: whoever goes back in time finds it not yet looked at, and told again at the same moment, but
/// not on a branch on which nothing came to rest.
#[test]
fn what_was_told_at_rest_goes_back_with_the_timeline() {
    let text = include_str!("../scenarios/log-is-cut-too-late.zab");
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.finish();
    let end = timeline.now();
    let told = |timeline: &Timeline| {
        let broken = |what: &What| matches!(what, What::Violation { invariant: Invariant::Convergence, .. });
        timeline.events().iter().any(|event| broken(&event.what))
    };
    assert!(!told(&timeline), "nobody has come to rest yet");
    let rested = Micros(end.0 + 600_000_000);
    timeline.seek(rested);
    assert!(told(&timeline), "histories differ for good");
    let hash = timeline.hash();

    timeline.seek(end);
    assert!(!told(&timeline));
    timeline.act(Action::Crash(ServerId(1))).unwrap();
    timeline.seek(Micros(end.0 + 1_000_000));
    assert!(!told(&timeline), "it is not at rest again so soon");
    timeline.switch(0);
    timeline.seek(rested);
    assert!(told(&timeline));
    assert_eq!(timeline.hash(), hash);
}

/// A leader is suspended before it hears of a session's write. The session goes on to the next leader, and writes again there. Awake again, the
/// deposed leader proposes the first write, in the old epoch: that comes later and is no disorder, for the transactions are in order.
const LATE_PROPOSAL: &str = "zabscope 1
servers 1..3
seed 1
latency 10ms
tick 500ms
at 0s start all
after leader 3
+1s connect a to 1
+1s suspend 3
request a create /x \"v\"
after leader 2
+3s request a create /y \"v\"
+1s expect node /y on 1 2
resume 3
+3s expect follower 3 of 2
expect holds
";

#[test]
fn what_a_deposed_leader_proposes_late_is_in_order() {
    let run = play::run(&Scenario::read(LATE_PROPOSAL).unwrap());
    assert_eq!(run.failed().map(|(_, event)| event.to_string()).collect::<Vec<_>>(), Vec::<String>::new());
    let proposed: Vec<_> = run.events.iter().filter_map(proposal_of_session).collect();
    assert!(proposed.windows(2).any(|pair| pair[0] > pair[1]), "{proposed:?}");
    assert_eq!(broken(LATE_PROPOSAL), BTreeSet::new());
}

/// The request that a leader proposes, if a client has asked for it.
fn proposal_of_session(event: &Event) -> Option<i32> {
    match &event.what {
        What::Noted(Note::Proposed { txn }) if txn.cxid > 0 => Some(txn.cxid),
        _ => None,
    }
}
