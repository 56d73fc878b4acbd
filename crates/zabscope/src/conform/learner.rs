//! Ours in the place of a learner: it hears what the real leader said, its clients ask for what the real one's clients did, and
//! what it says is held against what the real one said.
//!
//! A learner's main thread, its sync thread and its clients' requests share a connection; the order between what comes of
//! one and what of another is a matter of time. So each of the three is compared for itself.

use super::conversations::{Conversation, differs, disk, history, log_of, voted_with};
use super::ensemble::Ensemble;
use super::packets::{Packet, Said};
use super::report::Report;
use super::solo::Solo;
use super::syncs::window;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Arc;
use zab::ids::{ConnectionId, Epoch, ServerId, SessionId, Zxid};
use zab::io::Input;
use zab::message::{Message, Port};
use zab::storage::durable::Snapshot;

const PORT: Port = Port::Quorum;
const CONNECTION: ConnectionId = ConnectionId(1_000);
/// The connection of the first client; those of the others follow.
const CLIENTS: u64 = 2_000;

/// The parts of a learner that speak to its leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// The main thread: all phases, and pings.
    Main,
    /// The sync thread: ACKs of transactions.
    Sync,
    /// Clients: REQUEST and REVALIDATE.
    Clients,
}

impl Voice {
    fn of(said: &Said) -> Voice {
        match said.kind.as_str() {
            "ACK" if said.zxid.counter() != 0 => Voice::Sync,
            "REQUEST" | "REVALIDATE" => Voice::Clients,
            _ => Voice::Main,
        }
    }
}

/// Ours, and its clients.
struct Place {
    solo: Solo,
    /// The clients, by the session of the real one that each stands for; 0 where the recording does not tell.
    clients: BTreeMap<SessionId, ConnectionId>,
    /// What ours have asked for and the leader has not proposed: ZooKeeper's number of it, the session and the request.
    asked: VecDeque<(Option<i32>, SessionId, i32)>,
    cxid: i32,
}

pub(crate) fn compare(
    folder: &Path,
    ensemble: &Ensemble,
    conversation: &Conversation<'_>,
    epoch: Epoch,
    report: &mut Report,
) {
    let Conversation { learner, leader, .. } = *conversation;
    let Some(log) = log_of(ensemble, learner) else { return };
    let voted = voted_with(log, conversation.began_ms());
    let own: Vec<&Packet> = conversation.said_by(learner).collect();
    let answered = own.iter().find(|packet| packet.said.kind == "ACKEPOCH").map(|packet| packet.said.zxid);
    // Of a server that does not vote no log line tells where it stands; its own answer does, which then does not count.
    let inferred = voted.is_none();
    let Some(last) = voted.or(answered) else { return };
    let zxids = window(ensemble, Zxid(1), last, last);
    let durable = disk(epoch, history(ensemble, &zxids), last);
    let mut solo = Solo::start(ensemble.config(learner), durable);
    solo.elect(leader);
    solo.feed(Input::Connected { to: leader, port: PORT, connection: CONNECTION });
    let mut place = Place { solo, clients: BTreeMap::new(), asked: VecDeque::new(), cxid: 0 };
    for packet in &conversation.packets {
        if packet.from == leader {
            if packet.arrived {
                place.hear(packet, &zxids);
            }
        } else if Voice::of(&packet.said) == Voice::Clients {
            place.ask(packet);
        }
    }
    let ours: Vec<Said> = place.solo.take_all_said(CONNECTION).iter().map(Said::of).collect();
    for voice in [Voice::Main, Voice::Sync, Voice::Clients] {
        hold(folder, learner, voice, &ours, &own, inferred, report);
    }
}

impl Place {
    /// The leader says something.
    fn hear(&mut self, packet: &Packet, history: &[Zxid]) {
        let snapshot = |zxid| Snapshot {
            history: Arc::new(history.iter().copied().filter(|before| *before <= zxid).collect()),
            ..Snapshot::empty(zxid)
        };
        let message = match (&packet.said.valid, packet.said.kind.as_str()) {
            (valid, "REVALIDATE") => {
                let session = self.session_of(packet);
                Some(Message::Revalidated { session, valid: valid.unwrap_or(true) })
            }
            _ => packet.message(snapshot),
        };
        let Some(mut message) = message else { return };
        if let Message::Proposal { txn } | Message::Inform { txn } = &mut message
            && let Some((_, session, cxid)) = self.asked.pop_front_if(|(code, ..)| packet.said.code == *code)
        {
            // It is what one of our clients has asked for; ours bears other names than the real one.
            (txn.session, txn.cxid) = (session, cxid);
        }
        self.solo.feed(Input::Received { port: PORT, connection: CONNECTION, message });
    }

    fn session_of(&self, packet: &Packet) -> SessionId {
        packet.about.session.unwrap_or(SessionId(1))
    }

    /// A client asks for what this packet shows.
    fn ask(&mut self, packet: &Packet) {
        let real = packet.about.session.unwrap_or_default();
        let fresh = ConnectionId(CLIENTS + self.clients.len() as u64 + self.cxid.unsigned_abs() as u64);
        let timeout = packet.timeout();
        self.cxid += 1;
        if packet.said.kind == "REVALIDATE" {
            let session = self.session_of(packet);
            self.solo.connect(fresh, session, timeout);
            self.clients.insert(real, fresh);
        } else if packet.said.opens_session() {
            self.solo.connect(fresh, SessionId(0), timeout);
            self.clients.insert(real, fresh);
            self.expect(packet, 0);
        } else if let Some(connection) = self.clients.get(&real).copied() {
            let message = Message::Ask { cxid: self.cxid, op: packet.op() };
            self.solo.feed(Input::Received { port: Port::Client, connection, message });
            if !packet.said.asks_for_sync() {
                self.expect(packet, self.cxid);
            }
        }
    }

    /// What ours has just asked its leader for is going to be proposed.
    fn expect(&mut self, packet: &Packet, cxid: i32) {
        if let Some(Message::Request { session, .. }) = self.solo.last_said(CONNECTION) {
            self.asked.push_back((packet.said.code, *session, cxid));
        }
    }
}

/// Holds what one voice of ours said against what the real server said, one after the other. What the real one had still to
/// say when the recording or its connection ended is not missed.
fn hold(
    folder: &Path,
    server: ServerId,
    voice: Voice,
    ours: &[Said],
    theirs: &[&Packet],
    inferred: bool,
    report: &mut Report,
) {
    let mut ours = ours.iter().filter(|said| Voice::of(said) == voice);
    for (index, packet) in theirs.iter().filter(|packet| Voice::of(&packet.said) == voice).enumerate() {
        let our = ours.next();
        if our.is_none_or(|our| !our.agrees_with(&packet.said)) {
            let why = format!("{voice:?}: {index} packets before it agree");
            report.mismatches.push(differs(folder, packet.line, server, Some(&packet.said), our, why));
            return;
        }
        match packet.said.kind.as_str() {
            "ACKEPOCH" if inferred => report.inferred += 1,
            "PING" => report.pings += 1,
            _ => report.packets += 1,
        }
    }
}
