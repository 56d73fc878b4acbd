//! Processes: one runs until nothing in it moves, and what it asks for is done; it, or its whole machine, comes to its end.

use crate::record::event::{Event, What};
use crate::world::suspension::Mail;
use crate::world::{World, Writing};
use zab::ids::{Cause, Micros, ServerId};
use zab::io::{Chance, Input, Outbox, Output};
use zab::note::Note;
use zab::server::Server;

impl World {
    /// A process is gone, and with it its connections: the operating system closes them.
    pub(crate) fn end(&mut self, id: ServerId, cause: Option<Cause>, what: What, log: &mut Vec<Event>) {
        let why = self.happen(Some(id.into()), cause, what, log);
        let mut mail = Mail::default();
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.process = None;
            machine.disk.stop(self.now);
            mail = machine.end_process();
        }
        self.network.close_all(self.now, id.into(), why);
        self.set_wake(id, None);
        self.throw_away(mail, log);
    }

    /// A machine loses its power: its process is gone, and what was not safe on its disk. Nobody is left to close its connections.
    pub(crate) fn lose_power(&mut self, id: ServerId, log: &mut Vec<Event>) {
        self.happen(Some(id.into()), None, What::PowerLost, log);
        let mut mail = Mail::default();
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.process = None;
            machine.has_power = false;
            machine.disk.lose_power(self.now);
            mail = machine.end_process();
        }
        self.network.silence_all(id.into());
        self.set_wake(id, None);
        self.throw_away(mail, log);
    }

    /// Runs a process until nothing in it moves, and does what it asks for.
    pub(crate) fn run(
        &mut self,
        id: ServerId,
        first: impl FnOnce(&mut Server, &mut Outbox),
        log: &mut Vec<Event>,
    ) {
        let now = self.now;
        let mut out = Outbox::reuse(self.next_event, std::mem::take(&mut self.space.0));
        let Some(machine) = self.machines.get_mut(&id) else { return };
        let Some(process) = machine.process.as_mut() else { return };
        first(process, &mut out);
        process.settle(now, &mut out);
        let wake = process.wake(now);
        // Or the world would wake it at this moment again and again.
        debug_assert!(wake.is_none_or(|at| at > now), "{id} has left a deadline unheeded");
        self.set_wake(id, wake);
        // What is drawn is handed over when all outputs are done: their numbers are given out already.
        let mut drawn = Vec::new();
        let mut outputs = out.into_outputs();
        for (cause, output) in outputs.drain(..) {
            let ends = matches!(output, Output::Exit { .. });
            drawn.extend(self.perform(id, cause, output, log));
            // A process that has ended does nothing more.
            if ends {
                break;
            }
        }
        self.space.0 = outputs;
        for (cause, drawn) in drawn {
            self.hand(id.into(), cause, drawn, log);
        }
    }

    /// Does one thing that a server asks for. Each is one event. Gives back what was drawn, if it asked for that.
    pub(super) fn perform(
        &mut self,
        id: ServerId,
        cause: Cause,
        output: Output,
        log: &mut Vec<Event>,
    ) -> Option<(Cause, Input)> {
        let (by, why) = (Some(id.into()), Some(cause));
        match output {
            Output::Note(note) => {
                if let Note::SyncBegun { mode, .. } = note {
                    self.machines.get_mut(&id)?.synced_by = Some(mode);
                }
                self.happen(by, why, What::Noted(note), log);
            }
            Output::Persist { token, step } => {
                let cause = self.happen(by, why, What::Persisting { step: step.summary() }, log);
                let life = self.machines.get(&id)?.lives;
                self.begin_writing(Writing { server: id, life, token, step, cause });
            }
            Output::Exit { code } => self.end(id, why, What::Exited { code }, log),
            Output::Draw { chance, up_to } => {
                let Micros(value) = self.machines.get_mut(&id)?.chance.between(Micros(0), Micros(up_to));
                let what = match chance {
                    Chance::ObserverDelay => What::Drew { span: Micros(value) },
                    Chance::SnapshotTiming => What::DrewSnapshotTiming { surplus: value as u32 },
                };
                return Some((self.happen(by, why, what, log), Input::Drawn { chance, value }));
            }
            Output::Dial { to, port } => {
                self.dial(id.into(), cause, to, port, log);
            }
            Output::GiveUp { to, port } => {
                let what = What::GaveUpDial { to: to.into(), port };
                let why = self.happen(by, why, what, log);
                self.network.give_up(self.now, id.into(), to.into(), port, why);
            }
            Output::Send { connection, message } => {
                self.send(id.into(), cause, connection, message, log);
            }
            Output::Close { connection } => {
                self.close(id.into(), cause, connection, log);
            }
        }
        None
    }

    pub(super) fn set_wake(&mut self, id: ServerId, wake: Option<Micros>) {
        let Some(machine) = self.machines.get_mut(&id) else { return };
        if machine.wake == wake {
            return;
        }
        if let Some(old) = std::mem::replace(&mut machine.wake, wake) {
            self.wakes.remove(&(old, id));
        }
        if let Some(at) = wake {
            self.wakes.insert((at, id), ());
        }
    }
}
