//! The commit processor, and the last step of every request: what is committed is applied, what is asked is answered.
//!
//! A session's requests are answered in their order: behind a write of its own that is not committed yet everything else of
//! that session waits, while other sessions read on (reference §5.5; `CommitProcessor`, `FinalRequestProcessor`).

use crate::collections::queue::Queue;
use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, SessionId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{Note, TurnAwayReason};
use crate::request::{Answer, Cxid, ErrorCode, Op, Reply, RequestId};
use crate::server::{Role, Server};
use crate::storage::database::Database;
use crate::storage::tree::{Node, Tree};
use crate::storage::txn::{Change, Txn};

/// A request, until it is answered. To a leader's commit processor learners' writes are requests as well: a client that has come
/// from one of them has to wait for what it has asked there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    /// The connection of the client, if it is one of this server's own.
    pub(crate) connection: Option<ConnectionId>,
    pub(crate) session: SessionId,
    pub(crate) cxid: Cxid,
    pub(crate) op: Op,
    /// Why it cannot even be read: only a leader says so.
    pub(crate) failed: Option<ErrorCode>,
}

/// Something that the leader has let pass.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Committed {
    /// A transaction.
    Txn(Txn),
    /// A learner's sync.
    Sync(SessionId, Cxid),
}

/// What waits to be answered or applied.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Pipeline {
    /// Requests that were not looked at yet.
    queued: Queue<(Cause, Asked)>,
    /// By session, the requests from its oldest uncommitted write on.
    waiting: Table<SessionId, Queue<(Cause, Asked)>>,
    /// Uncommitted writes of all sessions, the oldest first.
    writes: Queue<RequestId>,
    /// What is committed and not applied yet.
    committed: Queue<(Cause, Committed)>,
}

impl Pipeline {
    pub(crate) fn ask(&mut self, cause: Cause, asked: Asked) {
        self.queued.push_back((cause, asked));
    }

    /// Whether anything waits that is not waiting for something else.
    pub(crate) fn has_work(&self) -> bool {
        !self.queued.is_empty() || !self.committed.is_empty()
    }

    pub(crate) fn commit(&mut self, cause: Cause, committed: Committed) {
        self.committed.push_back((cause, committed));
    }

    /// The write that waits for this, if it is the oldest of all. A commit whose write is not that one was asked for elsewhere.
    fn take_write(&mut self, session: SessionId, cxid: Cxid) -> Option<(Cause, Asked)> {
        self.writes.pop_front_if(|write| *write == (session, cxid))?;
        self.waiting.get_mut(&session)?.pop_front()
    }
}

impl Server {
    /// Moves one thing through the commit processor: a request, or else what is committed next.
    pub(crate) fn run_commit(&mut self, out: &mut Outbox) -> bool {
        if let Some((cause, asked)) = self.pipeline.queued.pop_front() {
            self.on_asked(cause, asked, out);
        } else if let Some((cause, committed)) = self.pipeline.committed.pop_front() {
            let (session, cxid) = match &committed {
                Committed::Txn(txn) => (txn.session, txn.cxid),
                Committed::Sync(session, cxid) => (*session, *cxid),
            };
            let write = self.pipeline.take_write(session, cxid).map(|(_, asked)| asked);
            match (committed, write) {
                (Committed::Txn(txn), write) => self.apply_and_answer(cause, &txn, write, out),
                (Committed::Sync(..), Some(asked)) => self.answer_read(cause, &asked, out),
                (Committed::Sync(..), None) => {}
            }
            self.release(cause, session, out);
        } else {
            return false;
        }
        true
    }

    /// Whether a request waits to be committed. On the leader a sync is a read like any other (`matchSyncs`).
    fn needs_commit(&self, op: &Op) -> bool {
        op.is_write() || (matches!(op, Op::Sync { .. }) && matches!(self.role, Role::Learning(_)))
    }

    fn on_asked(&mut self, cause: Cause, asked: Asked, out: &mut Outbox) {
        let (session, cxid, needs_commit) = (asked.session, asked.cxid, self.needs_commit(&asked.op));
        if needs_commit {
            self.pipeline.writes.push_back((session, cxid));
        }
        match self.pipeline.waiting.get_mut(&session) {
            Some(waiting) => {
                let mut why = cause;
                // Of what a learner has handed on the learner has said so already.
                if let Some((_, first)) = waiting.front().filter(|_| asked.connection.is_some()) {
                    why = out.note(cause, Note::RequestWaits { session, cxid, behind: first.cxid });
                }
                waiting.push_back((why, asked));
            }
            None if needs_commit => self.pipeline.waiting.insert(session, Queue::from_iter([(cause, asked)])),
            None => self.answer_read(cause, &asked, out),
        }
    }

    /// A session's write is done: its reads up to the next write are answered.
    fn release(&mut self, cause: Cause, session: SessionId, out: &mut Outbox) {
        let Some(mut waiting) = self.pipeline.waiting.remove(&session) else { return };
        while let Some((_, asked)) = waiting.pop_front_if(|(_, asked)| !self.needs_commit(&asked.op)) {
            self.answer_read(cause, &asked, out);
        }
        if !waiting.is_empty() {
            self.pipeline.waiting.insert(session, waiting);
        }
    }

    /// Applies a transaction, and tells the client that has asked for it, if it is one of this server's.
    fn apply_and_answer(&mut self, cause: Cause, txn: &Txn, asked: Option<Asked>, out: &mut Outbox) {
        let applied = self.apply(cause, txn, out);
        if let Some(asked) = asked
            && let Some(connection) = asked.connection
        {
            match (&*txn.change, applied) {
                (Change::CreateSession { .. }, _) => {
                    self.finish_session(cause, connection, txn.session, true, out);
                }
                (_, Err(code)) => self.answer_failed(cause, &asked, code, txn.zxid, out),
                (change, Ok(())) => {
                    let answer = self.outcome(change);
                    self.reply(cause, &asked, txn.zxid, answer, out);
                }
            }
        }
        if let Change::CloseSession { .. } = *txn.change {
            self.close_client_of(cause, txn.session, out);
        }
    }

    /// Applies a transaction to what is in memory, and to what depends on it.
    pub(crate) fn apply(&mut self, cause: Cause, txn: &Txn, out: &mut Outbox) -> Result<(), ErrorCode> {
        self.apply_as(cause, txn, true, out)
    }

    /// The same, with the committed log or without.
    pub(crate) fn apply_as(
        &mut self,
        cause: Cause,
        txn: &Txn,
        remembers: bool,
        out: &mut Outbox,
    ) -> Result<(), ErrorCode> {
        out.note(cause, Note::Applied { zxid: txn.zxid });
        match (&mut self.role, &*txn.change) {
            (Role::Learning(learning), Change::CreateSession { timeout }) => {
                learning.touches.insert(txn.session, *timeout);
            }
            (Role::Learning(learning), Change::CloseSession { .. }) => {
                learning.touches.remove(&txn.session);
            }
            (Role::Leading(leading), change) => {
                leading.broadcast.applied(txn.zxid);
                if let Change::CloseSession { .. } = change {
                    leading.broadcast.tracker.remove(txn.session);
                }
            }
            _ => {}
        }
        let database = self.database_mut();
        if remembers { database.apply(txn) } else { database.apply_unremembered(txn) }
    }

    /// What a write has come to.
    fn outcome(&self, change: &Change) -> Answer {
        match change {
            Change::Create { path, .. } => Answer::Created(path.clone()),
            Change::SetData { path, .. } => self.read(path, |node, _| Answer::Stat(node.stat())),
            _ => Answer::Done,
        }
    }

    fn answer_read(&mut self, cause: Cause, asked: &Asked, out: &mut Outbox) {
        let zxid = self.last_processed();
        if let Some(code) = asked.failed {
            return self.answer_failed(cause, asked, code, zxid, out);
        }
        let answer = match &asked.op {
            Op::Exists { path } => self.read(path, |node, _| Answer::Stat(node.stat())),
            Op::GetData { path } => self.read(path, |node, _| Answer::Data(node.data.clone(), node.stat())),
            Op::GetChildren { path } => self.read(path, |_, tree| Answer::Children(tree.children(path))),
            _ => Answer::Done,
        };
        self.reply(cause, asked, zxid, answer, out);
    }

    fn read(&self, path: &str, answer: impl FnOnce(&Node, &Tree) -> Answer) -> Answer {
        let tree = self.database.as_ref().map(Database::tree);
        match tree.and_then(|tree| Some((tree.node(path)?, tree))) {
            Some((node, tree)) => answer(node, tree),
            None => Answer::Failed(ErrorCode::NoNode),
        }
    }

    /// A client that has moved is told nothing: its connection is closed.
    fn answer_failed(&mut self, cause: Cause, asked: &Asked, code: ErrorCode, zxid: Zxid, out: &mut Outbox) {
        if code == ErrorCode::SessionMoved {
            if let Some(connection) = asked.connection {
                self.turn_away(cause, connection, TurnAwayReason::SessionMoved, out);
            }
        } else {
            self.reply(cause, asked, zxid, Answer::Failed(code), out);
        }
    }

    /// An answer goes to the connection on which was asked; if that is gone, nobody hears it.
    fn reply(&mut self, cause: Cause, asked: &Asked, zxid: Zxid, answer: Answer, out: &mut Outbox) {
        if let Some(connection) = asked.connection.filter(|connection| self.clients.is_open(*connection)) {
            let message = Message::Answer(Box::new(Reply { cxid: asked.cxid, zxid, answer }));
            out.push(cause, Output::Send { connection, message });
        }
    }
}
