//! The boundary: the verbs that the page calls. Nothing here decides anything.
//!
//! Times are microseconds of virtual time, as JavaScript numbers. Seeds are strings, because they have 64 bits.
//! Whatever a caller can get wrong comes back as an `Error` with a message for people.

mod sight;
#[cfg(target_arch = "wasm32")]
mod types;

use serde::Serialize;
use sight::Sight;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use zab::describe::Describe;
use zab::ids::Micros;
use zab_sim::invariant::RULES;
use zab_sim::play;
use zab_sim::play::timeline::{Stride, Timeline};
use zab_sim::record::serialize::Serial;
use zab_sim::scenario::Scenario;
use zab_sim::scenario::language;

/// A scenario being played.
#[wasm_bindgen]
pub struct Simulation {
    timeline: Timeline,
    sight: RefCell<Sight>,
}

#[wasm_bindgen]
impl Simulation {
    /// Reads a scenario and stands at its beginning. Without a seed, the scenario's own is taken.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, seed: Option<String>) -> Result<Simulation, JsError> {
        keep_panic_messages();
        let scenario = Scenario::read(scenario)?;
        let seed = seed.map(|seed| seed.parse().map_err(|_| JsError::new(&bad_seed(&seed)))).transpose()?;
        Ok(Simulation { timeline: Timeline::new(scenario, seed), sight: RefCell::default() })
    }

    /// What the scenario is called, in each language it has.
    #[wasm_bindgen(getter, unchecked_return_type = "Text[]")]
    pub fn title(&self) -> Result<Vec<JsValue>, JsError> {
        self.timeline.scenario().title.iter().map(|text| to_js(text)).collect()
    }

    /// The seed in force.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> String {
        self.timeline.scenario().setup.seed.to_string()
    }

    /// Plays everything that is due up to and including a moment, which becomes the present.
    pub fn advance(&mut self, until: f64) {
        self.timeline.advance(moment(until));
    }

    /// The same, but it rests at the first moment that has an event of a kind: `event`, `message`, `decision`, `beat`, `pause` or `chapter`.
    /// Whether it does so.
    pub fn play(&mut self, until: f64, rest: &str) -> Result<bool, JsError> {
        Ok(self.timeline.play(moment(until), stride(rest)?))
    }

    /// Goes on to the next moment that has an event of a kind. False if there is none, or
    /// none near; then nothing has changed.
    pub fn step(&mut self, to: &str) -> Result<bool, JsError> {
        Ok(self.timeline.step(stride(to)?))
    }

    /// Goes back to the last moment before this one that has an event of a kind, or to the beginning. False if this is the beginning.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self, to: &str) -> Result<bool, JsError> {
        Ok(self.timeline.step_back(stride(to)?))
    }

    /// Makes a moment the present, past or to come.
    pub fn seek(&mut self, at: f64) {
        self.timeline.seek(moment(at));
    }

    /// Does what a command of the language says, now: all of it, or nothing.
    pub fn act(&mut self, command: &str) -> Result<(), JsError> {
        let deed = language::deed(command, &self.timeline.scenario().setup)?;
        Ok(self.timeline.command(&deed)?)
    }

    /// Takes back what a person did last before now. False if nobody has acted yet.
    pub fn undo(&mut self) -> bool {
        self.timeline.undo()
    }

    /// Does again what was taken back, or what comes next on this branch. False if there is nothing of the kind.
    pub fn redo(&mut self) -> bool {
        self.timeline.redo()
    }

    /// All branches, in the order in which they began: first the scenario's own.
    #[wasm_bindgen(unchecked_return_type = "BranchView[]")]
    pub fn branches(&self) -> Result<Vec<JsValue>, JsError> {
        self.timeline.branches().iter().map(|branch| to_js(&branch.view())).collect()
    }

    /// The number of the present branch.
    #[wasm_bindgen(getter)]
    pub fn branch(&self) -> u32 {
        self.timeline.branch() as u32
    }

    /// Makes a branch the present one, at the same moment. False if there is no such branch.
    pub fn switch(&mut self, branch: u32) -> bool {
        self.timeline.switch(branch as usize)
    }

    /// The chapters of the scenario, each in each language it has.
    #[wasm_bindgen(unchecked_return_type = "Text[][]")]
    pub fn chapters(&self) -> Result<Vec<JsValue>, JsError> {
        self.timeline.chapters().map(|title| to_js(&title.to_vec())).collect()
    }

    /// Goes to the beginning of a chapter, counted from 0. False if it does not begin; then nothing has changed.
    #[wasm_bindgen(js_name = goToChapter)]
    pub fn go_to_chapter(&mut self, chapter: u32) -> bool {
        self.timeline.go_to_chapter(chapter as usize)
    }

    /// The names of the invariants that the scenario expects to be broken, each with a space behind it.
    pub fn foreseen(&self) -> String {
        let expected = RULES.iter().filter(|rule| self.timeline.scenario().expects_broken(rule.invariant));
        expected.flat_map(|rule| [rule.invariant.word(), " "]).collect()
    }

    /// Goes to where the scenario has nothing more to do, to say or to expect.
    pub fn finish(&mut self) {
        self.timeline.finish();
    }

    /// The scenario that plays to what there is now.
    pub fn written(&self) -> String {
        self.timeline.written()
    }

    /// What there is to see now. A server or a message in which nothing has changed since the last view is the same object as there.
    #[wasm_bindgen(unchecked_return_type = "View")]
    pub fn view(&self) -> Result<JsValue, JsError> {
        self.sight.borrow_mut().show(self.timeline.view())
    }

    /// The events up to now whose numbers are above this one.
    #[wasm_bindgen(unchecked_return_type = "Event[]")]
    pub fn events(&self, after: u32) -> Result<Vec<JsValue>, JsError> {
        // Events are numbered from 1 without gaps.
        self.timeline.events().iter().skip(after as usize).map(|event| to_js(event)).collect()
    }

    /// What is told of all that is known along the path, what is yet to come included; but for the first so many beats.
    #[wasm_bindgen(unchecked_return_type = "Beat[]")]
    pub fn beats(&mut self, skipped: u32) -> Result<Vec<JsValue>, JsError> {
        self.timeline.beats(skipped as usize).iter().map(|beat| to_js(beat)).collect()
    }

    /// What each server was and, as far as that is known, will be, in the order of time; but for the first so many stretches.
    #[wasm_bindgen(unchecked_return_type = "Stretch[]")]
    pub fn stretches(&mut self, skipped: u32) -> Result<Vec<JsValue>, JsError> {
        self.timeline.stretches(skipped as usize).iter().map(|stretch| to_js(stretch)).collect()
    }

    /// The trace hash of the run up to now.
    #[wasm_bindgen(js_name = traceHash)]
    pub fn trace_hash(&self) -> String {
        format!("{:016x}", self.timeline.hash())
    }
}

/// Plays a scenario to its end and gives the trace hash.
#[wasm_bindgen(js_name = runToEnd)]
pub fn run_to_end(scenario: &str) -> Result<String, JsError> {
    Ok(format!("{:016x}", play::run(&Scenario::read(scenario)?).hash()))
}

/// A fresh seed, drawn at random.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> Result<String, JsError> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes)?;
    // Short enough to be read out: chance needs no more here.
    Ok(u32::from_le_bytes(bytes).to_string())
}

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the last panic said, if there was one. A panic is our own mistake; whoever sees one should be able to report it. It goes to the
/// console as well.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.with_borrow(Clone::clone)
}

fn keep_panic_messages() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        LAST_PANIC.with_borrow_mut(|last| *last = Some(message));
    }));
}

fn to_js(value: &dyn Describe) -> Result<JsValue, JsError> {
    Ok(Serial(value).serialize(&serde_wasm_bindgen::Serializer::new())?)
}

/// A moment; what is no number, or negative, is the beginning.
fn moment(micros: f64) -> Micros {
    Micros(micros as u64)
}

/// What a step goes to.
fn stride(to: &str) -> Result<Stride, JsError> {
    let found = Stride::ALL.iter().find(|stride| stride.word() == to);
    found.copied().ok_or_else(|| {
        let known: Vec<_> = Stride::ALL.iter().map(|stride| stride.word()).collect();
        JsError::new(&format!("expected one of {}, but found {to}", known.join(", ")))
    })
}

fn bad_seed(seed: &str) -> String {
    format!("expected a seed from 0 to {}, but found {seed:?}", u64::MAX)
}
