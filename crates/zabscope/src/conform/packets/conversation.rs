//! A conversation: the packets between a learner and its leader, from FOLLOWERINFO or OBSERVERINFO to the next one between the same
//! two servers. And what is known of a server at the beginning of one: its last zxid, by its log, and its history, by the PROPOSALs
//! that were captured.

use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::log::Log;
use crate::conform::recording::packet::{Content, Packet};
use crate::conform::report::Mismatch;
use std::collections::BTreeMap;
use std::path::Path;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::storage::durable::Durable;
use zab::storage::txn::Txn;
use zab_logs::{ElectionEvent, Event};

/// The packets between one learner and one leader.
pub(crate) struct Conversation<'a> {
    pub(crate) learner: ServerId,
    pub(crate) leader: ServerId,
    /// The epoch that the leader proposed.
    pub(crate) epoch: Epoch,
    pub(crate) packets: Vec<&'a Packet>,
}

impl Conversation<'_> {
    pub(crate) fn sent_by(&self, server: ServerId) -> impl Iterator<Item = &Packet> {
        self.packets.iter().copied().filter(move |packet| packet.from == server)
    }

    /// Whether the learner has received LEADERINFO.
    pub(super) fn knows_epoch(&self) -> bool {
        self.sent_by(self.leader).any(|packet| packet.content.kind == "LEADERINFO" && packet.arrived)
    }

    pub(crate) fn began_ms(&self) -> i64 {
        self.packets.first().map_or(0, |packet| packet.time_ms)
    }
}

/// Groups the packets by conversation, in the order of their beginnings.
pub(super) fn conversations(packets: &[Packet]) -> Vec<Conversation<'_>> {
    let mut conversations: Vec<Conversation<'_>> = Vec::new();
    let mut open: BTreeMap<(ServerId, ServerId), usize> = BTreeMap::new();
    for packet in packets {
        let pair = (packet.from.min(packet.to), packet.from.max(packet.to));
        if matches!(packet.content.kind.as_str(), "FOLLOWERINFO" | "OBSERVERINFO") {
            open.insert(pair, conversations.len());
            let (learner, leader) = (packet.from, packet.to);
            conversations.push(Conversation { learner, leader, epoch: Epoch(-1), packets: Vec::new() });
        }
        let Some(conversation) = open.get(&pair).and_then(|index| conversations.get_mut(*index)) else {
            continue;
        };
        if packet.content.kind == "LEADERINFO" {
            conversation.epoch = packet.content.zxid.epoch();
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

/// The transactions of these zxids, as far as their PROPOSALs were captured.
pub(crate) fn history(ensemble: &Ensemble, zxids: &[Zxid]) -> Vec<Txn> {
    let proposal = |zxid: &Zxid| {
        let mut packets = ensemble.packets.iter();
        packets
            .find(|packet| packet.content.kind == "PROPOSAL" && packet.content.zxid == *zxid)
            .map_or_else(|| Txn::unknown(*zxid), Packet::txn)
    };
    zxids.iter().map(proposal).collect()
}

/// A disk with this epoch and history; only a snapshot, if the history does not end in `last`.
pub(crate) fn disk(epoch: Epoch, history: Vec<Txn>, last: Zxid) -> Durable {
    let mut durable = Durable::with_log(epoch, []);
    durable.log = history;
    if durable.last_zxid() != last {
        durable = Durable::with_snapshot(epoch, last);
    }
    durable
}

/// A mismatch at a packet: the two differ, or one of them is not sent.
pub(crate) fn mismatch(
    folder: &Path,
    line: u64,
    server: ServerId,
    theirs: Option<&Content>,
    ours: Option<&Content>,
    why: String,
) -> Mismatch {
    let text = |said: Option<&Content>| said.map_or(String::from("nothing"), ToString::to_string);
    Mismatch {
        file: folder.join("packets.jsonl"),
        line,
        text: format!("server {server}: {}", text(theirs)),
        wanted: text(ours),
        why: vec![why],
    }
}
