//! What each invariant says, and when that is looked at.

use crate::record::violation::Invariant;

/// An invariant: what it says, and when it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Which.
    pub invariant: Invariant,
    /// What must hold.
    pub statement: &'static str,
    /// When that is looked at.
    pub moment: &'static str,
}

const fn rule(invariant: Invariant, statement: &'static str, moment: &'static str) -> Rule {
    Rule { invariant, statement, moment }
}

/// Every invariant.
///
/// `TypeOK` of the specification is not among them: Rust's types say the same.
pub const RULES: &[Rule] = &[
    rule(
        Invariant::Leadership1,
        "Two leaders that are both in SYNCHRONIZATION or BROADCAST lead different epochs.",
        "when a leader comes to one of these phases",
    ),
    rule(
        Invariant::Leadership2,
        "An epoch has one leader ever that was established: a quorum has answered it with its epochs.",
        "when a leader is established",
    ),
    rule(
        Invariant::PrefixConsistency,
        "Of what two servers have delivered, one is the beginning of the other.",
        "when a server delivers",
    ),
    rule(
        Invariant::Integrity,
        "What a server delivers some primary has broadcast, and no zxid is broadcast twice.",
        "when a server delivers, and when a primary broadcasts",
    ),
    rule(
        Invariant::Agreement,
        "If one server delivers a and another delivers b, then one of them delivers both.",
        "when a server delivers",
    ),
    rule(
        Invariant::TotalOrder,
        "If one server delivers a before b, then whoever delivers b delivers a before it.",
        "when a server delivers",
    ),
    rule(
        Invariant::LocalPrimaryOrder,
        "If a primary broadcasts a before b in one epoch, then whoever delivers b has delivered a before it.",
        "when a server delivers",
    ),
    rule(
        Invariant::GlobalPrimaryOrder,
        "Nobody delivers a transaction of an epoch after one of a later epoch.",
        "when a server delivers",
    ),
    rule(
        Invariant::PrimaryIntegrity,
        "What a follower has delivered of earlier epochs its leader has delivered, too, when both are in BROADCAST.",
        "when a follower comes to BROADCAST",
    ),
    rule(
        Invariant::ShouldNotBeTriggered,
        "Nobody is told what it cannot expect: a proposal or a commit that is not the next, an ACK of nothing, a message out of place.",
        "when a server notices",
    ),
    rule(
        Invariant::CommittedLogMonotonicity,
        "The leader of the newest epoch has delivered all that any such leader ever delivered.",
        "when that leader begins to serve, and when it delivers",
    ),
    rule(
        Invariant::LeaderLogCompleteness,
        "The history with which a leader begins has all that the leaders before it delivered.",
        "when a leader is established",
    ),
    rule(
        Invariant::ProcessConsistency,
        "The log of a learner that has acknowledged its leader is the beginning of its leader's.",
        "when a learner takes its leader's epoch, and when it logs a transaction after that",
    ),
    rule(
        Invariant::CommittedLogDurability,
        "TRUNC cuts off nothing that a leader had delivered when it was offered.",
        "when a log is cut",
    ),
    rule(
        Invariant::QuorumDurability,
        "What is committed is safe on the disks of a quorum, and no quorum is ever without it.",
        "when a leader commits, and when a log is cut",
    ),
    rule(
        Invariant::EpochOrder,
        "On a disk the accepted epoch is no lower than the current one, that no lower than the last transaction's, and neither ever goes back.",
        "when an epoch is written; for the transactions, when a server begins to serve and while it does, for the log may go first (ZOOKEEPER-2354)",
    ),
    rule(
        Invariant::MemDisk,
        "The last zxid of a LOOKING server is the last one that it would find on its disk.",
        "when a server is LOOKING again, and when it logs something then; a leader's zxid without a transaction stands for none",
    ),
    rule(
        Invariant::NoHole,
        "In a log no transaction of an epoch is missing between two others.",
        "when a transaction is logged",
    ),
    rule(
        Invariant::ReadMonotone,
        "A session is never answered as of a lower zxid than before.",
        "when a client is answered",
    ),
    rule(
        Invariant::ReadYourWrites,
        "A session's read is answered as of no lower zxid than its own last write.",
        "when a client is answered",
    ),
    rule(
        Invariant::SessionOrder,
        "A session's writes become transactions in the order in which it asked for them.",
        "when a primary broadcasts",
    ),
    rule(
        Invariant::SyncFresh,
        "A sync is answered as of no lower zxid than its leader had committed when it let the sync pass.",
        "when a learner answers a sync",
    ),
    rule(
        Invariant::NoLostWrite,
        "A write of which a client was told that it is done is in every later leader's history.",
        "when a leader begins to serve",
    ),
    rule(
        Invariant::LinearizableWrites,
        "A write that is asked for when another one is answered has the higher zxid.",
        "when a client is answered",
    ),
    rule(
        Invariant::Convergence,
        "An ensemble that is whole and left alone comes to one leader, everyone serves, and all histories are the same.",
        "once, when nothing has been done or written for so long: three times what it takes to notice a loss (syncLimit and one ticks), to be heard in an election (the longest notification interval and finalizeWait), to begin an epoch (twice initLimit ticks), and for eight messages and steps of writing one after the other; for of the leaders that are elected one may not be heard, and one may not be followed",
    ),
];
