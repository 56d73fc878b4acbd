//! How fast it is: delivered messages, elections, commits, and seeks in a timeline.
//!
//! Everything measured is what the page and the swarm of seeds use: a [`World`] that is stepped, and a [`Timeline`] that is moved
//! about. Figures depend on the machine; only two that were taken side by side can be compared (`BENCHMARKS.md`).

use std::fmt;
use std::io::{self, Write};
use std::time::{Duration, Instant};
use zab::ids::{Micros, ServerId};
use zab::note::Note;
use zab::quorum::Quorum;
use zab::request::Op;
use zab_sim::party::ClientId;
use zab_sim::play::Refused;
use zab_sim::play::timeline::Timeline;
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::{Scenario, ScenarioError};
use zab_sim::world::{Action, ActionError, Setup, World};

/// How long it takes at most until an ensemble that starts has its leader and rests.
const STARTED: Micros = Micros::from_millis(30_000);
/// How long a storm lasts: all servers have started at once, and by then all have a leader.
const STORM: Micros = Micros::from_millis(5_000);
/// How many events lie in the timeline that is sought in.
const TIMELINE_EVENTS: usize = 100_000;
/// How many requests each client has under way.
const PIPELINED: usize = 20;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How long each measurement lasts at least.
    pub span: Duration,
    /// How often it is repeated; the best counts.
    pub rounds: u32,
    /// How many seeks there are.
    pub seeks: u32,
}

impl Effort {
    /// As much as a figure needs that is to be written down.
    pub const FULL: Effort = Effort { span: Duration::from_millis(250), rounds: 12, seeks: 2_000 };
    /// Enough to see that nothing is wildly wrong.
    pub const QUICK: Effort = Effort { span: Duration::from_millis(50), rounds: 2, seeks: 200 };
}

/// Why nothing can be measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A scenario of ours is none.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// Something cannot be done in it.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// The same, in a timeline.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The table cannot be printed.
    #[error("cannot print: {0}")]
    Unprintable(#[from] io::Error),
}

/// A case: its name, and what measures it.
type Case<'a> = (&'a str, &'a dyn Fn() -> Result<String, BenchError>);

/// Measures each case whose name contains this, and prints a line for it as soon as it is done.
pub fn bench(only: &str, effort: Effort, out: &mut impl Write) -> Result<(), BenchError> {
    let span = effort.span;
    let cases: [Case<'_>; 11] = [
        ("idle, 5 servers", &|| Ok(best(effort, || idle(5, span))?.per_second("messages/s"))),
        ("idle, 50 servers", &|| Ok(best(effort, || idle(50, span))?.per_second("messages/s"))),
        ("idle, 101 servers", &|| Ok(best(effort, || idle(101, span))?.per_second("messages/s"))),
        ("all of 50 start at once", &|| Ok(best(effort, || storm(50, span))?.each("a message"))),
        ("an eventful life, 5 servers", &|| Ok(best(effort, || life(5, 0, span))?.each("a message"))),
        ("an eventful life, 101 servers", &|| Ok(best(effort, || life(101, 0, span))?.each("a message"))),
        ("an eventful life, 201 servers", &|| Ok(best(effort, || life(101, 100, span))?.each("a message"))),
        ("writes, 5 servers", &|| Ok(best(effort, || commits(span))?.per_second("commits/s"))),
        ("idle in a timeline, 5 servers", &|| Ok(best(effort, || history(span))?.per_second("messages/s"))),
        ("seek in 100,000 events, idle", &|| Ok(seeks(effort.seeks, false)?.to_string())),
        ("seek in 100,000 events, writes", &|| Ok(seeks(effort.seeks, true)?.to_string())),
    ];
    for (name, measure) in cases.iter().filter(|(name, _)| name.contains(only)) {
        writeln!(out, "{name:<34} {}", measure()?)?;
        out.flush()?;
    }
    Ok(())
}

/// So many things in so much time.
#[derive(Clone, Copy, Debug)]
struct Rate {
    count: u64,
    took: Duration,
}

impl Rate {
    /// Nanoseconds for each.
    fn nanos(self) -> u128 {
        self.took.as_nanos() / u128::from(self.count.max(1))
    }

    fn per_second(self, of: &str) -> String {
        let rate = u128::from(self.count) * 1_000_000_000 / self.took.as_nanos().max(1);
        format!("{rate:>10} {of}")
    }

    fn each(self, of: &str) -> String {
        format!("{:>10} ns {of}", self.nanos())
    }
}

/// The best of several rounds: what else the machine does can only make one slower.
fn best(effort: Effort, mut round: impl FnMut() -> Result<Rate, BenchError>) -> Result<Rate, BenchError> {
    let mut best = round()?;
    for _ in 1..effort.rounds {
        let rate = round()?;
        if rate.nanos() < best.nanos() {
            best = rate;
        }
    }
    Ok(best)
}

fn millis(span: Duration) -> String {
    format!("{:>4}.{:03} ms", span.as_micros() / 1_000, span.as_micros() % 1_000)
}

/// An ensemble of five servers in which nothing is done.
fn scenario() -> Result<Scenario, ScenarioError> {
    Scenario::read("zabscope 1\nservers 1..5\n")
}

/// The world of an ensemble of so many servers, all of them just started.
fn start(voters: i64, observers: i64) -> Result<World, BenchError> {
    let servers = voters + observers;
    let quorum = Quorum::majority((1..=voters).map(ServerId));
    let observers = (voters + 1..=servers).map(ServerId).collect();
    let mut world = World::new(&Setup { quorum, observers, ..scenario()?.setup });
    let mut log = Vec::new();
    for server in 1..=servers {
        world.act(Action::Start(ServerId(server)), &mut log)?;
    }
    Ok(world)
}

/// Lets everything happen up to a moment; tells how many messages were delivered and how many proposals committed. Events are
/// looked at and thrown away.
fn play(world: &mut World, until: Micros, log: &mut Vec<Event>) -> (u64, u64) {
    let (mut delivered, mut committed) = (0, 0);
    while world.next().is_some_and(|at| at <= until) {
        world.step(log);
        for event in log.drain(..) {
            match event.what {
                What::Delivered { .. } => delivered += 1,
                What::Noted(Note::Committed { .. }) => committed += 1,
                _ => {}
            }
        }
    }
    world.idle_until(until);
    (delivered, committed)
}

/// Heartbeats, once there is a leader.
fn idle(servers: i64, span: Duration) -> Result<Rate, BenchError> {
    let (mut world, mut log) = (start(servers, 0)?, Vec::new());
    play(&mut world, STARTED, &mut log);
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < span {
        let until = world.now() + Micros::from_millis(10_000);
        count += play(&mut world, until, &mut log).0;
    }
    Ok(Rate { count, took: start.elapsed() })
}

/// An election in which everyone votes for itself first, again and again.
fn storm(servers: i64, span: Duration) -> Result<Rate, BenchError> {
    let (mut took, mut count, mut log) = (Duration::ZERO, 0, Vec::new());
    while took < span {
        let mut world = start(servers, 0)?;
        let start = Instant::now();
        count += play(&mut world, STORM, &mut log).0;
        took += start.elapsed();
    }
    Ok(Rate { count, took })
}

/// An ensemble elects and writes, loses its leader, elects and writes again, and takes the old one back: what a message costs of all that.
fn life(voters: i64, observers: i64, span: Duration) -> Result<Rate, BenchError> {
    let (mut took, mut count, mut log) = (Duration::ZERO, 0, Vec::new());
    while took < span {
        let mut world = start(voters, observers)?;
        let start = Instant::now();
        // Each server for itself first, so the largest id wins, and after it the one below.
        for act in [
            Action::Write(ServerId(1)),
            Action::Crash(ServerId(voters)),
            Action::Write(ServerId(1)),
            Action::Start(ServerId(voters)),
        ] {
            let until = world.now() + STORM;
            count += play(&mut world, until, &mut log).0;
            world.act(act, &mut log)?;
        }
        let until = world.now() + STORM;
        count += play(&mut world, until, &mut log).0;
        took += start.elapsed();
    }
    Ok(Rate { count, took })
}

/// A client at each server, each with several writes under way at any time.
fn commits(span: Duration) -> Result<Rate, BenchError> {
    let (mut world, mut log) = (start(5, 0)?, Vec::new());
    play(&mut world, STARTED, &mut log);
    let clients: Vec<ClientId> = ClientId::all().take(5).collect();
    for (client, server) in clients.iter().zip(1..) {
        let timeout = Micros::from_millis(10_000);
        world.act(Action::Connect { client: *client, to: ServerId(server), timeout }, &mut log)?;
    }
    let until = world.now() + Micros::from_millis(2_000);
    play(&mut world, until, &mut log);
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < span {
        for client in &clients {
            let open = world.client(*client).map_or(PIPELINED, |client| client.open_requests().count());
            for _ in open..PIPELINED {
                world.act(Action::Request { client: *client, op: set() }, &mut log)?;
            }
        }
        let until = world.now() + Micros::from_millis(10);
        count += play(&mut world, until, &mut log).1;
    }
    Ok(Rate { count, took: start.elapsed() })
}

/// A write that leaves the tree as large as it is.
fn set() -> Op {
    Op::SetData { path: String::from("/zookeeper/config"), data: String::from("some data"), version: -1 }
}

/// What a timeline costs that keeps every event, and checkpoints.
fn history(span: Duration) -> Result<Rate, BenchError> {
    let (mut took, mut count) = (Duration::ZERO, 0);
    while took < span {
        let mut timeline = started()?;
        let (start, from) = (Instant::now(), timeline.events().len());
        while timeline.events().len() < from + TIMELINE_EVENTS {
            timeline.advance(timeline.now() + Micros::from_millis(10_000));
        }
        took += start.elapsed();
        let new = &timeline.events()[from..];
        count += new.iter().filter(|event| matches!(event.what, What::Delivered { .. })).count() as u64;
    }
    Ok(Rate { count, took })
}

fn started() -> Result<Timeline, BenchError> {
    let mut timeline = Timeline::new(scenario()?, None);
    for server in 1..=5 {
        timeline.act(Action::Start(ServerId(server)))?;
    }
    timeline.advance(STARTED);
    Ok(timeline)
}

/// How long seeks take.
struct Seeks {
    p50: Duration,
    p99: Duration,
}

impl fmt::Display for Seeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p50 {} p99 {}", millis(self.p50), millis(self.p99))
    }
}

/// Seeks to moments all over a timeline that has been played already, one after the other, back and forth.
fn seeks(count: u32, writes: bool) -> Result<Seeks, BenchError> {
    let mut timeline = started()?;
    while timeline.events().len() < TIMELINE_EVENTS {
        if writes {
            timeline.act(Action::Write(ServerId(1)))?;
        }
        timeline.advance(timeline.now() + Micros::from_millis(500));
    }
    let end = timeline.now().0;
    let mut spans = Vec::new();
    for index in 1..=u64::from(count) {
        // A multiplicative sequence that comes to all parts alike (Weyl, with the golden ratio).
        let share = index.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let start = Instant::now();
        timeline.seek(Micros(((u128::from(end) * u128::from(share)) >> 32) as u64));
        spans.push(start.elapsed());
    }
    spans.sort_unstable();
    let at = |percent: usize| spans[(spans.len() * percent / 100).min(spans.len() - 1)];
    Ok(Seeks { p50: at(50), p99: at(99) })
}
