//! Elections: each server's log is replayed line by line through a server of ours, and every notification that a server received
//! must have been sent by ours in the place of its sender.

mod delivery;
mod log_lines;
mod lookahead;
mod replay;

use super::recording::ensemble::Ensemble;
use super::report::Report;

/// Compares the elections of all servers of an ensemble.
pub(super) fn compare(ensemble: &Ensemble, report: &mut Report) {
    let exchanges: Vec<_> = ensemble.logs.iter().map(|log| replay::replay(log, ensemble, report)).collect();
    delivery::compare(ensemble, &exchanges, report);
}
