//! The learner's half: it takes up the leader's history, makes it safe, and acknowledges it (reference §4.3;
//! `Learner.syncWithLeader`).

use crate::collections::queue::Queue;
use crate::config::LearnerType;
use crate::ids::{Cause, Epoch, Micros, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{Loss, Mode, Note, Phase};
use crate::roles::learning::Stage;
use crate::server::{Role, Server};
use crate::storage::database::Database;
use crate::storage::durable::{DiskStep, EpochFile, Refusal};
use crate::storage::txn::Txn;
use crate::storage::writer::{Lane, Then, append, epoch_steps};

/// The code with which a process ends whose leader begins a synchronization with something else, or that cannot cut its log
/// (`ExitCode.QUORUM_PACKET_ERROR`).
pub(crate) const EXIT_QUORUM_PACKET_ERROR: u8 = 13;

/// A synchronization, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sync {
    /// The epoch that it leads into.
    epoch: Epoch,
    mode: Mode,
    /// Transactions proposed and not yet logged (`packetsNotLogged`).
    not_logged: Queue<Txn>,
    /// Transactions committed and not yet applied (`packetsCommitted`).
    committed: Queue<Zxid>,
    /// Whether what is committed goes to the log first, rather than straight into the tree (`writeToTxnLog`).
    to_log: bool,
    /// The last proposal heard.
    last_queued: Option<Zxid>,
    /// NEWLEADER has come.
    new_leader: bool,
}

impl Sync {
    /// Whether NEWLEADER has come: the learner then waits for its leader no longer than a serving one does.
    pub(crate) fn leader_is_acknowledged(&self) -> bool {
        self.new_leader
    }
}

impl Server {
    pub(crate) fn on_sync_message(&mut self, now: Micros, cause: Cause, message: Message, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        match (&mut learning.stage, message) {
            (Stage::EpochTold(epoch), message) => {
                let epoch = *epoch;
                // The sessions that are opened here are numbered from this moment.
                self.number_sessions(now);
                self.on_first_packet(cause, epoch, message, out);
            }
            (Stage::Syncing(_), Message::Proposal { txn }) => self.on_sync_proposal(cause, txn, out),
            (Stage::Syncing(_), Message::Commit { zxid }) => self.on_sync_commit(cause, zxid, out),
            (Stage::Syncing(_), Message::Inform { txn }) => self.on_sync_inform(cause, txn, out),
            (Stage::Syncing(_), Message::NewLeader { .. }) => self.on_new_leader(cause, out),
            (Stage::Syncing(_), Message::UpToDate) => self.on_up_to_date(cause, out),
            // Anything else, pings among it, is passed over without an answer.
            _ => {}
        }
    }

    /// DIFF, TRUNC or SNAP. At anything else, and where the log cannot be cut there, the process ends.
    fn on_first_packet(&mut self, cause: Cause, epoch: Epoch, message: Message, out: &mut Outbox) {
        let (mode, zxid) = match &message {
            Message::Diff { zxid } => (Mode::Diff, *zxid),
            Message::Trunc { zxid } => (Mode::Trunc, *zxid),
            Message::Snap { snapshot } => (Mode::Snap, snapshot.zxid),
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                out.push(why, Output::Exit { code: EXIT_QUORUM_PACKET_ERROR });
                return;
            }
        };
        let why = out.note(cause, Note::SyncBegun { mode, zxid });
        let sync = Sync {
            epoch,
            mode,
            not_logged: Queue::default(),
            committed: Queue::default(),
            to_log: mode == Mode::Diff,
            last_queued: None,
            new_leader: false,
        };
        let Role::Learning(learning) = &mut self.role else { return };
        learning.stage = Stage::Syncing(sync);
        // A snapshot that is not written yet must not be kept in memory if the leader is lost (ZOOKEEPER-3642).
        self.snapshot_unfinished = mode == Mode::Snap;
        match message {
            Message::Trunc { zxid } if self.durable.truncated(zxid).is_none() => {
                out.push(why, Output::Exit { code: EXIT_QUORUM_PACKET_ERROR });
            }
            Message::Trunc { zxid } => {
                self.write(why, Lane::Main, [DiskStep::Truncate(zxid)], Then::Reload(zxid), out);
            }
            Message::Snap { snapshot } => self.database_mut().restore(&snapshot),
            // Nothing is applied yet, and the last zxid stays what it was: ZOOKEEPER-2355.
            _ => {}
        }
    }

    /// The log is cut: what is left of it is read again, and the last zxid is the one that the leader named.
    pub(crate) fn on_truncated(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) {
        if let Err(Refusal::GapInLog { expected, found }) = self.durable.check_log(self.config.release) {
            self.database = None;
            let why = out.note(cause, Note::GapFound { expected, found });
            return self.lose_leader(why, Loss::Gap, out);
        }
        let mut database = Database::load(&self.durable, &self.config);
        database.set_last_processed(zxid);
        self.database = Some(database);
    }

    /// Notes which zxid has come last. False if that leaves a gap, and the learner gives up.
    fn follows(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) -> bool {
        let Role::Learning(learning) = &mut self.role else { return false };
        let Stage::Syncing(sync) = &mut learning.stage else { return false };
        let Some(last) = sync.last_queued.replace(zxid) else { return true };
        let expected = Zxid(last.0.wrapping_add(1));
        if zxid == expected || zxid.epoch() > last.epoch() {
            return true;
        }
        let why = out.note(cause, Note::GapFound { expected, found: zxid });
        let rejects = self.config.release.rejects_gaps();
        if rejects {
            self.lose_leader(why, Loss::Gap, out);
        }
        !rejects
    }

    /// Applies what is committed while the tree of a SNAP or TRUNC is not on disk yet. Its client, if it has one, is elsewhere:
    /// nobody waits for the answer.
    fn apply_synchronized(&mut self, cause: Cause, txn: &Txn, out: &mut Outbox) {
        let remembers = self.config.release.remembers_synchronized();
        let _ = self.apply_as(cause, txn, remembers, out);
    }

    fn on_sync_proposal(&mut self, cause: Cause, txn: Txn, out: &mut Outbox) {
        if !self.follows(cause, txn.zxid, out) {
            return;
        }
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        sync.not_logged.push_back(txn);
    }

    /// COMMIT. One that finds no proposal trips over the missing one. In releases that hand all proposals to the sync thread at
    /// NEWLEADER, that is any between NEWLEADER and UPTODATE (ZOOKEEPER-4394).
    fn on_sync_commit(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        if sync.not_logged.is_empty() {
            let why = out.note(cause, Note::CommitWithoutProposal { zxid });
            return self.lose_leader(why, Loss::Unexpected, out);
        }
        if sync.to_log {
            sync.committed.push_back(zxid);
        } else if let Some(txn) = sync.not_logged.pop_front_if(|txn| txn.zxid == zxid) {
            self.apply_synchronized(cause, &txn, out);
        }
        // A commit of something else than the next proposal is passed over, with a warning in ZooKeeper's log.
    }

    /// What an observer is told of while it is being synchronized: committed already.
    fn on_sync_inform(&mut self, cause: Cause, txn: Txn, out: &mut Outbox) {
        if !self.follows(cause, txn.zxid, out) {
            return;
        }
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        if sync.to_log {
            sync.committed.push_back(txn.zxid);
            sync.not_logged.push_back(txn);
        } else {
            self.apply_synchronized(cause, &txn, out);
        }
    }

    /// NEWLEADER. What must be on disk before the acknowledgement gets there in the steps of reference §4.3, ② to ⑤; their
    /// order depends on the release.
    fn on_new_leader(&mut self, cause: Cause, out: &mut Outbox) {
        let (release, observes) = (self.config.release, self.config.learner_type == LearnerType::Observer);
        let database = &self.database;
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        // ② Only what did not come as a DIFF is written as a snapshot, and only a tree from the leader is made safe.
        let synced = sync.mode == Mode::Snap;
        let database = database.as_ref().filter(|_| sync.mode != Mode::Diff);
        let snapshot = database.map(|database| DiskStep::Snapshot { snapshot: database.snapshot(), synced });
        // ③
        sync.to_log = true;
        sync.new_leader = true;
        self.snapshot_unfinished = false;
        let epoch = epoch_steps(EpochFile::Current, sync.epoch);
        // ④ What is committed is logged, made safe, and applied when that is done.
        let mut logged = Vec::new();
        if release.logs_before_epoch() && !observes {
            // A commit of something else than the next proposal is passed over, and will not be heard of again.
            for zxid in sync.committed.take_all() {
                logged.extend(sync.not_logged.pop_front_if(|txn| txn.zxid == zxid));
            }
        }
        let log = logged.iter().map(|txn| append(txn.clone()));
        let safe = (!logged.is_empty()).then_some(DiskStep::SyncLog);
        // ⑤ comes last. ⑥ is the time that the next read from the leader has.
        let steps: Vec<DiskStep> = snapshot.into_iter().chain(log).chain(safe).chain(epoch).collect();
        let hands_over = !release.logs_before_epoch() && !observes;
        let then = if hands_over { Then::HandOver } else { Then::AcknowledgeLeader(logged) };
        self.write(cause, Lane::Main, steps, then, out);
    }

    /// In releases that take the epoch first, the sync thread is handed all that was proposed before the leader is acknowledged,
    /// and may be quicker with its own acknowledgements (ZOOKEEPER-4685).
    pub(crate) fn on_hand_over(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        let proposed: Vec<Txn> = sync.not_logged.take_all();
        for txn in proposed {
            self.log_proposal(cause, txn);
        }
        self.write(cause, Lane::Main, [], Then::AcknowledgeLeader(Vec::new()), out);
    }

    /// ⑦ All of that is on disk: the learner acknowledges the leader.
    pub(crate) fn on_leader_accepted(&mut self, cause: Cause, logged: &[Txn], out: &mut Outbox) {
        for txn in logged {
            let _ = self.apply(cause, txn, out);
        }
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = &mut learning.stage else { return };
        let epoch = sync.epoch;
        let why = out.note(cause, Note::EpochTaken { file: EpochFile::Current, epoch });
        self.tell_leader(why, Message::Ack { zxid: epoch.beginning() }, out);
    }

    /// UPTODATE: the learner acknowledges once more, and serves. What is still to be logged goes to the sync thread, and what
    /// is committed into the tree.
    fn on_up_to_date(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let Stage::Syncing(sync) = std::mem::replace(&mut learning.stage, Stage::Serving) else { return };
        self.tell_leader(cause, Message::Ack { zxid: sync.epoch.beginning() }, out);
        self.open_for_clients();
        self.update_election_vote(sync.epoch);
        let why = self.set_phase(cause, Phase::Broadcast, out);
        let mut committed = sync.committed;
        if self.config.learner_type == LearnerType::Participant {
            for txn in sync.not_logged {
                self.log_proposal(why, txn);
            }
            for zxid in committed {
                self.on_commit(why, zxid, out);
            }
            return;
        }
        // An observer logs and applies only what is committed.
        for txn in sync.not_logged {
            if committed.pop_front_if(|zxid| *zxid == txn.zxid).is_some() {
                self.on_inform(why, txn);
            }
        }
    }
}
