//! A client: ZooKeeper's own library, as far as servers and users can tell (reference §5.7.3; `ClientCnxn`).
//!
//! It keeps a session by saying something at least every third of its timeout, and gives a server up that it has not heard for
//! two thirds. Then it fails all that it was asked and was not answered, for nobody can tell it what became of that, and goes
//! on to the next server of its list with the same session.
//!
//! Differs: its list of servers is in the order of the ensemble, where ZooKeeper shuffles it; and it pings at a third of its
//! timeout, where ZooKeeper's pings up to a second earlier, and at least every ten seconds.
//!
//! Like a server it reads no clock and no socket: it is told what happens, and answers with what it does.

use crate::party::ClientId;
pub use crate::party::ClientState;
use crate::record::event::What;
use crate::world::random::Stream;
use zab::ids::{Cause, Micros, ServerId, SessionId, Zxid};
use zab::io::Input;
use zab::message::Message;
use zab::note::Loss;
use zab::release::Release;
use zab::request::{Answer, Cxid, ErrorCode, Op, Reply};

/// The number of a ping; its answer stands outside of the order of requests.
const PING: Cxid = -2;
/// The longest pause before it dials again, once it has ever reached a server.
const PAUSE: Micros = Micros::from_millis(999);
/// How much longer it pauses when its list comes round to the server that it last had a session with.
const ROUND_PAUSE: Micros = Micros::from_millis(1_000);
/// No wait is shorter, whatever timeout a server grants: time must go on.
const WAIT_LEAST: Micros = Micros::from_millis(1);

/// A client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Client {
    /// The servers that it knows, in the order in which it tries them.
    servers: Vec<ServerId>,
    /// Where in that list the server stands that it is at, or tries.
    place: u32,
    /// The same of the server that it last had a session with; before there was one, of the first.
    good_place: u32,
    chance: Stream,
    /// Whether it takes a session for over after so long a silence that no server can have kept it.
    gives_up: bool,
    /// The timeout that it asks for.
    wanted: Micros,
    /// The timeout that it was granted, or that it asks for.
    timeout: Micros,
    session: SessionId,
    last_zxid: Zxid,
    last_cxid: Cxid,
    standing: Standing,
    /// Whether a connection has ever stood.
    has_reached: bool,
    /// When it last sent something.
    sent: Micros,
    /// When it last heard of a server.
    heard: Micros,
    /// Its session is to be closed; when this connection ends, so does it.
    closing: bool,
    /// Requests sent and not answered, the oldest first.
    unanswered: Vec<(Cxid, Op)>,
    /// Requests that wait for a connection, each with the event that asked for it.
    waiting: Vec<(Cause, Op)>,
    last_answer: Option<Answer>,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Standing {
    /// It pauses before it dials.
    Pausing { until: Micros },
    /// It has dialled.
    Dialling { since: Micros },
    /// It is connected, and has said which session it wants.
    Greeting { since: Micros },
    /// It has its session.
    Connected,
    /// It does nothing more.
    Over(ClientState),
}

/// Something that a client does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// It dials a server. From then on this is its connection.
    Dial(ServerId),
    /// It sends a message, perhaps because of an earlier event than the one that moves it now.
    Send(Message, Option<Cause>),
    /// It closes its connection, if it has one.
    Close,
    /// It tells its user something.
    Note(What),
}

impl Client {
    /// A client that knows these servers, and wants a session of this timeout.
    pub fn new(seed: u64, id: ClientId, servers: Vec<ServerId>, timeout: Micros, release: Release) -> Client {
        Client {
            servers,
            place: 0,
            good_place: 0,
            chance: Stream::of_client(seed, id),
            gives_up: release.clients_give_up(),
            wanted: timeout,
            timeout,
            session: SessionId(0),
            last_zxid: Zxid(0),
            last_cxid: 0,
            standing: Standing::Pausing { until: Micros(0) },
            has_reached: false,
            sent: Micros(0),
            heard: Micros(0),
            closing: false,
            unanswered: Vec::new(),
            waiting: Vec::new(),
            last_answer: None,
        }
    }

    /// It begins: with the first server of its list.
    pub fn start(&mut self, now: Micros) -> Vec<Output> {
        self.dial(now)
    }

    /// When it does something by itself; never, once it is over.
    pub fn deadline(&self) -> Option<Micros> {
        match self.standing {
            Standing::Pausing { until } => Some(until),
            Standing::Dialling { since } | Standing::Greeting { since } => {
                let attempt = since + share(self.timeout, 1, self.servers.len() as u64);
                Some(attempt.min(self.end_of_session().unwrap_or(attempt)))
            }
            Standing::Connected => {
                let silent = self.heard + share(self.timeout, 2, 3);
                Some(silent.min(self.sent + share(self.timeout, 1, 3)))
            }
            Standing::Over(_) => None,
        }
    }

    /// A deadline has come.
    pub fn run(&mut self, now: Micros) -> Vec<Output> {
        let over = self.end_of_session().is_some_and(|end| end <= now);
        match self.standing {
            Standing::Connected if now >= self.heard + share(self.timeout, 2, 3) => {
                self.lose(now, Loss::Silent)
            }
            Standing::Connected => {
                self.sent = now;
                vec![Output::Send(Message::Ask { cxid: PING, op: Box::new(Op::Ping) }, None)]
            }
            Standing::Over(_) => Vec::new(),
            _ if over => self.expire(false),
            Standing::Pausing { .. } => self.dial(now),
            Standing::Dialling { .. } | Standing::Greeting { .. } => self.lose(now, Loss::Late),
        }
    }

    /// Something has happened to its connection.
    pub fn hear(&mut self, now: Micros, input: Input) -> Vec<Output> {
        match input {
            Input::Connected { .. } => self.greet(now),
            Input::Refused { .. } => self.lose(now, Loss::Refused),
            Input::Closed { .. } => self.lose(now, Loss::Closed),
            Input::Received { message, .. } => {
                self.heard = now;
                match (self.standing, message) {
                    (Standing::Greeting { .. }, Message::Connected { session: Some((id, timeout)) }) => {
                        self.begin(now, id, timeout)
                    }
                    (Standing::Greeting { .. }, Message::Connected { session: None }) => self.expire(true),
                    (Standing::Connected, Message::Answer(reply)) if reply.cxid == PING => Vec::new(),
                    (Standing::Connected, Message::Answer(reply)) => self.take(now, *reply),
                    _ => self.lose(now, Loss::Unexpected),
                }
            }
            Input::Accepted { .. }
            | Input::Established { .. }
            | Input::Persisted { .. }
            | Input::PersistFailed { .. }
            | Input::Drawn { .. } => Vec::new(),
        }
    }

    /// Its user asks for something; `cause` is the event that says so.
    pub fn ask(&mut self, now: Micros, cause: Cause, op: Op) -> Vec<Output> {
        self.closing |= op == Op::CloseSession;
        self.waiting.push((cause, op));
        if self.standing == Standing::Connected { self.send_all(now) } else { Vec::new() }
    }

    /// Its user sends it to another server: without a word to the one it leaves, and with the same session.
    pub fn go(&mut self, now: Micros, to: ServerId) -> Vec<Output> {
        let place = self.servers.iter().position(|server| *server == to);
        let Some(place) = place else { return Vec::new() };
        let mut outputs = match self.standing {
            Standing::Pausing { .. } => Vec::new(),
            _ => self.fail_all(ErrorCode::ConnectionLoss),
        };
        outputs.push(Output::Close);
        self.place = place as u32;
        outputs.append(&mut self.dial(now));
        outputs
    }

    /// Its process dies.
    pub fn vanish(&mut self) -> Vec<Output> {
        self.standing = Standing::Over(ClientState::Vanished);
        self.unanswered.clear();
        self.waiting.clear();
        vec![Output::Close]
    }

    /// What it is.
    pub fn state(&self) -> ClientState {
        match self.standing {
            Standing::Connected => ClientState::Connected,
            Standing::Over(state) => state,
            Standing::Pausing { .. } | Standing::Dialling { .. } | Standing::Greeting { .. } => {
                ClientState::Connecting
            }
        }
    }

    /// Whether it does nothing more.
    pub fn is_over(&self) -> bool {
        matches!(self.standing, Standing::Over(_))
    }

    /// Whether it has been asked to close its session: nothing can be asked of it any more.
    pub fn is_closing(&self) -> bool {
        self.closing
    }

    /// The server that it is at, or tries, or will try next.
    pub fn server(&self) -> Option<ServerId> {
        self.last_server().filter(|_| !self.is_over())
    }

    /// The same; once it is over, the last one.
    pub fn last_server(&self) -> Option<ServerId> {
        self.servers.get(self.place as usize).copied()
    }

    /// The servers that it knows.
    pub fn servers(&self) -> &[ServerId] {
        &self.servers
    }

    /// Its session; 0 if it never had one.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// The timeout of its session, or the one that it asks for.
    pub fn timeout(&self) -> Micros {
        self.timeout
    }

    /// The newest state that it has seen.
    pub fn last_zxid(&self) -> Zxid {
        self.last_zxid
    }

    /// Its requests that are not answered, the oldest first; those not sent yet have no number.
    pub fn open_requests(&self) -> impl Iterator<Item = (Option<Cxid>, &Op)> {
        let sent = self.unanswered.iter().map(|(cxid, op)| (Some(*cxid), op));
        sent.chain(self.waiting.iter().map(|(_, op)| (None, op)))
    }

    /// What became of the last request that came to an end.
    pub fn last_answer(&self) -> Option<&Answer> {
        self.last_answer.as_ref()
    }

    /// When it takes its session for over, if no server is heard before (ZOOKEEPER-4508).
    fn end_of_session(&self) -> Option<Micros> {
        (self.gives_up && self.session != SessionId(0)).then(|| self.heard + share(self.timeout, 4, 3))
    }

    fn dial(&mut self, now: Micros) -> Vec<Output> {
        self.standing = Standing::Dialling { since: now };
        self.servers.get(self.place as usize).map(|server| Output::Dial(*server)).into_iter().collect()
    }

    /// A connection stands: it says which session it wants, and what it has seen.
    fn greet(&mut self, now: Micros) -> Vec<Output> {
        self.has_reached = true;
        (self.sent, self.heard) = (now, now);
        self.standing = Standing::Greeting { since: now };
        let (session, timeout, last_zxid) = (self.session, self.wanted, self.last_zxid);
        vec![Output::Send(Message::Connect { session, timeout, last_zxid }, None)]
    }

    /// It has its session, and sends what has waited for it.
    fn begin(&mut self, now: Micros, session: SessionId, timeout: Micros) -> Vec<Output> {
        (self.session, self.timeout) = (session, timeout);
        self.good_place = self.place;
        self.standing = Standing::Connected;
        let begun = What::SessionConnected { session, timeout };
        let mut outputs = vec![Output::Note(begun)];
        outputs.append(&mut self.send_all(now));
        outputs
    }

    fn send_all(&mut self, now: Micros) -> Vec<Output> {
        let mut outputs = Vec::new();
        for (cause, op) in std::mem::take(&mut self.waiting) {
            // Numbers go on over all connections: a request has its number from the moment at which it is sent.
            self.last_cxid = self.last_cxid.wrapping_add(1);
            let cxid = self.last_cxid;
            self.unanswered.push((cxid, op.clone()));
            self.sent = now;
            outputs.push(Output::Send(Message::Ask { cxid, op: Box::new(op) }, Some(cause)));
        }
        outputs
    }

    /// An answer, which must be that to the oldest request.
    fn take(&mut self, now: Micros, reply: Reply) -> Vec<Output> {
        if self.unanswered.first().is_none_or(|(cxid, _)| *cxid != reply.cxid) {
            return self.lose(now, Loss::Unexpected);
        }
        let (cxid, op) = self.unanswered.remove(0);
        if reply.zxid > Zxid(0) {
            self.last_zxid = reply.zxid;
        }
        let answered = What::RequestAnswered {
            cxid,
            op: Box::new(op.clone()),
            zxid: reply.zxid,
            answer: Box::new(reply.answer.clone()),
        };
        self.last_answer = Some(reply.answer);
        let mut outputs = vec![Output::Note(answered)];
        if op == Op::CloseSession {
            self.standing = Standing::Over(ClientState::Closed);
            outputs.push(Output::Close);
        }
        outputs
    }

    /// The connection is lost, or did not come about. What was asked fails, whether it was sent or not.
    fn lose(&mut self, now: Micros, reason: Loss) -> Vec<Output> {
        let server = self.server().unwrap_or(ServerId(0));
        let mut outputs = vec![Output::Note(What::ServerLost { server, reason })];
        outputs.append(&mut self.fail_all(ErrorCode::ConnectionLoss));
        outputs.push(Output::Close);
        if self.closing {
            self.standing = Standing::Over(ClientState::Closed);
            return outputs;
        }
        self.place = if self.place as usize + 1 < self.servers.len() { self.place + 1 } else { 0 };
        let mut until = now;
        if self.place == self.good_place {
            until = until + ROUND_PAUSE;
        }
        if self.has_reached {
            until = until + self.chance.between(Micros(0), PAUSE);
        }
        if until > now {
            self.standing = Standing::Pausing { until };
        } else {
            outputs.append(&mut self.dial(now));
        }
        outputs
    }

    /// The session is over, as a server has told or as must be by now.
    fn expire(&mut self, told: bool) -> Vec<Output> {
        let mut outputs = vec![Output::Note(What::Expired { session: self.session, told })];
        outputs.append(&mut self.fail_all(ErrorCode::SessionExpired));
        outputs.push(Output::Close);
        self.standing = Standing::Over(ClientState::Expired);
        outputs
    }

    fn fail_all(&mut self, error: ErrorCode) -> Vec<Output> {
        let failed = |(cxid, op): (Option<Cxid>, &Op)| {
            Output::Note(What::RequestFailed { cxid, op: op.clone(), error })
        };
        let outputs: Vec<Output> = self.open_requests().map(failed).collect();
        if !outputs.is_empty() {
            self.last_answer = Some(Answer::Failed(error));
        }
        self.unanswered.clear();
        self.waiting.clear();
        outputs
    }
}

/// So many parts of a span.
fn share(span: Micros, parts: u64, of: u64) -> Micros {
    Micros(span.0.saturating_mul(parts) / of.max(1)).max(WAIT_LEAST)
}
