//! A learner and its leader: how it finds the leader, holds on to it, and notices that it is gone.
//!
//! What passes between them once they are connected is the business of the phases: discovery, synchronization, broadcast.
//! (Reference §3 learner connect, §6.5, §6.6; `Learner`, `Follower`, `Observer`.)

use crate::collections::queue::Queue;
use crate::collections::table::Table;
use crate::config::LearnerType;
use crate::ids::{Cause, ConnectionId, Epoch, Micros, ServerId, SessionId, Zxid};
use crate::io::{Input, Outbox, Output};
use crate::message::{Message, Port};
use crate::note::{Loss, Note, Phase};
use crate::phases::synchronization::Sync;
use crate::request::RequestId;
use crate::roles::shutdown::Serving;
use crate::server::{Role, Server};
use crate::storage::txn::Txn;
use crate::storage::writer::{Lane, Then};
use crate::timer::Timer;
use crate::vote::ServerState;

/// How often a learner tries to reach its leader.
pub(crate) const CONNECT_TRIES: u32 = 5;

/// A learner's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Learning {
    pub(crate) leader: ServerId,
    pub(crate) connection: Option<ConnectionId>,
    pub(crate) stage: Stage,
    tries: u32,
    dialling: bool,
    inbox: Queue<(Cause, Input)>,
    /// Proposals that were handed to the sync thread and are not committed yet (`pendingTxns`).
    pub(crate) pending: Queue<Txn>,
    /// The last proposal that came while it served (`lastQueued`).
    pub(crate) last_queued: Option<Zxid>,
    /// Syncs that its clients have asked for, and the leader has not answered (`pendingSyncs`).
    pub(crate) syncs: Queue<RequestId>,
    /// The sessions of which it has heard since its last ping, with their timeouts (`touchTable`).
    pub(crate) touches: Table<SessionId, Micros>,
    /// Clients that have come with a session of which the leader is asked (`pendingRevalidations`).
    pub(crate) revalidating: Table<SessionId, ConnectionId>,
}

/// How far a learner has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    /// It dials its leader, or has said who it is.
    Arriving,
    /// It has been told the epoch, and answers.
    EpochTold(Epoch),
    /// It is being synchronized.
    Syncing(Sync),
    /// It serves.
    Serving,
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

impl Server {
    pub(crate) fn become_learning(&mut self, now: Micros, cause: Cause, leader: ServerId, out: &mut Outbox) {
        let why = out.note(cause, Note::StateChanged { to: self.learning_state() });
        let why = self.set_phase(why, Phase::Discovery, out);
        self.role = Role::Learning(Learning {
            leader,
            connection: None,
            stage: Stage::Arriving,
            tries: 0,
            dialling: false,
            inbox: Queue::default(),
            pending: Queue::default(),
            last_queued: None,
            syncs: Queue::default(),
            touches: Table::default(),
            revalidating: Table::default(),
        });
        self.await_leader(now, why, self.config.init_limit);
        self.dial_leader(why, out);
    }

    /// Moves one thing through a learner's main unit. While it writes it hears nothing, and waits for nobody.
    pub(crate) fn run_learning(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some((cause, then)) = self.writer.take_finished(Lane::Main) {
            let acknowledged = matches!(then, Then::HandOver | Then::AcknowledgeLeader(_));
            let ticks = if acknowledged { self.config.sync_limit } else { self.config.init_limit };
            self.await_leader(now, cause, ticks);
            self.on_written(now, cause, then, out);
            return true;
        }
        let Role::Learning(learning) = &mut self.role else { return false };
        if self.writer.is_busy(Lane::Main) {
            return false;
        }
        if let Some((cause, input)) = learning.inbox.pop_front() {
            self.on_leader_socket(now, cause, input, out);
            self.leave_without_sync_thread(out);
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

    /// After each packet a learner that serves looks whether it still runs: without its sync thread it does not.
    fn leave_without_sync_thread(&mut self, out: &mut Outbox) {
        if let Role::Learning(Learning { stage: Stage::Serving, .. }) = &self.role
            && let Some(cause) = self.sync_thread_ended.0
        {
            self.lose_leader(cause, Loss::SyncThreadEnded, out);
        }
    }

    fn dial_leader(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        learning.tries += 1;
        learning.dialling = true;
        out.push(cause, Output::Dial { to: learning.leader, port: Port::Quorum });
    }

    fn on_leader_socket(&mut self, now: Micros, cause: Cause, input: Input, out: &mut Outbox) {
        let Role::Learning(learning) = &mut self.role else { return };
        match input {
            Input::Connected { connection, .. } if learning.connection.is_none() => {
                learning.connection = Some(connection);
                learning.dialling = false;
                self.timers.stop(Timer::ConnectRetry);
                self.await_leader(now, cause, self.config.init_limit);
                self.introduce(cause, connection, out);
            }
            Input::Connected { connection, .. } => {
                out.push(cause, Output::Close { connection });
            }
            // The answer to a dial of an earlier turn under the same leader.
            Input::Refused { .. } if !learning.dialling => {}
            Input::Refused { .. } => {
                learning.dialling = false;
                let Learning { leader, tries, .. } = *learning;
                if tries < CONNECT_TRIES {
                    let why = out.note(cause, Note::LeaderRefused { leader, tries });
                    self.timers.set(Timer::ConnectRetry, now, self.config.connect_delay, why);
                } else {
                    self.lose_leader(cause, Loss::Refused, out);
                }
            }
            Input::Received { connection, message, .. } if learning.connection == Some(connection) => {
                self.on_leader_message(now, cause, message, out);
            }
            Input::Closed { connection, .. } if learning.connection == Some(connection) => {
                learning.connection = None;
                self.lose_leader(cause, Loss::Closed, out);
            }
            // From a connection to the same leader that this server has given up before.
            Input::Received { .. } | Input::Closed { .. } => {}
            Input::Accepted { .. } | Input::Established { .. } => {}
            Input::Persisted { .. } | Input::PersistFailed { .. } | Input::Drawn { .. } => {}
        }
    }

    fn introduce(&mut self, cause: Cause, connection: ConnectionId, out: &mut Outbox) {
        let (from, accepted_epoch) = (self.config.id, self.accepted_epoch());
        let message = match self.config.learner_type {
            LearnerType::Participant => Message::FollowerInfo { from, accepted_epoch },
            LearnerType::Observer => Message::ObserverInfo { from, accepted_epoch },
        };
        out.push(cause, Output::Send { connection, message });
    }

    fn on_leader_message(&mut self, now: Micros, cause: Cause, message: Message, out: &mut Outbox) {
        let Role::Learning(Learning { stage, .. }) = &self.role else { return };
        let (arriving, serving) = (*stage == Stage::Arriving, *stage == Stage::Serving);
        let acknowledged = matches!(stage, Stage::Syncing(sync) if sync.leader_is_acknowledged());
        // Every read has the whole time to itself; how long that is depends on how far the two have come.
        let ticks = if serving || acknowledged { self.config.sync_limit } else { self.config.init_limit };
        self.await_leader(now, cause, ticks);
        match message {
            Message::LeaderInfo { epoch } if arriving => self.on_leader_info(cause, epoch, out),
            message if serving => self.on_broadcast_message(cause, message, out),
            message if !arriving => self.on_sync_message(now, cause, message, out),
            _ => {
                let why = out.note(cause, Note::UnexpectedMessage);
                self.lose_leader(why, Loss::Unexpected, out);
            }
        }
    }

    /// A read from the leader may take so many ticks from now on.
    pub(crate) fn await_leader(&mut self, now: Micros, cause: Cause, ticks: u32) {
        self.timers.set(Timer::LeaderRead, now, self.config.tick.times(ticks), cause);
    }

    /// Says something to the leader, if there still is a connection.
    pub(crate) fn tell_leader(&mut self, cause: Cause, message: Message, out: &mut Outbox) {
        let Role::Learning(learning) = &self.role else { return };
        if let Some(connection) = learning.connection {
            out.push(cause, Output::Send { connection, message });
        }
    }

    pub(crate) fn lose_leader(&mut self, cause: Cause, reason: Loss, out: &mut Outbox) {
        let Role::Learning(Learning { leader, connection, inbox, stage, dialling, .. }) = &self.role else {
            return;
        };
        let (leader, dialling) = (*leader, *dialling);
        let serving = match stage {
            Stage::Serving => Serving::Yes,
            _ if self.snapshot_unfinished => Serving::NotYetAndMemoryUnsafe,
            _ => Serving::NotYet,
        };
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
        if dialling {
            out.push(why, Output::GiveUp { to: leader, port: Port::Quorum });
        }
        self.shut_down(why, serving, out);
    }

    /// What a server is when another leads (`learningState`).
    pub(crate) fn learning_state(&self) -> ServerState {
        match self.config.learner_type {
            LearnerType::Participant => ServerState::Following,
            LearnerType::Observer => ServerState::Observing,
        }
    }
}
