//! Heartbeats: once its epoch has begun, a leader pings its learners and counts those it has heard of lately.
//!
//! It pings twice in a tick, and counts once: too few, and it steps down. A learner answers each ping, and says in the answer
//! of which sessions it has heard since the last one. If no ping comes for `sync_limit` ticks, it goes looking for another
//! leader; and a follower that takes as long to acknowledge a proposal is given up by its leader (reference §6.1 to §6.5).

use crate::ids::{Cause, ConnectionId, Micros, SessionId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Message;
use crate::note::{Loss, StepDown};
use crate::roles::learner_handler::HandlerStage;
use crate::server::{Role, Server};
use crate::timer::Timer;

/// The leader's half.
impl Server {
    pub(crate) fn on_half_tick(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        if let Some(cause) = self.sync_thread_ended.0 {
            return self.step_down(cause, StepDown::SyncThreadEnded, out);
        }
        let Role::Leading(leading) = &mut self.role else { return };
        let counts = leading.completes_tick;
        leading.completes_tick = !counts;
        if counts {
            leading.tick += 1;
            let synced = leading.synced().into_iter().chain([self.config.id]);
            if !self.config.quorum.is_met(synced) {
                return self.step_down(cause, StepDown::QuorumLost, out);
            }
        }
        self.ping_all(now, cause, out);
        self.timers.set(Timer::HalfTick, now, self.config.tick.half(), cause);
    }

    /// Pings every learner whose packets are being sent: from the moment at which it has been sent the history. One that takes
    /// too long to acknowledge is given up instead.
    pub(crate) fn ping_all(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let limit = self.config.tick.times(self.config.sync_limit);
        let Role::Leading(leading) = &self.role else { return };
        let zxid = leading.broadcast.last_proposed;
        let mut late = Vec::new();
        for (connection, handler) in leading.handlers.iter() {
            let sending = matches!(
                handler.stage,
                HandlerStage::HistorySent
                    | HandlerStage::Acknowledged
                    | HandlerStage::AwaitsLeader
                    | HandlerStage::Serving
            );
            if sending && handler.watch.is_late(now, limit) {
                late.push(*connection);
            } else if sending {
                let connection = *connection;
                let message = Message::Ping { zxid, touches: Vec::new() };
                out.push(cause, Output::Send { connection, message });
            }
        }
        for connection in late {
            self.lose_learner(cause, connection, Loss::AckLate, out);
        }
    }

    /// A learner has heard of these sessions.
    pub(crate) fn on_touches(&mut self, now: Micros, cause: Cause, touches: Vec<(SessionId, Micros)>) {
        let Role::Leading(leading) = &mut self.role else { return };
        for (session, timeout) in touches {
            leading.broadcast.tracker.touch(now, session, timeout);
        }
        self.await_expiry(now, cause);
    }

    /// A learner has said something.
    pub(crate) fn on_sign_of_life(&mut self, now: Micros, cause: Cause, connection: ConnectionId) {
        let sync = self.config.sync_limit;
        let Role::Leading(leading) = &mut self.role else { return };
        let until = leading.tick + sync;
        if let Some(handler) = leading.handlers.get_mut(&connection) {
            handler.synced_until = until;
        }
        self.await_learner(now, cause, connection, sync);
    }
}

/// The learner's half.
impl Server {
    pub(crate) fn on_ping(&mut self, cause: Cause, zxid: Zxid, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        let touches = learning.touches.take_all();
        self.tell_leader(cause, Message::Ping { zxid, touches }, out);
    }
}
