//! The releases of ZooKeeper that differ in what is played here. Nothing else in this crate names a version.
//!
//! Most of what changed between releases is the order of a follower's steps at NEWLEADER, and most real bugs live there
//! (reference §9.0).

mod nearest;

pub use nearest::Likeness;

use crate::words;

words! {
    /// A release.
    #[derive(Default)]
    pub enum Release {
        /// 3.8.0, and with it 3.6.3 to 3.8.4 and 3.9.0 to 3.9.1: V2 of reference §9.0.
        V3_8_0 "3.8.0",
        /// 3.9.5, and with it 3.9.4 and 3.9.6: V5.
        #[default]
        V3_9_5 "3.9.5",
    }
}

impl Release {
    /// All of them.
    pub const ALL: [Release; 2] = [Release::V3_8_0, Release::V3_9_5];

    /// Whether a follower writes the committed transactions of its synchronization, makes them safe and applies them before
    /// it takes the leader's epoch. Otherwise it takes the epoch first, and hands all of them to the sync thread unfinished.
    pub fn logs_before_epoch(self) -> bool {
        self >= Release::V3_9_5
    }

    /// Whether a learner that stops serving lets its sync thread finish before it makes what is logged part of its tree.
    /// Otherwise the old thread goes on writing behind its back (ZOOKEEPER-4712).
    pub fn stops_logging_first(self) -> bool {
        self >= Release::V3_9_5
    }

    /// Whether a leader that steps down counts as running until its threads have stopped: its main thread pings meanwhile, and
    /// notices at the first half tick after that. Otherwise it notices at the first half tick, and waits.
    pub fn runs_until_it_has_stopped(self) -> bool {
        self >= Release::V3_9_5
    }

    /// Whether a gap between two transactions of one epoch is an error: in what a learner is sent to be synchronized, and in the
    /// log as it is read (ZOOKEEPER-4925). Otherwise ZooKeeper's log has a warning of it, or nothing.
    pub fn rejects_gaps(self) -> bool {
        self >= Release::V3_9_5
    }

    /// Whether what a learner applies between SNAP or TRUNC and NEWLEADER enters its committed log (ZOOKEEPER-4925).
    pub fn remembers_synchronized(self) -> bool {
        self >= Release::V3_9_5
    }

    /// How many transactions a committed log holds beyond its limit: it used to be looked at before one more was added.
    pub fn committed_log_surplus(self) -> usize {
        usize::from(self < Release::V3_9_5)
    }

    /// Whether a client that has heard no server for a third longer than its session lasts takes the session for over
    /// (ZOOKEEPER-4508, since 3.9.3). Otherwise it goes on asking.
    pub fn clients_give_up(self) -> bool {
        self >= Release::V3_9_5
    }
}
