//! The leader's half: its history goes to each learner, and a quorum acknowledges it (reference §4.1, §4.2).

use super::{Offer, Stock, offer};
use crate::ids::{Cause, ConnectionId, Epoch, Micros, ServerId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{Mode, Note, Phase};
use crate::phases::broadcast::Broadcast;
use crate::roles::leading::Stage;
use crate::roles::learner_handler::HandlerStage;
use crate::server::{Role, Server};
use crate::storage::durable::EpochFile;
use crate::storage::txn::Txn;
use crate::timer::Timer;

impl Server {
    /// The leader has taken its own epoch, and acknowledges its own history.
    pub(crate) fn on_epoch_taken(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let me = self.id();
        let Role::Leading(leading) = &mut self.role else { return };
        leading.stage = Stage::Acknowledgements;
        leading.acknowledged.insert(me);
        let epoch = leading.epoch;
        let why = out.note(cause, Note::EpochTaken { file: EpochFile::Current, epoch });
        let why = self.set_phase(why, Phase::Synchronization, out);
        self.await_quorum(now, why);
        self.begin_epoch_with_quorum(now, why, out);
    }

    /// The first packet, the transactions that the learner lacks, what is under way beyond them, and NEWLEADER, on the wire in
    /// this order. NEWLEADER waits until a snapshot has left. From here on the learner is sent what is proposed and committed.
    pub(crate) fn send_history(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        peer: Zxid,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &self.role else { return };
        let Some(learner) = leading.handlers.get(&connection).and_then(|handler| handler.learner) else {
            return;
        };
        let Some(database) = &self.database else { return };
        let committed: Vec<Zxid> = database.committed_log().map(|txn| txn.zxid).collect();
        let log: Vec<Zxid> = self.flushed_log().iter().map(|txn| txn.zxid).collect();
        let (min, max) = database.committed_range();
        let snapshot_bytes =
            self.durable.newest_snapshot().map_or(0, |snapshot| snapshot.tree.snapshot_bytes());
        let stock = Stock {
            committed: &committed,
            last_processed: database.last_processed(),
            log: &log,
            later_files: &self.durable.later_files,
            log_limit: self.config.snapshot_size_factor.limit(snapshot_bytes),
            force_snapshot: self.config.force_snapshot,
        };
        let (offer, last) = (offer(peer, &stock), stock.last_processed);
        let mut takes = Micros(0);
        let first = match offer.mode {
            Mode::Diff => Message::Diff { zxid: offer.zxid },
            Mode::Trunc => Message::Trunc { zxid: offer.zxid },
            Mode::Snap => {
                let message = Message::Snap { snapshot: database.snapshot() };
                takes = Micros::of_bytes(message.wire_bytes(), self.config.snapshot_rate.0);
                message
            }
        };
        let Offer { mode, zxid, row, position, transactions } = offer;
        let count = transactions.len() as u32;
        let offered = Note::Offered { learner, peer, min, max, last, mode, zxid, row, transactions: count };
        let (why, transactions) = (out.note(cause, offered), self.transactions(&transactions));
        let pairs = transactions.into_iter().flat_map(|txn| {
            [Message::Commit { zxid: txn.zxid }, Message::Proposal { txn }].into_iter().rev()
        });
        for message in [first].into_iter().chain(pairs) {
            out.push(why, Output::Send { connection, message });
        }
        self.start_forwarding(why, connection, position, out);
        if takes == Micros(0) {
            return self.send_new_leader(now, why, connection, out);
        }
        self.set_handler(why, connection, HandlerStage::SendsSnapshot);
        self.timers.set(Timer::SnapshotSent(connection), now, takes, why);
    }

    /// NEWLEADER: after a snapshot only when all of it has left, and behind whatever was proposed and committed meanwhile
    /// (`LearnerHandler.run`; reference §4.1).
    pub(crate) fn send_new_leader(
        &mut self,
        now: Micros,
        why: Cause,
        connection: ConnectionId,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &self.role else { return };
        let epoch = leading.epoch;
        let message = Message::NewLeader { zxid: epoch.beginning() };
        out.push(why, Output::Send { connection, message });
        self.set_handler(why, connection, HandlerStage::HistorySent);
        self.await_learner(now, why, connection, self.config.init_limit);
    }

    /// The transactions of these zxids, from the log on disk or from the window of what was committed last.
    fn transactions(&self, zxids: &[Zxid]) -> Vec<Txn> {
        let Some(database) = &self.database else { return Vec::new() };
        let mut known = self.durable.log.iter().chain(database.committed_log());
        zxids.iter().filter_map(|zxid| known.find(|txn| txn.zxid == *zxid)).cloned().collect()
    }

    /// The ACK of NEWLEADER. One of another epoch does not count, but its learner goes on (`waitForNewLeaderAck`).
    pub(crate) fn on_new_leader_ack(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        learner: ServerId,
        zxid: Zxid,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        if zxid != leading.epoch.beginning() && !self.history_is_acknowledged() {
            let why = out.note(cause, Note::AckOfAnotherEpoch { learner, zxid });
            return self.set_handler(why, connection, HandlerStage::AwaitsLeader);
        }
        if self.config.quorum.is_voter(learner) && !self.history_is_acknowledged() {
            let Role::Leading(leading) = &mut self.role else { return };
            leading.acknowledged.insert(learner);
        }
        self.set_handler(cause, connection, HandlerStage::Acknowledged);
        self.await_learner(now, cause, connection, self.config.init_limit);
        self.begin_epoch_with_quorum(now, cause, out);
    }

    pub(crate) fn history_is_acknowledged(&self) -> bool {
        let Role::Leading(leading) = &self.role else { return false };
        self.config.quorum.is_met(leading.acknowledged.iter().copied())
    }

    /// The leader's epoch begins: its last zxid is now the epoch's beginning, though no such transaction exists
    /// (`startZkServer`, reference §4.2 and §0.9).
    fn begin_epoch_with_quorum(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let acknowledged = self.history_is_acknowledged();
        let Role::Leading(leading) = &mut self.role else { return };
        if leading.stage != Stage::Acknowledgements || !acknowledged {
            return;
        }
        leading.stage = Stage::Active;
        let (epoch, acknowledged) = (leading.epoch, leading.acknowledged.iter().copied().collect());
        self.timers.stop(Timer::QuorumWait);
        let why = out.note(cause, Note::EpochBegun { epoch, acknowledged });
        self.update_election_vote(epoch);
        self.database_mut().set_last_processed(epoch.beginning());
        self.number_sessions(now);
        self.open_for_clients();
        let (database, config) = (&self.database, &self.config);
        if let (Role::Leading(leading), Some(database)) = (&mut self.role, database) {
            leading.broadcast = Broadcast::begin(now, epoch, config, database.tree());
        }
        self.await_expiry(now, why);
        let why = self.set_phase(why, Phase::Broadcast, out);
        self.timers.set(Timer::HalfTick, now, self.config.tick.half(), why);
    }

    /// UPTODATE.
    pub(crate) fn tell_up_to_date(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        out: &mut Outbox,
    ) {
        let why = out.push(cause, Output::Send { connection, message: Message::UpToDate });
        self.set_handler(why, connection, HandlerStage::Serving);
        self.await_learner(now, why, connection, self.config.sync_limit);
    }

    /// The current vote takes the epoch that has begun, so that latecomers can compare it (`updateElectionVote`).
    pub(crate) fn update_election_vote(&mut self, epoch: Epoch) {
        self.current_vote.peer_epoch = epoch;
    }
}
