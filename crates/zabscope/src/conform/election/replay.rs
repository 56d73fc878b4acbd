//! Replay of one server's elections: its log is followed line by line through a server of ours.
//!
//! A line that says that the real server received a notification gives it to ours. A line of its main thread or its receiver must
//! be the next one that ours would have logged in that thread; if there is none, our main unit runs until there is. Our clock
//! stands still: a timeout ends when the next line can only be due to that.

use super::log_lines::{LineWriter, state_in_log};
use super::lookahead;
use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::log::{Entry, Log};
use crate::conform::report::{Mismatch, Report};
use std::collections::{BTreeSet, VecDeque};
use zab::config::{Config, LearnerType};
use zab::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, Token, Zxid};
use zab::io::{Chance, Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::note::Note;
use zab::server::{Server, Unit};
use zab::storage::durable::Durable;
use zab::vote::{ServerState, Vote};
use zab_logs::{ElectionEvent as Line, Event, PeerEvent};
use zab_sim::record::trace;

/// A time at which no timeout has ended.
const NO_TIMEOUT: Micros = Micros(0);
/// A time at which every timeout has ended.
const ALL_TIMEOUTS: Micros = Micros(u64::MAX);
/// How many steps of the main unit one line may take. A step processes one notification.
const STEPS_LIMIT: u32 = 10_000;
/// How many of our last notes a mismatch shows.
const WHY_LIMIT: usize = 6;

/// A notification that ours sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    pub(crate) to: ServerId,
    pub(crate) notification: Notification,
    /// Whether the receiver thread sent it as an answer; else the main thread sent it.
    pub(crate) is_answer: bool,
    /// The time of the line that was followed, in milliseconds by the real server's clock.
    pub(crate) at_ms: i64,
}

/// What one server of ours sent, and what the real one received: for comparing the two ends of each link.
#[derive(Default)]
pub(crate) struct Exchange {
    /// Every notification that ours sent, in order.
    pub(crate) sent: Vec<Sent>,
    /// Every notification that the real server received: the index of its log entry, the sender, the notification.
    pub(crate) received: Vec<(usize, ServerId, Notification)>,
    /// Whether `sent` is complete from the server's start on.
    pub(crate) whole: bool,
    /// The time of the present line, in milliseconds.
    now_ms: i64,
}

/// Replays a log. Each life of the server (from a start of its process to the next) is compared up to its first difference.
pub(crate) fn replay(log: &Log, ensemble: &Ensemble, report: &mut Report) -> Exchange {
    let whole = log.found.shows_votes() && !log.begins_in_the_middle();
    let mut exchange = Exchange { whole, ..Exchange::default() };
    if !log.found.shows_votes() {
        return exchange;
    }
    let mut life: Option<Life<'_>> = None;
    for (index, entry) in log.entries.iter().enumerate() {
        if matches!(entry.event, Event::Peer(PeerEvent::LifeBegins { .. })) {
            life = Some(Life::begin(log, ensemble));
        }
        let Some(replayed) = &mut life else { continue };
        exchange.now_ms = entry.time_ms;
        match replayed.follow(index, entry, &mut exchange) {
            Ok(Agreed::Notification) => report.notifications += 1,
            Ok(Agreed::Decision) => report.decisions += 1,
            Ok(Agreed::Nothing) => {}
            Err(wanted) => {
                report.mismatches.push(Mismatch {
                    file: log.file.clone(),
                    line: entry.line,
                    text: entry.text.clone(),
                    wanted,
                    why: replayed.recent_notes.iter().cloned().collect(),
                });
                life = None;
            }
        }
    }
    exchange
}

/// What was compared at a line, and agreed.
enum Agreed {
    Notification,
    Decision,
    Nothing,
}

/// The replay of one life of a server.
struct Life<'a> {
    log: &'a Log,
    ensemble: &'a Ensemble,
    /// The others to which an election link is up.
    linked: BTreeSet<ServerId>,
    server: Server,
    writer: LineWriter,
    /// Lines that our main unit would have logged and that the log has not shown yet.
    main: VecDeque<Line>,
    /// The same for its receiver.
    receiver: VecDeque<Line>,
    /// Its last notes, for a mismatch.
    recent_notes: VecDeque<String>,
    /// The token of its last disk step.
    token: Token,
}

impl<'a> Life<'a> {
    /// A server that has just started.
    fn begin(log: &'a Log, ensemble: &'a Ensemble) -> Life<'a> {
        let mut config = Config::new(log.server, ensemble.quorum.clone());
        if !ensemble.quorum.is_voter(log.server) {
            config.learner_type = LearnerType::Observer;
        }
        let server = Server::start(config, Durable::default(), Cause(0));
        let writer = LineWriter::new(log.server);
        let (main, receiver, recent_notes) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
        Life {
            log,
            ensemble,
            linked: BTreeSet::new(),
            server,
            writer,
            main,
            receiver,
            recent_notes,
            token: Token::default(),
        }
    }

    /// Brings the election link to another server up, if it is not, from whichever side keeps it.
    fn link(&mut self, other: ServerId) {
        if other == self.log.server || !self.linked.insert(other) {
            return;
        }
        let (port, connection) = (Port::Election, ConnectionId(other.0.unsigned_abs()));
        if other < self.log.server {
            self.input(Input::Connected { to: other, port, connection });
        } else {
            self.input(Input::Accepted { port, connection });
            self.input(Input::Received { port, connection, message: Message::Handshake { from: other } });
        }
    }

    /// Follows one line of the log. An error says what ours wanted instead.
    fn follow(&mut self, index: usize, entry: &Entry, exchange: &mut Exchange) -> Result<Agreed, String> {
        match &entry.event {
            Event::Peer(PeerEvent::StateEntered(zab_logs::ServerState::Looking)) => {
                self.start_looking(index);
                Ok(Agreed::Decision)
            }
            Event::Peer(PeerEvent::StateChanged { phase: zab_logs::Phase::Broadcast, .. }) => {
                if let Some(epoch) = self.ensemble.epoch_at(entry.time_ms) {
                    self.server.assume(Durable::with_snapshot(epoch, self.server.last_processed()));
                }
                Ok(Agreed::Nothing)
            }
            Event::Peer(PeerEvent::StateEntered(state)) if *state == state_in_log(self.server.state()) => {
                Ok(Agreed::Decision)
            }
            Event::Peer(PeerEvent::StateEntered(_)) => Err(format!("to be {}", self.server.state())),
            Event::Election(line) => match line {
                Line::NotificationReceived(received) => {
                    let (from, notification) = notification(received);
                    exchange.received.push((index, from, notification));
                    self.end_a_wait_before(index, exchange);
                    self.receive(index, from, notification, received.my_state, exchange)?;
                    Ok(Agreed::Nothing)
                }
                Line::ReplySent { config_version, .. } => {
                    let mut ours = self.receiver.pop_front();
                    if let Some(Line::ReplySent { config_version: ours, .. }) = &mut ours {
                        *ours = *config_version;
                    }
                    agree(ours, line)?;
                    Ok(Agreed::Notification)
                }
                Line::NotificationSent { .. } => {
                    self.expect_line(line, exchange)?;
                    Ok(Agreed::Notification)
                }
                Line::ProposalUpdated { .. }
                | Line::Started { .. }
                | Line::Compared { .. }
                | Line::VoteAdded { .. }
                | Line::EarlierRoundIgnored { .. }
                | Line::ForeignLeaderIgnored { .. }
                | Line::ForeignVoterIgnored { .. }
                | Line::IgnoredWithoutHistory
                | Line::VoterWithoutHistoryIgnored { .. }
                | Line::ObserverIgnored { .. }
                | Line::OracleAsked { .. }
                | Line::TimedOut { .. }
                | Line::Decided { .. } => {
                    self.expect_line(line, exchange)?;
                    Ok(Agreed::Decision)
                }
                _ => Ok(Agreed::Nothing),
            },
            _ => Ok(Agreed::Nothing),
        }
    }

    /// The real server is LOOKING: for its first election in this life, or because its role has ended. What lies between two
    /// elections is not replayed; ours leaves its role and takes the state that the next lines show.
    fn start_looking(&mut self, index: usize) {
        let leader = self.server.leader();
        match self.server.state() {
            ServerState::Looking => {}
            ServerState::Leading => {
                // Its disk is done, and its wait for a quorum of learners ends.
                self.input(Input::Persisted { token: self.token });
                self.run(NO_TIMEOUT, Unit::Main);
                self.run(ALL_TIMEOUTS, Unit::Main);
            }
            ServerState::Following | ServerState::Observing => {
                let (port, connection) = (Port::Quorum, ConnectionId(0));
                if let Some(to) = leader {
                    self.input(Input::Connected { to, port, connection });
                    self.input(Input::Closed { port, connection });
                    self.run(NO_TIMEOUT, Unit::Main);
                    self.run(NO_TIMEOUT, Unit::Main);
                }
                self.input(Input::Drawn { chance: Chance::ObserverDelay, value: 0 });
            }
        }
        self.main.clear();
        if let Some(durable) = lookahead::initial_state(&self.log.entries[index..]) {
            self.server.assume(durable);
        }
    }

    /// Ends the main unit's wait if it ended just before this notification came, which shows in that the main thread's next line
    /// is `TimedOut`.
    fn end_a_wait_before(&mut self, index: usize, exchange: &mut Exchange) {
        if let (Some(line), true) =
            (lookahead::wait_ended(&self.log.entries[index + 1..]), self.main.is_empty())
            && !self.step_main(NO_TIMEOUT, exchange)
            && self.may_end_a_wait(line)
        {
            self.step_main(ALL_TIMEOUTS, exchange);
        }
    }

    /// The receiver thread processes a notification.
    fn receive(
        &mut self,
        index: usize,
        from: ServerId,
        received: Notification,
        my_state: zab_logs::ServerState,
        exchange: &mut Exchange,
    ) -> Result<(), String> {
        // The state in the line may be newer than ours, whose main unit may have steps left.
        for _ in 0..STEPS_LIMIT {
            let same = state_in_log(self.server.state()) == my_state;
            if same || !(self.step_main(NO_TIMEOUT, exchange) || self.step_main(ALL_TIMEOUTS, exchange)) {
                break;
            }
        }
        if state_in_log(self.server.state()) != my_state {
            return Err(format!("to be {}", self.server.state()));
        }
        if from == self.log.server {
            self.receive_from_itself(received)?;
            self.move_clock_before_answering(index, received, exchange);
        } else {
            self.link(from);
            let connection = ConnectionId(from.0.unsigned_abs());
            let message = Message::Notification(received);
            self.input(Input::Received { port: Port::Election, connection, message });
        }
        let before = self.server.links().outgoing().count();
        let notes = self.run(NO_TIMEOUT, Unit::Receiver).unwrap_or_default();
        let sent = self.sent_since(before, true, exchange);
        let lines = self.writer.receiver(&notes, &sent);
        self.receiver.extend(lines);
        Ok(())
    }

    /// The server receives its own notification: ours must have sent it.
    fn receive_from_itself(&mut self, received: Notification) -> Result<(), String> {
        let to_itself = self.server.links().outgoing().position(|(to, _)| to == self.log.server);
        let Some(position) = to_itself else {
            return Err(String::from("nothing: it has sent itself no vote that it has not received yet"));
        };
        let ours = self.server.links().outgoing().nth(position).map(|(_, notification)| *notification);
        for _ in 0..=position {
            self.run(NO_TIMEOUT, Unit::Sender);
        }
        match ours {
            Some(ours) if ours != received => Err(format!("to hear {ours:?} from itself")),
            _ => Ok(()),
        }
    }

    /// If the main thread is just leaving a round, the receiver can see the next round when it receives its own vote of the old one,
    /// and answer it. The log has the receiver's line before those of the main thread, so [`lookahead`] tells whether the round
    /// had changed.
    fn move_clock_before_answering(&mut self, index: usize, received: Notification, exchange: &mut Exchange) {
        let round = received.vote.round;
        if !lookahead::answers_itself(&self.log.entries[index + 1..], self.log.server, round) {
            return;
        }
        for _ in 0..STEPS_LIMIT {
            if self.server.election().round() > round || !self.step_main(NO_TIMEOUT, exchange) {
                break;
            }
        }
    }

    /// The main thread logs a line: it must be the next one of ours.
    fn expect_line(&mut self, line: &Line, exchange: &mut Exchange) -> Result<(), String> {
        for _ in 0..STEPS_LIMIT {
            let goes_on = self.main.is_empty()
                && (self.step_main(NO_TIMEOUT, exchange)
                    || (self.may_end_a_wait(line) && self.step_main(ALL_TIMEOUTS, exchange)));
            if !goes_on {
                break;
            }
        }
        let mut ours = self.main.pop_front();
        if let (Some(Line::Compared { peer_epochs: ours, .. }), Line::Compared { peer_epochs: None, .. }) =
            (&mut ours, line)
        {
            *ours = None;
        }
        agree(ours, line)
    }

    /// Whether this line can be due to the end of a wait. A server sends its vote again because something that it had sent was
    /// delivered, and only waits longer because nothing was. Ours is set accordingly.
    fn may_end_a_wait(&mut self, line: &Line) -> bool {
        if !matches!(line, Line::NotificationSent { .. } | Line::TimedOut { .. } | Line::Decided { .. }) {
            return false;
        }
        while self.server.links().outgoing().next().is_some_and(|(to, _)| to != self.log.server) {
            self.run(NO_TIMEOUT, Unit::Sender);
        }
        if matches!(line, Line::NotificationSent { .. }) {
            for voter in self.ensemble.quorum.voters() {
                self.link(*voter);
            }
            while self.run(NO_TIMEOUT, Unit::Links).is_some() {}
        }
        true
    }

    /// Runs one step of our main unit at this time. False if it has nothing to do.
    fn step_main(&mut self, now: Micros, exchange: &mut Exchange) -> bool {
        let before = self.server.links().outgoing().count();
        let round = self.server.election().round();
        let Some(notes) = self.run(now, Unit::Main) else { return false };
        let sent = self.sent_since(before, false, exchange);
        let lines = self.writer.main(round, &notes, &sent);
        self.main.extend(lines);
        true
    }

    fn sent_since(
        &self,
        before: usize,
        is_answer: bool,
        exchange: &mut Exchange,
    ) -> Vec<(ServerId, Notification)> {
        let outgoing = self.server.links().outgoing();
        let sent: Vec<_> = outgoing.skip(before).map(|(to, notification)| (to, *notification)).collect();
        let at_ms = exchange.now_ms;
        exchange.sent.extend(sent.iter().map(|&(to, notification)| Sent {
            to,
            notification,
            is_answer,
            at_ms,
        }));
        sent
    }

    /// Gives ours an input of the election port or of its main unit.
    fn input(&mut self, input: Input) {
        let mut out = Outbox::new(Cause(0));
        self.server.step(NO_TIMEOUT, Cause(0), input, &mut out);
        self.server.run(NO_TIMEOUT, Unit::Links, &mut out);
    }

    /// Runs a unit of ours once; gives its notes, or nothing if it had nothing to do. Its other outputs are dropped.
    fn run(&mut self, now: Micros, unit: Unit) -> Option<Vec<Note>> {
        let mut out = Outbox::new(Cause(0));
        if !self.server.run(now, unit, &mut out) {
            return None;
        }
        let mut notes = Vec::new();
        for (_, output) in out.into_outputs() {
            match output {
                Output::Note(note) => notes.push(note),
                Output::Persist { token, .. } => self.token = token,
                _ => {}
            }
        }
        for note in &notes {
            self.recent_notes.push_back(trace::line(note).to_string());
        }
        let surplus = self.recent_notes.len().saturating_sub(WHY_LIMIT);
        self.recent_notes.drain(..surplus);
        Some(notes)
    }
}

/// Compares a line with ours; an error is ours.
fn agree(ours: Option<Line>, line: &Line) -> Result<(), String> {
    match ours {
        Some(ours) if ours == *line => Ok(()),
        Some(ours) => Err(format!("{ours:?}")),
        None => Err(String::from("nothing")),
    }
}

/// A notification as its receiver logged it, in our terms.
fn notification(received: &zab_logs::Notification) -> (ServerId, Notification) {
    let state = match received.state {
        zab_logs::ServerState::Looking => ServerState::Looking,
        zab_logs::ServerState::Following => ServerState::Following,
        zab_logs::ServerState::Leading => ServerState::Leading,
        zab_logs::ServerState::Observing => ServerState::Observing,
    };
    let vote = Vote {
        round: Round(received.round),
        leader: ServerId(received.leader.0),
        zxid: Zxid(received.zxid.0),
        peer_epoch: Epoch(received.peer_epoch),
    };
    let version = received.format_version.map_or(0, |version| version.clamp(0, i64::from(u32::MAX)) as u32);
    (ServerId(received.sid.0), Notification { state, vote, version })
}
