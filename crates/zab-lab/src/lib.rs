//! The boundary of experiments: the verbs that the page's worker calls. A module of its own, so that whoever only watches need not load it.
//!
//! Times are microseconds, as JavaScript numbers; a time without end is NaN. Whatever a caller can get wrong comes back as an `Error` with a
//! message for people.

use wasm_bindgen::prelude::*;
use zab::ids::Micros;
use zab_sim::experiment::{Failing, Figures, Load, Outage};
use zab_sim::experiment::{Failover as FailoverExperiment, Throughput as ThroughputExperiment};

/// How long an ensemble is without a leader, and without service.
#[wasm_bindgen]
pub struct Failover(FailoverExperiment);

#[wasm_bindgen]
impl Failover {
    /// With the ensemble that a text sets up; its leader is `killed`, `cut off` or `paused`.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, by: &str) -> Result<Failover, JsError> {
        let ways = [Failing::Killed, Failing::CutOff, Failing::Paused];
        Ok(Failover(FailoverExperiment::new(text, one_of(&ways, by)?)?))
    }

    /// So many runs from a number on: for each how long it was without a leader, and how long without service.
    pub fn runs(&self, from: u32, count: u32) -> Result<Vec<f64>, JsError> {
        let mut spans = Vec::new();
        for number in from..from.saturating_add(count) {
            let Outage { leaderless, unserved } = self.0.run(u64::from(number))?;
            spans.extend([leaderless, unserved].map(|span| span.map_or(f64::NAN, micros)));
        }
        Ok(spans)
    }

    /// A run as a scenario, to be watched.
    pub fn written(&self, number: u32) -> Result<String, JsError> {
        Ok(self.0.written(u64::from(number))?)
    }
}

/// How many reads or writes an ensemble does in a second.
#[wasm_bindgen]
pub struct Throughput(ThroughputExperiment);

#[wasm_bindgen]
impl Throughput {
    /// With the settings and costs that a text sets up; clients ask for `reads` or `writes`, so many at a time each.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, load: &str, under_way: u32) -> Result<Throughput, JsError> {
        let load = one_of(&[Load::Reads, Load::Writes], load)?;
        Ok(Throughput(ThroughputExperiment::new(text, load, under_way)?))
    }

    /// What so many voters and observers come to: requests in a second, and the times within which half of them and 99 of 100 were answered.
    pub fn run(&self, voters: u32, observers: u32) -> Result<Vec<f64>, JsError> {
        let Figures { per_second, p50, p99 } = self.0.run(voters, observers)?;
        Ok(vec![per_second as f64, micros(p50), micros(p99)])
    }
}

fn one_of<W: Copy + ToString>(words: &[W], asked: &str) -> Result<W, JsError> {
    let known = || words.iter().map(W::to_string).collect::<Vec<_>>().join(", ");
    let found = words.iter().copied().find(|word| word.to_string() == asked);
    found.ok_or_else(|| JsError::new(&format!("expected one of {}, but found {asked}", known())))
}

fn micros(span: Micros) -> f64 {
    span.0 as f64
}
