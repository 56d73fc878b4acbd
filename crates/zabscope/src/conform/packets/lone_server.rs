//! A test harness: one server of ours without a world. The caller holds the other end of each connection and the clock; what the
//! server sends is kept until the caller takes it.
//!
//! Two things wait for the caller, because only the real server's packets show when they happened: a leader makes transactions of
//! requests when [`LoneServer::prepare`] is called, and the disk writes when [`LoneServer::write_one`] is called, if `holds_disk`.

use std::collections::{BTreeMap, VecDeque};
use zab::config::Config;
use zab::ids::{Cause, ConnectionId, Micros, ServerId, SessionId, Token, Zxid};
use zab::io::{Chance, Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::server::{Server, Unit};
use zab::storage::durable::Durable;
use zab::timer::Timer;
use zab::vote::{ServerState, Vote};

/// Longer than the wait for a better vote, shorter than every other timeout.
const DECIDED: Micros = Micros::from_millis(300);

pub(crate) struct LoneServer {
    pub(crate) server: Server,
    pub(crate) now: Micros,
    /// What it has sent and the caller has not taken, by connection, each with its time.
    sent: BTreeMap<ConnectionId, VecDeque<(Micros, Message)>>,
    /// How many PINGs it has sent on each connection.
    pings: BTreeMap<ConnectionId, u64>,
    /// Its disk steps that are not done.
    writing: VecDeque<Token>,
    /// Whether its disk waits for [`LoneServer::write_one`].
    pub(crate) holds_disk: bool,
    /// The first zxids of the real server's log files.
    pub(crate) log_files: VecDeque<Zxid>,
}

impl LoneServer {
    /// A server that has just started and elects.
    pub(crate) fn start(config: Config, durable: Durable) -> LoneServer {
        let mut lone = LoneServer {
            server: Server::start(config, durable, Cause(0)),
            now: Micros(0),
            sent: BTreeMap::new(),
            pings: BTreeMap::new(),
            writing: VecDeque::new(),
            holds_disk: false,
            log_files: VecDeque::new(),
        };
        lone.settle();
        lone
    }

    /// Has it elect this leader: it receives the votes of all other voters.
    pub(crate) fn elect(&mut self, leader: ServerId) {
        let me = self.server.id();
        let own = self.server.vote();
        let voters: Vec<ServerId> = self.server.config().quorum.voters().iter().copied().collect();
        for voter in voters.into_iter().filter(|voter| *voter != me) {
            let state = match (leader == me, voter == leader) {
                (true, _) => ServerState::Looking,
                (false, true) => ServerState::Leading,
                (false, false) => ServerState::Following,
            };
            self.receive(voter, Notification::new(state, Vote { leader, ..own }));
        }
        self.now = self.now + DECIDED;
        self.settle();
    }

    /// Gives it an input, and runs it until nothing moves.
    pub(crate) fn feed(&mut self, input: Input) {
        let mut out = Outbox::new(Cause(0));
        self.server.step(self.now, Cause(0), input, &mut out);
        self.perform(out);
        self.settle();
    }

    /// Makes transactions of all requests.
    pub(crate) fn prepare(&mut self) {
        while self.prepare_one() {}
    }

    /// Makes a transaction of one request. Sessions do not expire meanwhile, unless they are overdue by a tick. False if nothing is
    /// asked for.
    pub(crate) fn prepare_one(&mut self) -> bool {
        let a_tick_ago = Micros(self.now.0.saturating_sub(self.server.config().tick.0));
        self.run_prep(a_tick_ago)
    }

    /// Expires the sessions of a leader that are due at this time.
    pub(crate) fn expire(&mut self, at: Micros) {
        self.run_prep(at);
        self.prepare();
    }

    fn run_prep(&mut self, at: Micros) -> bool {
        let mut out = Outbox::new(Cause(0));
        let moved = self.server.run(at, Unit::Prep, &mut out);
        self.perform(out);
        self.settle();
        moved
    }

    /// Does one disk step. False if there is none.
    pub(crate) fn write_one(&mut self) -> bool {
        let Some(token) = self.writing.pop_front() else { return false };
        self.feed(Input::Persisted { token });
        true
    }

    /// The next message that it has sent on a connection, other than a leader's PINGs.
    pub(crate) fn next_sent(&mut self, connection: ConnectionId) -> Option<&(Micros, Message)> {
        let sent = self.sent.get_mut(&connection)?;
        if matches!(self.server.state(), ServerState::Leading) {
            while sent.front().is_some_and(|(_, message)| matches!(message, Message::Ping { .. })) {
                sent.pop_front();
            }
        }
        sent.front()
    }

    pub(crate) fn take_sent(&mut self, connection: ConnectionId) -> Option<Message> {
        self.sent.get_mut(&connection)?.pop_front().map(|(_, message)| message)
    }

    /// The last message that it has sent on a connection.
    pub(crate) fn last_sent(&self, connection: ConnectionId) -> Option<&Message> {
        self.sent.get(&connection)?.back().map(|(_, message)| message)
    }

    /// All messages that it has sent on a connection.
    pub(crate) fn take_all_sent(&mut self, connection: ConnectionId) -> Vec<Message> {
        self.sent.remove(&connection).unwrap_or_default().into_iter().map(|(_, message)| message).collect()
    }

    /// A client connects, with a session or without.
    pub(crate) fn connect(&mut self, connection: ConnectionId, session: SessionId, timeout: Micros) {
        let port = Port::Client;
        self.feed(Input::Accepted { port, connection });
        let message = Message::Connect { session, timeout, last_zxid: Zxid(0) };
        self.feed(Input::Received { port, connection, message });
    }

    fn receive(&mut self, from: ServerId, notification: Notification) {
        let (port, connection) = (Port::Election, ConnectionId(from.0.unsigned_abs()));
        if from < self.server.id() {
            self.feed(Input::Connected { to: from, port, connection });
        } else {
            self.feed(Input::Accepted { port, connection });
            self.feed(Input::Received { port, connection, message: Message::Handshake { from } });
        }
        self.feed(Input::Received { port, connection, message: Message::Notification(notification) });
    }

    /// How many PINGs it has sent on a connection.
    pub(crate) fn pings(&self, connection: ConnectionId) -> u64 {
        self.pings.get(&connection).copied().unwrap_or_default()
    }

    /// Moves the clock, and stops at each timer that is due by then. Session expiry is left to [`LoneServer::expire`].
    pub(crate) fn pass(&mut self, until: Micros) {
        let next = |server: &Server| {
            let timers = server.timers().iter().filter(|(timer, _)| *timer != Timer::SessionExpiry);
            timers.map(|(_, deadline)| deadline.at).min()
        };
        while let Some(at) = next(&self.server).filter(|at| self.now < *at && *at <= until) {
            self.now = at;
            self.settle();
        }
        self.now = until;
        self.settle();
    }

    /// Runs all units except `Prep` until nothing moves.
    pub(crate) fn settle(&mut self) {
        loop {
            let mut out = Outbox::new(Cause(0));
            let mut units = self.server.units().into_iter().filter(|unit| *unit != Unit::Prep);
            let moved = units.any(|unit| self.server.run(self.now, unit, &mut out));
            self.perform(out);
            if !moved && (self.holds_disk || !self.write_one()) {
                return;
            }
        }
    }

    fn perform(&mut self, out: Outbox) {
        for (_, output) in out.into_outputs() {
            match output {
                Output::Persist { token, .. } => self.writing.push_back(token),
                Output::Send { message: Message::Handshake { .. } | Message::Notification(_), .. } => {}
                Output::Send { connection, message } => {
                    if matches!(message, Message::Ping { .. }) {
                        *self.pings.entry(connection).or_default() += 1;
                    }
                    self.sent.entry(connection).or_default().push_back((self.now, message));
                }
                Output::Draw { chance: Chance::SnapshotTiming, up_to } => {
                    let value = self.until_next_file().unwrap_or(up_to);
                    self.feed(Input::Drawn { chance: Chance::SnapshotTiming, value });
                }
                _ => {}
            }
        }
    }

    /// How many transactions beyond half of the snapshot count the real server had logged when it began its next log file.
    fn until_next_file(&mut self) -> Option<u64> {
        let first = self.log_files.pop_front()?;
        let logged = self.log_files.front()?.0.saturating_sub(first.0);
        u64::try_from(logged.saturating_sub(i64::from(self.server.config().snap_count / 2) + 1)).ok()
    }
}
