//! Transactions: what the leader makes of a write, what is proposed and logged, and what every server applies.
//!
//! The leader alone decides what a write comes to, and the transaction says only that: the final name of a sequential znode,
//! the new version, or that the write failed. So applying one needs no decision (reference §5.7.4).

use crate::ids::{Micros, SessionId, Zxid};
use crate::request::{Cxid, ErrorCode};

/// A transaction (`TxnHeader` and its record).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Txn {
    /// Its number.
    pub zxid: Zxid,
    /// The session that asked for it.
    pub session: SessionId,
    /// The number of the request in that session.
    pub cxid: Cxid,
    /// When the leader made it, by its own clock.
    pub time: Micros,
    /// What it changes.
    pub change: Change,
}

/// What a transaction changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// A session begins.
    CreateSession {
        /// Its timeout.
        timeout: Micros,
    },
    /// A session ends, and with it these znodes.
    CloseSession {
        /// Their paths.
        paths: Vec<String>,
    },
    /// A znode is made.
    Create {
        /// Its final path.
        path: String,
        /// What it holds.
        data: String,
        /// Whether it goes when the session ends.
        ephemeral: bool,
        /// How many znodes have been made under its parent, this one included.
        parent_cversion: i32,
    },
    /// A znode goes.
    Delete {
        /// Its path.
        path: String,
    },
    /// A znode holds something else.
    SetData {
        /// Its path.
        path: String,
        /// What it holds now.
        data: String,
        /// Its new version.
        version: i32,
    },
    /// Nothing: the write failed, and yet it has a zxid.
    Error(ErrorCode),
    /// Nobody has said: of a history that is given by its zxids alone.
    Unknown,
}

impl Txn {
    /// A transaction of which nothing is known but its zxid.
    pub fn unknown(zxid: Zxid) -> Txn {
        Txn { zxid, session: SessionId(0), cxid: 0, time: Micros(0), change: Change::Unknown }
    }
}
