//! What a world is made from.

use crate::world::network::Latency;
use zab::collections::rare::Rare;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::config::{COMMITTED_LOG_LIMIT, Config, LearnerType, SNAP_COUNT, SizeFactor};
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
    /// What things cost beside the time that they take anyway.
    pub costs: Costs,
}

/// What things cost beside the time that they take anyway; nothing, unless it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Costs {
    /// How many bytes a link carries in a second, each way; 0: as many as there are.
    pub bandwidth: u64,
    /// How much longer a step of writing takes that makes something safe.
    pub fsync: Micros,
    /// How many bytes of a snapshot a disk takes in a second; 0: as many as there are.
    pub disk_rate: u64,
    /// How long a server is busy with each message that it takes in.
    pub cpu: Micros,
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
    /// How long a LOOKING server waits before it first sends its vote again, and at most (`minNotificationInterval`,
    /// `maxNotificationInterval`).
    pub notification_interval: Latency,
    /// How long a server waits for a better vote once a quorum agrees (`finalizeWait`).
    pub finalize_wait: Micros,
    /// How long a learner waits before it dials its leader again (`leaderConnectDelayDuringRetryMs`).
    pub connect_delay: Micros,
    /// The longest time that an observer which has lost its leader waits before it looks for another.
    pub observer_delay: Micros,
    /// How long a leader waits for a quorum although a voter that was there has gone back to LOOKING
    /// (`maxTimeToWaitForEpoch`); absent: as long as it waits at all.
    pub max_time_to_wait_for_epoch: Option<Micros>,
}

impl Default for Settings {
    /// ZooKeeper's defaults, and the limits of its sample configuration.
    fn default() -> Settings {
        Settings {
            tick: Micros::from_millis(2_000),
            init_limit: 10,
            sync_limit: 5,
            committed_log: COMMITTED_LOG_LIMIT as u32,
            snapshot_size_factor: SizeFactor::default(),
            force_snapshot: false,
            snap_count: SNAP_COUNT,
            counter: 0,
            notification_interval: Latency {
                min: Micros::from_millis(200),
                max: Micros::from_millis(60_000),
            },
            finalize_wait: Micros::from_millis(200),
            connect_delay: Micros::from_millis(100),
            observer_delay: Micros::from_millis(200),
            max_time_to_wait_for_epoch: None,
        }
    }
}

impl Setup {
    /// An ensemble of which nothing else is said.
    pub fn usual(quorum: Quorum) -> Setup {
        let millis = Micros::from_millis;
        Setup {
            quorum,
            observers: Set::default(),
            seed: 1,
            latency: Latency { min: millis(10), max: millis(40) },
            disk: Latency { min: millis(1), max: millis(5) },
            histories: Table::default(),
            release: Release::default(),
            settings: Settings::default(),
            costs: Costs::default(),
        }
    }

    /// How long an ensemble that is whole and left alone may take to come to rest: see `Convergence` among the
    /// [rules](crate::invariant::RULES).
    pub fn patience(&self) -> Micros {
        let settings = &self.settings;
        let notices = settings.tick.times(settings.sync_limit.saturating_add(1));
        let elects = settings.notification_interval.max + settings.finalize_wait;
        let begins = settings.tick.times(settings.init_limit.saturating_mul(2));
        let takes = (self.latency.max + self.disk.max).times(8);
        (notices + elects + begins + takes).times(3)
    }

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
            snapshot_rate: Rare(self.costs.bandwidth),
            snap_count: self.settings.snap_count,
            counter_before_first: self.settings.counter,
            notification_interval_min: self.settings.notification_interval.min,
            notification_interval_max: self.settings.notification_interval.max,
            finalize_wait: self.settings.finalize_wait,
            connect_delay: self.settings.connect_delay,
            observer_delay_max: self.settings.observer_delay,
            max_time_to_wait_for_epoch: self.settings.max_time_to_wait_for_epoch,
            id: server,
            quorum: self.quorum.clone(),
        }
    }
}
