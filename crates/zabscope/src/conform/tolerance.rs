//! What the comparison does not ask for, and why. There is nothing else that it lets pass. `zabscope conform
//! --tolerances` prints this list.

/// Something that a log does not say, so that it cannot be compared.
pub struct Tolerance {
    /// What is not compared.
    pub what: &'static str,
    /// Why it cannot be.
    pub why: &'static str,
}

/// All of them.
pub const TOLERANCES: &[Tolerance] = &[
    Tolerance {
        what: "when a wait ends: the next notification, the wait for a better vote",
        why: "moments are the log's; ours are taken to be due when the log says what follows from them",
    },
    Tolerance {
        what: "whether anything sent had gone out when nothing was heard (send again, or dial again)",
        why: "that is a matter of sockets; ours is told by what the server did next",
    },
    Tolerance {
        what: "whether the clock has moved on when a server hears its own vote of an earlier round, where the log has that line first",
        why: "the receiver answers such a vote (WorkerReceiver), which no line tells; that it did shows in that the server hears a vote of itself once more than it sent it",
    },
    Tolerance {
        what: "which comes first, an answer of the receiver's or what the main thread sends within 20 ms of it",
        why: "each thread writes its line before it puts the notification into the sender's queue, and the other may come between",
    },
    Tolerance {
        what: "zxid and peer epoch of a server's first vote in an election",
        why: "they are the state that it starts from, and the log has them nowhere else",
    },
    Tolerance {
        what: "how long a real leader took to take up what its learners said, and to make its own log safe",
        why: "no packet tells; ours does both when the real one says what follows from them, and never says anything 400 ms before it",
    },
    Tolerance {
        what: "what a leader's own clients asked for",
        why: "it crosses no quorum port; a proposal that no learner has asked for is taken to come from there",
    },
    Tolerance {
        what: "session ids, paths, data and timeouts, in the ten older recordings",
        why: "they do not hold them; kind, zxid and order are compared",
    },
    Tolerance {
        what: "the order between a learner's main thread, its sync thread and its clients' requests",
        why: "they share a connection, and each goes at its own pace; each is compared for itself",
    },
    Tolerance {
        what: "the moment within a tick at which a session expires",
        why: "a leader's buckets of sessions end at moments of its own clock, which nothing tells",
    },
    Tolerance {
        what: "how many PINGs there are",
        why: "that is a matter of time; they must come twice a tick, half a tick late at most, about as many as ours",
    },
    Tolerance {
        what: "whether a PING names the last PROPOSAL, the next, or, within 20 ms of the last, the one before it",
        why: "LearnerHandler.ping reads lastProposed without the lock under which it is written and the PROPOSAL queued",
    },
    Tolerance {
        what: "what a server had still to say when a recording or a connection ended",
        why: "it may not have come to that",
    },
    Tolerance {
        what: "how a follower is synchronized that was not in the leader's quorum: DIFF before the epoch begins, SNAP after",
        why: "timing decides; the recorded way must be among those that ours takes, and the tests say which those are",
    },
    Tolerance {
        what: "the epoch in which a server begins to serve",
        why: "what lies between two elections is not replayed; the epoch is that of the last leader to begin by then",
    },
    Tolerance {
        what: "what lies between the ends of a leader's window of committed transactions",
        why: "the log names the ends; between them lies what was proposed on the wire and the leader had when it began",
    },
    Tolerance {
        what: "how large a leader's newest snapshot is, which limits what it sends from its log on disk",
        why: "no line tells; it is taken to be smaller than a file of the log, which takes 64 MiB",
    },
    Tolerance {
        what: "the peer epochs in a comparison, where the log does not print them",
        why: "releases before 3.8.5 and 3.9.2 leave them out",
    },
    Tolerance {
        what: "the configuration's version in a reply",
        why: "our servers have no configuration that changes",
    },
    Tolerance {
        what: "what a voter answers to a server without a vote, and when",
        why: "it logs neither the question nor the answer",
    },
];
