//! Leader and learner: how they find each other, keep in touch, and notice that the other is gone.
//!
//! A learner dials its leader and says who it is. A leader waits for a quorum of learners; then, at once and twice in a tick,
//! it pings each of them, and once in a tick it counts those it has heard of lately: too few, and it steps down. A learner
//! that hears nothing for `sync_limit` ticks goes looking for another leader (reference §3 connect, §6.1, §6.2, §6.5).
//!
//! Differs: between the learner's first word and the first ping ZooKeeper agrees on an epoch and brings the learner's
//! history up to date (discovery and synchronization, reference §3 and §4). Neither is here yet.

use crate::ids::{Cause, ConnectionId, Micros, ServerId};
use crate::io::{Input, Outbox, Output};
use crate::message::{Message, Port};
use crate::note::{Loss, Note, Phase, StepDown};
use crate::server::{LearnerType, Role, Server};
use crate::table::Table;
use crate::timer::Timer;
use crate::vote::ServerState;
use std::collections::{BTreeSet, VecDeque};

/// How often a learner tries to reach its leader.
pub const CONNECT_TRIES: u32 = 5;

/// A learner's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Learning {
    pub(crate) leader: ServerId,
    connection: Option<ConnectionId>,
    tries: u32,
    inbox: VecDeque<(Cause, Input)>,
}

/// A leader's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Leading {
    handlers: Table<ConnectionId, Handler>,
    /// Full ticks since it began to ping.
    tick: u32,
    /// Whether the next half tick completes a tick.
    completes_tick: bool,
}

/// A leader's handler of one learner.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
struct Handler {
    inbox: VecDeque<(Cause, Input)>,
    /// Who is there, once it has said so.
    learner: Option<ServerId>,
    /// The last tick in which the learner still counts as synced.
    synced_until: u32,
}

impl Learning {
    /// Files what a socket reports; gives back what is not for this role.
    pub(crate) fn file(&mut self, cause: Cause, input: Input) -> Option<Input> {
        match &input {
            Input::Connected { to, .. } | Input::Refused { to, .. } if *to != self.leader => Some(input),
            Input::Accepted { .. } => Some(input),
            _ => {
                self.inbox.push_back((cause, input));
                None
            }
        }
    }
}

impl Leading {
    /// Files what a socket reports; gives back what is not for this role.
    pub(crate) fn file(&mut self, cause: Cause, input: Input) -> Option<Input> {
        let handler = match &input {
            Input::Accepted { connection, .. } => {
                Some(self.handlers.get_or_insert_with(*connection, Handler::default))
            }
            Input::Received { connection, .. } | Input::Closed { connection, .. } => {
                self.handlers.get_mut(connection)
            }
            Input::Connected { .. } | Input::Refused { .. } | Input::Drawn { .. } => None,
        };
        let Some(handler) = handler else { return Some(input) };
        handler.inbox.push_back((cause, input));
        None
    }

    /// The connections that have a handler.
    pub(crate) fn connections(&self) -> impl Iterator<Item = ConnectionId> + '_ {
        self.handlers.keys().copied()
    }

    /// The learners that have said who they are, and whether each counts as synced.
    pub(crate) fn learners(&self) -> Vec<(ServerId, bool)> {
        let known = self.handlers.values().filter_map(|handler| Some((handler.learner?, handler)));
        known.map(|(learner, handler)| (learner, handler.is_synced(self.tick))).collect()
    }

    fn synced(&self) -> BTreeSet<ServerId> {
        self.learners().into_iter().filter(|(_, synced)| *synced).map(|(learner, _)| learner).collect()
    }
}

impl Handler {
    fn is_synced(&self, tick: u32) -> bool {
        tick <= self.synced_until
    }
}

/// The learner's half.
impl Server {
    pub(crate) fn become_learning(&mut self, now: Micros, cause: Cause, leader: ServerId, out: &mut Outbox) {
        let why = out.note(cause, Note::StateChanged { to: self.learning_state() });
        let why = self.set_phase(why, Phase::Discovery, out);
        let inbox = VecDeque::new();
        self.role = Role::Learning(Learning { leader, connection: None, tries: 0, inbox });
        self.await_leader(now, why, self.config.init_limit);
        self.dial_leader(why, out);
    }

    /// Moves one thing through a learner's main unit.
    pub(crate) fn run_learning(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Role::Learning(learning) = &mut self.role else { return false };
        if let Some((cause, input)) = learning.inbox.pop_front() {
            self.on_leader_socket(now, cause, input, out);
        } else if let Some(cause) = self.timers.take_due(Timer::ConnectRetry, now) {
            self.dial_leader(cause, out);
        } else if let Some(cause) = self.timers.take_due(Timer::LeaderRead, now) {
            let connected = learning.connection.is_some();
            self.lose_leader(cause, if connected { Loss::Silent } else { Loss::Refused }, out);
        } else {
            return false;
        }
        true
    }

    fn dial_leader(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        learning.tries += 1;
        out.push(cause, Output::Dial { to: learning.leader, port: Port::Quorum });
    }

    fn on_leader_socket(&mut self, now: Micros, cause: Cause, input: Input, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        match input {
            Input::Connected { connection, .. } if learning.connection.is_none() => {
                learning.connection = Some(connection);
                self.timers.stop(Timer::ConnectRetry);
                self.await_leader(now, cause, self.config.init_limit);
                let (from, accepted_epoch) = (self.config.id, self.durable.accepted_epoch);
                let message = match self.config.learner_type {
                    LearnerType::Participant => Message::FollowerInfo { from, accepted_epoch },
                    LearnerType::Observer => Message::ObserverInfo { from, accepted_epoch },
                };
                out.push(cause, Output::Send { connection, message });
            }
            Input::Connected { connection, .. } => {
                out.push(cause, Output::Close { connection });
            }
            // The answer to a dial of an earlier turn under the same leader.
            Input::Refused { .. } if learning.connection.is_some() => {}
            Input::Refused { .. } => {
                let Learning { leader, tries, .. } = *learning;
                if tries < CONNECT_TRIES {
                    let why = out.note(cause, Note::LeaderRefused { leader, tries });
                    self.timers.set(Timer::ConnectRetry, now, self.config.connect_delay, why);
                } else {
                    self.lose_leader(cause, Loss::Refused, out);
                }
            }
            Input::Received { connection, message, .. } if learning.connection == Some(connection) => {
                self.on_leader_message(now, cause, connection, message, out);
            }
            Input::Closed { connection, .. } if learning.connection == Some(connection) => {
                learning.connection = None;
                self.lose_leader(cause, Loss::Closed, out);
            }
            // From a connection to the same leader that this server has given up before.
            Input::Received { .. } | Input::Closed { .. } | Input::Accepted { .. } | Input::Drawn { .. } => {}
        }
    }

    fn on_leader_message(
        &mut self,
        now: Micros,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        out: &mut Outbox,
    ) {
        let Message::Ping { zxid } = message else {
            let why = out.note(cause, Note::UnexpectedMessage);
            return self.lose_leader(why, Loss::Unexpected, out);
        };
        if self.phase != Phase::Broadcast {
            self.set_phase(cause, Phase::Broadcast, out);
        }
        out.push(cause, Output::Send { connection, message: Message::Ping { zxid } });
        self.await_leader(now, cause, self.config.sync_limit);
    }

    /// A read from the leader may take so many ticks from now on: each read has the time to itself.
    fn await_leader(&mut self, now: Micros, cause: Cause, ticks: u32) {
        self.timers.set(Timer::LeaderRead, now, self.config.tick.times(ticks), cause);
    }

    fn lose_leader(&mut self, cause: Cause, reason: Loss, out: &mut Outbox) {
        let Role::Learning(Learning { leader, connection, inbox, .. }) = &self.role else { return };
        let leader = *leader;
        // What was dialled and has not been taken up yet is closed with the rest.
        let unused = inbox.iter().filter_map(|(_, input)| match input {
            Input::Connected { connection, .. } => Some(*connection),
            _ => None,
        });
        let connections: Vec<ConnectionId> = connection.iter().copied().chain(unused).collect();
        let why = out.note(cause, Note::LeaderLost { leader, reason });
        for connection in connections {
            out.push(why, Output::Close { connection });
        }
        self.become_looking(why, out);
    }
}

/// The leader's half.
impl Server {
    pub(crate) fn become_leading(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let why = out.note(cause, Note::StateChanged { to: ServerState::Leading });
        let why = self.set_phase(why, Phase::Discovery, out);
        self.role = Role::Leading(Leading::default());
        let patience = self.config.tick.times(self.config.init_limit);
        self.timers.set(Timer::QuorumWait, now, patience, why);
        self.begin_to_ping_with_quorum(now, why, out);
    }

    /// Moves one thing through a leader's main unit: only time moves it.
    pub(crate) fn run_leading(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some(cause) = self.timers.take_due(Timer::QuorumWait, now) {
            self.step_down(cause, StepDown::NoQuorumCame, out);
        } else if let Some(cause) = self.timers.take_due(Timer::HalfTick, now) {
            self.on_half_tick(now, cause, out);
        } else {
            return false;
        }
        true
    }

    /// Moves one thing through the handler of one learner.
    pub(crate) fn run_handler(&mut self, now: Micros, connection: ConnectionId, out: &mut Outbox) -> bool {
        let Role::Leading(leading) = &mut self.role else { return false };
        let Some(handler) = leading.handlers.get_mut(&connection) else { return false };
        if let Some((cause, input)) = handler.inbox.pop_front() {
            self.on_learner_socket(now, cause, connection, input, out);
        } else if let Some(cause) = self.timers.take_due(Timer::LearnerRead(connection), now) {
            self.lose_learner(cause, connection, Loss::Silent, out);
        } else {
            return false;
        }
        true
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
            Input::Accepted { .. } => self.await_learner(now, cause, connection, self.config.init_limit),
            Input::Received { message, .. } => self.on_learner_message(now, cause, connection, message, out),
            Input::Closed { .. } => self.lose_learner(cause, connection, Loss::Closed, out),
            Input::Connected { .. } | Input::Refused { .. } | Input::Drawn { .. } => {}
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
        let (init, sync) = (self.config.init_limit, self.config.sync_limit);
        let Role::Leading(leading) = &mut self.role else { return };
        let tick = leading.tick;
        let Some(handler) = leading.handlers.get_mut(&connection) else { return };
        match (message, handler.learner) {
            (Message::FollowerInfo { from, .. } | Message::ObserverInfo { from, .. }, None) => {
                handler.learner = Some(from);
                handler.synced_until = tick + init + sync;
                let why = out.note(cause, Note::LearnerJoined { learner: from });
                self.await_learner(now, why, connection, init);
                if self.phase == Phase::Broadcast {
                    self.ping(why, connection, out);
                } else {
                    self.begin_to_ping_with_quorum(now, why, out);
                }
            }
            (Message::Ping { .. }, Some(_)) => {
                handler.synced_until = tick + sync;
                self.await_learner(now, cause, connection, sync);
            }
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                self.lose_learner(why, connection, Loss::Unexpected, out);
            }
        }
    }

    fn await_learner(&mut self, now: Micros, cause: Cause, connection: ConnectionId, ticks: u32) {
        let patience = self.config.tick.times(ticks);
        self.timers.set(Timer::LearnerRead(connection), now, patience, cause);
    }

    fn begin_to_ping_with_quorum(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        if self.phase != Phase::Broadcast && self.has_synced_quorum() {
            let why = self.set_phase(cause, Phase::Broadcast, out);
            self.timers.stop(Timer::QuorumWait);
            self.ping_all(why, out);
            self.timers.set(Timer::HalfTick, now, self.config.tick.half(), why);
        }
    }

    fn on_half_tick(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let counts = leading.completes_tick;
        leading.completes_tick = !counts;
        if counts {
            leading.tick += 1;
            if !self.has_synced_quorum() {
                return self.step_down(cause, StepDown::QuorumLost, out);
            }
        }
        self.ping_all(cause, out);
        self.timers.set(Timer::HalfTick, now, self.config.tick.half(), cause);
    }

    fn ping_all(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Leading(leading) = &self.role else { return };
        let known = leading.handlers.iter().filter(|(_, handler)| handler.learner.is_some());
        for connection in known.map(|(connection, _)| *connection).collect::<Vec<_>>() {
            self.ping(cause, connection, out);
        }
    }

    fn ping(&mut self, cause: Cause, connection: ConnectionId, out: &mut Outbox) {
        let message = Message::Ping { zxid: self.durable.last_zxid };
        out.push(cause, Output::Send { connection, message });
    }

    fn has_synced_quorum(&self) -> bool {
        let Role::Leading(leading) = &self.role else { return false };
        self.config.quorum.is_met(leading.synced().into_iter().chain([self.id()]))
    }

    fn lose_learner(&mut self, cause: Cause, connection: ConnectionId, reason: Loss, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let Some(handler) = leading.handlers.remove(&connection) else { return };
        self.timers.stop(Timer::LearnerRead(connection));
        let why = match handler.learner {
            Some(learner) => out.note(cause, Note::LearnerLost { learner, reason }),
            None => cause,
        };
        if reason != Loss::Closed {
            out.push(why, Output::Close { connection });
        }
    }

    fn step_down(&mut self, cause: Cause, reason: StepDown, out: &mut Outbox) {
        let Role::Leading(leading) = &self.role else { return };
        let synced = leading.synced().into_iter().chain([self.id()]).collect();
        let connections: Vec<ConnectionId> = leading.connections().collect();
        let why = out.note(cause, Note::SteppedDown { synced, reason });
        for connection in connections {
            out.push(why, Output::Close { connection });
        }
        self.become_looking(why, out);
    }
}
