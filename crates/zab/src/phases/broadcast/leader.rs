//! The leader's half: propose, count, commit (reference §5.3, §5.5; `Leader.propose`, `processAck`, `tryToCommit`,
//! `processSync`, `startForwarding`; TLA+ `LeaderProcessRequest`, `LeaderProcessACK`).

use super::{AckTo, AskedSync, Outstanding, Proposal};
use crate::collections::set::Set;
use crate::ids::{Cause, ConnectionId, Micros, ServerId, SessionId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{AckIgnoreReason, Note, StepDown};
use crate::request::{Cxid, Op};
use crate::roles::leading::Stage;
use crate::roles::learner_handler::{Handler, HandlerStage};
use crate::server::{Role, Server};
use crate::service::commit_processor::Committed;
use crate::service::prep_processor::{Owner, Request};
use crate::storage::txn::Txn;

impl Server {
    /// In a leader: its proposals under way, the oldest first.
    pub fn proposals(&self) -> Vec<Outstanding> {
        let Role::Leading(leading) = &self.role else { return Vec::new() };
        let outstanding = leading.broadcast.outstanding();
        let proposals = outstanding.map(|(txn, acks)| Outstanding {
            txn: txn.clone(),
            acks: acks.iter().copied().collect(),
            met: self.config.quorum.is_met(acks.iter().copied()),
        });
        proposals.collect()
    }

    /// PROPOSAL, and the leader logs it like everyone else. With the last counter of the epoch no more can be proposed: the
    /// leader steps down, so that a new epoch begins.
    pub(crate) fn propose(&mut self, now: Micros, cause: Cause, txn: Txn, out: &mut Outbox) {
        if txn.zxid.counter() == u32::MAX {
            return self.step_down(cause, StepDown::CounterExhausted, out);
        }
        let Role::Leading(leading) = &mut self.role else { return };
        let zxid = txn.zxid;
        let why = out.note(cause, Note::Proposed { txn: txn.clone() });
        leading.broadcast.last_proposed = zxid;
        leading.broadcast.outstanding.insert(zxid, Proposal { txn: txn.clone(), acks: Set::default() });
        for (connection, handler) in leading.handlers.iter_mut() {
            if handler.hears_proposals() {
                // While the leader waits for the acknowledgement of its history, nobody watches.
                if matches!(handler.stage, HandlerStage::AwaitsLeader | HandlerStage::Serving) {
                    handler.watch.proposed(zxid, now);
                }
                let message = Message::Proposal { txn: txn.clone() };
                out.push(why, Output::Send { connection: *connection, message });
            }
        }
        self.hand_to_sync(why, AckTo::Itself, txn);
    }

    /// ACK of a follower's, as its handler reads it.
    pub(crate) fn on_follower_ack(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        learner: ServerId,
        zxid: Zxid,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(handler) = leading.handlers.get_mut(&connection) else { return };
        if handler.observes {
            return;
        }
        handler.watch.acknowledged(zxid);
        self.count_ack(cause, learner, zxid, out);
    }

    /// Counts an acknowledgement: a follower's, or the leader's own.
    pub(crate) fn count_ack(&mut self, cause: Cause, by: ServerId, zxid: Zxid, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        // The second acknowledgement of NEWLEADER, after UPTODATE: no transaction bears that zxid (reference §0.15).
        if zxid.counter() == 0 {
            return;
        }
        let ignored = |reason| Note::AckIgnored { zxid, by, reason };
        if zxid <= leading.broadcast.last_committed {
            out.note(cause, ignored(AckIgnoreReason::AlreadyCommitted));
            return;
        }
        let Some(proposal) = leading.broadcast.outstanding.get_mut(&zxid) else {
            out.note(cause, ignored(AckIgnoreReason::NeverProposed));
            return;
        };
        if !self.config.quorum.is_voter(by) {
            out.note(cause, ignored(AckIgnoreReason::NoVote));
            return;
        }
        proposal.acks.insert(by);
        let met = self.config.quorum.is_met(proposal.acks.iter().copied());
        let acks = proposal.acks.iter().copied().collect();
        let why = out.note(cause, Note::AckCounted { zxid, by, acks, met });
        // Proposals are committed in their order. Nobody comes back to a later one whose quorum is complete: acknowledgements
        // come in order as well, so that the earlier one has its quorum first.
        let earlier = Zxid(zxid.0.wrapping_sub(1));
        if met && leading.broadcast.outstanding.get(&earlier).is_none() {
            self.commit(why, zxid, out);
        }
    }

    /// COMMIT to followers, INFORM to observers, and the leader's own commit processor.
    fn commit(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(Proposal { txn, .. }) = leading.broadcast.outstanding.remove(&zxid) else { return };
        leading.broadcast.to_be_applied.push_back(txn.clone());
        leading.broadcast.last_committed = zxid;
        let why = out.note(cause, Note::Committed { zxid });
        for (connection, handler) in leading.handlers.iter().filter(|(_, handler)| handler.is_forwarded) {
            let message = if handler.observes {
                Message::Inform { txn: txn.clone() }
            } else {
                Message::Commit { zxid }
            };
            out.push(why, Output::Send { connection: *connection, message });
        }
        let syncs = leading.broadcast.syncs.remove(&zxid).unwrap_or_default();
        // The commit processor of a leader that steps down has been stopped.
        if leading.stage == Stage::Active {
            self.pipeline.commit(why, Committed::Txn(txn));
        }
        for sync in syncs {
            self.answer_sync(sync.cause, sync.connection, out);
        }
    }

    /// REQUEST: a learner hands a client's request on.
    pub(crate) fn on_request(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        cxid: Cxid,
        op: Op,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        if leading.stage != Stage::Active {
            return;
        }
        let request = Request { owner: Owner::Learner(connection), client: None, session, cxid, op };
        leading.broadcast.requests.push_back((cause, request));
    }

    /// A learner's sync is answered at once, if nothing is under way; else when all is committed that is. No quorum is asked:
    /// a leader that has been deposed and does not know it answers, too (`processSync`).
    pub(crate) fn on_learner_sync(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        cxid: Cxid,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        let broadcast = &mut leading.broadcast;
        if broadcast.outstanding.first().is_none() {
            return self.answer_sync(cause, connection, out);
        }
        let until = broadcast.last_proposed;
        let cause = out.note(cause, Note::SyncWaits { session, cxid, until });
        broadcast.syncs.get_or_insert_with(until, Vec::new).push(AskedSync { cause, connection });
    }

    /// SYNC, if the learner is still there.
    fn answer_sync(&mut self, cause: Cause, connection: ConnectionId, out: &mut Outbox) {
        let Role::Leading(leading) = &self.role else { return };
        if leading.handlers.get(&connection).is_some() {
            out.push(cause, Output::Send { connection, message: Message::Sync });
        }
    }

    /// REVALIDATE: a client has come to a learner with a session. If the session stands, it belongs to that learner now.
    pub(crate) fn on_revalidate(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        session: SessionId,
        timeout: Micros,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        let tracker = &mut leading.broadcast.tracker;
        let valid = tracker.touch(now, session, timeout);
        if valid {
            tracker.set_owner(session, Owner::Learner(connection));
        }
        self.await_expiry(now, cause);
        out.push(cause, Output::Send { connection, message: Message::Revalidated { session, valid } });
    }

    /// From here on the learner is sent whatever is proposed and committed. First what is under way beyond its position:
    /// committed and not applied here yet, and, to a follower, proposed and not committed (`startForwarding`).
    pub(crate) fn start_forwarding(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        position: Zxid,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(handler) = leading.handlers.get_mut(&connection) else { return };
        handler.is_forwarded = true;
        let beyond = |txn: &&Txn| txn.zxid > position;
        let mut packets = Vec::new();
        for txn in leading.broadcast.to_be_applied.iter().filter(beyond) {
            packets.extend([Message::Proposal { txn: txn.clone() }, Message::Commit { zxid: txn.zxid }]);
        }
        if !handler.observes {
            let outstanding = leading.broadcast.outstanding().map(|(txn, _)| txn);
            packets.extend(outstanding.filter(beyond).map(|txn| Message::Proposal { txn: txn.clone() }));
        }
        for message in packets {
            out.push(cause, Output::Send { connection, message });
        }
    }
}

impl Handler {
    fn hears_proposals(&self) -> bool {
        self.is_forwarded && !self.observes
    }
}
