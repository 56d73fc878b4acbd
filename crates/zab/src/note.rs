//! What a server notices and decides, and why: said by the decision itself, at the moment it is taken.
//!
//! Captions, the answer to "why?", the trace and the comparison with real servers are all made from these notes.
//! None of them is an explanation found afterwards.

mod reasons;

pub use reasons::{
    AckIgnoreReason, AnswerReason, BoxKind, Evidence, IgnoreReason, Loss, Mode, Phase, Queue, Remedy, Row,
    StepDown, TurnAwayReason,
};

use crate::ids::{Epoch, Micros, Round, ServerId, SessionId, Zxid};
use crate::records;
use crate::request::Cxid;
use crate::storage::durable::EpochFile;
use crate::storage::txn::Txn;
use crate::vote::{Key, ServerState, Vote};

records! {
    /// Something a server noticed or decided.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Note by "kind" {
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
            /// Whether it wins.
            beats: bool,
            /// The key that decided.
            by: Key,
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
        /// An election connection is not dialled, because too many are being dialled.
        DialRefused {
            /// The other server.
            to: ServerId,
        },
        /// An election connection has been dialled for too long.
        DialTimedOut {
            /// The other server.
            to: ServerId,
        },
        /// Somebody was accepted at the election port and has not said who it is. The listener has waited for long enough.
        HandshakeMissing,
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
            /// Its epoch.
            epoch: Epoch,
            /// Its last zxid.
            zxid: Zxid,
            /// The leader's epoch.
            our_epoch: Epoch,
            /// The leader's last zxid.
            our_zxid: Zxid,
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
            /// The first packet that the leader sends.
            mode: Mode,
            /// The zxid in it.
            zxid: Zxid,
            /// What decided (reference §4.1).
            row: Row,
            /// How many transactions follow.
            transactions: u32,
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
        /// The sync thread, which logs what is proposed, has died of an error of the disk.
        SyncThreadEnded,
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
        /// The leader has made a transaction of a request, and proposes it.
        Proposed {
            /// The transaction.
            txn: Txn,
        },
        /// The leader counts an acknowledgement of a proposal, its own among them.
        AckCounted {
            /// The proposal.
            zxid: Zxid,
            /// Whose acknowledgement.
            by: ServerId,
            /// The voters that have acknowledged it.
            acks: Vec<ServerId>,
            /// Whether they are a quorum.
            met: bool,
        },
        /// An acknowledgement changes nothing.
        AckIgnored {
            /// The proposal.
            zxid: Zxid,
            /// Whose acknowledgement.
            by: ServerId,
            /// Why.
            reason: AckIgnoreReason,
        },
        /// A quorum has acknowledged a proposal: it is committed.
        Committed {
            /// The proposal.
            zxid: Zxid,
        },
        /// A commit of something that was never proposed to this server is passed over.
        CommitWithoutProposal {
            /// What was committed.
            zxid: Zxid,
        },
        /// The commit of another proposal than the oldest one: the process ends.
        WrongCommit {
            /// The oldest proposal.
            expected: Zxid,
            /// What was committed.
            found: Zxid,
        },
        /// A request waits behind an earlier one of its session.
        RequestWaits {
            /// The session.
            session: SessionId,
            /// The request.
            cxid: Cxid,
            /// The earlier one.
            behind: Cxid,
        },
        /// A request of a session that is closed or being closed is dropped without an answer.
        RequestDropped {
            /// The session.
            session: SessionId,
            /// The request.
            cxid: Cxid,
        },
        /// A sync waits until all is committed that was proposed before it.
        SyncWaits {
            /// The session.
            session: SessionId,
            /// The request.
            cxid: Cxid,
            /// The last proposal by then.
            until: Zxid,
        },
        /// The leader has not heard of a session for its timeout, and closes it.
        SessionExpired {
            /// The session.
            session: SessionId,
        },
        /// A client is sent away.
        ClientTurnedAway {
            /// Why.
            reason: TurnAwayReason,
            /// The newest state that the client had seen when it came.
            seen: Zxid,
            /// The last zxid that the server has processed.
            ours: Zxid,
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
        /// A snapshot is written, and holds what was applied while it was.
        FuzzySnapshot {
            /// The last zxid before it was begun, which is its name.
            zxid: Zxid,
            /// The last zxid that was applied when it was done.
            last: Zxid,
        },
    }
}
