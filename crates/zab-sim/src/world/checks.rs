//! What must hold, in the world: when its [`Checker`](crate::invariant::Checker) looks, and what it tells.

use crate::invariant::{Sometimes, Violation};
use crate::record::event::{DiskState, Event, What};
use crate::record::violation::Invariant;
use crate::world::World;
use zab::ids::Cause;

impl World {
    /// Whether an invariant has been broken.
    pub fn is_broken(&self, invariant: Invariant) -> bool {
        self.checker.0.is_broken(invariant)
    }

    /// What has happened that ought to happen sometimes, and how often.
    pub fn sometimes(&self) -> impl Iterator<Item = (Sometimes, u32)> + '_ {
        self.checker.0.sometimes()
    }

    /// Tells what the events since the last time have broken: when all that a process asks for is done, for the numbers of those
    /// events are given out already.
    pub(super) fn tell_violations(&mut self, log: &mut Vec<Event>) {
        while let Some(server) = self.checker.0.next_due() {
            let process = self.machines.get(&server).and_then(|machine| machine.process.as_ref());
            self.checker.0.look(process);
        }
        if self.checker.0.must_rest(self.now) && self.is_whole() {
            let running =
                self.machines.iter().filter_map(|(id, machine)| Some((*id, machine.process.as_ref()?)));
            self.checker.0.check_rest(self.event_count() as u32, &running.collect::<Vec<_>>());
        }
        for Violation { invariant, found, facts } in self.checker.0.take_found() {
            let cause = Cause(u64::from(found.event));
            self.happen(Some(found.whom), Some(cause), What::Violation { invariant, facts }, log);
        }
    }

    /// Whether nothing is wrong, but that servers may be down.
    fn is_whole(&self) -> bool {
        let mut machines = self.machines.values();
        self.network.cuts().next().is_none()
            && self.network.held_ways().next().is_none()
            && self.network.slow_ways().next().is_none()
            && machines.all(|machine| !machine.is_suspended() && machine.disk.state() == DiskState::Sound)
    }
}
