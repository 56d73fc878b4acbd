//! One LOOKING server and what it is told: the rules of an election that a whole ensemble shows seldom or never
//! (reference §2.4, §2.6, §2.8).

use crate::effort;
use crate::single_server::{Lone, notes, vote};
use proptest::prelude::*;
use zab::config::{Config, LearnerType};
use zab::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, Zxid};
use zab::io::{Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::note::{AnswerReason, Evidence, IgnoreReason, Note, Queue};
use zab::phases::election::links::RECEIVED_LIMIT;
use zab::quorum::Quorum;
use zab::server::Unit;
use zab::storage::durable::Durable;
use zab::vote::ServerState::{Following, Leading, Looking, Observing};
use zab::vote::{ServerState, Vote};

fn ignored(notes: &[Note]) -> Option<IgnoreReason> {
    notes.iter().find_map(|note| match note {
        Note::Ignored { reason, .. } => Some(*reason),
        _ => None,
    })
}

fn evidence(notes: &[Note]) -> Option<Evidence> {
    notes.iter().find_map(|note| match note {
        Note::Elected { evidence, .. } => Some(*evidence),
        _ => None,
    })
}

/// Server `id` of `count`, its election begun.
fn looking(id: i64, count: i64) -> Lone {
    let mut lone = Lone::voter(id, count, Durable::default());
    lone.settle();
    assert_eq!(lone.state(), Looking);
    lone
}

#[test]
fn followers_alone_do_not_convince_the_leader_must_say_so_itself() {
    for (round, proof) in [(1, Evidence::SameRound), (7, Evidence::OutOfElection)] {
        let mut lone = looking(1, 5);
        let reported = vote(round, 5, Zxid(0), 0);
        for follower in [2, 3, 4] {
            let notes = lone.hear(follower, Following, reported);
            assert_eq!(ignored(&notes), Some(IgnoreReason::NotYetConvincing), "{follower}");
        }
        let notes = lone.hear(5, Leading, reported);
        assert_eq!(evidence(&notes), Some(proof));
        assert_eq!((lone.state(), lone.server.leader()), (Following, Some(ServerId(5))));
        assert_eq!(lone.server.election().round(), Round(round), "the clock follows the leader's");
    }
}

/// ZOOKEEPER-1514: a server that is told it leads must not, if that was in another round.
#[test]
fn old_votes_for_itself_do_not_make_a_leader() {
    let mut lone = looking(1, 5);
    let old = vote(4, 1, Zxid(0), 0);
    for follower in [2, 3, 4] {
        assert_eq!(ignored(&lone.hear(follower, Following, old)), Some(IgnoreReason::NotYetConvincing));
    }
    assert_eq!(lone.state(), Looking);
}

#[test]
fn the_clock_goes_back_when_a_server_joins_an_ensemble_of_an_earlier_round() {
    let mut lone = looking(1, 3);
    lone.hear(2, Looking, vote(9, 2, Zxid(0), 0));
    assert_eq!(lone.server.election().round(), Round(9));
    lone.hear(2, Following, vote(3, 3, Zxid(0), 0));
    let notes = lone.hear(3, Leading, vote(3, 3, Zxid(0), 0));
    assert_eq!(evidence(&notes), Some(Evidence::OutOfElection));
    assert_eq!(lone.server.election().round(), Round(3));
}

#[test]
fn a_losing_vote_prolongs_the_wait_and_a_better_one_ends_it() {
    let mut lone = looking(1, 3);
    let notes = lone.hear(2, Looking, vote(1, 2, Zxid(0), 0));
    assert!(notes.iter().any(|note| matches!(note, Note::QuorumAgrees { .. })), "{notes:?}");
    assert_eq!(evidence(&lone.wait(150)), None);
    assert_eq!(ignored(&lone.hear(2, Looking, vote(1, 2, Zxid(0), 0))), Some(IgnoreReason::LostWhileWaiting));
    assert_eq!(evidence(&lone.wait(150)), None, "300 ms after the quorum, 150 after the last loser");
    let notes = lone.hear(3, Looking, vote(1, 3, Zxid(0), 0));
    assert!(notes.contains(&Note::WaitBroken { by: ServerId(3) }), "{notes:?}");
    assert_eq!(lone.server.vote().leader, ServerId(3));
    assert_eq!(evidence(&lone.wait(200)), Some(Evidence::Quorum));
    assert_eq!(lone.server.leader(), Some(ServerId(3)));
}

/// While it waits, a server looks neither at the state nor at the round of a sender.
#[test]
fn a_better_vote_of_another_round_ends_the_wait_too() {
    let mut lone = looking(1, 3);
    lone.hear(2, Looking, vote(1, 2, Zxid(0), 0));
    let notes = lone.hear(3, Looking, vote(0, 3, Zxid(0), 0));
    assert!(notes.contains(&Note::WaitBroken { by: ServerId(3) }), "{notes:?}");
    assert_eq!(
        ignored(&notes),
        Some(IgnoreReason::EarlierRound),
        "taken up again, it is of an earlier round"
    );
}

#[test]
fn an_asker_of_an_earlier_round_is_answered_with_the_proposal_and_its_vote_ignored() {
    let mut lone = looking(2, 3);
    lone.hear(3, Looking, vote(5, 3, Zxid(0), 0));
    let notes = lone.hear(1, Looking, vote(1, 1, Zxid(0), 0));
    assert!(notes.contains(&Note::Answered { to: ServerId(1), reason: AnswerReason::AskerIsBehind }));
    // The quorum of 2 and 3 is found already, so the vote is thrown away as a loser.
    assert_eq!(ignored(&notes), Some(IgnoreReason::LostWhileWaiting));
    assert_eq!(lone.server.vote(), vote(5, 3, Zxid(0), 0));
}

#[test]
fn what_foreigners_send_or_name_is_ignored_and_an_asker_without_a_vote_answered() {
    let mut lone = looking(1, 3);
    assert_eq!(
        ignored(&lone.hear(2, Looking, vote(1, 9, Zxid(7), 7))),
        Some(IgnoreReason::CandidateHasNoVote)
    );
    assert_eq!(ignored(&lone.hear(2, Observing, vote(1, 3, Zxid(0), 0))), Some(IgnoreReason::FromObserver));
    let mut outputs = lone.send(9, Looking, vote(1, 3, Zxid(0), 0));
    outputs.extend(lone.settle());
    let answer = outputs.iter().find_map(|output| match output {
        Output::Send { message: Message::Notification(notification), .. } => Some(*notification),
        _ => None,
    });
    // It is told the vote of the last election, of which there was none, with the running round.
    assert_eq!(answer, Some(Notification::new(Looking, vote(1, 1, Zxid(0), 0))));
    assert_eq!(lone.server.vote(), vote(1, 1, Zxid(0), 0));
}

#[test]
fn a_server_that_does_not_know_its_history_votes_for_nobody_else_and_wins_no_vote() {
    let mut lone = Lone::voter(1, 3, Durable::with_snapshot(Epoch(0), Zxid::UNKNOWN));
    lone.settle();
    assert_eq!(
        ignored(&lone.hear(2, Looking, vote(1, 2, Zxid(0), 0))),
        Some(IgnoreReason::OwnHistoryUnknown)
    );
    // It can still be told who leads.
    lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
    assert_eq!(evidence(&lone.hear(3, Leading, vote(1, 3, Zxid(0), 0))), Some(Evidence::SameRound));

    let mut lone = looking(1, 3);
    let notes = lone.hear(2, Looking, vote(1, 2, Zxid::UNKNOWN, 0));
    assert_eq!(ignored(&notes), Some(IgnoreReason::TheirHistoryUnknown));
}

/// A server of weight 0 never gives its own vote up by id, and still joins the leader that the others elect.
#[test]
fn a_server_without_weight_follows_whom_the_others_elect() {
    let group = [(1, 1), (2, 1), (3, 0)].into_iter().map(|(id, weight)| (ServerId(id), weight));
    let quorum = Quorum::hierarchical([group.collect()]).unwrap();
    let mut lone = Lone::new(Config::new(ServerId(3), quorum), Durable::default());
    lone.settle();
    lone.hear(2, Looking, vote(1, 2, Zxid(0), 0));
    assert_eq!(lone.server.vote().leader, ServerId(3));
    lone.hear(1, Following, vote(1, 2, Zxid(0), 0));
    assert_eq!(evidence(&lone.hear(2, Leading, vote(1, 2, Zxid(0), 0))), Some(Evidence::SameRound));
}

/// The receiver's queue holds a hundred notifications; the oldest gives way.
#[test]
fn the_receivers_queue_forgets_the_oldest_beyond_a_hundred() {
    let mut lone = looking(1, 3);
    let overflow = Note::QueueOverflowed { queue: Queue::Received };
    let mut lost = 0;
    for round in 1..=RECEIVED_LIMIT as i64 + 20 {
        lost += notes(lone.send(2, Looking, vote(round, 2, Zxid(0), 0)))
            .iter()
            .filter(|note| **note == overflow)
            .count();
    }
    assert_eq!(lost, 20);
    let notes = notes(lone.settle());
    let first = notes.iter().find_map(|note| match note {
        Note::RoundJoined { joined, .. } => Some(*joined),
        _ => None,
    });
    assert_eq!(first, Some(Round(21)), "rounds 1 to 20 are lost");
}

/// What arrives between LOOKING and the beginning of the election waits for it.
#[test]
fn a_notification_that_comes_before_the_election_begins_is_kept_for_it() {
    let mut lone = Lone::voter(1, 3, Durable::default());
    lone.send(2, Looking, vote(1, 2, Zxid(0), 0));
    let mut out = Outbox::new(Cause(0));
    assert!(lone.server.run(lone.now, Unit::Receiver, &mut out));
    assert_eq!(lone.server.election().round(), Round(0), "not begun");
    lone.settle();
    assert_eq!(lone.server.vote().leader, ServerId(2));
}

/// The mailbox holds one notification: what is not sent when the next one comes is never sent.
#[test]
fn a_mailbox_keeps_only_the_newest_vote_and_a_new_link_repeats_the_last() {
    let mut lone = Lone::voter(2, 5, Durable::default());
    lone.settle();
    lone.hear(4, Looking, vote(1, 4, Zxid(0), 0));
    lone.hear(5, Looking, vote(1, 5, Zxid(0), 0));
    let (port, connection) = (Port::Election, ConnectionId(77));
    let sent = |outputs: Vec<Output>| -> Vec<Vote> {
        let votes = outputs.into_iter().filter_map(|output| match output {
            Output::Send { message: Message::Notification(notification), .. } => Some(notification.vote),
            _ => None,
        });
        votes.collect()
    };
    let first = lone.file(Input::Connected { to: ServerId(1), port, connection }, Unit::Links);
    assert_eq!(sent(first), [vote(1, 5, Zxid(0), 0)], "three votes were cast, one is sent");
    lone.file(Input::Closed { port, connection }, Unit::Links);
    let connection = ConnectionId(78);
    let again = lone.file(Input::Connected { to: ServerId(1), port, connection }, Unit::Links);
    assert_eq!(sent(again), [vote(1, 5, Zxid(0), 0)], "the last one, again");
}

fn any_vote() -> impl Strategy<Value = Vote> {
    let number = || prop_oneof![-2i64..6, Just(i64::MIN), Just(i64::MAX), any::<i64>()];
    (number(), number(), number(), number()).prop_map(|(round, leader, zxid, epoch)| Vote {
        round: Round(round),
        leader: ServerId(leader),
        zxid: Zxid(zxid),
        peer_epoch: Epoch(epoch),
    })
}

/// Something done to a server: a notification from somebody, time, or one turn of one unit.
#[derive(Clone, Debug)]
enum Doing {
    Say(i64, ServerState, Vote),
    Wait(u64),
    Run(u8),
    Settle,
}

fn any_doing() -> impl Strategy<Value = Doing> {
    let state = prop::sample::select(vec![Looking, Following, Leading, Observing]);
    prop_oneof![
        4 => (1i64..8, state, any_vote()).prop_map(|(from, state, vote)| Doing::Say(from, state, vote)),
        1 => (0u64..70_000).prop_map(Doing::Wait),
        3 => (0u8..4).prop_map(Doing::Run),
        1 => Just(Doing::Settle),
    ]
}

proptest! {
    #![proptest_config(effort::cases(1_000))]

    /// No sequence of well-typed notifications, in any interleaving of the units, makes an election panic or run on
    /// without end; and a LOOKING server is always waiting for something that will come to pass.
    #[test]
    fn no_sequence_of_notifications_breaks_an_election(
        id in 1i64..6,
        observes: bool,
        zxid in prop_oneof![Just(-1i64), 0i64..9],
        doings in prop::collection::vec(any_doing(), 0..60),
    ) {
        let mut config = Config::new(ServerId(id), Quorum::majority((1..=5).map(ServerId)));
        if observes {
            config.quorum = Quorum::majority((1..=5).map(ServerId).filter(|other| other.0 != id));
            config.learner_type = LearnerType::Observer;
        }
        let mut lone = Lone::new(config, Durable::with_snapshot(Epoch(0), Zxid(zxid)));
        for doing in doings {
            match doing {
                Doing::Say(from, ..) if from == id => {}
                Doing::Say(from, state, vote) => drop(lone.send(from, state, vote)),
                Doing::Wait(ms) => lone.now = lone.now + Micros::from_millis(ms),
                Doing::Run(unit) => {
                    let units = lone.server.units();
                    let unit = units[unit as usize % units.len()];
                    let mut out = Outbox::new(Cause(0));
                    lone.server.run(lone.now, unit, &mut out);
                }
                Doing::Settle => drop(lone.settle()),
            }
        }
        let outputs = lone.settle();
        prop_assert!(outputs.len() < 10_000, "{} outputs at once", outputs.len());
        let mut out = Outbox::new(Cause(0));
        for unit in lone.server.units() {
            prop_assert!(!lone.server.run(lone.now, unit, &mut out), "{unit:?} has not come to rest");
        }
        prop_assert!(lone.server.timers().next().is_some_and(|at| at > lone.now) || observes);
    }
}
