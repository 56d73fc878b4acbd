//! How a scenario is played: what a moment is, and what becomes of a play that runs too far.

use crate::library::scenario;
use zab::ids::ServerId;
use zab::note::{Loss, Note, Phase};
use zab::vote::ServerState;
use zab_sim::party::Party;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Refused, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;
use zab_sim::world::Action;

fn run(text: &str) -> Run {
    play::run(&Scenario::read(text).unwrap())
}

fn unmet(run: &Run) -> Vec<&Event> {
    run.events.iter().filter(|event| matches!(event.what, What::Expected { met: false, .. })).collect()
}

/// What comes true at the very end of its time has come in time, whatever else happens at that moment.
#[test]
fn an_expectation_has_the_whole_of_its_last_moment() {
    let text = "zabscope 1\nservers 1..3\nlatency 5ms\nat 0s start all\nexpect leader 3 within ";
    let leads = |event: &&Event| event.what == What::Noted(Note::StateChanged { to: ServerState::Leading });
    let first = run(&format!("{text}1s"));
    let at = first.events.iter().find(leads).unwrap().at.0;
    assert!(unmet(&run(&format!("{text}{at}us"))).is_empty());
    assert_eq!(unmet(&run(&format!("{text}{}us", at - 1))).len(), 1);
}

#[test]
fn what_a_scenario_wants_and_cannot_have_is_said() {
    let run = run("zabscope 1\nservers 1..3\nat 0s start 1\nat 1s start 1\n");
    let refusals: Vec<String> = run
        .events
        .iter()
        .filter_map(|event| match &event.what {
            What::NotDone { command, reason } => Some(format!("{command}: {reason}")),
            _ => None,
        })
        .collect();
    assert_eq!(refusals, ["start 1: server 1 is already running: crash it first"]);
}

/// An observer in a later round and a voter that are both LOOKING answer each other's answers, without end, as they do
/// in ZooKeeper. A play that this fills up stops and says so, and nothing it expected counts as met.
#[test]
fn a_play_that_is_full_stops_and_says_so() {
    let text = "zabscope 1\nservers 1..3\nobservers 4\nlatency 1ms\n\
                at 0s start all\nat 3s crash 1 2 3\nat 5s restart 1\n\
                at 3600s say \"never\"\nexpect leader 1\n";
    let run = run(text);
    let answers =
        run.events.iter().filter(|event| matches!(event.what, What::Noted(Note::Answered { .. }))).count();
    assert!(answers > 100_000, "{answers} answers");
    let stopped = run.events.iter().find(|event| matches!(event.what, What::Stopped { .. })).unwrap();
    assert_eq!(stopped.what, What::Stopped { commands_left: 2 });
    assert_eq!(run.events.last(), Some(stopped));

    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.advance(zab::ids::Micros::from_millis(3_600_000));
    assert_eq!(timeline.act(Action::Crash(ServerId(1))), Err(Refused::Stopped(1_000_000)));
    timeline.seek(zab::ids::Micros::from_millis(4_000));
    assert_eq!(timeline.act(Action::Restart(ServerId(2))), Ok(()));
}

/// Nobody hears the call of a server that has died meanwhile.
#[test]
fn a_dial_dies_with_its_dialler() {
    let run =
        run("zabscope 1\nservers 1..2\nlatency 1s\nat 0s start all\nat 500ms crash 1\nat 9s expect down 1\n");
    let accepted = |event: &&Event| {
        event.server == Some(ServerId(2))
            && matches!(event.what, What::Accepted { from: Party::Server(ServerId(1)), .. })
    };
    assert_eq!(run.events.iter().find(accepted), None);
}

/// Each read has the whole time to itself, so nobody that is connected seems silent, however slow the links are.
#[test]
fn slow_links_do_not_make_anybody_seem_silent() {
    let run = run("zabscope 1\nservers 1..3\nlatency 1s..4s\nat 0s start all\nat 600s expect looking 1\n");
    let reasons = run.events.iter().filter_map(|event| match event.what {
        What::Noted(Note::LeaderLost { reason, .. }) | What::Noted(Note::LearnerLost { reason, .. }) => {
            Some(reason)
        }
        _ => None,
    });
    assert!(reasons.clone().all(|reason| reason != Loss::Silent), "{:?}", reasons.collect::<Vec<_>>());
    let serves = |event: &&Event| event.what == What::Noted(Note::PhaseChanged { to: Phase::Broadcast });
    assert!(run.events.iter().filter(serves).count() >= 3, "nobody ever served");
}

/// Every scenario of the library comes to its end by itself, far below any limit.
#[test]
fn a_play_is_over_when_nothing_more_is_expected() {
    let scenario = scenario("three-start-together");
    let run = play::run(&scenario);
    assert!(matches!(run.events.last().unwrap().what, What::Expected { met: true, .. }));
    assert!(run.events.len() < 1_000);
}
