//! What passed on the wire between a learner and its leader, from FOLLOWERINFO to the end of the connection; and each real server in
//! turn replaced by ours, which must say the same.
//!
//! Where a server stood when its role began is taken from its log, and what it had promised from its earlier conversations.

use super::ensemble::Ensemble;
use super::log::Log;
use super::packets::{Packet, Said};
use super::report::{Mismatch, Report};
use super::{leader, learner, rhythm};
use std::collections::BTreeMap;
use std::path::Path;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::storage::durable::Durable;
use zab::storage::txn::Txn;
use zab_logs::{ElectionEvent, Event};

/// What passed between one learner and one leader.
pub(crate) struct Conversation<'a> {
    pub(crate) learner: ServerId,
    pub(crate) leader: ServerId,
    /// The epoch that the leader proposed.
    pub(crate) epoch: Epoch,
    pub(crate) packets: Vec<&'a Packet>,
}

impl Conversation<'_> {
    pub(crate) fn said_by(&self, server: ServerId) -> impl Iterator<Item = &Packet> {
        self.packets.iter().copied().filter(move |packet| packet.from == server)
    }

    /// Whether the learner has heard which epoch the leader proposed.
    fn told_epoch(&self) -> bool {
        self.said_by(self.leader).any(|packet| packet.said.kind == "LEADERINFO" && packet.arrived)
    }

    pub(crate) fn began_ms(&self) -> i64 {
        self.packets.first().map_or(0, |packet| packet.time_ms)
    }
}

/// Compares every conversation of an ensemble, both ways.
pub(crate) fn compare(folder: &Path, ensemble: &Ensemble, report: &mut Report) {
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
            if conversation.told_epoch() {
                epochs.insert(conversation.learner, epoch);
            }
            learner::compare(folder, ensemble, conversation, before, report);
            rhythm::compare(folder, ensemble, conversation, report);
        }
    }
}

/// Cuts the packets into conversations, in the order in which these began.
fn conversations(packets: &[Packet]) -> Vec<Conversation<'_>> {
    let mut conversations: Vec<Conversation<'_>> = Vec::new();
    let mut open: BTreeMap<(ServerId, ServerId), usize> = BTreeMap::new();
    for packet in packets {
        let pair = (packet.from.min(packet.to), packet.from.max(packet.to));
        if matches!(packet.said.kind.as_str(), "FOLLOWERINFO" | "OBSERVERINFO") {
            open.insert(pair, conversations.len());
            let (learner, leader) = (packet.from, packet.to);
            conversations.push(Conversation { learner, leader, epoch: Epoch(-1), packets: Vec::new() });
        }
        let Some(conversation) = open.get(&pair).and_then(|index| conversations.get_mut(*index)) else {
            continue;
        };
        if packet.said.kind == "LEADERINFO" {
            conversation.epoch = packet.said.zxid.epoch();
        }
        conversation.packets.push(packet);
    }
    conversations
}

/// The zxid with which a server went into the last election that it began by a time; none for those without a vote.
pub(crate) fn voted_with(log: &Log, time_ms: i64) -> Option<Zxid> {
    let began = log.entries.iter().take_while(|entry| entry.time_ms <= time_ms).filter_map(|entry| {
        match &entry.event {
            Event::Election(ElectionEvent::Started { zxid, .. }) => Some(Zxid(zxid.0)),
            _ => None,
        }
    });
    began.last().filter(|zxid| *zxid != Zxid::LOWEST)
}

pub(crate) fn log_of(ensemble: &Ensemble, server: ServerId) -> Option<&Log> {
    ensemble.logs.iter().find(|log| log.server == server)
}

/// What is known of the transactions of these zxids: what was proposed on the wire.
pub(crate) fn history(ensemble: &Ensemble, zxids: &[Zxid]) -> Vec<Txn> {
    let proposal = |zxid: &Zxid| {
        let mut packets = ensemble.packets.iter();
        packets
            .find(|packet| packet.said.kind == "PROPOSAL" && packet.said.zxid == *zxid)
            .map_or_else(|| Txn::unknown(*zxid), Packet::txn)
    };
    zxids.iter().map(proposal).collect()
}

/// A disk with these epochs and this history.
pub(crate) fn disk(epoch: Epoch, history: Vec<Txn>, last: Zxid) -> Durable {
    let mut durable = Durable::with_log(epoch, []);
    durable.log = history;
    if durable.last_zxid() != last {
        durable = Durable::with_snapshot(epoch, last);
    }
    durable
}

/// A packet that differs, or that one of the two does not send.
pub(crate) fn differs(
    folder: &Path,
    line: u64,
    server: ServerId,
    theirs: Option<&Said>,
    ours: Option<&Said>,
    why: String,
) -> Mismatch {
    let text = |said: Option<&Said>| said.map_or(String::from("nothing"), ToString::to_string);
    Mismatch {
        file: folder.join("packets.jsonl"),
        line,
        text: format!("server {server}: {}", text(theirs)),
        wanted: text(ours),
        why: vec![why],
    }
}
