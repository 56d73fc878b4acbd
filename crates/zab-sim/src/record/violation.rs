//! Violations: which invariant is broken, by what facts, and which events made them.

use zab::ids::{Epoch, ServerId, SessionId, Zxid};
use zab::vote::ServerState;
use zab::{records, words};

words! {
    /// What must hold, by the names of reference §8. What each says is in the table of [`invariant`](crate::invariant::RULES).
    pub enum Invariant {
        /// Of two leaders of an epoch, both beyond DISCOVERY.
        Leadership1 "Leadership1",
        /// Of all the leaders that an epoch ever had.
        Leadership2 "Leadership2",
        /// Of what two servers deliver.
        PrefixConsistency "PrefixConsistency",
        /// Of what is delivered and what was broadcast.
        Integrity "Integrity",
        /// Of what two servers deliver.
        Agreement "Agreement",
        /// Of what two servers deliver.
        TotalOrder "TotalOrder",
        /// Of what one primary broadcasts.
        LocalPrimaryOrder "LocalPrimaryOrder",
        /// Of what primaries of several epochs broadcast.
        GlobalPrimaryOrder "GlobalPrimaryOrder",
        /// Of a primary and its followers.
        PrimaryIntegrity "PrimaryIntegrity",
        /// Of messages that ought not to come.
        ShouldNotBeTriggered "ShouldNotBeTriggered",
        /// Of what an active leader has delivered.
        CommittedLogMonotonicity "CommittedLogMonotonicity",
        /// Of the history with which a leader begins.
        LeaderLogCompleteness "LeaderLogCompleteness",
        /// Of the logs of a leader and its learners.
        ProcessConsistency "ProcessConsistency",
        /// Of what TRUNC cuts off.
        CommittedLogDurability "CommittedLogDurability",
        /// Of where committed transactions are safe.
        QuorumDurability "QuorumDurability",
        /// Of the epochs on a disk.
        EpochOrder "EpochOrder",
        /// Of a LOOKING server's memory and its disk.
        MemDisk "MemDisk",
        /// Of gaps in a log.
        NoHole "NoHole",
        /// Of what a client sees.
        ReadMonotone "ReadMonotone",
        /// Of a client's own writes.
        ReadYourWrites "ReadYourWrites",
        /// Of the order of a session's writes.
        SessionOrder "SessionOrder",
        /// Of reads after a sync.
        SyncFresh "SyncFresh",
        /// Of writes that clients were told are done.
        NoLostWrite "NoLostWrite",
        /// Of writes of several clients.
        LinearizableWrites "LinearizableWrites",
        /// Of an ensemble that is left alone.
        Convergence "Convergence",
    }

    /// What ought not to be triggered (reference §8.1).
    pub enum Flag {
        /// A message of discovery or synchronization comes when its receiver is not there, or not there yet.
        StateInconsistent "stateInconsistent",
        /// A proposal does not follow the one before it.
        ProposalInconsistent "proposalInconsistent",
        /// What is committed is not what comes next.
        CommitInconsistent "commitInconsistent",
        /// An acknowledgement is of nothing that was proposed, or of another epoch.
        AckInconsistent "ackInconsistent",
        /// A message that its receiver can never expect.
        MessageIllegal "messageIllegal",
    }
}

records! {
    /// One of the facts that conflict, with the number of the event that made it.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    // The fields say what their names say.
    #[allow(missing_docs)]
    pub enum Fact by "fact" {
        /// A server leads an epoch, or has led it.
        Leads { server: ServerId, epoch: Epoch, event: u32 },
        /// A server has delivered a transaction.
        Delivered { server: ServerId, zxid: Zxid, event: u32 },
        /// A server has not delivered a transaction, or not before the other one.
        NotDelivered { server: ServerId, zxid: Zxid },
        /// A primary has broadcast a transaction.
        Broadcast { server: ServerId, zxid: Zxid, event: u32 },
        /// No primary has broadcast this transaction.
        NeverBroadcast { zxid: Zxid },
        /// A server's history lacks a transaction.
        Missing { server: ServerId, zxid: Zxid },
        /// A server has a transaction in its log.
        Logged { server: ServerId, zxid: Zxid, event: u32 },
        /// A server's log ends with a transaction; what is behind it was cut off.
        CutAfter { server: ServerId, zxid: Zxid, event: u32 },
        /// A server's log goes on with a transaction.
        FollowedBy { server: ServerId, last: Zxid, zxid: Zxid, event: u32 },
        /// A transaction is safe on the disks of these servers alone.
        SafeOn { zxid: Zxid, servers: Vec<ServerId> },
        /// What epochs a server has on its disk, and its last transaction there.
        Epochs { server: ServerId, accepted: Epoch, current: Epoch, last: Zxid },
        /// The last zxid that a server has in memory, and the one that it would find on its disk.
        LastZxids { server: ServerId, memory: Zxid, disk: Zxid },
        /// A client was answered as of a zxid.
        Answered { client: char, zxid: Zxid, event: u32 },
        /// A session's request became a transaction.
        Became { session: SessionId, cxid: i32, zxid: Zxid, event: u32 },
        /// What a server is when it should be something else.
        Stands { server: ServerId, state: ServerState, zxid: Zxid },
        /// One of the flags is set.
        Triggered { server: ServerId, flag: Flag, event: u32 },
    }
}
