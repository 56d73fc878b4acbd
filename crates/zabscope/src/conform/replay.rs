//! One server's log, played again through ours.
//!
//! The log is taken line by line. What the real server heard is handed to ours at the line that says so. Each line of its
//! main thread and of its receiver must be the next thing that ours would have logged in that thread; if ours has said all it
//! had to say, its main unit runs until it says more. Time stands still for ours: a wait ends when a line can only follow
//! from its end.

use super::ahead;
use super::ensemble::Ensemble;
use super::log::{Entry, Log};
use super::report::{Mismatch, Report};
use super::told::{Teller, word};
use std::collections::{BTreeSet, VecDeque};
use zab::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, Token, Zxid};
use zab::io::{Chance, Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::note::Note;
use zab::server::{Config, LearnerType, Server, Unit};
use zab::storage::durable::Durable;
use zab::vote::{ServerState, Vote};
use zab_logs::{ElectionEvent as Told, Event, PeerEvent};
use zab_sim::record::trace;

/// A moment at which no wait has ended.
const STILL: Micros = Micros(0);
/// A moment at which every wait has ended.
const LATE: Micros = Micros(u64::MAX);
/// How many steps ours may take to say what a line says. A step takes up one notification.
const STEPS_LIMIT: u32 = 10_000;
/// How many of our last notes a mismatch shows.
const WHY_LIMIT: usize = 6;

/// A notification that ours sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    pub(crate) to: ServerId,
    pub(crate) notification: Notification,
    /// Whether it is an answer of the receiver's; if not, the main thread sent it.
    pub(crate) is_answer: bool,
    /// When, by the line of the real server's log that asked for it, in milliseconds.
    pub(crate) at_ms: i64,
}

/// What one server of ours sent, and what the real one heard: for comparing the two ends of each link.
#[derive(Default)]
pub(crate) struct Exchange {
    /// Every notification that ours sent, in order.
    pub(crate) sent: Vec<Sent>,
    /// Every notification that the real server heard: the index of its line's entry, the sender, what it said.
    pub(crate) heard: Vec<(usize, ServerId, Notification)>,
    /// Whether all is there that the server sent, from its start on.
    pub(crate) whole: bool,
    /// The time of the line that is followed, in milliseconds.
    now_ms: i64,
}

/// Replays a log, life by life. A life is compared up to its first difference.
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
                    why: replayed.noted.iter().cloned().collect(),
                });
                life = None;
            }
        }
    }
    exchange
}

/// What a line and ours agreed on.
enum Agreed {
    Notification,
    Decision,
    Nothing,
}

/// A life of a server, in the course of being replayed.
struct Life<'a> {
    log: &'a Log,
    ensemble: &'a Ensemble,
    /// The others to which an election link is up.
    linked: BTreeSet<ServerId>,
    server: Server,
    teller: Teller,
    /// What the main unit of ours would have logged, and the log has not said yet.
    main: VecDeque<Told>,
    /// The same for its receiver.
    receiver: VecDeque<Told>,
    /// The last things it noted.
    noted: VecDeque<String>,
    /// The last thing it asked its disk for.
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
        let teller = Teller::new(log.server);
        let (main, receiver, noted) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
        Life {
            log,
            ensemble,
            linked: BTreeSet::new(),
            server,
            teller,
            main,
            receiver,
            noted,
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
                self.look(index);
                Ok(Agreed::Decision)
            }
            Event::Peer(PeerEvent::StateChanged { phase: zab_logs::Phase::Broadcast, .. }) => {
                if let Some(epoch) = self.ensemble.epoch_at(entry.time_ms) {
                    self.server.assume(Durable::with_snapshot(epoch, self.server.last_processed()));
                }
                Ok(Agreed::Nothing)
            }
            Event::Peer(PeerEvent::StateEntered(state)) if *state == word(self.server.state()) => {
                Ok(Agreed::Decision)
            }
            Event::Peer(PeerEvent::StateEntered(_)) => Err(format!("to be {}", self.server.state())),
            Event::Election(told) => match told {
                Told::NotificationReceived(heard) => {
                    let (from, notification) = notification(heard);
                    exchange.heard.push((index, from, notification));
                    self.end_a_wait_before(index, exchange);
                    self.hear(index, from, notification, heard.my_state, exchange)?;
                    Ok(Agreed::Nothing)
                }
                Told::ReplySent { config_version, .. } => {
                    let mut ours = self.receiver.pop_front();
                    if let Some(Told::ReplySent { config_version: ours, .. }) = &mut ours {
                        *ours = *config_version;
                    }
                    agree(ours, told)?;
                    Ok(Agreed::Notification)
                }
                Told::NotificationSent { .. } => {
                    self.say(told, exchange)?;
                    Ok(Agreed::Notification)
                }
                Told::ProposalUpdated { .. }
                | Told::Started { .. }
                | Told::Compared { .. }
                | Told::VoteAdded { .. }
                | Told::EarlierRoundIgnored { .. }
                | Told::ForeignLeaderIgnored { .. }
                | Told::ForeignVoterIgnored { .. }
                | Told::IgnoredWithoutHistory
                | Told::VoterWithoutHistoryIgnored { .. }
                | Told::ObserverIgnored { .. }
                | Told::OracleAsked { .. }
                | Told::TimedOut { .. }
                | Told::Decided { .. } => {
                    self.say(told, exchange)?;
                    Ok(Agreed::Decision)
                }
                _ => Ok(Agreed::Nothing),
            },
            _ => Ok(Agreed::Nothing),
        }
    }

    /// The real server is LOOKING, for its first election in this life or because its role has ended. What lies between
    /// two elections is not replayed: ours loses its role, and takes up the state that the log goes on to show.
    fn look(&mut self, index: usize) {
        let leader = self.server.leader();
        match self.server.state() {
            ServerState::Looking => {}
            ServerState::Leading => {
                // Its disk is done, and its wait for a quorum of learners ends.
                self.input(Input::Persisted { token: self.token });
                self.run(STILL, Unit::Main);
                self.run(LATE, Unit::Main);
            }
            ServerState::Following | ServerState::Observing => {
                let (port, connection) = (Port::Quorum, ConnectionId(0));
                if let Some(to) = leader {
                    self.input(Input::Connected { to, port, connection });
                    self.input(Input::Closed { port, connection });
                    self.run(STILL, Unit::Main);
                    self.run(STILL, Unit::Main);
                }
                self.input(Input::Drawn { chance: Chance::ObserverDelay, value: 0 });
            }
        }
        self.main.clear();
        if let Some(durable) = ahead::state(&self.log.entries[index..]) {
            self.server.assume(durable);
        }
    }

    /// A notification may come when the wait for it has just ended, and nobody has said so yet: the first that the main thread
    /// then says, beside what it sends, is that it waits longer.
    fn end_a_wait_before(&mut self, index: usize, exchange: &mut Exchange) {
        if let (Some(told), true) = (ahead::wait_ended(&self.log.entries[index + 1..]), self.main.is_empty())
            && !self.go_on(STILL, exchange)
            && self.may_end_a_wait(told)
        {
            self.go_on(LATE, exchange);
        }
    }

    /// The receiver takes up a notification.
    fn hear(
        &mut self,
        index: usize,
        from: ServerId,
        heard: Notification,
        my_state: zab_logs::ServerState,
        exchange: &mut Exchange,
    ) -> Result<(), String> {
        // The state in the line may be newer than what ours has been asked to do so far.
        for _ in 0..STEPS_LIMIT {
            let same = word(self.server.state()) == my_state;
            if same || !(self.go_on(STILL, exchange) || self.go_on(LATE, exchange)) {
                break;
            }
        }
        if word(self.server.state()) != my_state {
            return Err(format!("to be {}", self.server.state()));
        }
        if from == self.log.server {
            self.loop_back(heard)?;
            self.move_clock_before_answering(index, heard, exchange);
        } else {
            self.link(from);
            let connection = ConnectionId(from.0.unsigned_abs());
            let message = Message::Notification(heard);
            self.input(Input::Received { port: Port::Election, connection, message });
        }
        let before = self.server.links().outgoing().len();
        let notes = self.run(STILL, Unit::Receiver).unwrap_or_default();
        let sent = self.sent_since(before, true, exchange);
        let told = self.teller.receiver(&notes, &sent);
        self.receiver.extend(told);
        Ok(())
    }

    /// The server hears itself: ours must have sent itself that very vote.
    fn loop_back(&mut self, heard: Notification) -> Result<(), String> {
        let to_itself = self.server.links().outgoing().position(|(to, _)| to == self.log.server);
        let Some(position) = to_itself else {
            return Err(String::from("nothing: it has sent itself no vote that it has not heard yet"));
        };
        let ours = self.server.links().outgoing().nth(position).map(|(_, notification)| *notification);
        for _ in 0..=position {
            self.run(STILL, Unit::Sender);
        }
        match ours {
            Some(ours) if ours != heard => Err(format!("to hear {ours:?} from itself")),
            _ => Ok(()),
        }
    }

    /// The receiver hears its own vote of a round that the main thread is just leaving, and sees the clock of the next: so the
    /// server answers itself. The log has the receiver's line before those of the main thread; that the clock had moved shows in
    /// what the server hears of itself later.
    fn move_clock_before_answering(&mut self, index: usize, heard: Notification, exchange: &mut Exchange) {
        let round = heard.vote.round;
        if !ahead::answers_itself(&self.log.entries[index + 1..], self.log.server, round) {
            return;
        }
        for _ in 0..STEPS_LIMIT {
            if self.server.election().round() > round || !self.go_on(STILL, exchange) {
                break;
            }
        }
    }

    /// The main thread says something: ours must have that to say next.
    fn say(&mut self, told: &Told, exchange: &mut Exchange) -> Result<(), String> {
        for _ in 0..STEPS_LIMIT {
            let goes_on = self.main.is_empty()
                && (self.go_on(STILL, exchange) || (self.may_end_a_wait(told) && self.go_on(LATE, exchange)));
            if !goes_on {
                break;
            }
        }
        let mut ours = self.main.pop_front();
        if let (Some(Told::Compared { peer_epochs: ours, .. }), Told::Compared { peer_epochs: None, .. }) =
            (&mut ours, told)
        {
            *ours = None;
        }
        agree(ours, told)
    }

    /// Whether this may be said because a wait has ended. A server that sends its vote again does so because something it
    /// had sent has gone out; one that only waits longer, because nothing has. Ours is told which.
    fn may_end_a_wait(&mut self, told: &Told) -> bool {
        if !matches!(told, Told::NotificationSent { .. } | Told::TimedOut { .. } | Told::Decided { .. }) {
            return false;
        }
        while self.server.links().outgoing().next().is_some_and(|(to, _)| to != self.log.server) {
            self.run(STILL, Unit::Sender);
        }
        if matches!(told, Told::NotificationSent { .. }) {
            for voter in self.ensemble.quorum.voters() {
                self.link(*voter);
            }
            while self.run(STILL, Unit::Links).is_some() {}
        }
        true
    }

    /// Lets the main unit of ours take one step at this time. False if there is none to take.
    fn go_on(&mut self, now: Micros, exchange: &mut Exchange) -> bool {
        let before = self.server.links().outgoing().len();
        let round = self.server.election().round();
        let Some(notes) = self.run(now, Unit::Main) else { return false };
        let sent = self.sent_since(before, false, exchange);
        let told = self.teller.main(round, &notes, &sent);
        self.main.extend(told);
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

    /// Hands something to ours from a socket of the election port, or to its main unit.
    fn input(&mut self, input: Input) {
        let mut out = Outbox::new(Cause(0));
        self.server.step(STILL, Cause(0), input, &mut out);
        self.server.run(STILL, Unit::Links, &mut out);
    }

    /// Runs a unit of ours once; gives what it noted, if it had anything to do. What it asks of the world is left undone.
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
            self.noted.push_back(trace::line(note).to_string());
        }
        let surplus = self.noted.len().saturating_sub(WHY_LIMIT);
        self.noted.drain(..surplus);
        Some(notes)
    }
}

/// Whether ours would have said the same.
fn agree(ours: Option<Told>, told: &Told) -> Result<(), String> {
    match ours {
        Some(ours) if ours == *told => Ok(()),
        Some(ours) => Err(format!("{ours:?}")),
        None => Err(String::from("nothing")),
    }
}

/// A notification as its receiver logged it, in our terms.
fn notification(heard: &zab_logs::Notification) -> (ServerId, Notification) {
    let state = match heard.state {
        zab_logs::ServerState::Looking => ServerState::Looking,
        zab_logs::ServerState::Following => ServerState::Following,
        zab_logs::ServerState::Leading => ServerState::Leading,
        zab_logs::ServerState::Observing => ServerState::Observing,
    };
    let vote = Vote {
        round: Round(heard.round),
        leader: ServerId(heard.leader.0),
        zxid: Zxid(heard.zxid.0),
        peer_epoch: Epoch(heard.peer_epoch),
    };
    let version = heard.format_version.map_or(0, |version| version.clamp(0, i64::from(u32::MAX)) as u32);
    (ServerId(heard.sid.0), Notification { state, vote, version })
}
