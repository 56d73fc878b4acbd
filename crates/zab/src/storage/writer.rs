//! Writing: what a server is putting on its disk, step by step, and what it does when that is done.
//!
//! Whoever writes waits. The main thread does nothing else until its job is finished, and the sync thread takes up what has
//! gathered meanwhile in one go. A step that is under way when the process dies has not happened.
//!
//! The log is written in files. A process begins a new one with the first transaction that it appends, after its log was cut, and
//! when it has appended so many that it is time for a snapshot, which a thread of its own then writes (reference §4.1;
//! `FileTxnLog.append`, `SyncRequestProcessor`).
//!
//! That snapshot is fuzzy: transactions go on being applied while it is written, and what it holds of them is found in no zxid of its own.
//! It bears the last zxid from before, so that the log is replayed over it from there on (reference §5.7.5; `FileSnap.serialize`).
//!
//! Differs: of what is applied meanwhile a snapshot holds all, as if every znode were written at the very end. ZooKeeper writes one after
//! the other, each as it is when its turn comes.

use crate::collections::queue::Queue;
use crate::collections::rare::Rare;
use crate::collections::table::Table;
use crate::ids::{Cause, Epoch, Micros, Token, Zxid};
use crate::io::{Chance, Outbox, Output};
use crate::message::Message;
use crate::note::{Loss, Note, StepDown};
use crate::phases::broadcast::AckTo;
use crate::phases::synchronization::EXIT_QUORUM_PACKET_ERROR;
use crate::server::{Role, Server};
use crate::storage::durable::{DiskStep, EpochFile};
use crate::storage::txn::Txn;
use crate::timer::Timer;

/// The code with which a process ends that cannot write a snapshot (`ExitCode.TXNLOG_ERROR_TAKING_SNAPSHOT`).
const EXIT_ERROR_TAKING_SNAPSHOT: u8 = 10;

/// How many transactions are made safe in one go at most (`maxBatchSize`).
const GROUP_LIMIT: usize = 1_000;

/// The threads that write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lane {
    /// The thread that leads or learns (or a handler in its place, with the others waiting).
    Main,
    /// The sync thread, which logs what is proposed.
    Sync,
    /// The snapshot thread.
    Snapshot,
}

/// What follows when a job is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Then {
    /// A leader has written its snapshot, and listens to its learners.
    Listen,
    /// A leader has promised its own epoch.
    ProposeEpoch,
    /// A leader has taken its own epoch.
    AwaitAcknowledgements,
    /// A learner has promised its leader's epoch.
    AnswerEpoch,
    /// A learner has cut its log.
    Reload(Zxid),
    /// A learner has taken its leader's epoch first; it hands what was proposed to the sync thread.
    HandOver,
    /// A learner has all that NEWLEADER asks for on disk; it applies these, and acknowledges.
    AcknowledgeLeader(Vec<Txn>),
    /// The sync thread has logged these, and acknowledges each to whom it may concern.
    AcknowledgeLogged(Vec<(AckTo, Zxid)>),
    /// Nothing: a snapshot is written.
    Rest,
    /// The disk has failed the main thread: its role ends.
    GiveUp,
}

/// The jobs under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Writer {
    jobs: Table<Lane, Job>,
    finished: Table<Lane, (Cause, Then)>,
    next: Token,
    /// Whether the file is open to which the next transaction is appended. If not, a new one is begun.
    log_is_open: bool,
    /// How many transactions at the end of the log are still in the process's own memory: whoever reads the files does not see
    /// them.
    buffered: usize,
    /// How many transactions were appended since the last snapshot was due (`txnCount`).
    appended: u32,
    /// How many more than half of `snap_count` must be appended until a snapshot is due (`randRoll`): drawn when the half is
    /// reached, for it does not matter before.
    surplus: Option<u32>,
}

/// A job: the step under way, those to come, and what then.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Job {
    token: Token,
    step: DiskStep,
    rest: Queue<DiskStep>,
    then: Then,
}

/// The steps in which an epoch gets onto the disk: beside its file, and then in its place.
pub(crate) fn epoch_steps(file: EpochFile, epoch: Epoch) -> [DiskStep; 2] {
    [DiskStep::WriteEpoch(file, epoch), DiskStep::RenameEpoch(file)]
}

/// The step that appends a transaction. Whether it opens a file is found out when its turn comes.
pub(crate) fn append(txn: Txn) -> DiskStep {
    DiskStep::Append { txn, opens_file: false }
}

impl Writer {
    /// Whether this thread is writing, or has not yet taken up that it is done.
    pub(crate) fn is_busy(&self, lane: Lane) -> bool {
        self.jobs.get(&lane).is_some() || self.finished.get(&lane).is_some()
    }

    /// Whether any thread has finished something.
    pub(crate) fn has_finished(&self) -> bool {
        self.finished.first().is_some()
    }

    /// What this thread has finished.
    pub(crate) fn take_finished(&mut self, lane: Lane) -> Option<(Cause, Then)> {
        self.finished.remove(&lane)
    }
}

impl Server {
    /// Begins a job. Nobody writes two things at once; and while the main thread writes it does not read, so that no read can
    /// take too long.
    pub(crate) fn write(
        &mut self,
        cause: Cause,
        lane: Lane,
        steps: impl IntoIterator<Item = DiskStep>,
        then: Then,
        out: &mut Outbox,
    ) {
        debug_assert!(self.writer.jobs.get(&lane).is_none(), "{lane:?} is writing already");
        if lane == Lane::Main {
            self.timers.stop(Timer::LeaderRead);
        }
        let mut rest: Queue<DiskStep> = steps.into_iter().collect();
        match rest.pop_front() {
            Some(step) => self.persist(cause, lane, step, rest, then, out),
            None => self.writer.finished.insert(lane, (cause, then)),
        }
    }

    /// A step is done: its effect is there, and the next one begins.
    pub(crate) fn on_persisted(&mut self, cause: Cause, token: Token, out: &mut Outbox) {
        let lane = self.writer.jobs.iter().find(|(_, job)| job.token == token).map(|(lane, _)| *lane);
        let Some((lane, mut job)) = lane.and_then(|lane| Some((lane, self.writer.jobs.remove(&lane)?)))
        else {
            return;
        };
        let is_fuzzy = self.overtake(&mut job.step);
        self.durable.apply(&job.step);
        let mut cause = cause;
        match &job.step {
            DiskStep::Append { opens_file, .. } => {
                self.writer.buffered = if *opens_file { 1 } else { self.writer.buffered + 1 };
                if lane == Lane::Sync {
                    self.count_appended(cause, out);
                }
            }
            DiskStep::Truncate(_) => {
                self.writer.log_is_open = false;
                self.writer.buffered = 0;
            }
            DiskStep::Snapshot { snapshot, .. } => {
                if is_fuzzy {
                    let last = self.last_processed();
                    cause = out.note(cause, Note::FuzzySnapshot { zxid: snapshot.zxid, last });
                }
                if let Some(newest) = self.durable.newest_snapshot().map(|snapshot| snapshot.zxid) {
                    self.durable.purge_snapshots(newest);
                }
            }
            _ => {}
        }
        let (mut rest, mut then) = (job.rest, job.then);
        if let Then::AcknowledgeLogged(logged) = &mut then {
            self.gather(&mut rest, logged);
        }
        match rest.pop_front() {
            Some(step) => self.persist(cause, lane, step, rest, then, out),
            None if then == Then::Rest => {}
            None => self.writer.finished.insert(lane, (cause, then)),
        }
    }

    /// Makes of a step what it comes to when it is done now: a snapshot holds what was applied while it was written. Whether anything was.
    pub fn overtake(&self, step: &mut DiskStep) -> bool {
        match (step, &self.database) {
            (DiskStep::Snapshot { snapshot, .. }, Some(database)) => database.overtake(snapshot),
            _ => false,
        }
    }

    /// A step has failed. Without its snapshot, or with a log that it cannot cut, the process ends
    /// (`ZooKeeperServer.takeSnapshot`, `Learner.syncWithLeader`). An error of the main thread ends its role. One of the sync thread ends
    /// that thread alone: the server does not count as running any more, and its main thread finds out later
    /// (`ZooKeeperCriticalThread`; in an ensemble it ends no process).
    ///
    /// Differs: the leader's accepted epoch is mostly written by a learner's handler in ZooKeeper, which loses its learner then, and the
    /// leader goes on with an epoch that it has not promised on disk, once those that wait have waited for `initLimit`.
    pub(crate) fn on_persist_failed(&mut self, cause: Cause, token: Token, out: &mut Outbox) {
        let lane = self.writer.jobs.iter().find(|(_, job)| job.token == token).map(|(lane, _)| *lane);
        let Some((lane, job)) = lane.and_then(|lane| Some((lane, self.writer.jobs.remove(&lane)?))) else {
            return;
        };
        match (job.step, lane) {
            (DiskStep::Snapshot { .. }, _) => {
                out.push(cause, Output::Exit { code: EXIT_ERROR_TAKING_SNAPSHOT });
            }
            (DiskStep::Truncate(_), _) => {
                out.push(cause, Output::Exit { code: EXIT_QUORUM_PACKET_ERROR });
            }
            (step, Lane::Sync) => {
                if let DiskStep::Append { .. } = step {
                    self.writer.log_is_open = false;
                }
                let why = out.note(cause, Note::SyncThreadEnded);
                self.sync_thread_ended = Rare(Some(why));
                self.logging.clear();
            }
            _ => self.writer.finished.insert(lane, (cause, Then::GiveUp)),
        }
    }

    /// The main thread could not write.
    fn on_disk_error(&mut self, cause: Cause, out: &mut Outbox) {
        match &self.role {
            Role::Learning(_) => self.lose_leader(cause, Loss::DiskError, out),
            Role::Leading(_) => self.step_down(cause, StepDown::DiskError, out),
            Role::Looking(_) | Role::Stopping { .. } => {}
        }
    }

    /// Hands a transaction to the sync thread, if there is one.
    pub(crate) fn hand_to_sync(&mut self, cause: Cause, to: AckTo, txn: Txn) {
        if self.sync_thread_ended.0.is_none() {
            self.logging.push_back((cause, to, txn));
        }
    }

    fn persist(
        &mut self,
        cause: Cause,
        lane: Lane,
        mut step: DiskStep,
        rest: Queue<DiskStep>,
        then: Then,
        out: &mut Outbox,
    ) {
        match &mut step {
            DiskStep::Append { opens_file, .. } => {
                *opens_file = !std::mem::replace(&mut self.writer.log_is_open, true);
                self.writer.appended = self.writer.appended.saturating_add(1);
            }
            DiskStep::SyncLog => self.writer.buffered = 0,
            _ => {}
        }
        let token = self.writer.next;
        self.writer.next = Token(token.0 + 1);
        out.push(cause, Output::Persist { token, step: step.clone() });
        self.writer.jobs.insert(lane, Job { token, step, rest, then });
    }

    /// Goes on after a job of the main lane.
    pub(crate) fn on_written(&mut self, now: Micros, cause: Cause, then: Then, out: &mut Outbox) {
        match then {
            Then::Listen => self.on_listen(now, cause, out),
            Then::ProposeEpoch => self.on_epoch_promised(now, cause, out),
            Then::AwaitAcknowledgements => self.on_epoch_taken(now, cause, out),
            Then::AnswerEpoch => self.on_epoch_accepted(cause, out),
            Then::HandOver => self.on_hand_over(cause, out),
            Then::Reload(zxid) => self.on_truncated(cause, zxid, out),
            Then::AcknowledgeLeader(logged) => self.on_leader_accepted(cause, &logged, out),
            Then::GiveUp => self.on_disk_error(cause, out),
            Then::AcknowledgeLogged(_) | Then::Rest => {}
        }
    }

    /// Group commit (reference §5.4): what has come while the log was being written is written, too, before all of it is made
    /// safe in one go.
    fn gather(&mut self, rest: &mut Queue<DiskStep>, logged: &mut Vec<(AckTo, Zxid)>) {
        if rest.len() != 1 {
            return;
        }
        while logged.len() < GROUP_LIMIT
            && let Some((_, to, txn)) = self.logging.pop_front()
        {
            logged.push((to, txn.zxid));
            rest.push_before_last(append(txn));
        }
    }

    /// A transaction is appended by the sync thread. If a snapshot is due the log goes on in a new file, and the snapshot thread
    /// writes the tree, unless it is still writing (`SyncRequestProcessor.run`).
    fn count_appended(&mut self, cause: Cause, out: &mut Outbox) {
        let half = self.config.snap_count / 2;
        let Some(surplus) = self.writer.surplus else {
            if self.writer.appended >= half {
                out.push(cause, Output::Draw { chance: Chance::SnapshotTiming, up_to: u64::from(half - 1) });
            }
            return;
        };
        if self.writer.appended <= half + surplus {
            return;
        }
        self.writer.appended = 0;
        self.writer.surplus = None;
        self.writer.log_is_open = false;
        if !self.writer.is_busy(Lane::Snapshot) {
            let snapshot = DiskStep::Snapshot { snapshot: self.database_mut().snapshot(), synced: false };
            self.write(cause, Lane::Snapshot, [snapshot], Then::Rest, out);
        }
    }

    /// How many transactions must be appended beyond half of `snap_count` until a snapshot is due.
    pub(crate) fn on_snapshot_timing(&mut self, surplus: u64) {
        self.writer.surplus = Some(surplus as u32);
    }

    /// Moves one thing through the sync thread: it acknowledges what it has logged, and then takes up what has come since.
    pub(crate) fn run_sync(&mut self, out: &mut Outbox) -> bool {
        if let Some((cause, then)) = self.writer.take_finished(Lane::Sync) {
            if let Then::AcknowledgeLogged(logged) = then {
                self.lose_sync_thread(&logged);
                for (to, zxid) in logged {
                    self.acknowledge_logged(cause, to, zxid, out);
                }
            }
            return true;
        }
        let Some((cause, ..)) = self.logging.front() else { return false };
        if self.writer.is_busy(Lane::Sync) {
            return false;
        }
        let cause = *cause;
        let (mut steps, mut logged) = (Queue::from_iter([DiskStep::SyncLog]), Vec::new());
        self.gather(&mut steps, &mut logged);
        self.write(cause, Lane::Sync, steps, Then::AcknowledgeLogged(logged), out);
        true
    }

    /// In releases that do not stop a learner's sync thread the one that is left behind dies of the first acknowledgement that it
    /// cannot send: what waits behind that batch is never written.
    fn lose_sync_thread(&mut self, logged: &[(AckTo, Zxid)]) {
        let Some((AckTo::Leader(leader), _)) = logged.first() else { return };
        let attached = match &self.role {
            Role::Learning(learning) => learning.connection,
            _ => None,
        };
        if !self.config.release.stops_logging_first() && attached != Some(*leader) {
            let lost = AckTo::Leader(*leader);
            self.logging.retain(|(_, to, _)| *to != lost);
        }
    }

    /// The log as whoever reads its files sees it.
    pub(crate) fn flushed_log(&self) -> &[Txn] {
        let log = &self.durable.log;
        &log[..log.len().saturating_sub(self.writer.buffered)]
    }

    fn acknowledge_logged(&mut self, cause: Cause, to: AckTo, zxid: Zxid, out: &mut Outbox) {
        match (to, &self.role) {
            (AckTo::Leader(connection), Role::Learning(learning))
                if learning.connection == Some(connection) =>
            {
                self.tell_leader(cause, Message::Ack { zxid }, out);
            }
            (AckTo::Itself, _) => self.count_ack(cause, self.id(), zxid, out),
            _ => {}
        }
    }
}
