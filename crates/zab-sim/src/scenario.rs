//! Scenarios: small text files that set up an ensemble, do things to it, speak, and say what they expect.
//!
//! A scenario is a lesson, a figure in somebody's documentation, a test, a bug report and a link, all at once. How one is
//! written is the business of [`language`].

mod words;

pub mod language;

mod reader;

mod head;

mod actions;

mod requests;

mod conditions;

use crate::party::ClientId;
use crate::record::event::Text;
use crate::world::client::ClientState;
use crate::world::{Action, Setup};
use std::collections::BTreeSet;
use thiserror::Error;
use zab::ids::{Epoch, Micros, Round, ServerId, Zxid};
use zab::phases::synchronization::Mode;
use zab::service::request::ErrorCode;

/// A scenario, read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scenario {
    /// What it is called, in each language it has.
    pub title: Vec<Text>,
    /// The ensemble.
    pub setup: Setup,
    /// What is done, in the order of time.
    pub commands: Vec<Timed>,
}

/// A command and its moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timed {
    /// When.
    pub at: Micros,
    /// On which line it stands, counted from 1.
    pub line: u32,
    /// What.
    pub command: Command,
}

/// What a scenario can do at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Do something to the ensemble.
    Act(Action),
    /// Say something, in each language given.
    Say(Vec<Text>),
    /// Expect something.
    Expect(Expectation),
}

/// Something that ought to be so now, or to become so within a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expectation {
    /// What.
    pub condition: Condition,
    /// How long it may take.
    pub within: Option<Micros>,
    /// How it was written, after the word `expect`.
    pub text: String,
}

/// What can be expected.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// This server leads, and no other.
    Leader(ServerId),
    /// These servers follow that one.
    Follower(BTreeSet<ServerId>, ServerId),
    /// These servers observe that one.
    Observer(BTreeSet<ServerId>, ServerId),
    /// These servers are LOOKING.
    Looking(BTreeSet<ServerId>),
    /// These servers do not run.
    Down(BTreeSet<ServerId>),
    /// The logical clocks of these servers show this round.
    Round(Round, BTreeSet<ServerId>),
    /// The current epoch of these servers is this, on disk.
    Epoch(Epoch, BTreeSet<ServerId>),
    /// The last zxid that these servers have processed is this.
    Zxid(Zxid, BTreeSet<ServerId>),
    /// These servers were brought to their leader's history in this way, the last time since they started.
    Sync(Mode, BTreeSet<ServerId>),
    /// There is such a znode on these servers and, where that is given, it holds this.
    Node(String, Option<String>, BTreeSet<ServerId>),
    /// There is no such znode on these servers.
    NoNode(String, BTreeSet<ServerId>),
    /// There are so many znodes on these servers, as ZooKeeper counts them: it counts the root twice.
    Nodes(u64, BTreeSet<ServerId>),
    /// This client is that, and, where one is given, at this server.
    Client(ClientId, ClientState, Option<ServerId>),
    /// All requests of this client have come to an end, the last of them with this failure or with none; and, where a text is
    /// given, with that for an answer: a znode's name, what it holds, or its children's names with spaces between.
    Answer(ClientId, Option<ErrorCode>, Option<String>),
}

/// What is wrong with a scenario, and where. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ScenarioError {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
        reader::read(text)
    }
}
