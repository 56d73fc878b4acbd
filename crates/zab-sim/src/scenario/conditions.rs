//! What can be expected: how each condition is read, and when it holds.

use crate::scenario::language::{EXPECTATIONS_LIMIT, NODES_LIMIT, TIME_LIMIT};
use crate::scenario::reader::Reader;
use crate::scenario::words::{Problem, Words};
use crate::scenario::{Command, Condition, Expectation};
use crate::world::World;
use crate::world::client::ClientState;
use std::collections::BTreeSet;
use zab::ids::{Epoch, Round, ServerId};
use zab::phases::synchronization::Mode;
use zab::server::Server;
use zab::service::request::{Answer, ErrorCode};
use zab::storage::tree::{Node, Tree};
use zab::vote::ServerState;

impl Reader {
    pub(crate) fn expect(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let written = words.rest();
        let condition = self.condition(words)?;
        let within =
            if words.skip("within") { Some(words.time("a time such as 5s", TIME_LIMIT)?) } else { None };
        self.expectations += 1;
        if self.expectations > EXPECTATIONS_LIMIT {
            return Err(Problem::new(1, format!("too much is expected, at most {EXPECTATIONS_LIMIT} times")));
        }
        self.push(Command::Expect(Expectation { condition, within, text: written }))
    }

    fn condition(&self, words: &mut Words<'_>) -> Result<Condition, Problem> {
        Ok(if words.skip("leader") {
            Condition::Leader(self.id(words)?)
        } else if words.skip("follower") {
            let followers = self.ids(words)?;
            words.expect("of")?;
            Condition::Follower(followers, self.id(words)?)
        } else if words.skip("observer") {
            let observers = self.ids(words)?;
            words.expect("of")?;
            Condition::Observer(observers, self.id(words)?)
        } else if words.skip("looking") {
            Condition::Looking(self.ids(words)?)
        } else if words.skip("down") {
            Condition::Down(self.ids(words)?)
        } else if words.skip("round") {
            let round = words.number("a round such as 2", i64::MAX as u64)?;
            Condition::Round(Round(round as i64), self.on(words)?)
        } else if words.skip("epoch") {
            let epoch = words.number("an epoch such as 2", u64::from(u32::MAX) >> 1)?;
            Condition::Epoch(Epoch(epoch as i64), self.on(words)?)
        } else if words.skip("zxid") {
            let (zxid, _) = words.zxids("a zxid such as 1.4")?;
            Condition::Zxid(zxid, self.on(words)?)
        } else if words.skip("sync") {
            let mode = mode(words)?;
            Condition::Sync(mode, self.on(words)?)
        } else if words.skip("node") {
            let path = words.path()?;
            let data = if words.at_text() { Some(words.text("a text in double quotes")?) } else { None };
            Condition::Node(path, data, self.on(words)?)
        } else if words.skip("no") {
            words.expect("node")?;
            let path = words.path()?;
            Condition::NoNode(path, self.on(words)?)
        } else if words.skip("nodes") {
            let count = words.number("a number of znodes such as 5", NODES_LIMIT)?;
            Condition::Nodes(count, self.on(words)?)
        } else if words.skip("client") {
            let client = words.client()?;
            let state = state(words)?;
            let server = if state == ClientState::Connected && words.skip("to") {
                Some(self.id(words)?)
            } else {
                None
            };
            Condition::Client(client, state, server)
        } else if words.skip("answer") {
            let client = words.client()?;
            let error = error(words)?;
            let text = match error {
                None if words.at_text() => Some(words.text("a text in double quotes")?),
                _ => None,
            };
            Condition::Answer(client, error, text)
        } else {
            let expected = "expected leader, follower, observer, looking, down, round, epoch, zxid, sync, node, \
                            no node, nodes, client or answer";
            return Err(Problem::new(words.column(), expected));
        })
    }

    /// `on`, and the servers that are meant.
    fn on(&self, words: &mut Words<'_>) -> Result<BTreeSet<ServerId>, Problem> {
        words.expect("on")?;
        self.ids(words)
    }
}

fn mode(words: &mut Words<'_>) -> Result<Mode, Problem> {
    let modes = [("DIFF", Mode::Diff), ("TRUNC", Mode::Trunc), ("SNAP", Mode::Snap)];
    let found = modes.into_iter().find(|(word, _)| words.skip(word));
    found.map(|(_, mode)| mode).ok_or_else(|| words.unexpected("DIFF, TRUNC or SNAP"))
}

fn state(words: &mut Words<'_>) -> Result<ClientState, Problem> {
    let states = [
        ("connecting", ClientState::Connecting),
        ("connected", ClientState::Connected),
        ("closed", ClientState::Closed),
        ("expired", ClientState::Expired),
        ("vanished", ClientState::Vanished),
    ];
    let found = states.into_iter().find(|(word, _)| words.skip(word));
    found
        .map(|(_, state)| state)
        .ok_or_else(|| words.unexpected("connecting, connected, closed, expired or vanished"))
}

/// `OK`, which is no error, or an error by ZooKeeper's name for it.
fn error(words: &mut Words<'_>) -> Result<Option<ErrorCode>, Problem> {
    if words.skip("OK") {
        return Ok(None);
    }
    let found = ErrorCode::ALL.into_iter().find(|code| words.skip(&code.to_string()));
    found.map(Some).ok_or_else(|| words.unexpected("OK or an error such as NoNode or ConnectionLoss"))
}

/// Whether this is what a request came to. The text of a list of children is their names, with spaces between.
fn is_answer(answer: &Answer, error: Option<ErrorCode>, text: Option<&str>) -> bool {
    match (answer, error) {
        (Answer::Failed(code), error) => Some(*code) == error && text.is_none(),
        (_, Some(_)) => false,
        (Answer::Created(said) | Answer::Data(said, _), None) => text.is_none_or(|text| text == said),
        (Answer::Children(names), None) => text.is_none_or(|text| text == names.join(" ")),
        (Answer::Done | Answer::Stat(_), None) => text.is_none(),
    }
}

impl World {
    /// Whether something expected is so.
    pub(crate) fn fulfils(&self, condition: &Condition) -> bool {
        let all = |servers: &BTreeSet<ServerId>, holds: &dyn Fn(&Server) -> bool| {
            servers.iter().all(|server| self.process(*server).is_some_and(holds))
        };
        let trees = |servers: &BTreeSet<ServerId>, holds: &dyn Fn(&Tree) -> bool| {
            all(servers, &|process| process.tree().is_some_and(|database| holds(database.tree())))
        };
        match condition {
            Condition::Leader(leader) => self.servers().all(|server| {
                let leads = self.process(server).is_some_and(|p| p.state() == ServerState::Leading);
                leads == (server == *leader)
            }),
            Condition::Follower(followers, leader) => all(followers, &|process| {
                process.state() == ServerState::Following && process.leader() == Some(*leader)
            }),
            Condition::Observer(observers, leader) => all(observers, &|process| {
                process.state() == ServerState::Observing && process.leader() == Some(*leader)
            }),
            Condition::Looking(servers) => all(servers, &|process| process.state() == ServerState::Looking),
            Condition::Down(servers) => servers.iter().all(|server| self.process(*server).is_none()),
            Condition::Epoch(epoch, servers) => all(servers, &|process| process.current_epoch() == *epoch),
            Condition::Zxid(zxid, servers) => all(servers, &|process| process.last_processed() == *zxid),
            Condition::Round(round, servers) => all(servers, &|process| process.election().round() == *round),
            Condition::Sync(mode, servers) => {
                servers.iter().all(|server| self.known(*server).is_ok_and(|m| m.synced_by == Some(*mode)))
            }
            Condition::Node(path, data, servers) => trees(servers, &|tree| {
                let holds = |node: &Node| data.as_ref().is_none_or(|data| node.data == *data);
                tree.node(path).is_some_and(holds)
            }),
            Condition::NoNode(path, servers) => trees(servers, &|tree| tree.node(path).is_none()),
            Condition::Client(client, state, server) => self.client(*client).is_some_and(|client| {
                client.state() == *state && (server.is_none() || client.server() == *server)
            }),
            Condition::Answer(client, error, text) => self.client(*client).is_some_and(|client| {
                let answer = client.last_answer().filter(|_| client.open_requests().next().is_none());
                answer.is_some_and(|answer| is_answer(answer, *error, text.as_deref()))
            }),
            Condition::Nodes(count, servers) => trees(servers, &|tree| tree.reported_count() == *count),
        }
    }
}
