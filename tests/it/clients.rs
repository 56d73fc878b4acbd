//! Clients: first one alone, told what a server might tell it; then in the world, as far as no server need answer.

use crate::effort;
use proptest::prelude::*;
use zab::ids::{Cause, ConnectionId, Micros, ServerId, SessionId, Zxid};
use zab::io::Input;
use zab::message::{Message, Port};
use zab::note::Loss;
use zab::release::Release;
use zab::request::{Answer, ErrorCode, Op, Reply};
use zab_sim::party::{ClientId, Party};
use zab_sim::play::Refused;
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;
use zab_sim::world::client::{Client, ClientState, Output};
use zab_sim::world::{Action, ActionError, Link};

const A: &str = "a";
const SESSION: SessionId = SessionId(0x200_0000_0001);

fn named(name: &str) -> ClientId {
    ClientId::named(name).unwrap()
}

fn ms(ms: u64) -> Micros {
    Micros::from_millis(ms)
}

/// A client of three servers that begins with 2 and asks for six seconds.
fn client(release: Release) -> Client {
    let mut client = Client::new(7, named(A), [2, 3, 1].map(ServerId).to_vec(), ms(6_000), release);
    assert_eq!(client.start(ms(0)), [Output::Dial(ServerId(2))]);
    client
}

/// The same, with a session that a server has granted for three seconds, at one second.
fn connected(release: Release) -> Client {
    let mut client = client(release);
    connect(&mut client, ms(1_000), ms(3_000));
    client
}

fn connect(client: &mut Client, at: Micros, timeout: Micros) {
    client.hear(at, up());
    client.hear(at, said(Message::Connected { session: Some((SESSION, timeout)) }));
    assert_eq!(client.state(), ClientState::Connected);
}

fn up() -> Input {
    Input::Connected { to: ServerId(2), port: Port::Client, connection: ConnectionId(1) }
}

fn said(message: Message) -> Input {
    Input::Received { port: Port::Client, connection: ConnectionId(1), message }
}

fn answer(cxid: i32, zxid: Zxid) -> Input {
    said(Message::Answer(Box::new(Reply { cxid, zxid, answer: Answer::Done })))
}

fn closed() -> Input {
    Input::Closed { port: Port::Client, connection: ConnectionId(1) }
}

fn get() -> Op {
    Op::GetData { path: String::from("/x") }
}

/// What was sent, by number.
fn asked(outputs: &[Output]) -> Vec<i32> {
    let number = |output: &Output| match output {
        Output::Send(Message::Ask { cxid, .. }, _) => Some(*cxid),
        _ => None,
    };
    outputs.iter().filter_map(number).collect()
}

/// What failed, by number, and how.
fn failed(outputs: &[Output]) -> Vec<(Option<i32>, ErrorCode)> {
    let failure = |output: &Output| match output {
        Output::Note(What::RequestFailed { cxid, error, .. }) => Some((*cxid, *error)),
        _ => None,
    };
    outputs.iter().filter_map(failure).collect()
}

#[test]
fn a_client_says_which_session_it_wants_and_keeps_what_it_is_given() {
    let mut client = client(Release::V3_9_5);
    assert_eq!((client.state(), client.server()), (ClientState::Connecting, Some(ServerId(2))));
    let hello = Message::Connect { session: SessionId(0), timeout: ms(6_000), last_zxid: Zxid(0) };
    assert_eq!(client.hear(ms(20), up()), [Output::Send(hello, None)]);
    connect(&mut client, ms(20), ms(4_000));
    assert_eq!((client.session(), client.timeout()), (SESSION, ms(4_000)));
    // With the next server it goes on, and asks for the timeout that it wanted at first.
    client.ask(ms(30), Cause(1), get());
    client.hear(ms(40), answer(1, Zxid::new(1, 4)));
    client.hear(ms(50), closed());
    assert_eq!(client.server(), Some(ServerId(3)));
    let due = client.deadline().unwrap();
    assert_eq!(client.run(due), [Output::Dial(ServerId(3))]);
    let hello = Message::Connect { session: SESSION, timeout: ms(6_000), last_zxid: Zxid::new(1, 4) };
    assert_eq!(client.hear(due, up()), [Output::Send(hello, None)]);
}

#[test]
fn a_client_pings_after_a_third_of_its_timeout_and_gives_a_server_up_after_two() {
    let mut client = connected(Release::V3_9_5);
    assert_eq!(client.deadline(), Some(ms(2_000)));
    assert_eq!(asked(&client.run(ms(2_000))), [-2]);
    // It was heard at one second, and two thirds of three are two.
    assert_eq!(client.deadline(), Some(ms(3_000)));
    assert_eq!(client.hear(ms(2_100), answer(-2, Zxid::new(1, 9))), []);
    assert_eq!(client.last_zxid(), Zxid(0), "a ping's answer says nothing of the state");
    // What is sent counts as well as a ping.
    client.ask(ms(2_500), Cause(1), get());
    assert_eq!(client.deadline(), Some(ms(3_500)));
    assert_eq!(asked(&client.run(ms(3_500))), [-2]);
    assert_eq!(client.deadline(), Some(ms(4_100)));
    let outputs = client.run(ms(4_100));
    assert_eq!(outputs[0], Output::Note(What::ServerLost { server: ServerId(2), reason: Loss::Silent }));
    assert_eq!(failed(&outputs), [(Some(1), ErrorCode::ConnectionLoss)]);
    assert_eq!(outputs.last(), Some(&Output::Close));
    assert_eq!(client.last_answer(), Some(&Answer::Failed(ErrorCode::ConnectionLoss)));
}

#[test]
fn requests_are_sent_and_answered_in_order_and_their_numbers_go_on() {
    let mut client = client(Release::V3_9_5);
    for _ in 0..3 {
        assert_eq!(client.ask(ms(5), Cause(1), get()), [], "it waits for a session");
    }
    client.hear(ms(20), up());
    let outputs = client.hear(ms(40), said(Message::Connected { session: Some((SESSION, ms(6_000))) }));
    assert_eq!(asked(&outputs), [1, 2, 3]);
    client.hear(ms(60), answer(1, Zxid::new(1, 1)));
    client.hear(ms(60), answer(2, Zxid(0)));
    assert_eq!(client.last_zxid(), Zxid::new(1, 1), "0 says nothing");
    assert_eq!(client.open_requests().map(|(cxid, _)| cxid).collect::<Vec<_>>(), [Some(3)]);
    assert_eq!(asked(&client.ask(ms(70), Cause(2), get())), [4]);
    let outputs = client.hear(ms(80), closed());
    let lost = ErrorCode::ConnectionLoss;
    assert_eq!(failed(&outputs), [(Some(3), lost), (Some(4), lost)]);
    // What is asked in between waits, and fails with the attempt.
    client.ask(ms(90), Cause(3), get());
    let due = client.deadline().unwrap();
    client.run(due);
    let refused = Input::Refused { to: ServerId(3), port: Port::Client };
    assert_eq!(failed(&client.hear(due, refused)), [(None, lost)]);
    let due = client.deadline().unwrap();
    client.run(due);
    connect(&mut client, due, ms(6_000));
    assert_eq!(asked(&client.ask(due, Cause(4), get())), [5]);
}

#[test]
fn an_answer_out_of_order_costs_the_connection() {
    let mut client = connected(Release::V3_9_5);
    client.ask(ms(1_000), Cause(1), get());
    client.ask(ms(1_000), Cause(1), get());
    let outputs = client.hear(ms(1_100), answer(2, Zxid::new(1, 1)));
    assert_eq!(outputs[0], Output::Note(What::ServerLost { server: ServerId(2), reason: Loss::Unexpected }));
    assert_eq!(failed(&outputs).len(), 2);
    assert_eq!(client.last_zxid(), Zxid(0));
}

/// Until it has ever reached a server it goes round its list without a pause, and pauses a second when it comes back to the first;
/// afterwards it pauses before every dial, for up to a second by chance.
#[test]
fn a_client_goes_round_its_list() {
    let mut client = client(Release::V3_9_5);
    let refused = || Input::Refused { to: ServerId(2), port: Port::Client };
    assert_eq!(client.hear(ms(10), refused()).last(), Some(&Output::Dial(ServerId(3))));
    assert_eq!(client.hear(ms(20), refused()).last(), Some(&Output::Dial(ServerId(1))));
    assert_eq!(client.hear(ms(30), refused()).last(), Some(&Output::Close));
    assert_eq!(client.deadline(), Some(ms(1_030)));
    assert_eq!(client.run(ms(1_030)), [Output::Dial(ServerId(2))]);
    // A third of its timeout for each of three servers.
    assert_eq!(client.deadline(), Some(ms(3_030)));
    assert_eq!(client.run(ms(3_030)).last(), Some(&Output::Dial(ServerId(3))));
    connect(&mut client, ms(3_100), ms(6_000));
    for (server, least) in [(1, 0), (2, 0), (3, 1_000)] {
        let now = client.deadline().unwrap_or(ms(3_200)).max(ms(3_200));
        client.hear(now, closed());
        assert_eq!(client.server(), Some(ServerId(server)));
        let pause = client.deadline().unwrap().0 - now.0;
        assert!((least * 1_000..=(least + 999) * 1_000).contains(&pause), "{server}: {pause}");
        client.run(client.deadline().unwrap());
    }
}

#[test]
fn a_session_that_is_over_ends_its_client() {
    let mut client = connected(Release::V3_9_5);
    client.hear(ms(1_500), closed());
    let due = client.deadline().unwrap();
    client.run(due);
    client.ask(due, Cause(1), get());
    client.hear(due, up());
    let outputs = client.hear(due, said(Message::Connected { session: None }));
    assert_eq!(outputs[0], Output::Note(What::Expired { session: SESSION, told: true }));
    assert_eq!(failed(&outputs), [(None, ErrorCode::SessionExpired)]);
    assert_eq!((client.state(), client.deadline(), client.server()), (ClientState::Expired, None, None));
}

/// Since 3.9.3 a client that reaches nobody knows by itself when its session must be over.
#[test]
fn a_client_that_hears_nobody_gives_its_session_up_in_newer_releases() {
    for (release, gives_up) in [(Release::V3_9_5, true), (Release::V3_8_0, false)] {
        let mut client = connected(release);
        client.hear(ms(1_500), closed());
        let mut last = ms(1_500);
        for _ in 0..20 {
            let Some(due) = client.deadline() else { break };
            assert!(due > last, "{release:?}: time must go on");
            last = due;
            client.run(due);
        }
        assert_eq!(client.state() == ClientState::Expired, gives_up, "{release:?}");
        // Heard at one second, and four thirds of three seconds later; or at the end of the pause in which that lies.
        assert!(!gives_up || (ms(5_000)..ms(7_000)).contains(&last), "{last}");
    }
}

#[test]
fn a_client_that_closes_its_session_is_done_when_that_is_answered_or_lost() {
    let mut client = connected(Release::V3_9_5);
    assert_eq!(asked(&client.ask(ms(1_100), Cause(1), Op::CloseSession)), [1]);
    assert!(client.is_closing() && !client.is_over());
    let mut other = client.clone();
    assert_eq!(client.hear(ms(1_200), answer(1, Zxid::new(1, 2))).last(), Some(&Output::Close));
    assert_eq!((client.state(), client.last_answer()), (ClientState::Closed, Some(&Answer::Done)));
    assert_eq!(failed(&other.hear(ms(1_200), closed())), [(Some(1), ErrorCode::ConnectionLoss)]);
    assert_eq!((other.state(), other.deadline()), (ClientState::Closed, None));
}

#[test]
fn a_client_that_moves_keeps_its_session_and_loses_what_was_open() {
    let mut client = connected(Release::V3_9_5);
    client.ask(ms(1_100), Cause(1), get());
    let outputs = client.go(ms(1_200), ServerId(1));
    assert_eq!(failed(&outputs), [(Some(1), ErrorCode::ConnectionLoss)]);
    assert_eq!(outputs[1..], [Output::Close, Output::Dial(ServerId(1))]);
    assert_eq!((client.session(), client.server()), (SESSION, Some(ServerId(1))));
}

fn run(text: &str) -> Run {
    let run = play::run(&Scenario::read(text).unwrap());
    let failed =
        |event: &&Event| matches!(event.what, What::Expected { met: false, .. } | What::NotDone { .. });
    assert_eq!(run.events.iter().find(failed), None);
    run
}

/// What happened to a client, without its connections.
fn story(run: &Run, client: char) -> Vec<String> {
    let own = run.events.iter().filter(|event| event.client == Some(client) && !event.what.is_plumbing());
    own.map(|event| event.what.to_string()).collect()
}

#[test]
fn a_client_of_servers_that_are_down_tries_them_in_turn() {
    let run = run("zabscope 1\nservers 1..3\nat 0s connect a to 2 timeout 6s\nrequest a create /x \"v\"\n\
                   at 900ms expect client a connecting\nexpect answer a ConnectionLoss\n");
    assert_eq!(
        story(&run, 'a'),
        [
            "clientStarted servers [2 3 1] timeout 6.000000",
            "requested create path \"/x\" data \"v\" ephemeral no sequential no",
            "serverLost server 2 reason refused",
            "requestFailed create path \"/x\" data \"v\" ephemeral no sequential no error ConnectionLoss",
            "serverLost server 3 reason refused",
            "serverLost server 1 reason refused",
        ]
    );
}

/// A cut says nothing: a client waits for its share of the timeout, then takes the next server.
#[test]
fn a_client_behind_a_cut_waits() {
    let run = run("zabscope 1\nservers 1..3\nat 0s cut a from 1..3\nconnect a to 1 timeout 6s\n\
                   at 7s expect client a connecting\n");
    let lost = run.events.iter().filter(|event| matches!(event.what, What::ServerLost { .. }));
    let lost: Vec<(u64, Loss)> = lost
        .map(|event| match event.what {
            What::ServerLost { reason, .. } => (event.at.0, reason),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(lost, [2_000_000, 4_000_000, 6_000_000].map(|at| (at, Loss::Late)));
}

/// A client that reaches nobody draws no number that is a server's.
#[test]
fn a_client_leaves_links_between_servers_alone() {
    let text = "zabscope 1\nservers 1..3\nat 0s start all\n";
    let servers = |text: String| -> Vec<(Micros, Option<ServerId>)> {
        let run = run(&(text + "at 9s expect leader 3\n"));
        let own = run.events.iter().filter(|event| matches!(event.what, What::Delivered { .. }));
        own.map(|event| (event.at, event.server)).collect()
    };
    let with = format!("{text}cut a from 1..3\nconnect a to 1\n");
    assert_eq!(servers(text.to_owned()), servers(with));
}

#[test]
fn whoever_writes_through_a_server_goes_on_doing_so() {
    let mut timeline = Timeline::new(Scenario::read("zabscope 1\nservers 1..3\n").unwrap(), None);
    for server in [3, 3, 1, 3] {
        timeline.act(Action::Write(ServerId(server))).unwrap();
    }
    let clients = timeline.view().clients;
    let seen: Vec<_> = clients.iter().map(|client| (client.id, client.server, client.unanswered)).collect();
    assert_eq!(seen, [('a', Some(ServerId(3)), 3), ('b', Some(ServerId(1)), 1)]);
    assert_eq!(
        timeline.act(Action::Write(ServerId(4))).unwrap_err().to_string(),
        "there is no server 4: this ensemble has 1, 2, 3"
    );
    // One that has gone is replaced; a name is given again when there is no other.
    timeline.act(Action::Vanish(named("a"))).unwrap();
    timeline.act(Action::Write(ServerId(3))).unwrap();
    assert_eq!(timeline.view().clients.len(), 3);
    for client in ClientId::all().skip(3) {
        timeline.act(Action::Connect { client, to: ServerId(1), timeout: ms(6_000) }).unwrap();
    }
    timeline.act(Action::Write(ServerId(2))).unwrap();
    assert_eq!(timeline.view().clients[0].server, Some(ServerId(2)));
    timeline.act(Action::Vanish(named("b"))).unwrap();
    timeline.act(Action::Write(ServerId(1))).unwrap();
    let restless = Action::Move { client: named("b"), to: ServerId(2) };
    assert_eq!(timeline.act(restless), Err(ActionError::NotInList(named("b"), ServerId(2)).into()));
}

#[test]
fn what_cannot_be_done_to_a_client_is_refused() {
    let mut timeline = Timeline::new(Scenario::read("zabscope 1\nservers 1..3\n").unwrap(), None);
    let a = named(A);
    let connect = |to| Action::Connect { client: a, to: ServerId(to), timeout: ms(6_000) };
    let ask = || Action::Request { client: a, op: get() };
    let close = || Action::Request { client: a, op: Op::CloseSession };
    assert_eq!(timeline.act(ask()), Err(ActionError::NoSuchClient(a).into()));
    assert!(matches!(timeline.act(connect(4)), Err(Refused::Action(ActionError::NoSuchServer(..)))));
    timeline.act(connect(1)).unwrap();
    assert_eq!(timeline.act(connect(2)), Err(ActionError::ClientThere(a).into()));
    timeline.act(ask()).unwrap();
    timeline.act(close()).unwrap();
    assert_eq!(timeline.act(ask()), Err(ActionError::ClientClosing(a).into()));
    assert_eq!(timeline.act(close()), Err(ActionError::ClientClosing(a).into()));
    assert_eq!(timeline.act(connect(2)), Err(ActionError::ClientThere(a).into()));
    // Nobody is there to close it with: when the dial is refused it is done.
    timeline.advance(ms(1_000));
    assert_eq!(timeline.view().clients[0].state, ClientState::Closed);
    assert_eq!(timeline.act(Action::Vanish(a)), Err(ActionError::ClientGone(a).into()));
    timeline.act(connect(2)).unwrap();
    timeline.act(Action::Vanish(a)).unwrap();
    assert_eq!(timeline.act(ask()), Err(ActionError::ClientGone(a).into()));
}

fn any_party() -> impl Strategy<Value = Party> {
    prop_oneof![
        (1i64..5).prop_map(|id| Party::Server(ServerId(id))),
        prop::sample::select(vec!["a", "b", "c"]).prop_map(|name| Party::Client(named(name))),
    ]
}

fn any_op() -> impl Strategy<Value = Op> {
    let path = prop::sample::select(vec!["/", "/x", "/x/y", "/zookeeper", "/none/y"]).prop_map(String::from);
    let version = prop::sample::select(vec![-1, 0, 1]);
    (path, version, any::<(u8, bool, bool)>()).prop_map(|(path, version, (kind, ephemeral, sequential))| {
        let data = kind.to_string();
        match kind % 8 {
            0 | 1 => Op::Create { path, data, ephemeral, sequential },
            2 => Op::Delete { path, version },
            3 => Op::SetData { path, data, version },
            4 => Op::GetData { path },
            5 => Op::GetChildren { path },
            6 if ephemeral => Op::CloseSession,
            6 => Op::Exists { path },
            _ => Op::Sync { path },
        }
    })
}

fn any_action() -> impl Strategy<Value = Action> {
    let server = || (1i64..5).prop_map(ServerId);
    let client = || prop::sample::select(vec!["a", "b", "c"]).prop_map(named);
    let link =
        || (any_party(), any_party(), any::<bool>()).prop_map(|(from, to, both)| Link { from, to, both });
    prop_oneof![
        server().prop_map(Action::Start),
        server().prop_map(Action::Start),
        server().prop_map(Action::Crash),
        server().prop_map(Action::Restart),
        link().prop_map(Action::Cut),
        link().prop_map(Action::Heal),
        Just(Action::HealAll),
        (client(), server(), 100u64..8_000).prop_map(|(client, to, timeout)| Action::Connect {
            client,
            to,
            timeout: ms(timeout)
        }),
        (client(), server()).prop_map(|(client, to)| Action::Move { client, to }),
        client().prop_map(Action::Vanish),
        (client(), any_op()).prop_map(|(client, op)| Action::Request { client, op }),
        (client(), any_op()).prop_map(|(client, op)| Action::Request { client, op }),
        server().prop_map(Action::Write),
    ]
}

proptest! {
    #![proptest_config(effort::cases(300))]

    /// Whatever is done, nothing panics; what cannot be done changes nothing; and going back and forth comes out the same.
    #[test]
    fn anything_can_be_tried(
        seed: u64,
        actions in prop::collection::vec((0u64..1_500, any_action()), 1..40),
    ) {
        let text = "zabscope 1\nservers 1..3\nobservers 4\ntick 200ms\nat 0s start all\n";
        let mut timeline = Timeline::new(Scenario::read(text).unwrap(), Some(seed));
        let mut now = Micros(0);
        for (wait, action) in actions {
            now = now + ms(wait);
            timeline.advance(now);
            let before = timeline.events().len();
            if timeline.act(action).is_err() {
                prop_assert_eq!(timeline.events().len(), before);
            }
        }
        let end = now + ms(10_000);
        timeline.advance(end);
        let (hash, view) = (timeline.hash(), timeline.view());
        prop_assert!(timeline.events().iter().all(|event| event.cause.is_none_or(|cause| cause < event.id)));
        timeline.seek(Micros(now.0 / 2));
        timeline.seek(end);
        prop_assert_eq!((timeline.hash(), timeline.view()), (hash, view));
    }
}
