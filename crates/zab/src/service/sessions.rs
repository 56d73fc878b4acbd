//! Sessions, as the leader tracks them: to whom each belongs, and when it has been silent for too long (reference §5.7.1,
//! §5.7.2; `SessionTrackerImpl`, `ExpiryQueue`).
//!
//! Time is cut into buckets of one tick, and a bucket expires as a whole. So a session lives a little longer than its timeout,
//! at most a tick. Learners keep no time: they tell the leader whom they have heard of.

use crate::collections::table::Table;
use crate::ids::{Micros, SessionId};
use crate::request::ErrorCode;
use crate::service::prep_processor::Owner;

/// All sessions of an ensemble.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Tracker {
    sessions: Table<SessionId, Tracked>,
    /// How long a bucket is.
    tick: Micros,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
struct Tracked {
    /// The end of its bucket; none after that.
    expires: Option<Micros>,
    /// Through whom its client was last heard of; nobody yet, after a change of leaders.
    owner: Option<Owner>,
    closing: bool,
}

impl Tracker {
    pub(crate) fn new(tick: Micros) -> Tracker {
        Tracker { sessions: Table::default(), tick }
    }

    /// Begins to track a session; one that is tracked already is heard of.
    pub(crate) fn track(&mut self, now: Micros, session: SessionId, timeout: Micros) {
        self.sessions.get_or_insert_with(session, Tracked::default);
        self.touch(now, session, timeout);
    }

    /// A session was heard of. False if there is no such session, or it is being closed.
    pub(crate) fn touch(&mut self, now: Micros, session: SessionId, timeout: Micros) -> bool {
        let tick = self.tick.0.max(1);
        let Some(tracked) = self.sessions.get_mut(&session).filter(|tracked| !tracked.closing) else {
            return false;
        };
        // Strictly later than the timeout.
        tracked.expires = Some(Micros(((now + timeout).0 / tick).saturating_add(1).saturating_mul(tick)));
        true
    }

    /// Whether a session may ask for something through this server. Who asks first owns it.
    pub(crate) fn check(&mut self, session: SessionId, by: Owner) -> Result<(), ErrorCode> {
        match self.sessions.get_mut(&session) {
            Some(tracked) if !tracked.closing => match *tracked.owner.get_or_insert(by) {
                owner if owner == by => Ok(()),
                _ => Err(ErrorCode::SessionMoved),
            },
            _ => Err(ErrorCode::SessionExpired),
        }
    }

    /// A session's client has come to this server.
    pub(crate) fn set_owner(&mut self, session: SessionId, owner: Owner) {
        if let Some(tracked) = self.sessions.get_mut(&session) {
            tracked.owner = Some(owner);
        }
    }

    /// A session is being closed: it may ask for nothing. It expires all the same, if that takes too long, and is then closed a
    /// second time.
    pub(crate) fn set_closing(&mut self, session: SessionId) {
        if let Some(tracked) = self.sessions.get_mut(&session) {
            tracked.closing = true;
        }
    }

    /// A session is closed.
    pub(crate) fn remove(&mut self, session: SessionId) {
        self.sessions.remove(&session);
    }

    /// When the next bucket ends.
    pub(crate) fn next(&self) -> Option<Micros> {
        self.sessions.values().filter_map(|tracked| tracked.expires).min()
    }

    /// Takes the sessions of the earliest bucket, if it has ended: one bucket at a time. They are being closed from now on.
    pub(crate) fn take_expired(&mut self, now: Micros) -> Vec<SessionId> {
        let Some(end) = self.next().filter(|end| *end <= now) else { return Vec::new() };
        let mut expired = Vec::new();
        for (session, tracked) in self.sessions.iter_mut() {
            if tracked.expires.take_if(|expires| *expires == end).is_some() {
                tracked.closing = true;
                expired.push(*session);
            }
        }
        expired
    }
}
