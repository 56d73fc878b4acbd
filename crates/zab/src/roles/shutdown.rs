//! Shutting down: how a role ends, and the server goes back to LOOKING (reference §6.6, §2.7).
//!
//! A server that was serving first lets its sync thread write what it has been given, and then makes all that it has logged
//! part of its tree. So what nobody has committed may become what it votes with. One that was not serving yet leaves its
//! memory as it is.
//!
//! A learner has closed the connection to its leader before that. A leader closes those of its learners last: until then
//! acknowledgements are counted, and what has its quorum is committed (`Leader.shutdown`, `Learner.shutdown`).

use crate::collections::rare::Rare;
use crate::ids::{Cause, ConnectionId, Micros};
use crate::io::{Chance, Input, Outbox, Output};
use crate::note::{Note, Phase, StepDown};
use crate::roles::leading::Stage;
use crate::server::{Looking, Role, Server};
use crate::storage::txn::Txn;
use crate::storage::writer::Lane;
use crate::timer::Timer;
use crate::vote::ServerState;

/// Whether a server was serving when its role ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Serving {
    /// It was.
    Yes,
    /// It was not yet; its memory stays as it is.
    NotYet,
    /// It was not yet, and had a tree in memory that is not on its disk: it will read the disk again.
    NotYetAndMemoryUnsafe,
}

/// How long a leader's threads take to stop, beside what they have to write, and its log to be read again: real servers took
/// between 7 and 36 ms, what they wrote included, before they closed their learners' connections.
const THREADS_STOP: Micros = Micros::from_millis(20);

/// A leader's end.
impl Server {
    /// A leader steps down. Whoever notices begins with it; it is the main thread that goes back to LOOKING, and if it is not the
    /// one that has noticed it hears of it at the next half tick.
    pub(crate) fn step_down(&mut self, cause: Cause, reason: StepDown, out: &mut Outbox) {
        let me = self.id();
        let Role::Leading(leading) = &mut self.role else { return };
        let active = leading.stage == Stage::Active;
        let synced = leading.synced().into_iter().chain([me]).collect();
        let why = out.note(cause, Note::SteppedDown { synced, reason });
        leading.stage = Stage::Flushing;
        leading.ending = why;
        // The thread that prepares transactions cannot propose any more; all the others are the main thread's.
        leading.noticed = reason != StepDown::CounterExhausted;
        leading.broadcast.requests.clear();
        self.timers.stop(Timer::QuorumWait);
        self.timers.stop(Timer::SessionExpiry);
        if leading.noticed {
            self.timers.stop(Timer::HalfTick);
        }
        self.close_for_clients(why, out);
        if !active {
            self.close_learners(why, out);
        }
    }

    /// Moves one thing through the main unit of a leader that steps down.
    pub(crate) fn run_stepping_down(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Role::Leading(leading) = &mut self.role else { return false };
        let (stage, noticed, cause) = (leading.stage, leading.noticed, leading.ending);
        if stage == Stage::Flushing && self.timers.take_due(Timer::ThreadsStop, now).is_some() {
            let why = self.fast_forward(cause, out);
            self.close_learners(why, out);
        } else if stage == Stage::Flushing
            && self.has_flushed()
            && self.timers.get(Timer::ThreadsStop).is_none()
        {
            self.timers.set(Timer::ThreadsStop, now, THREADS_STOP, cause);
        } else if stage == Stage::Closed && noticed {
            self.become_looking(cause, out);
        } else if let Some(cause) = self.timers.take_due(Timer::HalfTick, now) {
            if stage == Stage::Flushing && self.config.release.runs_until_it_has_stopped() {
                self.ping_all(now, cause, out);
                self.timers.set(Timer::HalfTick, now, self.config.tick.half(), cause);
            } else if let Role::Leading(leading) = &mut self.role {
                leading.noticed = true;
            }
        } else {
            return false;
        }
        true
    }

    fn close_learners(&mut self, cause: Cause, out: &mut Outbox) {
        let Role::Leading(leading) = &mut self.role else { return };
        let connections: Vec<ConnectionId> = leading.connections().collect();
        leading.handlers.clear();
        leading.stage = Stage::Closed;
        leading.ending = cause;
        for connection in connections {
            self.timers.stop(Timer::LearnerRead(connection));
            self.timers.stop(Timer::SnapshotSent(connection));
            out.push(cause, Output::Close { connection });
        }
    }
}

impl Server {
    /// Ends a learner's role. It waits for its sync thread in releases that stop that thread first; in others the thread goes on
    /// writing, and what it writes later is missing in memory (ZOOKEEPER-4712).
    pub(crate) fn shut_down(&mut self, cause: Cause, from: Serving, out: &mut Outbox) {
        self.timers.stop_roles();
        self.close_for_clients(cause, out);
        match from {
            Serving::Yes if self.config.release.stops_logging_first() => {
                self.role = Role::Stopping { state: self.state(), cause };
            }
            Serving::Yes => {
                let why = self.fast_forward(cause, out);
                self.become_looking(why, out);
            }
            Serving::NotYet => self.become_looking(cause, out),
            Serving::NotYetAndMemoryUnsafe => {
                self.database = None;
                self.become_looking(cause, out);
            }
        }
    }

    /// Waits for the sync thread.
    pub(crate) fn run_stopping(&mut self, cause: Cause, out: &mut Outbox) -> bool {
        let done = self.has_flushed();
        if done {
            let why = self.fast_forward(cause, out);
            self.become_looking(why, out);
        }
        done
    }

    /// Whether the sync thread has written, and acknowledged, all that it was given.
    fn has_flushed(&self) -> bool {
        !self.writer.is_busy(Lane::Sync) && self.logging.is_empty()
    }

    /// What was logged and not applied becomes part of the tree (`fastForwardDataBase`, ZOOKEEPER-2845).
    fn fast_forward(&mut self, cause: Cause, out: &mut Outbox) -> Cause {
        let before = self.last_processed();
        let beyond: Vec<Txn> = self.flushed_log().iter().filter(|txn| txn.zxid > before).cloned().collect();
        let mut why = cause;
        if let (Some(from), Some(to)) = (beyond.first(), beyond.last()) {
            let (from, to) = (from.zxid, to.zxid);
            beyond.iter().for_each(|txn| self.database_mut().fast_forward(txn));
            why = out.note(cause, Note::FastForwarded { from, to });
        }
        why
    }

    /// Back to LOOKING, from whatever role. The election begins when the main unit runs next; an observer's a little
    /// later, at random, so that observers do not all come at once (reference §2.7).
    pub(crate) fn become_looking(&mut self, cause: Cause, out: &mut Outbox) {
        let observed = self.state() == ServerState::Observing;
        self.timers.stop_roles();
        self.sync_thread_ended = Rare(None);
        let why = out.note(cause, Note::StateChanged { to: ServerState::Looking });
        self.role = Role::Looking(if observed { Looking::Delayed } else { Looking::Due(why) });
        let why = self.set_phase(why, Phase::Election, out);
        if observed {
            let up_to = self.config.observer_delay_max.0;
            out.push(why, Output::Draw { chance: Chance::ObserverDelay, up_to });
        }
    }

    pub(crate) fn on_drawn(&mut self, now: Micros, cause: Cause, input: Input) {
        let Input::Drawn { chance, value } = input else { return };
        match (chance, &self.role) {
            (Chance::ObserverDelay, Role::Looking(Looking::Delayed)) => {
                self.timers.set(Timer::ObserverDelay, now, Micros(value), cause);
            }
            (Chance::ObserverDelay, _) => {}
            (Chance::SnapshotTiming, _) => self.on_snapshot_timing(value),
        }
    }
}
