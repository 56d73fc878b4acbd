//! Time travel: wherever one comes from, a moment is the same moment.

use crate::library::{scenario, scenarios};
use zab::ids::{Micros, ServerId};
use zab_sim::play::timeline::{Stride, Timeline};
use zab_sim::record::event::What;
use zab_sim::world::{Action, ActionError};

fn timeline() -> Timeline {
    Timeline::new(scenario("three-start-together"), None)
}

fn at(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

#[test]
fn a_moment_is_the_same_from_both_sides() {
    for (name, scenario) in scenarios() {
        let mut forward = Timeline::new(scenario.clone(), None);
        let mut wanderer = Timeline::new(scenario, None);
        for ms in [0, 50, 171, 300, 420, 3_000, 3_050, 6_100, 9_000] {
            forward.advance(at(ms));
            wanderer.seek(at(12_000));
            wanderer.seek(at(ms));
            assert_eq!(forward.view(), wanderer.view(), "{name} at {ms} ms");
            assert_eq!(forward.hash(), wanderer.hash(), "{name} at {ms} ms");
        }
    }
}

#[test]
fn steps_back_undo_steps() {
    let mut timeline = timeline();
    let mut stops = vec![(timeline.now(), timeline.hash())];
    for _ in 0..60 {
        assert!(timeline.step(Stride::Event));
        assert!(timeline.now() > stops.last().unwrap().0);
        stops.push((timeline.now(), timeline.hash()));
    }
    while let Some((now, hash)) = stops.pop() {
        assert_eq!((timeline.now(), timeline.hash()), (now, hash));
        assert_eq!(timeline.step_back(Stride::Event), !stops.is_empty());
    }
    assert_eq!(timeline.now(), Micros(0));
}

#[test]
fn a_step_stops_where_something_is_told() {
    let mut timeline = timeline();
    let mut seen = timeline.events().len();
    for _ in 0..40 {
        assert!(timeline.step(Stride::Event));
        let events = &timeline.events()[seen..];
        assert!(events.iter().any(|event| !event.what.is_plumbing()));
        seen += events.len();
    }
}

#[test]
fn a_step_back_between_events_goes_to_the_last_one() {
    let mut timeline = timeline();
    assert!(timeline.step(Stride::Event));
    let told = timeline.now();
    timeline.seek(told + Micros(1));
    assert!(timeline.step_back(Stride::Event));
    assert_eq!(timeline.now(), told);
}

#[test]
fn what_a_person_did_is_played_again() {
    let mut timeline = timeline();
    timeline.advance(at(3_000));
    timeline.act(Action::Crash(ServerId(3))).unwrap();
    timeline.advance(at(9_000));
    let (hash, view) = (timeline.hash(), timeline.view());
    timeline.seek(at(1_000));
    assert!(timeline.view().servers[2].process.is_some(), "the crash has not happened yet");
    timeline.seek(at(9_000));
    assert_eq!((timeline.hash(), timeline.view()), (hash, view));
    let crashes = timeline.events().iter().filter(|event| event.what == What::Crashed).count();
    assert_eq!(crashes, 1);
}

#[test]
fn acting_in_the_past_gives_up_the_future() {
    let mut timeline = timeline();
    timeline.advance(at(3_000));
    timeline.act(Action::Crash(ServerId(3))).unwrap();
    timeline.seek(at(2_000));
    timeline.act(Action::Crash(ServerId(1))).unwrap();
    timeline.seek(at(9_000));
    let view = timeline.view();
    let up: Vec<ServerId> =
        view.servers.iter().filter(|server| server.process.is_some()).map(|s| s.id).collect();
    assert_eq!(up, [2, 3].map(ServerId), "the crash of 3 belonged to the future that was given up");
}

#[test]
fn actions_that_cannot_be_done_are_refused_and_change_nothing() {
    let mut timeline = timeline();
    timeline.advance(at(500));
    let before = timeline.hash();
    let refusals = [
        (Action::Start(ServerId(1)), ActionError::Running(ServerId(1))),
        (Action::Restart(ServerId(1)), ActionError::Running(ServerId(1))),
        (Action::Crash(ServerId(4)), ActionError::NoSuchServer(ServerId(4), String::from("1, 2, 3"))),
    ];
    for (action, error) in refusals {
        assert_eq!(timeline.act(action), Err(error.into()));
        assert_eq!(timeline.hash(), before);
    }
    timeline.act(Action::Crash(ServerId(1))).unwrap();
    assert_eq!(timeline.act(Action::Crash(ServerId(1))), Err(ActionError::NotRunning(ServerId(1)).into()));
    timeline.act(Action::Restart(ServerId(1))).unwrap();

    let mut fresh = Timeline::new(scenario("one-joins-a-living-ensemble"), None);
    assert_eq!(fresh.act(Action::Restart(ServerId(3))), Err(ActionError::NeverRan(ServerId(3)).into()));
}

/// Checkpoints thin out over a long run; the past stays exact.
#[test]
fn a_long_run_can_be_taken_back() {
    let mut timeline = timeline();
    timeline.advance(at(700));
    let early = timeline.hash();
    timeline.advance(at(3_600_000));
    assert!(timeline.events().len() > 20_000);
    timeline.seek(at(700));
    assert_eq!(timeline.hash(), early);
}

/// After going back, what lies ahead is kept until somebody acts; and then none of it is left.
#[test]
fn a_wanderer_who_acts_sees_what_one_sees_who_went_straight() {
    let acts = [(2_500, 1), (20_100, 1), (6_200, 3), (900, 2)];
    let mut wanderer = timeline();
    let mut kept: Vec<(u64, i64)> = Vec::new();
    for (round, (ms, server)) in acts.into_iter().enumerate() {
        wanderer.seek(at(40_000));
        wanderer.seek(at(ms + 1_000));
        wanderer.seek(at(ms));
        // What was done later is given up.
        kept.retain(|(earlier, _)| *earlier <= ms);
        kept.push((ms, server));
        wanderer.act(Action::Write(ServerId(server))).unwrap();
        let mut straight = timeline();
        for (ms, server) in &kept {
            straight.advance(at(*ms));
            straight.act(Action::Write(ServerId(*server))).unwrap();
        }
        for ms in [ms, ms + 10, 40_000, ms + 3_000] {
            wanderer.seek(at(ms));
            straight.seek(at(ms));
            assert_eq!(wanderer.hash(), straight.hash(), "round {round}, at {ms} ms");
            assert_eq!(wanderer.view(), straight.view(), "round {round}, at {ms} ms");
        }
    }
}
