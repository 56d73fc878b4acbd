//! What a scenario may have at most, or at least. Each limit is said in the error that it leads to.

use zab::ids::Micros;

/// The version of the language that is read and written here.
pub const VERSION: u64 = 1;

/// What a limit can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A time.
    Time(Micros),
    /// A number.
    Number(u64),
}

impl From<Micros> for Bound {
    fn from(time: Micros) -> Bound {
        Bound::Time(time)
    }
}

impl From<u64> for Bound {
    fn from(number: u64) -> Bound {
        Bound::Number(number)
    }
}

impl From<usize> for Bound {
    fn from(number: usize) -> Bound {
        Bound::Number(number as u64)
    }
}

/// Declares limits, and a table of them all.
macro_rules! limits {
    ($($(#[doc = $doc:literal])* pub const $name:ident: $type:ty = $value:expr;)*) => {
        $($(#[doc = $doc])* pub const $name: $type = $value;)*

        /// Every limit: what it limits, and the least or the most that there may be.
        pub fn limits() -> Vec<(&'static str, Bound)> {
            vec![$((concat!($($doc),*), Bound::from($name))),*]
        }
    };
}

limits! {
    /// The longest text that is read, in bytes.
    pub const TEXT_LIMIT: usize = 64 * 1024;
    /// How many servers an ensemble may have.
    pub const SERVERS_LIMIT: usize = 201;
    /// The largest server id.
    pub const SERVER_ID_LIMIT: u64 = 255;
    /// How many things a scenario may do, say and expect. `start all` counts once for each server, `times 5` five
    /// times.
    pub const COMMANDS_LIMIT: usize = 5_000;
    /// How many of them may be expectations.
    pub const EXPECTATIONS_LIMIT: usize = 200;
    /// In how many languages a text may be given.
    pub const LANGUAGES_LIMIT: usize = 50;
    /// How many subjects a caption may name.
    pub const SUBJECTS_LIMIT: usize = 50;
    /// How many entries a log may have at the beginning.
    pub const HISTORY_LIMIT: usize = 1_000;
    /// The shortest latency. Servers may answer each other without end (an observer and a voter that are both LOOKING do), and
    /// time must go on meanwhile.
    pub const LATENCY_LEAST: Micros = Micros::from_millis(1);
    /// The longest latency, step of writing, tick or other delay.
    pub const LATENCY_LIMIT: Micros = Micros::from_millis(60_000);
    /// The fewest bytes in a second that a link or a disk may take.
    pub const RATE_LEAST: u64 = 100;
    /// The most.
    pub const RATE_LIMIT: u64 = 1_000_000_000_000;
    /// The shortest delay that a configuration may ask for.
    pub const DELAY_LEAST: Micros = Micros::from_millis(1);
    /// The shortest tick.
    pub const TICK_LEAST: Micros = Micros::from_millis(10);
    /// The most ticks that a limit may have.
    pub const TICKS_LIMIT: u64 = 1_000;
    /// The longest committed log.
    pub const COMMITTED_LOG_LIMIT: u64 = 100_000;
    /// The largest snapshot size factor, in millionths.
    pub const FACTOR_LIMIT: u64 = 1_000_000_000_000_000;
    /// The most transactions between two snapshots.
    pub const SNAP_COUNT_LIMIT: u64 = 1_000_000_000;
    /// The largest counter before the first of an epoch: one more can be proposed after it.
    pub const COUNTER_LIMIT: u64 = u32::MAX as u64 - 1;
    /// The heaviest weight.
    pub const WEIGHT_LIMIT: u64 = 1_000;
    /// The shortest timeout that a client can ask for.
    pub const SESSION_TIMEOUT_LEAST: Micros = Micros::from_millis(100);
    /// The longest timeout that a client can ask for.
    pub const SESSION_TIMEOUT_LIMIT: Micros = Micros::from_millis(600_000);
    /// The longest path of a znode, in bytes.
    pub const PATH_LIMIT: usize = 250;
    /// How many bytes a znode can be given to hold. What is written is told again by many an event.
    pub const DATA_LIMIT: usize = 1_000;
    /// How often something can be done in one line.
    pub const TIMES_LIMIT: u64 = 1_000;
    /// The most znodes that can be expected.
    pub const NODES_LIMIT: u64 = 1_000_000;
    /// The most connections that say nothing in one line.
    pub const SILENT_LIMIT: u64 = 100;
    /// The largest number of a message among those of its kind.
    pub const MESSAGES_LIMIT: u64 = 1_000_000;
    /// The latest moment at which anything may be done.
    pub const TIME_LIMIT: Micros = Micros::from_millis(24 * 3_600_000);
    /// How long is waited for something that does not happen.
    pub const PATIENCE: Micros = Micros::from_millis(3_600_000);
}
