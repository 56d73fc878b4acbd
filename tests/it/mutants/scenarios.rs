//! Scenarios that are needed: each is the only one that fails under some mutant.
//!
//! The measure: a scenario catches a mutant if `zabscope run` exits with 1, which is to say that a line of it fails, or an invariant is broken that
//! no line expects to be. Its trace and its hash are not looked at: hardly a mutant leaves those as they are. Every scenario of
//! `tests/scenarios` is run under every mutant of [`ALSO`] and [`CAUGHT`], and none but the one that stands there may fail.

use super::Mutant;
use super::Witness::Plays;

/// A wrong core that this scenario notices: alone, where it stands in [`CAUGHT`].
const fn caught(
    scenario: &'static str,
    name: &'static str,
    right: &'static str,
    wrong: &'static str,
) -> Mutant {
    Mutant { name, right, wrong, shown_by: Plays(scenario) }
}

/// Mutants that something else shows, too: what they are called, and the only scenario that notices.
pub(super) const ALSO: &[(&str, &str)] = &[
    ("ACK before the log is safe", "dies-between-disk-steps"),
    ("a cut that takes later snapshots with it", "killed-leader-leaves-a-snapshot"),
    ("every session stands", "expired-session-is-over"),
    ("the round forgotten between elections", "leader-crashes-and-returns"),
    ("a log that is cut where it ought to be", "log-is-cut-too-late"),
    ("later log files not counted", "log-on-disk-is-sent"),
    ("patience that does not double", "patience-doubles"),
    ("a session that moves keeps its old way", "session-goes-where-its-client-goes"),
    ("a listener that does not wait", "silent-connections-block-the-listener"),
    ("a sync that waits for nothing", "sync-waits"),
];

/// Mutants that more than one scenario notices.
pub(super) const SHARED: &[Mutant] = &[
    caught(
        "commit-behind-newleader",
        "every release hands over at NEWLEADER",
        "if hands_over { Then::HandOver } else { Then::AcknowledgeLeader(logged) }",
        "if hands_over || (!observes && logged.is_empty()) { Then::HandOver } else { Then::AcknowledgeLeader(logged) }",
    ),
    caught(
        "connections-are-reset",
        "nobody is told of a reset",
        "self.tell_of_reset(now, id, cause);",
        "_ = cause;",
    ),
    caught(
        "leader-commits-what-it-has-not-written",
        "a stalled disk goes on writing",
        "machine.disk.state() == DiskState::Stalled",
        "false",
    ),
];

pub(super) const CAUGHT: &[Mutant] = &[
    caught(
        "a-majority-of-acks-is-enough",
        "two acknowledgements are enough, however many vote",
        "self.config.quorum.is_met(proposal.acks.iter().copied())",
        "(proposal.acks.len() >= 2)",
    ),
    caught("both-sides-of-newleader", "NEWLEADER before the snapshot has left", "takes == Micros(0)", "true"),
    caught(
        "client-moves",
        "a server takes clients that have seen more",
        "seen > self.last_processed()",
        "false",
    ),
    caught(
        "commit-behind-newleader-3-8",
        "a learner that trips over no COMMIT",
        "sync.not_logged.is_empty()",
        "false",
    ),
    caught("counter-runs-out", "a counter that never runs out", "txn.zxid.counter() == u32::MAX", "false"),
    caught(
        "dropped-proposal-breaks-its-connection",
        "nobody is told of a message that is lost",
        "self.tell_of_reset(now, message.connection, cause);",
        "_ = cause;",
    ),
    caught(
        "empty-disk-cannot-be-begun-on",
        "a full disk takes the first files",
        "complete || !matches!(self.state(), DiskState::Full | DiskState::Failing)",
        "complete || true",
    ),
    caught(
        "epoch-behind-its-log",
        "an epoch behind the log is no matter",
        "return Err(Refusal::CurrentEpochBehindLog { current, last });",
        "return Ok(());",
    ),
    caught(
        "failing-disk-deposes-the-leader",
        "a leader that leads without its sync thread",
        "return self.step_down(cause, StepDown::SyncThreadEnded, out);",
        "_ = cause;",
    ),
    caught(
        "five-lose-two-leaders",
        "two ballots elect, however many vote",
        "self.config.quorum.is_met(supporters.iter().copied())",
        "(supporters.len() > 1 && self.config.quorum.groups().next().is_none()) || self.config.quorum.is_met(supporters.iter().copied())",
    ),
    caught(
        "full-disk-keeps-a-follower-out",
        "a full disk is like any other",
        "(self.state(), step)",
        "(if self.state() == DiskState::Full { DiskState::Sound } else { self.state() }, step)",
    ),
    caught(
        "fsync-costs-every-write",
        "an fsync for each transaction",
        "logged.len() < GROUP_LIMIT",
        "logged.is_empty()",
    ),
    caught(
        "fuzzy-snapshot",
        "a snapshot of the moment at which it was begun",
        "self.tree.with_sessions_of(&snapshot.tree)",
        "(*snapshot.tree).clone()",
    ),
    caught(
        "groups-decide",
        "a majority of servers, whatever their groups",
        "won.count() > groups.len() / 2",
        "present.len() > self.voters.len() / 2 || won.count() > groups.len()",
    ),
    caught(
        "groups-decide",
        "one group is enough",
        "won.count() > groups.len() / 2",
        "won.count() > 0 && !groups.is_empty()",
    ),
    caught(
        "handler-runs-late",
        "a handler that cannot be held",
        "!self.is_held(Unit::Handler(connection))",
        "true",
    ),
    caught(
        "held-link-loses-nothing",
        "what is let go takes as long again",
        "self.holds.0.release((from, to))",
        "self.holds.0.release((from, to)).into_iter().map(|(at, transit)| (at.max(now) + Micros::from_millis(50), transit)).collect::<Vec<_>>()",
    ),
    caught(
        "init-limit-is-too-small",
        "a leader that waits for a snapshot to be written",
        "self.set_handler(why, connection, HandlerStage::HistorySent);\n        self.await_learner(now, why, connection, self.config.init_limit);",
        "self.set_handler(why, connection, HandlerStage::HistorySent);\n        self.await_learner(now, why, connection, self.config.init_limit.saturating_mul(100));",
    ),
    caught(
        "leader-gives-up-waiting",
        "a leader that waits for initLimit whoever asks",
        "since + limit < now",
        "false",
    ),
    caught("learner-is-ahead", "a leader takes whoever has more", "theirs > ours", "false"),
    caught(
        "main-thread-runs-late",
        "units after the handlers that cannot be held",
        "UNITS_AFTER_HANDLERS.into_iter().any(|unit| {\n                    (due || self.has_work(unit)) && !self.is_held(unit) && self.run(now, unit, out)\n                })",
        "UNITS_AFTER_HANDLERS.into_iter().any(|unit| {\n                    (due || self.has_work(unit)) && self.run(now, unit, out)\n                })",
    ),
    caught(
        "newest-history-wins",
        "the larger id before the larger zxid",
        "(self.zxid.cmp(&other.zxid), Key::Zxid)",
        "(self.zxid.epoch().cmp(&other.zxid.epoch()), Key::Zxid)",
    ),
    caught(
        "observer-finds-its-leader",
        "an observer that never looks again",
        "out.push(why, Output::Draw { chance: Chance::ObserverDelay, up_to });",
        "_ = up_to;",
    ),
    caught(
        "session-expires",
        "what a session has made stays behind",
        "own.map(|(path, _)| path.clone()).collect()",
        "own.map(|(path, _)| path.clone()).take(0).collect()",
    ),
    caught(
        "short-pause-is-a-delay",
        "what comes during a pause is lost",
        "mail.0.push(letter);",
        "_ = (mail, letter);",
    ),
    caught(
        "slow-link-outlasts-the-sync-limit",
        "a slow link stays slow",
        "_ = self.slow.0.remove(&(from, to))",
        "()",
    ),
    caught(
        "snapshot-takes-its-time",
        "a snapshot that takes no time",
        "Micros::of_bytes(message.wire_bytes(), self.bandwidth.0)",
        "Micros(0)",
    ),
    caught(
        "stale-version-loses",
        "any version will do",
        "expected == -1 || expected == current",
        "expected >= -1 || current >= 0",
    ),
    caught(
        "sync-thread-runs-late",
        "a sync thread that cannot be held",
        "UNITS_BEFORE_HANDLERS\n                .into_iter()\n                .any(|unit| (due || self.has_work(unit)) && !self.is_held(unit) && self.run(now, unit, out))",
        "UNITS_BEFORE_HANDLERS\n                .into_iter()\n                .any(|unit| (due || self.has_work(unit)) && self.run(now, unit, out))",
    ),
    caught(
        "two-slow-disks-slow-every-write",
        "a slow disk is like any other",
        "self.stream.between(self.latency.min, self.latency.max) + self.state.0.1 + self.cost(step)",
        "self.stream.between(self.latency.min, self.latency.max) + self.cost(step)",
    ),
    caught(
        "wiped-disk-breaks-the-quorum",
        "a wiped disk that remembers",
        "self.written = Durable::default();",
        "",
    ),
    caught(
        "without-weight-nobody-leads",
        "weight does not matter",
        "quorum.weight(self.leader) == 0",
        "false",
    ),
];
