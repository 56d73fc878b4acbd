//! The head of a scenario: what its commands before the first `at` have said, and the setup that this makes.

use crate::world::network::Latency;
use crate::world::{Settings, Setup};
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::config::SizeFactor;
use zab::ids::{Micros, ServerId};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::storage::durable::Durable;

/// What the head has said so far.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) voters: Set<ServerId>,
    pub(crate) observers: Set<ServerId>,
    pub(crate) groups: Vec<Set<ServerId>>,
    pub(crate) weights: Table<ServerId, u64>,
    pub(crate) seed: Option<u64>,
    pub(crate) latency: Option<Latency>,
    pub(crate) disk: Option<Latency>,
    pub(crate) release: Option<Release>,
    pub(crate) tick: Option<Micros>,
    pub(crate) init_limit: Option<u64>,
    pub(crate) sync_limit: Option<u64>,
    pub(crate) committed_log: Option<u64>,
    pub(crate) snapshot_size_factor: Option<SizeFactor>,
    pub(crate) force_snapshot: Option<()>,
    pub(crate) snap_count: Option<u64>,
    pub(crate) counter: Option<u64>,
    pub(crate) histories: Table<ServerId, Durable>,
}

impl Head {
    /// A head that has said which servers there are, and no more.
    pub(crate) fn of(setup: &Setup) -> Head {
        let (voters, observers) = (setup.quorum.voters().clone(), setup.observers.clone());
        Head { voters, observers, ..Head::default() }
    }

    /// All servers.
    pub(crate) fn servers(&self) -> Set<ServerId> {
        self.voters.union(&self.observers)
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
