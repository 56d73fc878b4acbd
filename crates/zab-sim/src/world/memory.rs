//! How much memory a world takes, about: enough to say how many of them can be kept.

use crate::world::{Machine, World};
use std::mem::size_of;
use zab::ids::Zxid;
use zab::server::Server;
use zab::storage::tree::Node;
use zab::storage::txn::Txn;

/// What a server keeps for each server of the ensemble: links, ballots, its place in the quorum (measured).
const PER_PEER: usize = 400;
/// What a znode takes beside itself: its path, what it holds, and its place among the others (measured).
const PER_NODE: usize = 100;
/// What a message under way takes (measured).
const PER_MESSAGE: usize = 300;

impl World {
    /// How many bytes a copy of this world takes, about; within a factor of two of what was measured. Copies share trees and transactions
    /// until one of them changes; that is left out of account.
    pub fn bytes(&self) -> usize {
        let peers = self.machines.keys().count();
        let machines: usize = self.machines.values().map(|machine| bytes(machine, peers)).sum();
        machines + self.checker.0.bytes() + self.network.transits().count() * PER_MESSAGE
    }
}

fn bytes(machine: &Machine, peers: usize) -> usize {
    let log = machine.disk.written().log.len() * size_of::<Txn>();
    let process = machine.process.as_ref().map_or(0, |process| {
        let database = process.tree().map_or(0, |database| {
            let nodes = database.tree().reported_count() as usize * (size_of::<Node>() + PER_NODE);
            let committed = database.committed_log().count() * size_of::<Txn>();
            nodes + committed + size_of_val(database.history()).max(size_of::<Zxid>())
        });
        size_of::<Server>() + log + database
    });
    size_of::<Machine>() + peers * PER_PEER + log + process
}
