//! The words in which a note says why.

use crate::words;
words! {
    /// The phases of Zab, as ZooKeeper names them (reference §1.1). Nothing in the protocol depends on them.
    pub enum Phase {
        /// Who leads?
        Election "ELECTION",
        /// Which epoch comes next?
        Discovery "DISCOVERY",
        /// Has a quorum the leader's history?
        Synchronization "SYNCHRONIZATION",
        /// Serving.
        Broadcast "BROADCAST",
    }

    /// The two ballot boxes of an election (reference §2.4).
    pub enum BoxKind {
        /// The votes of this round (`recvset`).
        Round "round",
        /// What servers report that already follow or lead (`outofelection`).
        OutOfElection "out of election",
    }

    /// What ended an election.
    pub enum Evidence {
        /// A quorum of this round agreed, and nothing better came while the server waited.
        Quorum "quorum",
        /// Servers of the same round already have that leader, and it has said so itself.
        SameRound "same round",
        /// Servers of another round have that leader, and it has said so itself; the logical clock follows theirs.
        OutOfElection "out of election",
    }

    /// Why a notification changes nothing.
    pub enum IgnoreReason {
        /// Its sender has no vote.
        SenderHasNoVote "sender has no vote",
        /// It votes for a server that has no vote.
        CandidateHasNoVote "candidate has no vote",
        /// It belongs to an earlier round.
        EarlierRound "earlier round",
        /// This server does not know its own history.
        OwnHistoryUnknown "own history unknown",
        /// The sender does not know the history that it votes for.
        TheirHistoryUnknown "their history unknown",
        /// Observers' votes are not counted.
        FromObserver "from an observer",
        /// A quorum is already found, and this vote is no better: it is thrown away (reference §2.4).
        LostWhileWaiting "lost while waiting",
        /// No quorum yet reports this leader, or the leader itself has not said that it leads.
        NotYetConvincing "not yet convincing",
    }

    /// What a server does when it has heard nothing for a while.
    pub enum Remedy {
        /// Some of what it sent has gone out: it sends its vote again.
        SendAgain "send again",
        /// Nothing has gone out: it dials everyone again.
        DialAgain "dial again",
    }

    /// Why a notification is answered at once.
    pub enum AnswerReason {
        /// The asker has no vote.
        AskerHasNoVote "asker has no vote",
        /// The asker is in an earlier round.
        AskerIsBehind "asker is behind",
        /// The asker is LOOKING, and this server is not.
        AskerIsLooking "asker is looking",
    }

    /// A queue that has a limit.
    pub enum Queue {
        /// Notifications that the receiver has not taken up yet.
        Received "received",
        /// Notifications that the election has not taken up yet.
        Election "election",
    }

    /// Why an acknowledgement of a proposal changes nothing.
    pub enum AckIgnoreReason {
        /// Its sender has no vote.
        NoVote "no vote",
        /// The proposal is committed already.
        AlreadyCommitted "already committed",
        /// There is no such proposal.
        NeverProposed "never proposed",
    }

    /// Why a client is sent away.
    pub enum TurnAwayReason {
        /// The server does not serve at the moment.
        NotServing "not serving",
        /// The client has seen a newer state than the server has.
        Ahead "ahead",
        /// The session is over.
        SessionOver "session over",
        /// The session's client has come anew, to this server or to another.
        SessionMoved "session moved",
        /// Nothing was heard of the client for too long.
        Silent "silent",
    }

    /// How a connection between leader and learner is lost.
    pub enum Loss {
        /// It was closed by the other end.
        Closed "closed",
        /// Nothing was heard for too long.
        Silent "silent",
        /// It never came about: refused as often as is tried, or not in time.
        Refused "refused",
        /// The other end said something it could not say.
        Unexpected "unexpected message",
        /// The others, on whom it depended, did not come in time.
        Late "late",
        /// The learner was ahead of its leader.
        Ahead "ahead",
        /// The leader's epoch was older than one promised before.
        OldEpoch "old epoch",
        /// A transaction was missing.
        Gap "gap",
        /// A proposal was not acknowledged in time.
        AckLate "ack late",
        /// The disk could not be written.
        DiskError "disk error",
        /// The thread that logs what is proposed has died of an error of the disk.
        SyncThreadEnded "sync thread ended",
    }

    /// Why a leader steps down.
    pub enum StepDown {
        /// A quorum of learners never came.
        NoQuorumCame "no quorum came",
        /// A quorum came, and did not answer with its epochs.
        NoEpochsCame "no epochs came",
        /// A quorum did not acknowledge the leader's history.
        NotAcknowledged "not acknowledged",
        /// Too few learners were heard of lately.
        QuorumLost "quorum lost",
        /// It waits for a quorum, and a voter that is there has gone back to LOOKING (off by default: reference §6.4).
        VoterIsLooking "voter is looking",
        /// The epoch has no zxids left: a new one must begin.
        CounterExhausted "counter exhausted",
        /// An epoch could not be written to the disk.
        DiskError "disk error",
        /// The thread that logs what is proposed has died of an error of the disk.
        SyncThreadEnded "sync thread ended",
    }

    /// The first packet of a synchronization.
    pub enum Mode {
        /// The learner keeps all it has, and is sent what it lacks.
        Diff "DIFF",
        /// The learner cuts off what the leader does not have, and is sent what it lacks.
        Trunc "TRUNC",
        /// The learner is sent the whole tree.
        Snap "SNAP",
    }

    /// The rows of reference §4.1, in their order, and the ways in which two of them end in a snapshot after all.
    pub enum Row {
        /// 0: a snapshot is forced.
        Forced "forced",
        /// 1: the learner is where the leader is.
        InSync "in sync",
        /// 2: the learner is beyond the window.
        Ahead "ahead",
        /// 3: the learner is within the window.
        WithinWindow "within the window",
        /// 3, but its last zxid is not the leader's and of another epoch than what follows: no TRUNC across epochs.
        WithinWindowOfAnotherEpoch "of another epoch",
        /// 4: the learner is behind the window, and the log on disk reaches back far enough.
        FromLog "from the log",
        /// 4, but the log does not reach back that far, or too much of it would have to be sent.
        LogTooShortOrTooLong "log too short or too long",
        /// 4, but between log and window something is missing.
        GapAfterLog "gap after the log",
        /// 5: none of these.
        Unhandled "unhandled",
    }
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
