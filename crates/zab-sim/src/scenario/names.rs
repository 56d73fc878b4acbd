//! Names: servers as a line of a scenario calls them, by their ids or by what they are.
//!
//! An id means the same server always. A role means whoever has it when the line's turn comes (for a moment that is waited for:
//! when the waiting begins), so a scenario says the same under any seed.

use crate::party::{ClientId, Party};
use crate::scenario::limits::SERVER_ID_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::words::{Problem, Words};
use crate::world::{ActionError, World};
use std::cmp::Reverse;
use std::fmt;
use thiserror::Error;
use zab::collections::set::Set;
use zab::ids::ServerId;
use zab::note::Phase;
use zab::vote::ServerState;

/// What a server can be called by. Whom each means is said in [`ROLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Role {
    Leader,
    Follower,
    Observer,
    Others,
    Down,
    All,
}

/// One role of the language: how it is written, and whom it means.
pub struct RoleForm {
    /// The word for it.
    pub name: &'static str,
    /// The role.
    pub role: Role,
    /// How it is written, and whom it means; the example is for servers 1 to 3.
    pub manual: Manual,
}

/// Every role of the language.
pub const ROLES: &[RoleForm] = &[
    RoleForm {
        name: "leader",
        role: Role::Leader,
        manual: Manual::new(
            "leader",
            "The server that leads: of several the one that serves and, of those, the one of the latest epoch.",
            "at 3s crash leader",
        ),
    },
    RoleForm {
        name: "follower",
        role: Role::Follower,
        manual: Manual::new(
            "follower",
            "The server with the smallest id that follows.",
            "at 3s cut follower from leader",
        ),
    },
    RoleForm {
        name: "observer",
        role: Role::Observer,
        manual: Manual::new(
            "observer",
            "The server with the smallest id that observes.",
            "at 3s connect a to observer",
        ),
    },
    RoleForm {
        name: "others",
        role: Role::Others,
        manual: Manual::new(
            "others",
            "All servers that run, but for those that the line names as well; where it names none, but for the leader.",
            "at 3s cut leader from others",
        ),
    },
    RoleForm {
        name: "down",
        role: Role::Down,
        manual: Manual::new("down", "All servers that do not run.", "at 3s start down"),
    },
    RoleForm { name: "all", role: Role::All, manual: Manual::new("all", "All servers.", "at 0s start all") },
];

/// Some servers, as a line calls them. Where the line says nothing, there are none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Servers {
    /// By their ids.
    pub ids: Set<ServerId>,
    /// By what they are; nothing, once that is settled.
    pub roles: Set<Role>,
}

/// Some servers and clients, as a line calls them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Parties {
    /// The clients.
    pub clients: Set<ClientId>,
    /// The servers.
    pub servers: Servers,
}

/// Nobody has this role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub struct Nobody(pub Role);

/// What names servers.
pub(crate) trait Naming: Clone {
    /// All servers that it names, to be settled.
    fn named(&mut self) -> Vec<&mut Servers>;

    /// The same with everybody called by the id, as the roles are in this world now.
    fn settled(&self, world: &World) -> Result<Self, Nobody> {
        let mut settled = self.clone();
        settle(settled.named(), world)?;
        Ok(settled)
    }
}

fn settle(mut named: Vec<&mut Servers>, world: &World) -> Result<(), Nobody> {
    let mut besides = Set::default();
    for servers in &mut named {
        for role in servers.roles.iter().filter(|role| **role != Role::Others) {
            servers.ids.extend(world.in_role(*role)?);
        }
        besides.extend(servers.ids.iter().copied());
    }
    for servers in named {
        if std::mem::take(&mut servers.roles).contains(&Role::Others) {
            servers.ids.extend(world.others(&besides)?);
        }
    }
    Ok(())
}

impl Naming for Servers {
    fn named(&mut self) -> Vec<&mut Servers> {
        vec![self]
    }
}

impl Servers {
    /// Whether none are named.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.roles.is_empty()
    }

    /// The one that is meant.
    pub(crate) fn one(&self) -> Option<ServerId> {
        self.ids.first().copied()
    }

    /// How many there are at most, in an ensemble of so many.
    pub(crate) fn most(&self, servers: usize) -> usize {
        if self.roles.iter().any(|role| role.is_many()) { servers } else { self.ids.len() + self.roles.len() }
    }
}

impl From<ServerId> for Servers {
    fn from(id: ServerId) -> Servers {
        Servers { ids: Set::from([id]), roles: Set::default() }
    }
}

impl Parties {
    /// All of them, once settled.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Party> + '_ {
        let clients = self.clients.iter().copied().map(Party::from);
        self.servers.ids.iter().copied().map(Party::from).chain(clients)
    }

    /// Whether none are named.
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.servers.is_empty()
    }
}

impl Role {
    /// Who has it, in a sentence of the language's reference.
    #[cfg(not(target_family = "wasm"))]
    pub fn meaning(self) -> &'static str {
        match self {
            Role::Leader => {
                "the server that leads: of several the one that serves and, of those, the one of the latest epoch"
            }
            Role::Follower => "the server with the smallest id that follows",
            Role::Observer => "the server with the smallest id that observes",
            Role::Others => {
                "all servers that run, but for those that the line names as well; where it names none, but for the leader"
            }
            Role::Down => "all servers that do not run",
            Role::All => "all servers",
        }
    }

    fn is_many(self) -> bool {
        matches!(self, Role::Others | Role::Down | Role::All)
    }
}

impl fmt::Display for Nobody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Role::Leader => "no server leads",
            Role::Follower => "no server follows",
            Role::Observer => "no server observes",
            Role::Others => "no other server runs",
            Role::Down => "every server runs",
            Role::All => "there are no servers",
        })
    }
}

impl World {
    fn in_role(&self, role: Role) -> Result<Vec<ServerId>, Nobody> {
        let first_in = |state: ServerState| {
            let is_in = |id: &ServerId| self.process(*id).is_some_and(|process| process.state() == state);
            self.servers().find(is_in)
        };
        let servers: Vec<ServerId> = match role {
            Role::Leader => self.leader().into_iter().collect(),
            Role::Follower => first_in(ServerState::Following).into_iter().collect(),
            Role::Observer => first_in(ServerState::Observing).into_iter().collect(),
            Role::Down => self.servers().filter(|id| self.process(*id).is_none()).collect(),
            Role::Others | Role::All => self.servers().collect(),
        };
        if servers.is_empty() { Err(Nobody(role)) } else { Ok(servers) }
    }

    fn leader(&self) -> Option<ServerId> {
        let leading = self.servers().filter_map(|id| Some((id, self.process(id)?)));
        let leading = leading.filter(|(_, process)| process.state() == ServerState::Leading);
        let rank = |(id, process): &(ServerId, &zab::server::Server)| {
            Reverse((process.phase() == Phase::Broadcast, process.accepted_epoch(), *id))
        };
        leading.min_by_key(rank).map(|(id, _)| id)
    }

    /// All servers that run, but for these; if these are none, but for the leader.
    fn others(&self, besides: &Set<ServerId>) -> Result<Vec<ServerId>, Nobody> {
        let leader = self.leader().filter(|_| besides.is_empty());
        let is_other =
            |id: &ServerId| self.process(*id).is_some() && !besides.contains(id) && Some(*id) != leader;
        let others: Vec<ServerId> = self.servers().filter(is_other).collect();
        if others.is_empty() { Err(Nobody(Role::Others)) } else { Ok(others) }
    }
}

/// The servers of an ensemble, which may be named.
pub(crate) struct Ensemble(pub(crate) Set<ServerId>);

impl Ensemble {
    /// One server.
    pub(crate) fn server(&self, words: &mut Words<'_>) -> Result<Servers, Problem> {
        let one = "a server: an id, leader, follower or observer";
        if let Some(role) = role(words) {
            if role.is_many() {
                return Err(words.unexpected(one));
            }
            words.pass();
            return Ok(Servers { ids: Set::default(), roles: Set::from([role]) });
        }
        let column = words.column();
        let id = words.number(one, SERVER_ID_LIMIT)?;
        self.known(id, column).map(Servers::from)
    }

    /// One server or more, as far as they go.
    pub(crate) fn servers(&self, words: &mut Words<'_>) -> Result<Servers, Problem> {
        let mut servers = Servers::default();
        while servers.is_empty() || at_server(words) {
            match role(words) {
                Some(role) => {
                    words.pass();
                    servers.roles.insert(role);
                }
                None => self.ids_into(
                    words,
                    &mut servers.ids,
                    "servers: ids or all, leader, follower, observer, others, down",
                )?,
            }
        }
        Ok(servers)
    }

    /// One id or more, as far as they go.
    pub(crate) fn ids(&self, words: &mut Words<'_>) -> Result<Set<ServerId>, Problem> {
        let mut ids = Set::default();
        while ids.is_empty() || words.at_number() {
            self.ids_into(words, &mut ids, "servers' ids")?;
        }
        Ok(ids)
    }

    /// `on`, and the servers that are meant.
    pub(crate) fn on(&self, words: &mut Words<'_>) -> Result<Servers, Problem> {
        words.expect("on")?;
        self.servers(words)
    }

    /// The same, where it may be left out.
    pub(crate) fn perhaps_on(&self, words: &mut Words<'_>) -> Result<Servers, Problem> {
        if words.skip("on") { self.servers(words) } else { Ok(Servers::default()) }
    }

    /// One server or client.
    pub(crate) fn party(&self, words: &mut Words<'_>) -> Result<Parties, Problem> {
        if words.at_client() {
            return Ok(Parties { clients: Set::from([words.client()?]), servers: Servers::default() });
        }
        Ok(Parties { clients: Set::default(), servers: self.server(words)? })
    }

    /// One server or client or more, as far as they go.
    pub(crate) fn parties(&self, words: &mut Words<'_>) -> Result<Parties, Problem> {
        let mut parties = Parties::default();
        while parties.is_empty() || at_server(words) || words.at_client() {
            if words.at_client() {
                parties.clients.insert(words.client()?);
            } else if at_server(words) {
                let more = self.servers(words)?;
                parties.servers.ids.extend(more.ids);
                parties.servers.roles.extend(more.roles);
            } else {
                return Err(words.unexpected("servers' ids or clients' letters"));
            }
        }
        Ok(parties)
    }

    fn ids_into(
        &self,
        words: &mut Words<'_>,
        ids: &mut Set<ServerId>,
        expected: &str,
    ) -> Result<(), Problem> {
        let column = words.column();
        let (first, last) = words.span(expected, SERVER_ID_LIMIT)?;
        for id in first..=last {
            ids.insert(self.known(id, column)?);
        }
        Ok(())
    }

    fn known(&self, id: u64, column: u32) -> Result<ServerId, Problem> {
        let id = ServerId(id as i64);
        if self.0.contains(&id) {
            return Ok(id);
        }
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        Err(Problem::new(column, ActionError::NoSuchServer(id, all.join(", ")).to_string()))
    }
}

/// Whether the next word names servers.
pub(crate) fn at_server(words: &Words<'_>) -> bool {
    words.at_number() || role(words).is_some()
}

/// The role that the next word is.
fn role(words: &Words<'_>) -> Option<Role> {
    words.peek_bare().and_then(role_named)
}

/// The role of this name.
pub(crate) fn role_named(name: &str) -> Option<Role> {
    ROLES.iter().find(|form| form.name == name).map(|form| form.role)
}

/// Ids as they are written: a run of them is written by its ends.
pub(crate) fn ids_text(ids: &Set<ServerId>) -> String {
    let mut runs: Vec<(ServerId, ServerId)> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some((_, last)) if last.0 + 1 == id.0 => *last = *id,
            _ => runs.push((*id, *id)),
        }
    }
    let text = |(first, last): (ServerId, ServerId)| match last.0 - first.0 {
        0 => first.to_string(),
        1 => format!("{first} {last}"),
        _ => format!("{first}..{last}"),
    };
    runs.into_iter().map(text).collect::<Vec<_>>().join(" ")
}
