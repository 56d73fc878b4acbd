//! Ours in the place of a leader: it hears what all its real learners said, and what it says to each is held against what the
//! real one said there.
//!
//! When a real leader's threads took up what had arrived, when its own log was safe, and when one of its own clients asked
//! for something, its packets show and nothing else does. So what learners say is held back until the real leader says
//! something that ours does not say without it. What they have said for long has been taken up.

use super::conversations::{Conversation, differs, disk, history, log_of, voted_with};
use super::ensemble::Ensemble;
use super::log::Log;
use super::packets::{Packet, Said};
use super::report::Report;
use super::solo::Solo;
use super::syncs::{Standing, window};
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use zab::ids::{ConnectionId, Epoch, Micros, SessionId, Zxid};
use zab::io::Input;
use zab::message::{Message, Port};
use zab::service::request::Op;
use zab::storage::durable::Snapshot;

const PORT: Port = Port::Quorum;
/// The connection of the first learner; those of the others follow.
const LEARNERS: u64 = 1_000;
/// The same of the leader's own clients.
const CLIENTS: u64 = 2_000;
/// Ours may say nothing so long before the real one: it would have said so without a reason.
const TOO_EARLY: Micros = Micros::from_millis(400);
/// What was said so long ago has been taken up.
const TAKEN_UP_MS: i64 = 100;

/// Ours, its learners, and its own clients.
struct Place<'a> {
    ensemble: &'a Ensemble,
    solo: Solo,
    /// For each conversation, what its learner has said and ours has not heard.
    held: Vec<VecDeque<&'a Packet>>,
    /// The leader's own clients, by the session of the real one that each stands for; 0 where the recording does not tell.
    clients: BTreeMap<SessionId, ConnectionId>,
    /// For each conversation, the session that its learner's client opened last, where the recording does not tell.
    sessions: Vec<SessionId>,
    next_client: u64,
    /// What the leader's own clients were last taken to have asked for.
    asked_for: Option<Zxid>,
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
    let mut solo = Solo::start(ensemble.config(first.leader), durable);
    let own = log.files.iter().map(|(_, zxid)| *zxid).filter(|zxid| zxid.epoch() == first.epoch);
    solo.log_files = own.collect();
    solo.elect(first.leader);
    let began = solo.now;
    let mut place = Place {
        ensemble,
        solo,
        held: vec![VecDeque::new(); term.len()],
        clients: BTreeMap::new(),
        sessions: (1..=term.len() as i64).map(SessionId).collect(),
        next_client: CLIENTS,
        asked_for: None,
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
        place.solo.pass(began + Micros::from_millis(since_ms.unsigned_abs()));
        place.take_up(packet.time_ms);
        if packet.from != first.leader {
            if !packet.arrived {
                continue;
            }
            place.held[index].push_back(packet);
            place.take_up(packet.time_ms);
            if packet.said.kind == "ACKEPOCH" && place.stands_as_told(log, packet) {
                place.hear_up_to(index, usize::MAX);
            }
            continue;
        }
        if packet.said.kind == "PING" {
            pings[index] = (pings[index].0 + 1, place.solo.pings(connection(index)), Some(packet));
            continue;
        }
        if let Err((ours, how)) = place.must_say(index, packet) {
            let why = format!("{how}; {} packets before it agree", agreed[index]);
            report.mismatches.push(differs(
                folder,
                packet.line,
                first.leader,
                Some(&packet.said),
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
            report.mismatches.push(differs(folder, packet.line, first.leader, Some(&packet.said), None, why));
        }
    }
}

fn connection(index: usize) -> ConnectionId {
    ConnectionId(LEARNERS + index as u64)
}

impl<'a> Place<'a> {
    /// Ours says this next to this learner; or what it says instead, and how.
    fn must_say(&mut self, index: usize, packet: &Packet) -> Result<(), (Option<Said>, String)> {
        loop {
            let now = self.solo.now;
            if let Some((at, message)) = self.solo.next_said(connection(index)) {
                let ours = Said::of(message);
                let early = now.0.saturating_sub(at.0);
                if early > TOO_EARLY.0 {
                    return Err((Some(ours), format!("{} ms too early", early / 1_000)));
                }
                if !ours.agrees_with(&packet.said) {
                    return Err((Some(ours), String::from("in its place")));
                }
                self.solo.take_said(connection(index));
                return Ok(());
            }
            if !self.provoke(index, packet) {
                return Err((None, String::from("whatever happens")));
            }
        }
    }

    /// Lets something happen without which ours cannot say this. False if there is nothing left to happen.
    fn provoke(&mut self, index: usize, packet: &Packet) -> bool {
        let zxid = packet.said.zxid;
        let found = match packet.said.kind.as_str() {
            "PROPOSAL" => {
                return match self.find(|held| asks_for(held, packet)) {
                    Some((learner, position)) => self.hear_up_to(learner, position),
                    None => self.solo.prepare_one() || self.ask(packet),
                };
            }
            "COMMIT" | "INFORM" => {
                let ack = |held: &Packet| held.said.kind == "ACK" && held.said.zxid == zxid;
                return match self.find(ack) {
                    Some((learner, position)) => self.hear_up_to(learner, position),
                    // Of observers no PROPOSAL tells what a leader's own client has asked for.
                    None => self.solo.write_one() || (packet.said.kind == "INFORM" && self.ask(packet)),
                };
            }
            "SYNC" => match self.held[index].iter().position(|held| held.said.asks_for_sync()) {
                None if self.solo.prepare_one() => return true,
                position => position,
            },
            "REVALIDATE" => self.held[index].iter().position(|held| held.said.kind == "REVALIDATE"),
            _ if !self.held[index].is_empty() => Some(0),
            _ => None,
        };
        match found {
            Some(position) => self.hear_up_to(index, position),
            // An epoch begins with a quorum.
            None => {
                self.find(|_| true).is_some_and(|(learner, _)| self.hear_up_to(learner, 0))
                    || self.solo.write_one()
            }
        }
    }

    /// The earliest packet of this kind that ours has not heard.
    fn find(&self, is: impl Fn(&Packet) -> bool) -> Option<(usize, usize)> {
        let each = self.held.iter().enumerate().filter_map(|(index, held)| {
            let position = held.iter().position(|packet| is(packet))?;
            Some((held[position].line, (index, position)))
        });
        each.min().map(|(_, found)| found)
    }

    /// Ours hears what a learner has said, up to this.
    fn hear_up_to(&mut self, index: usize, position: usize) -> bool {
        let count = self.held[index].len().min(position.saturating_add(1));
        for packet in self.held[index].drain(..count).collect::<Vec<_>>() {
            self.hear(index, packet);
        }
        count > 0
    }

    /// Ours hears what was said long ago; and PINGs at once, for nothing shows when they were taken up, and how long sessions last
    /// hangs on it.
    fn take_up(&mut self, time_ms: i64) {
        for index in 0..self.held.len() {
            // When a learner is sent the history shows how much of it there was.
            let is_due = |packet: &&Packet| match packet.said.kind.as_str() {
                "PING" => true,
                "ACKEPOCH" => false,
                _ => packet.time_ms + TAKEN_UP_MS < time_ms,
            };
            while self.held[index].front().is_some_and(is_due) {
                self.hear_up_to(index, 0);
            }
        }
        self.solo.settle();
    }

    /// Whether ours has processed as much as the real leader had, by its log, when it chose how to synchronize the sender of
    /// this packet.
    fn stands_as_told(&self, log: &Log, packet: &Packet) -> bool {
        let near = log.entries.iter().filter(|entry| (entry.time_ms - packet.time_ms).abs() < 1_000);
        near.filter_map(Standing::told_by)
            .find(|stood| stood.learner == packet.from && stood.peer_last == packet.said.zxid)
            .is_some_and(|stood| stood.last == self.solo.server.last_processed())
    }

    fn hear(&mut self, index: usize, packet: &'a Packet) {
        let connection = connection(index);
        let message = match packet.said.kind.as_str() {
            "FOLLOWERINFO" | "OBSERVERINFO" => {
                self.solo.feed(Input::Accepted { port: PORT, connection });
                packet.message(Snapshot::empty)
            }
            "REQUEST" => {
                if packet.said.opens_session() {
                    self.sessions[index] = SessionId(self.sessions[index].0 + 1_000);
                }
                let session = packet.about.session.unwrap_or(self.sessions[index]);
                let op = self.proposal_of(packet).map_or_else(|| packet.op(), Packet::op);
                // What a REQUEST asks for, in the words of the PROPOSAL that came of it: an error may come of anything.
                let op = if packet.said.asks_for_sync() { packet.op() } else { op };
                Some(Message::Request { session, cxid: packet.about.cxid.unwrap_or_default(), op })
            }
            "REVALIDATE" => {
                let session = packet.about.session.unwrap_or(SessionId(1));
                Some(Message::Revalidate { session, timeout: packet.timeout() })
            }
            _ => packet.message(Snapshot::empty),
        };
        let Some(message) = message else { return };
        self.solo.feed(Input::Received { port: PORT, connection, message });
        // Once its epoch has begun, its packets show when its own log is safe.
        self.solo.holds_disk = self.solo.server.serves();
    }

    /// The proposal that came of a REQUEST, where the recording tells.
    fn proposal_of(&self, request: &Packet) -> Option<&'a Packet> {
        request.about.session?;
        self.ensemble.packets.iter().find(|packet| {
            packet.line > request.line && packet.said.kind == "PROPOSAL" && asks_for(request, packet)
        })
    }

    /// One of the leader's own clients asks for what was proposed; or the leader itself closes a session.
    fn ask(&mut self, packet: &Packet) -> bool {
        if self.asked_for.replace(packet.said.zxid) == Some(packet.said.zxid) {
            return false;
        }
        let real = packet.about.session.unwrap_or_default();
        if packet.said.opens_session() {
            let client = ConnectionId(self.next_client);
            self.next_client += 1;
            self.solo.connect(client, SessionId(0), packet.timeout());
            self.clients.insert(real, client);
            self.solo.prepare();
        } else if packet.said.closes_session() && packet.about.cxid == Some(0) {
            // A session has expired: in ours it must be due within a tick, for its buckets end at other moments.
            let tick = self.solo.server.config().tick;
            self.solo.expire(self.solo.now + tick);
        } else if let Some(client) = self.clients.get(&real).copied() {
            self.say(client, packet.about.cxid.unwrap_or(1), packet.op());
            self.solo.prepare();
        } else if real != SessionId(0) {
            // Its client has come from elsewhere, which shows only when it asks.
            let client = ConnectionId(self.next_client);
            self.next_client += 1;
            self.solo.connect(client, real, packet.timeout());
            self.clients.insert(real, client);
            self.say(client, packet.about.cxid.unwrap_or(1), packet.op());
            self.solo.prepare();
        } else {
            return false;
        }
        true
    }

    fn say(&mut self, connection: ConnectionId, cxid: i32, op: Op) {
        let message = Message::Ask { cxid, op };
        self.solo.feed(Input::Received { port: Port::Client, connection, message });
        self.solo.take_all_said(connection);
    }
}

/// Whether a learner's request asks for what was proposed.
fn asks_for(request: &Packet, proposal: &Packet) -> bool {
    let names = |packet: &Packet| (packet.about.session, packet.about.cxid);
    request.said.kind == "REQUEST"
        && match proposal.about.session {
            Some(_) => names(request) == names(proposal) && !request.said.asks_for_sync(),
            None => request.said.code == proposal.said.code,
        }
}
