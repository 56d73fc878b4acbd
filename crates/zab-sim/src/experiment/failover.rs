//! How long without a leader, and how long without service: a leader fails, again and again.

use super::{ExperimentError, PATIENCE, begins_to_lead, ensemble, pass, step};
use crate::party::ClientId;
use crate::record::event::{Event, What};
use crate::scenario::Scenario;
use crate::scenario::writer::lines_of;
use crate::world::random::Stream;
use crate::world::{Action, Link, World};
use zab::ids::{Micros, ServerId};
use zab::request::Op;
use zab::words;

words! {
    /// How a leader fails.
    pub enum Failing {
        /// Its process is killed, and everyone it is connected to is told.
        Killed "killed",
        /// Nothing passes between it and any other server, and nobody is told.
        CutOff "cut off",
        /// Its process is suspended, as by a long garbage collection, and stays so.
        Paused "paused",
    }
}

/// What a failure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// How long nobody led: until another server begins to serve as a leader. Absent if that took longer than [`PATIENCE`].
    pub leaderless: Option<Micros>,
    /// How long nothing was served to a client that wants to write all the time, and is not at the leader: until the first write that it asks
    /// for after the failure is answered.
    pub unserved: Option<Micros>,
}

/// The experiment: an ensemble, and how its leader fails.
#[derive(Clone, Debug)]
pub struct Failover {
    scenario: Scenario,
    failing: Failing,
}

/// A session that outlasts every wait for a new leader, so that none of them is lost to a client that gave up.
const SESSION_TICKS: u32 = 15;

impl Failover {
    /// With the ensemble that a text sets up.
    ///
    /// # Errors
    ///
    /// If the text is none that only sets up an ensemble, or one of its servers cannot be missed.
    pub fn new(text: &str, failing: Failing) -> Result<Failover, ExperimentError> {
        let scenario = ensemble(text)?;
        let voters = scenario.setup.quorum.voters();
        for voter in voters {
            if !scenario.setup.quorum.is_met(voters.iter().copied().filter(|other| other != voter)) {
                return Err(ExperimentError::NobodyLeft(*voter));
            }
        }
        Ok(Failover { scenario, failing })
    }

    /// The outage of a run. Runs are numbered; each has the seed of the ensemble and its number for its own.
    ///
    /// # Errors
    ///
    /// If the ensemble does not even come up.
    pub fn run(&self, number: u64) -> Result<Outage, ExperimentError> {
        Trial::begin(self, number)?.run(self.failing)
    }

    /// The same run as a scenario, to be watched.
    ///
    /// # Errors
    ///
    /// If the ensemble does not even come up.
    pub fn written(&self, number: u64) -> Result<String, ExperimentError> {
        let mut trial = Trial::begin(self, number)?;
        trial.run(self.failing)?;
        let mut scenario = self.scenario.clone();
        scenario.setup.seed = scenario.setup.seed.wrapping_add(number);
        let done: Vec<String> = trial.done.iter().map(|(at, actions)| lines_of(*at, actions)).collect();
        Ok(scenario.to_string() + &done.concat())
    }
}

/// A run in its course.
struct Trial {
    world: World,
    log: Vec<Event>,
    leader: ServerId,
    client: ClientId,
    /// When the leader fails.
    fails: Micros,
    /// What was done, and when.
    done: Vec<(Micros, Vec<Action>)>,
}

impl Trial {
    /// All start, one leads, and a client writes; then some time passes, so that the failure meets any moment between two heartbeats.
    fn begin(Failover { scenario, .. }: &Failover, number: u64) -> Result<Trial, ExperimentError> {
        let mut setup = scenario.setup.clone();
        setup.seed = setup.seed.wrapping_add(number);
        let mut world = World::new(&setup);
        let (mut log, mut done) = (Vec::new(), Vec::new());
        let start: Vec<Action> = setup.servers().map(Action::Start).collect();
        perform(&mut world, &mut log, &mut done, start)?;

        let mut leader = None;
        while leader.is_none() && step(&mut world, &mut log, PATIENCE) {
            leader = log.iter().find_map(|event| begins_to_lead(&world, event));
        }
        let leader = leader.ok_or(ExperimentError::NeverServes(PATIENCE))?;
        let now = world.now();
        pass(&mut world, &mut log, now);
        let client = ClientId::all().next().ok_or(ExperimentError::NeverServes(PATIENCE))?;
        let to = setup.quorum.voters().iter().copied().find(|voter| *voter != leader).unwrap_or(leader);
        let timeout = setup.settings.tick.times(SESSION_TICKS);
        perform(
            &mut world,
            &mut log,
            &mut done,
            vec![Action::Connect { client, to, timeout }, write(client)],
        )?;
        let mut trial = Trial { world, log, leader, client, fails: PATIENCE, done };
        if trial.ask_until_answered(PATIENCE, |_, _| true)?.is_none() {
            return Err(ExperimentError::NeverServes(PATIENCE));
        }
        let wait = Stream::of_experiment(setup.seed).between(Micros(0), setup.settings.tick);
        trial.fails = trial.world.now() + wait;
        pass(&mut trial.world, &mut trial.log, trial.fails);
        Ok(trial)
    }

    /// The client, which has asked, asks again whenever that has failed, and once all that is due at that moment has happened. When it was
    /// answered, and what else is waited for has been seen; absent, if not in time.
    fn ask_until_answered(
        &mut self,
        until: Micros,
        mut sees: impl FnMut(&World, &[Event]) -> bool,
    ) -> Result<Option<Micros>, ExperimentError> {
        let (mut asks, mut answered, mut seen) = (false, None, false);
        while (answered.is_none() || !seen) && step(&mut self.world, &mut self.log, until) {
            seen |= sees(&self.world, &self.log);
            let now = self.world.now();
            answered = answered.or(self.log.iter().any(is_answered).then_some(now));
            asks |= self.log.iter().any(has_failed);
            if asks && answered.is_none() && self.world.next() > Some(now) {
                asks = false;
                perform(&mut self.world, &mut self.log, &mut self.done, vec![write(self.client)])?;
            }
        }
        Ok(answered)
    }

    fn run(&mut self, failing: Failing) -> Result<Outage, ExperimentError> {
        let leader = self.leader;
        let mut failure = match failing {
            Failing::Killed => vec![Action::Crash(leader)],
            Failing::Paused => vec![Action::Suspend(leader)],
            Failing::CutOff => {
                let others = self.world.servers().filter(|other| *other != leader);
                others
                    .map(|other| Action::Cut(Link { from: leader.into(), to: other.into(), both: true }))
                    .collect()
            }
        };
        failure.push(write(self.client));
        perform(&mut self.world, &mut self.log, &mut self.done, failure)?;

        let fails = self.fails;
        let mut leads = None;
        let answered = self.ask_until_answered(fails + PATIENCE, |world, log| {
            let other = |event: &Event| begins_to_lead(world, event).is_some_and(|server| server != leader);
            leads = leads.or(log.iter().any(other).then_some(world.now()));
            leads.is_some()
        })?;
        let after = |at: Micros| Micros(at.0 - fails.0);
        Ok(Outage { leaderless: leads.map(after), unserved: answered.map(after) })
    }
}

fn write(client: ClientId) -> Action {
    Action::Request {
        client,
        op: Op::SetData { path: String::from("/zookeeper/config"), data: String::from("v"), version: -1 },
    }
}

fn is_answered(event: &Event) -> bool {
    matches!(event.what, What::RequestAnswered { .. })
}

fn has_failed(event: &Event) -> bool {
    matches!(event.what, What::RequestFailed { .. })
}

/// Does it, and notes that it was done.
fn perform(
    world: &mut World,
    log: &mut Vec<Event>,
    done: &mut Vec<(Micros, Vec<Action>)>,
    actions: Vec<Action>,
) -> Result<(), ExperimentError> {
    for action in &actions {
        world.act(action.clone(), log)?;
    }
    done.push((world.now(), actions));
    Ok(())
}
