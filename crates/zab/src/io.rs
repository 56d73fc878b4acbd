//! The edge of a server: everything that may happen to it, and everything it may ask for.
//!
//! A server reads no clock and no socket. The world hands it an [`Input`] together with the time, and does what
//! the [`Output`]s say, in their order. Among the outputs are the server's [`Note`]s: what it noticed, what it
//! decided and why. They ask for nothing.

use crate::ids::{Cause, ConnectionId, ServerId, Token};
use crate::message::{Message, Port};
use crate::note::Note;
use crate::storage::durable::DiskStep;

/// Something that happens to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// A connection that this server dialled stands.
    Connected {
        /// Who was dialled.
        to: ServerId,
        /// At which port.
        port: Port,
        /// The new connection.
        connection: ConnectionId,
    },
    /// Nobody listens where this server dialled.
    Refused {
        /// Who was dialled.
        to: ServerId,
        /// At which port.
        port: Port,
    },
    /// Somebody has connected. Who it is, the first message will tell.
    Accepted {
        /// At which of this server's ports.
        port: Port,
        /// The new connection.
        connection: ConnectionId,
    },
    /// Whoever has connected has nothing to say for now. From everybody else this comes with the first message.
    Established {
        /// The port of the connection.
        port: Port,
        /// Which one.
        connection: ConnectionId,
    },
    /// A message has arrived.
    Received {
        /// The port of the connection.
        port: Port,
        /// Where it arrived.
        connection: ConnectionId,
        /// What was said.
        message: Message,
    },
    /// A step of writing is done.
    Persisted {
        /// Which.
        token: Token,
    },
    /// A number was drawn at random, as asked for by `Draw`.
    Drawn {
        /// What for.
        chance: Chance,
        /// The number.
        value: u64,
    },
    /// The other end closed the connection, or died. Nothing more will come.
    Closed {
        /// The port of the connection.
        port: Port,
        /// Which one.
        connection: ConnectionId,
    },
    /// A step of writing has failed: the disk is full, or does not work.
    PersistFailed {
        /// Which.
        token: Token,
    },
}

/// What ZooKeeper draws at random, as far as servers here ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chance {
    /// How long an observer waits before it looks for another leader, in microseconds.
    ObserverDelay,
    /// How many transactions beyond half of `snap_count` lie between two snapshots.
    SnapshotTiming,
}

impl Input {
    /// The connection on which something has come.
    pub(crate) fn connection(&self) -> Option<ConnectionId> {
        match self {
            Input::Established { connection, .. }
            | Input::Received { connection, .. }
            | Input::Closed { connection, .. } => Some(*connection),
            _ => None,
        }
    }

    /// The port that this is about; none for disk and chance.
    pub fn port(&self) -> Option<Port> {
        match self {
            Input::Persisted { .. } | Input::PersistFailed { .. } | Input::Drawn { .. } => None,
            Input::Connected { port, .. }
            | Input::Refused { port, .. }
            | Input::Accepted { port, .. }
            | Input::Established { port, .. }
            | Input::Received { port, .. }
            | Input::Closed { port, .. } => Some(*port),
        }
    }
}

/// Something that a server asks of the world, or tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// Open a connection. Answered by `Connected` or `Refused`.
    Dial {
        /// To whom.
        to: ServerId,
        /// To which port.
        port: Port,
    },
    /// Dial no longer: what was dialled and is not answered yet will not be.
    GiveUp {
        /// Who was dialled.
        to: ServerId,
        /// At which port.
        port: Port,
    },
    /// Send a message. Connections keep their messages in order.
    Send {
        /// Where.
        connection: ConnectionId,
        /// What.
        message: Message,
    },
    /// Close a connection, after what was sent on it.
    Close {
        /// Which.
        connection: ConnectionId,
    },
    /// Write something to the disk. Answered by `Persisted` or `PersistFailed`, unless the process dies before.
    Persist {
        /// The number of this step.
        token: Token,
        /// What to do.
        step: DiskStep,
    },
    /// Draw a number at random, from 0 up to this. Answered by `Drawn`.
    Draw {
        /// What for.
        chance: Chance,
        /// The largest it may be.
        up_to: u64,
    },
    /// End the process, with ZooKeeper's exit code.
    Exit {
        /// The code.
        code: u8,
    },
    /// What the server noticed or decided.
    Note(Note),
}

/// Outputs in the order in which they must happen, each with what led to it.
///
/// Every output is one event of the world. The outbox knows the number that the next event will have, so that
/// a decision can be named as the cause of the messages that follow from it.
#[derive(Debug)]
pub struct Outbox {
    first: u64,
    outputs: Vec<(Cause, Output)>,
}

impl Outbox {
    /// An empty outbox whose first output will be the event of this number.
    pub fn new(first: Cause) -> Outbox {
        Outbox { first: first.0, outputs: Vec::new() }
    }

    /// The same in the space of an earlier one, which must be empty.
    pub fn reuse(first: Cause, space: Vec<(Cause, Output)>) -> Outbox {
        debug_assert!(space.is_empty(), "what was asked for earlier would be asked for again");
        Outbox { first: first.0, outputs: space }
    }

    /// Adds an output; returns its number, to name it as a cause.
    pub(crate) fn push(&mut self, cause: Cause, output: Output) -> Cause {
        self.outputs.push((cause, output));
        Cause(self.first + self.outputs.len() as u64 - 1)
    }

    /// Adds a note; returns its number, to name it as a cause.
    pub(crate) fn note(&mut self, cause: Cause, note: Note) -> Cause {
        self.push(cause, Output::Note(note))
    }

    /// The outputs, in order, each with its cause.
    pub fn into_outputs(self) -> Vec<(Cause, Output)> {
        self.outputs
    }
}
