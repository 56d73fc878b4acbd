//! What can be expected: each condition, how it is written and read, and when it holds.

use crate::invariant::RULES;
use crate::party::{ClientId, ClientState};
use crate::record::violation::Invariant;
use crate::scenario::limits::NODES_LIMIT;
use crate::scenario::limits::TIME_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::names::{Ensemble, Naming, Servers, at_server};
use crate::scenario::words::{Problem, Words};
use crate::world::World;
use zab::ids::{Epoch, Micros, Round, ServerId, Zxid};
use zab::note::Mode;
use zab::request::{Answer, ErrorCode};
use zab::server::Server;
use zab::storage::tree::{Node, Tree};
use zab::vote::ServerState;

/// What can be expected, or claimed. Its variants are said in [`CONDITIONS`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// This server leads, and no other; if none is named, one does, whichever.
    Leader(Servers),
    /// These servers follow that one.
    Follower(Servers, Servers),
    /// These servers observe that one.
    Observer(Servers, Servers),
    /// These servers are LOOKING.
    Looking(Servers),
    /// These servers do not run.
    Down(Servers),
    /// The logical clocks of these servers show this round.
    Round(Round, Servers),
    /// The current epoch of these servers is this, on disk.
    Epoch(Epoch, Servers),
    /// The last zxid that these servers have processed is this.
    Zxid(Zxid, Servers),
    /// These servers were brought to their leader's history in this way, the last time since they started.
    Sync(Mode, Servers),
    /// There is such a znode on these servers and, where that is given, it holds this.
    Node(String, Option<String>, Servers),
    /// There is no such znode on these servers.
    NoNode(String, Servers),
    /// There are so many znodes on these servers, as ZooKeeper counts them: it counts the root twice.
    Nodes(u64, Servers),
    /// This client is that, and, where one is given, at this server.
    Client(ClientId, ClientState, Servers),
    /// All requests of this client have come to an end, the last of them with this failure or with none; and, where a text is
    /// given, with that for an answer: a znode's name, what it holds, or its children's names with spaces between.
    Answer(ClientId, Option<ErrorCode>, Option<String>),
    /// This invariant has been broken.
    Broken(Invariant),
    /// This invariant, or every one, has not been broken.
    Holds(Option<Invariant>),
    /// From one moment on, no less and no more time than this has passed.
    Elapsed {
        /// No less.
        min: Micros,
        /// No more.
        max: Micros,
        /// That moment: the one before the moment of the line.
        since: Micros,
    },
}

/// One condition of the language: how it is written, and what it means.
pub struct ConditionForm {
    /// Its first word or words.
    pub name: &'static str,
    /// How it is written, after `expect`, and what it means; the example is for servers 1 to 3.
    pub manual: Manual,
    read: fn(&mut Words<'_>, &Ensemble) -> Result<Condition, Problem>,
}

/// Every condition of the language.
pub const CONDITIONS: &[ConditionForm] = &[
    ConditionForm {
        name: "leader",
        manual: Manual::new(
            "leader [SERVER]",
            "This server leads, and no other; if none is named, one does, whichever.",
            "leader 3",
        ),
        read: |words, ensemble| {
            let named = at_server(words);
            Ok(Condition::Leader(if named { ensemble.server(words)? } else { Servers::default() }))
        },
    },
    ConditionForm {
        name: "follower",
        manual: Manual::new(
            "follower SERVERS of SERVER",
            "These servers follow that one.",
            "follower 1 2 of 3",
        ),
        read: |words, ensemble| {
            let (followers, leader) = of(words, ensemble)?;
            Ok(Condition::Follower(followers, leader))
        },
    },
    ConditionForm {
        name: "observer",
        manual: Manual::new(
            "observer SERVERS of SERVER",
            "These servers observe that one.",
            "observer 1 of 3",
        ),
        read: |words, ensemble| {
            let (observers, leader) = of(words, ensemble)?;
            Ok(Condition::Observer(observers, leader))
        },
    },
    ConditionForm {
        name: "looking",
        manual: Manual::new("looking SERVERS", "These servers are LOOKING.", "looking 1 2"),
        read: |words, ensemble| Ok(Condition::Looking(ensemble.servers(words)?)),
    },
    ConditionForm {
        name: "down",
        manual: Manual::new("down SERVERS", "These servers do not run.", "down 3"),
        read: |words, ensemble| Ok(Condition::Down(ensemble.servers(words)?)),
    },
    ConditionForm {
        name: "round",
        manual: Manual::new(
            "round NUMBER on SERVERS",
            "The logical clocks of these servers show this round.",
            "round 2 on 1 2",
        ),
        read: |words, ensemble| {
            let round = words.number("a round such as 2", i64::MAX as u64)?;
            Ok(Condition::Round(Round(round as i64), ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "epoch",
        manual: Manual::new(
            "epoch NUMBER on SERVERS",
            "The current epoch of these servers is this, on disk.",
            "epoch 1 on 1..3",
        ),
        read: |words, ensemble| {
            let epoch = words.number("an epoch such as 2", u64::from(u32::MAX) >> 1)?;
            Ok(Condition::Epoch(Epoch(epoch as i64), ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "zxid",
        manual: Manual::new(
            "zxid ZXID on SERVERS",
            "The last zxid that these servers have processed is this.",
            "zxid 1.4 on 1 2",
        ),
        read: |words, ensemble| {
            let (zxid, _) = words.zxids("a zxid such as 1.4")?;
            Ok(Condition::Zxid(zxid, ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "sync",
        manual: Manual::new(
            "sync DIFF, TRUNC or SNAP on SERVERS",
            "These servers were brought to their leader's history in this way, the last time since they started.",
            "sync DIFF on 1",
        ),
        read: |words, ensemble| {
            let mode = mode(words)?;
            Ok(Condition::Sync(mode, ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "node",
        manual: Manual::new(
            "node PATH [TEXT] on SERVERS",
            "There is such a znode on these servers and, where a text is given, it holds that.",
            "node /x \"v\" on 1..3",
        ),
        read: |words, ensemble| {
            let path = words.path()?;
            let data = if words.at_text() { Some(words.text("a text in double quotes")?) } else { None };
            Ok(Condition::Node(path, data, ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "no node",
        manual: Manual::new(
            "no node PATH on SERVERS",
            "There is no such znode on these servers.",
            "no node /x on 1",
        ),
        read: |words, ensemble| {
            let path = words.path()?;
            Ok(Condition::NoNode(path, ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "nodes",
        manual: Manual::new(
            "nodes NUMBER on SERVERS",
            "There are so many znodes on these servers, as ZooKeeper counts them: it counts the root twice.",
            "nodes 5 on 1",
        ),
        read: |words, ensemble| {
            let count = words.number("a number of znodes such as 5", NODES_LIMIT)?;
            Ok(Condition::Nodes(count, ensemble.on(words)?))
        },
    },
    ConditionForm {
        name: "client",
        manual: Manual::new(
            "client LETTER connecting, connected [to SERVER], closed, expired or vanished",
            "This client is that, and, where one is given, at this server.",
            "client a connected to 2",
        ),
        read: |words, ensemble| {
            let client = words.client()?;
            let state = state(words)?;
            let to = state == ClientState::Connected && words.skip("to");
            let server = if to { ensemble.server(words)? } else { Servers::default() };
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
    ConditionForm {
        name: "broken",
        manual: Manual::new(
            "broken NAME",
            "This invariant has been broken. A run in which an invariant is broken fails, unless some line expects that.",
            "broken PrefixConsistency",
        ),
        read: |words, _| Ok(Condition::Broken(invariant(words)?)),
    },
    ConditionForm {
        name: "holds",
        manual: Manual::new(
            "holds [NAME]",
            "This invariant, or every one, has not been broken so far.",
            "holds",
        ),
        read: |words, _| {
            let named = words.peek_bare().is_some_and(|word| word != "within");
            Ok(Condition::Holds(if named { Some(invariant(words)?) } else { None }))
        },
    },
    ConditionForm {
        name: "elapsed",
        manual: Manual::new(
            "elapsed TIMES",
            "So much time has passed, no less than the first and no more than the second, since the moment before that of this line.",
            "elapsed 0s..10s",
        ),
        read: |words, _| {
            let (min, max) = words.time_span("times such as 200ms..800ms", TIME_LIMIT)?;
            Ok(Condition::Elapsed { min, max, since: Micros(0) })
        },
    },
];

/// Reads a condition.
pub(crate) fn read(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<Condition, Problem> {
    for condition in CONDITIONS {
        let mut name = condition.name.split(' ');
        if name.next().is_some_and(|first| words.skip(first)) {
            name.try_for_each(|word| words.expect(word))?;
            return (condition.read)(words, ensemble);
        }
    }
    let names: Vec<&str> = CONDITIONS.iter().map(|condition| condition.name).collect();
    Err(words.none_of(&names))
}

/// Some servers, `of` and a leader.
fn of(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<(Servers, Servers), Problem> {
    let learners = ensemble.servers(words)?;
    words.expect("of")?;
    Ok((learners, ensemble.server(words)?))
}

fn invariant(words: &mut Words<'_>) -> Result<Invariant, Problem> {
    let names: Vec<_> = RULES.iter().map(|rule| (rule.invariant.word(), rule.invariant)).collect();
    words.choose(&names)
}

fn mode(words: &mut Words<'_>) -> Result<Mode, Problem> {
    words.choose(&[Mode::Diff, Mode::Trunc, Mode::Snap].map(|mode| (mode.word(), mode)))
}

fn state(words: &mut Words<'_>) -> Result<ClientState, Problem> {
    words.choose(&[
        ("connecting", ClientState::Connecting),
        ("connected", ClientState::Connected),
        ("closed", ClientState::Closed),
        ("expired", ClientState::Expired),
        ("vanished", ClientState::Vanished),
    ])
}

/// `OK`, which is no error, or an error by ZooKeeper's name for it.
fn error(words: &mut Words<'_>) -> Result<Option<ErrorCode>, Problem> {
    let mut choices = vec![("OK", None)];
    choices.extend(ErrorCode::ALL.map(|code| (code.word(), Some(code))));
    words.choose(&choices)
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

impl Naming for Condition {
    fn named(&mut self) -> Vec<&mut Servers> {
        match self {
            Condition::Follower(servers, leader) | Condition::Observer(servers, leader) => {
                vec![servers, leader]
            }
            Condition::Leader(servers)
            | Condition::Looking(servers)
            | Condition::Down(servers)
            | Condition::Round(_, servers)
            | Condition::Epoch(_, servers)
            | Condition::Zxid(_, servers)
            | Condition::Sync(_, servers)
            | Condition::Node(_, _, servers)
            | Condition::NoNode(_, servers)
            | Condition::Nodes(_, servers)
            | Condition::Client(_, _, servers) => vec![servers],
            Condition::Answer(..)
            | Condition::Broken(_)
            | Condition::Holds(_)
            | Condition::Elapsed { .. } => vec![],
        }
    }
}

impl Condition {
    /// The same, with the moment from which time is counted.
    pub(crate) fn since(mut self, moment: Micros) -> Condition {
        if let Condition::Elapsed { since, .. } = &mut self {
            *since = moment;
        }
        self
    }
}

impl World {
    /// Whether a condition holds. Everybody in it is called by the id: whoever is meant by a role was settled when its line's turn
    /// came.
    pub fn fulfils(&self, condition: &Condition) -> bool {
        let all = |servers: &Servers, holds: &dyn Fn(&Server) -> bool| {
            servers.ids.iter().all(|server| self.process(*server).is_some_and(holds))
        };
        let trees = |servers: &Servers, holds: &dyn Fn(&Tree) -> bool| {
            all(servers, &|process| process.tree().is_some_and(|database| holds(database.tree())))
        };
        match condition {
            Condition::Leader(wanted) => {
                let leads = |server: &ServerId| {
                    self.process(*server).is_some_and(|process| process.state() == ServerState::Leading)
                };
                let mut leaders = self.servers().filter(leads);
                let leader = leaders.next().filter(|_| leaders.next().is_none());
                leader.is_some_and(|leader| wanted.one().is_none_or(|wanted| wanted == leader))
            }
            Condition::Follower(followers, leader) => all(followers, &|process| {
                process.state() == ServerState::Following && process.leader() == leader.one()
            }),
            Condition::Observer(observers, leader) => all(observers, &|process| {
                process.state() == ServerState::Observing && process.leader() == leader.one()
            }),
            Condition::Looking(servers) => all(servers, &|process| process.state() == ServerState::Looking),
            Condition::Down(servers) => servers.ids.iter().all(|server| self.process(*server).is_none()),
            Condition::Epoch(epoch, servers) => all(servers, &|process| process.current_epoch() == *epoch),
            Condition::Zxid(zxid, servers) => all(servers, &|process| process.last_processed() == *zxid),
            Condition::Round(round, servers) => all(servers, &|process| process.election().round() == *round),
            Condition::Sync(mode, servers) => {
                servers.ids.iter().all(|server| self.known(*server).is_ok_and(|m| m.synced_by == Some(*mode)))
            }
            Condition::Node(path, data, servers) => trees(servers, &|tree| {
                let holds = |node: &Node| data.as_ref().is_none_or(|data| node.data == *data);
                tree.node(path).is_some_and(holds)
            }),
            Condition::NoNode(path, servers) => trees(servers, &|tree| tree.node(path).is_none()),
            Condition::Client(client, state, server) => self.client(*client).is_some_and(|client| {
                client.state() == *state && (server.is_empty() || client.server() == server.one())
            }),
            Condition::Answer(client, error, text) => self.client(*client).is_some_and(|client| {
                let answer = client.last_answer().filter(|_| client.open_requests().next().is_none());
                answer.is_some_and(|answer| is_answer(answer, *error, text.as_deref()))
            }),
            Condition::Nodes(count, servers) => trees(servers, &|tree| tree.reported_count() == *count),
            Condition::Broken(invariant) => self.is_broken(*invariant),
            Condition::Holds(Some(invariant)) => !self.is_broken(*invariant),
            Condition::Holds(None) => !RULES.iter().any(|rule| self.is_broken(rule.invariant)),
            Condition::Elapsed { min, max, since } => {
                (since.0 + min.0..=since.0 + max.0).contains(&self.now().0)
            }
        }
    }
}
