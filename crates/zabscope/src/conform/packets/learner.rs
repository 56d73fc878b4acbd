//! A learner is replaced by ours: ours receives what the real leader sent, its clients send the requests of the real learner's
//! clients, and what it sends is compared with what the real learner sent.
//!
//! A learner's main thread, its sync thread and its clients' requests share a connection, in no fixed order. So each of the three
//! streams is compared by itself.

use super::conversation::{Conversation, disk, history, log_of, mismatch, voted_with};
use super::lone_server::LoneServer;
use super::synchronization::window;
use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::packet::{Content, Packet};
use crate::conform::report::Report;
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

/// The three streams of packets from a learner to its leader; each has an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    /// The main thread: all phases, and pings.
    Main,
    /// The sync thread: ACKs of transactions.
    Sync,
    /// Clients: REQUEST and REVALIDATE.
    Clients,
}

impl Stream {
    fn of(said: &Content) -> Stream {
        match said.kind.as_str() {
            "ACK" if said.zxid.counter() != 0 => Stream::Sync,
            "REQUEST" | "REVALIDATE" => Stream::Clients,
            _ => Stream::Main,
        }
    }
}

/// Our learner and its clients.
struct LearnerReplay {
    lone: LoneServer,
    /// The connections of the clients, by the real client's session; by 0 if the recording does not tell it.
    clients: BTreeMap<SessionId, ConnectionId>,
    /// Requests that the leader has not proposed yet: ZooKeeper's number of the operation, the session and the cxid.
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
    let own: Vec<&Packet> = conversation.sent_by(learner).collect();
    let answered =
        own.iter().find(|packet| packet.content.kind == "ACKEPOCH").map(|packet| packet.content.zxid);
    // Of a server that does not vote no log line tells where it stands; its own answer does, which then does not count.
    let inferred = voted.is_none();
    let Some(last) = voted.or(answered) else { return };
    let zxids = window(ensemble, Zxid(1), last, last);
    let durable = disk(epoch, history(ensemble, &zxids), last);
    let mut lone = LoneServer::start(ensemble.config(learner), durable);
    lone.elect(leader);
    lone.feed(Input::Connected { to: leader, port: PORT, connection: CONNECTION });
    let mut replay = LearnerReplay { lone, clients: BTreeMap::new(), asked: VecDeque::new(), cxid: 0 };
    for packet in &conversation.packets {
        if packet.from == leader {
            if packet.arrived {
                replay.receive(packet, &zxids);
            }
        } else if Stream::of(&packet.content) == Stream::Clients {
            replay.ask(packet);
        }
    }
    let ours: Vec<Content> = replay.lone.take_all_sent(CONNECTION).iter().map(Content::of).collect();
    for stream in [Stream::Main, Stream::Sync, Stream::Clients] {
        compare_stream(folder, learner, stream, &ours, &own, inferred, report);
    }
}

impl LearnerReplay {
    /// Ours receives a packet of the leader.
    fn receive(&mut self, packet: &Packet, history: &[Zxid]) {
        let snapshot = |zxid| Snapshot {
            history: Arc::new(history.iter().copied().filter(|before| *before <= zxid).collect()),
            ..Snapshot::empty(zxid)
        };
        let message = match (&packet.content.valid, packet.content.kind.as_str()) {
            (valid, "REVALIDATE") => {
                let session = self.session_of(packet);
                Some(Message::Revalidated { session, valid: valid.unwrap_or(true) })
            }
            _ => packet.message(snapshot),
        };
        let Some(mut message) = message else { return };
        if let Message::Proposal { txn } | Message::Inform { txn } = &mut message
            && let Some((_, session, cxid)) =
                self.asked.pop_front_if(|(code, ..)| packet.content.code == *code)
        {
            // It results from a request of one of our clients, whose session and cxid differ from the real ones.
            (txn.session, txn.cxid) = (session, cxid);
        }
        self.lone.feed(Input::Received { port: PORT, connection: CONNECTION, message });
    }

    fn session_of(&self, packet: &Packet) -> SessionId {
        packet.details.session.unwrap_or(SessionId(1))
    }

    /// A client of ours sends the request that this packet forwards.
    fn ask(&mut self, packet: &Packet) {
        let real = packet.details.session.unwrap_or_default();
        let fresh = ConnectionId(CLIENTS + self.clients.len() as u64 + self.cxid.unsigned_abs() as u64);
        let timeout = packet.timeout();
        self.cxid += 1;
        if packet.content.kind == "REVALIDATE" {
            let session = self.session_of(packet);
            self.lone.connect(fresh, session, timeout);
            self.clients.insert(real, fresh);
        } else if packet.content.opens_session() {
            self.lone.connect(fresh, SessionId(0), timeout);
            self.clients.insert(real, fresh);
            self.expect(packet, 0);
        } else if let Some(connection) = self.clients.get(&real).copied() {
            let message = Message::Ask { cxid: self.cxid, op: Box::new(packet.op()) };
            self.lone.feed(Input::Received { port: Port::Client, connection, message });
            if !packet.content.asks_for_sync() {
                self.expect(packet, self.cxid);
            }
        }
    }

    /// The request that ours has just forwarded is going to be proposed.
    fn expect(&mut self, packet: &Packet, cxid: i32) {
        if let Some(Message::Request { session, .. }) = self.lone.last_sent(CONNECTION) {
            self.asked.push_back((packet.content.code, *session, cxid));
        }
    }
}

/// Compares one stream, packet by packet. Packets that ours sends beyond the last one of the real server are ignored: the recording or
/// the connection may have ended before the real server sent them.
fn compare_stream(
    folder: &Path,
    server: ServerId,
    stream: Stream,
    ours: &[Content],
    theirs: &[&Packet],
    inferred: bool,
    report: &mut Report,
) {
    let mut ours = ours.iter().filter(|said| Stream::of(said) == stream);
    for (index, packet) in theirs.iter().filter(|packet| Stream::of(&packet.content) == stream).enumerate() {
        let our = ours.next();
        if our.is_none_or(|our| !our.agrees_with(&packet.content)) {
            let why = format!("{stream:?}: {index} packets before it agree");
            report.mismatches.push(mismatch(folder, packet.line, server, Some(&packet.content), our, why));
            return;
        }
        match packet.content.kind.as_str() {
            "ACKEPOCH" if inferred => report.inferred += 1,
            "PING" => report.pings += 1,
            _ => report.packets += 1,
        }
    }
}
