//! How a server was set, and which release it is (`QuorumPeer`, `Environment`).

use crate::form::{Form, form};

/// What a server says at its start of its release and its configuration. Reference §11.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingEvent {
    /// Its release. (INFO)
    Release {
        /// As it was built: `3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee`. The three numbers are the release.
        version: String,
    },
    /// `tickTime`. (INFO)
    TickTime {
        /// Milliseconds.
        ms: u64,
    },
    /// `initLimit`. (INFO)
    InitLimit {
        /// Ticks.
        ticks: u64,
    },
    /// `syncLimit`. (INFO, since 3.6)
    SyncLimit {
        /// Ticks.
        ticks: u64,
    },
}

pub(crate) const FORMS: &[Form<SettingEvent>] = &[
    form("tickTime set to {ms}", |v| Some(SettingEvent::TickTime { ms: v.plain()? })),
    form("initLimit set to {ticks}", |v| Some(SettingEvent::InitLimit { ticks: v.plain()? })),
    form("syncLimit set to {ticks}", |v| Some(SettingEvent::SyncLimit { ticks: v.plain()? })),
];

/// `Environment` writes these with the logger of `ZooKeeperServer`, so layouts differ in whose they are.
pub(crate) const ENVIRONMENT_FORMS: &[Form<SettingEvent>] = &[
    form("Server environment:zookeeper.version={version}, built on {date}", |v| {
        Some(SettingEvent::Release { version: v.owned()? })
    }),
    form("Server environment:zookeeper.version={version}", |v| {
        Some(SettingEvent::Release { version: v.owned()? })
    }),
];
