//! The numbers of the protocol, each with a type of its own so that no two can be confused.
//!
//! ZooKeeper keeps them all in a signed 64-bit `long`, and compares them as such; so do we. Two values
//! outside the usual range carry meaning there: -1 (nothing known yet) and the smallest `long`, with
//! which an observer votes so that its vote can never win.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Add;

/// A server's number in the ensemble (`myid`, in ZooKeeper's code `sid`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(pub i64);

/// A count of leaderships: the upper half of a [`Zxid`]. -1 before a leader has asked anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Epoch(pub i64);

/// A round of elections: the value of the *logical clock* of a server. It lives in memory only, starts
/// at 0, and may go back when a server joins an ensemble that already has a leader (reference §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Round(pub i64);

/// A transaction's number: epoch in the upper 32 bits, counter in the lower (reference §1.2).
/// Printed as `epoch.counter`; that of an empty history as `0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Zxid(pub i64);

/// A moment of virtual time, or a span of it, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Micros(pub u64);

/// A client's session, the same on all servers. 0 for a client that has none yet (reference §5.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SessionId(pub i64);

/// One TCP connection. The world hands them out and never uses one twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// One step of writing that a server has asked for, until it hears that the step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Token(pub u64);

/// The number of the event that led to something. The world numbers events; the protocol hands the
/// numbers on and never looks at them.
///
/// All causes are equal and hash alike: two states that differ only in what led to them are the same state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cause(pub u64);

impl ServerId {
    /// Whom a server without a vote votes for at first: nobody (the smallest `long`).
    pub const NOBODY: ServerId = ServerId(i64::MIN);
}

impl Epoch {
    /// The name of this epoch's beginning, (epoch, 0): no transaction bears it.
    pub const fn beginning(self) -> Zxid {
        Zxid(self.0 << 32)
    }

    /// The epoch after this one.
    pub const fn next(self) -> Epoch {
        Epoch(self.0.wrapping_add(1))
    }

    /// The peer epoch of an observer's first vote: below all others (the smallest `long`).
    pub const LOWEST: Epoch = Epoch(i64::MIN);
}

impl Zxid {
    /// The zxid of an observer's first vote: below all others (the smallest `long`).
    pub const LOWEST: Zxid = Zxid(i64::MIN);
    /// The zxid of a server that does not know its history (reference §1.2): it may not vote for itself.
    pub const UNKNOWN: Zxid = Zxid(-1);

    /// The zxid with this epoch and this counter.
    pub const fn new(epoch: u32, counter: u32) -> Zxid {
        Zxid(((epoch as i64) << 32) | counter as i64)
    }

    /// The epoch, with the sign that ZooKeeper's shift leaves on it.
    pub const fn epoch(self) -> Epoch {
        Epoch(self.0 >> 32)
    }

    /// The counter within the epoch.
    pub const fn counter(self) -> u32 {
        self.0 as u32
    }
}

impl Round {
    /// The round after this one.
    pub const fn next(self) -> Round {
        Round(self.0.wrapping_add(1))
    }
}

impl Micros {
    /// How long so many bytes take, at so many in a second; no time, if that is 0: then there are as many as there are.
    pub fn of_bytes(bytes: u64, rate: u64) -> Micros {
        Micros(bytes.saturating_mul(1_000_000).checked_div(rate).unwrap_or(0))
    }

    /// A span of whole milliseconds.
    pub const fn from_millis(millis: u64) -> Micros {
        Micros(millis * 1_000)
    }

    /// This span, so many times.
    pub const fn times(self, count: u32) -> Micros {
        Micros(self.0.saturating_mul(count as u64))
    }

    /// Half of this span.
    pub const fn half(self) -> Micros {
        Micros(self.0 / 2)
    }
}

impl Add for Micros {
    type Output = Micros;
    fn add(self, span: Micros) -> Micros {
        Micros(self.0.saturating_add(span.0))
    }
}

impl PartialEq for Cause {
    fn eq(&self, _: &Cause) -> bool {
        true
    }
}

impl Eq for Cause {}

impl Hash for Cause {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// In hexadecimal, as ZooKeeper prints them.
impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:x}", self.0)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Zxid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            -1 | 0 => self.0.fmt(f),
            i64::MIN => f.write_str("min"),
            _ => write!(f, "{}.{}", self.epoch(), self.counter()),
        }
    }
}

/// Seconds with all six digits, so that lines align and no two moments print alike.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000))
    }
}
