//! Links that are slow, that hold back what is sent, or whose connections are reset; and single messages that are held, delivered or
//! dropped. What is held is not lost and keeps its order, whatever is done to it.

use crate::effort;
use proptest::prelude::*;
use zab::describe::word_of;
use zab::ids::{Micros, ServerId};
use zab::note::{Loss, Note};
use zab_sim::party::Party;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Refused, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::record::view::{HoldView, MessageView, SlowView};
use zab_sim::scenario::{Scenario, language};
use zab_sim::world::{ActionError, MessageName};

const HEAD: &str = "zabscope 1\nservers 1..3\nat 0s start all\n";

fn server(id: i64) -> Party {
    ServerId(id).into()
}

fn run(text: &str) -> Run {
    let run = play::run(&Scenario::read(&format!("{HEAD}{text}")).unwrap());
    assert_eq!(run.failed().next(), None);
    run
}

/// A timeline at a moment.
fn at(seconds: u64, text: &str) -> Timeline {
    let mut timeline = Timeline::new(Scenario::read(&format!("{HEAD}{text}")).unwrap(), None);
    timeline.advance(Micros::from_millis(1_000 * seconds));
    timeline
}

fn act(timeline: &mut Timeline, command: &str) -> Result<(), Refused> {
    let deed = language::deed(command, &timeline.scenario().setup).unwrap();
    timeline.command(&deed)
}

/// What was sent from one party to another and when it arrived, message by message.
fn journeys(events: &[Event], from: i64, to: i64) -> Vec<(u64, u64, u32)> {
    let arrivals = events.iter().filter_map(|event| match event.what {
        What::Delivered { message, from: sender, .. } => {
            let sent = events[message as usize - 1].at.0;
            (sender == server(from) && event.server == Some(ServerId(to)))
                .then_some((sent, event.at.0, message))
        }
        _ => None,
    });
    arrivals.collect()
}

/// The first message of a kind that is under way between two.
fn under_way(timeline: &Timeline, kind: &str, from: i64, to: i64) -> Option<MessageView> {
    let messages = timeline.view().messages.into_iter();
    let mut these = messages.filter(|message| {
        (message.from, message.to) == (server(from), server(to)) && word_of(&message.content) == kind
    });
    these.next()
}

#[test]
fn on_a_slow_link_everything_takes_so_much_longer() {
    let run = run("at 3s slow 3 to 1 by 500ms\nat 9s fast all\nat 12s expect follower 1 2 of 3\n");
    let (slow, usual): (Vec<_>, Vec<_>) = journeys(&run.events, 3, 1)
        .into_iter()
        .filter(|(sent, ..)| *sent > 3_000_000)
        .partition(|(sent, ..)| *sent < 9_000_000);
    assert!(slow.len() >= 5 && usual.len() >= 2, "{slow:?} {usual:?}");
    assert!(
        slow.iter().all(|(sent, arrived, _)| (510_000..=540_000).contains(&(arrived - sent))),
        "{slow:?}"
    );
    assert!(
        usual.iter().all(|(sent, arrived, _)| (10_000..=40_000).contains(&(arrived - sent))),
        "{usual:?}"
    );
    let back = journeys(&run.events, 1, 3);
    assert!(back.iter().all(|(sent, arrived, _)| arrived - sent <= 40_000), "{back:?}");
}

#[test]
fn what_is_held_is_there_at_once_when_it_is_let_go() {
    let run = run("at 3s hold 3 to 1\nat 6s unhold all\nat 9s expect follower 1 2 of 3\n");
    let held: Vec<_> = journeys(&run.events, 3, 1)
        .into_iter()
        .filter(|(sent, arrived, _)| *sent < 6_000_000 && *arrived > 3_000_000)
        .collect();
    assert!(held.len() >= 2, "{held:?}");
    assert!(
        held.iter().all(|(sent, arrived, _)| *arrived == (*sent + 40_000).clamp(6_000_000, *arrived)),
        "{held:?}"
    );
    assert!(held.is_sorted_by_key(|(_, _, message)| *message), "{held:?}");
    // Nobody has noticed.
    assert!(
        !run.events.iter().any(|event| event.at.0 > 3_000_000 && matches!(event.what, What::Ended { .. }))
    );
}

#[test]
fn both_ends_of_a_connection_that_is_reset_are_told_at_once() {
    let run = run("at 3s reset leader from 1\nexpect looking 1 within 0s\nat 8s expect follower 1 of 3\n");
    let told: Vec<_> = run
        .events
        .iter()
        .filter(|event| matches!(event.what, What::Reset { .. }))
        .map(|event| (event.at.0, event.server.unwrap().0))
        .collect();
    // Two connections: that for votes and that of leader and learner.
    assert_eq!(told.iter().filter(|(at, id)| *at == 3_000_000 && *id == 1).count(), 2, "{told:?}");
    assert_eq!(told.iter().filter(|(at, id)| *at == 3_000_000 && *id == 3).count(), 2, "{told:?}");
    let lost = |event: &&Event| {
        event.what == What::Noted(Note::LeaderLost { leader: ServerId(3), reason: Loss::Closed })
    };
    assert_eq!(run.events.iter().find(lost).unwrap().at.0, 3_000_000);
}

/// A client whose connection is reset knows at once that it does not know what became of its request.
#[test]
fn a_client_is_told_of_a_reset() {
    run(
        "at 3s connect a to 2\nat 4s request a create /x \"v\"\nreset a from 2\nexpect answer a ConnectionLoss within 0s\n\
         at 9s expect client a connected to 3\n",
    );
}

#[test]
fn a_single_message_waits_and_so_does_what_comes_behind_it() {
    let mut timeline = at(3, "at 2990ms write 3\n");
    while under_way(&timeline, "proposal", 3, 1).is_none() {
        assert!(timeline.step(play::timeline::Stride::Event));
    }
    let proposal = under_way(&timeline, "proposal", 3, 1).unwrap();
    act(&mut timeline, &format!("hold proposal {} from 3 to 1", proposal.nth)).unwrap();
    timeline.advance(timeline.now() + Micros::from_millis(2_500));
    let held: Vec<MessageView> =
        timeline.view().messages.into_iter().filter(|message| message.held).collect();
    let kinds: Vec<_> = held.iter().map(|message| word_of(&message.content)).collect();
    assert!(held.iter().all(|message| (message.from, message.to) == (server(3), server(1))));
    assert_eq!(kinds[0], "proposal");
    assert!(kinds[1..].contains(&"commit") && kinds.contains(&"ping"), "{kinds:?}");
    // The commit cannot arrive without it; delivered, it takes the proposal with it.
    let commit = held.iter().find(|message| word_of(&message.content) == "commit").unwrap();
    let before = timeline.events().len();
    act(&mut timeline, &format!("deliver commit {} from 3 to 1", commit.nth)).unwrap();
    let now = timeline.now();
    timeline.advance(now);
    let arrived: Vec<u32> = timeline.events()[before..]
        .iter()
        .filter_map(|event| match event.what {
            What::Delivered { message, .. } => Some(message),
            _ => None,
        })
        .collect();
    let all: Vec<u32> = held.iter().map(|message| message.id).collect();
    assert!(
        arrived.starts_with(&all[..=held.iter().position(|it| it.id == commit.id).unwrap()]),
        "{arrived:?} {all:?}"
    );
    // What has waited for the proposal alone waits no longer.
    assert!(timeline.view().messages.iter().all(|message| !message.held));
}

#[test]
fn a_dropped_message_takes_its_connection_with_it() {
    let mut timeline = at(3, "at 2990ms write 3\n");
    while under_way(&timeline, "proposal", 3, 1).is_none() {
        assert!(timeline.step(play::timeline::Stride::Event));
    }
    let proposal = under_way(&timeline, "proposal", 3, 1).unwrap();
    let (before, now) = (timeline.events().len(), timeline.now());
    act(&mut timeline, &format!("drop proposal {} from leader to 1", proposal.nth)).unwrap();
    timeline.advance(now);
    let after = &timeline.events()[before..];
    assert!(
        after.iter().any(|event| matches!(event.what, What::Lost { message, .. } if message == proposal.id))
    );
    let told: Vec<_> = after
        .iter()
        .filter(|event| matches!(event.what, What::Reset { .. }))
        .filter_map(|event| event.server)
        .collect();
    assert_eq!(told, [ServerId(1), ServerId(3)]);
    // It is brought up to date when it comes back.
    timeline.advance(now + Micros::from_millis(5_000));
    let last =
        |id| timeline.view().servers.iter().find(|server| server.id == ServerId(id)).unwrap().last_zxid;
    assert_eq!(last(1), last(3));
}

#[test]
fn a_view_shows_what_is_done_to_links() {
    let timeline = at(7, "at 3s slow 3 to 1 by 500ms\nhold 1 from 2\n");
    let view = timeline.view();
    let [SlowView { from, to, by }] = view.slow[..] else { panic!("{:?}", view.slow) };
    assert_eq!((from, to, by), (server(3), server(1), Micros::from_millis(500)));
    let ways: Vec<_> = view.holds.iter().map(|HoldView { from, to, .. }| (*from, *to)).collect();
    assert_eq!(ways, [(server(1), server(2)), (server(2), server(1))]);
}

#[test]
fn what_cannot_be_done_to_a_link_is_refused() {
    let mut timeline = at(3, "");
    let (one, three) = (server(1), server(3));
    let name = MessageName { kind: "proposal", nth: 7, from: three, to: one };
    for (command, refused) in [
        ("fast 1 from 3", ActionError::NotSlow(one, three)),
        ("fast all", ActionError::NothingSlow),
        ("unhold 1 from 3", ActionError::NotHeld(one, three)),
        ("unhold all", ActionError::NothingHeld),
        ("reset 1 from 2", ActionError::NoConnection(one, server(2))),
        ("hold proposal 7 from 3 to 1", ActionError::NoSuchMessage(name)),
        ("deliver proposal 7 from 3 to 1", ActionError::NoSuchMessage(name)),
        ("drop proposal 7 from 3 to 1", ActionError::NoSuchMessage(name)),
    ] {
        if command == "reset 1 from 2" {
            act(&mut timeline, "reset 1 from 2").unwrap();
        }
        assert_eq!(act(&mut timeline, command), Err(refused.into()), "{command}");
    }
    act(&mut timeline, "hold 1 from 3").unwrap();
    assert_eq!(act(&mut timeline, "hold 1 to 3"), Err(ActionError::AlreadyHeld(one, three).into()));
}

/// What may be done to the links of three servers, in any order.
const DEEDS: [&str; 14] = [
    "hold 1 from 3",
    "hold 3 to 2",
    "hold 2 to 3",
    "unhold all",
    "unhold 3 to 2",
    "slow 1 from 3 by 300ms",
    "fast all",
    "cut 3 from 2",
    "cut 1 to 3",
    "heal all",
    "hold ping 2 from 3 to 1",
    "deliver ping 3 from 3 to 1",
    "write 3",
    "write 2",
];

proptest! {
    #![proptest_config(effort::cases(12))]

    /// No message overtakes another on its connection, and without a reset, a crash or a time-out none is lost.
    #[test]
    fn nothing_overtakes(deeds in prop::collection::vec((0..DEEDS.len(), 1..900_u64), 1..20), seed in 0..1_000_u64) {
        let mut timeline = Timeline::new(Scenario::read(HEAD).unwrap(), Some(seed));
        timeline.advance(Micros::from_millis(3_000));
        for (deed, pause) in deeds {
            // Some of it cannot be done.
            let _ = act(&mut timeline, DEEDS[deed]);
            timeline.advance(timeline.now() + Micros::from_millis(pause));
        }
        for mend in ["heal all", "unhold all", "fast all"] {
            let _ = act(&mut timeline, mend);
        }
        timeline.advance(timeline.now() + Micros::from_millis(30_000));
        for (from, to) in [(1, 3), (3, 1), (2, 3), (3, 2)] {
            // Leader and learner have one connection at a time.
            let quorum = |message: &u32| match &timeline.events()[*message as usize - 1].what {
                What::Sent { content, .. } => !matches!(word_of(content), "notification" | "handshake"),
                _ => false,
            };
            let messages: Vec<u32> = journeys(timeline.events(), from, to).into_iter().map(|it| it.2).filter(quorum).collect();
            prop_assert!(messages.is_sorted(), "{from} to {to}: {messages:?}");
        }
        let view = timeline.view();
        let leaders = view.servers.iter().filter_map(|server| server.process.as_ref()?.leader).collect::<Vec<_>>();
        prop_assert!(leaders.len() == 3 && leaders.iter().all(|leader| *leader == leaders[0]), "{leaders:?}");
    }
}
