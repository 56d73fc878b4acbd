//! What a server notices and decides, and why: said by the decision itself, at the moment it is taken.
//!
//! Captions, the answer to "why?", the trace and the comparison with real servers are all made from these notes.
//! None of them is an explanation found afterwards.

use crate::durable::EpochFile;
use crate::ids::{Epoch, Micros, Round, ServerId, Zxid};
use crate::synchronization::{Mode, Offer};
use crate::vote::{Comparison, ServerState, Vote};

/// Something a server noticed or decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The server has become this. The reason is in the cause.
    StateChanged {
        /// What it is now.
        to: ServerState,
    },
    /// The server's phase has changed.
    PhaseChanged {
        /// The phase it is in now.
        to: Phase,
    },

    /// An election begins, with a vote for itself.
    ElectionStarted {
        /// The first vote.
        vote: Vote,
    },
    /// A later round was heard of; the ballot box is emptied, and the server joins that round.
    RoundJoined {
        /// Who spoke of it.
        from: ServerId,
        /// The round left behind.
        left: Round,
        /// The round joined.
        joined: Round,
    },
    /// A vote that was heard is put against another, and wins or does not.
    Compared {
        /// Who sent it.
        from: ServerId,
        /// The vote heard.
        heard: Vote,
        /// The vote it was put against.
        against: Vote,
        /// How they stand, and by which key.
        comparison: Comparison,
    },
    /// The server now votes like this.
    VoteChanged {
        /// The vote it gives up.
        from: Vote,
        /// The vote it casts.
        to: Vote,
    },
    /// A ballot is put in one of the boxes, in place of that voter's earlier one.
    BallotStored {
        /// Which box.
        ballots: BoxKind,
        /// Whose ballot.
        voter: ServerId,
        /// The vote on it.
        vote: Vote,
        /// What the voter is.
        state: ServerState,
    },
    /// A quorum agrees with this server's vote; it waits a little for a better one.
    QuorumAgrees {
        /// The vote agreed on.
        vote: Vote,
        /// Who agrees.
        supporters: Vec<ServerId>,
    },
    /// While it waited a better vote came in: the election goes on.
    WaitBroken {
        /// Who sent the better vote.
        by: ServerId,
    },
    /// The election has ended for this server.
    Elected {
        /// The vote it ends with.
        vote: Vote,
        /// What convinced it.
        evidence: Evidence,
        /// The servers whose ballots agree.
        supporters: Vec<ServerId>,
    },
    /// A notification changes nothing.
    Ignored {
        /// Who sent it.
        from: ServerId,
        /// What its sender is.
        state: ServerState,
        /// The vote in it.
        vote: Vote,
        /// Why.
        reason: IgnoreReason,
    },
    /// Nothing was heard for a while.
    HeardNothing {
        /// What the server does about it.
        remedy: Remedy,
        /// How long it will wait next.
        next: Micros,
    },
    /// The receiver answers at once, before the election sees the notification (reference §2.6).
    Answered {
        /// Who is answered.
        to: ServerId,
        /// Why.
        reason: AnswerReason,
    },
    /// A queue was full, and its oldest entry was lost.
    QueueOverflowed {
        /// Which queue.
        queue: Queue,
    },

    /// An election connection was dropped because the server with the larger id keeps its own (reference §2.8).
    LeftToLargerId {
        /// The server with the larger id.
        to: ServerId,
    },
    /// A server with a smaller id has called: it is called back, because the larger id keeps the connection.
    CalledBack {
        /// The server with the smaller id.
        to: ServerId,
    },
    /// An election connection stands, and carries votes both ways.
    LinkUp {
        /// The other server.
        to: ServerId,
    },
    /// An election connection is gone.
    LinkDown {
        /// The other server.
        to: ServerId,
    },

    /// The server has begun to write, or is done with, one of its epochs.
    EpochTaken {
        /// Which of the two.
        file: EpochFile,
        /// The epoch, now on disk.
        epoch: Epoch,
    },
    /// A leader has heard the epochs of a quorum, and proposes one that is beyond them all.
    EpochProposed {
        /// The epoch.
        epoch: Epoch,
        /// The voters that were heard, the leader among them.
        heard: Vec<ServerId>,
    },
    /// A learner has promised this epoch before; it says so, and does not count.
    EpochPromisedBefore {
        /// The epoch.
        epoch: Epoch,
    },
    /// A leader's epoch is older than one that this server has promised to another.
    EpochTooOld {
        /// The epoch offered.
        offered: Epoch,
        /// The epoch promised.
        accepted: Epoch,
    },
    /// A learner's history goes beyond the leader's, which the leader never makes up for: it sends the learner away.
    LearnerAhead {
        /// The learner.
        learner: ServerId,
        /// Its epoch and its last zxid.
        theirs: (Epoch, Zxid),
        /// The leader's.
        ours: (Epoch, Zxid),
    },
    /// A quorum of learners has answered with its epochs: the leader's history is the one that counts.
    HistoryChosen {
        /// The voters that answered, the leader among them.
        heard: Vec<ServerId>,
    },
    /// A leader chooses how to bring a learner to its history.
    Offered {
        /// The learner.
        learner: ServerId,
        /// The last zxid that the learner has.
        peer: Zxid,
        /// The ends of the leader's committed log, and the last zxid it has processed.
        min: Zxid,
        /// See `min`.
        max: Zxid,
        /// See `min`.
        last: Zxid,
        /// What the leader sends.
        offer: Offer,
    },
    /// A learner begins to be synchronized.
    SyncBegun {
        /// How.
        mode: Mode,
        /// The zxid in the leader's first packet.
        zxid: Zxid,
    },
    /// A proposal does not follow the one before it.
    GapFound {
        /// The zxid expected.
        expected: Zxid,
        /// The zxid that came.
        found: Zxid,
    },
    /// A transaction is applied to the tree.
    Applied {
        /// Its zxid.
        zxid: Zxid,
    },
    /// What was logged and not yet applied is applied as the server stops serving (`fastForwardDataBase`).
    FastForwarded {
        /// The first zxid applied.
        from: Zxid,
        /// The last.
        to: Zxid,
    },
    /// A quorum has acknowledged the leader's history: its epoch has begun.
    EpochBegun {
        /// The epoch.
        epoch: Epoch,
        /// The voters that acknowledged.
        acknowledged: Vec<ServerId>,
    },
    /// An acknowledgement of another epoch does not count.
    AckOfAnotherEpoch {
        /// Whose.
        learner: ServerId,
        /// Its zxid.
        zxid: Zxid,
    },
    /// A learner is there, and counts toward the leader's quorum if it has a vote.
    LearnerJoined {
        /// Which.
        learner: ServerId,
    },
    /// A learner's connection is gone.
    LearnerLost {
        /// Which.
        learner: ServerId,
        /// Why.
        reason: Loss,
    },
    /// A learner cannot reach its leader yet and will try again.
    LeaderRefused {
        /// The leader it tried.
        leader: ServerId,
        /// How many times it has tried.
        tries: u32,
    },
    /// A learner has lost its leader.
    LeaderLost {
        /// The leader it had.
        leader: ServerId,
        /// Why.
        reason: Loss,
    },
    /// A leader gives up leading.
    SteppedDown {
        /// The learners it still had.
        synced: Vec<ServerId>,
        /// Why.
        reason: StepDown,
    },
    /// A message arrived that has no place here; the connection is closed.
    UnexpectedMessage,
}

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
}
