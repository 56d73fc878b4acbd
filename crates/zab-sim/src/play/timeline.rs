//! A timeline: a play that can be moved back and forth, and acted on at any moment.
//!
//! A run is nothing but its scenario, its seed and what a person did at which moment. To go back means to take up the
//! last checkpoint before that moment and to play the rest again, which comes out the same to the last bit. Wherever a
//! timeline rests, everything that was due up to then has happened; so an action is placed by its moment alone.
//! Acting in the past gives up the future that was there; until then it is kept, and what is played again is not recorded again.

use crate::play::Play;
use crate::record::event::Event;
use crate::record::trace;
use crate::record::view::View;
use crate::scenario::Scenario;
use crate::world::{Action, ActionError};
use std::sync::Arc;
use zab::ids::Micros;

/// How many events lie between two checkpoints at first.
const CHECKPOINT_EVENTS: usize = 256;
/// How many checkpoints are kept: one more, and every other one goes and the distance doubles.
const CHECKPOINTS_LIMIT: usize = 256;

/// A play with its past.
#[derive(Clone, Debug)]
pub struct Timeline {
    present: Moment,
    /// What has happened up to now and, after going back, what will.
    events: Vec<Event>,
    /// What a person did, in the order of time.
    actions: Vec<(Micros, Action)>,
    /// Moments to start again from, past and to come, the beginning first.
    checkpoints: Vec<Moment>,
    spacing: usize,
}

/// A moment at which a timeline can rest.
#[derive(Clone, Debug)]
struct Moment {
    at: Micros,
    play: Play,
    /// How many events lie behind it.
    events: usize,
    /// How many actions lie behind it.
    actions: usize,
}

impl Timeline {
    /// A scenario at its beginning, with its own seed or with another.
    pub fn new(mut scenario: Scenario, seed: Option<u64>) -> Timeline {
        scenario.setup.seed = seed.unwrap_or(scenario.setup.seed);
        let play = Play::new(Arc::new(scenario));
        let start = Moment { at: Micros(0), play, events: 0, actions: 0 };
        let mut timeline = Timeline {
            present: start.clone(),
            events: Vec::new(),
            actions: Vec::new(),
            checkpoints: vec![start],
            spacing: CHECKPOINT_EVENTS,
        };
        timeline.advance(Micros(0));
        timeline
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        self.present.play.scenario()
    }

    /// The present moment.
    pub fn now(&self) -> Micros {
        self.present.at
    }

    /// Everything that has happened up to now.
    pub fn events(&self) -> &[Event] {
        &self.events[..self.present.events]
    }

    /// What there is to see now.
    pub fn view(&self) -> View {
        let next = self.next();
        View { now: self.now(), next, ..self.present.play.world().view() }
    }

    /// The trace hash of the run up to now.
    pub fn hash(&self) -> u64 {
        trace::hash(self.events(), self.present.play.world())
    }

    /// When something happens next.
    pub fn next(&self) -> Option<Micros> {
        [self.present.play.next(), self.next_action()].into_iter().flatten().min()
    }

    /// Lets time pass up to and including a moment that is not past.
    pub fn advance(&mut self, until: Micros) {
        while let Some(at) = self.next_action().filter(|at| *at <= until) {
            self.play_until(at);
            let action = self.actions[self.present.actions].1.clone();
            self.present.actions += 1;
            // It could be done the first time, so it can be done again.
            self.record(|play, log| _ = play.act(action, log));
            self.play_until(at);
        }
        self.play_until(until);
    }

    /// Goes on to the next moment at which more happens than sockets opening and closing. False if there is none.
    pub fn step(&mut self) -> bool {
        while let Some(at) = self.next() {
            let seen = self.present.events;
            self.advance(at);
            if self.events()[seen..].iter().any(|event| !event.what.is_plumbing()) {
                return true;
            }
        }
        false
    }

    /// Goes back to the moment before this one that [`Timeline::step`] would stop at. False if this is the beginning.
    pub fn step_back(&mut self) -> bool {
        let now = self.now();
        let visible = self.events().iter().rev().filter(|event| !event.what.is_plumbing());
        let earlier = visible.map(|event| event.at).find(|at| *at < now);
        self.seek(earlier.unwrap_or_default());
        now > Micros(0)
    }

    /// Makes a moment the present, whether it is past or to come.
    pub fn seek(&mut self, at: Micros) {
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.at <= at);
        let last = &self.checkpoints[after.saturating_sub(1)];
        if at < self.now() || last.at > self.now() {
            self.present = last.clone();
        }
        self.advance(at);
    }

    /// Does what a person wants done, now. What lay in the future is given up.
    pub fn act(&mut self, action: Action) -> Result<(), ActionError> {
        let (now, mut log) = (self.now(), Vec::new());
        self.present.play.act(action.clone(), &mut log)?;
        self.checkpoints.retain(|checkpoint| checkpoint.at <= now);
        self.events.truncate(self.present.events);
        self.events.append(&mut log);
        self.present.events = self.events.len();
        self.actions.truncate(self.present.actions);
        self.actions.push((now, action));
        self.present.actions += 1;
        self.play_until(now);
        Ok(())
    }

    fn next_action(&self) -> Option<Micros> {
        self.actions.get(self.present.actions).map(|(at, _)| *at)
    }

    fn play_until(&mut self, until: Micros) {
        while let Some(at) = self.present.play.next().filter(|at| *at <= until) {
            self.keep_checkpoint(at);
            self.record(|play, log| _ = play.step(log));
            self.present.at = at;
        }
        self.present.play.idle_until(until);
        self.present.at = self.present.at.max(until);
    }

    /// Lets something happen, and records its events, if they are new.
    fn record(&mut self, happen: impl FnOnce(&mut Play, &mut Vec<Event>)) {
        if self.present.events == self.events.len() {
            happen(&mut self.present.play, &mut self.events);
            self.present.events = self.events.len();
        } else {
            let mut again = Vec::new();
            happen(&mut self.present.play, &mut again);
            let known = &self.events[self.present.events..];
            debug_assert!(known.starts_with(&again), "what was played again came out otherwise");
            self.present.events += again.len();
        }
    }

    /// Keeps the present for later, if it is complete and far enough from the last one kept.
    fn keep_checkpoint(&mut self, next: Micros) {
        let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.events);
        let complete = self.present.at < next && self.next_action() != Some(self.present.at);
        if !complete || self.present.events < last + self.spacing {
            return;
        }
        self.checkpoints.push(self.present.clone());
        if self.checkpoints.len() > CHECKPOINTS_LIMIT {
            self.spacing *= 2;
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
        }
    }
}
