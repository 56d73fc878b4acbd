//! Sessions and requests at a leader: what its clients may ask, what comes of it, and when a session is over (reference §5.7).

use crate::broadcast::{config, connection, leader, request, said, tell, z};
use crate::single_server::{Lone, notes};
use zab::ids::{ConnectionId, Micros, SessionId, Zxid};
use zab::io::{Input, Output};
use zab::message::{Message, Port};
use zab::note::Note;
use zab::request::{Answer, ErrorCode, Op, Reply};
use zab::server::Unit;
use zab::storage::txn::Change;

const CLIENT: ConnectionId = ConnectionId(300);

fn create(path: &str) -> Op {
    Op::Create { path: String::from(path), data: String::new(), ephemeral: false, sequential: false }
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
    let input = Input::Received {
        port: Port::Client,
        connection: CLIENT,
        message: Message::Ask { cxid, op: Box::new(op) },
    };
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
            Message::Answer(reply) => {
                let Reply { cxid, zxid, answer } = &**reply;
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
    assert_eq!(
        closing.map(|txn| txn.change),
        Some(Change::CloseSession { paths: vec![String::from("/e")] }.into())
    );
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
    let outputs = tell(&mut lone, 1, Message::Request { session: SessionId(7), cxid: 5, op: Box::new(op) });
    assert!(said(&outputs, connection(1)).iter().any(|message| matches!(message,
        Message::Proposal { txn } if *txn.change == Change::Error(ErrorCode::SessionExpired))));
    let outputs = tell(&mut lone, 2, Message::Revalidate { session: SessionId(7), timeout });
    let answer = Message::Revalidated { session: SessionId(7), valid: false };
    assert!(said(&outputs, connection(2)).contains(&answer));
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
    let message = Message::Ask { cxid: 1, op: Box::new(Op::GetData { path: String::from("/") }) };
    let mut outputs = lone.file(Input::Received { port, connection: again, message }, Unit::Clients);
    outputs.extend(lone.work());
    assert!(said(&outputs, again).is_empty());
    assert!(outputs.contains(&Output::Close { connection: again }), "{outputs:?}");
}
