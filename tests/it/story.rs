//! What is told of a run: never late, never twice, and whatever way one came there the same.

use crate::library::{opening, scenario, scenarios};
use crate::walks::walk;
use zab::ids::{Micros, ServerId};
use zab::note::Note;
use zab::vote::ServerState;
use zab_sim::play::timeline::{Stride, Timeline};
use zab_sim::record::chronicle::Beat;
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;
use zab_sim::world::Action;

const FAR: Micros = Micros::from_millis(60_000);

fn with_opening() -> Vec<(String, Scenario)> {
    scenarios().into_iter().chain([(String::from("the opening"), opening())]).collect()
}

/// The first events of the beats that have something to say.
fn told(beats: &[Beat]) -> impl Iterator<Item = &Event> {
    beats.iter().map(|beat| &beat.events[0]).filter(|event| !matches!(event.what, What::ChapterBegun { .. }))
}

/// Who reads from beat to beat rests at each of them, at its own moment.
#[test]
fn no_beat_is_late_and_none_is_passed_over() {
    for (name, scenario) in with_opening() {
        for seed in 0..10 {
            let mut reader = Timeline::new(scenario.clone(), Some(seed));
            let mut rests = vec![Micros(0)];
            while reader.now() < FAR {
                reader.play(FAR, Stride::Beat);
                rests.push(reader.now());
            }
            let beats = reader.beats(0);
            for event in told(&beats) {
                assert!(rests.contains(&event.at), "{name}, seed {seed}: {event} is passed over");
            }
            let said = |at: &&Micros| {
                let paused = |event: &Event| event.what == What::Paused && event.at == **at;
                told(&beats).any(|event| event.at == **at) || reader.events().iter().any(paused)
            };
            let silent: Vec<_> = rests[1..rests.len() - 1].iter().filter(|at| !said(at)).collect();
            assert!(silent.is_empty(), "{name}, seed {seed}: nothing is said at {silent:?}");
        }
    }
}

/// Where an invariant is broken the play pauses, unless the scenario expects that.
#[test]
fn a_play_pauses_where_an_invariant_is_broken_that_nobody_expects() {
    let text = include_str!("../scenarios/killed-leader-leaves-a-snapshot.zab");
    let expects = |line: &&str| line.starts_with("expect    broken");
    assert!(text.lines().any(|line| expects(&line)));
    let mut expecting = Timeline::new(Scenario::read(text).unwrap(), None);
    assert!(!expecting.play(Micros::from_millis(14_000), Stride::Pause));
    let unexpecting: Vec<&str> = text.lines().filter(|line| !expects(line)).collect();
    let mut unexpecting = Timeline::new(Scenario::read(&unexpecting.join("\n")).unwrap(), None);
    assert!(unexpecting.play(FAR, Stride::Pause));
    let broken = unexpecting.events().iter().find(|event| matches!(event.what, What::Violation { .. }));
    assert_eq!(broken.map(|event| event.at), Some(unexpecting.now()));
}

/// The turning points of elections, synchronizations and writes: they are told, or the scenario speaks at that moment.
#[test]
fn the_turning_points_are_always_told() {
    let mut seen = [0; 5];
    for (name, scenario) in with_opening() {
        for seed in 0..50 {
            let mut timeline = Timeline::new(scenario.clone(), Some(seed));
            timeline.seek(FAR);
            let beats = timeline.beats(0);
            let is_told = |event: &Event| {
                let speaks = |told: &Event| told.at == event.at && matches!(told.what, What::Said { .. });
                told(&beats).any(|told| told.id == event.id || speaks(told))
            };
            let mut in_election = false;
            for event in timeline.events() {
                let What::Noted(note) = &event.what else { continue };
                let kind = match note {
                    Note::ElectionStarted { .. } => {
                        in_election = true;
                        continue;
                    }
                    Note::VoteChanged { .. } if std::mem::take(&mut in_election) => 0,
                    Note::StateChanged { to: ServerState::Leading } => {
                        let elected = &timeline.events()[event.cause.unwrap() as usize - 1];
                        assert!(is_told(elected), "{name}, seed {seed}: {elected}");
                        1
                    }
                    Note::EpochProposed { .. } => 2,
                    Note::EpochBegun { .. } => 3,
                    Note::SteppedDown { .. } => 4,
                    _ => continue,
                };
                seen[kind] += 1;
                // Of a later server's change of vote in the same election nothing need be said.
                assert!(matches!(kind, 0 | 1) || is_told(event), "{name}, seed {seed}: {event}");
            }
            let first = |is: &dyn Fn(&Note) -> bool| {
                timeline.events().iter().find(|event| matches!(&event.what, What::Noted(note) if is(note)))
            };
            let firsts = [
                first(&|note| matches!(note, Note::VoteChanged { .. })),
                first(&|note| matches!(note, Note::QuorumAgrees { .. })),
                first(&|note| matches!(note, Note::Offered { .. })),
                first(&|note| matches!(note, Note::Proposed { .. })),
            ];
            for event in firsts.into_iter().flatten() {
                assert!(is_told(event), "{name}, seed {seed}: {event}");
            }
        }
    }
    assert!(seen.iter().all(|times| *times > 50), "{seen:?}");
}

/// In an election of three, this is told under the opening's own seed, and nothing else.
#[test]
fn the_opening_is_told_like_this() {
    let mut timeline = Timeline::new(opening(), None);
    timeline.seek(Micros::from_millis(3_000));
    let beats: Vec<String> = timeline
        .beats(0)
        .iter()
        .map(|beat| match &beat.events[..] {
            [one] => one.to_string(),
            all => format!("{} and {} more", all[0], all.len() - 1),
        })
        .collect();
    insta::with_settings!({ snapshot_path => "../goldens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("beats-of-the-opening", beats.join("\n"));
    });
}

/// What was told of a server is so no longer once it thinks otherwise, or is gone.
#[test]
fn what_was_told_of_a_dead_server_stands_no_more() {
    let mut timeline = Timeline::new(scenario("three-start-together"), None);
    assert!(timeline.step(Stride::Beat));
    while !matches!(timeline.beats(0).last().unwrap().events[0].what, What::Noted(Note::Elected { .. })) {
        assert!(timeline.step(Stride::Beat));
    }
    let elected = timeline.beats(0).len() - 1;
    let leader = timeline.beats(elected)[0].events[0].server.unwrap();
    assert_eq!(timeline.beats(elected)[0].over, None);
    timeline.act(Action::Crash(leader)).unwrap();
    let beats = timeline.beats(elected);
    assert_eq!(beats[0].over, Some(beats[1].events[0].id));
    assert_eq!(beats[1].events[0].what, What::Crashed);
    assert!(timeline.undo());
    assert_eq!(timeline.beats(elected)[0].over, None);
}

/// One deed is one beat, however many links it cuts or servers it starts.
#[test]
fn one_deed_is_one_beat() {
    let text = "zabscope 1\nservers 1..5\nat 0s start all\nat 3s cut 5 from others\nat 4s heal all\n";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.seek(Micros::from_millis(4_500));
    let deed = |at: u64| -> Vec<usize> {
        let at = Micros::from_millis(at);
        timeline.clone().beats(0).iter().filter(|beat| beat.at == at).map(|beat| beat.events.len()).collect()
    };
    assert_eq!((deed(0), deed(3_000), deed(4_000)), (vec![5], vec![8], vec![8]));
}

/// Whatever way one came there: what is told, and what each server was, is what a plain replay says.
#[test]
fn the_story_is_the_same_from_all_sides() {
    let scenario = scenario("leader-crashes-and-returns");
    for number in 0..40 {
        let mut timeline = walk(&scenario, number, &mut |timeline| {
            let _ = timeline.clone().beats(0);
        });
        let mut heard_as_it_went = timeline.clone();
        let mut plain = Timeline::new(Scenario::read(&timeline.written()).unwrap(), None);
        let now = timeline.now();
        plain.seek(now);
        let by = |timeline: &mut Timeline| {
            let beats: Vec<_> = timeline.beats(0).into_iter().filter(|beat| beat.at <= now).collect();
            let stretches = timeline.stretches(0).to_vec();
            (beats.len(), stretches.into_iter().filter(|stretch| stretch.at <= now).collect::<Vec<_>>())
        };
        assert_eq!(by(&mut heard_as_it_went), by(&mut plain), "walk {number}");
        timeline.seek(Micros(0));
        assert_eq!(by(&mut timeline), by(&mut plain), "walk {number}, after going back");
    }
}

/// The stretches of a server are what its views say.
#[test]
fn stretches_agree_with_views() {
    for (name, scenario) in with_opening() {
        let mut timeline = Timeline::new(scenario, None);
        while timeline.now() < Micros::from_millis(20_000) && timeline.step(Stride::Beat) {
            let stretches = timeline.stretches(0).to_vec();
            for server in timeline.view().servers {
                let last = stretches.iter().rev().find(|stretch| stretch.server == server.id);
                let seen = server.process.map(|process| (process.state, process.phase));
                let stretch = last.and_then(|stretch| Some((stretch.state?, stretch.phase?)));
                let ServerId(id) = server.id;
                assert_eq!(stretch, seen, "{name}: server {id} at {:?}", timeline.now());
            }
        }
    }
}
