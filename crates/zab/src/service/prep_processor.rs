//! Preparing: the leader makes a transaction of each write, in the order in which they come, and decides what it comes to.
//!
//! What is proposed and not applied yet counts already: a later request sees the tree as it will be. A request that fails has
//! taken a zxid all the same, and is proposed as an error (reference §5.3, §5.7.4; `PrepRequestProcessor`).

use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, Micros, SessionId, Zxid};
use crate::io::Outbox;
use crate::request::{Cxid, ErrorCode, Op};
use crate::server::{Role, Server};
use crate::service::commit_processor::Asked;
use crate::storage::database::Database;
use crate::storage::tree::{Tree, is_path, is_reserved, parent};
use crate::storage::txn::{Change, Txn};
use crate::timer::Timer;
use std::sync::Arc;

/// A request that has reached the leader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Request {
    pub(crate) owner: Owner,
    /// The connection of the client, if it is one of the leader's own.
    pub(crate) client: Option<ConnectionId>,
    pub(crate) session: SessionId,
    pub(crate) cxid: Cxid,
    pub(crate) op: Op,
}

/// Through whom a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    /// The leader itself.
    Leader,
    /// The learner at the other end of this connection.
    Learner(ConnectionId),
}

/// The tree as it will be when all is applied that is proposed, where that differs from the tree as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Changes {
    records: Table<String, Record>,
}

/// A znode as it will be (`ChangeRecord`); none, if it will be gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Record {
    zxid: Zxid,
    node: Option<Coming>,
}

/// As much of a znode as later requests depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
struct Coming {
    version: i32,
    cversion: i32,
    children: i32,
    owner: Option<SessionId>,
}

impl Changes {
    /// All up to this is applied.
    pub(crate) fn applied(&mut self, zxid: Zxid) {
        self.records.retain(|_, record| record.zxid > zxid);
    }

    fn find(&self, tree: &Tree, path: &str) -> Option<Coming> {
        match self.records.get(path) {
            Some(record) => record.node.clone(),
            None => tree.node(path).map(|node| Coming {
                version: node.version,
                cversion: node.cversion,
                children: node.children,
                owner: node.owner,
            }),
        }
    }

    fn set(&mut self, zxid: Zxid, path: &str, node: Option<Coming>) {
        self.records.insert(path.to_owned(), Record { zxid, node });
    }

    /// What a write changes, in the order of ZooKeeper's checks: the first that fails is the answer.
    fn change(&mut self, tree: &Tree, zxid: Zxid, session: SessionId, op: &Op) -> Result<Change, ErrorCode> {
        match op {
            Op::Create { path, data, ephemeral, sequential } => {
                let above = parent(path);
                if !path.starts_with('/') {
                    return Err(ErrorCode::BadArguments);
                }
                let mut parent = self.find(tree, above).ok_or(ErrorCode::NoNode)?;
                // The number is that of the child among all that were ever made there.
                let path = if *sequential { format!("{path}{:010}", parent.cversion) } else { path.clone() };
                if !is_path(&path) {
                    return Err(ErrorCode::BadArguments);
                }
                if self.find(tree, &path).is_some() {
                    return Err(ErrorCode::NodeExists);
                }
                if parent.owner.is_some() {
                    return Err(ErrorCode::NoChildrenForEphemerals);
                }
                parent.children = parent.children.wrapping_add(1);
                parent.cversion = parent.cversion.wrapping_add(1);
                let parent_cversion = parent.cversion;
                self.set(zxid, above, Some(parent));
                let owner = ephemeral.then_some(session);
                self.set(zxid, &path, Some(Coming { owner, ..Coming::default() }));
                Ok(Change::Create { path, data: data.clone(), ephemeral: *ephemeral, parent_cversion })
            }
            Op::Delete { path, version } => {
                if !is_path(path) || is_reserved(path) {
                    return Err(ErrorCode::BadArguments);
                }
                let mut above = self.find(tree, parent(path)).ok_or(ErrorCode::NoNode)?;
                let node = self.find(tree, path).ok_or(ErrorCode::NoNode)?;
                next_version(node.version, *version)?;
                if node.children > 0 {
                    return Err(ErrorCode::NotEmpty);
                }
                above.children = above.children.wrapping_sub(1);
                self.set(zxid, parent(path), Some(above));
                self.set(zxid, path, None);
                Ok(Change::Delete { path: path.clone() })
            }
            Op::SetData { path, data, version } => {
                if !is_path(path) {
                    return Err(ErrorCode::BadArguments);
                }
                let mut node = self.find(tree, path).ok_or(ErrorCode::NoNode)?;
                node.version = next_version(node.version, *version)?;
                let version = node.version;
                self.set(zxid, path, Some(node));
                Ok(Change::SetData { path: path.clone(), data: data.clone(), version })
            }
            Op::CreateSession { timeout } => Ok(Change::CreateSession { timeout: *timeout }),
            Op::CloseSession => Ok(Change::CloseSession { paths: self.close(tree, zxid, session) }),
            Op::Exists { .. } | Op::GetData { .. } | Op::GetChildren { .. } | Op::Sync { .. } | Op::Ping => {
                Err(ErrorCode::BadArguments)
            }
        }
    }

    /// The znodes that go with a session. Those above them keep their count of children until it is applied, as in ZooKeeper.
    fn close(&mut self, tree: &Tree, zxid: Zxid, session: SessionId) -> Vec<String> {
        let mut paths = tree.ephemerals(session);
        paths.retain(|path| self.records.get(path.as_str()).is_none());
        let coming = self
            .records
            .iter()
            .filter(|(_, record)| record.node.as_ref().is_some_and(|node| node.owner == Some(session)));
        paths.extend(coming.map(|(path, _)| path.clone()));
        for path in &paths {
            self.set(zxid, path, None);
        }
        paths
    }
}

fn next_version(current: i32, expected: i32) -> Result<i32, ErrorCode> {
    if expected == -1 || expected == current {
        Ok(current.wrapping_add(1))
    } else {
        Err(ErrorCode::BadVersion)
    }
}

impl Server {
    /// Moves one request through the leader's first processors.
    pub(crate) fn run_prep(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some(cause) = self.timers.take_due(Timer::SessionExpiry, now) {
            self.expire_sessions(now, cause, out);
            return true;
        }
        let Role::Leading(leading) = &mut self.role else { return false };
        let Some((cause, request)) = leading.broadcast.requests.pop_front() else { return false };
        self.prepare(now, cause, request, out);
        self.await_expiry(now, cause);
        true
    }

    fn prepare(&mut self, now: Micros, cause: Cause, request: Request, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Request { owner, client, session, cxid, op } = request;
        let broadcast = &mut leading.broadcast;
        let checked = match &op {
            Op::CreateSession { timeout } => {
                broadcast.tracker.track(now, session, *timeout);
                broadcast.tracker.set_owner(session, owner);
                Ok(())
            }
            // Whoever asks for it, and however late.
            Op::CloseSession => {
                broadcast.tracker.set_closing(session);
                Ok(())
            }
            _ => broadcast.tracker.check(session, owner),
        };
        let failed = checked.err().filter(|_| !op.is_write());
        let asked = Asked { connection: client, session, cxid, op: op.clone(), failed };
        if !op.is_write() {
            match owner {
                // Its check is of no consequence: it is answered anyway.
                Owner::Learner(connection) => {
                    self.on_learner_sync(cause, connection, session, cxid, out);
                }
                Owner::Leader => self.pipeline.ask(cause, asked),
            }
            return;
        }
        let zxid = Zxid(broadcast.last_assigned.0.wrapping_add(1));
        broadcast.last_assigned = zxid;
        let Some(tree) = self.database.as_ref().map(Database::tree) else { return };
        let change = checked.and_then(|()| broadcast.changes.change(tree, zxid, session, &op));
        let change = change.unwrap_or_else(Change::Error);
        self.pipeline.ask(cause, asked);
        let change = Arc::new(change);
        self.propose(now, cause, Txn { zxid, session, cxid, time: now, change }, out);
    }
}
