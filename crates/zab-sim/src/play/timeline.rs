//! A timeline: a play that can be moved back and forth, and acted on at any moment.
//!
//! A run is nothing but its scenario, its seed and what a person did at which moment. To go back means to take up the
//! last checkpoint before that moment and to play the rest again, which comes out the same to the last bit. Wherever a
//! timeline rests, everything that was due up to then has happened; so an action is placed by its moment alone.
//!
//! To act begins a branch: a parent, a moment, and what was done at it. The parent stays what it was, so nothing is ever lost: to undo
//! is to go back to the parent, to redo to go on to the branch. One goes back and forth along a path, from the scenario's
//! own branch, on which nobody has acted, to the present one.

mod branches;
mod checkpoints;

pub use branches::Branch;

use crate::play::story::Story;
use crate::play::timeline::branches::Branches;
use crate::play::timeline::checkpoints::Checkpoints;
use crate::play::{Failure, Play, Refused};
use crate::record::chronicle::{Beat, Stretch};
use crate::record::event::{Event, Text, What};
use crate::record::trace;
use crate::record::view::View;
use crate::scenario::deeds::Deed;
use crate::scenario::names::Naming;
use crate::scenario::{Command, Scenario, writer};
use crate::world::Action;
use std::sync::Arc;
use zab::ids::Micros;
use zab::words;

/// How many events a step looks through for one of the kind that it is to go to.
pub const STEP_LIMIT: usize = 50_000;

/// A play with its past, and with all that might have been.
#[derive(Clone, Debug)]
pub struct Timeline {
    scenario: Arc<Scenario>,
    branches: Branches,
    present: Moment,
    /// What has happened up to now along the path and, after going back, what will.
    events: Vec<Event>,
    /// What is told of them.
    story: Story,
    checkpoints: Checkpoints,
}

/// A moment at which a timeline can rest.
#[derive(Clone, Debug)]
struct Moment {
    at: Micros,
    play: Play,
    /// How many events lie behind it.
    events: usize,
    /// How many branches of the path have begun.
    depth: usize,
}

words! {
    /// What a step goes to: the next moment that has an event of this kind, or the last before.
    pub enum Stride {
        /// Anything but sockets opening and closing.
        Event "event",
        /// A message arrives.
        Message "message",
        /// A server notices or decides something.
        Decision "decision",
        /// Something is told, or the play pauses.
        Beat "beat",
        /// The play pauses: the scenario says so, or it is told that an invariant is broken of which it does not expect that.
        Pause "pause",
        /// The scenario begins a chapter.
        Chapter "chapter",
    }
}

impl Stride {
    /// All of them.
    pub const ALL: [Stride; 6] =
        [Stride::Event, Stride::Message, Stride::Decision, Stride::Beat, Stride::Pause, Stride::Chapter];
}

impl Timeline {
    /// A scenario at its beginning, with its own seed or with another.
    pub fn new(mut scenario: Scenario, seed: Option<u64>) -> Timeline {
        scenario.setup.seed = seed.unwrap_or(scenario.setup.seed);
        let scenario = Arc::new(scenario);
        let start = Moment { at: Micros(0), play: Play::new(Arc::clone(&scenario)), events: 0, depth: 0 };
        let mut timeline = Timeline {
            scenario,
            branches: Branches::default(),
            present: start.clone(),
            events: Vec::new(),
            story: Story::default(),
            checkpoints: Checkpoints::new(start),
        };
        timeline.advance(Micros(0));
        timeline
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
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

    /// The lines that have failed up to now.
    pub fn failures(&self) -> &[Failure] {
        self.present.play.failures()
    }

    /// The trace hash of the run up to now.
    pub fn hash(&self) -> u64 {
        trace::hash(self.events(), self.present.play.world())
    }

    /// When something happens next.
    pub fn next(&self) -> Option<Micros> {
        [self.present.play.next(), self.next_branch()].into_iter().flatten().min()
    }

    /// Lets time pass up to and including a moment that is not past.
    pub fn advance(&mut self, until: Micros) {
        while let Some(at) = self.next_branch().filter(|at| *at <= until) {
            self.play_until(at);
            self.present.depth += 1;
            let actions = self.branches.on_path(self.present.depth).actions.clone();
            // It could be done the first time, so it can be done again.
            self.record(|play, log| _ = play.act_all(&actions, log));
            self.play_until(at);
        }
        self.play_until(until);
    }

    /// The same, but it rests at the first moment that has an event of a kind. Whether it does so.
    pub fn play(&mut self, until: Micros, rest: Stride) -> bool {
        while let Some(at) = self.next().filter(|at| *at <= until) {
            let seen = self.present.events;
            self.advance(at);
            if self.has_stop(rest, seen) {
                return true;
            }
        }
        self.advance(until);
        false
    }

    /// Goes on to the next moment that has an event of a kind. False if there is none, or none near; then nothing has changed.
    pub fn step(&mut self, stride: Stride) -> bool {
        let (start, begun) = (self.now(), self.present.events);
        while let Some(at) = self.next() {
            let seen = self.present.events;
            let scripted = matches!(stride, Stride::Pause | Stride::Chapter);
            let over = scripted && self.present.play.is_over() && self.next_branch().is_none();
            if over || seen > begun + STEP_LIMIT {
                break;
            }
            self.advance(at);
            if self.has_stop(stride, seen) {
                return true;
            }
        }
        self.seek(start);
        false
    }

    /// Goes back to the last moment before this one that has an event of a kind, or to the beginning. False if this is the beginning.
    pub fn step_back(&mut self, stride: Stride) -> bool {
        let now = self.now();
        self.story.hear(&self.events);
        let stops = (0..self.present.events).rev().filter(|place| self.is_stop(stride, *place));
        let earlier = stops.map(|place| self.events[place].at).find(|at| *at < now);
        self.seek(earlier.unwrap_or_default());
        now > Micros(0)
    }

    /// Whether there is an event of a kind among those up to now, but for the first so many.
    fn has_stop(&mut self, stride: Stride, seen: usize) -> bool {
        self.story.hear(&self.events);
        (seen..self.present.events).any(|place| self.is_stop(stride, place))
    }

    /// Whether the event at this place is of a kind.
    fn is_stop(&self, stride: Stride, place: usize) -> bool {
        let what = &self.events[place].what;
        match stride {
            Stride::Event => !what.is_plumbing(),
            Stride::Message => matches!(what, What::Delivered { .. }) && !what.is_plumbing(),
            Stride::Decision => matches!(what, What::Noted(_)) && !what.is_plumbing(),
            Stride::Beat => *what == What::Paused || self.story.has_beat_at(place),
            Stride::Pause => self.pauses(place),
            Stride::Chapter => matches!(what, What::ChapterBegun { .. }),
        }
    }

    /// Whether the play pauses at the event at this place. What else a violation breaks is not told, and does not stop it.
    fn pauses(&self, place: usize) -> bool {
        match &self.events[place].what {
            What::Paused => true,
            What::Violation { invariant, .. } => {
                !self.scenario.expects_broken(*invariant) && self.story.has_beat_at(place)
            }
            _ => false,
        }
    }

    /// What is told of all that is known along the path, what is yet to come included; but for the first so many beats.
    pub fn beats(&mut self, skipped: usize) -> Vec<Beat> {
        self.story.hear(&self.events);
        self.story.beats(skipped, &self.events)
    }

    /// What each server was and, as far as that is known, will be, in the order of time; but for the first so many stretches.
    pub fn stretches(&mut self, skipped: usize) -> &[Stretch] {
        self.story.hear(&self.events);
        self.story.stretches(skipped)
    }

    /// Makes a moment the present, whether it is past or to come.
    pub fn seek(&mut self, at: Micros) {
        let last = self.checkpoints.last_by(at);
        if at < self.now() || last.at > self.now() {
            self.present = last.clone();
        }
        self.advance(at);
    }

    /// Goes to where the scenario has nothing more to do, to say or to expect on this path; or as near to it as a step looks.
    pub fn finish(&mut self) {
        let begun = self.present.events;
        while !(self.present.play.is_over() && self.next_branch().is_none())
            && self.present.events < begun + STEP_LIMIT
        {
            let Some(at) = self.next() else { return };
            self.advance(at);
        }
    }

    /// The chapters of the scenario, in order.
    pub fn chapters(&self) -> impl Iterator<Item = &[Text]> {
        self.scenario.lines.iter().filter_map(|line| match &line.command {
            Some(Command::Chapter(title)) => Some(title.as_slice()),
            _ => None,
        })
    }

    /// Goes to the beginning of a chapter, counted from 0: on this path or, if somebody has acted before it, on the scenario's own branch.
    /// False if it does not begin; then nothing has changed.
    pub fn go_to_chapter(&mut self, chapter: usize) -> bool {
        let (branch, now) = (self.branch(), self.now());
        for path_end in [branch, 0] {
            self.switch_to(path_end, now);
            loop {
                let mut begun =
                    self.events.iter().filter(|event| matches!(event.what, What::ChapterBegun { .. }));
                if let Some(at) = begun.nth(chapter).map(|event| event.at) {
                    self.seek(at);
                    return true;
                }
                let furthest = self.events.last().map_or(Micros(0), |event| event.at);
                self.seek(furthest.max(self.now()));
                if !self.step(Stride::Chapter) {
                    break;
                }
            }
        }
        self.switch_to(branch, now);
        false
    }

    /// Does what a person wants done, now. See [`Timeline::act_all`].
    ///
    /// # Errors
    ///
    /// If it cannot be done; then nothing has changed.
    pub fn act(&mut self, action: Action) -> Result<(), Refused> {
        self.act_all(vec![action])
    }

    /// Does all that a command of the language says, now. See [`Timeline::act_all`].
    ///
    /// # Errors
    ///
    /// If nobody has a role that is named, or something cannot be done; then nothing has changed.
    pub fn command(&mut self, deed: &Deed) -> Result<(), Refused> {
        let settled = deed.settled(self.present.play.world())?;
        self.act_all(settled.actions())
    }

    /// Does one thing after the other, now: a branch begins, in which the scenario has nothing more to do, to say or to expect. If the same
    /// was done here before, that branch is taken up again.
    ///
    /// # Errors
    ///
    /// If something cannot be done; then nothing has changed.
    pub fn act_all(&mut self, actions: Vec<Action>) -> Result<(), Refused> {
        let (now, depth) = (self.now(), self.present.depth);
        let (mut play, mut log) = (self.present.play.clone(), Vec::new());
        play.act_all(&actions, &mut log)?;
        let parent = Some(self.branches.on_path_id(depth));
        let branch = Branch { parent, at: now, actions, events: self.present.events, until: now };
        if let Some(known) = self.branches.find(&branch) {
            self.switch_to(known, now);
            return Ok(());
        }
        self.branches.begin(branch)?;
        self.checkpoints.retain(|checkpoint| checkpoint.depth <= depth && checkpoint.at <= now);
        self.events.truncate(self.present.events);
        self.story.forget(self.present.events);
        self.events.append(&mut log);
        self.present = Moment { at: now, play, events: self.events.len(), depth: depth + 1 };
        self.play_until(now);
        Ok(())
    }

    /// All branches there are, in the order in which they began: first the scenario's own.
    pub fn branches(&self) -> &[Branch] {
        self.branches.all()
    }

    /// The branch along whose path one goes back and forth.
    pub fn branch(&self) -> usize {
        self.branches.present()
    }

    /// Makes a branch the present one, at the same moment. False if there is no such branch.
    pub fn switch(&mut self, branch: usize) -> bool {
        let exists = branch < self.branches.all().len();
        if exists {
            self.switch_to(branch, self.now());
        }
        exists
    }

    /// Takes back what a person did last before now: the moment is the one at which it was done, on the branch where it was not. False if
    /// nobody has acted yet.
    pub fn undo(&mut self) -> bool {
        let Some(above) = self.present.depth.checked_sub(1) else { return false };
        let at = self.branches.on_path(self.present.depth).at;
        self.switch_to(self.branches.on_path_id(above), at);
        true
    }

    /// Does again what was taken back, or what comes next on this path. False if there is nothing of the kind.
    pub fn redo(&mut self) -> bool {
        let Some(next) = self.branches.after(self.present.depth) else { return false };
        self.switch_to(next, self.branches.all()[next].at);
        true
    }

    /// The scenario that plays to what there is now: its own lines as far as they have come, what a person did, and this moment. Where nobody
    /// has acted, it is the scenario itself.
    pub fn written(&self) -> String {
        let mut text = self.present.play.scenario().to_string();
        if self.present.depth > 0 {
            for depth in 1..=self.present.depth {
                let branch = self.branches.on_path(depth);
                text += &writer::lines_of(branch.at, &branch.actions);
            }
            text += &writer::lines_of(self.now(), &[]);
        }
        text
    }

    /// Makes a branch and a moment the present ones.
    fn switch_to(&mut self, branch: usize, at: Micros) {
        let shared = self.branches.take_path_to(branch);
        let is_shared = |moment: &Moment| {
            moment.depth < shared.depth && moment.events <= shared.events && moment.at <= shared.until
        };
        self.checkpoints.retain(is_shared);
        self.events.truncate(shared.events);
        self.story.forget(self.events.len());
        if !is_shared(&self.present) {
            self.present = self.checkpoints.last_by(at).clone();
        }
        self.seek(at);
    }

    /// When the next branch of the path begins.
    fn next_branch(&self) -> Option<Micros> {
        self.branches.next_on_path(self.present.depth).map(|branch| branch.at)
    }

    fn play_until(&mut self, until: Micros) {
        while let Some(at) = self.present.play.next().filter(|at| *at <= until) {
            let complete = self.present.at < at && self.next_branch() != Some(self.present.at);
            if complete {
                self.checkpoints.offer(&self.present);
            }
            self.record(|play, log| _ = play.step(log));
            self.present.at = at;
        }
        self.present.play.idle_until(until);
        self.present.at = self.present.at.max(until);
        if self.present.depth == self.branches.depth() {
            self.branches.reach(self.present.at);
        }
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
}
