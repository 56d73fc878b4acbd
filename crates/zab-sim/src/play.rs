//! Playing a scenario: its lines and the world's own events, one after the other, in the order of time.
//!
//! What the order is at one moment, [`language`](crate::scenario::language) says. What the scenario expects is looked at after every
//! event, until it is met or its time is up; either way that is an event too, so that it is part of the trace. So is a caption, and
//! that it is taken back because what it claims is so no longer.

mod script;
mod story;
pub mod timeline;

use crate::digest::Digest;
use crate::play::script::{Outcome, Script};
use crate::record::event::{Event, What};
use crate::record::trace;
use crate::scenario::captions::Caption;
use crate::scenario::conditions::Condition;
use crate::scenario::names::{Naming, Nobody};
use crate::scenario::{Command, Expectation, Line, Scenario};
use crate::world::{Action, ActionError, World};
use std::fmt;
use std::hash::Hasher;
use std::sync::Arc;
use thiserror::Error;
use zab::ids::{Cause, Micros};

/// How many events a play may have at least; then it stops, and says so. Three idle servers fill it in a day of virtual time.
pub const EVENTS_LIMIT: u64 = 1_000_000;
/// How many for each server, where that comes to more: when 201 elect, each observer asks each voter again whenever it hears of
/// a better vote, which makes 1.2 million events, and they may want to lose a leader or two.
pub const EVENTS_LIMIT_PER_SERVER: u64 = 30_000;
/// How many branches a timeline may have.
pub const BRANCHES_LIMIT: usize = 10_000;

/// A scenario in the course of being played.
#[derive(Clone, Debug)]
pub struct Play {
    script: Script,
    world: World,
    /// What is expected and has neither come nor run out of time.
    pending: Vec<Pending>,
    /// What the caption that stands claims.
    claim: Option<Condition>,
    /// Which lines have failed, and the numbers of the events that say so.
    failures: Vec<Failure>,
    /// How many events there may be.
    limit: u64,
    /// The limit of events is reached, and nothing happens any more.
    stopped: bool,
}

#[derive(Clone, Debug)]
struct Pending {
    line: u32,
    expectation: Expectation,
    until: Micros,
}

/// A line that has failed: what it expected did not come, what it wanted could not be done, or what it waited for never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line.
    pub line: u32,
    /// The number of the event that says so.
    pub event: u32,
}

/// Why a person cannot act.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// It cannot be done.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// Nobody has a role that is named.
    #[error(transparent)]
    Nobody(#[from] Nobody),
    /// The play has come to its limit of events.
    #[error("this play has stopped after {0} events: go back in time to act")]
    Stopped(u64),
    /// There are as many branches as there may be.
    #[error("there are {BRANCHES_LIMIT} branches already: begin anew to act")]
    TooManyBranches,
}

/// A scenario played to its end.
#[derive(Clone, Debug)]
pub struct Run {
    /// Everything that happened.
    pub events: Vec<Event>,
    /// The world at the end.
    pub world: World,
    /// The lines that have failed.
    pub failures: Vec<Failure>,
}

impl Run {
    /// The trace hash.
    pub fn hash(&self) -> u64 {
        trace::hash(&self.events, &self.world)
    }

    /// The violations that no line of its scenario expects.
    pub fn unexpected<'a>(&'a self, scenario: &'a Scenario) -> impl Iterator<Item = &'a Event> {
        self.events.iter().filter(|event| match event.what {
            What::Violation { invariant, .. } => !scenario.expects_broken(invariant),
            _ => false,
        })
    }

    /// The lines that have failed, each with the event that says so.
    pub fn failed(&self) -> impl Iterator<Item = (u32, &Event)> {
        // Events are numbered from 1 without gaps.
        self.failures
            .iter()
            .filter_map(|failed| Some((failed.line, self.events.get(failed.event as usize - 1)?)))
    }
}

/// The trace, without what concerns sockets alone, and below it the trace hash, which stands for everything.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for event in self.events.iter().filter(|event| !event.what.is_plumbing()) {
            writeln!(f, "{event}")?;
        }
        writeln!(f, "trace hash {:016x}", self.hash())
    }
}

/// Plays a scenario until its last line has had its turn and its last expectation is met or given up.
pub fn run(scenario: &Scenario) -> Run {
    let mut play = Play::new(Arc::new(scenario.clone()));
    let mut events = Vec::new();
    while !play.is_over() && play.step(&mut events) {}
    Run { events, world: play.world, failures: play.failures }
}

/// One hash for the runs of a scenario under so many seeds, from 0 on.
pub fn hash_of_seeds(scenario: &Scenario, seeds: u64) -> u64 {
    let mut digest = Digest::default();
    for seed in 0..seeds {
        let mut scenario = scenario.clone();
        scenario.setup.seed = seed;
        digest.write_u64(run(&scenario).hash());
    }
    digest.finish()
}

impl Play {
    /// A play that has not begun.
    pub fn new(scenario: Arc<Scenario>) -> Play {
        let world = World::new(&scenario.setup);
        let limit = EVENTS_LIMIT.max(scenario.setup.servers().count() as u64 * EVENTS_LIMIT_PER_SERVER);
        let script = Script::new(scenario, &world);
        Play { script, world, pending: Vec::new(), claim: None, failures: Vec::new(), limit, stopped: false }
    }

    /// The scenario; once somebody has acted, without what has stepped aside.
    pub fn scenario(&self) -> &Arc<Scenario> {
        self.script.scenario()
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What the caption that stands claims, if it claims something.
    pub fn claim(&self) -> Option<&Condition> {
        self.claim.as_ref()
    }

    /// The lines that have failed.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// Whether every line has had its turn and nothing more is expected. The world goes on all the same.
    pub fn is_over(&self) -> bool {
        self.stopped || (self.script.is_over() && self.pending.is_empty())
    }

    /// When something happens next.
    pub fn next(&self) -> Option<Micros> {
        if self.stopped {
            return None;
        }
        let turn = self.script.turn().map(|turn| turn.at);
        [turn, self.next_deadline(), self.world.next()].into_iter().flatten().min()
    }

    /// Lets the next thing happen. False if nothing ever will.
    pub fn step(&mut self, log: &mut Vec<Event>) -> bool {
        let Some(next) = self.next() else { return false };
        let seen = log.len();
        if self.world.event_count() >= self.limit {
            self.stop(log);
        } else if self.script.turn().is_some_and(|turn| turn.first && turn.at == next) {
            self.take_turn(next, log);
        } else if self.world.next() == Some(next) {
            self.world.step(log);
            self.look(log);
        } else if self.next_deadline().is_some_and(|until| until <= next) {
            // All that was to happen at this moment has happened.
            self.world.idle_until(next);
            self.give_up_expectations(next, log);
        } else {
            self.take_turn(next, log);
        }
        self.script.hear(&log[seen..]);
        true
    }

    /// Lets time pass, up to the next thing that happens.
    pub fn idle_until(&mut self, at: Micros) {
        let latest = self.next().unwrap_or(at);
        self.world.idle_until(at.min(latest));
    }

    /// Does what a person wants done. See [`Play::act_all`].
    ///
    /// # Errors
    ///
    /// If it cannot be done.
    pub fn act(&mut self, action: Action, log: &mut Vec<Event>) -> Result<(), Refused> {
        self.act_all(&[action], log)
    }

    /// Does what a person wants done, one thing after the other. The rest of the scenario steps aside: what it had to do and to say, and
    /// what it expects.
    ///
    /// # Errors
    ///
    /// If something cannot be done. What comes before it is done by then.
    pub fn act_all(&mut self, actions: &[Action], log: &mut Vec<Event>) -> Result<(), Refused> {
        if self.stopped {
            return Err(Refused::Stopped(self.limit));
        }
        let pending = std::mem::take(&mut self.pending);
        self.script.step_aside(|line| pending.iter().any(|pending| pending.line == line));
        for action in actions {
            self.world.act(action.clone(), log)?;
            self.look(log);
        }
        Ok(())
    }

    fn next_deadline(&self) -> Option<Micros> {
        self.pending.iter().map(|pending| pending.until).min()
    }

    fn take_turn(&mut self, now: Micros, log: &mut Vec<Event>) {
        self.world.idle_until(now);
        match self.script.take_turn(&self.world) {
            Some(Outcome::Command(line)) => self.carry_out(line, log),
            Some(Outcome::NeverCame(line)) => {
                self.fail(line.number, What::NeverCame { moment: line.moment }, log);
            }
            Some(Outcome::Nobody(line, nobody)) => {
                self.not_done(line.number, line.moment.clone(), nobody, log);
            }
            None => {}
        }
        self.look(log);
    }

    fn carry_out(&mut self, line: Line, log: &mut Vec<Event>) {
        match &line.command {
            Some(Command::Do(deed)) => match deed.settled(&self.world) {
                Ok(deed) => {
                    for action in deed.actions() {
                        if let Err(error) = self.world.act(action.clone(), log) {
                            self.not_done(line.number, action.to_string(), error, log);
                        }
                        self.look(log);
                    }
                }
                Err(nobody) => self.not_done(line.number, line.words, nobody, log),
            },
            Some(Command::Say(caption)) => self.say(caption, &line, log),
            Some(Command::Expect(expectation)) => match expectation.condition.settled(&self.world) {
                Ok(condition) => {
                    let until = self.world.now() + expectation.within.unwrap_or_default();
                    let condition = condition.since(self.script.moment_before());
                    let expectation = Expectation { condition, ..expectation.clone() };
                    self.pending.push(Pending { line: line.number, expectation, until });
                }
                Err(nobody) => self.not_done(line.number, line.words, nobody, log),
            },
            Some(Command::Pause) => _ = self.world.happen(None, None, What::Paused, log),
            Some(Command::Chapter(title)) => {
                self.world.happen(None, None, What::ChapterBegun { title: title.clone() }, log);
            }
            None => {}
        }
    }

    fn say(&mut self, caption: &Caption, line: &Line, log: &mut Vec<Event>) {
        let since = self.script.moment_before();
        match caption.settled(&self.world) {
            Ok(caption) => {
                let claim = caption.claim.as_ref().map(|claim| claim.clone().since(since));
                let (text, about) = (caption.said(), caption.subjects());
                if claim.as_ref().is_none_or(|claim| self.world.fulfils(claim)) {
                    self.world.happen(None, None, What::Said { text, about }, log);
                    self.claim = claim;
                } else {
                    self.world.happen(None, None, What::Withheld { text }, log);
                }
            }
            // Whoever is meant is not there: what is claimed of them cannot be so.
            Err(_) if caption.claim.is_some() => {
                self.world.happen(None, None, What::Withheld { text: caption.texts.clone() }, log);
            }
            Err(nobody) => self.not_done(line.number, line.words.clone(), nobody, log),
        }
    }

    /// Looks at what is expected and what is claimed, now that something has happened.
    fn look(&mut self, log: &mut Vec<Event>) {
        // Events are numbered from 1 without gaps.
        let latest = Some(self.world.event_count()).filter(|count| *count > 0).map(Cause);
        let world = &mut self.world;
        self.pending.retain(|Pending { expectation, .. }| {
            let met = world.fulfils(&expectation.condition);
            if met {
                world.happen(None, latest, What::Expected { text: expectation.text.clone(), met }, log);
            }
            !met
        });
        if self.claim.take_if(|claim| !world.fulfils(claim)).is_some() {
            world.happen(None, latest, What::TakenBack, log);
        }
    }

    /// Records what has not come true in time.
    fn give_up_expectations(&mut self, until: Micros, log: &mut Vec<Event>) {
        let (late, pending) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending: &Pending| pending.until <= until);
        self.pending = pending;
        for Pending { line, expectation: Expectation { condition, text, .. }, .. } in late {
            // That time has passed is no event, so nobody has looked.
            let met = self.world.fulfils(&condition);
            let what = What::Expected { text, met };
            match met {
                true => _ = self.world.happen(None, None, what, log),
                false => self.fail(line, what, log),
            }
        }
    }

    fn not_done(&mut self, line: u32, command: String, reason: impl fmt::Display, log: &mut Vec<Event>) {
        self.fail(line, What::NotDone { command, reason: reason.to_string() }, log);
    }

    fn fail(&mut self, line: u32, what: What, log: &mut Vec<Event>) {
        let Cause(event) = self.world.happen(None, None, what, log);
        self.failures.push(Failure { line, event: event as u32 });
    }

    fn stop(&mut self, log: &mut Vec<Event>) {
        self.stopped = true;
        let left = self.script.left().iter().filter(|line| line.command.is_some());
        let commands_left = left.count() as u32;
        let does = |line: &&Line| !matches!(line.command, None | Some(Command::Say(_) | Command::Pause));
        match self.script.left().iter().find(does).map(|line| line.number) {
            Some(line) => self.fail(line, What::Stopped { commands_left }, log),
            None => _ = self.world.happen(None, None, What::Stopped { commands_left }, log),
        }
        self.give_up_expectations(Micros(u64::MAX), log);
    }
}
