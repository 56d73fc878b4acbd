//! The language of scenarios: flat, a command a line, no expressions, no nesting.
//!
//! The first line names its version. What a command looks like and means is said in [`COMMANDS`], beside an example that is
//! a test. Whatever cannot be read is answered with its line, its column, and what was expected there.

use crate::scenario::ScenarioError;
use crate::scenario::reader::{self, Reader};
use crate::scenario::words::{Problem, Words};
use crate::world::{Action, Setup};
use zab::ids::Micros;
use zab::service::request::Op;

/// The version of the language that is read and written here.
pub const VERSION: u64 = 1;
/// The longest text that is read, in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;
/// How many servers an ensemble may have.
pub const SERVERS_LIMIT: usize = 50;
/// The largest server id.
pub const SERVER_ID_LIMIT: u64 = 255;
/// How many things a scenario may do, say and expect. `start all` counts once for each server, `times 5` five
/// times.
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
/// The shortest tick.
pub const TICK_LEAST: Micros = Micros::from_millis(10);
/// The most ticks that a limit may have.
pub const TICKS_LIMIT: u64 = 1_000;
/// The longest committed log.
pub const COMMITTED_LOG_LIMIT: u64 = 100_000;
/// The largest snapshot size factor, in millionths.
pub const FACTOR_LIMIT: i64 = 1_000_000_000_000_000;
/// The most transactions between two snapshots.
pub const SNAP_COUNT_LIMIT: u64 = 1_000_000_000;
/// The last counter after which another can be proposed.
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
/// The latest moment at which anything may be done.
pub const TIME_LIMIT: Micros = Micros::from_millis(24 * 3_600_000);

/// Reads one command that does something, as it would stand behind an `at`, for an ensemble of this setup.
pub fn actions(command: &str, setup: &Setup) -> Result<Vec<Action>, ScenarioError> {
    reader::read_actions(command, setup)
}

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
        name: "group",
        form: "group IDS",
        meaning: "Servers that make up a group. With groups, a line for each, a quorum is a majority of groups, in each of which it has a majority of the weight.",
        example: "servers 1..3\ngroup 1\ngroup 2\ngroup 3",
        place: Place::Head,
        read: Reader::group,
    },
    CommandForm {
        name: "weight",
        form: "weight IDS is NUMBER",
        meaning: "What these servers weigh in their groups. 1 if not given; a server that weighs 0 never leads.",
        example: "servers 1..3\ngroup 1..3\nweight 3 is 0",
        place: Place::Head,
        read: Reader::weight,
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
        name: "tick",
        form: "tick TIME",
        meaning: "The unit of the limits and of sessions' timeouts, tickTime. 2s if not given.",
        example: "tick 500ms",
        place: Place::Head,
        read: Reader::tick,
    },
    CommandForm {
        name: "init-limit",
        form: "init-limit NUMBER",
        meaning: "Ticks that a learner has to connect, and a leader to find its quorum, initLimit. 10 if not given.",
        example: "init-limit 10",
        place: Place::Head,
        read: Reader::init_limit,
    },
    CommandForm {
        name: "sync-limit",
        form: "sync-limit NUMBER",
        meaning: "Ticks of silence between leader and learner, syncLimit. 5 if not given.",
        example: "sync-limit 5",
        place: Place::Head,
        read: Reader::sync_limit,
    },
    CommandForm {
        name: "committed-log",
        form: "committed-log NUMBER",
        meaning: "How many committed transactions are kept in memory for learners that lack them, commitLogCount. 500 if not given; ZooKeeper takes no less.",
        example: "committed-log 500",
        place: Place::Head,
        read: Reader::committed_log,
    },
    CommandForm {
        name: "snapshot-size-factor",
        form: "snapshot-size-factor NUMBER",
        meaning: "How much of its log on disk a leader sends to a learner that lacks more than the committed log holds: files, after the one with which it begins, of so many times the size of the newest snapshot, snapshotSizeFactor. 0.33 if not given; 0 is all of it, and -1 none.",
        example: "snapshot-size-factor 0.33",
        place: Place::Head,
        read: Reader::snapshot_size_factor,
    },
    CommandForm {
        name: "force-snapshot",
        form: "force-snapshot",
        meaning: "A leader sends every learner a snapshot, whatever the learner has, forceSnapshotSync.",
        example: "force-snapshot",
        place: Place::Head,
        read: Reader::force_snapshot,
    },
    CommandForm {
        name: "snap-count",
        form: "snap-count NUMBER",
        meaning: "A server takes a snapshot and begins a new log file after half as many transactions and some more, at random, snapCount. 100000 if not given.",
        example: "snap-count 100000",
        place: Place::Head,
        read: Reader::snap_count,
    },
    CommandForm {
        name: "counter",
        form: "counter NUMBER",
        meaning: "The counter of the zxid before the first of each epoch. 0 if not given; one close to 4294967295 shows what happens when the counter runs out.",
        example: "counter 4294967270",
        place: Place::Head,
        read: Reader::counter,
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
        meaning: "Kills servers' processes. What they have written stays, made safe or not.",
        example: "at 3s crash 3",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Crash),
    },
    CommandForm {
        name: "power-off",
        form: "power-off IDS | power-off all",
        meaning: "Cuts the power of servers' machines. What they have written and not made safe is lost, unless it was written 30s ago, and nobody is told.",
        example: "at 3s power-off 3",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::PowerOff),
    },
    CommandForm {
        name: "restart",
        form: "restart IDS | restart all",
        meaning: "Starts servers again that have crashed or lost their power.",
        example: "at 6s restart 3",
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Restart),
    },
    CommandForm {
        name: "cut",
        form: "cut IDS from IDS | cut IDS to IDS",
        meaning: "Lets nothing pass any more between each of these and each of those: with from both ways, with to only that way. Nobody is told, and what is sent is held. A client's letter may stand for an id.",
        example: "at 3s cut 1 2 from 3",
        place: Place::Body,
        read: Reader::cut,
    },
    CommandForm {
        name: "heal",
        form: "heal IDS from IDS | heal IDS to IDS | heal all",
        meaning: "Lets everything pass again that a cut has held, and what comes after it.",
        example: "at 3s cut 1 to 3\nat 6s heal 1 to 3",
        place: Place::Body,
        read: Reader::heal,
    },
    CommandForm {
        name: "silent",
        form: "silent NUMBER on IDS",
        meaning: "So many connections are made to each of these servers' election ports on which nothing is ever said. The server accepts nobody else while it waits for one of them to say who it is, syncLimit ticks for each.",
        example: "at 3s silent 3 on 1",
        place: Place::Body,
        read: Reader::silent,
    },
    CommandForm {
        name: "connect",
        form: "connect LETTER to ID [timeout TIME]",
        meaning: "A client appears, by the name of a letter, and opens a session with a server. If it loses that, it tries the next, round and round. The timeout that it asks for is 10s if not given.",
        example: "at 3s connect a to 2 timeout 6s",
        place: Place::Body,
        read: Reader::connect,
    },
    CommandForm {
        name: "move",
        form: "move LETTER to ID",
        meaning: "A client leaves its server without a word, and goes on with its session at another.",
        example: "at 3s connect a to 2\nat 5s move a to 3",
        place: Place::Body,
        read: Reader::move_client,
    },
    CommandForm {
        name: "vanish",
        form: "vanish LETTER",
        meaning: "A client's process dies. Its session lasts until it expires.",
        example: "at 3s connect a to 2\nat 5s vanish a",
        place: Place::Body,
        read: |reader, words| reader.client(words, Action::Vanish),
    },
    CommandForm {
        name: "close",
        form: "close LETTER",
        meaning: "A client closes its session, and is done.",
        example: "at 3s connect a to 2\nat 5s close a",
        place: Place::Body,
        read: |reader, words| reader.client(words, |client| Action::Request { client, op: Op::CloseSession }),
    },
    CommandForm {
        name: "request",
        form: "request LETTER create PATH TEXT [ephemeral] [sequential] | delete PATH [version NUMBER] | set PATH TEXT [version NUMBER] | get PATH | exists PATH | children PATH | sync PATH  [times NUMBER]",
        meaning: "A client asks its server for something, as often as is said. Of several requests none waits for the answer to another.",
        example: "at 3s connect a to 2\nrequest a create /x \"v\" ephemeral\nrequest a get /x times 3",
        place: Place::Body,
        read: Reader::request,
    },
    CommandForm {
        name: "write",
        form: "write ID [times NUMBER]",
        meaning: "A client that knows only this server makes a znode, /n and a number. It appears with the first write and stays for the next.",
        example: "at 3s write 2 times 5",
        place: Place::Body,
        read: Reader::write,
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
        form: "expect leader ID | follower IDS of ID | observer IDS of ID | looking IDS | down IDS | round NUMBER on IDS | epoch NUMBER on IDS | zxid ZXID on IDS | sync DIFF, TRUNC or SNAP on IDS | node PATH [TEXT] on IDS | no node PATH on IDS | nodes NUMBER on IDS | client LETTER connecting, connected [to ID], closed, expired or vanished | answer LETTER OK or ERROR [TEXT]  [within TIME]",
        meaning: "What ought to be so: at that moment or, with within, at some moment until then.",
        example: "at 1s expect follower 1 2 of 3 within 2s",
        place: Place::Body,
        read: Reader::expect,
    },
];
