//! The packets of leader and learner: each real server in turn is replaced by one of ours, which receives what the real one received
//! and must send what the real one sent. How a leader synchronized each learner is compared with its log, too.

mod conversation;
mod leader;
mod learner;
mod lone_server;
mod pings;
pub(super) mod synchronization;

use super::recording::ensemble::Ensemble;
use super::report::Report;
use conversation::{Conversation, conversations};
use std::collections::BTreeMap;
use std::path::Path;
use zab::ids::{Epoch, ServerId};

/// Compares every conversation of an ensemble, both ways.
pub(in crate::conform) fn compare(folder: &Path, ensemble: &Ensemble, report: &mut Report) {
    let conversations = conversations(&ensemble.packets);
    // What each server has promised and taken in its conversations so far.
    let mut epochs: BTreeMap<ServerId, Epoch> = BTreeMap::new();
    let mut begin = 0;
    while begin < conversations.len() {
        let Conversation { leader, epoch, .. } = conversations[begin];
        let same = |other: &&Conversation<'_>| other.leader == leader && other.epoch == epoch;
        let term: Vec<&Conversation<'_>> = conversations[begin..].iter().take_while(same).collect();
        begin += term.len();
        let promised = epochs.get(&leader).copied().unwrap_or_default();
        leader::compare(folder, ensemble, &term, promised, report);
        epochs.insert(leader, epoch);
        for conversation in term {
            let before = epochs.get(&conversation.learner).copied().unwrap_or_default();
            if conversation.knows_epoch() {
                epochs.insert(conversation.learner, epoch);
            }
            learner::compare(folder, ensemble, conversation, before, report);
            pings::compare(folder, ensemble, conversation, report);
        }
    }
}
