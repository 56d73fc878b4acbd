//! The language of scenarios: flat, a command a line, no expressions, no nesting.
//!
//! The first line names its version. What a command looks like and means is said in [`COMMANDS`], beside an example that is
//! a test. Whatever cannot be read is answered with its line, its column, and what was expected there.

use crate::reader::Reader;
use crate::words::{Problem, Words};
use crate::world::Action;
use zab::ids::Micros;

/// The version of the language that is read and written here.
pub const VERSION: u64 = 1;
/// The longest text that is read, in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;
/// How many servers an ensemble may have.
pub const SERVERS_LIMIT: usize = 50;
/// The largest server id.
pub const SERVER_ID_LIMIT: u64 = 255;
/// How many things a scenario may do, say and expect. `start all` counts once for each server.
pub const COMMANDS_LIMIT: usize = 5_000;
/// How many of them may be expectations.
pub const EXPECTATIONS_LIMIT: usize = 200;
/// How many entries a log may have at the beginning.
pub const HISTORY_LIMIT: usize = 1_000;
/// The shortest latency. Servers may answer each other without end (an observer and a voter that are both LOOKING do), and
/// time must go on meanwhile.
pub const LATENCY_LEAST: Micros = Micros::from_millis(1);
/// The longest latency.
pub const LATENCY_LIMIT: Micros = Micros::from_millis(60_000);
/// The latest moment at which anything may be done.
pub const TIME_LIMIT: Micros = Micros::from_millis(24 * 3_600_000);

/// One command of the language: how it is written, what it means, and how it is read.
pub struct CommandForm {
    /// Its first word.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// An example, for a scenario of servers 1 to 3.
    pub example: &'static str,
    /// Whether it stands before the first `at` or after it.
    pub place: Place,
    pub(crate) read: fn(&mut Reader, &mut Words<'_>) -> Result<(), Problem>,
}

/// Where a command may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first `at`: what the ensemble is.
    Head,
    /// After an `at`, on its line or on those below it: what happens.
    Body,
}

/// Every command of the language.
pub const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "title",
        form: "title TEXT",
        meaning: "What the scenario is called. title.zh says it in Chinese, and so on for any language.",
        example: "title \"The newest history wins\"",
        place: Place::Head,
        read: Reader::title,
    },
    CommandForm {
        name: "servers",
        form: "servers IDS",
        meaning: "The servers of the ensemble, each with a vote. 1..3 is short for 1 2 3.",
        example: "servers 1..3",
        place: Place::Head,
        read: Reader::servers,
    },
    CommandForm {
        name: "observers",
        form: "observers IDS",
        meaning: "Servers that follow a leader without a vote.",
        example: "observers 4",
        place: Place::Head,
        read: Reader::observers,
    },
    CommandForm {
        name: "seed",
        form: "seed NUMBER",
        meaning: "Where all chance comes from. The same seed gives the same run. 1 if not given.",
        example: "seed 42",
        place: Place::Head,
        read: Reader::seed,
    },
    CommandForm {
        name: "latency",
        form: "latency TIME..TIME",
        meaning: "How long a message takes: at least and at most. One time alone is both. 10ms..40ms if not given.",
        example: "latency 10ms..40ms",
        place: Place::Head,
        read: Reader::latency,
    },
    CommandForm {
        name: "disk",
        form: "disk TIME..TIME",
        meaning: "How long a step of writing takes: at least and at most. 1ms..5ms if not given.",
        example: "disk 1ms..5ms",
        place: Place::Head,
        read: Reader::disk,
    },
    CommandForm {
        name: "release",
        form: "release NUMBER",
        meaning: "The release of ZooKeeper that all servers run: 3.8.0 or 3.9.5. 3.9.5 if not given.",
        example: "release 3.8.0",
        place: Place::Head,
        read: Reader::release,
    },
    CommandForm {
        name: "history",
        form: "history IDS epoch NUMBER [log ZXIDS]",
        meaning: "What is on these servers' disks at the beginning: the epoch, accepted and current, and the log.",
        example: "servers 1..3\nhistory 1 2 epoch 1 log 1.1..1.4",
        place: Place::Head,
        read: Reader::history,
    },
    CommandForm {
        name: "start",
        form: "start IDS | start all",
        meaning: "Starts servers that are down.",
        example: "at 0s start 1 2",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Start),
    },
    CommandForm {
        name: "crash",
        form: "crash IDS | crash all",
        meaning: "Kills servers' processes. What was not on disk is lost.",
        example: "at 3s crash 3",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Crash),
    },
    CommandForm {
        name: "restart",
        form: "restart IDS | restart all",
        meaning: "Starts servers again that have crashed.",
        example: "at 6s restart 3",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Restart),
    },
    CommandForm {
        name: "say",
        form: "say TEXT",
        meaning: "A caption. say.zh on the next line says the same in Chinese, and so on for any language.",
        example: "at 0s say \"Every server votes for itself first.\"",
        place: Place::Body,
        read: Reader::say,
    },
    CommandForm {
        name: "expect",
        form: "expect leader ID | follower IDS of ID | observer IDS of ID | looking IDS | down IDS | round NUMBER on IDS | epoch NUMBER on IDS | zxid ZXID on IDS  [within TIME]",
        meaning: "What ought to be so: at that moment or, with within, at some moment until then.",
        example: "at 1s expect follower 1 2 of 3 within 2s",
        place: Place::Body,
        read: Reader::expect,
    },
];
