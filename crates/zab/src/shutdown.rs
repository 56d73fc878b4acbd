//! Shutting down: how a role ends, and the server goes back to LOOKING (reference §6.6, §2.7).
//!
//! A server that was serving first lets its sync thread write what it has been given, and then makes all that it has logged
//! part of its tree. So what nobody has committed may become what it votes with. One that was not serving yet leaves its
//! memory as it is.

use crate::ids::{Cause, Micros};
use crate::io::{Chance, Input, Outbox, Output};
use crate::note::{Note, Phase};
use crate::server::{Looking, Role, Server};
use crate::timer::Timer;
use crate::txn::Txn;
use crate::vote::ServerState;
use crate::writer::Lane;

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

impl Server {
    /// Ends a role. A leader that served waits for its sync thread, and so does a learner in releases that stop that thread first;
    /// in others the thread goes on writing, and what it writes later is missing in memory.
    pub(crate) fn shut_down(&mut self, cause: Cause, from: Serving, out: &mut Outbox) {
        self.timers.stop_all();
        self.close_for_clients(cause, out);
        let waits = matches!(self.role, Role::Leading(_)) || self.config.release.stops_logging_first();
        match from {
            Serving::Yes if waits => self.role = Role::Stopping { state: self.state(), cause },
            Serving::Yes => self.fast_forward(cause, out),
            Serving::NotYet => self.become_looking(cause, out),
            Serving::NotYetAndMemoryUnsafe => {
                self.database = None;
                self.become_looking(cause, out);
            }
        }
    }

    /// Waits for the sync thread.
    pub(crate) fn run_stopping(&mut self, cause: Cause, out: &mut Outbox) -> bool {
        let done = !self.writer.is_busy(Lane::Sync) && self.logging.is_empty();
        if done {
            self.fast_forward(cause, out);
        }
        done
    }

    /// What was logged and not applied becomes part of the tree (`fastForwardDataBase`, ZOOKEEPER-2845).
    fn fast_forward(&mut self, cause: Cause, out: &mut Outbox) {
        let before = self.last_processed();
        let beyond: Vec<Txn> = self.durable.log.iter().filter(|txn| txn.zxid > before).cloned().collect();
        let mut why = cause;
        if let (Some(from), Some(to)) = (beyond.first(), beyond.last()) {
            let (from, to) = (from.zxid, to.zxid);
            beyond.iter().for_each(|txn| self.database_mut().fast_forward(txn));
            why = out.note(cause, Note::FastForwarded { from, to });
        }
        self.become_looking(why, out);
    }

    /// Back to LOOKING, from whatever role. The election begins when the main unit runs next; an observer's a little
    /// later, at random, so that observers do not all come at once (reference §2.7).
    pub(crate) fn become_looking(&mut self, cause: Cause, out: &mut Outbox) {
        let observed = self.state() == ServerState::Observing;
        self.timers.stop_all();
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
