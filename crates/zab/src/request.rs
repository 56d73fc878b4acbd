//! What clients ask, and what they are told.
//!
//! A session's requests are numbered by its client and answered in that order, whichever server the client is connected to
//! (reference §5.7.3). Watches, `multi` and access control are left out.

use crate::ids::{Micros, SessionId, Zxid};
use crate::{records, words};

/// The number that a client gives a request (`xid`; on the servers `cxid`): from 1 on; 0 for what a server asks itself.
pub type Cxid = i32;

/// [`Cxid`] in TypeScript.
pub const TYPES: &str = "export type Cxid = number;\n";

/// A request's name: its session, and its number there.
pub(crate) type RequestId = (SessionId, Cxid);

records! {
    /// An operation.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Op by "code" {
        /// Open a session: asked by the server that its client has connected to.
        CreateSession {
            /// The timeout, as that server has granted it.
            timeout: Micros,
        },
        /// End the session: asked by its client, or by the leader when it has expired.
        CloseSession,
        /// Make a znode.
        Create {
            /// Where; for a sequential one, the beginning of its name.
            path: String,
            /// What it holds.
            data: String,
            /// Whether it goes when the session ends.
            ephemeral: bool,
            /// Whether a number is added to its name.
            sequential: bool,
        },
        /// Take a znode away.
        Delete {
            /// Which.
            path: String,
            /// The version it must have; -1 for any.
            version: i32,
        },
        /// Change what a znode holds.
        SetData {
            /// Which.
            path: String,
            /// What it is to hold.
            data: String,
            /// The version it must have; -1 for any.
            version: i32,
        },
        /// Is there such a znode?
        Exists {
            /// Which.
            path: String,
        },
        /// What does a znode hold?
        GetData {
            /// Which.
            path: String,
        },
        /// Which children has a znode?
        GetChildren {
            /// Which.
            path: String,
        },
        /// Answer when this server has caught up with what the leader has proposed by now.
        Sync {
            /// Told again in the answer, and not looked up.
            path: String,
        },
        /// Still there: what a client says that has nothing to ask.
        Ping,
    }
}

records! {
    /// What comes of a request.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Answer by "type" {
        /// It is done.
        Done,
        /// A znode was made, of this name.
        Created(path: String),
        /// A znode's numbers.
        Stat(..stat: Stat),
        /// What a znode holds, and its numbers.
        Data(data: String, stat: Stat),
        /// The names of a znode's children, in order.
        Children(names: Vec<String>),
        /// It could not be done.
        Failed(error: ErrorCode),
    }
}

records! {
    /// A znode's numbers, as a client sees them (`Stat`).
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct Stat {
        /// The zxid that made it.
        pub czxid: Zxid,
        /// The zxid that last changed its data.
        pub mzxid: Zxid,
        /// The zxid that last made or took away a child.
        pub pzxid: Zxid,
        /// When it was made, by the leader's clock.
        pub ctime: Micros,
        /// When its data last changed, by the leader's clock.
        pub mtime: Micros,
        /// How often its data has changed.
        pub version: i32,
        /// How often a child was made or taken away.
        pub cversion: i32,
        /// The session with which it goes; 0 for a persistent one.
        pub ephemeral_owner: SessionId,
        /// How long its data is, in bytes.
        pub data_length: u32,
        /// How many children it has.
        pub num_children: i32,
    }
}

words! {
    /// Why a request fails (`KeeperException.Code`).
    pub enum ErrorCode {
        /// The connection was lost before the answer came. No server says so: the client tells itself, and whether the request
        /// was carried out, is being carried out or will be, nobody can tell it (reference §5.7.3).
        ConnectionLoss "ConnectionLoss",
        /// The path is not one, or must not be touched.
        BadArguments "BadArguments",
        /// There is no such znode, or not the one above it.
        NoNode "NoNode",
        /// The znode has another version.
        BadVersion "BadVersion",
        /// An ephemeral znode has no children.
        NoChildrenForEphemerals "NoChildrenForEphemerals",
        /// There is such a znode already.
        NodeExists "NodeExists",
        /// The znode has children.
        NotEmpty "NotEmpty",
        /// The session is over.
        SessionExpired "SessionExpired",
        /// The session's client has gone to another server.
        SessionMoved "SessionMoved",
    }
}

records! {
    /// The answer to a request, on its way to the client.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct Reply {
        /// The request's number.
        pub cxid: Cxid,
        /// For a write its own zxid; for a read a state that is at least as new as what was read.
        pub zxid: Zxid,
        /// The answer.
        pub answer: Answer,
    }
}

impl Op {
    /// Whether the leader must give it a zxid.
    pub fn is_write(&self) -> bool {
        match self {
            Op::CreateSession { .. }
            | Op::CloseSession
            | Op::Create { .. }
            | Op::Delete { .. }
            | Op::SetData { .. } => true,
            Op::Exists { .. } | Op::GetData { .. } | Op::GetChildren { .. } | Op::Sync { .. } | Op::Ping => {
                false
            }
        }
    }
}

impl ErrorCode {
    /// All of them.
    pub const ALL: [ErrorCode; 9] = [
        ErrorCode::ConnectionLoss,
        ErrorCode::BadArguments,
        ErrorCode::NoNode,
        ErrorCode::BadVersion,
        ErrorCode::NoChildrenForEphemerals,
        ErrorCode::NodeExists,
        ErrorCode::NotEmpty,
        ErrorCode::SessionExpired,
        ErrorCode::SessionMoved,
    ];

    /// ZooKeeper's number for it.
    pub fn code(self) -> i32 {
        match self {
            ErrorCode::ConnectionLoss => -4,
            ErrorCode::BadArguments => -8,
            ErrorCode::NoNode => -101,
            ErrorCode::BadVersion => -103,
            ErrorCode::NoChildrenForEphemerals => -108,
            ErrorCode::NodeExists => -110,
            ErrorCode::NotEmpty => -111,
            ErrorCode::SessionExpired => -112,
            ErrorCode::SessionMoved => -118,
        }
    }
}
