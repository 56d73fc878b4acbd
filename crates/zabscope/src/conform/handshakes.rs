//! Discovery and synchronization on the wire: each real server in turn is replaced by ours, and must say the same.
//!
//! A conversation is what passes between a learner and its leader from FOLLOWERINFO to the learner's answer to UPTODATE. In
//! the learner's place ours hears what the real leader said, and in the leader's place what all its real learners said, in
//! the order in which that passed. What it says on each connection is held against what the real one said there.
//!
//! Where a server stood when its role began is taken from its log, and what it had promised from its earlier conversations.

use super::ensemble::{Ensemble, Log};
use super::packets::{Packet, Said};
use super::report::{Mismatch, Report};
use super::solo::Solo;
use super::syncs::{Standing, window};
use std::collections::BTreeMap;
use std::path::Path;
use zab::durable::Durable;
use zab::ids::{ConnectionId, Epoch, ServerId, Zxid};
use zab::io::Input;
use zab::message::Port;
use zab_logs::{ElectionEvent, Event};

/// What passed between one learner and one leader.
struct Conversation<'a> {
    learner: ServerId,
    leader: ServerId,
    /// The epoch that the leader proposed.
    epoch: Epoch,
    packets: Vec<&'a Packet>,
}

impl Conversation<'_> {
    fn said_by(&self, server: ServerId) -> impl Iterator<Item = &Said> {
        self.packets.iter().filter(move |packet| packet.from == server).map(|packet| &packet.said)
    }

    fn began_ms(&self) -> i64 {
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
        lead(folder, ensemble, &term, epochs.get(&leader).copied().unwrap_or_default(), report);
        epochs.insert(leader, epoch);
        for conversation in term {
            let before = epochs.insert(conversation.learner, epoch).unwrap_or_default();
            learn(folder, ensemble, conversation, before, report);
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
        match packet.said.kind.as_str() {
            "PING" | "REQUEST" | "REVALIDATE" | "SYNC" => continue,
            "LEADERINFO" => conversation.epoch = packet.said.zxid.epoch(),
            _ => {}
        }
        conversation.packets.push(packet);
        let ends = |said: &&Said| said.kind == "ACK" && said.zxid.counter() == 0;
        if conversation.said_by(conversation.learner).filter(ends).count() == 2 {
            open.remove(&pair);
        }
    }
    conversations
}

/// The zxid with which a server went into the last election that it began by a time; none for those without a vote.
fn voted_with(log: &Log, time_ms: i64) -> Option<Zxid> {
    let began = log.entries.iter().take_while(|entry| entry.time_ms <= time_ms).filter_map(|entry| {
        match &entry.event {
            Event::Election(ElectionEvent::Started { zxid, .. }) => Some(Zxid(zxid.0)),
            _ => None,
        }
    });
    began.last().filter(|zxid| *zxid != Zxid::LOWEST)
}

fn log_of(ensemble: &Ensemble, server: ServerId) -> Option<&Log> {
    ensemble.logs.iter().find(|log| log.server == server)
}

/// A disk with these epochs and this history.
fn disk(epoch: Epoch, history: Vec<Zxid>, last: Zxid) -> Durable {
    let mut durable = Durable::with_log(epoch, history);
    if durable.last_zxid() != last {
        durable = Durable::with_snapshot(epoch, last);
    }
    durable
}

/// Ours in the learner's place.
fn learn(
    folder: &Path,
    ensemble: &Ensemble,
    conversation: &Conversation<'_>,
    epoch: Epoch,
    report: &mut Report,
) {
    let Conversation { learner, leader, .. } = *conversation;
    let Some(log) = log_of(ensemble, learner) else { return };
    let own: Vec<&Said> = conversation.said_by(learner).collect();
    let voted = voted_with(log, conversation.began_ms());
    let answered = own.iter().find(|said| said.kind == "ACKEPOCH").map(|said| said.zxid);
    let Some(last) = voted.or(answered) else { return };
    // Of a server that does not vote no log line tells where it stands; its own answer does, which then does not count.
    let inferred = voted.is_none();
    let history = window(ensemble, Zxid(1), last, last);
    let mut solo = Solo::start(learner, &ensemble.quorum, disk(epoch, history.clone(), last));
    solo.elect(leader);
    let (port, connection) = (Port::Quorum, ConnectionId(1_000));
    solo.feed(Input::Connected { to: leader, port, connection });
    for said in conversation.said_by(leader) {
        if let Some(message) = said.message(leader, &history) {
            solo.feed(Input::Received { port, connection, message });
        }
    }
    let ours: Vec<Said> = solo.said.remove(&connection).unwrap_or_default().iter().map(Said::of).collect();
    // In this release the sync thread acknowledges transactions on its own: in order, but at no certain place among the others.
    let of_its_own = |said: &&Said| said.kind == "ACK" && said.zxid.counter() != 0;
    let main = |said: &&Said| !of_its_own(said);
    hold(
        folder,
        conversation,
        learner,
        ours.iter().filter(main),
        own.iter().copied().filter(main),
        inferred,
        report,
    );
}

/// Ours in the leader's place.
fn lead(folder: &Path, ensemble: &Ensemble, term: &[&Conversation<'_>], epoch: Epoch, report: &mut Report) {
    let Some(first) = term.first() else { return };
    let Some(log) = log_of(ensemble, first.leader) else { return };
    let Some(last) = voted_with(log, first.began_ms()) else { return };
    let history = window(ensemble, Zxid(1), last, last);
    let mut solo = Solo::start(first.leader, &ensemble.quorum, disk(epoch, history, last));
    solo.elect(first.leader);
    let port = Port::Quorum;
    let connection = |index: usize| ConnectionId(1_000 + index as u64);
    for index in 0..term.len() {
        solo.feed(Input::Accepted { port, connection: connection(index) });
    }
    let mut heard: Vec<(usize, &Packet)> = Vec::new();
    for (index, conversation) in term.iter().enumerate() {
        heard.extend(
            conversation.packets.iter().filter(|p| p.from == conversation.learner).map(|p| (index, *p)),
        );
    }
    heard.sort_by_key(|(_, packet)| packet.line);
    for (index, packet) in heard {
        // What was proposed since its epoch began is not replayed: before each choice ours is put where the log says.
        if packet.said.kind == "ACKEPOCH"
            && let Some(stood) = stood(log, packet)
            && stood.last != solo.server.last_processed()
        {
            let window = window(ensemble, stood.min, stood.max, last);
            solo.server.assume(disk(solo.server.current_epoch(), window, stood.last));
        }
        if packet.said.kind == "ACK" && packet.said.zxid.counter() != 0 {
            continue;
        }
        if let Some(message) = packet.said.message(packet.from, &[]) {
            solo.feed(Input::Received { port, connection: connection(index), message });
        }
    }
    for (index, conversation) in term.iter().enumerate() {
        let ours: Vec<Said> =
            solo.said.remove(&connection(index)).unwrap_or_default().iter().map(Said::of).collect();
        // What was proposed while the learner was being synchronized is forwarded to it, and not replayed here.
        let sent: Vec<Zxid> =
            ours.iter().filter(|said| said.kind == "PROPOSAL").map(|said| said.zxid).collect();
        let live = |said: &&Said| {
            matches!(said.kind.as_str(), "PROPOSAL" | "COMMIT" | "INFORM") && !sent.contains(&said.zxid)
        };
        let theirs = conversation.said_by(conversation.leader).filter(|said| !live(said));
        hold(folder, conversation, conversation.leader, ours.iter(), theirs, false, report);
    }
}

/// Where the leader stood when it chose how to synchronize the sender of this packet.
fn stood(log: &Log, packet: &Packet) -> Option<Standing> {
    let near = log.entries.iter().filter(|entry| (entry.time_ms - packet.time_ms).abs() < 1_000);
    near.filter_map(Standing::told_by)
        .find(|stood| stood.learner == packet.from && stood.peer_last == packet.said.zxid)
}

/// Holds what ours said against what the real server said, one after the other.
fn hold<'a>(
    folder: &Path,
    conversation: &Conversation<'_>,
    server: ServerId,
    ours: impl Iterator<Item = &'a Said>,
    theirs: impl Iterator<Item = &'a Said>,
    inferred: bool,
    report: &mut Report,
) {
    let (ours, theirs): (Vec<&Said>, Vec<&Said>) = (ours.collect(), theirs.collect());
    for index in 0..ours.len().max(theirs.len()) {
        let (our, their) = (ours.get(index), theirs.get(index));
        if our != their {
            let text = |said: Option<&&Said>| said.map_or(String::from("nothing"), ToString::to_string);
            report.mismatches.push(Mismatch {
                file: folder.join("packets.jsonl"),
                line: conversation.packets.first().map_or(0, |packet| packet.line),
                text: format!("server {server}: {}", text(their)),
                wanted: text(our),
                why: vec![format!("{} packets before it agree", index)],
            });
            return;
        }
        match their {
            Some(said) if inferred && said.kind == "ACKEPOCH" => report.inferred += 1,
            _ => report.packets += 1,
        }
    }
}
