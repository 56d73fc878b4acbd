//! Who takes part: servers and clients, the two ends that a connection can have.

use std::fmt;
use zab::describe::{Describe, Visitor};
use zab::ids::ServerId;
use zab::words;

/// A client's name: a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(char);

/// A server or a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A server.
    Server(ServerId),
    /// A client.
    Client(ClientId),
    /// Somebody else, of whom nothing is known.
    Stranger,
}

/// [`Party`] in TypeScript.
pub const TYPES: &str = "export type Party = number | string;\n";

words! {
    /// What a client is, for its user.
    pub enum ClientState {
        /// It looks for a server that gives it its session.
        Connecting "CONNECTING",
        /// It has a session.
        Connected "CONNECTED",
        /// It has closed its session, or tried to.
        Closed "CLOSED",
        /// Its session has expired.
        Expired "EXPIRED",
        /// Its process has died. The session knows nothing of that.
        Vanished "VANISHED",
    }
}

impl ClientId {
    /// The client of this name; nobody, if the name is no letter from `a` to `z`.
    pub fn named(name: &str) -> Option<ClientId> {
        let letter = name.chars().next().filter(char::is_ascii_lowercase)?;
        (name.len() == 1).then_some(ClientId(letter))
    }

    /// All names there are, in order.
    pub fn all() -> impl Iterator<Item = ClientId> {
        ('a'..='z').map(ClientId)
    }

    /// The letter.
    pub fn letter(self) -> char {
        self.0
    }
}

impl Party {
    /// The server, if it is one.
    pub fn server(self) -> Option<ServerId> {
        match self {
            Party::Server(server) => Some(server),
            Party::Client(_) | Party::Stranger => None,
        }
    }

    /// The client, if it is one.
    pub fn client(self) -> Option<ClientId> {
        match self {
            Party::Server(_) | Party::Stranger => None,
            Party::Client(client) => Some(client),
        }
    }
}

impl From<ServerId> for Party {
    fn from(server: ServerId) -> Party {
        Party::Server(server)
    }
}

impl From<ClientId> for Party {
    fn from(client: ClientId) -> Party {
        Party::Client(client)
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Server(server) => server.fmt(f),
            Party::Client(client) => client.fmt(f),
            Party::Stranger => f.write_str("somebody"),
        }
    }
}

/// A server as a number, a client as a letter, and whom nobody knows as `?`.
impl Describe for Party {
    fn describe(&self, visitor: &mut dyn Visitor) {
        match self {
            Party::Server(server) => server.describe(visitor),
            Party::Client(client) => client.letter().describe(visitor),
            Party::Stranger => visitor.word("?"),
        }
    }

    fn short(&self) -> Option<&dyn fmt::Display> {
        Some(self)
    }
}
