//! Branches: whatever way one comes to a moment, it is what a plain replay of that branch comes to; and nothing that was done is lost.

use crate::library::{scenario, scenarios};
use crate::walks::{WALKS, hash_of_walks, walk};
use std::fmt::Write;
use std::sync::Arc;
use zab::ids::{Micros, ServerId};
use zab_sim::play::timeline::{Branch, Stride, Timeline};
use zab_sim::play::{self, Play};
use zab_sim::record::event::{Event, What};
use zab_sim::record::trace;
use zab_sim::record::view::View;
use zab_sim::scenario::Scenario;
use zab_sim::world::Action;

fn at(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

fn crash(server: i64) -> Action {
    Action::Crash(ServerId(server))
}

/// The branches from the scenario's own to this one.
fn path(timeline: &Timeline) -> Vec<&Branch> {
    let mut path = vec![&timeline.branches()[timeline.branch()]];
    while let Some(parent) = path[path.len() - 1].parent {
        path.push(&timeline.branches()[parent]);
    }
    path.reverse();
    path
}

/// What the present is like if one goes straight to it.
fn replayed(timeline: &Timeline) -> (u64, View, Vec<Event>) {
    let mut play = Play::new(Arc::new(timeline.scenario().clone()));
    let mut events = Vec::new();
    let play_until = |play: &mut Play, events: &mut Vec<Event>, until: Micros| {
        while play.next().is_some_and(|next| next <= until) {
            play.step(events);
        }
        play.idle_until(until);
    };
    let path = path(timeline);
    let (behind, ahead): (Vec<&Branch>, Vec<&Branch>) =
        path[1..].iter().partition(|branch| branch.at <= timeline.now());
    for branch in behind {
        play_until(&mut play, &mut events, branch.at);
        play.act_all(&branch.actions, &mut events).unwrap();
        play_until(&mut play, &mut events, branch.at);
    }
    play_until(&mut play, &mut events, timeline.now());
    let next = play.next().into_iter().chain(ahead.first().map(|branch| branch.at)).min();
    let view = View { now: timeline.now(), next, ..play.world().view() };
    (trace::hash(&events, play.world()), view, events)
}

#[test]
fn a_walk_sees_what_a_plain_replay_sees() {
    let library = scenarios();
    let mut acted = 0;
    for number in 0..150 {
        let (name, scenario) = &library[number as usize % library.len()];
        let timeline = walk(scenario, number, &mut |timeline| {
            let (hash, view, events) = replayed(timeline);
            assert!(timeline.events() == events, "{name}, walk {number}: other events");
            assert_eq!(timeline.view(), view, "{name}, walk {number}");
            assert_eq!(timeline.hash(), hash, "{name}, walk {number}");
        });
        acted += timeline.branches().len() - 1;
    }
    // Walks on which nobody acts would prove little.
    assert!(acted > 200, "only {acted} branches");
}

/// The number that stands for all walks; the browser must come to the same (`crates/zab-wasm/tests/web.rs`).
#[test]
fn what_a_person_did_is_written_out_and_plays_to_the_same_hash() {
    let hash = hash_of_walks(&|written, now| {
        let scenario = Scenario::read(written).unwrap_or_else(|error| panic!("{error}\n{written}"));
        let mut timeline = Timeline::new(scenario.clone(), None);
        timeline.seek(now);
        // What somebody did ends with the moment itself; a scenario on which nobody has acted goes on.
        if timeline.scenario().lines.last().is_some_and(|line| line.command.is_none()) {
            assert_eq!(play::run(&scenario).hash(), timeline.hash(), "{written}");
        }
        timeline.hash()
    });
    let mut text = String::new();
    writeln!(text, "{WALKS} walks {hash:016x}").unwrap();
    insta::with_settings!({ snapshot_path => "../goldens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("five-hundred-walks", text);
    });
}

#[test]
fn acting_parts_a_branch_and_the_script_steps_aside_on_it_alone() {
    let text = "zabscope 1\nservers 1..3\nat 0s start all\nafter leader say \"{leader} leads.\" while leader leader\n\
                +2s crash leader\nexpect leader within 2s\nafter leader say \"And now {leader}.\"";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), Some(3));
    let told = |timeline: &Timeline| {
        let told = |event: &Event| match &event.what {
            What::Said { text, .. } => Some(text[0].text.clone()),
            What::TakenBack => Some(String::from("taken back")),
            What::Expected { met, .. } => Some(format!("expected {met}")),
            _ => None,
        };
        timeline.events().iter().filter_map(told).collect::<Vec<_>>()
    };
    timeline.seek(at(9_000));
    let story = told(&timeline);
    assert_eq!(story, ["3 leads.", "taken back", "expected true", "And now 2."]);
    let own = timeline.hash();

    timeline.seek(at(1_500));
    timeline.act(crash(3)).unwrap();
    assert_eq!(timeline.branches().len(), 2);
    timeline.seek(at(9_000));
    assert_eq!(
        told(&timeline),
        ["3 leads.", "taken back"],
        "the claim is looked at, and nothing else is said"
    );

    assert!(timeline.switch(0));
    assert_eq!((timeline.now(), timeline.hash()), (at(9_000), own));
    assert!(!timeline.switch(2), "there is no such branch");
}

#[test]
fn what_is_taken_back_can_be_done_again_and_nothing_is_lost() {
    let mut timeline = Timeline::new(scenario("three-start-together"), None);
    timeline.seek(at(2_000));
    timeline.act(crash(3)).unwrap();
    timeline.seek(at(4_000));
    timeline.act(crash(2)).unwrap();
    timeline.seek(at(5_000));
    let both = timeline.hash();

    assert!(timeline.undo());
    assert_eq!((timeline.now(), timeline.branch()), (at(4_000), 1));
    assert!(timeline.view().servers[1].process.is_some());
    assert!(timeline.undo());
    assert_eq!((timeline.now(), timeline.branch()), (at(2_000), 0));
    assert!(!timeline.undo(), "nobody has acted before");
    assert!(timeline.redo() && timeline.redo());
    assert_eq!((timeline.now(), timeline.branch()), (at(4_000), 2));
    assert!(!timeline.redo());
    timeline.seek(at(5_000));
    assert_eq!(timeline.hash(), both);

    // Another deed at the same moment is another branch; the same deed is the same one.
    assert!(timeline.undo());
    timeline.act(crash(1)).unwrap();
    assert_eq!((timeline.branches().len(), timeline.branch()), (4, 3));
    assert!(timeline.undo() && timeline.redo());
    assert_eq!(timeline.branch(), 3, "the one that was taken last");
    assert!(timeline.undo());
    timeline.act(crash(2)).unwrap();
    assert_eq!((timeline.branches().len(), timeline.branch()), (4, 2));
}

#[test]
fn a_command_is_done_as_a_whole_or_not_at_all() {
    let mut timeline = Timeline::new(scenario("three-start-together"), None);
    timeline.seek(at(2_000));
    let before = timeline.hash();
    let refused = timeline.act_all(vec![crash(1), crash(1)]).unwrap_err();
    assert_eq!(refused.to_string(), "server 1 is not running: start it first");
    assert_eq!((timeline.hash(), timeline.branches().len()), (before, 1));
}

#[test]
fn steps_go_to_the_next_moment_that_has_such_an_event() {
    let is_of = |stride: Stride, what: &What| match stride {
        Stride::Message => matches!(what, What::Delivered { .. }),
        Stride::Decision => matches!(what, What::Noted(_)),
        _ => true,
    };
    for stride in [Stride::Event, Stride::Message, Stride::Decision] {
        let mut timeline = Timeline::new(scenario("leader-crashes-and-returns"), None);
        timeline.seek(at(10_000));
        let is_stop = |event: &&Event| is_of(stride, &event.what) && !event.what.is_plumbing();
        let mut stops: Vec<Micros> = timeline.events().iter().filter(is_stop).map(|event| event.at).collect();
        stops.dedup();
        stops.retain(|stop| *stop > Micros(0));
        timeline.seek(Micros(0));
        for stop in &stops {
            assert!(timeline.step(stride), "{stride}");
            assert_eq!(timeline.now(), *stop, "{stride}");
        }
        for stop in stops.iter().rev().skip(1) {
            assert!(timeline.step_back(stride), "{stride}");
            assert_eq!(timeline.now(), *stop, "{stride}");
        }
    }
}

/// There is no other beat, and no decision that an idle server without a quorum would take: a step says so, and stays.
#[test]
fn a_step_that_finds_nothing_changes_nothing() {
    let mut timeline = Timeline::new(scenario("three-start-together"), None);
    timeline.seek(at(5_000));
    let before = timeline.hash();
    for stride in [Stride::Beat, Stride::Pause, Stride::Chapter] {
        assert!(!timeline.step(stride));
        assert_eq!((timeline.now(), timeline.hash()), (at(5_000), before));
    }
    let down = "zabscope 1\nservers 1\nat 0s start 1\nat 1s crash 1\n";
    let mut timeline = Timeline::new(Scenario::read(down).unwrap(), None);
    timeline.seek(at(2_000));
    assert!(!timeline.step(Stride::Event));
    assert_eq!(timeline.now(), at(2_000));
}

#[test]
fn chapters_are_found_from_anywhere() {
    let text =
        "zabscope 1\nservers 1..3\nat 0s start all\nchapter \"Votes\"\nchapter.zh \"投票\"\nafter leader\n\
                chapter \"A leader\"\n+3s crash leader\nchapter \"A crash\"\nafter never_mind\n"
            .replace("after never_mind\n", "");
    let mut timeline = Timeline::new(Scenario::read(&text).unwrap(), None);
    let titles: Vec<String> = timeline.chapters().map(|title| title[0].text.clone()).collect();
    assert_eq!(titles, ["Votes", "A leader", "A crash"]);
    assert_eq!(timeline.chapters().next().unwrap().len(), 2);
    assert!(timeline.go_to_chapter(2));
    let crash_at = timeline.now();
    assert!(timeline.view().servers.iter().any(|server| server.process.is_none()));
    assert!(timeline.go_to_chapter(1));
    assert_eq!(timeline.now() + at(3_000), crash_at);

    // Somebody acts before a chapter: it is found on the scenario's own branch.
    timeline.seek(at(100));
    timeline.act(crash(1)).unwrap();
    assert!(timeline.go_to_chapter(0));
    assert_eq!((timeline.now(), timeline.branch()), (at(0), 1));
    assert!(timeline.go_to_chapter(2));
    assert_eq!((timeline.now(), timeline.branch()), (crash_at, 0));
    assert!(!timeline.go_to_chapter(3));
    assert_eq!((timeline.now(), timeline.branch()), (crash_at, 0));
}

#[test]
fn a_play_rests_where_the_scenario_pauses() {
    let text = "zabscope 1\nservers 1..3\nat 0s start all\nat 1s pause\nat 2s pause\n";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.play(at(5_000), Stride::Pause);
    assert_eq!(timeline.now(), at(1_000));
    timeline.play(at(1_500), Stride::Pause);
    assert_eq!(timeline.now(), at(1_500));
    timeline.play(at(5_000), Stride::Pause);
    assert_eq!(timeline.now(), at(2_000));
    timeline.seek(Micros(0));
    timeline.advance(at(5_000));
    assert_eq!(timeline.now(), at(5_000), "to advance is to go on, whatever the scenario says");
}
