//! A leader is replaced by ours: ours receives what all real learners sent, and what it sends to each is compared with what the real
//! leader sent there.
//!
//! No packet shows when the real leader's threads processed what had arrived, when its own log was safe, or when one of its own
//! clients sent a request. So what learners sent is held back until the real leader sends something that ours does not send
//! without it, or until [`OVERDUE_MS`] have passed.

use super::conversation::{Conversation, disk, history, log_of, mismatch, voted_with};
use super::lone_server::LoneServer;
use super::synchronization::{SyncState, window};
use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::log::Log;
use crate::conform::recording::packet::{Content, Packet};
use crate::conform::report::Report;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use zab::ids::{ConnectionId, Epoch, Micros, SessionId, Zxid};
use zab::io::Input;
use zab::message::{Message, Port};
use zab::request::Op;
use zab::storage::durable::Snapshot;

const PORT: Port = Port::Quorum;
/// The connection of the first learner; those of the others follow.
const LEARNERS: u64 = 1_000;
/// The same of the leader's own clients.
const CLIENTS: u64 = 2_000;
/// How much earlier than the real leader ours may send a packet. Earlier, ours would have sent it without the reason that the real
/// one had.
const TOO_EARLY: Micros = Micros::from_millis(400);
/// After so many milliseconds, what a learner sent is taken to be processed.
const OVERDUE_MS: i64 = 100;

/// Our leader, with what its learners and its own clients send.
struct LeaderReplay<'a> {
    ensemble: &'a Ensemble,
    lone: LoneServer,
    /// For each conversation, the packets of its learner that ours has not received yet.
    held: Vec<VecDeque<&'a Packet>>,
    /// The connections of the leader's own clients, by the real client's session; by 0 if the recording does not tell it.
    clients: BTreeMap<SessionId, ConnectionId>,
    /// For each conversation, the last session that its learner's clients opened, if the recording does not tell it.
    sessions: Vec<SessionId>,
    next_client: u64,
    /// The last transaction that is taken for a request of the leader's own clients.
    requested: Option<Zxid>,
}

pub(crate) fn compare(
    folder: &Path,
    ensemble: &Ensemble,
    term: &[&Conversation<'_>],
    epoch: Epoch,
    report: &mut Report,
) {
    let Some(first) = term.first() else { return };
    let Some(log) = log_of(ensemble, first.leader) else { return };
    let Some(last) = voted_with(log, first.began_ms()) else { return };
    let zxids = window(ensemble, Zxid(1), last, last);
    let durable = disk(epoch, history(ensemble, &zxids), last);
    let mut lone = LoneServer::start(ensemble.config(first.leader), durable);
    let own = log.files.iter().map(|(_, zxid)| *zxid).filter(|zxid| zxid.epoch() == first.epoch);
    lone.log_files = own.collect();
    lone.elect(first.leader);
    let began = lone.now;
    let mut replay = LeaderReplay {
        ensemble,
        lone,
        held: vec![VecDeque::new(); term.len()],
        clients: BTreeMap::new(),
        sessions: (1..=term.len() as i64).map(SessionId).collect(),
        next_client: CLIENTS,
        requested: None,
    };
    let mut packets: Vec<(usize, &Packet)> = Vec::new();
    for (index, conversation) in term.iter().enumerate() {
        packets.extend(conversation.packets.iter().map(|packet| (index, *packet)));
    }
    packets.sort_by_key(|(_, packet)| packet.line);
    let mut agreed = vec![0u64; term.len()];
    // How often the real leader has pinged each learner, and how often ours by then.
    let mut pings: Vec<(u64, u64, Option<&Packet>)> = vec![(0, 0, None); term.len()];
    for (index, packet) in packets {
        let since_ms = (packet.time_ms - first.began_ms()).max(0);
        replay.lone.pass(began + Micros::from_millis(since_ms.unsigned_abs()));
        replay.receive_overdue(packet.time_ms);
        if packet.from != first.leader {
            if !packet.arrived {
                continue;
            }
            replay.held[index].push_back(packet);
            replay.receive_overdue(packet.time_ms);
            if packet.content.kind == "ACKEPOCH" && replay.is_at_logged_state(log, packet) {
                replay.receive_up_to(index, usize::MAX);
            }
            continue;
        }
        if packet.content.kind == "PING" {
            pings[index] = (pings[index].0 + 1, replay.lone.pings(connection(index)), Some(packet));
            continue;
        }
        if let Err((ours, how)) = replay.expect_packet(index, packet) {
            let why = format!("{how}; {} packets before it agree", agreed[index]);
            report.mismatches.push(mismatch(
                folder,
                packet.line,
                first.leader,
                Some(&packet.content),
                ours.as_ref(),
                why,
            ));
            return;
        }
        agreed[index] += 1;
        report.packets += 1;
    }
    for (theirs, ours, last) in pings {
        // The first one may come just before or after; and a busy machine is late sometimes.
        if let Some(packet) = last
            && ours.abs_diff(theirs) > 1 + theirs / 5
        {
            let why = format!("ours has pinged {ours} times by then, the real one {theirs} times");
            report.mismatches.push(mismatch(
                folder,
                packet.line,
                first.leader,
                Some(&packet.content),
                None,
                why,
            ));
        }
    }
}

fn connection(index: usize) -> ConnectionId {
    ConnectionId(LEARNERS + index as u64)
}

impl<'a> LeaderReplay<'a> {
    /// Our next packet to this learner must be this one. An error is the packet that ours sends instead, and a reason.
    fn expect_packet(&mut self, index: usize, packet: &Packet) -> Result<(), (Option<Content>, String)> {
        loop {
            let now = self.lone.now;
            if let Some((at, message)) = self.lone.next_sent(connection(index)) {
                let ours = Content::of(message);
                let early = now.0.saturating_sub(at.0);
                if early > TOO_EARLY.0 {
                    return Err((Some(ours), format!("{} ms too early", early / 1_000)));
                }
                if !ours.agrees_with(&packet.content) {
                    return Err((Some(ours), String::from("in its place")));
                }
                self.lone.take_sent(connection(index));
                return Ok(());
            }
            if !self.advance_towards(index, packet) {
                return Err((None, String::from("whatever happens")));
            }
        }
    }

    /// Gives ours one thing that this packet depends on. False if there is none.
    fn advance_towards(&mut self, index: usize, packet: &Packet) -> bool {
        let zxid = packet.content.zxid;
        let found = match packet.content.kind.as_str() {
            "PROPOSAL" => {
                return match self.find(|held| asks_for(held, packet)) {
                    Some((learner, position)) => self.receive_up_to(learner, position),
                    None => self.lone.prepare_one() || self.ask(packet),
                };
            }
            "COMMIT" | "INFORM" => {
                let ack = |held: &Packet| held.content.kind == "ACK" && held.content.zxid == zxid;
                return match self.find(ack) {
                    Some((learner, position)) => self.receive_up_to(learner, position),
                    // Of observers no PROPOSAL tells what a leader's own client has asked for.
                    None => self.lone.write_one() || (packet.content.kind == "INFORM" && self.ask(packet)),
                };
            }
            "SYNC" => match self.held[index].iter().position(|held| held.content.asks_for_sync()) {
                None if self.lone.prepare_one() => return true,
                position => position,
            },
            "REVALIDATE" => self.held[index].iter().position(|held| held.content.kind == "REVALIDATE"),
            _ if !self.held[index].is_empty() => Some(0),
            _ => None,
        };
        match found {
            Some(position) => self.receive_up_to(index, position),
            // An epoch begins with a quorum.
            None => {
                self.find(|_| true).is_some_and(|(learner, _)| self.receive_up_to(learner, 0))
                    || self.lone.write_one()
            }
        }
    }

    /// The earliest such packet that is held back.
    fn find(&self, is: impl Fn(&Packet) -> bool) -> Option<(usize, usize)> {
        let each = self.held.iter().enumerate().filter_map(|(index, held)| {
            let position = held.iter().position(|packet| is(packet))?;
            Some((held[position].line, (index, position)))
        });
        each.min().map(|(_, found)| found)
    }

    /// Ours receives what a learner sent, up to this position.
    fn receive_up_to(&mut self, index: usize, position: usize) -> bool {
        let count = self.held[index].len().min(position.saturating_add(1));
        for packet in self.held[index].drain(..count).collect::<Vec<_>>() {
            self.receive(index, packet);
        }
        count > 0
    }

    /// Ours receives what is overdue, and PINGs at once: no packet shows when those were processed, and the expiry of sessions
    /// depends on them.
    fn receive_overdue(&mut self, time_ms: i64) {
        for index in 0..self.held.len() {
            // When ACKEPOCH is processed decides how much history the learner is sent; the log tells when.
            let is_due = |packet: &&Packet| match packet.content.kind.as_str() {
                "PING" => true,
                "ACKEPOCH" => false,
                _ => packet.time_ms + OVERDUE_MS < time_ms,
            };
            while self.held[index].front().is_some_and(is_due) {
                self.receive_up_to(index, 0);
            }
        }
        self.lone.settle();
    }

    /// Whether ours has processed as much as the real leader had, by its log, when it chose how to synchronize the sender of
    /// this packet.
    fn is_at_logged_state(&self, log: &Log, packet: &Packet) -> bool {
        let near = log.entries.iter().filter(|entry| (entry.time_ms - packet.time_ms).abs() < 1_000);
        near.filter_map(SyncState::from_entry)
            .find(|state| state.learner == packet.from && state.peer_last == packet.content.zxid)
            .is_some_and(|state| state.last == self.lone.server.last_processed())
    }

    fn receive(&mut self, index: usize, packet: &'a Packet) {
        let connection = connection(index);
        let message = match packet.content.kind.as_str() {
            "FOLLOWERINFO" | "OBSERVERINFO" => {
                self.lone.feed(Input::Accepted { port: PORT, connection });
                packet.message(Snapshot::empty)
            }
            "REQUEST" => {
                if packet.content.opens_session() {
                    self.sessions[index] = SessionId(self.sessions[index].0 + 1_000);
                }
                let session = packet.details.session.unwrap_or(self.sessions[index]);
                let op = self.proposal_of(packet).map_or_else(|| packet.op(), Packet::op);
                // The operation is taken from the resulting PROPOSAL, which tells whether it failed.
                let op = if packet.content.asks_for_sync() { packet.op() } else { op };
                Some(Message::Request {
                    session,
                    cxid: packet.details.cxid.unwrap_or_default(),
                    op: Box::new(op),
                })
            }
            "REVALIDATE" => {
                let session = packet.details.session.unwrap_or(SessionId(1));
                Some(Message::Revalidate { session, timeout: packet.timeout() })
            }
            _ => packet.message(Snapshot::empty),
        };
        let Some(message) = message else { return };
        self.lone.feed(Input::Received { port: PORT, connection, message });
        // Once its epoch has begun, its packets show when its own log is safe.
        self.lone.holds_disk = self.lone.server.serves();
    }

    /// The PROPOSAL that resulted from a REQUEST, if the recording tells it.
    fn proposal_of(&self, request: &Packet) -> Option<&'a Packet> {
        request.details.session?;
        self.ensemble.packets.iter().find(|packet| {
            packet.line > request.line && packet.content.kind == "PROPOSAL" && asks_for(request, packet)
        })
    }

    /// One of the leader's own clients requests what was proposed, or the leader expires a session.
    fn ask(&mut self, packet: &Packet) -> bool {
        if self.requested.replace(packet.content.zxid) == Some(packet.content.zxid) {
            return false;
        }
        let real = packet.details.session.unwrap_or_default();
        if packet.content.opens_session() {
            let client = ConnectionId(self.next_client);
            self.next_client += 1;
            self.lone.connect(client, SessionId(0), packet.timeout());
            self.clients.insert(real, client);
            self.lone.prepare();
        } else if packet.content.closes_session() && packet.details.cxid == Some(0) {
            // A session has expired: in ours it must be due within a tick, for its buckets end at other moments.
            let tick = self.lone.server.config().tick;
            self.lone.expire(self.lone.now + tick);
        } else if let Some(client) = self.clients.get(&real).copied() {
            self.say(client, packet.details.cxid.unwrap_or(1), packet.op());
            self.lone.prepare();
        } else if real != SessionId(0) {
            // A client that had another server before; its first request is the first that shows it.
            let client = ConnectionId(self.next_client);
            self.next_client += 1;
            self.lone.connect(client, real, packet.timeout());
            self.clients.insert(real, client);
            self.say(client, packet.details.cxid.unwrap_or(1), packet.op());
            self.lone.prepare();
        } else {
            return false;
        }
        true
    }

    fn say(&mut self, connection: ConnectionId, cxid: i32, op: Op) {
        let message = Message::Ask { cxid, op: Box::new(op) };
        self.lone.feed(Input::Received { port: Port::Client, connection, message });
        self.lone.take_all_sent(connection);
    }
}

/// Whether a learner's request asks for what was proposed.
fn asks_for(request: &Packet, proposal: &Packet) -> bool {
    let names = |packet: &Packet| (packet.details.session, packet.details.cxid);
    request.content.kind == "REQUEST"
        && match proposal.details.session {
            Some(_) => names(request) == names(proposal) && !request.content.asks_for_sync(),
            None => request.content.code == proposal.content.code,
        }
}
