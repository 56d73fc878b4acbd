//! Which release an ensemble ran, and how it was set: tick and limits.
//!
//! A flag says so, else the server's own log, else another's, else `actions.zab`; else it is assumed, as a scenario does that says
//! nothing. The report tells which.

use std::fmt;
use zab::config::Config;
use zab::ids::Micros;
use zab::release::{Likeness, Release};
use zab_logs::SettingEvent;
use zab_sim::scenario::Scenario;
use zab_sim::scenario::limits::{LATENCY_LIMIT, TICK_LEAST, TICKS_LIMIT};
use zab_sim::world::setup::{Settings as Usual, Setup};

/// What somebody says of the release and the settings: the command line, a log, `actions.zab`. All of it can be played.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// A version that begins with three numbers, such as `3.9.3`.
    pub release: Option<String>,
    /// `tickTime`, within [`TICK_LEAST`] and [`LATENCY_LIMIT`].
    pub tick: Option<Micros>,
    /// `initLimit`, in ticks, from 1 to [`TICKS_LIMIT`].
    pub init_limit: Option<u32>,
    /// `syncLimit`, the same.
    pub sync_limit: Option<u32>,
}

impl Given {
    /// Reads a release.
    pub fn release(text: &str) -> Result<String, String> {
        match Release::nearest(text) {
            Some(_) => Ok(text.to_owned()),
            None => Err(String::from("expected a release such as 3.9.3")),
        }
    }

    /// Reads a tick: milliseconds, as in `zoo.cfg`.
    pub fn tick(text: &str) -> Result<Micros, String> {
        let number = text.strip_suffix("ms").unwrap_or(text).parse().ok();
        number
            .and_then(usable_tick)
            .ok_or_else(|| format!("expected a tick of {}, such as 2000", tick_limits()))
    }

    /// Reads a limit.
    pub fn ticks(text: &str) -> Result<u32, String> {
        let expected = || format!("expected 1 to {TICKS_LIMIT} ticks, such as 10");
        text.parse().ok().and_then(usable_ticks).ok_or_else(expected)
    }

    /// Takes up what a log says: of several lives the last counts. An error says what cannot be played, and what was expected.
    pub(crate) fn take_up(&mut self, setting: &SettingEvent) -> Result<(), String> {
        match setting {
            SettingEvent::Release { version } => {
                let known = Release::nearest(version).map(|_| version.clone());
                keep(&mut self.release, known, || format!("release {version}: expected one such as 3.9.3"))
            }
            SettingEvent::TickTime { ms } => keep(&mut self.tick, usable_tick(*ms), || {
                format!("tickTime {ms}: expected {}", tick_limits())
            }),
            SettingEvent::InitLimit { ticks } => keep(&mut self.init_limit, usable_ticks(*ticks), || {
                format!("initLimit {ticks}: expected 1 to {TICKS_LIMIT}")
            }),
            SettingEvent::SyncLimit { ticks } => keep(&mut self.sync_limit, usable_ticks(*ticks), || {
                format!("syncLimit {ticks}: expected 1 to {TICKS_LIMIT}")
            }),
        }
    }

    /// What the text of a scenario says, and not what it leaves out.
    pub(crate) fn of_scenario(text: &str, scenario: &Scenario) -> Given {
        let says = |command: &str| text.lines().any(|line| line.split_whitespace().next() == Some(command));
        let setup = &scenario.setup;
        Given {
            release: says("release").then(|| setup.release.word().to_owned()),
            tick: says("tick").then_some(setup.settings.tick),
            init_limit: says("init-limit").then_some(setup.settings.init_limit),
            sync_limit: says("sync-limit").then_some(setup.settings.sync_limit),
        }
    }
}

fn tick_limits() -> String {
    format!("{} to {} ms", TICK_LEAST.0 / 1_000, LATENCY_LIMIT.0 / 1_000)
}

fn usable_tick(ms: u64) -> Option<Micros> {
    let tick = Micros(ms.checked_mul(1_000)?);
    (TICK_LEAST..=LATENCY_LIMIT).contains(&tick).then_some(tick)
}

fn usable_ticks(ticks: u64) -> Option<u32> {
    u32::try_from(ticks).ok().filter(|_| (1..=TICKS_LIMIT).contains(&ticks))
}

/// Keeps what can be played; says what is expected where it cannot be.
fn keep<T>(slot: &mut Option<T>, usable: Option<T>, expected: impl FnOnce() -> String) -> Result<(), String> {
    *slot = Some(usable.ok_or_else(expected)?);
    Ok(())
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Flag,
    Log,
    OtherLog,
    Actions,
    Assumed,
}

/// What a server ran, and how it was set.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The release by the name that was given, and what it is taken for.
    version: (String, Source),
    pub(crate) release: Release,
    likeness: Likeness,
    tick: (Micros, Source),
    init_limit: (u32, Source),
    sync_limit: (u32, Source),
}

impl Settings {
    /// What the first of these says that says anything; what none of them says is assumed.
    pub(crate) fn first_of(sources: &[(Source, &Given)]) -> Settings {
        let usual = Usual::default();
        let version = first(sources, |given| given.release.clone())
            .unwrap_or_else(|| (Release::default().word().to_owned(), Source::Assumed));
        let nearest = Release::nearest(&version.0);
        let (release, likeness) = nearest.unwrap_or((Release::default(), Likeness::Nearest));
        let assumed = |ticks| (ticks, Source::Assumed);
        Settings {
            version,
            release,
            likeness,
            tick: first(sources, |given| given.tick).unwrap_or((usual.tick, Source::Assumed)),
            init_limit: first(sources, |given| given.init_limit).unwrap_or(assumed(usual.init_limit)),
            sync_limit: first(sources, |given| given.sync_limit).unwrap_or(assumed(usual.sync_limit)),
        }
    }

    /// Sets a server of ours so.
    pub(crate) fn apply(&self, config: &mut Config) {
        config.release = self.release;
        config.tick = self.tick.0;
        config.init_limit = self.init_limit.0;
        config.sync_limit = self.sync_limit.0;
    }

    /// Sets all servers of a scenario so.
    pub(crate) fn apply_to_all(&self, setup: &mut Setup) {
        setup.release = self.release;
        setup.settings.tick = self.tick.0;
        setup.settings.init_limit = self.init_limit.0;
        setup.settings.sync_limit = self.sync_limit.0;
    }
}

fn first<T>(sources: &[(Source, &Given)], what: impl Fn(&Given) -> Option<T>) -> Option<(T, Source)> {
    sources.iter().find_map(|(source, given)| Some((what(given)?, *source)))
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Flag => "flag",
            Source::Log => "log",
            Source::OtherLog => "another server's log",
            Source::Actions => "actions.zab",
            Source::Assumed => "assumed",
        })
    }
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What follows the three numbers names a commit.
        let (version, source) = &self.version;
        let version = version.split('-').next().unwrap_or(version);
        write!(f, "release {version} ({source})")?;
        match (self.likeness, self.release.word()) {
            (Likeness::Same, name) if name == version => {}
            (Likeness::Same, name) => write!(f, ", which does as {name}")?,
            (Likeness::Nearest, name) => write!(f, ", taken for {name}, the nearest that is known")?,
        }
        let ((tick, ticks_by), (init, init_by), (sync, sync_by)) =
            (self.tick, self.init_limit, self.sync_limit);
        let tick_ms = tick.0 / 1_000;
        write!(
            f,
            "; tick {tick_ms} ms ({ticks_by}), init-limit {init} ({init_by}), sync-limit {sync} ({sync_by})"
        )
    }
}
