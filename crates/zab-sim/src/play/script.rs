//! Where a play stands in the lines of its scenario: whose turn it is, when that comes, and what is waited for.

use crate::record::event::Event;
use crate::scenario::limits::PATIENCE;
use crate::scenario::moments::Moment;
use crate::scenario::names::{Naming, Nobody};
use crate::scenario::{Command, Line, Scenario, When};
use crate::world::World;
use std::sync::Arc;
use zab::ids::Micros;

/// The lines that are done, and those that are to come.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    scenario: Arc<Scenario>,
    /// How many lines are done.
    done: usize,
    /// When the last line with a moment had its turn, and when the one before it.
    begun: Micros,
    before: Micros,
    wait: Wait,
}

/// What becomes of the moment that the next line with one waits for.
#[derive(Clone, Debug)]
enum Wait {
    /// It waits for a time.
    Nothing,
    /// It has not happened yet. Everybody is called by the id.
    Open(Moment),
    /// It happened at this time.
    Over(Micros),
    /// Nobody has the role that it names.
    Vain(Nobody),
}

/// When the turn of a line comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub(crate) at: Micros,
    /// Before all else that is due at the same time, or when all that has happened.
    pub(crate) first: bool,
}

/// What the turn of a line comes to.
pub(crate) enum Outcome {
    /// Its command is to be carried out.
    Command(Line),
    /// Its moment never came.
    NeverCame(Line),
    /// Nobody knows what it waits for.
    Nobody(Line, Nobody),
}

impl Script {
    pub(crate) fn new(scenario: Arc<Scenario>, world: &World) -> Script {
        let mut script =
            Script { scenario, done: 0, begun: Micros(0), before: Micros(0), wait: Wait::Nothing };
        script.wait_for_next(world);
        script
    }

    pub(crate) fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// Whether no line is left.
    pub(crate) fn is_over(&self) -> bool {
        self.done == self.scenario.lines.len()
    }

    /// The lines that are left.
    pub(crate) fn left(&self) -> &[Line] {
        &self.scenario.lines[self.done..]
    }

    /// The moment before that of the last line.
    pub(crate) fn moment_before(&self) -> Micros {
        self.before
    }

    /// When the next line has its turn, or is given up.
    pub(crate) fn turn(&self) -> Option<Turn> {
        let (at, first) = match &self.scenario.lines.get(self.done)?.when {
            None => (self.begun, true),
            Some(When::At(at)) => (*at, true),
            Some(When::AfterTime(at)) => (*at, false),
            Some(When::Later(span)) => (self.begun + *span, false),
            Some(When::After(_)) => match self.wait {
                Wait::Over(at) => (at, false),
                Wait::Open(_) => (self.begun + PATIENCE, false),
                Wait::Nothing | Wait::Vain(_) => (self.begun, false),
            },
        };
        Some(Turn { at: at.max(self.begun), first })
    }

    /// Takes the turn of the next line. One that is given up takes with it those that follow, up to the next that names a time.
    pub(crate) fn take_turn(&mut self, world: &World) -> Option<Outcome> {
        let line = self.scenario.lines.get(self.done)?.clone();
        if matches!(line.when, Some(When::After(_))) && !matches!(self.wait, Wait::Over(_)) {
            let names_time = |line: &Line| matches!(line.when, Some(When::AfterTime(_)));
            let lost = self.left().iter().position(names_time).unwrap_or(self.left().len());
            self.done += lost;
            return Some(match std::mem::replace(&mut self.wait, Wait::Nothing) {
                Wait::Vain(nobody) => Outcome::Nobody(line, nobody),
                _ => Outcome::NeverCame(line),
            });
        }
        self.done += 1;
        if line.when.is_some() {
            self.before = std::mem::replace(&mut self.begun, world.now());
            self.wait_for_next(world);
        }
        Some(Outcome::Command(line))
    }

    /// Hears what has happened, and whether it is what is waited for.
    pub(crate) fn hear(&mut self, events: &[Event]) {
        if let Wait::Open(moment) = &self.wait
            && let Some(event) = events.iter().find(|event| moment.is(event))
        {
            self.wait = Wait::Over(event.at);
        }
    }

    /// Begins to wait for what the next line with a moment names, if it names something.
    fn wait_for_next(&mut self, world: &World) {
        let next = self.left().iter().find_map(|line| line.when.as_ref());
        self.wait = match next {
            Some(When::After(moment)) => match moment.settled(world) {
                Ok(moment) => Wait::Open(moment),
                Err(nobody) => Wait::Vain(nobody),
            },
            _ => Wait::Nothing,
        };
    }

    /// Leaves out all that is to come, and the commands of these lines, which have had their turns and not come to an end.
    pub(crate) fn step_aside(&mut self, unfinished: impl Fn(u32) -> bool) {
        let mut scenario = Scenario::clone(&self.scenario);
        scenario.lines.truncate(self.done);
        for line in &mut scenario.lines {
            if matches!(line.command, Some(Command::Expect(_))) && unfinished(line.number) {
                line.command = None;
                line.words.clear();
            }
        }
        scenario.lines.retain(|line| line.when.is_some() || line.command.is_some());
        self.done = scenario.lines.len();
        self.scenario = Arc::new(scenario);
        self.wait = Wait::Nothing;
    }
}
