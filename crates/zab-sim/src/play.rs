//! Playing a scenario: its commands and the world's own events, one after the other, in the order of time.
//!
//! At a moment at which both are due, commands go first. What the scenario expects is looked at after every event,
//! until it is met or its time is up; either way that is an event too, so that it is part of the trace.

pub mod timeline;

use crate::digest::Digest;
use crate::record::event::{Event, What};
use crate::record::trace;
use crate::scenario::{Command, Expectation, Scenario};
use crate::world::{Action, ActionError, World};
use std::fmt;
use std::hash::Hasher;
use std::sync::Arc;
use zab::ids::{Cause, Micros};

/// How many events a play may have; then it stops, and says so. Three idle servers fill it in a day of virtual time,
/// fifty in an hour.
pub const EVENTS_LIMIT: u64 = 1_000_000;

/// A scenario in the course of being played.
#[derive(Clone, Debug)]
pub struct Play {
    scenario: Arc<Scenario>,
    world: World,
    /// How many of the scenario's commands are done.
    done: usize,
    /// What is expected and has neither come nor run out of time.
    pending: Vec<Pending>,
    /// The limit of events is reached, and nothing happens any more.
    stopped: bool,
}

#[derive(Clone, Debug)]
struct Pending {
    expectation: Expectation,
    until: Micros,
}

/// A scenario played to its end.
#[derive(Clone, Debug)]
pub struct Run {
    /// Everything that happened.
    pub events: Vec<Event>,
    /// The world at the end.
    pub world: World,
    /// How many commands, captions apart, were left undone because too much had happened.
    pub undone: usize,
}

impl Run {
    /// The trace hash.
    pub fn hash(&self) -> u64 {
        trace::hash(&self.events, &self.world)
    }

    /// What was expected and did not come, what could not be done, and whether the play stopped before all was done.
    pub fn broken(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|event| match event.what {
            What::Expected { met, .. } => !met,
            What::Stopped { .. } => self.undone > 0,
            What::NotDone { .. } => true,
            _ => false,
        })
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

/// Plays a scenario until its last command is done and its last expectation is met or given up.
pub fn run(scenario: &Scenario) -> Run {
    let mut play = Play::new(Arc::new(scenario.clone()));
    let mut events = Vec::new();
    while !play.is_over() && play.step(&mut events) {}
    let left = scenario.commands.iter().skip(play.done);
    let undone = left.filter(|timed| !matches!(timed.command, Command::Say(_))).count();
    Run { events, world: play.world, undone }
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
        Play { scenario, world, done: 0, pending: Vec::new(), stopped: false }
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The world as it is now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Whether every command is done and nothing more is expected. The world goes on all the same.
    pub fn is_over(&self) -> bool {
        self.stopped || (self.done == self.scenario.commands.len() && self.pending.is_empty())
    }

    /// When something happens next.
    pub fn next(&self) -> Option<Micros> {
        if self.stopped {
            return None;
        }
        [self.next_command(), self.next_deadline(), self.world.next()].into_iter().flatten().min()
    }

    /// Lets the next thing happen. False if nothing ever will.
    pub fn step(&mut self, log: &mut Vec<Event>) -> bool {
        let Some(next) = self.next() else { return false };
        if self.world.event_count() >= EVENTS_LIMIT {
            self.stop(log);
        } else if self.next_command() == Some(next) {
            self.world.idle_until(next);
            self.command(log);
            self.look_at_expectations(log);
        } else if self.world.next() == Some(next) {
            self.world.step(log);
            self.look_at_expectations(log);
        } else {
            // All that was to happen at this moment has happened.
            self.world.idle_until(next);
            self.give_up_expectations(next, log);
        }
        true
    }

    /// Lets time pass, up to the next thing that happens.
    pub fn idle_until(&mut self, at: Micros) {
        let latest = self.next().unwrap_or(at);
        self.world.idle_until(at.min(latest));
    }

    /// Does what a person wants done.
    pub fn act(&mut self, action: Action, log: &mut Vec<Event>) -> Result<(), ActionError> {
        if self.stopped {
            return Err(ActionError::Stopped(EVENTS_LIMIT));
        }
        self.world.act(action, log)?;
        self.look_at_expectations(log);
        Ok(())
    }

    fn next_command(&self) -> Option<Micros> {
        self.scenario.commands.get(self.done).map(|timed| timed.at)
    }

    fn next_deadline(&self) -> Option<Micros> {
        self.pending.iter().map(|pending| pending.until).min()
    }

    fn command(&mut self, log: &mut Vec<Event>) {
        let scenario = Arc::clone(&self.scenario);
        let Some(timed) = scenario.commands.get(self.done) else { return };
        self.done += 1;
        match &timed.command {
            Command::Act(action) => {
                if let Err(error) = self.world.act(action.clone(), log) {
                    let text = format!("line {}: {error}", timed.line);
                    self.world.happen(None, None, What::NotDone { text }, log);
                }
            }
            Command::Say(text) => {
                self.world.happen(None, None, What::Said { text: text.clone() }, log);
            }
            Command::Expect(expectation) => {
                let until = self.world.now() + expectation.within.unwrap_or_default();
                self.pending.push(Pending { expectation: expectation.clone(), until });
            }
        }
    }

    /// Records what has come true of what is expected.
    fn look_at_expectations(&mut self, log: &mut Vec<Event>) {
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
    }

    /// Records what has not come true in time.
    fn give_up_expectations(&mut self, until: Micros, log: &mut Vec<Event>) {
        let world = &mut self.world;
        self.pending.retain(|pending| {
            let late = pending.until <= until;
            if late {
                let text = pending.expectation.text.clone();
                world.happen(None, None, What::Expected { text, met: false }, log);
            }
            !late
        });
    }

    fn stop(&mut self, log: &mut Vec<Event>) {
        self.stopped = true;
        let commands_left = (self.scenario.commands.len() - self.done) as u32;
        self.world.happen(None, None, What::Stopped { commands_left }, log);
        self.give_up_expectations(Micros(u64::MAX), log);
    }
}
