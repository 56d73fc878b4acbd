//! What a line does to the ensemble: its actions, once it is settled who is meant.

use crate::party::ClientId;
use crate::record::event::DiskState;
use crate::scenario::names::{Naming, Parties, Servers};
use crate::world::{Action, Link, MessageName};
use zab::ids::{Micros, ServerId};
use zab::request::Op;
use zab::threads::Thread;

/// What a line does to the ensemble.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// The same to each of some servers.
    ToServers(Verb, Servers),
    /// The same to each link between some and others.
    ToLinks {
        /// What is done.
        verb: LinkVerb,
        /// The ends on one side.
        ones: Parties,
        /// The ends on the other side.
        others: Parties,
        /// Whether the way back is meant as well.
        both: bool,
    },
    /// A thread of each of these servers is held, or let go; a handler is told by its learner.
    Thread {
        /// Which.
        thread: Thread,
        /// A handler's learner; of another thread nobody.
        learner: Servers,
        /// Whose.
        of: Servers,
        /// Whether it is held.
        held: bool,
    },
    /// Every link to which this was done is mended.
    Mend(LinkMend),
    /// Something is done to a message that is under way.
    ToMessage {
        /// What.
        verb: MessageVerb,
        /// The word for its kind.
        kind: &'static str,
        /// Which of its kind.
        nth: u32,
        /// From whom: one.
        from: Parties,
        /// To whom: one.
        to: Parties,
    },
    /// Connections are made to each of these servers on which nothing is ever said.
    Silent {
        /// How many.
        connections: u32,
        /// To whom.
        on: Servers,
    },
    /// A client appears.
    Connect {
        /// Its name.
        client: ClientId,
        /// The server that it tries first.
        to: Servers,
        /// The timeout that it asks for.
        timeout: Micros,
    },
    /// A client goes on at another server.
    Move {
        /// Which client.
        client: ClientId,
        /// Where to.
        to: Servers,
    },
    /// A client's process dies.
    Vanish(ClientId),
    /// A client asks for something, so many times.
    Request(ClientId, Op, u32),
    /// A client of this server alone makes a znode, so many times.
    Write(Servers, u32),
}

/// What is done to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// They do what their names say; `Action` says it in full.
#[allow(missing_docs)]
pub enum Verb {
    Start,
    Crash,
    PowerOff,
    Restart,
    Suspend,
    Resume,
    Disk(DiskState, Option<Micros>),
    WipeDisk,
}

/// What is done to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// The same.
#[allow(missing_docs)]
pub enum LinkVerb {
    Cut,
    Heal,
    Slow(Micros),
    Fast,
    Hold,
    Unhold,
    Reset,
}

/// What is undone at every link to which it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// The same.
#[allow(missing_docs)]
pub enum LinkMend {
    Heal,
    Fast,
    Unhold,
}

/// What is done to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// The same.
#[allow(missing_docs)]
pub enum MessageVerb {
    Hold,
    Deliver,
    Drop,
}

impl Verb {
    fn action(self, server: ServerId) -> Action {
        match self {
            Verb::Start => Action::Start(server),
            Verb::Crash => Action::Crash(server),
            Verb::PowerOff => Action::PowerOff(server),
            Verb::Restart => Action::Restart(server),
            Verb::Suspend => Action::Suspend(server),
            Verb::Resume => Action::Resume(server),
            Verb::Disk(state, by) => Action::Disk { of: server, state, by },
            Verb::WipeDisk => Action::WipeDisk(server),
        }
    }
}

impl LinkVerb {
    fn action(self, link: Link) -> Action {
        match self {
            LinkVerb::Cut => Action::Cut(link),
            LinkVerb::Heal => Action::Heal(link),
            LinkVerb::Slow(by) => Action::Slow(link, by),
            LinkVerb::Fast => Action::Fast(link),
            LinkVerb::Hold => Action::Hold(link),
            LinkVerb::Unhold => Action::Unhold(link),
            LinkVerb::Reset => Action::Reset(link),
        }
    }
}

impl Naming for Deed {
    fn named(&mut self) -> Vec<&mut Servers> {
        match self {
            Deed::ToServers(_, servers) | Deed::Silent { on: servers, .. } => vec![servers],
            Deed::ToLinks { ones, others, .. } => vec![&mut ones.servers, &mut others.servers],
            Deed::Thread { learner, of, .. } => vec![learner, of],
            Deed::ToMessage { from, to, .. } => vec![&mut from.servers, &mut to.servers],
            Deed::Connect { to, .. } | Deed::Move { to, .. } | Deed::Write(to, _) => vec![to],
            Deed::Mend(_) | Deed::Vanish(_) | Deed::Request(..) => vec![],
        }
    }
}

impl Deed {
    /// Its actions, one after the other. Everybody is called by the id by now.
    pub(crate) fn actions(&self) -> Vec<Action> {
        let repeated = |action: Action, times: u32| (0..times).map(|_| action.clone()).collect();
        match self {
            Deed::ToServers(verb, servers) => servers.ids.iter().map(|server| verb.action(*server)).collect(),
            Deed::ToLinks { verb, ones, others, both } => {
                let link = |from, to| verb.action(Link { from, to, both: *both });
                ones.iter().flat_map(|from| others.iter().map(move |to| link(from, to))).collect()
            }
            Deed::Thread { thread, learner, of, held } => {
                let (thread, learner, held) = (*thread, learner.one(), *held);
                let action = |of: &ServerId| Action::Thread { of: *of, thread, learner, held };
                of.ids.iter().map(action).collect()
            }
            Deed::Mend(LinkMend::Heal) => vec![Action::HealAll],
            Deed::Mend(LinkMend::Fast) => vec![Action::FastAll],
            Deed::Mend(LinkMend::Unhold) => vec![Action::UnholdAll],
            Deed::ToMessage { verb, kind, nth, from, to } => {
                let action = match verb {
                    MessageVerb::Hold => Action::HoldMessage,
                    MessageVerb::Deliver => Action::DeliverMessage,
                    MessageVerb::Drop => Action::DropMessage,
                };
                let ends = from.iter().next().zip(to.iter().next());
                let name = |(from, to)| MessageName { kind, nth: *nth, from, to };
                ends.map(|ends| action(name(ends))).into_iter().collect()
            }
            Deed::Silent { connections, on } => {
                let action = |on: &_| Action::Silent { connections: *connections, on: *on };
                on.ids.iter().map(action).collect()
            }
            Deed::Connect { client, to, timeout } => {
                let action = |to| Action::Connect { client: *client, to, timeout: *timeout };
                to.one().map(action).into_iter().collect()
            }
            Deed::Move { client, to } => {
                to.one().map(|to| Action::Move { client: *client, to }).into_iter().collect()
            }
            Deed::Vanish(client) => vec![Action::Vanish(*client)],
            Deed::Request(client, op, times) => {
                repeated(Action::Request { client: *client, op: op.clone() }, *times)
            }
            Deed::Write(to, times) => to.one().map_or(Vec::new(), |to| repeated(Action::Write(to), *times)),
        }
    }

    /// How many actions it may come to, in an ensemble of so many servers.
    pub(crate) fn most(&self, servers: usize) -> usize {
        match self {
            Deed::ToServers(_, who) | Deed::Silent { on: who, .. } | Deed::Thread { of: who, .. } => {
                who.most(servers)
            }
            Deed::ToLinks { ones, others, .. } => {
                let most = |parties: &Parties| parties.clients.len() + parties.servers.most(servers);
                most(ones) * most(others)
            }
            Deed::Request(_, _, times) | Deed::Write(_, times) => *times as usize,
            Deed::Mend(_)
            | Deed::ToMessage { .. }
            | Deed::Connect { .. }
            | Deed::Move { .. }
            | Deed::Vanish(_) => 1,
        }
    }
}
