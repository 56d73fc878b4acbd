//! Synchronization: a leader brings its learners to its own history, and a quorum acknowledges it.
//!
//! The leader chooses between DIFF, TRUNC and SNAP, from four numbers: the learner's last zxid, the ends of its own window of
//! committed transactions, and the last zxid that it has processed. That choice is this file, apart from everything that
//! sends or waits, so that it can be read beside reference §4.1, row by row (`LearnerHandler.syncFollower` and
//! `queueCommittedProposals`; TLA+ `SyncFollower`). What leader and learner then do is in the two files below it.

mod leader;
mod learner;

pub(crate) use learner::{EXIT_QUORUM_PACKET_ERROR, Sync};

use crate::config::LogLimit;
use crate::ids::Zxid;
use crate::note::{Mode, Row};
use crate::storage::durable::{LogFile, file_for};

/// What the leader has to offer.
#[derive(Clone, Debug)]
pub struct Stock<'a> {
    /// The window of committed transactions.
    pub committed: &'a [Zxid],
    /// The last zxid processed.
    pub last_processed: Zxid,
    /// The log on disk.
    pub log: &'a [Zxid],
    /// The files of that log, but for the first.
    pub later_files: &'a [LogFile],
    /// How much of the log on disk may be sent.
    pub log_limit: LogLimit,
    /// Send a snapshot whatever the learner has (a switch for tests in ZooKeeper: `forceSnapshotSync`).
    pub force_snapshot: bool,
}

/// What the leader will send.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// The first packet.
    pub mode: Mode,
    /// The zxid in it.
    pub zxid: Zxid,
    /// Then these transactions, each as PROPOSAL and COMMIT.
    pub transactions: Vec<Zxid>,
    /// Where the learner then stands: whatever is proposed or committed beyond this is forwarded to it.
    pub position: Zxid,
    /// The row of the table that decided.
    pub row: Row,
}

/// What a learner with this last zxid is sent.
pub fn offer(peer: Zxid, stock: &Stock<'_>) -> Offer {
    let last = stock.last_processed;
    let min = stock.committed.first().copied().unwrap_or(last);
    let max = stock.committed.last().copied().unwrap_or(last);
    let snapshot =
        |row| Offer { mode: Mode::Snap, zxid: last, transactions: Vec::new(), position: last, row };
    if stock.force_snapshot {
        snapshot(Row::Forced)
    } else if peer == last {
        Offer { mode: Mode::Diff, zxid: peer, transactions: Vec::new(), position: peer, row: Row::InSync }
    } else if peer > max && !is_new_epoch(peer) {
        Offer { mode: Mode::Trunc, zxid: max, transactions: Vec::new(), position: max, row: Row::Ahead }
    } else if min <= peer && peer <= max {
        let mut walk = Walk::new(peer, max);
        walk.along(stock.committed, None);
        // Whatever the walk has found, a snapshot was ruled out when it began: the position stays the walk's.
        let position = walk.position;
        walk.into_offer(Row::WithinWindow)
            .unwrap_or(Offer { position, ..snapshot(Row::WithinWindowOfAnotherEpoch) })
    } else if peer < min && stock.log_limit != LogLimit::Disabled {
        let Some(log) = reachable(peer, stock) else { return snapshot(Row::LogTooShortOrTooLong) };
        let mut walk = Walk::new(peer, max);
        walk.along(log, Some(min));
        if walk.position < min {
            return snapshot(Row::GapAfterLog);
        }
        walk.along(stock.committed, None);
        let position = walk.position;
        walk.into_offer(Row::FromLog)
            .unwrap_or(Offer { position, ..snapshot(Row::WithinWindowOfAnotherEpoch) })
    } else {
        snapshot(Row::Unhandled)
    }
}

/// The log on disk from the file on that holds the learner's last zxid, if it begins no later than that and the files after it are
/// no longer than allowed.
fn reachable<'a>(peer: Zxid, stock: &Stock<'a>) -> Option<&'a [Zxid]> {
    let start = file_for(stock.log.iter().copied(), stock.later_files, peer);
    let log = &stock.log[start..];
    if log.first().is_some_and(|first| *first > peer) {
        return None;
    }
    let later = stock.later_files.iter().filter(|file| file.start as usize > start);
    match stock.log_limit {
        LogLimit::Bytes(limit) if later.map(|file| file.bytes).sum::<u64>() > limit => None,
        _ => Some(log).filter(|log| !log.is_empty()),
    }
}

/// (epoch, 0): the name of an epoch's beginning, which no transaction bears.
fn is_new_epoch(zxid: Zxid) -> bool {
    zxid.counter() == 0
}

/// A walk along transactions, looking for the learner's last and queueing what it lacks.
struct Walk {
    peer: Zxid,
    /// The end of the leader's window, which a DIFF names.
    max: Zxid,
    first: Option<(Mode, Zxid)>,
    transactions: Vec<Zxid>,
    position: Zxid,
    gave_up: bool,
}

impl Walk {
    fn new(peer: Zxid, max: Zxid) -> Walk {
        Walk { peer, max, first: None, transactions: Vec::new(), position: peer, gave_up: false }
    }

    fn along(&mut self, path: &[Zxid], limit: Option<Zxid>) {
        let mut previous = Zxid::UNKNOWN;
        // A second walk goes on from where the first one ended.
        let from = self.position;
        for &zxid in path.iter().take_while(|zxid| limit.is_none_or(|limit| **zxid <= limit)) {
            if zxid < from {
                previous = zxid;
                continue;
            }
            if self.first.is_none() {
                if zxid == self.peer {
                    self.first = Some((Mode::Diff, self.max));
                    continue;
                }
                if is_new_epoch(self.peer) {
                    self.first = Some((Mode::Diff, self.max));
                } else if zxid.epoch() != self.peer.epoch() {
                    self.gave_up = true;
                    return;
                } else {
                    self.first = Some((Mode::Trunc, previous));
                }
            }
            if zxid > self.position {
                self.transactions.push(zxid);
                self.position = zxid;
            }
        }
        if self.first.is_none() && is_new_epoch(self.peer) {
            self.first = Some((Mode::Diff, self.max));
        }
    }

    fn into_offer(self, row: Row) -> Option<Offer> {
        let (mode, zxid) = self.first?;
        Some(Offer { mode, zxid, transactions: self.transactions, position: self.position, row })
    }
}
