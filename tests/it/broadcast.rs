//! Broadcast, packet by packet: what a leader proposes, counts and commits, and what a follower makes of it (reference §5, §6).

use crate::lone::{Lone, notes, vote};
use zab::durable::{DiskStep, Durable, Snapshot};
use zab::ids::{ConnectionId, Epoch, Micros, ServerId, SessionId, Zxid};
use zab::io::{Input, Output};
use zab::message::{Message, Port};
use zab::note::{AckIgnoreReason, Loss, Note, StepDown};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::request::{Answer, ErrorCode, Op, Reply};
use zab::server::{Config, LearnerType, Unit};
use zab::txn::{Change, Txn};
use zab::vote::ServerState::{Following, Leading, Looking};

fn z(counter: u32) -> Zxid {
    Zxid::new(1, counter)
}

fn connection(server: i64) -> ConnectionId {
    ConnectionId(100 + server.unsigned_abs())
}

const CLIENT: ConnectionId = ConnectionId(300);

fn config(id: i64, count: i64) -> Config {
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
fn leader(config: Config, followers: &[i64]) -> Lone {
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
fn tell(lone: &mut Lone, learner: i64, message: Message) -> Vec<Output> {
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
fn request(session: i64) -> Message {
    let op = Op::CreateSession { timeout: Micros::from_millis(4_000) };
    Message::Request { session: SessionId(session), cxid: 0, op }
}

fn create(path: &str) -> Op {
    Op::Create { path: String::from(path), data: String::new(), ephemeral: false, sequential: false }
}

/// What a server has said on one connection.
fn said(outputs: &[Output], to: ConnectionId) -> Vec<Message> {
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

/// Server 1, which follows or observes 3 in epoch 1 with an empty history.
fn learner(config: Config) -> Lone {
    let mut lone = Lone::new(config, Durable::default());
    lone.settle();
    lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
    lone.hear(3, Leading, vote(1, 3, Zxid(0), 0));
    let (port, connection) = (Port::Quorum, connection(3));
    lone.file(Input::Connected { to: ServerId(3), port, connection }, Unit::Main);
    for message in [
        Message::LeaderInfo { epoch: Epoch(1) },
        Message::Diff { zxid: Zxid(0) },
        Message::NewLeader { zxid: z(0) },
        Message::UpToDate,
    ] {
        tell(&mut lone, 3, message);
    }
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
            Output::Persist { step: DiskStep::Append(txn), .. } => steps.push(txn.zxid.counter()),
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

/// A leader with a client of its own, which has a session.
fn leader_with_client(wanted_ms: u64) -> (Lone, SessionId) {
    let mut lone = leader(config(3, 3), &[1, 2]);
    let (port, connection) = (Port::Client, CLIENT);
    lone.file(Input::Accepted { port, connection }, Unit::Clients);
    let (session, timeout, last_zxid) = (SessionId(0), Micros::from_millis(wanted_ms), Zxid(0));
    let connect = Message::Connect { session, timeout, last_zxid };
    lone.file(Input::Received { port, connection, message: connect }, Unit::Clients);
    lone.work();
    let answered = said(&tell(&mut lone, 1, Message::Ack { zxid: z(1) }), CLIENT);
    let [Message::Connected { session: Some((session, timeout)) }] = answered.as_slice() else {
        panic!("{answered:?}")
    };
    assert_eq!(*timeout, Micros::from_millis(wanted_ms.min(40_000)), "twenty ticks at most");
    (lone, *session)
}

fn ask(lone: &mut Lone, cxid: i32, op: Op) -> Vec<Output> {
    let input =
        Input::Received { port: Port::Client, connection: CLIENT, message: Message::Ask { cxid, op } };
    let mut outputs = lone.file(input, Unit::Clients);
    outputs.extend(lone.work());
    outputs
}

/// A request that fails takes a zxid, is proposed and committed like any other, and the tree stays as it is. What is proposed
/// and not committed counts already.
#[test]
fn requests_are_checked_against_what_is_under_way_and_errors_take_a_zxid() {
    let delete = |path: &str, version| Op::Delete { path: String::from(path), version };
    let set =
        |path: &str, version| Op::SetData { path: String::from(path), data: String::from("w"), version };
    let ephemeral =
        Op::Create { path: String::from("/e"), data: String::new(), ephemeral: true, sequential: false };
    let sequential =
        Op::Create { path: String::from("/s"), data: String::new(), ephemeral: false, sequential: true };
    let done = |answer: Answer| Ok(answer);
    let table: Vec<(Op, Result<Answer, ErrorCode>)> = vec![
        (create("/a"), done(Answer::Created(String::from("/a")))),
        (create("/a"), Err(ErrorCode::NodeExists)),
        (create("/a/b"), done(Answer::Created(String::from("/a/b")))),
        (create("/x/b"), Err(ErrorCode::NoNode)),
        (create("/a/"), Err(ErrorCode::BadArguments)),
        (create("a"), Err(ErrorCode::BadArguments)),
        (delete("/a", -1), Err(ErrorCode::NotEmpty)),
        (delete("/", -1), Err(ErrorCode::BadArguments)),
        (delete("/zookeeper", -1), Err(ErrorCode::BadArguments)),
        (delete("/x", -1), Err(ErrorCode::NoNode)),
        (set("/a/b", 3), Err(ErrorCode::BadVersion)),
        (delete("/a/b", 1), Err(ErrorCode::BadVersion)),
        (delete("/a/b", 0), done(Answer::Done)),
        (delete("/a", 0), done(Answer::Done)),
        (ephemeral, done(Answer::Created(String::from("/e")))),
        (create("/e/c"), Err(ErrorCode::NoChildrenForEphemerals)),
        // The number is that of all znodes ever made there: /a and /e.
        (sequential, done(Answer::Created(String::from("/s0000000002")))),
        (create("/zookeeper/quota"), Err(ErrorCode::NodeExists)),
    ];
    // Everything is asked at once: each is checked against what the ones before it will have done.
    let (mut lone, session) = leader_with_client(100_000);
    let before = lone.server.last_processed();
    for (cxid, (op, _)) in (1..).zip(&table) {
        let outputs = ask(&mut lone, cxid, op.clone());
        assert!(said(&outputs, CLIENT).is_empty(), "nothing is committed yet");
    }
    let mut answers = Vec::new();
    for offset in 1..=table.len() as i64 {
        let zxid = Zxid(before.0 + offset);
        answers.extend(said(&tell(&mut lone, 1, Message::Ack { zxid }), CLIENT));
    }
    for ((index, (op, expected)), answer) in table.iter().enumerate().zip(&answers) {
        let answer = match answer {
            Message::Answer(Reply { cxid, zxid, answer }) => {
                assert_eq!(*cxid, index as i32 + 1);
                assert_eq!(zxid.0, before.0 + index as i64 + 1, "every one has a zxid");
                answer
            }
            other => panic!("{op:?}: {other:?}"),
        };
        match (answer, expected) {
            (Answer::Failed(code), Err(expected)) => assert_eq!(code, expected, "{op:?}"),
            (answer, Ok(expected)) => assert_eq!(answer, expected, "{op:?}"),
            (answer, Err(expected)) => panic!("{op:?}: {answer:?}, not {expected}"),
        }
    }
    assert_eq!(answers.len(), table.len());
    let tree = lone.server.tree().unwrap().tree();
    let own: Vec<&str> =
        tree.nodes().map(|(path, _)| path).filter(|path| !path.starts_with("/zoo")).collect();
    assert_eq!(own, ["/", "/e", "/s0000000002"]);
    assert_eq!(tree.node("/e").unwrap().owner, Some(session));
    let root = tree.node("/").unwrap().stat();
    // Three made and one taken away, and /zookeeper, which was never made: what ZooKeeper shows of a root like this.
    assert_eq!((root.cversion, root.num_children, root.pzxid), (2 * 3 - 3, 3, Zxid(before.0 + 17)));
}

/// A closed session takes its ephemeral znodes with it, those still under way among them.
#[test]
fn a_session_that_closes_takes_its_ephemerals() {
    let (mut lone, session) = leader_with_client(100_000);
    let before = lone.server.last_processed();
    let ephemeral =
        Op::Create { path: String::from("/e"), data: String::new(), ephemeral: true, sequential: false };
    ask(&mut lone, 1, ephemeral);
    let outputs = ask(&mut lone, 2, Op::CloseSession);
    let closing = said(&outputs, connection(1)).into_iter().find_map(|message| match message {
        Message::Proposal { txn } => Some(txn),
        _ => None,
    });
    assert_eq!(closing.map(|txn| txn.change), Some(Change::CloseSession { paths: vec![String::from("/e")] }));
    for offset in 1..=2 {
        tell(&mut lone, 1, Message::Ack { zxid: Zxid(before.0 + offset) });
    }
    let tree = lone.server.tree().unwrap().tree();
    assert!(tree.node("/e").is_none());
    assert!(tree.sessions().all(|(other, _)| other != session));
}

/// A session of which nothing was heard for its timeout, and up to a tick more, is closed by the leader itself.
#[test]
fn a_silent_session_is_closed_by_the_leader() {
    let mut lone = leader(config(3, 3), &[1, 2]);
    tell(&mut lone, 1, request(7));
    tell(&mut lone, 1, Message::Ack { zxid: z(1) });
    let began = lone.now;
    let timeout = Micros::from_millis(4_000);
    let mut expired = None;
    for _ in 0..80 {
        for follower in [1, 2] {
            // For the first three seconds its client is there.
            let alive = lone.now.0 < began.0 + 3_000_000 && follower == 1;
            let touches = if alive { vec![(SessionId(7), timeout)] } else { Vec::new() };
            tell(&mut lone, follower, Message::Ping { zxid: z(1), touches });
        }
        let noted = lone.wait(100);
        if noted.contains(&Note::SessionExpired { session: SessionId(7) }) {
            expired = Some(lone.now.0 - began.0);
        }
    }
    let (earliest, latest) = (2_900_000 + timeout.0, 2_900_000 + timeout.0 + 2_000_000 + 100_000);
    assert!(expired.is_some_and(|at| (earliest..=latest).contains(&at)), "{expired:?}");
    // Its requests fail from now on, and it is not there for anyone who asks.
    let op = create("/late");
    let outputs = tell(&mut lone, 1, Message::Request { session: SessionId(7), cxid: 5, op });
    assert!(said(&outputs, connection(1)).iter().any(|message| matches!(message,
        Message::Proposal { txn } if txn.change == Change::Error(ErrorCode::SessionExpired))));
    let outputs = tell(&mut lone, 2, Message::Revalidate { session: SessionId(7), timeout });
    let answer = Message::Revalidated { session: SessionId(7), valid: false };
    assert!(said(&outputs, connection(2)).contains(&answer));
}

/// A COMMIT between NEWLEADER and UPTODATE whose proposal came before NEWLEADER: a follower of 3.8.0 has handed that on already,
/// trips, and begins again; one of 3.9.5 keeps it until it serves (ZOOKEEPER-4394).
#[test]
fn a_follower_of_3_8_0_trips_over_an_early_commit() {
    for (release, trips) in [(Release::V3_8_0, true), (Release::V3_9_5, false)] {
        let mut lone = Lone::new(Config { release, ..config(1, 3) }, Durable::default());
        lone.settle();
        lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
        lone.hear(3, Leading, vote(1, 3, Zxid(0), 0));
        let (port, connection) = (Port::Quorum, connection(3));
        lone.file(Input::Connected { to: ServerId(3), port, connection }, Unit::Main);
        for message in [
            Message::LeaderInfo { epoch: Epoch(1) },
            Message::Diff { zxid: Zxid(0) },
            proposal(1),
            Message::NewLeader { zxid: z(0) },
            Message::Commit { zxid: z(1) },
        ] {
            tell(&mut lone, 3, message);
        }
        assert_eq!(lone.state() == Looking, trips, "{release:?}");
        if !trips {
            tell(&mut lone, 3, Message::UpToDate);
            assert_eq!(lone.server.last_processed(), z(1));
        }
    }
}

/// A session whose closing is not committed when its time is up is closed a second time; and what its client asks of the
/// leader meanwhile is dropped, without a zxid and without an answer.
#[test]
fn a_session_may_be_closed_twice() {
    let (mut lone, session) = leader_with_client(4_000);
    ask(&mut lone, 1, Op::CloseSession);
    let dropped = ask(&mut lone, 2, create("/late"));
    assert!(notes(dropped.clone()).contains(&Note::RequestDropped { session, cxid: 2 }));
    assert!(said(&dropped, connection(1)).is_empty() && said(&dropped, CLIENT).is_empty());
    let mut closings = 0;
    for _ in 0..7 {
        let noted = lone.wait(1_000);
        closings += noted.iter().filter(|note| matches!(note, Note::Proposed { .. })).count();
        for follower in [1, 2] {
            tell(&mut lone, follower, Message::Ping { zxid: z(0), touches: Vec::new() });
        }
    }
    assert_eq!(closings, 1, "the second");
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

/// A client that comes back to the same server has its old connection closed, and its session stands. What it asks through a
/// server that it has left is answered by nobody.
#[test]
fn a_client_has_one_connection() {
    let (mut lone, session) = leader_with_client(10_000);
    let (port, timeout) = (Port::Client, Micros::from_millis(10_000));
    let again = ConnectionId(301);
    lone.file(Input::Accepted { port, connection: again }, Unit::Clients);
    let message = Message::Connect { session, timeout, last_zxid: Zxid(0) };
    let outputs = lone.file(Input::Received { port, connection: again, message }, Unit::Clients);
    assert!(outputs.contains(&Output::Close { connection: CLIENT }), "{outputs:?}");
    assert_eq!(said(&outputs, again), [Message::Connected { session: Some((session, timeout)) }]);

    // It goes on to a follower, and its last read comes after the leader has heard of that.
    tell(&mut lone, 1, Message::Revalidate { session, timeout });
    let message = Message::Ask { cxid: 1, op: Op::GetData { path: String::from("/") } };
    let mut outputs = lone.file(Input::Received { port, connection: again, message }, Unit::Clients);
    outputs.extend(lone.work());
    assert!(said(&outputs, again).is_empty());
    assert!(outputs.contains(&Output::Close { connection: again }), "{outputs:?}");
}

/// What an observer is told of between the leader's tree and NEWLEADER goes into that tree at once.
#[test]
fn an_observer_is_told_of_what_is_committed_while_it_is_synchronized() {
    let config = Config { learner_type: LearnerType::Observer, ..config(4, 3) };
    let mut lone = Lone::new(config, Durable::default());
    lone.settle();
    lone.hear(2, Following, vote(1, 3, Zxid(0), 0));
    lone.hear(3, Leading, vote(1, 3, Zxid(0), 0));
    let (port, connection) = (Port::Quorum, connection(3));
    lone.file(Input::Connected { to: ServerId(3), port, connection }, Unit::Main);
    for message in [
        Message::LeaderInfo { epoch: Epoch(1) },
        Message::Snap { snapshot: Snapshot::empty(z(1)) },
        Message::Inform { txn: Txn::unknown(z(2)) },
    ] {
        tell(&mut lone, 3, message);
    }
    assert_eq!(lone.server.last_processed(), z(2));
    for message in [Message::NewLeader { zxid: z(0) }, Message::Inform { txn: Txn::unknown(z(3)) }] {
        tell(&mut lone, 3, message);
    }
    assert_eq!(lone.server.last_processed(), z(2), "from NEWLEADER on it waits to be logged");
    tell(&mut lone, 3, Message::UpToDate);
    assert_eq!(lone.server.last_processed(), z(3));
    assert_eq!(lone.server.durable().last_zxid(), z(3));
}
