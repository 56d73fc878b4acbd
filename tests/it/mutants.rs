//! Cores made wrong on purpose: each must be caught by what holds the core to real servers.
//!
//! A mutant is one place in the source of the protocol, or of the world, written differently. In a copy of the crates every such
//! place is written both ways, and the name of a mutant in the environment says which way a process goes, so that the copy is built
//! once for all of them. A comparison that let a mutant pass would prove little of the core that it lets pass.

mod breakers;
mod scenarios;
mod workshop;

use breakers::BREAKERS;
use scenarios::{ALSO, CAUGHT, SHARED};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use workshop::Workshop;

/// A wrong core: what stands in one place of the source, an expression or statements, what stands there instead, and what has
/// to notice.
#[derive(Clone, Copy)]
struct Mutant {
    name: &'static str,
    right: &'static str,
    wrong: &'static str,
    shown_by: Witness,
}

/// The cheapest of those that notice, or the one that is about just this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Witness {
    /// The comparison with what real servers did, a folder of `tests/traces`.
    Trace(&'static str),
    /// Logs do not tell when a disk is done: a test of `disks.rs`.
    Disks(&'static str),
    /// An invariant, and the scenario in which it is broken.
    Breaks(&'static str, &'static str),
    /// A scenario of `tests/scenarios`, and no other of them.
    Plays(&'static str),
}

use Witness::{Disks, Plays, Trace};

/// What these traces cannot show, and what does:
/// - equality of LOOKING votes without the round: a box holds votes of its own round only; without the zxid: in all traces two
///   such votes for the same server agree in it (`votes.rs` shows each field);
/// - a leader believed without its own word: among three voters a quorum of others includes the leader (`looking.rs` has five).
const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "the order of votes reversed",
        right: "order == Ordering::Greater",
        wrong: "order == Ordering::Less",
        shown_by: Trace("start_together"),
    },
    Mutant {
        name: "the peer epoch left out of the order",
        right: "(self.peer_epoch.cmp(&other.peer_epoch), Key::PeerEpoch)",
        wrong: "(Ordering::Equal, Key::PeerEpoch)",
        shown_by: Trace("truncate_to_gap"),
    },
    Mutant {
        name: "the zxid left out of the order",
        right: "(self.zxid.cmp(&other.zxid), Key::Zxid)",
        wrong: "(Ordering::Equal, Key::Zxid)",
        shown_by: Trace("leader_crash_zxid"),
    },
    Mutant {
        name: "losers kept while waiting",
        right: "ignore(why, from, &heard, IgnoreReason::LostWhileWaiting, out)",
        wrong: "self.store(why, BoxKind::Round, from, Ballot::looking(heard.vote), out)",
        shown_by: Trace("start_together"),
    },
    Mutant {
        name: "votes equal whomever they are for",
        right: "(a.leader != b.leader, Difference::Leader)",
        wrong: "(!looking && a.leader != b.leader, Difference::Leader)",
        shown_by: Trace("start_together"),
    },
    Mutant {
        name: "votes equal whatever their peer epochs",
        right: "(epochs_matter && a.peer_epoch != b.peer_epoch, Difference::PeerEpoch)",
        wrong: "(!looking && epochs_matter && a.peer_epoch != b.peer_epoch, Difference::PeerEpoch)",
        shown_by: Trace("truncate_to_gap"),
    },
    Mutant {
        name: "own vote inserted directly, not heard",
        right: "self.send_notification(cause, voter, notification);",
        wrong: "if voter == self.id() {\n                \
                self.election.ballots.insert(voter, Ballot::looking(notification.vote));\n            \
                } else {\n                \
                self.send_notification(cause, voter, notification);\n            }",
        shown_by: Trace("start_together"),
    },
    Mutant {
        name: "the round forgotten between elections",
        right: "election.round = election.round.next();",
        wrong: "election.round = Round(1);",
        shown_by: Trace("quorum_loss"),
    },
    Mutant {
        name: "answers with the running round",
        right: "self.answer(cause, from, self.current_vote, AnswerReason::AskerIsLooking, out);",
        wrong: "let vote = Vote { round: self.election.round.next(), ..self.current_vote };\n            \
                self.answer(cause, from, vote, AnswerReason::AskerIsLooking, out);",
        shown_by: Trace("start_in_order"),
    },
    Mutant {
        name: "TRUNC one too far",
        right: "Offer { mode: Mode::Trunc, zxid: max, transactions: Vec::new(), position: max, row: Row::Ahead }",
        wrong: "Offer { mode: Mode::Trunc, zxid: Zxid(max.0 - 1), transactions: Vec::new(), position: max, row: Row::Ahead }",
        shown_by: Trace("truncate"),
    },
    Mutant {
        name: "SNAP where DIFF would do",
        right: "min <= peer && peer <= max",
        wrong: "false",
        shown_by: Trace("follower_restart"),
    },
    Mutant {
        name: "TRUNC across epochs",
        right: "zxid.epoch() != self.peer.epoch()",
        wrong: "zxid.epoch() < self.peer.epoch()",
        shown_by: Trace("old_leader_truncates"),
    },
    Mutant {
        name: "a commit without a quorum",
        right: "met && leading.broadcast.outstanding.get(&earlier).is_none()",
        wrong: "leading.broadcast.outstanding.get(&earlier).is_none()",
        shown_by: Trace("sync"),
    },
    Mutant {
        name: "proposals to observers",
        right: "self.is_forwarded && !self.observes",
        wrong: "self.is_forwarded",
        shown_by: Trace("observer"),
    },
    Mutant {
        name: "a sync that waits for nothing",
        right: "broadcast.outstanding.first().is_none()",
        wrong: "broadcast.last_proposed.0 != 0",
        shown_by: Trace("sync"),
    },
    Mutant {
        name: "a session that moves keeps its old way",
        right: "tracker.set_owner(session, Owner::Learner(connection));",
        wrong: "",
        shown_by: Trace("client_moves"),
    },
    Mutant {
        name: "every session stands",
        right: "self.sessions.get_mut(&session).filter(|tracked| !tracked.closing)",
        wrong: "match self.sessions.get_mut(&session) { None => return true, tracked => tracked }",
        shown_by: Trace("session_expires"),
    },
    Mutant {
        name: "a failed request that takes no zxid",
        right: "change.unwrap_or_else(Change::Error)",
        wrong: "match change { Ok(change) => change, Err(_) => return }",
        shown_by: Trace("client_moves"),
    },
    Mutant {
        name: "a leader that counts no acknowledgement of its own",
        right: "self.count_ack(cause, self.id(), zxid, out)",
        wrong: "{}",
        shown_by: Trace("follower_restart"),
    },
    Mutant {
        name: "a ping in a tick, not two",
        right: "self.ping_all(now, cause, out);\n        self.timers.set(Timer::HalfTick, now, self.config.tick.half(), cause);",
        wrong: "self.ping_all(now, cause, out);\n        self.timers.set(Timer::HalfTick, now, self.config.tick, cause);",
        shown_by: Trace("start_together"),
    },
    Mutant {
        name: "patience that does not double",
        right: "self.election.patience.times(2)",
        wrong: "self.election.patience.times(1)",
        shown_by: Trace("start_in_order"),
    },
    Mutant {
        name: "nothing from the log on disk",
        right: "SizeFactor(330_000)",
        wrong: "SizeFactor(-1)",
        shown_by: Trace("diff_from_log"),
    },
    Mutant {
        name: "later log files not counted",
        right: "later.map(|file| file.bytes).sum::<u64>() > limit",
        wrong: "false",
        shown_by: Trace("snap_after_later_files"),
    },
    Mutant {
        name: "a log that is cut where it ought to be",
        right: "Some(from + last + 1)",
        wrong: "Some(self.log.iter().filter(|txn| txn.zxid <= zxid).count())",
        shown_by: Trace("truncate_to_gap"),
    },
    Mutant {
        name: "a cut that takes later snapshots with it",
        right: "self.cut_log(entries);",
        wrong: "self.cut_log(entries); self.snapshots.retain(|snapshot| snapshot.zxid <= *zxid);",
        shown_by: Trace("killed_writer"),
    },
    Mutant {
        name: "a process that takes with it what is not safe",
        right: "self.free_at = now;",
        wrong: "self.free_at = now;\n        \
                self.written.snapshots.retain(|snapshot| self.unsafe_snapshots.get(&snapshot.zxid).is_none());",
        shown_by: Trace("killed_writer"),
    },
    Mutant {
        name: "a leader that closes its learners first",
        right: "!active",
        wrong: "true",
        shown_by: Trace("counter_runs_out"),
    },
    Mutant {
        name: "a listener that does not wait",
        right: "self.timers.set(Timer::Handshake, now, span, cause);",
        wrong: "self.timers.set(Timer::Handshake, now, span.times(0), cause);",
        shown_by: Trace("silent_connections"),
    },
    Mutant {
        name: "ACK before the log is safe",
        right: "(!logged.is_empty()).then_some(DiskStep::SyncLog)",
        wrong: "None",
        shown_by: Disks("what_is_acknowledged_is_safe"),
    },
    Mutant {
        name: "the epoch first",
        right: "snapshot.into_iter().chain(log).chain(safe).chain(epoch).collect()",
        wrong: "epoch.into_iter().chain(snapshot).chain(log).chain(safe).collect()",
        shown_by: Disks("what_is_on_disk_with_the_new_epoch_depends_on_the_release"),
    },
    Mutant {
        name: "memory before the file",
        right: "self.next_current_epoch = Some(*epoch)",
        wrong: "self.current_epoch = Some(*epoch)",
        shown_by: Disks("an_epoch_is_in_force_only_when_it_is_in_its_place"),
    },
];

/// All mutants, and the copy in which they wait, built by whichever test is the first to ask.
fn workshop() -> (&'static [Mutant], &'static Workshop) {
    static OPENED: OnceLock<(Vec<Mutant>, Workshop)> = OnceLock::new();
    let (mutants, workshop) = OPENED.get_or_init(|| {
        let mutants = [MUTANTS, BREAKERS, CAUGHT, SHARED].concat();
        let workshop = Workshop::open(&mutants);
        (mutants, workshop)
    });
    (mutants, workshop)
}

#[test]
fn every_mutant_is_noticed_and_the_unchanged_core_is_not() {
    let (mutants, workshop) = workshop();
    for witness in mutants.iter().map(|mutant| mutant.shown_by).collect::<BTreeSet<Witness>>() {
        let noticed = workshop.notices(None, witness);
        assert_eq!(noticed, Ok(false), "{witness:?} finds fault with the unchanged core");
    }
    let survives = |mutant: &&Mutant| {
        let noticed = workshop.notices(Some(mutant), mutant.shown_by);
        !noticed.unwrap_or_else(|said| panic!("{}: {:?} says: {said}", mutant.name, mutant.shown_by))
    };
    let survivors: Vec<String> =
        mutants.iter().filter(survives).map(|mutant| workshop.how_to_run(mutant)).collect();
    assert!(survivors.is_empty(), "not noticed:\n{}", survivors.join("\n"));
}

/// What stands in the tables of `mutants/scenarios.rs`: a scenario each, and nobody else.
#[test]
fn at_least_thirty_scenarios_are_each_needed_for_a_mutant() {
    let (mutants, workshop) = workshop();
    let also = ALSO.iter().map(|(name, scenario)| {
        let mutant = mutants.iter().find(|mutant| mutant.name == *name);
        Mutant {
            shown_by: Plays(scenario),
            ..*mutant.unwrap_or_else(|| panic!("no mutant is called {name}"))
        }
    });
    let table: Vec<Mutant> = CAUGHT.iter().copied().chain(also).collect();
    let needed: BTreeSet<Witness> = table.iter().map(|mutant| mutant.shown_by).collect();
    assert!(needed.len() >= 30, "only {} scenarios", needed.len());
    let names: Vec<&'static str> =
        crate::library::scenarios().into_iter().map(|(name, _)| &*name.leak()).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        let mut wrong = Vec::new();
        while let Some(mutant) = table.get(next.fetch_add(1, Ordering::Relaxed)) {
            let catches = |name: &&&'static str| {
                let noticed = workshop.notices(Some(mutant), Plays(name));
                noticed.unwrap_or_else(|said| panic!("{}: {name} says: {said}", mutant.name))
            };
            let caught: Vec<&str> = names.iter().filter(catches).copied().collect();
            if !matches!((&caught[..], mutant.shown_by), ([only], Plays(name)) if *only == name) {
                wrong.push(format!(
                    "{} stands for {:?}, and is caught by {caught:?}",
                    mutant.name, mutant.shown_by
                ));
            }
        }
        wrong
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let wrong: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
