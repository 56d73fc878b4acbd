//! Broadcast, packet by packet: what a leader proposes, counts and commits, and what a follower makes of it (reference §5, §6).

use crate::single_server::{Lone, notes, vote};
use zab::config::{Config, LearnerType};
use zab::ids::{ConnectionId, Epoch, Micros, ServerId, SessionId, Zxid};
use zab::io::{Input, Output};
use zab::message::{Message, Port};
use zab::note::{AckIgnoreReason, Loss, Note, StepDown};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::request::Op;
use zab::server::Unit;
use zab::storage::durable::{DiskStep, Durable, Snapshot};
use zab::storage::txn::Txn;
use zab::vote::ServerState::{Following, Leading, Looking};

pub(crate) fn z(counter: u32) -> Zxid {
    Zxid::new(1, counter)
}

pub(crate) fn connection(server: i64) -> ConnectionId {
    ConnectionId(100 + server.unsigned_abs())
}

pub(crate) fn config(id: i64, count: i64) -> Config {
    Config::new(ServerId(id), Quorum::majority((1..=count).map(ServerId)))
}

/// Server 3, elected, which waits for learners.
fn elected(config: Config) -> Lone {
    let count = config.quorum.voters().len() as i64;
    let mut lone = Lone::new(config, Durable::default());
    lone.settle();
    for other in (1..=count).filter(|id| *id != 3) {
        lone.hear(other, Looking, vote(1, 3, Zxid(0), 0));
    }
    lone.wait(200);
    assert_eq!(lone.state(), Leading);
    lone.work();
    lone
}

/// Server 3, which leads epoch 1 with these followers.
pub(crate) fn leader(config: Config, followers: &[i64]) -> Lone {
    let mut lone = elected(config);
    for follower in followers {
        let (port, from) = (Port::Quorum, ServerId(*follower));
        lone.file(Input::Accepted { port, connection: connection(*follower) }, Unit::Links);
        tell(&mut lone, *follower, Message::FollowerInfo { from, accepted_epoch: Epoch(0) });
    }
    for follower in followers {
        tell(&mut lone, *follower, Message::AckEpoch { last_zxid: Zxid(0), current_epoch: Some(Epoch(0)) });
    }
    for follower in followers {
        tell(&mut lone, *follower, Message::Ack { zxid: z(0) });
    }
    for follower in followers {
        tell(&mut lone, *follower, Message::Ack { zxid: z(0) });
    }
    assert!(lone.server.serves());
    lone
}

/// A learner says something, and the disk is done at once with what comes of it.
pub(crate) fn tell(lone: &mut Lone, learner: i64, message: Message) -> Vec<Output> {
    let mut outputs = say(lone, learner, message);
    outputs.extend(lone.work());
    outputs
}

/// A learner says something; what the server writes then takes its time.
fn say(lone: &mut Lone, learner: i64, message: Message) -> Vec<Output> {
    let input = Input::Received { port: Port::Quorum, connection: connection(learner), message };
    let mut outputs = lone.file(input, Unit::Links);
    outputs.extend(lone.settle());
    outputs
}

/// A client of a follower asks for a session.
pub(crate) fn request(session: i64) -> Message {
    let op = Op::CreateSession { timeout: Micros::from_millis(4_000) };
    Message::Request { session: SessionId(session), cxid: 0, op: Box::new(op) }
}

/// What a server has said on one connection.
pub(crate) fn said(outputs: &[Output], to: ConnectionId) -> Vec<Message> {
    let said = outputs.iter().filter_map(|output| match output {
        Output::Send { connection, message } if *connection == to => Some(message.clone()),
        _ => None,
    });
    said.collect()
}

fn commits(outputs: &[Output]) -> Vec<Zxid> {
    let commits = outputs.iter().filter_map(|output| match output {
        Output::Note(Note::Committed { zxid }) => Some(*zxid),
        _ => None,
    });
    commits.collect()
}

#[test]
fn a_leader_may_commit_what_is_not_on_its_own_disk() {
    let mut lone = leader(config(3, 3), &[1, 2]);
    say(&mut lone, 1, request(7));
    assert_eq!(commits(&say(&mut lone, 1, Message::Ack { zxid: z(1) })), []);
    assert_eq!(commits(&say(&mut lone, 2, Message::Ack { zxid: z(1) })), [z(1)], "two of three");
    assert_eq!(lone.server.last_processed(), z(1), "applied and served");
    assert!(lone.server.durable().log.is_empty(), "and not written");
}

#[test]
fn the_leaders_own_ack_is_its_own_disk() {
    let mut lone = leader(config(3, 3), &[1, 2]);
    say(&mut lone, 1, request(7));
    say(&mut lone, 1, Message::Ack { zxid: z(1) });
    assert_eq!(commits(&lone.work()), [z(1)], "its own, when the log is safe");
}

#[test]
fn acks_that_change_nothing_say_why() {
    let mut lone = leader(config(3, 3), &[1, 2]);
    tell(&mut lone, 1, request(7));
    tell(&mut lone, 1, Message::Ack { zxid: z(1) });
    for (zxid, expected) in
        [(z(1), AckIgnoreReason::AlreadyCommitted), (z(9), AckIgnoreReason::NeverProposed)]
    {
        let noted = notes(tell(&mut lone, 2, Message::Ack { zxid }));
        assert!(noted.contains(&Note::AckIgnored { zxid, by: ServerId(2), reason: expected }), "{noted:?}");
    }
    let stranger = 8;
    let (port, from) = (Port::Quorum, ServerId(stranger));
    lone.file(Input::Accepted { port, connection: connection(stranger) }, Unit::Links);
    for message in [
        Message::FollowerInfo { from, accepted_epoch: Epoch(0) },
        Message::AckEpoch { last_zxid: Zxid(0), current_epoch: Some(Epoch(0)) },
        Message::Ack { zxid: z(0) },
        Message::Ack { zxid: z(0) },
    ] {
        tell(&mut lone, stranger, message);
    }
    let proposed = say(&mut lone, 1, request(8));
    assert!(
        said(&proposed, connection(stranger))
            .iter()
            .any(|message| matches!(message, Message::Proposal { .. })),
        "a follower without a vote is told"
    );
    let noted = notes(say(&mut lone, stranger, Message::Ack { zxid: z(2) }));
    let ignored = Note::AckIgnored { zxid: z(2), by: from, reason: AckIgnoreReason::NoVote };
    assert!(noted.contains(&ignored), "and does not count: {noted:?}");
}

/// A learner that comes while something is under way is sent that, too: between the history and NEWLEADER.
#[test]
fn what_is_under_way_is_forwarded_to_a_late_learner() {
    for observes in [false, true] {
        let mut lone = leader(config(3, 5), &[1, 2]);
        tell(&mut lone, 1, request(6));
        tell(&mut lone, 1, Message::Ack { zxid: z(1) });
        tell(&mut lone, 2, Message::Ack { zxid: z(1) });
        say(&mut lone, 1, request(7));
        let (port, from, accepted_epoch) = (Port::Quorum, ServerId(4), Epoch(0));
        lone.file(Input::Accepted { port, connection: connection(4) }, Unit::Links);
        let info = if observes {
            Message::ObserverInfo { from, accepted_epoch }
        } else {
            Message::FollowerInfo { from, accepted_epoch }
        };
        say(&mut lone, 4, info);
        let last_zxid = z(1);
        let answer = Message::AckEpoch { last_zxid, current_epoch: Some(Epoch(0)) };
        let sent = said(&say(&mut lone, 4, answer), connection(4));
        let kinds: Vec<String> = sent
            .iter()
            .map(|message| match message {
                Message::Diff { zxid } => format!("DIFF {zxid}"),
                Message::Proposal { txn } => format!("PROPOSAL {}", txn.zxid),
                Message::NewLeader { zxid } => format!("NEWLEADER {zxid}"),
                other => format!("{other:?}"),
            })
            .collect();
        let expected: &[&str] = if observes {
            &["DIFF 1.1", "NEWLEADER 1.0"]
        } else {
            &["DIFF 1.1", "PROPOSAL 1.2", "NEWLEADER 1.0"]
        };
        assert_eq!(kinds, expected, "observes: {observes}");
        // From here on it is told what is committed.
        say(&mut lone, 1, Message::Ack { zxid: z(2) });
        let committed = said(&say(&mut lone, 2, Message::Ack { zxid: z(2) }), connection(4));
        assert!(committed.is_empty(), "two of five, the leader's disk being busy");
        let committed = said(&lone.work(), connection(4));
        match committed.as_slice() {
            [Message::Inform { txn }] if observes => assert_eq!(txn.zxid, z(2)),
            [Message::Commit { zxid }] if !observes => assert_eq!(*zxid, z(2)),
            other => panic!("observes {observes}: {other:?}"),
        }
    }
}

/// With the last counter of an epoch nothing more can be proposed.
#[test]
fn a_leader_without_zxids_steps_down() {
    let config = Config { counter_before_first: u32::MAX - 2, ..config(3, 3) };
    let mut lone = leader(config, &[1, 2]);
    let proposed = tell(&mut lone, 1, request(7));
    assert!(said(&proposed, connection(1)).iter().any(|message| matches!(message,
        Message::Proposal { txn } if txn.zxid.counter() == u32::MAX - 1)));
    let noted = notes(tell(&mut lone, 1, request(8)));
    assert!(
        noted.iter().any(|note| matches!(note, Note::SteppedDown { reason: StepDown::CounterExhausted, .. })),
        "{noted:?}"
    );
    // Its learners hear of it when its threads have stopped, and its main thread at the next half tick.
    let closes = |outputs: &[Output]| outputs.iter().any(|output| matches!(output, Output::Close { .. }));
    lone.now = lone.now + Micros::from_millis(20);
    let stopped = lone.work();
    assert!(closes(&stopped), "{stopped:?}");
    assert_eq!(lone.state(), Leading);
    lone.wait(1_000);
    assert_eq!(lone.state(), Looking);
    assert_eq!(
        lone.server.last_processed().counter(),
        u32::MAX - 1,
        "what was logged counts; the last was never sent"
    );
}

/// A follower that does not acknowledge a proposal for `syncLimit` ticks is given up, however much it says.
#[test]
fn a_follower_that_acknowledges_too_late_is_given_up() {
    let mut lone = leader(config(3, 3), &[1, 2]);
    tell(&mut lone, 1, request(7));
    let mut lost = Vec::new();
    for second in 1..=11 {
        lost.extend(lone.wait(1_000).into_iter().filter_map(|note| match note {
            Note::LearnerLost { learner, reason } => Some((second, learner, reason)),
            _ => None,
        }));
        if second == 1 {
            tell(&mut lone, 1, Message::Ack { zxid: z(1) });
        }
        for follower in [1, 2] {
            tell(&mut lone, follower, Message::Ping { zxid: z(1), touches: Vec::new() });
        }
    }
    // It is looked at when the leader pings: each second.
    assert_eq!(lost, [(10, ServerId(2), Loss::AckLate)]);
    assert_eq!(lone.state(), Leading);
}

/// Off by default: who waits for epochs gives up when a voter is LOOKING again, after this long.
#[test]
fn a_voter_that_is_looking_ends_the_wait_for_epochs() {
    for (limit, expected) in [(None, Leading), (Some(Micros::from_millis(1_000)), Looking)] {
        let mut lone = elected(Config { max_time_to_wait_for_epoch: limit, ..config(3, 3) });
        lone.hear(2, Looking, vote(2, 2, Zxid(0), 0));
        assert_eq!(lone.state(), Leading, "not long enough");
        lone.wait(1_500);
        let noted = lone.hear(2, Looking, vote(2, 2, Zxid(0), 0));
        assert_eq!(lone.state(), expected, "{noted:?}");
        let gave_up = noted
            .iter()
            .any(|note| matches!(note, Note::SteppedDown { reason: StepDown::VoterIsLooking, .. }));
        assert_eq!(gave_up, limit.is_some());
    }
}

/// A server with an empty history that has a connection to leader 3 and has been told all this.
fn told(config: Config, messages: &[Message]) -> Lone {
    let mut lone = Lone::new(config, Durable::default());
    lone.settle();
    lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
    lone.hear(3, Leading, vote(1, 3, Zxid(0), 0));
    let (port, connection) = (Port::Quorum, connection(3));
    lone.file(Input::Connected { to: ServerId(3), port, connection }, Unit::Main);
    for message in messages {
        tell(&mut lone, 3, message.clone());
    }
    lone
}

/// A server that follows or observes 3 in epoch 1.
fn learner(config: Config) -> Lone {
    let begin = Message::LeaderInfo { epoch: Epoch(1) };
    let lone = told(
        config,
        &[begin, Message::Diff { zxid: Zxid(0) }, Message::NewLeader { zxid: z(0) }, Message::UpToDate],
    );
    assert!(lone.server.serves());
    lone
}

fn proposal(counter: u32) -> Message {
    Message::Proposal { txn: Txn::unknown(z(counter)) }
}

#[test]
fn a_follower_exits_at_a_commit_that_is_not_the_oldest() {
    let mut lone = learner(config(1, 3));
    let passed_over = notes(tell(&mut lone, 3, Message::Commit { zxid: z(1) }));
    assert_eq!(passed_over, [Note::CommitWithoutProposal { zxid: z(1) }]);
    tell(&mut lone, 3, proposal(1));
    tell(&mut lone, 3, proposal(2));
    let outputs = tell(&mut lone, 3, Message::Commit { zxid: z(2) });
    assert!(outputs.contains(&Output::Exit { code: 12 }), "{outputs:?}");
    assert_eq!(lone.server.last_processed(), Zxid(0));
}

/// What comes while the disk is busy is made safe in one go, and acknowledged in order.
#[test]
fn a_follower_commits_in_groups() {
    let mut lone = learner(config(1, 3));
    let mut steps = Vec::new();
    let mut acks = Vec::new();
    let mut outputs = say(&mut lone, 3, proposal(1));
    for counter in 2..=4 {
        outputs.extend(say(&mut lone, 3, proposal(counter)));
    }
    outputs.extend(lone.work());
    for output in &outputs {
        match output {
            Output::Persist { step: DiskStep::Append { txn, .. }, .. } => steps.push(txn.zxid.counter()),
            Output::Persist { step: DiskStep::SyncLog, .. } => steps.push(0),
            Output::Send { message: Message::Ack { zxid }, .. } => acks.push(*zxid),
            _ => {}
        }
    }
    assert_eq!(steps, [1, 2, 3, 4, 0], "what comes while 1 is being written goes with it");
    assert_eq!(acks, [z(1), z(2), z(3), z(4)]);
}

/// An observer applies what it is told of without waiting for its disk, and acknowledges nothing.
#[test]
fn an_observer_applies_before_it_has_logged() {
    let config = Config { learner_type: LearnerType::Observer, ..config(4, 3) };
    let mut lone = learner(config);
    let outputs = say(&mut lone, 3, Message::Inform { txn: Txn::unknown(z(1)) });
    assert_eq!(lone.server.last_processed(), z(1));
    assert!(lone.server.durable().log.is_empty());
    assert!(said(&[outputs, lone.work()].concat(), connection(3)).is_empty());
    assert_eq!(lone.server.durable().last_zxid(), z(1));
    // What is not for observers is passed over.
    tell(&mut lone, 3, proposal(2));
    tell(&mut lone, 3, Message::Commit { zxid: z(2) });
    assert_eq!(lone.server.last_processed(), z(1));
}

/// A COMMIT between NEWLEADER and UPTODATE whose proposal came before NEWLEADER: a follower of 3.8.0 has handed that on already,
/// trips, and begins again; one of 3.9.5 keeps it until it serves (ZOOKEEPER-4394).
#[test]
fn a_follower_of_3_8_0_trips_over_an_early_commit() {
    for (release, trips) in [(Release::V3_8_0, true), (Release::V3_9_5, false)] {
        let mut lone = told(
            Config { release, ..config(1, 3) },
            &[
                Message::LeaderInfo { epoch: Epoch(1) },
                Message::Diff { zxid: Zxid(0) },
                proposal(1),
                Message::NewLeader { zxid: z(0) },
                Message::Commit { zxid: z(1) },
            ],
        );
        assert_eq!(lone.state() == Looking, trips, "{release:?}");
        if !trips {
            tell(&mut lone, 3, Message::UpToDate);
            assert_eq!(lone.server.last_processed(), z(1));
        }
    }
}

/// What is committed and not applied yet is in no window: a learner that comes at this moment is sent it as under way.
#[test]
fn what_is_committed_and_not_applied_is_forwarded() {
    let mut lone = leader(config(3, 5), &[1, 2, 4]);
    say(&mut lone, 1, request(7));
    let (port, late) = (Port::Quorum, connection(5));
    lone.file(Input::Accepted { port, connection: late }, Unit::Handler(late));
    // Only handlers run: nobody applies.
    let hear = |lone: &mut Lone, learner: i64, message: Message| {
        let connection = connection(learner);
        lone.file(Input::Received { port, connection, message }, Unit::Handler(connection))
    };
    for learner in [1, 2, 4] {
        hear(&mut lone, learner, Message::Ack { zxid: z(1) });
    }
    assert_eq!(lone.server.last_processed(), z(0), "committed, and not applied");
    let from = ServerId(5);
    hear(&mut lone, 5, Message::FollowerInfo { from, accepted_epoch: Epoch(0) });
    let answer = Message::AckEpoch { last_zxid: z(0), current_epoch: Some(Epoch(0)) };
    let sent = said(&hear(&mut lone, 5, answer), late);
    let [
        Message::Diff { zxid },
        Message::Proposal { txn },
        Message::Commit { zxid: committed },
        Message::NewLeader { .. },
    ] = sent.as_slice()
    else {
        panic!("{sent:?}")
    };
    assert_eq!((*zxid, txn.zxid, *committed), (z(0), z(1), z(1)));
}

/// What an observer is told of between the leader's tree and NEWLEADER goes into that tree at once.
#[test]
fn an_observer_is_told_of_what_is_committed_while_it_is_synchronized() {
    let config = Config { learner_type: LearnerType::Observer, ..config(4, 3) };
    let mut lone = told(
        config,
        &[
            Message::LeaderInfo { epoch: Epoch(1) },
            Message::Snap { snapshot: Snapshot::empty(z(1)) },
            Message::Inform { txn: Txn::unknown(z(2)) },
        ],
    );
    assert_eq!(lone.server.last_processed(), z(2));
    for message in [Message::NewLeader { zxid: z(0) }, Message::Inform { txn: Txn::unknown(z(3)) }] {
        tell(&mut lone, 3, message);
    }
    assert_eq!(lone.server.last_processed(), z(2), "from NEWLEADER on it waits to be logged");
    tell(&mut lone, 3, Message::UpToDate);
    assert_eq!(lone.server.last_processed(), z(3));
    assert_eq!(lone.server.durable().last_zxid(), z(3));
}
