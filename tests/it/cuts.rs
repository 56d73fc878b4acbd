//! Links that are cut: nothing passes, nobody is told, and what was held comes after the healing, in order.

use zab::ids::{Micros, ServerId};
use zab::message::Port;
use zab::note::{Loss, Note, StepDown};
use zab_sim::party::Party;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::record::view::CutView;
use zab_sim::scenario::Scenario;
use zab_sim::world::{Action, ActionError, Link};

fn run(text: &str) -> Run {
    let run = play::run(&Scenario::read(text).unwrap());
    let failed = |event: &&Event| {
        matches!(event.what, What::Expected { met: false, .. } | What::NotDone { .. } | What::Stopped { .. })
    };
    assert_eq!(run.events.iter().find(failed), None);
    run
}

/// The numbers of the messages that arrived at one server from another, with the times.
fn delivered(events: &[Event], from: i64, to: i64) -> Vec<(u64, u32)> {
    let arrivals = events.iter().filter_map(|event| match event.what {
        What::Delivered { message, from: sender, .. } if sender == Party::Server(ServerId(from)) => {
            (event.server == Some(ServerId(to))).then_some((event.at.0, message))
        }
        _ => None,
    });
    arrivals.collect()
}

fn servers(from: i64, to: i64, both: bool) -> Link {
    Link { from: ServerId(from).into(), to: ServerId(to).into(), both }
}

/// A leader that reaches nobody finds out by counting, and the others by its silence; after the healing it follows.
#[test]
fn a_leader_that_is_cut_off_is_replaced_and_follows_in_the_end() {
    let run = run("zabscope 1\nservers 1..3\ntick 500ms\nat 0s start all\nat 3s expect follower 1 2 of 3\n\
                   cut 3 from 1 2\nat 10s expect follower 1 of 2 within 10s\nexpect looking 3 within 10s\n\
                   at 30s heal all\nexpect follower 1 3 of 2 within 20s\n");
    let down = |event: &&Event| {
        event.server == Some(ServerId(3))
            && matches!(event.what, What::Noted(Note::SteppedDown { reason: StepDown::QuorumLost, .. }))
    };
    let lost = |event: &&Event| {
        event.server == Some(ServerId(1))
            && event.what == What::Noted(Note::LeaderLost { leader: ServerId(3), reason: Loss::Silent })
    };
    let (down, lost) = (run.events.iter().find(down).unwrap(), run.events.iter().find(lost).unwrap());
    assert!(down.at.0 > 3_000_000 && lost.at.0 > 3_000_000, "{down}\n{lost}");
}

#[test]
fn what_a_cut_holds_arrives_after_the_healing_and_in_order() {
    let run = run("zabscope 1\nservers 1..3\nlatency 1ms..200ms\nat 0s start all\nat 3s cut 3 to 1\n\
                   at 5s heal 3 to 1\nat 8s expect follower 1 2 of 3\n");
    let (cut, healed) = (3_000_000, 5_000_000);
    let arrivals = delivered(&run.events, 3, 1);
    assert!(arrivals.iter().all(|(at, _)| *at <= cut || *at > healed), "{arrivals:?}");
    let held: Vec<u32> = arrivals
        .iter()
        .filter(|(at, _)| (healed..healed + 200_000).contains(at))
        .map(|(_, id)| *id)
        .collect();
    let sent_before = |id: &u32| run.events[*id as usize - 1].at.0 < healed;
    assert!(held.iter().filter(|id| sent_before(id)).count() >= 2, "{held:?}");
    // No election is under way: all of them are on the one connection of leader and learner.
    assert!(held.is_sorted(), "{held:?}");
    // The other way goes on meanwhile.
    assert!(delivered(&run.events, 1, 3).iter().any(|(at, _)| (cut..healed).contains(at)));
}

/// What is under way when the cut comes does not arrive either.
#[test]
fn a_cut_holds_what_is_under_way() {
    let text = "zabscope 1\nservers 1..2\nlatency 1s\nat 0s start all\nat 1500ms cut 1 from 2\n";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.advance(Micros::from_millis(1_400));
    let under_way = timeline.events().len();
    timeline.advance(Micros::from_millis(3_000));
    let after = &timeline.events()[under_way..];
    let arrived = |event: &&Event| {
        matches!(event.what, What::Connected { .. } | What::Accepted { .. } | What::Delivered { .. })
    };
    assert_eq!(after.iter().find(arrived), None);
    timeline.act(Action::HealAll).unwrap();
    timeline.advance(Micros::from_millis(6_000));
    let last = timeline.events().iter().rfind(arrived).unwrap();
    assert!(last.at.0 > 3_000_000, "{last}");
}

/// A dial into a cut is given up after 5 s, and what was held of it is answered by nobody.
#[test]
fn a_dial_into_a_cut_is_given_up() {
    let run = run("zabscope 1\nservers 1..2\nlatency 10ms\nat 0s cut 1 from 2\nstart all\n\
                   at 7s heal all\nat 60s expect leader 2\n");
    let of = |kind: fn(&What) -> bool| {
        let events = run.events.iter().filter(move |event| kind(&event.what));
        events.map(|event| (event.at.0, event.server)).collect::<Vec<_>>()
    };
    let given_up = of(|what| matches!(what, What::Noted(Note::DialTimedOut { .. })));
    assert_eq!(given_up, [(5_000_000, Some(ServerId(1))), (5_000_000, Some(ServerId(2)))]);
    // Both have dialled again by then, at 6.2 s; these dials are what the cut holds when it is healed.
    let dialled = of(|what| matches!(what, What::Dialled { .. }));
    assert_eq!(dialled.iter().filter(|(at, _)| *at < 7_000_000).count(), 4, "{dialled:?}");
    let accepted = of(|what| matches!(what, What::Accepted { port: Port::Election, .. }));
    assert!(accepted.iter().all(|(at, _)| *at > 7_000_000), "{accepted:?}");
    assert_eq!(run.failed().next(), None);
}

/// The end of a connection is held like everything else: the other end learns of a crash when the link is healed.
#[test]
fn nobody_hears_of_a_crash_behind_a_cut() {
    let run = run("zabscope 1\nservers 1..3\nat 0s start all\nat 3s cut 2 from 3\ncrash 3\nat 5s heal all\n\
                   expect follower 1 of 2 within 5s\n");
    let ended = |server: i64| {
        let ended = |event: &&Event| {
            event.server == Some(ServerId(server))
                && event.at.0 >= 3_000_000
                && matches!(event.what, What::Ended { from: Party::Server(ServerId(3)), .. })
        };
        run.events.iter().find(ended).unwrap().at.0
    };
    assert!(ended(1) < 3_100_000 && ended(2) > 5_000_000, "{} {}", ended(1), ended(2));
}

#[test]
fn a_view_shows_what_is_cut_and_how_much_it_holds() {
    let text = "zabscope 1\nservers 1..3\nat 0s start all\nat 3s cut 3 to 1\n";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    timeline.advance(Micros::from_millis(6_500));
    let [CutView { from, to, held }] = timeline.view().cuts[..] else { panic!("{:?}", timeline.view().cuts) };
    assert_eq!((from, to), (Party::Server(ServerId(3)), Party::Server(ServerId(1))));
    assert!(held >= 3, "pings of three seconds, but {held}");
    let between = (Party::Server(ServerId(3)), Party::Server(ServerId(1)));
    assert!(timeline.view().messages.iter().all(|message| (message.from, message.to) != between));
    timeline.act(Action::Heal(servers(1, 3, true))).unwrap();
    assert_eq!(timeline.view().cuts, []);
    let under_way = timeline.view().messages;
    assert_eq!(under_way.iter().filter(|message| (message.from, message.to) == between).count() as u32, held);
}

#[test]
fn what_cannot_be_cut_or_healed_is_refused() {
    let text = "zabscope 1\nservers 1..3\nat 0s start all\n";
    let mut timeline = Timeline::new(Scenario::read(text).unwrap(), None);
    let [one, three] = [ServerId(1), ServerId(3)].map(zab_sim::party::Party::from);
    assert_eq!(timeline.act(Action::Heal(servers(1, 3, true))), Err(ActionError::NotCut(one, three).into()));
    assert_eq!(timeline.act(Action::HealAll), Err(ActionError::NothingCut.into()));
    assert_eq!(timeline.act(Action::Cut(servers(1, 1, true))), Err(ActionError::NoLink(one, one).into()));
    let stranger = ActionError::NoSuchServer(ServerId(4), String::from("1, 2, 3"));
    assert_eq!(timeline.act(Action::Cut(servers(1, 4, true))), Err(stranger.into()));
    timeline.act(Action::Cut(servers(1, 3, false))).unwrap();
    assert_eq!(
        timeline.act(Action::Cut(servers(1, 3, false))),
        Err(ActionError::AlreadyCut(one, three).into())
    );
    // Both ways, of which one is cut: the other is cut as well.
    timeline.act(Action::Cut(servers(1, 3, true))).unwrap();
    assert_eq!(timeline.view().cuts.len(), 2);
    timeline.act(Action::Heal(servers(3, 1, false))).unwrap();
    assert_eq!(timeline.view().cuts.len(), 1);
}

/// A cut that is healed at once changes nothing for the links that it does not concern.
#[test]
fn a_cut_leaves_other_links_alone() {
    let arrivals = |cut: &str| {
        let text = format!("zabscope 1\nservers 1..3\nat 0s start all\n{cut}at 9s expect leader 3\n");
        let run = run(&text);
        [delivered(&run.events, 2, 3), delivered(&run.events, 3, 2)]
            .map(|both| both.into_iter().map(|(at, _)| at).collect::<Vec<_>>())
    };
    assert_eq!(arrivals(""), arrivals("at 3s cut 1 from 3\nat 3010ms heal all\n"));
}
