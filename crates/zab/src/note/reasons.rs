//! The words in which a note says why.

/// The phases of Zab, as ZooKeeper names them (reference §1.1). Nothing in the protocol depends on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Who leads?
    Election,
    /// Which epoch comes next?
    Discovery,
    /// Has a quorum the leader's history?
    Synchronization,
    /// Serving.
    Broadcast,
}

/// The two ballot boxes of an election (reference §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKind {
    /// The votes of this round (`recvset`).
    Round,
    /// What servers report that already follow or lead (`outofelection`).
    OutOfElection,
}

/// What ended an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A quorum of this round agreed, and nothing better came while the server waited.
    Quorum,
    /// Servers of the same round already have that leader, and it has said so itself.
    SameRound,
    /// Servers of another round have that leader, and it has said so itself; the logical clock follows theirs.
    OutOfElection,
}

/// Why a notification changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IgnoreReason {
    /// Its sender has no vote.
    SenderHasNoVote,
    /// It votes for a server that has no vote.
    CandidateHasNoVote,
    /// It belongs to an earlier round.
    EarlierRound,
    /// This server does not know its own history.
    OwnHistoryUnknown,
    /// The sender does not know the history that it votes for.
    TheirHistoryUnknown,
    /// Observers' votes are not counted.
    FromObserver,
    /// A quorum is already found, and this vote is no better: it is thrown away (reference §2.4).
    LostWhileWaiting,
    /// No quorum yet reports this leader, or the leader itself has not said that it leads.
    NotYetConvincing,
}

impl Evidence {
    /// The box in which it lies.
    pub fn ballots(self) -> BoxKind {
        match self {
            Evidence::Quorum | Evidence::SameRound => BoxKind::Round,
            Evidence::OutOfElection => BoxKind::OutOfElection,
        }
    }
}

/// What a server does when it has heard nothing for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Some of what it sent has gone out: it sends its vote again.
    SendAgain,
    /// Nothing has gone out: it dials everyone again.
    DialAgain,
}

/// Why a notification is answered at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerReason {
    /// The asker has no vote.
    AskerHasNoVote,
    /// The asker is in an earlier round.
    AskerIsBehind,
    /// The asker is LOOKING, and this server is not.
    AskerIsLooking,
}

/// A queue that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Notifications that the receiver has not taken up yet.
    Received,
    /// Notifications that the election has not taken up yet.
    Election,
}

/// Why an acknowledgement of a proposal changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AckIgnoreReason {
    /// Its sender has no vote.
    NoVote,
    /// The proposal is committed already.
    AlreadyCommitted,
    /// There is no such proposal.
    NeverProposed,
}

/// Why a client is sent away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TurnAwayReason {
    /// The server does not serve at the moment.
    NotServing,
    /// The client has seen a newer state than the server has.
    Ahead,
    /// The session is over.
    SessionOver,
    /// The session's client has come anew, to this server or to another.
    SessionMoved,
    /// Nothing was heard of the client for too long.
    Silent,
}

/// How a connection between leader and learner is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loss {
    /// It was closed by the other end.
    Closed,
    /// Nothing was heard for too long.
    Silent,
    /// It never came about: refused as often as is tried, or not in time.
    Refused,
    /// The other end said something it could not say.
    Unexpected,
    /// The others, on whom it depended, did not come in time.
    Late,
    /// The learner was ahead of its leader.
    Ahead,
    /// The leader's epoch was older than one promised before.
    OldEpoch,
    /// A transaction was missing.
    Gap,
    /// A proposal was not acknowledged in time.
    AckLate,
}

/// Why a leader steps down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepDown {
    /// A quorum of learners never came.
    NoQuorumCame,
    /// A quorum came, and did not answer with its epochs.
    NoEpochsCame,
    /// A quorum did not acknowledge the leader's history.
    NotAcknowledged,
    /// Too few learners were heard of lately.
    QuorumLost,
    /// It waits for a quorum, and a voter that is there has gone back to LOOKING (off by default: reference §6.4).
    VoterIsLooking,
    /// The epoch has no zxids left: a new one must begin.
    CounterExhausted,
}
