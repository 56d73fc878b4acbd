//! Discovery: a leader learns the epochs of a quorum, and proposes one that is beyond them all.
//!
//! Three messages and two quorums. Learners say which epoch they have promised last; when a quorum of voters has, the
//! leader takes the next, promises it itself, and tells everyone. Learners promise it, on disk, and answer with what they
//! have. When a quorum has answered, and nobody in it goes beyond the leader, the leader's history is the one that counts
//! (reference §3; `Leader.getEpochToPropose`, `waitForEpochAck`, `Learner.registerWithLeader`; paper: CEPOCH, NEWEPOCH, ACK-E;
//! TLA+ `LeaderProcessFOLLOWERINFO`, `LeaderProcessACKEPOCH`).

use crate::ids::{Cause, ConnectionId, Epoch, Micros, ServerId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{Loss, Note, Phase};
use crate::roles::leading::Stage;
use crate::roles::learner_handler::HandlerStage;
use crate::roles::learning;
use crate::server::{Role, Server};
use crate::storage::durable::EpochFile;
use crate::storage::writer::{Lane, Then, epoch_steps};
use crate::timer::Timer;

/// The leader's half.
impl Server {
    /// The leader's snapshot is written: it listens to learners now, and names its own epoch first.
    pub(crate) fn on_listen(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        leading.stage = Stage::Epochs;
        self.await_quorum(now, cause);
        self.name_epoch(cause, self.id(), self.accepted_epoch(), out);
    }

    /// FOLLOWERINFO or OBSERVERINFO.
    pub(crate) fn on_learner_info(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        learner: ServerId,
        accepted: Epoch,
        out: &mut Outbox,
    ) {
        let why = out.note(cause, Note::LearnerJoined { learner });
        if let Role::Leading(leading) = &mut self.role
            && let Some(handler) = leading.handlers.get_mut(&connection)
        {
            handler.learner = Some(learner);
        }
        self.set_handler(why, connection, HandlerStage::AwaitsEpoch);
        self.await_learner(now, why, connection, self.config.init_limit);
        self.name_epoch(why, learner, accepted, out);
    }

    /// Somebody names the epoch it has promised last. It raises the epoch to be proposed even if it has no vote; it counts
    /// toward the quorum only if it has one (`getEpochToPropose`).
    fn name_epoch(&mut self, cause: Cause, server: ServerId, accepted: Epoch, out: &mut Outbox) {
        let me = self.id();
        let Role::Leading(leading) = &mut self.role else { return };
        if leading.stage != Stage::Epochs {
            return;
        }
        leading.epoch = leading.epoch.max(accepted.next());
        if self.config.quorum.is_voter(server) {
            leading.heard.insert(server);
        }
        if leading.heard.contains(&me) && self.config.quorum.is_met(leading.heard.iter().copied()) {
            leading.stage = Stage::Promising;
            let (epoch, heard) = (leading.epoch, leading.heard.iter().copied().collect());
            // Nobody's wait for the quorum can end in vain any more.
            self.timers.stop(Timer::QuorumWait);
            let waiting = leading.handlers.iter().filter(|(_, h)| h.stage == HandlerStage::AwaitsEpoch);
            for (connection, _) in waiting {
                self.timers.stop(Timer::LearnerRead(*connection));
            }
            let why = out.note(cause, Note::EpochProposed { epoch, heard });
            self.write(why, Lane::Main, epoch_steps(EpochFile::Accepted, epoch), Then::ProposeEpoch, out);
        }
    }

    /// The leader has promised its own epoch: the handlers go on to tell it, and the leader answers itself.
    pub(crate) fn on_epoch_promised(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let me = self.id();
        let Role::Leading(leading) = &mut self.role else { return };
        leading.stage = Stage::Answers;
        let (epoch, summary) = (leading.epoch, leading.summary);
        let why = out.note(cause, Note::EpochTaken { file: EpochFile::Accepted, epoch });
        self.await_quorum(now, why);
        self.answer_counts(why, me, summary.1, out);
    }

    /// LEADERINFO.
    pub(crate) fn tell_epoch(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &self.role else { return };
        let message = Message::LeaderInfo { epoch: leading.epoch };
        let why = out.push(cause, Output::Send { connection, message });
        self.set_handler(why, connection, HandlerStage::EpochTold);
        self.await_learner(now, why, connection, self.config.init_limit);
    }

    /// ACKEPOCH. Once a quorum has answered nobody is compared any more; a learner that has promised this epoch before is
    /// neither compared nor counted (`waitForEpochAck`).
    pub(crate) fn on_ack_epoch(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        learner: ServerId,
        (current, last): (Option<Epoch>, Zxid),
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &self.role else { return };
        let mut counts = None;
        if let Some(current) = current.filter(|_| leading.stage < Stage::Taking) {
            let (theirs, ours) = ((current, last), leading.summary);
            if theirs > ours {
                let why = out.note(
                    cause,
                    Note::LearnerAhead {
                        learner,
                        epoch: theirs.0,
                        zxid: theirs.1,
                        our_epoch: ours.0,
                        our_zxid: ours.1,
                    },
                );
                return self.lose_learner(why, connection, Loss::Ahead, out);
            }
            counts = Some(last);
        }
        self.set_handler(cause, connection, HandlerStage::Answered(last));
        self.await_learner(now, cause, connection, self.config.init_limit);
        if let Some(last) = counts {
            self.answer_counts(cause, learner, last, out);
        }
    }

    fn answer_counts(&mut self, cause: Cause, server: ServerId, last: Zxid, out: &mut Outbox) {
        let me = self.id();
        let Role::Leading(leading) = &mut self.role else { return };
        if last != Zxid::UNKNOWN && self.config.quorum.is_voter(server) {
            leading.answered.insert(server);
        }
        if leading.answered.contains(&me) && self.config.quorum.is_met(leading.answered.iter().copied()) {
            leading.stage = Stage::Taking;
            let (epoch, heard) = (leading.epoch, leading.answered.iter().copied().collect());
            self.timers.stop(Timer::QuorumWait);
            let why = out.note(cause, Note::HistoryChosen { heard });
            let steps = epoch_steps(EpochFile::Current, epoch);
            self.write(why, Lane::Main, steps, Then::AwaitAcknowledgements, out);
        }
    }
}

/// The learner's half.
impl Server {
    /// LEADERINFO: a later epoch is promised, on disk, before it is answered; the same one was promised before.
    pub(crate) fn on_leader_info(&mut self, cause: Cause, epoch: Epoch, out: &mut Outbox) {
        let accepted = self.accepted_epoch();
        let Role::Learning(learning) = &mut self.role else { return };
        if epoch < accepted {
            let why = out.note(cause, Note::EpochTooOld { offered: epoch, accepted });
            return self.lose_leader(why, Loss::OldEpoch, out);
        }
        learning.stage = learning::Stage::EpochTold(epoch);
        if epoch > accepted {
            self.write(cause, Lane::Main, epoch_steps(EpochFile::Accepted, epoch), Then::AnswerEpoch, out);
        } else {
            let why = out.note(cause, Note::EpochPromisedBefore { epoch });
            self.answer_epoch(why, None, out);
        }
    }

    /// The promise is on disk.
    pub(crate) fn on_epoch_accepted(&mut self, cause: Cause, out: &mut Outbox) {
        let epoch = self.accepted_epoch();
        let why = out.note(cause, Note::EpochTaken { file: EpochFile::Accepted, epoch });
        self.answer_epoch(why, Some(self.current_epoch()), out);
    }

    /// ACKEPOCH. The learner does not wait for a quorum of these: it is being synchronized from here on.
    fn answer_epoch(&mut self, cause: Cause, current_epoch: Option<Epoch>, out: &mut Outbox) {
        let message = Message::AckEpoch { last_zxid: self.last_processed(), current_epoch };
        self.tell_leader(cause, message, out);
        self.set_phase(cause, Phase::Synchronization, out);
    }
}
