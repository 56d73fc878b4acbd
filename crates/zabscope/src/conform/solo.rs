//! One server of ours alone, brought into a role, with disks that are always done and connections that we hold the other ends
//! of. What it says on each is kept.

use std::collections::{BTreeMap, VecDeque};
use zab::durable::Durable;
use zab::ids::{Cause, ConnectionId, Micros, ServerId};
use zab::io::{Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::server::{Config, LearnerType, Server};
use zab::vote::{ServerState, Vote};

/// Long enough for a wait for a better vote to end, and for nothing else.
const DECIDED: Micros = Micros::from_millis(300);

pub(crate) struct Solo {
    pub(crate) server: Server,
    now: Micros,
    /// What it has said on the quorum port, by connection.
    pub(crate) said: BTreeMap<ConnectionId, Vec<Message>>,
}

impl Solo {
    /// A server that has just started and elects.
    pub(crate) fn start(id: ServerId, quorum: &Quorum, durable: Durable) -> Solo {
        let mut config = Config::new(id, quorum.clone());
        // The recorded ensembles ran this release.
        config.release = Release::V3_8_0;
        if !quorum.is_voter(id) {
            config.learner_type = LearnerType::Observer;
        }
        let server = Server::start(config, durable, Cause(0));
        let mut solo = Solo { server, now: Micros(0), said: BTreeMap::new() };
        solo.settle();
        solo
    }

    /// Lets it hear from every other voter that it has just been elected, or that another leads already.
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
            self.hear(voter, Notification::new(state, Vote { leader, ..own }));
        }
        self.now = self.now + DECIDED;
        self.settle();
    }

    /// Hands something to it, and lets it do all that it can do then.
    pub(crate) fn feed(&mut self, input: Input) {
        let mut out = Outbox::new(Cause(0));
        self.server.step(self.now, Cause(0), input, &mut out);
        self.perform(out);
        self.settle();
    }

    fn hear(&mut self, from: ServerId, notification: Notification) {
        let (port, connection) = (Port::Election, ConnectionId(from.0.unsigned_abs()));
        if from < self.server.id() {
            self.feed(Input::Connected { to: from, port, connection });
        } else {
            self.feed(Input::Accepted { port, connection });
            self.feed(Input::Received { port, connection, message: Message::Handshake { from } });
        }
        self.feed(Input::Received { port, connection, message: Message::Notification(notification) });
    }

    fn settle(&mut self) {
        let mut out = Outbox::new(Cause(0));
        self.server.settle(self.now, &mut out);
        self.perform(out);
    }

    fn perform(&mut self, out: Outbox) {
        let mut written = VecDeque::new();
        for (_, output) in out.into_outputs() {
            match output {
                Output::Persist { token, .. } => written.push_back(token),
                Output::Send { message: Message::Handshake { .. } | Message::Notification(_), .. } => {}
                Output::Send { connection, message } => {
                    self.said.entry(connection).or_default().push(message);
                }
                _ => {}
            }
        }
        for token in written {
            self.feed(Input::Persisted { token });
        }
    }
}
