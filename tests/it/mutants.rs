//! Cores made wrong on purpose: each must be caught by the comparison with real servers.
//!
//! A mutant is one place in the protocol's source, written differently. It is built in a copy of the workspace, and the real
//! servers' logs are replayed through it. A comparison that let a mutant pass would prove little of the core that it lets pass.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A wrong core: the file, what stands there, and what stands there instead.
struct Mutant {
    name: &'static str,
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
}

/// What these traces cannot show, and what does:
/// - equality of LOOKING votes without the round: a box holds votes of its own round only; without the zxid or the peer epoch:
///   in all ten traces two votes for the same server agree in both (`votes.rs` shows each field);
/// - a leader believed without its own word: among three voters a quorum of others includes the leader (`looking.rs` has five).
const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "the order of votes reversed",
        file: "vote.rs",
        right: "beats: order == Ordering::Greater",
        wrong: "beats: order == Ordering::Less",
    },
    Mutant {
        name: "the peer epoch left out of the order",
        file: "vote.rs",
        right: "(self.peer_epoch.cmp(&other.peer_epoch), Key::PeerEpoch),",
        wrong: "",
    },
    Mutant {
        name: "the zxid left out of the order",
        file: "vote.rs",
        right: "(self.zxid.cmp(&other.zxid), Key::Zxid),",
        wrong: "",
    },
    Mutant {
        name: "losers kept while waiting",
        file: "phases/election.rs",
        right: "let why = ignore(why, from, &heard, IgnoreReason::LostWhileWaiting, out);",
        wrong: "let why = self.store(why, BoxKind::Round, from, Ballot::looking(heard.vote), out);",
    },
    Mutant {
        name: "votes equal whomever they are for",
        file: "vote.rs",
        right: "            a == b\n",
        wrong: "            (a.round, a.zxid, a.peer_epoch) == (b.round, b.zxid, b.peer_epoch)\n",
    },
    Mutant {
        name: "own vote inserted directly, not heard",
        file: "phases/election.rs",
        right: "            self.send_notification(cause, voter, notification);\n",
        wrong: "            if voter == self.id() {\n                \
                let own = Ballot::looking(notification.vote);\n                \
                self.election.ballots.insert(voter, own);\n            } else {\n                \
                self.send_notification(cause, voter, notification);\n            }\n",
    },
    Mutant {
        name: "the round forgotten between elections",
        file: "phases/election.rs",
        right: "election.round = election.round.next();",
        wrong: "election.round = Round(1);",
    },
    Mutant {
        name: "answers with the running round",
        file: "phases/election/receiver.rs",
        right: "self.answer(cause, from, self.current_vote, AnswerReason::AskerIsLooking, out);",
        wrong: "let vote = Vote { round: self.election.round.next(), ..self.current_vote };\n            \
                self.answer(cause, from, vote, AnswerReason::AskerIsLooking, out);",
    },
    Mutant {
        name: "TRUNC one too far",
        file: "phases/synchronization.rs",
        right: "Offer { mode: Mode::Trunc, zxid: max, transactions: Vec::new(), position: max, row: Row::Ahead }",
        wrong: "Offer { mode: Mode::Trunc, zxid: Zxid(max.0 - 1), transactions: Vec::new(), position: max, row: Row::Ahead }",
    },
    Mutant {
        name: "SNAP where DIFF would do",
        file: "phases/synchronization.rs",
        right: "    } else if min <= peer && peer <= max {\n",
        wrong: "    } else if min <= peer && peer <= max && peer.0 < 0 {\n",
    },
    Mutant {
        name: "TRUNC across epochs",
        file: "phases/synchronization.rs",
        right: "} else if zxid.epoch() != self.peer.epoch() {",
        wrong: "} else if zxid.epoch() < self.peer.epoch() {",
    },
    Mutant {
        name: "a commit without a quorum",
        file: "phases/broadcast/leader.rs",
        right: "if met && leading.broadcast",
        wrong: "if leading.broadcast",
    },
    Mutant {
        name: "proposals to observers",
        file: "phases/broadcast/leader.rs",
        right: "self.is_forwarded && !self.observes",
        wrong: "self.is_forwarded",
    },
    Mutant {
        name: "a sync that waits for nothing",
        file: "phases/broadcast/leader.rs",
        right: "if broadcast.outstanding.first().is_none() {",
        wrong: "if broadcast.last_proposed.0 != 0 {",
    },
    Mutant {
        name: "a session that moves keeps its old way",
        file: "phases/broadcast/leader.rs",
        right: "            tracker.set_owner(session, Owner::Learner(connection));\n",
        wrong: "",
    },
    Mutant {
        name: "every session stands",
        file: "service/sessions.rs",
        right: ".filter(|tracked| !tracked.closing) else {\n            return false;",
        wrong: " else {\n            return true;",
    },
    Mutant {
        name: "a failed request that takes no zxid",
        file: "service/prep.rs",
        right: "let change = change.unwrap_or_else(Change::Error);",
        wrong: "let Ok(change) = change else { return };",
    },
    Mutant {
        name: "a leader that counts no acknowledgement of its own",
        file: "storage/writer.rs",
        right: "(AckTo::Itself, _) => self.count_ack(cause, self.id(), zxid, out),",
        wrong: "(AckTo::Itself, _) => {}",
    },
    Mutant {
        name: "a ping in a tick, not two",
        file: "roles/heartbeat.rs",
        right: "self.timers.set(Timer::HalfTick, now, self.config.tick.half(), cause);",
        wrong: "self.timers.set(Timer::HalfTick, now, self.config.tick, cause);",
    },
    Mutant {
        name: "patience that does not double",
        file: "phases/election.rs",
        right: "self.election.patience.times(2)",
        wrong: "self.election.patience.times(1)",
    },
    Mutant {
        name: "nothing from the log on disk",
        file: "phases/synchronization.rs",
        right: "SizeFactor(330_000)",
        wrong: "SizeFactor(-1)",
    },
    Mutant {
        name: "later log files not counted",
        file: "phases/synchronization.rs",
        right: "later.map(|file| file.bytes).sum::<u64>() > limit => None,",
        wrong: "later.map(|file| file.bytes).sum::<u64>() > limit.max(u64::MAX) => None,",
    },
    Mutant {
        name: "a log that is cut where it ought to be",
        file: "storage/durable.rs",
        right: "Some(from + last + 1)",
        wrong: "Some(self.log.iter().filter(|txn| txn.zxid <= zxid).count()).filter(|_| last < usize::MAX)",
    },
    Mutant {
        name: "a cut that takes later snapshots with it",
        file: "storage/durable.rs",
        right: "                    self.cut_log(entries);\n",
        wrong: "                    self.cut_log(entries);\n                    \
                self.snapshots.retain(|snapshot| snapshot.zxid <= *zxid);\n",
    },
    Mutant {
        name: "a process that takes with it what is not safe",
        file: "../../zab-sim/src/world/disk.rs",
        right: "        self.free_at = now;\n        self.unsafe_log.truncate(self.unsafe_log.len() - self.buffered);\n",
        wrong: "        self.free_at = now;\n        \
                self.written.snapshots.retain(|snapshot| self.unsafe_snapshots.get(&snapshot.zxid).is_none());\n        \
                self.unsafe_log.truncate(self.unsafe_log.len() - self.buffered);\n",
    },
    Mutant {
        name: "a leader that closes its learners first",
        file: "roles/shutdown.rs",
        right: "        if !active {\n            self.close_learners(why, out);",
        wrong: "        if !active || active {\n            self.close_learners(why, out);",
    },
    Mutant {
        name: "a listener that does not wait",
        file: "phases/election/links.rs",
        right: "let span = self.config.tick.times(self.config.sync_limit);",
        wrong: "let span = self.config.tick.times(0);",
    },
];

/// Recordings of more than five hundred writes, and the mutants that only they show: the others are not shown to them.
const LARGE: [&str; 2] = ["diff_from_log", "snap_after_later_files"];
const SHOWN_BY_LARGE: [&str; 2] = ["nothing from the log on disk", "later log files not counted"];

/// Logs do not tell when a disk is done, so these are shown to the tests of `disks.rs`.
const DISK_MUTANTS: &[Mutant] = &[
    Mutant {
        name: "ACK before the log is safe",
        file: "phases/synchronization/learner.rs",
        right: "let safe = (!logged.is_empty()).then_some(DiskStep::SyncLog);",
        wrong: "let safe = None;",
    },
    Mutant {
        name: "the epoch first",
        file: "phases/synchronization/learner.rs",
        right: "snapshot.into_iter().chain(log).chain(safe).chain(epoch).collect();",
        wrong: "epoch.into_iter().chain(snapshot).chain(log).chain(safe).collect();",
    },
    Mutant {
        name: "memory before the file",
        file: "storage/durable.rs",
        right: "self.next_current_epoch = Some(*epoch),",
        wrong: "self.current_epoch = Some(*epoch),",
    },
];

#[test]
fn every_mutant_is_caught_by_the_tests_of_disks() {
    let workshop = Workshop::open("disks");
    let caught = |mutant: &Mutant| {
        let output = workshop.with(mutant, |workshop| workshop.test("disks::"));
        assert!(said(&output).contains("test result:"), "{} does not build:\n{}", mutant.name, said(&output));
        !output.status.success()
    };
    let output = workshop.test("disks::");
    assert!(output.status.success(), "the unchanged core fails:\n{}", said(&output));
    let survivors: Vec<&str> =
        DISK_MUTANTS.iter().filter(|mutant| !caught(mutant)).map(|mutant| mutant.name).collect();
    assert!(survivors.is_empty(), "not caught: {survivors:?}");
}

#[test]
fn every_mutant_is_caught_by_the_real_servers_logs() {
    let workshop = Workshop::open("logs");
    let output = workshop.conform(|_| true);
    assert!(output.status.success(), "the unchanged core differs:\n{}", said(&output));

    let mut survivors = Vec::new();
    for mutant in MUTANTS {
        let large = SHOWN_BY_LARGE.contains(&mutant.name);
        let output =
            workshop.with(mutant, |workshop| workshop.conform(|trace| LARGE.contains(&trace) == large));
        match output.status.code() {
            Some(1) if said(&output).contains("mismatches=") => {}
            Some(0) => survivors.push(mutant.name),
            _ => panic!("{} cannot be compared:\n{}", mutant.name, said(&output)),
        }
    }
    assert!(survivors.is_empty(), "not caught: {survivors:?}");
}

/// A copy of the crates that the comparison needs, built apart from the others.
struct Workshop {
    source: PathBuf,
    target: PathBuf,
    root: PathBuf,
}

impl Workshop {
    fn open(name: &str) -> Workshop {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf();
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants").join(name);
        let source = place.join("source");
        let _ = fs::remove_dir_all(&source);
        for krate in ["zab", "zab-sim", "zab-logs", "zabscope"] {
            copy(&root.join("crates").join(krate), &source.join("crates").join(krate));
        }
        for part in ["it", "scenarios"] {
            copy(&root.join("tests").join(part), &source.join("tests").join(part));
        }
        fs::copy(root.join("tests/Cargo.toml"), source.join("tests/Cargo.toml")).unwrap();
        fs::copy(root.join("Cargo.toml"), source.join("Cargo.toml")).unwrap();
        // One test compares itself with the list of the browser's tests.
        copy(&root.join("crates/zab-wasm"), &source.join("crates/zab-wasm"));
        fs::copy(root.join("Cargo.lock"), source.join("Cargo.lock")).unwrap();
        Workshop { source, target: place.join("target"), root }
    }

    /// What comes out with a mutant in place.
    fn with(&self, mutant: &Mutant, attempt: impl Fn(&Workshop) -> Output) -> Output {
        let file = self.source.join("crates/zab/src").join(mutant.file);
        let right = fs::read_to_string(&file).unwrap();
        assert_eq!(
            right.matches(mutant.right).count(),
            1,
            "{}: its place in {} is gone",
            mutant.name,
            mutant.file
        );
        fs::write(&file, right.replace(mutant.right, mutant.wrong)).unwrap();
        let output = attempt(self);
        fs::write(&file, right).unwrap();
        output
    }

    /// Runs some of the tests on what stands in the workshop.
    fn test(&self, name: &str) -> Output {
        Command::new(env!("CARGO"))
            .args(["test", "--quiet", "--offline", "--package", "zabscope-tests", "--test", "it", name])
            .current_dir(&self.source)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .unwrap()
    }

    /// Builds what stands in the workshop, and compares some of the traces.
    fn conform(&self, which: impl Fn(&str) -> bool) -> Output {
        let traces = fs::read_dir(self.root.join("tests/traces")).unwrap().map(|entry| entry.unwrap().path());
        let which = |path: &PathBuf| {
            path.is_dir() && path.file_name().and_then(|name| name.to_str()).is_some_and(&which)
        };
        Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline", "--package", "zabscope", "--", "conform"])
            .args(traces.filter(which))
            .current_dir(&self.source)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
