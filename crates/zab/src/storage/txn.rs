//! Transactions: what the leader makes of a write, what is proposed and logged, and what every server applies.
//!
//! The leader alone decides what a write comes to, and the transaction says only that: the final name of a sequential znode,
//! the new version, or that the write failed. So applying one needs no decision (reference §5.7.4).

use crate::ids::{Micros, SessionId, Zxid};
use crate::records;
use crate::request::{Cxid, ErrorCode};
use std::sync::Arc;

records! {
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
        /// What it changes: told by many, and the same wherever it is told.
        pub change: Arc<Change>,
    }
}

records! {
    /// What a transaction changes.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Change by "code" {
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
        Error(error: ErrorCode),
        /// Nobody has said: of a history that is given by its zxids alone.
        Unknown,
    }
}

/// What an entry of the log takes beside its transaction's own record, in bytes: checksum, length, header, digest and end mark.
const ENTRY_BYTES: u64 = 57;
/// The access list of a znode that anyone may do anything with, in bytes.
const OPEN_ACCESS_BYTES: u64 = 31;

impl Txn {
    /// How long its entry in the log is, in bytes (`Util.marshallTxnEntry`).
    pub fn log_bytes(&self) -> u64 {
        let text = |text: &str| 4 + text.len() as u64;
        ENTRY_BYTES
            + match &*self.change {
                Change::CreateSession { .. } | Change::Error(_) => 4,
                Change::CloseSession { paths } => 4 + paths.iter().map(|path| text(path)).sum::<u64>(),
                Change::Create { path, data, .. } => text(path) + text(data) + OPEN_ACCESS_BYTES + 5,
                Change::Delete { path } => text(path),
                Change::SetData { path, data, .. } => text(path) + text(data) + 4,
                Change::Unknown => 0,
            }
    }

    /// A transaction of which nothing is known but its zxid.
    pub fn unknown(zxid: Zxid) -> Txn {
        Txn { zxid, session: SessionId(0), cxid: 0, time: Micros(0), change: Arc::new(Change::Unknown) }
    }
}
