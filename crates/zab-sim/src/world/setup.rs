//! What a world is made from.

use crate::world::network::Latency;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::config::{Config, LearnerType, SNAP_COUNT, SizeFactor};
use zab::ids::{Micros, ServerId};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::storage::durable::Durable;

/// What a world is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// The voters, and which of them decide.
    pub quorum: Quorum,
    /// Servers that only observe.
    pub observers: Set<ServerId>,
    /// What all chance comes from.
    pub seed: u64,
    /// How long messages take.
    pub latency: Latency,
    /// How long a step of writing takes.
    pub disk: Latency,
    /// What is on the servers' disks when it begins; nothing, where nothing is said.
    pub histories: Table<ServerId, Durable>,
    /// The release that all of them run.
    pub release: Release,
    /// What else their configurations say.
    pub settings: Settings,
}

/// What is set alike in every server's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The unit of the limits below (`tickTime`).
    pub tick: Micros,
    /// Ticks that a learner has to connect, and a leader to find its quorum (`initLimit`).
    pub init_limit: u32,
    /// Ticks of silence between leader and learner (`syncLimit`).
    pub sync_limit: u32,
    /// How many committed transactions are kept in memory for learners that lack them (`commitLogCount`).
    pub committed_log: u32,
    /// How much of its log on disk a leader sends to learners that lack more than that (`snapshotSizeFactor`).
    pub snapshot_size_factor: SizeFactor,
    /// Whether a leader sends every learner a snapshot (`forceSnapshotSync`).
    pub force_snapshot: bool,
    /// How many transactions lie between two snapshots at most (`snapCount`).
    pub snap_count: u32,
    /// The counter of the zxid before the first of each epoch (`testingonly.initialZxid`).
    pub counter: u32,
}

impl Default for Settings {
    /// ZooKeeper's defaults, and the limits of its sample configuration.
    fn default() -> Settings {
        Settings {
            tick: Micros::from_millis(2_000),
            init_limit: 10,
            sync_limit: 5,
            committed_log: 500,
            snapshot_size_factor: SizeFactor::default(),
            force_snapshot: false,
            snap_count: SNAP_COUNT,
            counter: 0,
        }
    }
}

impl Setup {
    /// All servers.
    pub fn servers(&self) -> impl Iterator<Item = ServerId> {
        self.quorum.voters().union(&self.observers).into_iter()
    }

    /// A server's configuration.
    pub fn config(&self, server: ServerId) -> Config {
        let observes = self.observers.contains(&server);
        Config {
            learner_type: if observes { LearnerType::Observer } else { LearnerType::Participant },
            release: self.release,
            tick: self.settings.tick,
            init_limit: self.settings.init_limit,
            sync_limit: self.settings.sync_limit,
            committed_log_limit: self.settings.committed_log as usize,
            snapshot_size_factor: self.settings.snapshot_size_factor,
            force_snapshot: self.settings.force_snapshot,
            snap_count: self.settings.snap_count,
            counter_before_first: self.settings.counter,
            ..Config::new(server, self.quorum.clone())
        }
    }
}
