//! What is read from disk and written to it (`ZKDatabase`, `FileTxnSnapLog`, `FileTxnLog`,
//! `FileSnap`), and the end of the server's pipeline (`ZooKeeperServer`).

use crate::form::{Form, Values, form};
use crate::numbers::Zxid;

/// What happens between a server and its disk. Reference §11.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageEvent {
    /// How many committed transactions are kept in memory for learners. Since 3.6. (INFO)
    CommittedLogLimit {
        /// How many.
        txns: i64,
    },
    /// A snapshot file is read. (INFO)
    ReadingSnapshot {
        /// The zxid in its name; `None` if the name is another.
        zxid: Option<Zxid>,
        /// The file.
        file: String,
    },
    /// Transactions are replayed on top of the snapshot. Since 3.6. (INFO)
    TxnsReplayed {
        /// How many.
        txns: u64,
        /// Milliseconds.
        ms: i64,
    },
    /// Snapshot and log are loaded. Since 3.6. (INFO)
    Loaded {
        /// Milliseconds.
        ms: i64,
        /// The last zxid on disk, with which the server goes into an election.
        zxid: Zxid,
    },
    /// Whether a learner may be given transactions from the log on disk. (INFO)
    DiskSync {
        /// Whether it may.
        enabled: bool,
    },
    /// A snapshot is being written. (INFO)
    Snapshotting {
        /// The last zxid in it when it was begun.
        zxid: Zxid,
        /// The file.
        file: String,
    },
    /// The snapshot is written. (INFO)
    SnapshotTaken {
        /// Milliseconds.
        ms: i64,
    },
    /// A log file is begun. (INFO)
    LogFileCreated {
        /// The first zxid in it.
        zxid: Zxid,
    },
    /// The pipeline of a server that led, followed or observed is taken down. (INFO)
    PipelineShutDown,
}

pub(crate) const FORMS: &[Form<StorageEvent>] = &[
    form("zookeeper.commitLogCount={txns}", |v| Some(StorageEvent::CommittedLogLimit { txns: v.plain()? })),
    form("Reading snapshot {file}", |v| {
        let file = v.owned()?;
        Some(StorageEvent::ReadingSnapshot { zxid: zxid_of_file(&file), file })
    }),
    form("{txns} txns loaded in {ms} ms", |v| {
        Some(StorageEvent::TxnsReplayed { txns: v.plain()?, ms: v.plain()? })
    }),
    form("Snapshot loaded in {ms} ms, highest zxid is 0x{zxid}, digest is {digest}", loaded),
    form("Snapshot loaded in {ms} ms, highest zxid is 0x{zxid}", loaded),
    form("On disk txn sync enabled with snapshotSizeFactor {factor}", |_| {
        Some(StorageEvent::DiskSync { enabled: true })
    }),
    form("On disk txn sync disabled", |_| Some(StorageEvent::DiskSync { enabled: false })),
    form("Snapshotting: 0x{zxid} to {file}", |v| {
        Some(StorageEvent::Snapshotting { zxid: v.zxid()?, file: v.owned()? })
    }),
    form("Snapshot taken in {ms} ms", |v| Some(StorageEvent::SnapshotTaken { ms: v.plain()? })),
    form("Creating new log file: log.{zxid}", |v| Some(StorageEvent::LogFileCreated { zxid: v.zxid()? })),
];

/// Forms of `ZooKeeperServer`, which says "Shutting down" of other things in other classes.
pub(crate) const SERVER_FORMS: &[Form<StorageEvent>] = &[
    form("Snapshot taken in {ms} ms", |v| Some(StorageEvent::SnapshotTaken { ms: v.plain()? })),
    form("shutting down", |_| Some(StorageEvent::PipelineShutDown)),
    // 3.9.3 and later.
    form("Shutting down", |_| Some(StorageEvent::PipelineShutDown)),
];

fn loaded(v: &mut Values<'_>) -> Option<StorageEvent> {
    Some(StorageEvent::Loaded { ms: v.plain()?, zxid: v.zxid()? })
}

/// The zxid in `/data/version-2/snapshot.100000002`, or in the same with a suffix such as `.gz`.
fn zxid_of_file(file: &str) -> Option<Zxid> {
    let (_, after) = file.rsplit_once("snapshot.")?;
    let digits = after.split('.').next()?;
    u64::from_str_radix(digits, 16).ok().map(|zxid| Zxid(zxid.cast_signed()))
}
