//! What can be expected: each condition, how it is written and read, and when it holds.

use crate::party::{ClientId, ClientState};
use crate::scenario::limits::NODES_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::servers::Servers;
use crate::scenario::words::{Problem, Words};
use crate::world::World;
use zab::collections::set::Set;
use zab::ids::{Epoch, Round, ServerId, Zxid};
use zab::note::Mode;
use zab::request::{Answer, ErrorCode};
use zab::server::Server;
use zab::storage::tree::{Node, Tree};
use zab::vote::ServerState;

/// What can be expected. Its variants are said in [`CONDITIONS`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// This server leads, and no other.
    Leader(ServerId),
    /// These servers follow that one.
    Follower(Set<ServerId>, ServerId),
    /// These servers observe that one.
    Observer(Set<ServerId>, ServerId),
    /// These servers are LOOKING.
    Looking(Set<ServerId>),
    /// These servers do not run.
    Down(Set<ServerId>),
    /// The logical clocks of these servers show this round.
    Round(Round, Set<ServerId>),
    /// The current epoch of these servers is this, on disk.
    Epoch(Epoch, Set<ServerId>),
    /// The last zxid that these servers have processed is this.
    Zxid(Zxid, Set<ServerId>),
    /// These servers were brought to their leader's history in this way, the last time since they started.
    Sync(Mode, Set<ServerId>),
    /// There is such a znode on these servers and, where that is given, it holds this.
    Node(String, Option<String>, Set<ServerId>),
    /// There is no such znode on these servers.
    NoNode(String, Set<ServerId>),
    /// There are so many znodes on these servers, as ZooKeeper counts them: it counts the root twice.
    Nodes(u64, Set<ServerId>),
    /// This client is that, and, where one is given, at this server.
    Client(ClientId, ClientState, Option<ServerId>),
    /// All requests of this client have come to an end, the last of them with this failure or with none; and, where a text is
    /// given, with that for an answer: a znode's name, what it holds, or its children's names with spaces between.
    Answer(ClientId, Option<ErrorCode>, Option<String>),
}

/// One condition of the language: how it is written, and what it means.
pub struct ConditionForm {
    /// Its first word or words.
    pub name: &'static str,
    /// How it is written, after `expect`, and what it means; the example is for servers 1 to 3.
    pub manual: Manual,
    read: fn(&mut Words<'_>, &Servers) -> Result<Condition, Problem>,
}

/// Every condition of the language.
pub const CONDITIONS: &[ConditionForm] = &[
    ConditionForm {
        name: "leader",
        manual: Manual::new("leader ID", "This server leads, and no other.", "leader 3"),
        read: |words, servers| Ok(Condition::Leader(servers.id(words)?)),
    },
    ConditionForm {
        name: "follower",
        manual: Manual::new("follower IDS of ID", "These servers follow that one.", "follower 1 2 of 3"),
        read: |words, servers| {
            let (followers, leader) = of(words, servers)?;
            Ok(Condition::Follower(followers, leader))
        },
    },
    ConditionForm {
        name: "observer",
        manual: Manual::new("observer IDS of ID", "These servers observe that one.", "observer 1 of 3"),
        read: |words, servers| {
            let (observers, leader) = of(words, servers)?;
            Ok(Condition::Observer(observers, leader))
        },
    },
    ConditionForm {
        name: "looking",
        manual: Manual::new("looking IDS", "These servers are LOOKING.", "looking 1 2"),
        read: |words, servers| Ok(Condition::Looking(servers.ids(words)?)),
    },
    ConditionForm {
        name: "down",
        manual: Manual::new("down IDS", "These servers do not run.", "down 3"),
        read: |words, servers| Ok(Condition::Down(servers.ids(words)?)),
    },
    ConditionForm {
        name: "round",
        manual: Manual::new(
            "round NUMBER on IDS",
            "The logical clocks of these servers show this round.",
            "round 2 on 1 2",
        ),
        read: |words, servers| {
            let round = words.number("a round such as 2", i64::MAX as u64)?;
            Ok(Condition::Round(Round(round as i64), servers.on(words)?))
        },
    },
    ConditionForm {
        name: "epoch",
        manual: Manual::new(
            "epoch NUMBER on IDS",
            "The current epoch of these servers is this, on disk.",
            "epoch 1 on 1..3",
        ),
        read: |words, servers| {
            let epoch = words.number("an epoch such as 2", u64::from(u32::MAX) >> 1)?;
            Ok(Condition::Epoch(Epoch(epoch as i64), servers.on(words)?))
        },
    },
    ConditionForm {
        name: "zxid",
        manual: Manual::new(
            "zxid ZXID on IDS",
            "The last zxid that these servers have processed is this.",
            "zxid 1.4 on 1 2",
        ),
        read: |words, servers| {
            let (zxid, _) = words.zxids("a zxid such as 1.4")?;
            Ok(Condition::Zxid(zxid, servers.on(words)?))
        },
    },
    ConditionForm {
        name: "sync",
        manual: Manual::new(
            "sync DIFF, TRUNC or SNAP on IDS",
            "These servers were brought to their leader's history in this way, the last time since they started.",
            "sync DIFF on 1",
        ),
        read: |words, servers| {
            let mode = mode(words)?;
            Ok(Condition::Sync(mode, servers.on(words)?))
        },
    },
    ConditionForm {
        name: "node",
        manual: Manual::new(
            "node PATH [TEXT] on IDS",
            "There is such a znode on these servers and, where a text is given, it holds that.",
            "node /x \"v\" on 1..3",
        ),
        read: |words, servers| {
            let path = words.path()?;
            let data = if words.at_text() { Some(words.text("a text in double quotes")?) } else { None };
            Ok(Condition::Node(path, data, servers.on(words)?))
        },
    },
    ConditionForm {
        name: "no node",
        manual: Manual::new(
            "no node PATH on IDS",
            "There is no such znode on these servers.",
            "no node /x on 1",
        ),
        read: |words, servers| {
            let path = words.path()?;
            Ok(Condition::NoNode(path, servers.on(words)?))
        },
    },
    ConditionForm {
        name: "nodes",
        manual: Manual::new(
            "nodes NUMBER on IDS",
            "There are so many znodes on these servers, as ZooKeeper counts them: it counts the root twice.",
            "nodes 5 on 1",
        ),
        read: |words, servers| {
            let count = words.number("a number of znodes such as 5", NODES_LIMIT)?;
            Ok(Condition::Nodes(count, servers.on(words)?))
        },
    },
    ConditionForm {
        name: "client",
        manual: Manual::new(
            "client LETTER connecting, connected [to ID], closed, expired or vanished",
            "This client is that, and, where one is given, at this server.",
            "client a connected to 2",
        ),
        read: |words, servers| {
            let client = words.client()?;
            let state = state(words)?;
            let to = state == ClientState::Connected && words.skip("to");
            let server = if to { Some(servers.id(words)?) } else { None };
            Ok(Condition::Client(client, state, server))
        },
    },
    ConditionForm {
        name: "answer",
        manual: Manual::new(
            "answer LETTER OK or ERROR [TEXT]",
            "All requests of this client have come to an end, the last of them with this error or with none; and, where a text is given, with that for an answer: a znode's name, what it holds, or its children's names with spaces between.",
            "answer a OK",
        ),
        read: |words, _| {
            let client = words.client()?;
            let error = error(words)?;
            let text = match error {
                None if words.at_text() => Some(words.text("a text in double quotes")?),
                _ => None,
            };
            Ok(Condition::Answer(client, error, text))
        },
    },
];

/// Reads a condition.
pub(crate) fn read(words: &mut Words<'_>, servers: &Servers) -> Result<Condition, Problem> {
    for condition in CONDITIONS {
        let mut name = condition.name.split(' ');
        if name.next().is_some_and(|first| words.skip(first)) {
            name.try_for_each(|word| words.expect(word))?;
            return (condition.read)(words, servers);
        }
    }
    let names: Vec<&str> = CONDITIONS.iter().map(|condition| condition.name).collect();
    Err(Problem::new(words.column(), format!("expected one of: {}", names.join(", "))))
}

/// Some servers, `of` and a leader.
fn of(words: &mut Words<'_>, servers: &Servers) -> Result<(Set<ServerId>, ServerId), Problem> {
    let learners = servers.ids(words)?;
    words.expect("of")?;
    Ok((learners, servers.id(words)?))
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
        let all = |servers: &Set<ServerId>, holds: &dyn Fn(&Server) -> bool| {
            servers.iter().all(|server| self.process(*server).is_some_and(holds))
        };
        let trees = |servers: &Set<ServerId>, holds: &dyn Fn(&Tree) -> bool| {
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
