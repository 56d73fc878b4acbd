//! Broadcast: the leader proposes, a quorum acknowledges, the leader commits, everyone applies.
//!
//! One order for all: the leader numbers what it proposes, sends it to its followers in that order, and logs it itself like
//! any of them. Its own acknowledgement is one among others, given when its own log is safe; so a proposal may be committed
//! that its leader has not written yet (reference §0.12, §5; paper: phase 3; TLA+ `LeaderProcessRequest`, `LeaderProcessACK`,
//! `FollowerProcessPROPOSAL`, `FollowerProcessCOMMIT`).
//!
//! What the two halves do is in the two files below; this one is what the leader keeps.

mod leader;
mod learner;

use crate::collections::queue::Queue;
use crate::collections::set::Set;
use crate::collections::table::Table;
use crate::config::Config;
use crate::ids::{Cause, ConnectionId, Epoch, Micros, ServerId, Zxid};
use crate::service::prep_processor::{Changes, Request};
use crate::service::sessions::Tracker;
use crate::storage::tree::Tree;
use crate::storage::txn::Txn;

/// What a leader keeps while its epoch lasts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Broadcast {
    /// Requests that wait to be made transactions of.
    pub(crate) requests: Queue<(Cause, Request)>,
    /// What is proposed and not applied yet, as far as later requests depend on it.
    pub(crate) changes: Changes,
    /// The sessions.
    pub(crate) tracker: Tracker,
    /// The zxid that was given out last (`hzxid`).
    pub(crate) last_assigned: Zxid,
    pub(crate) last_proposed: Zxid,
    pub(crate) last_committed: Zxid,
    /// Proposals that no quorum has acknowledged yet.
    outstanding: Table<Zxid, Proposal>,
    /// Proposals that are committed, and that this server has not applied itself.
    to_be_applied: Queue<Txn>,
    /// Syncs that learners have asked for, each with the proposal whose commit it waits for.
    syncs: Table<Zxid, Vec<AskedSync>>,
}

/// A proposal under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Proposal {
    txn: Txn,
    acks: Set<ServerId>,
}

/// A sync that a learner has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct AskedSync {
    cause: Cause,
    connection: ConnectionId,
}

/// A proposal under way, for those who look on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// What is proposed.
    pub txn: Txn,
    /// The voters that have acknowledged it.
    pub acks: Vec<ServerId>,
    /// Whether they are a quorum.
    pub met: bool,
}

/// To whom the sync thread acknowledges a transaction when it is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum AckTo {
    /// A follower, to the leader on this connection: a later leader hears nothing of it.
    Leader(ConnectionId),
    /// A leader, to itself.
    Itself,
    /// An observer, to nobody.
    Nobody,
}

/// How long a follower takes to acknowledge: one proposal is watched at a time, and the newest since then is watched next
/// (`SyncLimitCheck`, reference §6.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct AckWatch {
    current: Option<(Zxid, Micros)>,
    next: Option<(Zxid, Micros)>,
}

impl Broadcast {
    /// A leader's epoch begins: every session has its whole timeout before it.
    pub(crate) fn begin(now: Micros, epoch: Epoch, config: &Config, tree: &Tree) -> Broadcast {
        let mut tracker = Tracker::new(config.tick);
        for (session, timeout) in tree.sessions() {
            tracker.track(now, session, timeout);
        }
        let counter = config.counter_before_first.min(u32::MAX - 1);
        let beginning = epoch.beginning();
        Broadcast {
            tracker,
            last_assigned: Zxid(beginning.0 | i64::from(counter)),
            last_proposed: beginning,
            last_committed: beginning,
            ..Broadcast::default()
        }
    }

    /// The proposals under way, the oldest first, each with who has acknowledged it.
    pub(crate) fn outstanding(&self) -> impl Iterator<Item = (&Txn, &Set<ServerId>)> {
        self.outstanding.values().map(|proposal| (&proposal.txn, &proposal.acks))
    }

    /// The leader has applied this.
    pub(crate) fn applied(&mut self, zxid: Zxid) {
        self.changes.applied(zxid);
        self.to_be_applied.pop_front_if(|txn| txn.zxid == zxid);
    }
}

impl AckWatch {
    fn proposed(&mut self, zxid: Zxid, now: Micros) {
        let place = if self.current.is_none() { &mut self.current } else { &mut self.next };
        *place = Some((zxid, now));
    }

    fn acknowledged(&mut self, zxid: Zxid) {
        if self.current.is_some_and(|(current, _)| current == zxid) {
            self.current = self.next.take();
        } else if self.next.is_some_and(|(next, _)| next == zxid) {
            self.next = None;
        }
    }

    /// Whether the proposal that is watched has waited this long.
    pub(crate) fn is_late(&self, now: Micros, limit: Micros) -> bool {
        self.current.is_some_and(|(_, since)| since + limit <= now)
    }
}
