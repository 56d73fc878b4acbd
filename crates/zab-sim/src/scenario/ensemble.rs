//! The commands that say what the ensemble is and how it is set, all of them before the first `at`.

use crate::scenario::limits::{
    COMMITTED_LOG_LIMIT, COUNTER_LIMIT, FACTOR_LIMIT, HISTORY_LIMIT, LATENCY_LEAST, LATENCY_LIMIT,
    SERVER_ID_LIMIT, SERVERS_LIMIT, SNAP_COUNT_LIMIT, TICK_LEAST, TICKS_LIMIT, WEIGHT_LIMIT,
};
use crate::scenario::manual::Manual;
use crate::scenario::reader::{CommandForm, Place, Reader};
use crate::scenario::words::{Problem, Word, Words};
use crate::world::network::Latency;
use zab::collections::set::Set;
use zab::config::SizeFactor;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::quorum::GroupError;
use zab::release::Release;
use zab::storage::durable::Durable;

/// The commands about the ensemble.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "title",
        manual: Manual::new(
            "title TEXT",
            "What the scenario is called. title.zh says it in Chinese, and so on for any language.",
            "title \"The newest history wins\"",
        ),
        place: Place::Head,
        read: Reader::title,
    },
    CommandForm {
        name: "servers",
        manual: Manual::new(
            "servers IDS",
            "The servers of the ensemble, each with a vote. 1..3 is short for 1 2 3.",
            "servers 1..3",
        ),
        place: Place::Head,
        read: Reader::voters,
    },
    CommandForm {
        name: "observers",
        manual: Manual::new("observers IDS", "Servers that follow a leader without a vote.", "observers 4"),
        place: Place::Head,
        read: Reader::observers,
    },
    CommandForm {
        name: "group",
        manual: Manual::new(
            "group IDS",
            "Servers that make up a group. With groups, a line for each, a quorum is a majority of groups, in each of which it has a majority of the weight.",
            "servers 1..3\ngroup 1\ngroup 2\ngroup 3",
        ),
        place: Place::Head,
        read: Reader::group,
    },
    CommandForm {
        name: "weight",
        manual: Manual::new(
            "weight IDS is NUMBER",
            "What these servers weigh in their groups. 1 if not given; a server that weighs 0 never leads.",
            "servers 1..3\ngroup 1..3\nweight 3 is 0",
        ),
        place: Place::Head,
        read: Reader::weight,
    },
    CommandForm {
        name: "seed",
        manual: Manual::new(
            "seed NUMBER",
            "Where all chance comes from. The same seed gives the same run. 1 if not given.",
            "seed 42",
        ),
        place: Place::Head,
        read: Reader::seed,
    },
    CommandForm {
        name: "latency",
        manual: Manual::new(
            "latency TIME..TIME",
            "How long a message takes: at least and at most. One time alone is both. 10ms..40ms if not given.",
            "latency 10ms..40ms",
        ),
        place: Place::Head,
        read: Reader::latency,
    },
    CommandForm {
        name: "disk",
        manual: Manual::new(
            "disk TIME..TIME",
            "How long a step of writing takes: at least and at most. 1ms..5ms if not given.",
            "disk 1ms..5ms",
        ),
        place: Place::Head,
        read: Reader::disk,
    },
    CommandForm {
        name: "release",
        manual: Manual::new(
            "release NUMBER",
            "The release of ZooKeeper that all servers run: 3.8.0 or 3.9.5. 3.9.5 if not given.",
            "release 3.8.0",
        ),
        place: Place::Head,
        read: Reader::release,
    },
    CommandForm {
        name: "tick",
        manual: Manual::new(
            "tick TIME",
            "The unit of the limits and of sessions' timeouts, tickTime. 2s if not given.",
            "tick 500ms",
        ),
        place: Place::Head,
        read: Reader::tick,
    },
    CommandForm {
        name: "init-limit",
        manual: Manual::new(
            "init-limit NUMBER",
            "Ticks that a learner has to connect, and a leader to find its quorum, initLimit. 10 if not given.",
            "init-limit 10",
        ),
        place: Place::Head,
        read: Reader::init_limit,
    },
    CommandForm {
        name: "sync-limit",
        manual: Manual::new(
            "sync-limit NUMBER",
            "Ticks of silence between leader and learner, syncLimit. 5 if not given.",
            "sync-limit 5",
        ),
        place: Place::Head,
        read: Reader::sync_limit,
    },
    CommandForm {
        name: "committed-log",
        manual: Manual::new(
            "committed-log NUMBER",
            "How many committed transactions are kept in memory for learners that lack them, commitLogCount. 500 if not given; ZooKeeper takes no less.",
            "committed-log 500",
        ),
        place: Place::Head,
        read: Reader::committed_log,
    },
    CommandForm {
        name: "snapshot-size-factor",
        manual: Manual::new(
            "snapshot-size-factor NUMBER",
            "How much of its log on disk a leader sends to a learner that lacks more than the committed log holds: files, after the one with which it begins, of so many times the size of the newest snapshot, snapshotSizeFactor. 0.33 if not given; 0 is all of it, and -1 none.",
            "snapshot-size-factor 0.33",
        ),
        place: Place::Head,
        read: Reader::snapshot_size_factor,
    },
    CommandForm {
        name: "force-snapshot",
        manual: Manual::new(
            "force-snapshot",
            "A leader sends every learner a snapshot, whatever the learner has, forceSnapshotSync.",
            "force-snapshot",
        ),
        place: Place::Head,
        read: Reader::force_snapshot,
    },
    CommandForm {
        name: "snap-count",
        manual: Manual::new(
            "snap-count NUMBER",
            "A server takes a snapshot and begins a new log file after half as many transactions and some more, at random, snapCount. 100000 if not given.",
            "snap-count 100000",
        ),
        place: Place::Head,
        read: Reader::snap_count,
    },
    CommandForm {
        name: "counter",
        manual: Manual::new(
            "counter NUMBER",
            "The counter of the zxid before the first of each epoch. 0 if not given; one close to 4294967295 shows what happens when the counter runs out.",
            "counter 4294967270",
        ),
        place: Place::Head,
        read: Reader::counter,
    },
    CommandForm {
        name: "history",
        manual: Manual::new(
            "history IDS epoch NUMBER [log ZXIDS]",
            "What is on these servers' disks at the beginning: the epoch, accepted and current, and the log.",
            "servers 1..3\nhistory 1 2 epoch 1 log 1.1..1.4",
        ),
        place: Place::Head,
        read: Reader::history,
    },
];

impl Reader {
    fn voters(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        members(words, &mut self.head.voters, &self.head.observers)
    }

    fn observers(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        members(words, &mut self.head.observers, &self.head.voters)
    }

    fn group(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let column = words.column();
        let group = self.servers().ids(words)?;
        for server in &group {
            if !self.head.voters.contains(server) {
                return Err(Problem::new(
                    column,
                    format!("server {server} has no vote, and stands in no group"),
                ));
            }
            if self.head.groups.iter().any(|other| other.contains(server)) {
                return Err(Problem::new(column, GroupError::InTwoGroups(*server).to_string()));
            }
        }
        self.head.groups.push(group);
        Ok(())
    }

    fn weight(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let servers = self.servers().ids(words)?;
        words.expect("is")?;
        let weight = words.number("a weight such as 0", WEIGHT_LIMIT)?;
        for server in servers {
            if self.head.weights.get(&server).is_some() {
                return Err(Problem::new(column, format!("the weight of server {server} is given twice")));
            }
            self.head.weights.insert(server, weight);
        }
        Ok(())
    }

    fn seed(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.seed, |words| words.number("a number such as 42", u64::MAX))
    }

    fn latency(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.latency, |words| {
            let column = words.column();
            let (min, max) = words.time_span("times such as 10ms..40ms", LATENCY_LIMIT)?;
            if min < LATENCY_LEAST {
                return Err(Problem::new(column, "this latency is too short, at least 1ms"));
            }
            Ok(Latency { min, max })
        })
    }

    fn disk(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.disk, |words| {
            let (min, max) = words.time_span("times such as 1ms..5ms", LATENCY_LIMIT)?;
            Ok(Latency { min, max })
        })
    }

    fn release(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.release, |words| {
            let release = Release::ALL.into_iter().find(|release| words.skip(release.word()));
            release.ok_or_else(|| {
                let names = Release::ALL.map(Release::word);
                Problem::new(words.column(), format!("expected {}", names.join(" or ")))
            })
        })
    }

    fn tick(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.tick, |words| {
            let column = words.column();
            let tick = words.time("a time such as 2s", LATENCY_LIMIT)?;
            if tick < TICK_LEAST {
                return Err(Problem::new(column, "this tick is too short, at least 10ms"));
            }
            Ok(tick)
        })
    }

    fn init_limit(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.init_limit, |words| words.positive("ticks, such as 10", TICKS_LIMIT))
    }

    fn sync_limit(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.sync_limit, |words| words.positive("ticks, such as 5", TICKS_LIMIT))
    }

    fn committed_log(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let limit = COMMITTED_LOG_LIMIT;
        once(words, &mut self.head.committed_log, |words| words.positive("a number such as 500", limit))
    }

    fn snapshot_size_factor(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.snapshot_size_factor, |words| {
            words.millionths("a number such as 0.33, or -1", FACTOR_LIMIT).map(SizeFactor)
        })
    }

    fn force_snapshot(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.force_snapshot, |_| Ok(()))
    }

    fn snap_count(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.snap_count, |words| {
            let column = words.column();
            match words.number("a number such as 100000", SNAP_COUNT_LIMIT)? {
                count @ 2.. => Ok(count),
                _ => Err(Problem::new(column, "this number is too small, at least 2")),
            }
        })
    }

    fn counter(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.counter, |words| {
            words.number("a counter such as 4294967270", COUNTER_LIMIT)
        })
    }

    fn history(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let servers = self.servers().ids(words)?;
        words.expect("epoch")?;
        let epoch = Epoch(words.number("an epoch such as 1", u64::from(u32::MAX) >> 1)? as i64);
        let mut log: Vec<Zxid> = Vec::new();
        if words.skip("log") {
            while log.is_empty() || !words.is_empty() {
                let column = words.column();
                let (first, last) = words.zxids("zxids such as 1.1..1.4")?;
                if log.last().is_some_and(|before| *before >= first) {
                    return Err(Problem::new(column, "the zxids of a log rise"));
                }
                if log.len() as i64 + (last.0 - first.0) >= HISTORY_LIMIT as i64 {
                    return Err(Problem::new(
                        column,
                        format!("a log has at most {HISTORY_LIMIT} entries here"),
                    ));
                }
                log.extend((first.0..=last.0).map(Zxid));
            }
        }
        for server in servers {
            let durable = Durable::with_log(epoch, log.iter().copied());
            if self.head.histories.replace(server, durable).is_some() {
                return Err(Problem::new(column, format!("the history of server {server} is given twice")));
            }
        }
        Ok(())
    }
}

fn members(
    words: &mut Words<'_>,
    members: &mut Set<ServerId>,
    others: &Set<ServerId>,
) -> Result<(), Problem> {
    let column = words.column();
    if !members.is_empty() {
        return Err(Problem::new(column, "this is given twice"));
    }
    words.take();
    let first = words.column();
    while members.is_empty() || !words.is_empty() {
        let column = words.column();
        let (low, high) = words.span("ids such as 1..3 or 1 2 3", SERVER_ID_LIMIT)?;
        for id in (low..=high).map(|id| ServerId(id as i64)) {
            if others.contains(&id) {
                let message = format!("server {id} is both among the servers, which vote, and the observers");
                return Err(Problem::new(column, message));
            }
            members.insert(id);
        }
    }
    match members.len() + others.len() {
        count if count > SERVERS_LIMIT => {
            Err(Problem::new(first, format!("{count} servers are too many, at most {SERVERS_LIMIT}")))
        }
        _ => Ok(()),
    }
}

/// Reads a command that may stand only once.
fn once<'a, T>(
    words: &mut Words<'a>,
    slot: &mut Option<T>,
    read: impl FnOnce(&mut Words<'a>) -> Result<T, Problem>,
) -> Result<(), Problem> {
    let column = words.column();
    let name = words.take();
    match (slot.replace(read(words)?), name) {
        (Some(_), Some(Word::Bare(name))) => Err(Problem::new(column, format!("{name} is given twice"))),
        _ => Ok(()),
    }
}
