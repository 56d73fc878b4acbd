//! The boundary: the verbs that the page calls. Nothing here decides anything.
//!
//! Times are microseconds of virtual time, as JavaScript numbers. Seeds are strings, because they have 64 bits.
//! Whatever a caller can get wrong comes back as an `Error` with a message for people.

#[cfg(target_arch = "wasm32")]
mod types;

use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use zab::describe::Describe;
use zab::ids::{Micros, ServerId};
use zab_sim::play;
use zab_sim::play::timeline::Timeline;
use zab_sim::record::serialize::Serial;
use zab_sim::scenario::Scenario;
use zab_sim::scenario::language;
use zab_sim::world::{Action, Link};

/// A scenario being played.
#[wasm_bindgen]
pub struct Simulation {
    timeline: Timeline,
}

#[wasm_bindgen]
impl Simulation {
    /// Reads a scenario and stands at its beginning. Without a seed, the scenario's own is taken.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, seed: Option<String>) -> Result<Simulation, JsError> {
        keep_panic_messages();
        let scenario = Scenario::read(scenario)?;
        let seed = seed.map(|seed| seed.parse().map_err(|_| JsError::new(&bad_seed(&seed)))).transpose()?;
        Ok(Simulation { timeline: Timeline::new(scenario, seed) })
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

    /// Goes on to the next moment at which more happens than sockets opening and closing. False if there is none.
    pub fn step(&mut self) -> bool {
        self.timeline.step()
    }

    /// Goes back to the moment before this one at which a step stops. False if this is the beginning.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) -> bool {
        self.timeline.step_back()
    }

    /// Makes a moment the present, past or to come.
    pub fn seek(&mut self, at: f64) {
        self.timeline.seek(moment(at));
    }

    /// Does something to a server, now: `start`, `crash`, `restart`, or `write`, which a client does through it.
    pub fn act(&mut self, verb: &str, server: i32) -> Result<(), JsError> {
        let server = ServerId(server.into());
        let action = match verb {
            "start" => Action::Start(server),
            "crash" => Action::Crash(server),
            "restart" => Action::Restart(server),
            "write" => Action::Write(server),
            _ => {
                let message = format!("expected start, crash, restart or write, but found {verb}");
                return Err(JsError::new(&message));
            }
        };
        Ok(self.timeline.act(action)?)
    }

    /// Does something to a link between two servers, now: `cut` or `heal`, one way or both.
    pub fn link(&mut self, verb: &str, from: i32, to: i32, both: bool) -> Result<(), JsError> {
        let [from, to] = [from, to].map(|server| ServerId(server.into()).into());
        let link = Link { from, to, both };
        let action = match verb {
            "cut" => Action::Cut(link),
            "heal" => Action::Heal(link),
            _ => return Err(JsError::new(&format!("expected cut or heal, but found {verb}"))),
        };
        Ok(self.timeline.act(action)?)
    }

    /// Does what a command of the language says, now. Of several things it does each, until one cannot be done.
    pub fn command(&mut self, command: &str) -> Result<(), JsError> {
        for action in language::actions(command, &self.timeline.scenario().setup)? {
            self.timeline.act(action)?;
        }
        Ok(())
    }

    /// What there is to see now.
    #[wasm_bindgen(unchecked_return_type = "View")]
    pub fn view(&self) -> Result<JsValue, JsError> {
        to_js(&self.timeline.view())
    }

    /// The events up to now whose numbers are above this one.
    #[wasm_bindgen(unchecked_return_type = "Event[]")]
    pub fn events(&self, after: u32) -> Result<Vec<JsValue>, JsError> {
        // Events are numbered from 1 without gaps.
        self.timeline.events().iter().skip(after as usize).map(|event| to_js(event)).collect()
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

fn bad_seed(seed: &str) -> String {
    format!("expected a seed from 0 to {}, but found {seed:?}", u64::MAX)
}
