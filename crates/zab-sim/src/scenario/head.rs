//! Reading the head of a scenario: what the ensemble is and how it is set.

use crate::scenario::language::{
    COMMITTED_LOG_LIMIT, COUNTER_LIMIT, FACTOR_LIMIT, HISTORY_LIMIT, LATENCY_LEAST, LATENCY_LIMIT,
    SERVER_ID_LIMIT, SERVERS_LIMIT, SNAP_COUNT_LIMIT, TICK_LEAST, TICKS_LIMIT, WEIGHT_LIMIT,
};
use crate::scenario::reader::Reader;
use crate::scenario::words::{Problem, Word, Words};
use crate::world::network::Latency;
use crate::world::{Settings, Setup};
use std::collections::{BTreeMap, BTreeSet};
use zab::collections::table::Table;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::phases::synchronization::SizeFactor;
use zab::quorum::{GroupError, Quorum};
use zab::release::Release;
use zab::storage::durable::Durable;

/// What the head has said so far.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) voters: BTreeSet<ServerId>,
    pub(crate) observers: BTreeSet<ServerId>,
    groups: Vec<BTreeSet<ServerId>>,
    weights: Table<ServerId, u64>,
    seed: Option<u64>,
    latency: Option<Latency>,
    disk: Option<Latency>,
    release: Option<Release>,
    tick: Option<Micros>,
    init_limit: Option<u64>,
    sync_limit: Option<u64>,
    committed_log: Option<u64>,
    snapshot_size_factor: Option<SizeFactor>,
    force_snapshot: Option<()>,
    snap_count: Option<u64>,
    counter: Option<u64>,
    histories: BTreeMap<ServerId, Durable>,
}

impl Head {
    /// A head that has said which servers there are, and no more.
    pub(crate) fn of(setup: &Setup) -> Head {
        let (voters, observers) = (setup.quorum.voters().clone(), setup.observers.clone());
        Head { voters, observers, ..Head::default() }
    }

    /// All servers.
    pub(crate) fn servers(&self) -> BTreeSet<ServerId> {
        self.voters.union(&self.observers).copied().collect()
    }

    /// The ensemble, or what is missing.
    pub(crate) fn setup(self) -> Result<Setup, String> {
        let quorum = self.quorum()?;
        let millis = Micros::from_millis;
        let usual = Settings::default();
        let settings = Settings {
            tick: self.tick.unwrap_or(usual.tick),
            init_limit: self.init_limit.map_or(usual.init_limit, |limit| limit as u32),
            sync_limit: self.sync_limit.map_or(usual.sync_limit, |limit| limit as u32),
            committed_log: self.committed_log.map_or(usual.committed_log, |limit| limit as u32),
            snapshot_size_factor: self.snapshot_size_factor.unwrap_or(usual.snapshot_size_factor),
            force_snapshot: self.force_snapshot.is_some(),
            snap_count: self.snap_count.map_or(usual.snap_count, |count| count as u32),
            counter: self.counter.map_or(usual.counter, |counter| counter as u32),
        };
        Ok(Setup {
            quorum,
            observers: self.observers,
            seed: self.seed.unwrap_or(1),
            latency: self.latency.unwrap_or(Latency { min: millis(10), max: millis(40) }),
            disk: self.disk.unwrap_or(Latency { min: millis(1), max: millis(5) }),
            histories: self.histories,
            release: self.release.unwrap_or_default(),
            settings,
        })
    }

    fn quorum(&self) -> Result<Quorum, String> {
        if self.voters.is_empty() {
            return Err(String::from("expected a line with servers, such as: servers 1..3"));
        }
        if self.groups.is_empty() {
            return match self.weights.first() {
                None => Ok(Quorum::majority(self.voters.iter().copied())),
                Some(_) => Err(String::from("expected a line with a group, such as: group 1..3")),
            };
        }
        let alone = self.voters.iter().find(|voter| !self.groups.iter().any(|group| group.contains(voter)));
        if let Some(server) = alone {
            return Err(format!(
                "expected server {server} in a group: every server with a vote stands in one"
            ));
        }
        let weight = |server: &ServerId| (*server, self.weights.get(server).copied().unwrap_or(1));
        let groups = self.groups.iter().map(|group| group.iter().map(weight).collect::<Table<_, _>>());
        Quorum::hierarchical(groups).map_err(|error| error.to_string())
    }
}

impl Reader {
    pub(crate) fn servers(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        members(words, &mut self.head.voters, &self.head.observers)
    }

    pub(crate) fn observers(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        members(words, &mut self.head.observers, &self.head.voters)
    }

    pub(crate) fn group(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let column = words.column();
        let group = self.ids(words)?;
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

    pub(crate) fn weight(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let servers = self.ids(words)?;
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

    pub(crate) fn seed(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.seed, |words| words.number("a number such as 42", u64::MAX))
    }

    pub(crate) fn latency(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.latency, |words| {
            let column = words.column();
            let (min, max) = words.time_span("times such as 10ms..40ms", LATENCY_LIMIT)?;
            if min < LATENCY_LEAST {
                return Err(Problem::new(column, "this latency is too short, at least 1ms"));
            }
            Ok(Latency { min, max })
        })
    }

    pub(crate) fn disk(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.disk, |words| {
            let (min, max) = words.time_span("times such as 1ms..5ms", LATENCY_LIMIT)?;
            Ok(Latency { min, max })
        })
    }

    pub(crate) fn release(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.release, |words| {
            if words.skip("3.8.0") {
                return Ok(Release::V3_8_0);
            }
            words.expect("3.9.5").map_err(|_| Problem::new(words.column(), "expected 3.8.0 or 3.9.5"))?;
            Ok(Release::V3_9_5)
        })
    }

    pub(crate) fn tick(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.tick, |words| {
            let column = words.column();
            let tick = words.time("a time such as 2s", LATENCY_LIMIT)?;
            if tick < TICK_LEAST {
                return Err(Problem::new(column, "this tick is too short, at least 10ms"));
            }
            Ok(tick)
        })
    }

    pub(crate) fn init_limit(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.init_limit, |words| words.positive("ticks, such as 10", TICKS_LIMIT))
    }

    pub(crate) fn sync_limit(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.sync_limit, |words| words.positive("ticks, such as 5", TICKS_LIMIT))
    }

    pub(crate) fn committed_log(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let limit = COMMITTED_LOG_LIMIT;
        once(words, &mut self.head.committed_log, |words| words.positive("a number such as 500", limit))
    }

    pub(crate) fn snapshot_size_factor(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.snapshot_size_factor, |words| {
            words.millionths("a number such as 0.33, or -1", FACTOR_LIMIT).map(SizeFactor)
        })
    }

    pub(crate) fn force_snapshot(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.force_snapshot, |_| Ok(()))
    }

    pub(crate) fn snap_count(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.snap_count, |words| {
            let column = words.column();
            match words.number("a number such as 100000", SNAP_COUNT_LIMIT)? {
                count @ 2.. => Ok(count),
                _ => Err(Problem::new(column, "this number is too small, at least 2")),
            }
        })
    }

    pub(crate) fn counter(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        once(words, &mut self.head.counter, |words| {
            words.number("a counter such as 4294967270", COUNTER_LIMIT)
        })
    }

    pub(crate) fn history(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        words.take();
        let servers = self.ids(words)?;
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
            if self.head.histories.insert(server, durable).is_some() {
                return Err(Problem::new(column, format!("the history of server {server} is given twice")));
            }
        }
        Ok(())
    }
}

fn members(
    words: &mut Words<'_>,
    members: &mut BTreeSet<ServerId>,
    others: &BTreeSet<ServerId>,
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
