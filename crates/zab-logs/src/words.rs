//! The few words of which ZooKeeper's logs are made: states, phases, ways to synchronize.
//!
//! The logs print them in capitals or in small letters, depending on the line; both are read.

/// What a server is doing (`QuorumPeer.ServerState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServerState {
    /// In an election.
    Looking,
    /// Follows a leader and votes.
    Following,
    /// Leads.
    Leading,
    /// Follows a leader without a vote.
    Observing,
}

/// How far a server has come since it left the election (`QuorumPeer.ZabState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Choosing a leader.
    Election,
    /// Agreeing on the new epoch.
    Discovery,
    /// Bringing the learners to the leader's history.
    Synchronization,
    /// Serving.
    Broadcast,
}

/// How a learner is brought to the leader's history (`QuorumPeer.SyncMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SyncMode {
    /// It is sent the transactions that it lacks.
    Diff,
    /// It is sent the whole tree.
    Snap,
    /// It cuts the transactions that the leader lacks.
    Trunc,
}

/// One of the two epochs that a server keeps on disk, by the name of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EpochFile {
    /// `currentEpoch`: the last NEWLEADER accepted, or leadership taken.
    Current,
    /// `acceptedEpoch`: the highest epoch promised.
    Accepted,
}

/// A word of the logs.
pub(crate) trait Word: Copy + 'static {
    /// Every word of this kind, as it is spelt.
    const WORDS: &'static [(&'static str, Self)];

    /// Reads a word, in capitals or small letters. `None` if it is no word of this kind.
    fn read(text: &str) -> Option<Self> {
        let (_, word) = Self::WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text))?;
        Some(*word)
    }
}

impl Word for ServerState {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("LOOKING", Self::Looking),
        ("FOLLOWING", Self::Following),
        ("LEADING", Self::Leading),
        ("OBSERVING", Self::Observing),
    ];
}

impl Word for Phase {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("ELECTION", Self::Election),
        ("DISCOVERY", Self::Discovery),
        ("SYNCHRONIZATION", Self::Synchronization),
        ("BROADCAST", Self::Broadcast),
    ];
}

impl Word for SyncMode {
    const WORDS: &'static [(&'static str, Self)] =
        &[("DIFF", Self::Diff), ("SNAP", Self::Snap), ("TRUNC", Self::Trunc)];
}

impl Word for EpochFile {
    const WORDS: &'static [(&'static str, Self)] =
        &[("currentEpoch", Self::Current), ("acceptedEpoch", Self::Accepted)];
}
