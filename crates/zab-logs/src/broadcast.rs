//! Requests on their way through the ensemble (`Leader`, `CommitProcessor`,
//! `FollowerZooKeeperServer`). Nearly all of it is seen only at DEBUG.

use crate::form::{Form, Values, form};
use crate::numbers::Zxid;

/// What happens to a request. Reference §11.3 and §5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BroadcastEvent {
    /// The leader proposes it. (DEBUG)
    Proposing(Request),
    /// It has come to the commit processor, which holds a write until it is committed. (DEBUG)
    Processing(Request),
    /// It is committed, and will be applied. (DEBUG)
    Committing(Request),
    /// A follower is told to commit what was never proposed to it. (WARN)
    CommitWithoutProposal {
        /// The zxid to commit.
        zxid: Zxid,
    },
    /// A follower is told to commit another than its oldest proposal: its process ends. (ERROR)
    CommitOutOfOrder {
        /// The zxid to commit.
        zxid: Zxid,
        /// Its oldest proposal.
        pending: Zxid,
    },
}

/// A request as its `toString` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The client's session.
    pub session: i64,
    /// What it asks for: `create`, `setData`, `createSession`, …
    pub operation: String,
    /// The client's number for it.
    pub cxid: i64,
    /// Its zxid; -2 until the leader has assigned one.
    pub zxid: Zxid,
}

pub(crate) const PROPOSAL_FORMS: &[Form<BroadcastEvent>] = &[form(
    "Proposing:: sessionid:0x{session} type:{operation} cxid:0x{cxid} zxid:0x{zxid} \
     txntype:{remainder}",
    |v| request(v).map(BroadcastEvent::Proposing),
)];

pub(crate) const COMMIT_FORMS: &[Form<BroadcastEvent>] = &[
    form(
        "Processing request:: sessionid:0x{session} type:{operation} cxid:0x{cxid} zxid:0x{zxid} \
         txntype:{remainder}",
        |v| request(v).map(BroadcastEvent::Processing),
    ),
    form(
        "Committing request:: sessionid:0x{session} type:{operation} cxid:0x{cxid} zxid:0x{zxid} \
         txntype:{remainder}",
        |v| request(v).map(BroadcastEvent::Committing),
    ),
];

pub(crate) const FOLLOWER_FORMS: &[Form<BroadcastEvent>] = &[
    // Without 0x, unlike the others.
    form("Committing {zxid} without seeing txn", |v| {
        Some(BroadcastEvent::CommitWithoutProposal { zxid: v.zxid()? })
    }),
    form("Committing zxid 0x{zxid} but next pending txn 0x{pending}", |v| {
        Some(BroadcastEvent::CommitOutOfOrder { zxid: v.zxid()?, pending: v.zxid()? })
    }),
];

fn request(v: &mut Values<'_>) -> Option<Request> {
    Some(Request { session: v.hex()?, operation: v.owned()?, cxid: v.hex()?, zxid: v.zxid()? })
}
