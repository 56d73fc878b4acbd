//! How much, and how fast: clients at every server ask again as soon as they are answered.

use super::{ExperimentError, PATIENCE, ensemble, in_order, pass, percentile, step};
use crate::party::ClientId;
use crate::record::event::{Event, What};
use crate::scenario::Scenario;
use crate::world::{Action, World};
use std::collections::VecDeque;
use zab::collections::table::Table;
use zab::ids::{Micros, ServerId};
use zab::note::{Note, Phase};
use zab::quorum::Quorum;
use zab::request::Op;
use zab::words;

words! {
    /// What clients ask for.
    pub enum Load {
        /// To read, which every server answers by itself.
        Reads "reads",
        /// To write, which the leader proposes to all.
        Writes "writes",
    }
}

/// What so many servers do in a second, and how long one who asks waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Requests answered in a second.
    pub per_second: u64,
    /// Half of all were answered within this time.
    pub p50: Micros,
    /// So were 99 of 100.
    pub p99: Micros,
}

/// The experiment: an ensemble, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Throughput {
    scenario: Scenario,
    load: Load,
    /// How many requests each client has under way.
    under_way: u32,
}

/// How many servers there may be: each has a client of its own, and those have letters for names.
pub const SERVERS: (u32, u32) = (1, 25);
/// How many requests a client may have under way.
pub const UNDER_WAY: (u32, u32) = (1, 1_000);
/// Once as many requests are answered as are under way, queues are as full as they get, and it is counted; so long at least, and until so many
/// times as many are answered; and so long at most.
const LEAST: Micros = Micros::from_millis(200);
const TURNS: usize = 3;
const MOST: Micros = Micros::from_millis(20_000);

impl Throughput {
    /// With the settings and costs of an ensemble that a text sets up; who is in it is said for each run.
    ///
    /// # Errors
    ///
    /// If the text is none that only sets up an ensemble, or too much is to be under way.
    pub fn new(text: &str, load: Load, under_way: u32) -> Result<Throughput, ExperimentError> {
        within(UNDER_WAY, "requests under way", under_way)?;
        Ok(Throughput { scenario: ensemble(text)?, load, under_way })
    }

    /// What so many voters and observers come to.
    ///
    /// # Errors
    ///
    /// If there are none or too many, or they do not come up.
    pub fn run(&self, voters: u32, observers: u32) -> Result<Figures, ExperimentError> {
        within((1, SERVERS.1), "voters", voters)?;
        within(SERVERS, "servers", voters.saturating_add(observers))?;
        let mut setup = self.scenario.setup.clone();
        let all = i64::from(voters + observers);
        setup.quorum = Quorum::majority((1..=i64::from(voters)).map(ServerId));
        setup.observers = (i64::from(voters) + 1..=all).map(ServerId).collect();
        let mut world = World::new(&setup);
        let mut log = Vec::new();
        for server in setup.servers() {
            world.act(Action::Start(server), &mut log)?;
        }
        let mut serving = 0;
        while serving < all && step(&mut world, &mut log, PATIENCE) {
            serving += log.iter().filter(|event| begins_to_serve(event)).count() as i64;
        }
        // An observer that finds its leader late may come and go; nobody waits for ever.
        let mut clients = Table::default();
        for (client, server) in ClientId::all().zip(setup.servers()) {
            let timeout = setup.settings.tick.times(20);
            world.act(Action::Connect { client, to: server, timeout }, &mut log)?;
            clients.insert(client, VecDeque::new());
        }
        let until = world.now() + setup.settings.tick;
        pass(&mut world, &mut log, until);
        self.count(world, clients)
    }

    /// Counts the answers of a while, after another while in which they are not counted.
    fn count(
        &self,
        mut world: World,
        mut clients: Table<ClientId, VecDeque<Micros>>,
    ) -> Result<Figures, ExperimentError> {
        let mut log = Vec::new();
        let asking: Vec<ClientId> = clients.keys().copied().collect();
        for client in asking {
            for _ in 0..self.under_way {
                self.ask(&mut world, &mut clients, client, &mut log)?;
            }
        }
        let turn = clients.values().map(VecDeque::len).sum::<usize>();
        let ends = world.now() + MOST;
        let (mut begun, mut warm) = (world.now(), 0);
        let (mut waits, mut over) = (Vec::new(), Vec::new());
        while step(&mut world, &mut log, ends) {
            over.extend(log.iter().filter_map(|event| event.client.filter(|_| is_over(event))));
            for letter in over.drain(..) {
                let Some(client) = ClientId::named(&letter.to_string()) else { continue };
                let asked = clients.get_mut(&client).and_then(VecDeque::pop_front);
                if warm < turn {
                    warm += 1;
                    begun = world.now();
                } else if let Some(asked) = asked {
                    waits.push(Micros(world.now().0 - asked.0));
                }
                self.ask(&mut world, &mut clients, client, &mut log)?;
            }
            if waits.len() >= turn * TURNS && world.now() >= begun + LEAST {
                break;
            }
        }
        let took = (world.now().0 - begun.0).max(1);
        let waits = in_order(waits.into_iter().map(Some));
        Ok(Figures {
            per_second: waits.len() as u64 * 1_000_000 / took,
            p50: percentile(&waits, 50).unwrap_or_default(),
            p99: percentile(&waits, 99).unwrap_or_default(),
        })
    }

    fn ask(
        &self,
        world: &mut World,
        clients: &mut Table<ClientId, VecDeque<Micros>>,
        client: ClientId,
        log: &mut Vec<Event>,
    ) -> Result<(), ExperimentError> {
        let path = String::from("/zookeeper/config");
        let op = match self.load {
            Load::Reads => Op::GetData { path },
            Load::Writes => Op::SetData { path, data: String::from("0123456789abcdef"), version: -1 },
        };
        world.act(Action::Request { client, op }, log)?;
        if let Some(asked) = clients.get_mut(&client) {
            asked.push_back(world.now());
        }
        Ok(())
    }
}

fn within((least, most): (u32, u32), what: &'static str, found: u32) -> Result<(), ExperimentError> {
    match (least..=most).contains(&found) {
        true => Ok(()),
        false => Err(ExperimentError::OutOfRange(least, most, what, found)),
    }
}

fn begins_to_serve(event: &Event) -> bool {
    matches!(event.what, What::Noted(Note::PhaseChanged { to: Phase::Broadcast }))
}

fn is_over(event: &Event) -> bool {
    matches!(event.what, What::RequestAnswered { .. } | What::RequestFailed { .. })
}
