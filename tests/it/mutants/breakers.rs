//! Protocols made wrong on purpose, each of which breaks an invariant. Those that are not here ZooKeeper breaks as it is:
//! PrefixConsistency, Agreement, TotalOrder, LocalPrimaryOrder, PrimaryIntegrity and ProcessConsistency in the lessons on logs that are
//! sent again and snapshots that outlive a TRUNC, MemDisk in `writes.rs`, and Leadership1 and 2 where disks are wiped (`invariants.rs`).

use super::Mutant;
use super::Witness::Breaks;

/// Two clients write, one after the other, and read; one of them syncs.
const WRITES: &str = "zabscope 1
servers 1..3
observers 4
at 0s start all
after leader
+2s connect a to 1
connect b to 2
+1s request a create /x \"1\"
+1s request a set /x \"2\"
+1s request b create /y \"1\"
+1s request b get /y
+1s request a sync /x
request a get /x
+2s expect holds
";

/// What 3 has proposed nobody else hears of before 3 dies.
const ALONE: &str = "zabscope 1
servers 1..3
at 0s start all
after leader 3
+2s connect a to 3
+1s cut 3 to 1
cut 3 to 2
request a create /x \"1\"
+1s crash 3
+14s heal all
+20s expect holds
";

/// 3 has a transaction more than the others, who have begun an epoch without it.
const TAIL: &str = "zabscope 1
servers 1..3
history 1 2 epoch 1 log 1.1..1.2
history 3 epoch 1 log 1.1..1.3
at 0s start 1 2
after leader
+4s start 3
+4s expect holds
";

/// 1 lacks the end of an epoch, and the beginning of the next.
const BEHIND: &str = "zabscope 1
servers 1..3
release 3.8.0
history 1 epoch 1 log 1.1
history 2 3 epoch 2 log 1.1..1.2 2.1
at 0s start all
+4s expect holds
";

/// Nothing happens for long.
const LEFT_ALONE: &str = "zabscope 1
servers 1..3
at 0s start all
at 400s expect holds
";

/// A leader that commits what nobody else has.
const UNHEARD: (&str, &str) = (
    "met && leading.broadcast.outstanding.get(&earlier).is_none()",
    "leading.broadcast.outstanding.get(&earlier).is_none()",
);
/// A server that answers reads as of another state than it has.
const STALE: (&str, &str) =
    ("self.reply(cause, asked, zxid, answer, out);", "self.reply(cause, asked, Zxid(1), answer, out);");

const fn breaker(
    name: &'static str,
    (right, wrong): (&'static str, &'static str),
    invariant: &'static str,
    scenario: &'static str,
) -> Mutant {
    Mutant { name, right, wrong, shown_by: Breaks(invariant, scenario) }
}

pub(super) const BREAKERS: &[Mutant] = &[
    breaker(
        "an observer that takes one transaction for another",
        ("self.on_inform(cause, txn)", "self.on_inform(cause, Txn { zxid: Zxid(txn.zxid.0 + 7), ..txn })"),
        "Integrity",
        WRITES,
    ),
    breaker(
        "DIFF from its end",
        (
            "Some(Offer { mode, zxid, transactions: self.transactions, position: self.position, row })",
            "Some(Offer { mode, zxid, transactions: self.transactions.into_iter().rev().collect(), position: self.position, row })",
        ),
        "GlobalPrimaryOrder",
        BEHIND,
    ),
    breaker(
        "proposals to those who do not vote",
        ("self.is_forwarded && !self.observes", "self.is_forwarded"),
        "ShouldNotBeTriggered",
        WRITES,
    ),
    breaker("committed alone", UNHEARD, "QuorumDurability", ALONE),
    breaker("committed alone, and led without", UNHEARD, "LeaderLogCompleteness", ALONE),
    breaker("committed alone, and served without", UNHEARD, "CommittedLogMonotonicity", ALONE),
    breaker("committed alone, and lost", UNHEARD, "NoLostWrite", ALONE),
    breaker(
        "TRUNC into what is committed",
        (
            "Offer { mode: Mode::Trunc, zxid: max, transactions: Vec::new(), position: max, row: Row::Ahead }",
            "Offer { mode: Mode::Trunc, zxid: Zxid(max.0 - 1), transactions: Vec::new(), position: max, row: Row::Ahead }",
        ),
        "CommittedLogDurability",
        TAIL,
    ),
    breaker(
        "a promise of less than was asked",
        (
            "self.write(cause, Lane::Main, epoch_steps(EpochFile::Accepted, epoch), Then::AnswerEpoch, out);",
            "self.write(cause, Lane::Main, epoch_steps(EpochFile::Accepted, Epoch(0)), Then::AnswerEpoch, out);",
        ),
        "EpochOrder",
        WRITES,
    ),
    breaker(
        "every other zxid",
        (
            "Zxid(broadcast.last_assigned.0.wrapping_add(1))",
            "Zxid(broadcast.last_assigned.0.wrapping_add(2))",
        ),
        "NoHole",
        WRITES,
    ),
    breaker("reads of the past", STALE, "ReadMonotone", WRITES),
    breaker("reads of before one's own write", STALE, "ReadYourWrites", WRITES),
    breaker("a client that does not count", ("self.last_cxid.wrapping_add(1)", "1"), "SessionOrder", WRITES),
    breaker(
        "a sync that asks nobody",
        ("(matches!(op, Op::Sync { .. }) && matches!(self.role, Role::Learning(_)))", "false"),
        "SyncFresh",
        WRITES,
    ),
    breaker(
        "writes answered as of the past",
        (
            "self.reply(cause, &asked, txn.zxid, answer, out);",
            "self.reply(cause, &asked, Zxid(1), answer, out);",
        ),
        "LinearizableWrites",
        WRITES,
    ),
    breaker(
        "nobody may serve",
        ("out.push(cause, Output::Send { connection, message: Message::UpToDate })", "cause"),
        "Convergence",
        LEFT_ALONE,
    ),
];
