//! The learner's half: a follower logs, acknowledges and commits in order; an observer takes what is committed (reference
//! §5.4, §5.6; `Follower.processPacket`, `Observer.processPacket`; TLA+ `FollowerProcessPROPOSAL`,
//! `FollowerProcessCOMMIT`).

use super::AckTo;
use crate::config::LearnerType;
use crate::ids::{Cause, SessionId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::Note;
use crate::server::{Role, Server};
use crate::service::commit_processor::Committed;
use crate::storage::txn::Txn;

/// The code with which a follower ends whose leader commits something else than the oldest proposal
/// (`ExitCode.UNMATCHED_TXN_COMMIT`).
const EXIT_UNMATCHED_TXN_COMMIT: u8 = 12;

impl Server {
    /// What a leader says to a learner that serves. What it cannot say is passed over.
    pub(crate) fn on_broadcast_message(&mut self, cause: Cause, message: Message, out: &mut Outbox) {
        let observes = self.config.learner_type == LearnerType::Observer;
        match message {
            Message::Ping { zxid, .. } => self.on_ping(cause, zxid, out),
            Message::Proposal { txn } if !observes => self.on_proposal(cause, txn, out),
            Message::Commit { zxid } if !observes => self.on_commit(cause, zxid, out),
            Message::Inform { txn } if observes => self.on_inform(cause, txn),
            Message::Sync => self.on_sync_answer(cause),
            Message::Revalidated { session, valid } => self.on_revalidated(cause, session, valid, out),
            _ => {
                out.note(cause, Note::UnexpectedMessage);
            }
        }
    }

    /// PROPOSAL. A gap is a matter for ZooKeeper's log only.
    fn on_proposal(&mut self, cause: Cause, txn: Txn, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let mut why = cause;
        if let Some(last) = learning.last_queued.replace(txn.zxid) {
            let (expected, found) = (Zxid(last.0.wrapping_add(1)), txn.zxid);
            if found != expected {
                why = out.note(cause, Note::GapFound { expected, found });
            }
        }
        self.log_proposal(why, txn);
    }

    /// Hands a proposal to the sync thread, and keeps it until it is committed.
    pub(crate) fn log_proposal(&mut self, cause: Cause, txn: Txn) {
        let Role::Learning(learning) = &mut self.role else { return };
        let acks = learning.connection.map_or(AckTo::Nobody, AckTo::Leader);
        learning.pending.push_back(txn.clone());
        self.hand_to_sync(cause, acks, txn);
    }

    /// COMMIT. It must be that of the oldest proposal; any other ends the process.
    pub(crate) fn on_commit(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let Some(expected) = learning.pending.front().map(|txn| txn.zxid) else {
            out.note(cause, Note::CommitWithoutProposal { zxid });
            return;
        };
        if expected != zxid {
            let why = out.note(cause, Note::WrongCommit { expected, found: zxid });
            out.push(why, Output::Exit { code: EXIT_UNMATCHED_TXN_COMMIT });
            return;
        }
        if let Some(txn) = learning.pending.pop_front() {
            self.pipeline.commit(cause, Committed::Txn(txn));
        }
    }

    /// INFORM: an observer logs it and applies it, the one without waiting for the other.
    pub(crate) fn on_inform(&mut self, cause: Cause, txn: Txn) {
        self.hand_to_sync(cause, AckTo::Nobody, txn.clone());
        self.pipeline.commit(cause, Committed::Txn(txn));
    }

    /// SYNC: it answers the oldest sync that was asked for. What it waited for has come before it, on the same connection.
    fn on_sync_answer(&mut self, cause: Cause) {
        let Role::Learning(learning) = &mut self.role else { return };
        if let Some((session, cxid)) = learning.syncs.pop_front() {
            self.pipeline.commit(cause, Committed::Sync(session, cxid));
        }
    }

    /// REVALIDATE, answered.
    fn on_revalidated(&mut self, cause: Cause, session: SessionId, valid: bool, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        if let Some(connection) = learning.revalidating.remove(&session) {
            self.finish_session(cause, connection, session, valid, out);
        }
    }
}
