//! Threads that are held back: what comes for them waits in their queues, and their deadlines pass unheeded, while all others run.
//!
//! In ZooKeeper nobody says when a thread runs, and its worst bugs need one that runs late (reference §9.1).

use crate::collections::set::Set;
use crate::ids::{Micros, ServerId};
use crate::server::{Role, Server, Unit};
use crate::words;

words! {
    /// A thread of a server, by the name that a person calls it by.
    pub enum Thread {
        /// The election connections.
        Links "links",
        /// The sender of notifications.
        Sender "sender",
        /// The receiver of notifications.
        Receiver "receiver",
        /// The thread that logs what is proposed, and acknowledges it.
        Sync "sync",
        /// In a leader: the handler of one learner.
        Handler "handler",
        /// The client port.
        Clients "clients",
        /// In a leader: the thread that makes transactions of requests.
        Prep "prep",
        /// The commit processor.
        Commit "commit",
        /// The thread that elects, and then follows or leads.
        Main "main",
    }
}

/// Which threads are held; a handler with its learner.
pub(crate) type Held = Set<(Thread, Option<ServerId>)>;

impl Server {
    /// Holds a thread back; a handler is told by its learner. False if it is held already.
    pub fn hold(&mut self, thread: Thread, learner: Option<ServerId>) -> bool {
        self.held.0.insert((thread, learner))
    }

    /// Lets a thread go that is held. It runs when the server is settled next. False if it is not held.
    pub fn unhold(&mut self, thread: Thread, learner: Option<ServerId>) -> bool {
        if let Role::Leading(leading) = &mut self.role {
            leading.wake_handlers();
        }
        self.held.0.remove(&(thread, learner))
    }

    /// The threads that are held, each handler with its learner.
    pub fn held(&self) -> impl Iterator<Item = (Thread, Option<ServerId>)> {
        self.held.0.iter().copied()
    }

    /// Whether a unit belongs to a thread that is held.
    pub(crate) fn is_held(&self, unit: Unit) -> bool {
        // Nearly always.
        if self.held.0.is_empty() {
            return false;
        }
        let thread = match unit {
            Unit::Links => (Thread::Links, None),
            Unit::Sender => (Thread::Sender, None),
            Unit::Receiver => (Thread::Receiver, None),
            Unit::Sync => (Thread::Sync, None),
            Unit::Handler(connection) => (Thread::Handler, self.learner_at(connection)),
            Unit::Clients => (Thread::Clients, None),
            Unit::Prep => (Thread::Prep, None),
            Unit::Commit => (Thread::Commit, None),
            Unit::Main => (Thread::Main, None),
        };
        self.held.0.contains(&thread)
    }

    /// When it wants to run next: at its earliest deadline or, of those that a thread which is held leaves unheeded, at none.
    pub fn wake(&self, now: Micros) -> Option<Micros> {
        match self.timers.next() {
            Some(next) if next <= now && !self.held.0.is_empty() => self.timers.next_after(now),
            next => next,
        }
    }
}
