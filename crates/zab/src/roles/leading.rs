//! A leader and its learners: who is there, how far each has come, and when the leader gives up.
//!
//! Each learner has a handler, a unit of its own. What a handler does depends on how far its learner has come, and often it
//! has to wait for the others: for a quorum that names its epochs, for one that answers, for one that acknowledges. The
//! leader's main unit waits for the same three quorums, each with `initLimit` to itself (reference §0.13, §3, §4).

use crate::collections::derived::Derived;
use crate::collections::set::Set;
use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, Epoch, Micros, ServerId, Zxid};
use crate::io::{Input, Outbox};
use crate::note::{Note, Phase, StepDown};
use crate::phases::broadcast::Broadcast;
use crate::roles::learner_handler::{Handler, Ready};
use crate::server::{Role, Server};
use crate::storage::durable::DiskStep;
use crate::storage::writer::{Lane, Then};
use crate::timer::Timer;
use crate::vote::ServerState;

/// A leader's side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Leading {
    pub(crate) stage: Stage,
    pub(crate) handlers: Table<ConnectionId, Handler>,
    pub(super) ready: Derived<Ready>,
    /// Its current epoch and last zxid when it began to lead.
    pub(crate) summary: (Epoch, Zxid),
    /// The epoch that it will propose, as far as it has heard.
    pub(crate) epoch: Epoch,
    /// The voters whose epochs it has heard (`connectingFollowers`).
    pub(crate) heard: Set<ServerId>,
    /// The voters that have answered with what they have (`electingFollowers`).
    pub(crate) answered: Set<ServerId>,
    /// The voters that have acknowledged its history (`newLeaderProposal`).
    pub(crate) acknowledged: Set<ServerId>,
    /// A voter has gone back to LOOKING while it waited for epochs, and it has waited for long enough.
    pub(crate) voter_is_looking: Option<Cause>,
    /// What it proposes and commits.
    pub(crate) broadcast: Broadcast,
    /// Full ticks since its epoch began.
    pub(crate) tick: u32,
    /// Whether the next half tick completes a tick.
    pub(crate) completes_tick: bool,
    /// Why it steps down.
    pub(crate) ending: Cause,
    /// Whether the main thread knows that it steps down: it has decided so itself, or has had a half tick since.
    pub(crate) noticed: bool,
}

impl Leading {
    /// Lets every handler find out anew whether it has something to do.
    pub(crate) fn wake_handlers(&mut self) {
        self.ready.0 = Ready::default();
    }
}

/// How far a leader has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Stage {
    /// It writes a snapshot of what it has. Learners may connect, and are not listened to yet.
    Loading,
    /// It waits for a quorum to name its epochs.
    Epochs,
    /// It writes the epoch that it proposes.
    Promising,
    /// It waits for a quorum to answer with what it has.
    Answers,
    /// It writes the epoch that it takes.
    Taking,
    /// It waits for a quorum to acknowledge its history.
    Acknowledgements,
    /// Its epoch has begun.
    Active,
    /// It has stepped down, and lets its sync thread write what it has been given. Its learners do not know.
    Flushing,
    /// It has closed its learners' connections.
    Closed,
}

impl Leading {
    /// Files what a socket reports; gives back what is not for this role.
    pub(crate) fn file(&mut self, cause: Cause, input: Input) -> Option<Input> {
        let (connection, handler) = match &input {
            Input::Accepted { connection, .. } => {
                (*connection, Some(self.handlers.get_or_insert_with(*connection, || Handler::new(cause))))
            }
            Input::Received { connection, .. } | Input::Closed { connection, .. } => {
                (*connection, self.handlers.get_mut(connection))
            }
            Input::Connected { .. } | Input::Refused { .. } | Input::Established { .. } => {
                return Some(input);
            }
            Input::Persisted { .. } | Input::PersistFailed { .. } | Input::Drawn { .. } => {
                return Some(input);
            }
        };
        let Some(handler) = handler else { return Some(input) };
        handler.inbox.push_back((cause, input));
        self.ready.0.add(connection);
        None
    }

    /// The connections that have a handler.
    pub(crate) fn connections(&self) -> impl Iterator<Item = ConnectionId> + '_ {
        self.handlers.keys().copied()
    }

    /// The learners that have said who they are, and whether each counts as synced.
    pub(crate) fn learners(&self) -> Vec<(ServerId, bool)> {
        let known = self.handlers.values().filter_map(|handler| Some((handler.learner?, handler)));
        known.map(|(learner, handler)| (learner, self.tick <= handler.synced_until)).collect()
    }

    /// The learner at the other end of this connection, once it has said who it is.
    pub(crate) fn learner_at(&self, connection: ConnectionId) -> Option<ServerId> {
        self.handlers.get(&connection)?.learner
    }

    pub(crate) fn synced(&self) -> Set<ServerId> {
        self.learners().into_iter().filter(|(_, synced)| *synced).map(|(learner, _)| learner).collect()
    }
}

impl Server {
    pub(crate) fn become_leading(&mut self, cause: Cause, out: &mut Outbox) {
        let why = out.note(cause, Note::StateChanged { to: ServerState::Leading });
        let why = self.set_phase(why, Phase::Discovery, out);
        self.role = Role::Leading(Leading {
            stage: Stage::Loading,
            handlers: Table::default(),
            ready: Derived::default(),
            summary: (self.current_epoch(), self.last_processed()),
            epoch: Epoch(-1),
            heard: Set::default(),
            answered: Set::default(),
            acknowledged: Set::default(),
            voter_is_looking: None,
            broadcast: Broadcast::default(),
            tick: 0,
            completes_tick: false,
            ending: why,
            noticed: false,
        });
        let database = self.database_mut();
        database.remove_orphans();
        let snapshot = DiskStep::Snapshot { snapshot: database.snapshot(), synced: false };
        self.write(why, Lane::Main, [snapshot], Then::Listen, out);
    }

    /// Moves one thing through a leader's main unit. None of its waits runs while it writes.
    pub(crate) fn run_leading(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some((cause, then)) = self.writer.take_finished(Lane::Main) {
            self.on_written(now, cause, then, out);
            return true;
        }
        let Role::Leading(leading) = &self.role else { return false };
        if self.writer.is_busy(Lane::Main) {
            return false;
        }
        if leading.stage >= Stage::Flushing {
            return self.run_stepping_down(now, out);
        }
        if let Some(cause) = leading.voter_is_looking.filter(|_| leading.stage == Stage::Epochs) {
            self.step_down(cause, StepDown::VoterIsLooking, out);
        } else if let Some(cause) = self.timers.take_due(Timer::QuorumWait, now) {
            let reason = match leading.stage {
                Stage::Answers => StepDown::NoEpochsCame,
                Stage::Acknowledgements => StepDown::NotAcknowledged,
                _ => StepDown::NoQuorumCame,
            };
            self.step_down(cause, reason, out);
        } else if let Some(cause) = self.timers.take_due(Timer::HalfTick, now) {
            self.on_half_tick(now, cause, out);
        } else {
            return false;
        }
        true
    }

    /// A voter is LOOKING while this server leads: one that still waits for epochs may have waited for long enough (reference
    /// §6.4, `reportLookingSid`).
    pub(crate) fn on_looking_voter(&mut self, now: Micros, cause: Cause) {
        let Some(limit) = self.config.max_time_to_wait_for_epoch else { return };
        let since = self.timers.get(Timer::QuorumWait).map(|deadline| deadline.since);
        let Role::Leading(leading) = &mut self.role else { return };
        if leading.stage == Stage::Epochs && since.is_some_and(|since| since + limit < now) {
            leading.voter_is_looking = Some(cause);
        }
    }

    pub(crate) fn await_quorum(&mut self, now: Micros, cause: Cause) {
        self.timers.set(Timer::QuorumWait, now, self.config.tick.times(self.config.init_limit), cause);
    }
}
