//! A leader's handler of one learner (`LearnerHandler`): what it hears, what it waits for, and how the learner is lost.
//!
//! A handler is a unit of its own. What it does depends on how far its learner has come, and often it has to wait for the others.

use crate::collections::queue::Queue;
use crate::ids::{Cause, ConnectionId, Micros, ServerId, Zxid};
use crate::io::{Input, Outbox, Output};
use crate::message::Message;
use crate::note::{Loss, Note};
use crate::phases::broadcast::AckWatch;
use crate::roles::leading::Stage;
use crate::server::{Role, Server, Unit};
use crate::timer::Timer;

/// Which handlers may have something to do: one in dozens, mostly.
///
/// All others had nothing to do when they last ran, nothing has come for them since, and what they wait for is as it was.
#[derive(Clone, Debug, Default)]
pub(super) struct Ready {
    /// In the order of their connections.
    pub(super) handlers: Vec<ConnectionId>,
    /// What handlers wait for, as it was then: how far the leader has come, and how many have acknowledged its history.
    pub(super) awaited: Option<(Stage, usize)>,
}

/// A leader's handler of one learner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Handler {
    pub(crate) inbox: Queue<(Cause, Input)>,
    /// Who is there, once it has said so.
    pub(crate) learner: Option<ServerId>,
    pub(crate) stage: HandlerStage,
    /// What the handler did last, for naming it as a cause of what it does when the others have come.
    pub(crate) cause: Cause,
    /// The last tick in which the learner still counts as synced.
    pub(crate) synced_until: u32,
    /// Whether the learner observes.
    pub(crate) observes: bool,
    /// Whether it is sent what is proposed and committed, as that happens.
    pub(crate) is_forwarded: bool,
    /// How long it takes to acknowledge.
    pub(crate) watch: AckWatch,
}

/// How far a learner has come, as its leader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HandlerStage {
    /// It is to say who it is.
    Stranger,
    /// It waits for the epoch, which depends on the others.
    AwaitsEpoch,
    /// It has been told the epoch, and is to answer.
    EpochTold,
    /// It has answered with this zxid, and waits for the others to answer.
    Answered(Zxid),
    /// It has been sent the leader's history, and is to acknowledge it.
    HistorySent,
    /// It has acknowledged, and waits for the others to do so.
    Acknowledged,
    /// It waits for the leader's epoch to begin.
    AwaitsLeader,
    /// It serves.
    Serving,
    /// It is being sent a snapshot, which takes its time: before `HistorySent`.
    SendsSnapshot,
}

impl Ready {
    pub(super) fn add(&mut self, connection: ConnectionId) {
        if let Err(position) = self.handlers.binary_search(&connection) {
            self.handlers.insert(position, connection);
        }
    }
}

impl Handler {
    pub(super) fn new(cause: Cause) -> Handler {
        Handler {
            inbox: Queue::default(),
            learner: None,
            stage: HandlerStage::Stranger,
            cause,
            synced_until: 0,
            observes: false,
            is_forwarded: false,
            watch: AckWatch::default(),
        }
    }
}

impl Server {
    /// Moves one thing through the first handler that has anything to do.
    pub(crate) fn run_first_handler(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Role::Leading(leading) = &mut self.role else { return false };
        let awaited = Some((leading.stage, leading.acknowledged.len()));
        // Whose timer is due, each handler finds out itself.
        if self.timers.is_due(now) || leading.ready.0.awaited != awaited {
            leading.ready.0 = Ready { handlers: leading.connections().collect(), awaited };
        }
        while let Role::Leading(leading) = &mut self.role
            && let Some(connection) = leading.ready.0.handlers.first().copied()
        {
            leading.ready.0.handlers.remove(0);
            if !self.is_held(Unit::Handler(connection)) && self.run_handler(now, connection, out) {
                return true;
            }
        }
        false
    }

    /// Moves one thing through the handler of one learner: what the learner says, or else what the others have made
    /// possible.
    pub(crate) fn run_handler(&mut self, now: Micros, connection: ConnectionId, out: &mut Outbox) -> bool {
        let Role::Leading(leading) = &mut self.role else { return false };
        if leading.stage == Stage::Loading {
            return false;
        }
        let Some(handler) = leading.handlers.get_mut(&connection) else { return false };
        let listens = !matches!(
            handler.stage,
            HandlerStage::AwaitsEpoch
                | HandlerStage::Answered(_)
                | HandlerStage::SendsSnapshot
                | HandlerStage::Acknowledged
                | HandlerStage::AwaitsLeader
        );
        // A handler that waits for the others does not read: not even that its learner is gone.
        let heard = if listens { handler.inbox.pop_front() } else { None };
        if let Some((cause, input)) = heard {
            self.on_learner_socket(now, cause, connection, input, out);
        } else if self.may_go_on(connection) {
            self.go_on(now, connection, out);
        } else if let Some(cause) = self.timers.take_due(Timer::SnapshotSent(connection), now) {
            self.send_new_leader(now, cause, connection, out);
        } else if let Some(cause) = self.timers.take_due(Timer::LearnerRead(connection), now) {
            self.lose_learner(cause, connection, if listens { Loss::Silent } else { Loss::Late }, out);
        } else {
            return false;
        }
        // It may have more to do.
        if let Role::Leading(leading) = &mut self.role {
            leading.ready.0.add(connection);
        }
        true
    }

    fn may_go_on(&self, connection: ConnectionId) -> bool {
        let Role::Leading(leading) = &self.role else { return false };
        let Some(handler) = leading.handlers.get(&connection) else { return false };
        match handler.stage {
            HandlerStage::AwaitsEpoch => leading.stage >= Stage::Answers,
            HandlerStage::Answered(_) => leading.stage >= Stage::Taking,
            HandlerStage::Acknowledged => self.history_is_acknowledged(),
            HandlerStage::AwaitsLeader => leading.stage == Stage::Active,
            _ => false,
        }
    }

    fn go_on(&mut self, now: Micros, connection: ConnectionId, out: &mut Outbox) {
        let Role::Leading(leading) = &self.role else { return };
        let Some(handler) = leading.handlers.get(&connection) else { return };
        let cause = handler.cause;
        match handler.stage {
            HandlerStage::AwaitsEpoch => self.tell_epoch(now, cause, connection, out),
            HandlerStage::Answered(peer) => self.send_history(now, cause, connection, peer, out),
            HandlerStage::Acknowledged => self.set_handler(cause, connection, HandlerStage::AwaitsLeader),
            HandlerStage::AwaitsLeader => self.tell_up_to_date(now, cause, connection, out),
            _ => {}
        }
    }

    fn on_learner_socket(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        input: Input,
        out: &mut Outbox,
    ) {
        match input {
            Input::Accepted { .. } => {
                let grace = self.config.init_limit + self.config.sync_limit;
                let Role::Leading(leading) = &mut self.role else { return };
                let until = leading.tick + grace;
                if let Some(handler) = leading.handlers.get_mut(&connection) {
                    handler.synced_until = until;
                }
                self.await_learner(now, cause, connection, self.config.init_limit);
            }
            Input::Received { message, .. } => self.on_learner_message(now, cause, connection, message, out),
            Input::Closed { .. } => self.lose_learner(cause, connection, Loss::Closed, out),
            Input::Connected { .. } | Input::Refused { .. } | Input::Established { .. } => {}
            Input::Persisted { .. } | Input::PersistFailed { .. } | Input::Drawn { .. } => {}
        }
    }

    fn on_learner_message(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        out: &mut Outbox,
    ) {
        let observes = matches!(message, Message::ObserverInfo { .. });
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(Handler { stage, learner, .. }) = leading.handlers.get(&connection) else { return };
        match (*stage, *learner, message) {
            (
                HandlerStage::Stranger,
                _,
                Message::FollowerInfo { from, accepted_epoch }
                | Message::ObserverInfo { from, accepted_epoch },
            ) => {
                if let Some(handler) = leading.handlers.get_mut(&connection) {
                    handler.observes = observes;
                }
                self.on_learner_info(now, cause, connection, from, accepted_epoch, out);
            }
            (HandlerStage::EpochTold, Some(learner), Message::AckEpoch { last_zxid, current_epoch }) => {
                self.on_ack_epoch(now, cause, connection, learner, (current_epoch, last_zxid), out);
            }
            (HandlerStage::HistorySent, Some(learner), Message::Ack { zxid }) => {
                self.on_new_leader_ack(now, cause, connection, learner, zxid, out);
            }
            (HandlerStage::Serving, Some(learner), message) => {
                self.on_sign_of_life(now, cause, connection);
                self.on_serving_learner(now, cause, connection, learner, message, out);
            }
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                self.lose_learner(why, connection, Loss::Unexpected, out);
            }
        }
    }

    /// What a learner says that serves. What it cannot say is passed over.
    fn on_serving_learner(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        learner: ServerId,
        message: Message,
        out: &mut Outbox,
    ) {
        match message {
            Message::Ping { touches, .. } => self.on_touches(now, cause, touches),
            Message::Ack { zxid } => self.on_follower_ack(cause, connection, learner, zxid, out),
            Message::Request { session, cxid, op } => self.on_request(cause, connection, session, cxid, *op),
            Message::Revalidate { session, timeout } => {
                self.on_revalidate(now, cause, connection, session, timeout, out);
            }
            _ => {
                out.note(cause, Note::UnexpectedMessage);
            }
        }
    }

    /// The next wait of this handler, for its learner or for the others, has so many ticks.
    pub(crate) fn await_learner(&mut self, now: Micros, cause: Cause, connection: ConnectionId, ticks: u32) {
        self.timers.set(Timer::LearnerRead(connection), now, self.config.tick.times(ticks), cause);
    }

    pub(crate) fn set_handler(&mut self, cause: Cause, connection: ConnectionId, stage: HandlerStage) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(handler) = leading.handlers.get_mut(&connection) else { return };
        handler.stage = stage;
        handler.cause = cause;
        // It waits for the leader, or for a snapshot to leave, as long as it takes, and reads nothing.
        if matches!(stage, HandlerStage::AwaitsLeader | HandlerStage::SendsSnapshot) {
            self.timers.stop(Timer::LearnerRead(connection));
        }
    }

    pub(crate) fn lose_learner(
        &mut self,
        cause: Cause,
        connection: ConnectionId,
        reason: Loss,
        out: &mut Outbox,
    ) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(handler) = leading.handlers.remove(&connection) else { return };
        self.timers.stop(Timer::LearnerRead(connection));
        self.timers.stop(Timer::SnapshotSent(connection));
        let why = match handler.learner {
            Some(learner) => out.note(cause, Note::LearnerLost { learner, reason }),
            None => cause,
        };
        if reason != Loss::Closed {
            out.push(why, Output::Close { connection });
        }
    }
}
