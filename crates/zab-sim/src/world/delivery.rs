//! What parties do on the network, and what arrives there: each becomes an event, and then an input of the one that it is for.

use crate::party::Party;
use crate::record::event::{Event, What};
use crate::world::World;
use crate::world::network::{Parcel, Transit};
use zab::ids::{Cause, ConnectionId, ServerId};
use zab::io::Input;
use zab::message::{Message, Port};

impl World {
    pub(super) fn arrive(&mut self, transit: Transit, log: &mut Vec<Event>) {
        let Transit { connection, port, from, to, cause, .. } = transit;
        let (what, input) = match transit.parcel {
            // Of what comes to a stranger, nobody knows more.
            Parcel::Welcome if to == Party::Stranger => {
                return self.network.establish(self.now, connection, to, cause);
            }
            Parcel::End | Parcel::Reset if to == Party::Stranger => return self.network.shut(connection, to),
            _ if to == Party::Stranger => return,
            Parcel::Dial if !self.hears(to, port) => {
                if self.network.is_open(connection, from) {
                    self.network.send_again(self.now, transit);
                }
                return;
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
                return;
            }
            // Nobody is left at this end to be told.
            _ if !self.network.is_open(connection, to) => return,
            Parcel::Welcome => {
                let Some(server) = from.server() else { return };
                (What::Connected { to: from, port }, Input::Connected { to: server, port, connection })
            }
            Parcel::Established => {
                return self.hand(to, cause, Input::Established { port, connection }, log);
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
                let Some(server) = from.server() else { return };
                (What::Refused { to: from, port }, Input::Refused { to: server, port })
            }
        };
        let why = self.happen(Some(to), Some(cause), what, log);
        self.hand(to, why, input, log);
    }

    pub(super) fn on_dial(
        &mut self,
        connection: ConnectionId,
        port: Port,
        from: Party,
        to: Party,
        cause: Cause,
        log: &mut Vec<Event>,
    ) {
        let process = to.server().and_then(|server| self.process(server));
        if !self.network.is_open(connection, from) {
            // Who dialled has died meanwhile. Nobody hears of it.
        } else if process.is_some_and(|process| process.is_listening(port)) {
            let what = What::Accepted { from, port };
            let why = self.happen(Some(to), Some(cause), what, log);
            self.network.answer(self.now, connection, true, why);
            self.hand(to, why, Input::Accepted { port, connection }, log);
        } else {
            self.network.answer(self.now, connection, false, cause);
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
