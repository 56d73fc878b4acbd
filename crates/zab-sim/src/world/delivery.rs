//! What parties do on the network, and what arrives there: each becomes an event, and then an input of the one that it is for.

use crate::party::Party;
use crate::record::event::{Event, What};
use crate::world::World;
use crate::world::network::{Parcel, Transit};
use zab::collections::rare::Rare;
use zab::ids::{Cause, ConnectionId, Micros, ServerId};
use zab::io::Input;
use zab::message::{Message, Port};

impl World {
    /// Something arrives: its party takes it in or, while it is suspended, its machine does.
    pub(super) fn arrive(&mut self, transit: Transit, log: &mut Vec<Event>) {
        let to = transit.to;
        let Some(transit) = self.keep_if_suspended(transit) else { return };
        if let Some((why, input)) = self.take_in(transit, log) {
            self.hand(to, why, input, log);
        }
    }

    /// When a message has its turn at a server that is busy with others: those have theirs first, in the order in which they have arrived.
    /// Nothing, if it has it now.
    pub(super) fn queue(&mut self, transit: &mut Transit) -> Option<Micros> {
        let (cpu, now) = (self.cpu.0, self.now);
        if cpu.0 == 0 || transit.queued.0 || !matches!(transit.parcel, Parcel::Message(_)) {
            return None;
        }
        let machine = self.machines.get_mut(&transit.to.server()?)?;
        let turn = machine.busy_until.0.max(now);
        machine.busy_until = Rare(turn + cpu);
        transit.queued = Rare(turn > now);
        transit.queued.0.then_some(turn)
    }

    /// What has arrived is an event now. Gives back what its party is told, if it is told anything.
    pub(super) fn take_in(&mut self, transit: Transit, log: &mut Vec<Event>) -> Option<(Cause, Input)> {
        let Transit { connection, port, from, to, cause, .. } = transit;
        let (what, input) = match transit.parcel {
            // Of what comes to a stranger, nobody knows more.
            Parcel::Welcome if to == Party::Stranger => {
                self.network.establish(self.now, connection, to, cause);
                return None;
            }
            Parcel::End | Parcel::Reset if to == Party::Stranger => {
                self.network.shut(connection, to);
                return None;
            }
            _ if to == Party::Stranger => return None,
            Parcel::Dial if !self.hears(to, port) => {
                if self.network.is_open(connection, from) {
                    self.network.send_again(self.now, transit);
                }
                return None;
            }
            Parcel::Dial => return self.on_dial(connection, port, from, to, cause, log),
            Parcel::Message(message) if self.network.is_open(connection, to) => (
                What::Delivered { message: cause.0 as u32, from, content: message.summary() },
                Input::Received { port, connection, message },
            ),
            Parcel::Message(_) => {
                let lost = What::Lost { message: cause.0 as u32, from };
                let why = self.happen(Some(to), Some(cause), lost, log);
                if self.is_on(to) {
                    self.network.reset(self.now, connection, to, why);
                }
                return None;
            }
            // Nobody is left at this end to be told.
            _ if !self.network.is_open(connection, to) => return None,
            Parcel::Backlog => (What::Accepted { from, port }, Input::Accepted { port, connection }),
            Parcel::Welcome => {
                let input = Input::Connected { to: from.server()?, port, connection };
                (What::Connected { to: from, port }, input)
            }
            Parcel::Established => {
                return Some((cause, Input::Established { port, connection }));
            }
            Parcel::End => {
                self.network.shut(connection, to);
                (What::Ended { from, port }, Input::Closed { port, connection })
            }
            Parcel::Reset if !self.network.awaits_answer(connection, to) => {
                self.network.shut(connection, to);
                (What::Reset { from, port }, Input::Closed { port, connection })
            }
            // A dial that nobody has answered is refused in either way.
            Parcel::Refusal | Parcel::Reset => {
                self.network.shut(connection, to);
                (What::Refused { to: from, port }, Input::Refused { to: from.server()?, port })
            }
        };
        Some((self.happen(Some(to), Some(cause), what, log), input))
    }

    fn on_dial(
        &mut self,
        connection: ConnectionId,
        port: Port,
        from: Party,
        to: Party,
        cause: Cause,
        log: &mut Vec<Event>,
    ) -> Option<(Cause, Input)> {
        let process = to.server().and_then(|server| self.process(server));
        if !self.network.is_open(connection, from) {
            // Who dialled has died meanwhile. Nobody hears of it.
            None
        } else if process.is_some_and(|process| process.is_listening(port)) {
            let what = What::Accepted { from, port };
            let why = self.happen(Some(to), Some(cause), what, log);
            self.network.answer(self.now, connection, true, why);
            Some((why, Input::Accepted { port, connection }))
        } else {
            self.network.answer(self.now, connection, false, cause);
            None
        }
    }

    pub(super) fn hand(&mut self, to: Party, cause: Cause, input: Input, log: &mut Vec<Event>) {
        let now = self.now;
        match to {
            Party::Server(id) => self.run(id, |process, out| process.step(now, cause, input, out), log),
            Party::Client(id) => self.hand_client(id, cause, input, log),
            Party::Stranger => {}
        }
    }

    /// A party dials a server.
    pub(crate) fn dial(
        &mut self,
        by: Party,
        cause: Cause,
        to: ServerId,
        port: Port,
        log: &mut Vec<Event>,
    ) -> (Cause, ConnectionId) {
        let dialled = What::Dialled { to: to.into(), port };
        let event = self.happen(Some(by), Some(cause), dialled, log);
        (event, self.network.dial(self.now, by, to.into(), port, event))
    }

    /// A party sends a message.
    pub(crate) fn send(
        &mut self,
        by: Party,
        cause: Cause,
        connection: ConnectionId,
        message: Message,
        log: &mut Vec<Event>,
    ) -> Cause {
        let other = self.network.other_end(connection, by);
        let sent = other.map_or(What::NotConnected, |(to, _)| What::Sent { to, content: message.summary() });
        let event = self.happen(Some(by), Some(cause), sent, log);
        self.network.send(self.now, connection, by, message, event);
        event
    }

    /// A party closes a connection.
    pub(crate) fn close(
        &mut self,
        by: Party,
        cause: Cause,
        connection: ConnectionId,
        log: &mut Vec<Event>,
    ) -> Cause {
        let other = self.network.other_end(connection, by);
        let closed = other.map_or(What::NotConnected, |(to, port)| What::Closed { to, port });
        let event = self.happen(Some(by), Some(cause), closed, log);
        self.network.close(self.now, connection, by, event);
        event
    }
}
