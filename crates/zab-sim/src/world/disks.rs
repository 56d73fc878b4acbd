//! Disks at work, and what can be done to them.

use crate::record::event::{DiskState, Event, What};
use crate::world::suspension::Letter;
use crate::world::{ActionError, World, Writing};
use zab::ids::{Micros, ServerId};
use zab::io::Input;

impl World {
    /// A disk begins a step of writing; one that is stalled will, some time.
    pub(super) fn begin_writing(&mut self, writing: Writing) {
        let now = self.now;
        let Some(machine) = self.machines.get_mut(&writing.server) else { return };
        if machine.disk.state() == DiskState::Stalled {
            return machine.stalled.0.push(writing);
        }
        let done = machine.disk.begin(now, &writing.step);
        self.writing.add(done, self.next_write, writing);
        self.next_write += 1;
    }

    /// A disk is done with a step, or cannot do it. If the process that asked for it has died, it never happened.
    pub(super) fn written(&mut self, writing: Writing, log: &mut Vec<Event>) {
        let Writing { server, life, token, mut step, cause } = writing;
        let Some(machine) = self.machines.get_mut(&server) else { return };
        if machine.process.is_none() || machine.lives != life {
            return;
        }
        let done = machine.disk.can(&step);
        if let Some(process) = machine.process.as_ref().filter(|_| done) {
            process.overtake(&mut step);
            machine.disk.complete(self.now, &step);
        }
        let step = step.summary();
        let what = if done { What::Persisted { step } } else { What::PersistFailed { step } };
        let why = self.happen(Some(server.into()), Some(cause), what, log);
        let input = if done { Input::Persisted { token } } else { Input::PersistFailed { token } };
        match self.machines.get_mut(&server).filter(|machine| machine.is_suspended()) {
            Some(machine) => machine.keep(Letter::Input(why, input)),
            None => self.hand(server.into(), why, input, log),
        }
    }

    /// A disk is like this from now on, and if it is slow, each step takes so much longer.
    pub(super) fn change_disk(
        &mut self,
        id: ServerId,
        to: DiskState,
        by: Option<Micros>,
        log: &mut Vec<Event>,
    ) -> Result<(), ActionError> {
        let machine = self.known(id)?;
        if machine.disk.state() == to && to != DiskState::Slow {
            return Err(ActionError::DiskIsSo(id, to));
        }
        self.happen(Some(id.into()), None, What::DiskChanged { to, by }, log);
        let machine = self.machine(id)?;
        machine.disk.set_state(to, by.unwrap_or_default());
        let mut waiting = std::mem::take(&mut machine.stalled.0);
        if to == DiskState::Stalled {
            let under_way = self.writing.take_all(&|writing| writing.server == id);
            waiting.extend(under_way.into_iter().map(|(_, writing)| writing));
        }
        waiting.into_iter().for_each(|writing| self.begin_writing(writing));
        Ok(())
    }

    /// A disk is emptied.
    pub(super) fn wipe_disk(&mut self, id: ServerId, log: &mut Vec<Event>) -> Result<(), ActionError> {
        if self.known(id)?.process.is_some() {
            return Err(ActionError::Running(id));
        }
        self.happen(Some(id.into()), None, What::DiskWiped, log);
        let machine = self.machine(id)?;
        machine.disk.wipe();
        machine.synced_by = None;
        Ok(())
    }
}
