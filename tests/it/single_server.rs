//! A server alone, with election links that we hold the other ends of: it hears what we say, when we say it.

use std::collections::BTreeSet;
use zab::config::Config;
use zab::ids::{Cause, ConnectionId, Epoch, Micros, Round, ServerId, Token, Zxid};
use zab::io::{Input, Outbox, Output};
use zab::message::{Message, Notification, Port};
use zab::note::Note;
use zab::quorum::Quorum;
use zab::server::{Server, Unit};
use zab::storage::durable::Durable;
use zab::vote::{ServerState, Vote};

pub(crate) struct Lone {
    pub(crate) server: Server,
    pub(crate) now: Micros,
    linked: BTreeSet<ServerId>,
    /// What it has asked its disk for, and has not been told is done.
    unwritten: Vec<Token>,
}

pub(crate) fn vote(round: i64, leader: i64, zxid: Zxid, peer_epoch: i64) -> Vote {
    Vote { round: Round(round), leader: ServerId(leader), zxid, peer_epoch: Epoch(peer_epoch) }
}

impl Lone {
    /// A voter of a majority of `1..=count`, with this on its disk. Nothing has run yet.
    pub(crate) fn voter(id: i64, count: i64, durable: Durable) -> Lone {
        Lone::new(Config::new(ServerId(id), Quorum::majority((1..=count).map(ServerId))), durable)
    }

    pub(crate) fn new(config: Config, durable: Durable) -> Lone {
        let server = Server::start(config, durable, Cause(0));
        Lone { server, now: Micros(0), linked: BTreeSet::new(), unwritten: Vec::new() }
    }

    /// Files an input, and runs one unit as often as it has something to do.
    pub(crate) fn file(&mut self, input: Input, unit: Unit) -> Vec<Output> {
        let mut out = Outbox::new(Cause(0));
        self.server.step(self.now, Cause(0), input, &mut out);
        while self.server.run(self.now, unit, &mut out) {}
        self.outputs(out)
    }

    /// Says something to the server from another's end of the link, as far as the receiver's queue.
    pub(crate) fn send(&mut self, from: i64, state: ServerState, vote: Vote) -> Vec<Output> {
        let (port, connection) = (Port::Election, ConnectionId(from.unsigned_abs()));
        let from = ServerId(from);
        if self.linked.insert(from) {
            if from < self.server.id() {
                self.file(Input::Connected { to: from, port, connection }, Unit::Links);
            } else {
                self.file(Input::Accepted { port, connection }, Unit::Links);
                let message = Message::Handshake { from };
                self.file(Input::Received { port, connection, message }, Unit::Links);
            }
        }
        let message = Message::Notification(Notification::new(state, vote));
        self.file(Input::Received { port, connection, message }, Unit::Links)
    }

    /// Says something and lets the server take it up.
    pub(crate) fn hear(&mut self, from: i64, state: ServerState, vote: Vote) -> Vec<Note> {
        let mut outputs = self.send(from, state, vote);
        outputs.extend(self.settle());
        notes(outputs)
    }

    /// Lets the server do all it can do now.
    pub(crate) fn settle(&mut self) -> Vec<Output> {
        let mut out = Outbox::new(Cause(0));
        self.server.settle(self.now, &mut out);
        self.outputs(out)
    }

    /// Lets the server do all it can do now, its disk always being done at once.
    pub(crate) fn work(&mut self) -> Vec<Output> {
        let mut done = self.settle();
        while !self.unwritten.is_empty() {
            for token in std::mem::take(&mut self.unwritten) {
                done.extend(self.file(Input::Persisted { token }, Unit::Links));
            }
            done.extend(self.settle());
        }
        done
    }

    fn outputs(&mut self, out: Outbox) -> Vec<Output> {
        let outputs: Vec<Output> = out.into_outputs().into_iter().map(|(_, output)| output).collect();
        self.unwritten.extend(outputs.iter().filter_map(|output| match output {
            Output::Persist { token, .. } => Some(*token),
            _ => None,
        }));
        outputs
    }

    /// Lets time pass and the server do what becomes due.
    pub(crate) fn wait(&mut self, ms: u64) -> Vec<Note> {
        self.now = self.now + Micros::from_millis(ms);
        notes(self.settle())
    }

    pub(crate) fn state(&self) -> ServerState {
        self.server.state()
    }
}

pub(crate) fn notes(outputs: Vec<Output>) -> Vec<Note> {
    let notes = outputs.into_iter().filter_map(|output| match output {
        Output::Note(note) => Some(note),
        _ => None,
    });
    notes.collect()
}
