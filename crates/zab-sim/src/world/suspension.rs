//! Processes that are suspended, as by a long garbage collection: nothing in them runs, and no timer goes off. Their machines go on: connections
//! stay and are accepted, what comes waits in their sockets, and disks finish what they have been given.
//!
//! A process that goes on finds all of that before any of its timers: a read that has something to read does not time out.

use crate::record::event::{Event, What};
use crate::world::network::{Parcel, Transit};
use crate::world::{ActionError, Machine, World};
use zab::collections::rare::Rare;
use zab::ids::{Cause, ServerId};
use zab::io::{Input, Outbox};
use zab::server::Server;
use zab::threads::Thread;

/// What has come for a process that is suspended, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Mail(Vec<Letter>);

/// One thing that has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Letter {
    /// Something from the network.
    Transit(Transit),
    /// Something else.
    Input(Cause, Input),
}

impl Machine {
    /// Whether its process is suspended.
    pub(crate) fn is_suspended(&self) -> bool {
        self.mail.0.is_some()
    }

    /// Keeps something for a process that is suspended.
    pub(crate) fn keep(&mut self, letter: Letter) {
        if let Some(mail) = &mut self.mail.0 {
            mail.0.push(letter);
        }
    }

    /// A process that has ended is suspended no more. Gives back what has come for it.
    pub(crate) fn end_process(&mut self) -> Mail {
        self.busy_until = Rare::default();
        self.mail.0.take().unwrap_or_default()
    }
}

impl World {
    /// A process is suspended.
    pub(super) fn suspend(&mut self, id: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        let machine = self.known(id)?;
        machine.process.as_ref().ok_or(ActionError::NotRunning(id))?;
        if machine.is_suspended() {
            return Err(ActionError::Suspended(id));
        }
        self.happen(Some(id.into()), None, What::Suspended, log);
        self.machine(id)?.mail.0 = Some(Mail::default());
        self.set_wake(id, None);
        Ok(())
    }

    /// A process goes on, with all that has come for it meanwhile.
    pub(super) fn resume(&mut self, id: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        self.known(id)?;
        let Some(Mail(letters)) = self.machine(id)?.mail.0.take() else {
            return Err(ActionError::NotSuspended(id));
        };
        self.happen(Some(id.into()), None, What::Resumed, log);
        let mut inputs = Vec::new();
        for letter in letters {
            match letter {
                Letter::Transit(transit) => inputs.extend(self.take_in(transit, log)),
                Letter::Input(cause, input) => inputs.push((cause, input)),
            }
        }
        let now = self.now;
        let file = |process: &mut Server, out: &mut Outbox| {
            inputs.into_iter().for_each(|(cause, input)| process.step(now, cause, input, out));
        };
        self.run(id, file, log);
        Ok(())
    }

    /// A thread of a server is held back, or let go.
    pub(super) fn hold_thread(
        &mut self,
        id: ServerId,
        (thread, learner): (Thread, Option<ServerId>),
        held: bool,
        log: &mut Vec<Event>,
    ) -> Result<(), ActionError> {
        let process = self.known(id)?.process.as_ref().ok_or(ActionError::NotRunning(id))?;
        match (process.held().any(|other| other == (thread, learner)), held) {
            (true, true) => return Err(ActionError::ThreadHeld(id, thread)),
            (false, false) => return Err(ActionError::ThreadNotHeld(id, thread)),
            _ => {}
        }
        let what =
            if held { What::ThreadHeld { thread, learner } } else { What::ThreadUnheld { thread, learner } };
        self.happen(Some(id.into()), None, what, log);
        let is_suspended = self.known(id)?.is_suspended();
        let change = |process: &mut Server, _: &mut Outbox| {
            _ = if held { process.hold(thread, learner) } else { process.unhold(thread, learner) };
        };
        match self.machine(id)?.process.as_mut().filter(|_| is_suspended) {
            // It has what has come for it, and does nothing with it yet.
            Some(process) => change(process, &mut Outbox::new(Cause(0))),
            None => self.run(id, change, log),
        }
        Ok(())
    }

    /// Keeps what arrives for a process that is suspended; gives it back, if it is not. Its machine accepts connections for it.
    pub(super) fn keep_if_suspended(&mut self, transit: Transit) -> Option<Transit> {
        let Some(id) = transit.to.server() else { return Some(transit) };
        let now = self.now;
        let machine = self.machines.get_mut(&id).filter(|machine| machine.is_suspended());
        let Some(machine) = machine else { return Some(transit) };
        let transit = match transit.parcel {
            Parcel::Dial => {
                let listens =
                    machine.process.as_ref().is_some_and(|process| process.is_listening(transit.port));
                // Whoever has died meanwhile, or finds nobody, is answered as ever.
                if !listens || !self.network.is_open(transit.connection, transit.from) {
                    return Some(transit);
                }
                self.network.answer(now, transit.connection, true, transit.cause);
                Transit { parcel: Parcel::Backlog, ..transit }
            }
            _ => transit,
        };
        machine.keep(Letter::Transit(transit));
        None
    }

    /// What has come for a process that has died comes to nothing.
    pub(super) fn throw_away(&mut self, Mail(letters): Mail, log: &mut Vec<Event>) {
        for letter in letters {
            if let Letter::Transit(transit) = letter {
                self.arrive(transit, log);
            }
        }
    }
}
