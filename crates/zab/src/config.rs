//! What a server is configured with.

use crate::collections::rare::Rare;
use crate::ids::{Micros, ServerId};
use crate::quorum::Quorum;
use crate::release::Release;

/// How many committed transactions are kept in memory for learners that lack them (`commitLogCount`).
pub const COMMITTED_LOG_LIMIT: usize = 500;

/// How many transactions lie between two snapshots at most (`snapCount`).
pub const SNAP_COUNT: u32 = 100_000;

/// What a server is told before it starts. Only `id` and `learner_type` differ within an ensemble.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Its own id (`myid`).
    pub id: ServerId,
    /// The voters, and which of them decide.
    pub quorum: Quorum,
    /// What it becomes when another leads.
    pub learner_type: LearnerType,
    /// The unit of the limits below (`tickTime`).
    pub tick: Micros,
    /// Ticks that a learner has to connect, and a leader to find its quorum (`initLimit`).
    pub init_limit: u32,
    /// Ticks of silence between leader and learner (`syncLimit`).
    pub sync_limit: u32,
    /// How long a LOOKING server waits before it first sends its vote again.
    pub notification_interval_min: Micros,
    /// The longest such wait; it doubles up to this.
    pub notification_interval_max: Micros,
    /// How long a server waits for a better vote once a quorum agrees.
    pub finalize_wait: Micros,
    /// How long a learner waits before it dials its leader again.
    pub connect_delay: Micros,
    /// The release that it runs.
    pub release: Release,
    /// How many committed transactions it keeps in memory for its learners.
    ///
    /// Differs: ZooKeeper takes no less than 500.
    pub committed_log_limit: usize,
    /// How much of its log on disk it sends to learners that are further behind.
    pub snapshot_size_factor: SizeFactor,
    /// It sends every learner a snapshot, whatever the learner has (`forceSnapshotSync`).
    pub force_snapshot: bool,
    /// How many bytes of a snapshot leave for a learner in a second; 0: all of it at once.
    pub snapshot_rate: Rare<u64>,
    /// A server takes a snapshot, and begins a new log file, after half as many transactions as this and some more, at random but
    /// fewer than this (`snapCount`). At least 2.
    pub snap_count: u32,
    /// The longest time that an observer which has lost its leader waits before it looks for another.
    pub observer_delay_max: Micros,
    /// How long a leader waits for a quorum although a voter that was there has gone back to LOOKING
    /// (`maxTimeToWaitForEpoch`); absent, as in ZooKeeper's defaults: as long as it waits at all.
    pub max_time_to_wait_for_epoch: Option<Micros>,
    /// The counter of the zxid before the first of each epoch: 0. One that is close to the end shows what happens there
    /// (`testingonly.initialZxid`).
    pub counter_before_first: u32,
}

/// What a server may become when it does not lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LearnerType {
    /// A follower. Whether it has a vote is a matter of the quorum.
    Participant,
    /// An observer.
    Observer,
}

/// How much of the log on disk a learner may be sent (`calculateTxnLogSizeLimit`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogLimit {
    /// None of it.
    Disabled,
    /// So many bytes of files, beside the one with which is begun: that one is not counted (`FileTxnIterator.getStorageSize`).
    Bytes(u64),
    /// All of it.
    Unlimited,
}

/// How much of the log on disk may be sent, in millionths of the size of the newest snapshot (`snapshotSizeFactor`); all of it, if
/// that comes to nothing, and none, if it is negative. ZooKeeper takes its default for a factor beyond 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SizeFactor(pub i64);

impl SizeFactor {
    /// The limit, with a newest snapshot of this size.
    pub fn limit(self, snapshot_bytes: u64) -> LogLimit {
        let factor = if self.0 > 1_000_000 { SizeFactor::default().0 } else { self.0 };
        // At most a million millionths of what has 64 bits: in 64 bits, too, if whole millions are taken by themselves.
        let (millions, rest) = (snapshot_bytes / 1_000_000, snapshot_bytes % 1_000_000);
        match u64::try_from(factor).map(|factor| millions * factor + rest * factor / 1_000_000) {
            Err(_) => LogLimit::Disabled,
            Ok(0) => LogLimit::Unlimited,
            Ok(bytes) => LogLimit::Bytes(bytes),
        }
    }
}

impl Default for SizeFactor {
    /// ZooKeeper's: 0.33.
    fn default() -> SizeFactor {
        SizeFactor(330_000)
    }
}

impl Config {
    /// A server of this ensemble with ZooKeeper's defaults, and the limits of its sample configuration.
    pub fn new(id: ServerId, quorum: Quorum) -> Config {
        Config {
            id,
            quorum,
            learner_type: LearnerType::Participant,
            tick: Micros::from_millis(2_000),
            init_limit: 10,
            sync_limit: 5,
            notification_interval_min: Micros::from_millis(200),
            notification_interval_max: Micros::from_millis(60_000),
            finalize_wait: Micros::from_millis(200),
            connect_delay: Micros::from_millis(100),
            release: Release::default(),
            committed_log_limit: COMMITTED_LOG_LIMIT,
            snapshot_size_factor: SizeFactor::default(),
            force_snapshot: false,
            snapshot_rate: Rare(0),
            snap_count: SNAP_COUNT,
            observer_delay_max: Micros::from_millis(200),
            max_time_to_wait_for_epoch: None,
            counter_before_first: 0,
        }
    }
}
