//! The two numbers that must not be mistaken for one another: server ids and zxids.
//!
//! ZooKeeper keeps both in a Java `long`, and prints ids in decimal and zxids in hexadecimal two's
//! complement. Rounds (the logical clock) and epochs are `long`s too; here they are plain `i64`.

use std::fmt;

/// The id of a server, as in its `myid` file.
///
/// In a vote it may be no server's: -1 before the first election, and `i64::MIN` from an observer,
/// which votes for nobody (`FastLeaderElection.getInitId`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(pub i64);

/// The id of a transaction: the epoch in the upper 32 bits, a counter in the lower.
///
/// -1 means that there is no history at all, and `i64::MIN` comes from an observer's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zxid(pub i64);

impl Zxid {
    /// The zxid of this epoch and counter.
    #[must_use]
    pub fn new(epoch: i32, counter: u32) -> Self {
        Self(i64::from(epoch) << 32 | i64::from(counter))
    }

    /// The epoch, signed as in `ZxidUtils.getEpochFromZxid`.
    #[must_use]
    pub fn epoch(self) -> i64 {
        self.0 >> 32
    }

    /// The position within the epoch.
    #[must_use]
    pub fn counter(self) -> u32 {
        (self.0 & 0xffff_ffff) as u32
    }
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As the logs print it: `0x100000002`.
impl fmt::Display for Zxid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Zxid;

    #[test]
    fn a_zxid_is_an_epoch_and_a_counter() {
        let zxid = Zxid::new(1, 0xffff_ffff);
        assert_eq!((zxid.epoch(), zxid.counter()), (1, 0xffff_ffff));
        assert_eq!(zxid.to_string(), "0x1ffffffff");
        assert_eq!(Zxid(-1).epoch(), -1);
        assert_eq!(Zxid(-1).to_string(), "0xffffffffffffffff");
    }
}
