//! Timers as state: a server's deadlines lie in a table that anyone may read.
//!
//! Nothing is ever called back. The world asks for the earliest deadline and runs the server when it has come;
//! the page draws the same table as arcs.

use crate::collections::derived::Derived;
use crate::collections::table::Table;
use crate::ids::{Cause, ConnectionId, Micros, ServerId};
use crate::words;

words! {
    /// What a server may be waiting for.
    pub enum Timer {
        /// When to stop waiting for a notification, send ours again, and wait twice as long (reference §2.5).
        Notification "notification",
        /// When to stop waiting for a better vote and accept the quorum that we have (`finalizeWait`).
        FinalizeWait "finalizeWait",
        /// When a learner dials its leader again (`leaderConnectDelayDuringRetryMs`).
        ConnectRetry "connectRetry",
        /// When a learner that has heard nothing gives its leader up.
        LeaderRead "leaderRead",
        /// When an observer that has lost its leader begins to look for another (`observer.election.DelayMs`).
        ObserverDelay "observerDelay",
        /// When a leader gives up that waits for a quorum: of learners, of their epochs, or of their acknowledgements. Each of the
        /// three waits has `initLimit` to itself (reference §0.13).
        QuorumWait "quorumWait",
        /// When the leader counts its learners and pings them: twice in a tick.
        HalfTick "halfTick",
        /// When the leader next looks for sessions of which it has not heard.
        SessionExpiry "sessionExpiry",
        /// When a leader closes this connection, because its learner says nothing or the other learners do not come.
        LearnerRead(ConnectionId) "learnerRead",
        /// When a dial of the election port is given up (`cnxTimeout`).
        Dial(ServerId) "dial",
        /// When the election listener gives up whom it has accepted and who has not said who it is.
        Handshake "handshake",
        /// When the client port next looks for connections of which it has not heard.
        ClientSilence "clientSilence",
        /// When the threads of a leader that steps down have stopped.
        ThreadsStop "threadsStop",
        /// When the snapshot has left that a leader sends on this connection.
        SnapshotSent(ConnectionId) "snapshotSent",
    }
}

impl Timer {
    /// Whether it goes on when a server becomes something else: sockets do not care what their server is.
    fn outlives_roles(self) -> bool {
        matches!(self, Timer::Dial(_) | Timer::Handshake | Timer::ClientSilence)
    }
}

/// A deadline, with the moment at which it was set and what led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// When it was set.
    pub since: Micros,
    /// When it is due.
    pub at: Micros,
    /// What led to it.
    pub cause: Cause,
}

/// The running timers of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct TimerTable {
    running: Table<Timer, Deadline>,
    /// The earliest deadline. Units ask for it again and again, and it seldom changes.
    next: Derived<Option<Micros>>,
}

impl TimerTable {
    /// Starts a timer, or starts it anew.
    pub(crate) fn set(&mut self, timer: Timer, now: Micros, span: Micros, cause: Cause) {
        self.start(timer, Deadline { since: now, at: now + span, cause });
    }

    /// Starts a timer that is due at a moment. One that is due then already goes on as it is.
    pub(crate) fn set_at(&mut self, timer: Timer, now: Micros, at: Micros, cause: Cause) {
        if self.get(timer).is_none_or(|deadline| deadline.at != at) {
            self.start(timer, Deadline { since: now, at, cause });
        }
    }

    /// The deadline of a timer, if it runs.
    pub(crate) fn get(&self, timer: Timer) -> Option<Deadline> {
        self.running.get(&timer).copied()
    }

    /// Stops a timer, if it runs.
    pub(crate) fn stop(&mut self, timer: Timer) {
        if let Some(stopped) = self.running.remove(&timer) {
            self.ends(stopped.at);
        }
    }

    /// Stops every timer but those of sockets.
    pub(crate) fn stop_roles(&mut self) {
        self.running.retain(|timer, _| timer.outlives_roles());
        self.find_next();
    }

    /// Whether any timer is due.
    pub(crate) fn is_due(&self, now: Micros) -> bool {
        self.next.0.is_some_and(|at| at <= now)
    }

    /// If some dial is to be given up: stops its timer, and tells whose it is and what had set it.
    pub(crate) fn take_due_dial(&mut self, now: Micros) -> Option<(ServerId, Cause)> {
        if !self.is_due(now) {
            return None;
        }
        let due = self.running.iter().filter(|(_, deadline)| deadline.at <= now);
        let to = due.into_iter().find_map(|(timer, _)| match timer {
            Timer::Dial(to) => Some(*to),
            _ => None,
        })?;
        Some((to, self.take_due(Timer::Dial(to), now)?))
    }

    /// If the timer is due: stops it and tells what had set it.
    pub(crate) fn take_due(&mut self, timer: Timer, now: Micros) -> Option<Cause> {
        if !self.is_due(now) {
            return None;
        }
        let due = self.running.get(&timer).filter(|deadline| deadline.at <= now)?.cause;
        self.stop(timer);
        Some(due)
    }

    /// The earliest deadline.
    pub fn next(&self) -> Option<Micros> {
        self.next.0
    }

    /// The earliest deadline that is still to come.
    pub(crate) fn next_after(&self, now: Micros) -> Option<Micros> {
        self.running.iter().map(|(_, deadline)| deadline.at).filter(|at| *at > now).min()
    }

    /// All running timers, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Timer, Deadline)> + '_ {
        self.running.iter().map(|(timer, deadline)| (*timer, *deadline))
    }

    fn start(&mut self, timer: Timer, deadline: Deadline) {
        let earlier = self.running.replace(timer, deadline);
        self.next.0 = Some(self.next.0.map_or(deadline.at, |next| next.min(deadline.at)));
        if let Some(earlier) = earlier {
            self.ends(earlier.at);
        }
    }

    /// A deadline is no more; it may have been the earliest.
    fn ends(&mut self, at: Micros) {
        if self.next.0 == Some(at) {
            self.find_next();
        }
    }

    fn find_next(&mut self) {
        self.next.0 = self.running.values().map(|deadline| deadline.at).min();
    }
}
