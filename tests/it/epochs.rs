//! Discovery, decision by decision: which epoch is proposed, who counts, who is sent away, and how long each wait is
//! (reference §3).

use crate::single_server::{Lone, notes, vote};
use zab::config::{Config, LearnerType};
use zab::ids::{ConnectionId, Epoch, Micros, ServerId, Zxid};
use zab::io::{Input, Output};
use zab::message::{Message, Port};
use zab::note::{Loss, Note, Phase, StepDown};
use zab::quorum::Quorum;
use zab::server::Unit;
use zab::storage::durable::Durable;
use zab::storage::txn::Txn;
use zab::vote::ServerState::{Following, Leading, Looking};

/// A disk with these epochs, and a log that ends here.
fn disk(accepted: i64, current: i64, last: Zxid) -> Durable {
    let mut durable = Durable::with_log(Epoch(current), Some(last).filter(|last| *last > Zxid(0)));
    durable.accepted_epoch = Some(Epoch(accepted));
    durable
}

/// Server 3 of these voters (and observers beyond), elected, its door open.
fn leader(count: i64, durable: Durable) -> Lone {
    let mut lone = Lone::voter(3, count, durable);
    lone.settle();
    let own = lone.server.vote();
    for other in (1..=count).filter(|id| *id != 3) {
        lone.hear(other, Looking, vote(1, 3, own.zxid, own.peer_epoch.0));
    }
    lone.wait(200);
    assert_eq!(lone.state(), Leading);
    assert!(lone.server.is_listening(Port::Quorum));
    lone.work();
    lone
}

/// A learner says something to a leader, on a connection of its own.
fn tell(lone: &mut Lone, learner: i64, message: Message) -> Vec<Output> {
    let (port, connection) = (Port::Quorum, ConnectionId(100 + learner.unsigned_abs()));
    let mut outputs = Vec::new();
    if matches!(message, Message::FollowerInfo { .. } | Message::ObserverInfo { .. }) {
        outputs.extend(lone.file(Input::Accepted { port, connection }, Unit::Links));
    }
    outputs.extend(lone.file(Input::Received { port, connection, message }, Unit::Links));
    outputs.extend(lone.work());
    outputs
}

fn info(learner: i64, accepted: i64) -> Message {
    Message::FollowerInfo { from: ServerId(learner), accepted_epoch: Epoch(accepted) }
}

fn answer(epoch: Option<i64>, last: Zxid) -> Message {
    Message::AckEpoch { last_zxid: last, current_epoch: epoch.map(Epoch) }
}

fn proposed(outputs: &[Output]) -> Option<i64> {
    outputs.iter().find_map(|output| match output {
        Output::Note(Note::EpochProposed { epoch, .. }) => Some(epoch.0),
        _ => None,
    })
}

fn lost(outputs: Vec<Output>) -> Option<Loss> {
    notes(outputs).iter().find_map(|note| match note {
        Note::LearnerLost { reason, .. } | Note::LeaderLost { reason, .. } => Some(*reason),
        _ => None,
    })
}

#[test]
fn the_epoch_proposed_is_beyond_all_that_were_named_before_a_quorum_had() {
    // Accepted epochs: the leader's, those of learners that come one after the other (negative ids observe), and the epoch.
    type Case = (i64, &'static [(i64, i64)], i64);
    let table: [Case; 6] = [
        (0, &[(1, 0)], 1),
        (4, &[(1, 2)], 5),
        (2, &[(1, 7)], 8),
        // An observer raises it and does not count.
        (0, &[(-4, 9), (1, 0)], 10),
        // A stranger's word counts for the epoch all the same.
        (0, &[(8, 5), (2, 0)], 6),
        // After a quorum nobody is asked any more.
        (0, &[(1, 0), (2, 9)], 1),
    ];
    for (own, named, expected) in table {
        let mut lone = leader(3, disk(own, 0, Zxid(0)));
        let mut outputs = Vec::new();
        for (learner, accepted) in named {
            let (from, accepted_epoch) = (ServerId(learner.abs()), Epoch(*accepted));
            outputs.extend(match learner {
                1.. => tell(&mut lone, *learner, info(*learner, *accepted)),
                _ => tell(&mut lone, learner.abs(), Message::ObserverInfo { from, accepted_epoch }),
            });
        }
        assert_eq!(proposed(&outputs), Some(expected), "{own}, {named:?}");
        assert_eq!(lone.server.accepted_epoch(), Epoch(expected), "promised before it is told");
        let told = outputs.iter().filter(|output| {
            matches!(output, Output::Send { message: Message::LeaderInfo { epoch }, .. } if epoch.0 == expected)
        });
        assert_eq!(told.count(), named.len(), "{own}, {named:?}");
    }
}

#[test]
fn nobody_is_told_an_epoch_before_a_quorum_has_named_its_own() {
    let mut lone = leader(5, disk(0, 0, Zxid(0)));
    assert_eq!(proposed(&tell(&mut lone, 1, info(1, 0))), None);
    assert_eq!(proposed(&tell(&mut lone, 8, info(8, 0))), None, "a stranger does not count");
    assert_eq!(proposed(&tell(&mut lone, 2, info(2, 0))), Some(1));
}

#[test]
fn a_learner_that_goes_beyond_its_leader_is_sent_away() {
    let (last, own) = (Zxid::new(2, 5), 2);
    // The learner's epoch and last zxid, and whether it may stay.
    let table = [
        (Some(2), Zxid::new(2, 5), true),
        (Some(2), Zxid::new(2, 4), true),
        (Some(2), Zxid::new(2, 6), false),
        (Some(1), Zxid::new(2, 9), true),
        (Some(3), Zxid::new(1, 1), false),
        (Some(0), Zxid(0), true),
        // Who has promised this epoch before is not compared.
        (None, Zxid::new(9, 9), true),
    ];
    for (epoch, zxid, stays) in table {
        let mut lone = leader(5, disk(2, own, last));
        for learner in [1, 2] {
            tell(&mut lone, learner, info(learner, 0));
        }
        let outputs = tell(&mut lone, 1, answer(epoch, zxid));
        assert_eq!(lost(outputs), (!stays).then_some(Loss::Ahead), "{epoch:?} {zxid}");
    }
}

#[test]
fn answers_make_a_quorum_but_not_those_that_have_promised_before() {
    let chosen =
        |outputs: &[Output]| outputs.iter().any(|o| matches!(o, Output::Note(Note::HistoryChosen { .. })));
    let mut lone = leader(5, disk(0, 0, Zxid(0)));
    for learner in [1, 2, 4, 5] {
        tell(&mut lone, learner, info(learner, 0));
    }
    assert!(!chosen(&tell(&mut lone, 1, answer(None, Zxid(0)))), "-1 does not count");
    assert!(!chosen(&tell(&mut lone, 2, answer(Some(0), Zxid::UNKNOWN))), "nor does who knows no history");
    assert!(!chosen(&tell(&mut lone, 4, answer(Some(0), Zxid(0)))));
    assert_eq!(lone.server.current_epoch(), Epoch(0));
    let outputs = tell(&mut lone, 5, answer(Some(0), Zxid(0)));
    assert!(chosen(&outputs));
    assert_eq!(lone.server.current_epoch(), Epoch(1), "the leader takes its epoch, on disk");
    assert_eq!(lone.server.phase(), Phase::Synchronization);
    // All four are sent its history now, those that did not count as well.
    let sent =
        outputs.iter().filter(|o| matches!(o, Output::Send { message: Message::NewLeader { .. }, .. }));
    assert_eq!(sent.count(), 4);
}

/// Late learners are not compared: nobody waits for them any more.
#[test]
fn a_late_learner_that_is_ahead_is_synchronized_all_the_same() {
    let mut lone = leader(3, disk(0, 0, Zxid(0)));
    tell(&mut lone, 1, info(1, 0));
    tell(&mut lone, 1, answer(Some(0), Zxid(0)));
    tell(&mut lone, 2, info(2, 0));
    let outputs = tell(&mut lone, 2, answer(Some(0), Zxid::new(0, 9)));
    assert!(
        outputs.iter().any(|o| matches!(o, Output::Send { message: Message::Trunc { .. }, .. })),
        "{outputs:?}"
    );
}

#[test]
fn an_ack_of_another_epoch_does_not_count() {
    let begun =
        |outputs: &[Output]| outputs.iter().any(|o| matches!(o, Output::Note(Note::EpochBegun { .. })));
    let mut lone = leader(3, disk(0, 0, Zxid(0)));
    for learner in [1, 2] {
        tell(&mut lone, learner, info(learner, 0));
    }
    for learner in [1, 2] {
        tell(&mut lone, learner, answer(Some(0), Zxid(0)));
    }
    assert!(!begun(&tell(&mut lone, 1, Message::Ack { zxid: Zxid::new(0, 1) })));
    let outputs = tell(&mut lone, 2, Message::Ack { zxid: Epoch(1).beginning() });
    assert!(begun(&outputs));
    assert_eq!(lone.server.last_processed(), Zxid::new(1, 0));
    // The one that did not count is told to serve as well.
    let served = outputs.iter().filter(|o| matches!(o, Output::Send { message: Message::UpToDate, .. }));
    assert_eq!(served.count(), 2);
}

#[test]
fn each_of_the_three_waits_has_the_whole_of_init_limit() {
    let steps: [(&[Message], StepDown); 3] = [
        (&[], StepDown::NoQuorumCame),
        (&[info(1, 0)], StepDown::NoEpochsCame),
        (&[info(1, 0), answer(Some(0), Zxid(0))], StepDown::NotAcknowledged),
    ];
    let almost = 19_900;
    for (messages, reason) in steps {
        let mut lone = leader(3, disk(0, 0, Zxid(0)));
        for message in messages {
            assert!(
                lone.wait(almost).iter().all(|note| !matches!(note, Note::SteppedDown { .. })),
                "{reason:?}"
            );
            tell(&mut lone, 1, message.clone());
        }
        assert!(lone.wait(almost).iter().all(|note| !matches!(note, Note::SteppedDown { .. })), "{reason:?}");
        let gave_up = lone.wait(200).into_iter().find_map(|note| match note {
            Note::SteppedDown { reason, .. } => Some(reason),
            _ => None,
        });
        assert_eq!(gave_up, Some(reason));
        assert_eq!(lone.state(), Looking);
    }
}

/// Server 1, following 3, its connection up.
fn learner(durable: Durable, learner_type: LearnerType) -> Lone {
    let quorum = match learner_type {
        LearnerType::Participant => Quorum::majority((1..=3).map(ServerId)),
        LearnerType::Observer => Quorum::majority((2..=4).map(ServerId)),
    };
    let mut config = Config::new(ServerId(1), quorum);
    config.learner_type = learner_type;
    let mut lone = Lone::new(config, durable);
    lone.settle();
    lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
    lone.hear(3, Leading, vote(1, 3, Zxid(0), 0));
    let (port, connection) = (Port::Quorum, ConnectionId(103));
    lone.file(Input::Connected { to: ServerId(3), port, connection }, Unit::Main);
    lone
}

fn from_leader(lone: &mut Lone, message: Message) -> Vec<Output> {
    let (port, connection) = (Port::Quorum, ConnectionId(103));
    let mut outputs = lone.file(Input::Received { port, connection, message }, Unit::Main);
    outputs.extend(lone.work());
    outputs
}

#[test]
fn a_learner_promises_a_later_epoch_answers_the_same_with_less_and_refuses_an_earlier() {
    for learner_type in [LearnerType::Participant, LearnerType::Observer] {
        // The epoch offered to one that has accepted 4 and followed 3; its answer, and what it has promised then.
        let table = [(5, Some(Some(3)), 5), (9, Some(Some(3)), 9), (4, Some(None), 4), (3, None, 4)];
        for (offered, expected, accepted) in table {
            let mut lone = learner(disk(4, 3, Zxid::new(3, 7)), learner_type);
            let outputs = from_leader(&mut lone, Message::LeaderInfo { epoch: Epoch(offered) });
            let answered = outputs.iter().find_map(|output| match output {
                Output::Send { message: Message::AckEpoch { last_zxid, current_epoch }, .. } => {
                    assert_eq!(*last_zxid, Zxid::new(3, 7));
                    Some(current_epoch.map(|epoch| epoch.0))
                }
                _ => None,
            });
            assert_eq!(answered, expected, "{offered}");
            assert_eq!(lone.server.accepted_epoch(), Epoch(accepted), "{offered}");
            assert_eq!(lost(outputs), expected.is_none().then_some(Loss::OldEpoch), "{offered}");
        }
    }
}

/// A promise is on disk before it is given.
#[test]
fn a_learner_does_not_answer_before_its_promise_is_written() {
    let mut lone = learner(disk(0, 0, Zxid(0)), LearnerType::Participant);
    let (port, connection) = (Port::Quorum, ConnectionId(103));
    let message = Message::LeaderInfo { epoch: Epoch(1) };
    let mut outputs = lone.file(Input::Received { port, connection, message }, Unit::Main);
    let mut steps = 0;
    while let Some(token) = outputs.iter().find_map(|output| match output {
        Output::Persist { token, .. } => Some(*token),
        _ => None,
    }) {
        assert!(!outputs.iter().any(|output| matches!(output, Output::Send { .. })), "after {steps} steps");
        outputs = lone.file(Input::Persisted { token }, Unit::Main);
        steps += 1;
    }
    assert_eq!(steps, 2, "beside its file, and in its place");
    assert!(
        outputs.iter().any(|output| matches!(output, Output::Send { message: Message::AckEpoch { .. }, .. }))
    );
}

/// What begins a synchronization is DIFF, TRUNC or SNAP; at anything else the process ends with ZooKeeper's code.
#[test]
fn a_synchronization_that_begins_with_something_else_ends_the_process() {
    let mut lone = learner(disk(0, 0, Zxid(0)), LearnerType::Participant);
    from_leader(&mut lone, Message::LeaderInfo { epoch: Epoch(1) });
    let outputs = from_leader(&mut lone, Message::UpToDate);
    assert!(outputs.contains(&Output::Exit { code: 13 }), "{outputs:?}");
}

#[test]
fn a_gap_in_a_synchronization_is_rejected() {
    let mut lone = learner(disk(1, 1, Zxid::new(1, 1)), LearnerType::Participant);
    from_leader(&mut lone, Message::LeaderInfo { epoch: Epoch(2) });
    from_leader(&mut lone, Message::Diff { zxid: Zxid::new(1, 4) });
    assert_eq!(lost(from_leader(&mut lone, proposal(2))), None);
    assert_eq!(lost(from_leader(&mut lone, proposal(4))), Some(Loss::Gap));
    assert_eq!(lone.server.last_processed(), Zxid::new(1, 1), "nothing was applied");
    assert_eq!(lone.now, Micros(0));
}

fn proposal(counter: u32) -> Message {
    Message::Proposal { txn: Txn::unknown(Zxid::new(1, counter)) }
}
