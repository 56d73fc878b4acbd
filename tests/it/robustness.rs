//! A server is told anything, in any order: it never panics, never turns in circles, and leaves no deadline unheeded.
//!
//! What it is told is well-typed and nothing else: messages that no server would send at that moment, from connections that it
//! does not know, disks that are done with what nobody has asked for, clients that speak before they have a session.

use crate::effort;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::VecDeque;
use zab::config::{Config, LearnerType};
use zab::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, SessionId, Token, Zxid};
use zab::io::{Chance, Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::request::{Answer, ErrorCode, Op, Reply};
use zab::server::Server;
use zab::storage::durable::{Durable, Snapshot};
use zab::storage::txn::{Change, Txn};
use zab::vote::{ServerState, Vote};

/// Something that happens.
#[derive(Clone, Debug)]
enum Act {
    Input(Input),
    /// The disk is done with this many of the steps that the server has asked for.
    Disk(usize),
    /// Time passes.
    Wait(Micros),
    /// One unit runs, and the others do not.
    Run(usize),
    /// Everyone else says that this server leads, or the one after it.
    Elect(bool),
    /// A learner connects, or the leader does, and goes through the motions up to serving.
    Join(u64),
    /// The leader says something, or the learners do.
    Tell(Message),
    /// A client opens a session and asks for something, and both is committed.
    Serve(u64, Op),
}

fn zxid() -> impl Strategy<Value = Zxid> {
    prop_oneof![
        4 => (0u32..4, 0u32..4).prop_map(|(epoch, counter)| Zxid::new(epoch, counter)),
        1 => (0u32..4).prop_map(|epoch| Zxid::new(epoch, u32::MAX)),
        1 => any::<i64>().prop_map(Zxid),
    ]
}

fn epoch() -> impl Strategy<Value = Epoch> {
    prop_oneof![4 => (-1i64..4).prop_map(Epoch), 1 => any::<i64>().prop_map(Epoch)]
}

fn server() -> impl Strategy<Value = ServerId> {
    prop_oneof![8 => (1i64..5).prop_map(ServerId), 1 => any::<i64>().prop_map(ServerId)]
}

fn session() -> impl Strategy<Value = SessionId> {
    prop_oneof![4 => (0i64..4).prop_map(SessionId), 1 => any::<i64>().prop_map(SessionId)]
}

fn span() -> impl Strategy<Value = Micros> {
    prop_oneof![4 => (0u64..12_000).prop_map(Micros::from_millis), 1 => any::<u64>().prop_map(Micros)]
}

fn path() -> impl Strategy<Value = String> {
    let paths = ["/", "/a", "/a/b", "/zookeeper", "/zookeeper/quota", "", "a", "//", "/a/", "/a//b", "/.."];
    prop_oneof![proptest::sample::select(paths.to_vec()).prop_map(String::from), any::<String>()]
}

fn op() -> impl Strategy<Value = Op> {
    let version = || prop_oneof![Just(-1), 0i32..3, any::<i32>()];
    prop_oneof![
        span().prop_map(|timeout| Op::CreateSession { timeout }),
        Just(Op::CloseSession),
        (path(), any::<bool>(), any::<bool>()).prop_map(|(path, ephemeral, sequential)| Op::Create {
            path,
            data: String::from("v"),
            ephemeral,
            sequential
        }),
        (path(), version()).prop_map(|(path, version)| Op::Delete { path, version }),
        (path(), version()).prop_map(|(path, version)| Op::SetData {
            path,
            data: String::from("w"),
            version
        }),
        path().prop_map(|path| Op::Exists { path }),
        path().prop_map(|path| Op::GetData { path }),
        path().prop_map(|path| Op::GetChildren { path }),
        path().prop_map(|path| Op::Sync { path }),
        Just(Op::Ping),
    ]
}

fn txn() -> impl Strategy<Value = Txn> {
    let change = prop_oneof![
        span().prop_map(|timeout| Change::CreateSession { timeout }),
        prop::collection::vec(path(), 0..3).prop_map(|paths| Change::CloseSession { paths }),
        (path(), any::<bool>(), any::<i32>()).prop_map(|(path, ephemeral, parent_cversion)| {
            Change::Create { path, data: String::new(), ephemeral, parent_cversion }
        }),
        path().prop_map(|path| Change::Delete { path }),
        (path(), any::<i32>()).prop_map(|(path, version)| Change::SetData {
            path,
            data: String::new(),
            version
        }),
        Just(Change::Error(ErrorCode::NoNode)),
        Just(Change::Unknown),
    ];
    (zxid(), session(), -2i32..3, change).prop_map(|(zxid, session, cxid, change)| Txn {
        zxid,
        session,
        cxid,
        time: Micros(0),
        change: change.into(),
    })
}

fn vote() -> impl Strategy<Value = Vote> {
    (prop_oneof![-1i64..4, any::<i64>()], server(), zxid(), epoch())
        .prop_map(|(round, leader, zxid, peer_epoch)| Vote { round: Round(round), leader, zxid, peer_epoch })
}

fn notification() -> impl Strategy<Value = Message> {
    let states = [ServerState::Looking, ServerState::Following, ServerState::Leading, ServerState::Observing];
    (proptest::sample::select(states.to_vec()), vote())
        .prop_map(|(state, vote)| Message::Notification(Notification::new(state, vote)))
}

fn message() -> impl Strategy<Value = Message> {
    let touches = prop::collection::vec((session(), span()), 0..3);
    let between_servers = prop_oneof![
        (server(), epoch()).prop_map(|(from, accepted_epoch)| Message::FollowerInfo { from, accepted_epoch }),
        (server(), epoch()).prop_map(|(from, accepted_epoch)| Message::ObserverInfo { from, accepted_epoch }),
        epoch().prop_map(|epoch| Message::LeaderInfo { epoch }),
        (zxid(), proptest::option::of(epoch()))
            .prop_map(|(last_zxid, current_epoch)| Message::AckEpoch { last_zxid, current_epoch }),
        zxid().prop_map(|zxid| Message::Diff { zxid }),
        zxid().prop_map(|zxid| Message::Trunc { zxid }),
        zxid().prop_map(|zxid| Message::Snap { snapshot: Snapshot::empty(zxid) }),
        txn().prop_map(|txn| Message::Proposal { txn }),
        zxid().prop_map(|zxid| Message::Commit { zxid }),
        txn().prop_map(|txn| Message::Inform { txn }),
        zxid().prop_map(|zxid| Message::NewLeader { zxid }),
        zxid().prop_map(|zxid| Message::Ack { zxid }),
        Just(Message::UpToDate),
        (zxid(), touches).prop_map(|(zxid, touches)| Message::Ping { zxid, touches }),
    ];
    let about_clients = prop_oneof![
        (session(), -2i32..3, op()).prop_map(|(session, cxid, op)| Message::Request {
            session,
            cxid,
            op: Box::new(op)
        }),
        Just(Message::Sync),
        (session(), span()).prop_map(|(session, timeout)| Message::Revalidate { session, timeout }),
        (session(), any::<bool>()).prop_map(|(session, valid)| Message::Revalidated { session, valid }),
        (session(), span(), zxid()).prop_map(|(session, timeout, last_zxid)| Message::Connect {
            session,
            timeout,
            last_zxid
        }),
        (session(), span())
            .prop_map(|(session, timeout)| Message::Connected { session: Some((session, timeout)) }),
        (-2i32..4, op()).prop_map(|(cxid, op)| Message::Ask { cxid, op: Box::new(op) }),
        zxid().prop_map(|zxid| Message::Answer(Box::new(Reply { cxid: 1, zxid, answer: Answer::Done }))),
    ];
    prop_oneof![
        between_servers,
        about_clients,
        notification(),
        server().prop_map(|from| Message::Handshake { from })
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let port = || proptest::sample::select(vec![Port::Election, Port::Quorum, Port::Client]);
    // Of learners, of the leader, of clients.
    let connection = || {
        (proptest::sample::select(vec![0, 20, 30]), 1u64..7)
            .prop_map(|(kind, number)| ConnectionId(kind + number))
    };
    let input = prop_oneof![
        1 => (server(), port(), connection())
            .prop_map(|(to, port, connection)| Input::Connected { to, port, connection }),
        1 => (server(), port()).prop_map(|(to, port)| Input::Refused { to, port }),
        2 => (port(), connection()).prop_map(|(port, connection)| Input::Accepted { port, connection }),
        12 => (port(), connection(), message())
            .prop_map(|(port, connection, message)| Input::Received { port, connection, message }),
        1 => (0u64..9).prop_map(|token| Input::Persisted { token: Token(token) }),
        1 => span().prop_map(|span| Input::Drawn { chance: Chance::ObserverDelay, value: span.0 }),
        1 => (port(), connection()).prop_map(|(port, connection)| Input::Closed { port, connection }),
    ];
    prop_oneof![
        12 => input.prop_map(Act::Input),
        4 => (1usize..9).prop_map(Act::Disk),
        2 => (0u64..3_000).prop_map(|ms| Act::Wait(Micros::from_millis(ms))),
        2 => (0usize..12).prop_map(Act::Run),
        1 => any::<bool>().prop_map(Act::Elect),
        3 => (1u64..7).prop_map(Act::Join),
        3 => (1u64..7, op()).prop_map(|(client, op)| Act::Serve(client, op)),
        6 => message().prop_map(Act::Tell),
    ]
}

/// A server, and what it has asked its disk for.
struct Told {
    server: Server,
    now: Micros,
    unwritten: Vec<Token>,
    /// Whether the process has ended itself.
    ended: bool,
    /// The last connection to a leader.
    leader: u64,
    /// What it has asked its leader for and was not proposed.
    requests: VecDeque<(SessionId, i32, Op)>,
}

impl Told {
    fn perform(&mut self, out: Outbox) {
        for (_, output) in out.into_outputs() {
            match output {
                Output::Persist { token, .. } => self.unwritten.push(token),
                Output::Exit { .. } => self.ended = true,
                Output::Send { message: Message::Request { session, cxid, op }, .. } => {
                    self.requests.push_back((session, cxid, *op));
                }
                _ => {}
            }
        }
    }

    fn hear(&mut self, input: Input) {
        let mut out = Outbox::new(Cause(1));
        self.server.step(self.now, Cause(1), input, &mut out);
        self.perform(out);
    }

    fn receive(&mut self, connection: u64, message: Message) {
        let (port, connection) = (Port::Quorum, ConnectionId(connection));
        self.hear(Input::Received { port, connection, message });
        self.settle();
    }

    fn settle(&mut self) {
        let mut out = Outbox::new(Cause(1));
        self.server.settle(self.now, &mut out);
        // Units that seem to have no work are not run; none of them may have had any.
        for unit in self.server.units() {
            assert!(!self.server.run(self.now, unit, &mut out), "{unit:?} still has work");
        }
        self.perform(out);
    }

    fn write(&mut self, count: usize) {
        for _ in 0..count.min(self.unwritten.len()) {
            let token = self.unwritten.remove(0);
            self.hear(Input::Persisted { token });
            self.settle();
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Input(input) => self.hear(input),
            Act::Disk(count) => self.write(count),
            Act::Wait(span) => self.now = self.now + span,
            Act::Run(unit) => {
                let units = self.server.units();
                let mut out = Outbox::new(Cause(1));
                self.server.run(self.now, units[unit % units.len()], &mut out);
                self.perform(out);
            }
            Act::Elect(self_leads) => self.elect(self_leads),
            Act::Join(connection) => self.join(connection),
            Act::Serve(client, op) => self.serve(client, op),
            Act::Tell(message) if self.server.state() == ServerState::Leading => {
                (1..7).for_each(|connection| self.receive(connection, message.clone()));
            }
            Act::Tell(message) => self.receive(self.leader, message),
        }
    }

    fn elect(&mut self, leads: bool) {
        let me = self.server.id();
        let leader = if leads { me } else { ServerId(me.0 % 3 + 1) };
        let vote = Vote { leader, ..self.server.vote() };
        for other in (1..=3).map(ServerId).filter(|other| *other != me) {
            let (port, connection) = (Port::Election, ConnectionId(10 + other.0 as u64));
            let state = match (leads, other == leader) {
                (true, _) => ServerState::Looking,
                (_, true) => ServerState::Leading,
                _ => ServerState::Following,
            };
            // The larger id keeps the connection that it has dialled.
            if other < me {
                self.hear(Input::Connected { to: other, port, connection });
            } else {
                self.hear(Input::Accepted { port, connection });
                let message = Message::Handshake { from: other };
                self.hear(Input::Received { port, connection, message });
            }
            let message = Message::Notification(Notification::new(state, vote));
            self.hear(Input::Received { port, connection, message });
        }
        self.settle();
        self.now = self.now + Micros::from_millis(250);
        self.settle();
    }

    fn join(&mut self, connection: u64) {
        let zxid = self.server.accepted_epoch().next().beginning();
        let last_zxid = self.server.last_processed();
        if self.server.state() == ServerState::Leading {
            let from = ServerId(1 + connection as i64 % 4);
            let accepted_epoch = self.server.accepted_epoch();
            self.write(9);
            self.hear(Input::Accepted { port: Port::Quorum, connection: ConnectionId(connection) });
            self.receive(connection, Message::FollowerInfo { from, accepted_epoch });
            self.write(9);
            let current_epoch = Some(self.server.current_epoch());
            self.receive(connection, Message::AckEpoch { last_zxid, current_epoch });
            self.write(9);
            self.receive(connection, Message::Ack { zxid: self.server.current_epoch().beginning() });
        } else if let Some(to) = self.server.leader() {
            let connection = 20 + connection;
            self.leader = connection;
            self.requests.clear();
            self.hear(Input::Connected { to, port: Port::Quorum, connection: ConnectionId(connection) });
            let epoch = zxid.epoch();
            for message in [
                Message::LeaderInfo { epoch },
                Message::Diff { zxid: last_zxid },
                Message::NewLeader { zxid },
                Message::UpToDate,
            ] {
                self.receive(connection, message);
                self.write(9);
            }
        }
        self.settle();
    }
}

impl Told {
    fn serve(&mut self, client: u64, op: Op) {
        let (port, connection) = (Port::Client, ConnectionId(30 + client));
        let (session, timeout, last_zxid) = (SessionId(0), Micros::from_millis(5_000), Zxid(0));
        self.hear(Input::Accepted { port, connection });
        let message = Message::Connect { session, timeout, last_zxid };
        self.hear(Input::Received { port, connection, message });
        self.settle();
        self.commit();
        self.hear(Input::Received { port, connection, message: Message::Ask { cxid: 1, op: Box::new(op) } });
        self.settle();
        self.commit();
    }

    /// What is under way is acknowledged by everyone, or proposed and committed by the leader.
    fn commit(&mut self) {
        self.write(9);
        for proposal in self.server.proposals() {
            for connection in 1..7 {
                self.receive(connection, Message::Ack { zxid: proposal.txn.zxid });
            }
        }
        while let Some((session, cxid, op)) = self.requests.pop_front() {
            let zxid = Zxid(self.server.last_processed().max(self.server.current_epoch().beginning()).0 + 1);
            let change = match op {
                Op::CreateSession { timeout } => Change::CreateSession { timeout },
                Op::CloseSession => Change::CloseSession { paths: Vec::new() },
                _ => Change::Unknown,
            };
            let txn = Txn { zxid, session, cxid, time: Micros(0), change: change.into() };
            for message in
                [Message::Proposal { txn: txn.clone() }, Message::Commit { zxid }, Message::Inform { txn }]
            {
                self.receive(self.leader, message);
            }
        }
    }
}

/// What a server has come to, in one of the cases or in another: else the property would say little.
#[derive(Debug, Default)]
struct Reached {
    serving_leaders: u32,
    serving_learners: u32,
    proposals: u32,
    commits: u32,
    sessions: u32,
    exits: u32,
}

impl Reached {
    fn note(&mut self, told: &Told) {
        let serves = told.server.serves();
        let leads = told.server.state() == ServerState::Leading;
        self.serving_leaders += u32::from(serves && leads);
        self.serving_learners += u32::from(serves && !leads);
        self.proposals += u32::from(!told.server.proposals().is_empty());
        self.commits += u32::from(told.server.last_processed() > told.server.current_epoch().beginning());
        self.sessions +=
            u32::from(told.server.tree().is_some_and(|memory| memory.tree().sessions().next().is_some()));
        self.exits += u32::from(told.ended);
    }
}

#[test]
fn a_server_may_be_told_anything() {
    let strategy = (
        prop::bool::weighted(0.2),
        any::<bool>(),
        proptest::option::of(span()),
        prop::collection::vec(act(), 0..120),
    );
    let reached = RefCell::new(Reached::default());
    let config = ProptestConfig { max_shrink_iters: 20_000, ..effort::cases(2_000) };
    let told_anything = TestRunner::new(config).run(&strategy, |(observes, old, waits, acts)| {
        let id = ServerId(if observes { 4 } else { 2 });
        let mut config = Config::new(id, Quorum::majority((1..=3).map(ServerId)));
        config.learner_type = if observes { LearnerType::Observer } else { LearnerType::Participant };
        config.release = if old { Release::V3_8_0 } else { Release::V3_9_5 };
        config.max_time_to_wait_for_epoch = waits;
        config.committed_log_limit = 3;
        let mut disk = Durable::with_log(Epoch(1), [Zxid::new(1, 1), Zxid::new(1, 2)]);
        disk.open().unwrap();
        let server = Server::start(config, disk, Cause(0));
        let mut told = Told {
            server,
            now: Micros(0),
            unwritten: Vec::new(),
            ended: false,
            leader: 0,
            requests: VecDeque::new(),
        };
        for act in acts {
            told.act(act);
            told.settle();
            reached.borrow_mut().note(&told);
            if told.ended {
                break;
            }
            let due = told.server.timers().next();
            prop_assert!(due.is_none_or(|at| at > told.now), "{:?} is unheeded", told.server.timers());
        }
        Ok(())
    });
    told_anything.unwrap();
    let Reached { serving_leaders, serving_learners, proposals, commits, sessions, exits } =
        reached.into_inner();
    for (what, times) in [
        ("leaders that serve", serving_leaders),
        ("learners that serve", serving_learners),
        ("proposals under way", proposals),
        ("transactions committed", commits),
        ("sessions", sessions),
        ("processes that ended themselves", exits),
    ] {
        assert!(times > 0, "{what}: never reached");
    }
}
