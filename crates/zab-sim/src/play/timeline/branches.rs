//! Branches, as data: what a person did, when, and on which other branch.

use crate::play::{BRANCHES_LIMIT, Refused};
use crate::record::view::BranchView;
use crate::world::Action;
use zab::ids::Micros;

/// What might have been, from the moment on at which somebody acted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Branch {
    /// The number of the branch that it parts from; absent for the first, on which nobody has acted.
    pub parent: Option<usize>,
    /// The moment at which it parts.
    pub at: Micros,
    /// What was done there, one thing after the other.
    pub actions: Vec<Action>,
    /// How many events lie before that.
    pub events: usize,
    /// Up to which moment it has been played.
    pub until: Micros,
}

impl Branch {
    /// What there is to see of it.
    pub fn view(&self) -> BranchView {
        BranchView {
            parent: self.parent.map(|parent| parent as u32),
            at: self.at,
            until: self.until,
            actions: self.actions.iter().map(ToString::to_string).collect(),
        }
    }
}

/// All branches, and the path from the first to the present one.
#[derive(Clone, Debug)]
pub(super) struct Branches {
    all: Vec<Branch>,
    path: Vec<usize>,
    /// For each branch the one that was taken last of those that part from it.
    taken: Vec<Option<usize>>,
}

/// What two paths have in common.
pub(super) struct Shared {
    /// How many branches.
    pub(super) depth: usize,
    /// How many events at most.
    pub(super) events: usize,
    /// Up to which moment.
    pub(super) until: Micros,
}

impl Default for Branches {
    fn default() -> Branches {
        let own = Branch { parent: None, at: Micros(0), actions: Vec::new(), events: 0, until: Micros(0) };
        Branches { all: vec![own], path: vec![0], taken: vec![None] }
    }
}

impl Branches {
    pub(super) fn all(&self) -> &[Branch] {
        &self.all
    }

    /// The number of the present branch.
    pub(super) fn present(&self) -> usize {
        self.on_path_id(self.path.len() - 1)
    }

    /// How many branches of the path there are beyond the first.
    pub(super) fn depth(&self) -> usize {
        self.path.len() - 1
    }

    /// The number of the branch at this depth of the path.
    pub(super) fn on_path_id(&self, depth: usize) -> usize {
        self.path[depth]
    }

    /// The branch at this depth of the path.
    pub(super) fn on_path(&self, depth: usize) -> &Branch {
        &self.all[self.path[depth]]
    }

    /// The branch of the path that comes after this depth.
    pub(super) fn next_on_path(&self, depth: usize) -> Option<&Branch> {
        self.path.get(depth + 1).map(|branch| &self.all[*branch])
    }

    /// The branch that comes after this depth on the path or, where the path ends, the one that was taken last.
    pub(super) fn after(&self, depth: usize) -> Option<usize> {
        self.path.get(depth + 1).copied().or_else(|| self.taken[self.path[depth]])
    }

    /// The number of a branch that begins with the same.
    pub(super) fn find(&self, branch: &Branch) -> Option<usize> {
        let begins = |branch: &Branch| (branch.parent, branch.at, branch.events);
        self.all.iter().position(|other| begins(other) == begins(branch) && other.actions == branch.actions)
    }

    /// The present branch has been played up to this moment, and perhaps further.
    pub(super) fn reach(&mut self, until: Micros) {
        let present = self.present();
        self.all[present].until = self.all[present].until.max(until);
    }

    /// Begins a branch, which is the present one from now on.
    pub(super) fn begin(&mut self, branch: Branch) -> Result<(), Refused> {
        if self.all.len() == BRANCHES_LIMIT {
            return Err(Refused::TooManyBranches);
        }
        self.all.push(branch);
        self.taken.push(None);
        self.take_path_to(self.all.len() - 1);
        Ok(())
    }

    /// Makes a branch the present one, and says what its path has in common with the one that was taken before.
    pub(super) fn take_path_to(&mut self, branch: usize) -> Shared {
        let mut path = vec![branch];
        while let Some(parent) = self.all[path[path.len() - 1]].parent {
            self.taken[parent] = path.last().copied();
            path.push(parent);
        }
        path.reverse();
        let before = std::mem::replace(&mut self.path, path);
        let depth = before.iter().zip(&self.path).take_while(|(before, now)| before == now).count();
        let parting =
            [before.get(depth), self.path.get(depth)].into_iter().flatten().map(|id| &self.all[*id]);
        let events = parting.clone().map(|branch| branch.events).min().unwrap_or(usize::MAX);
        let until = parting.map(|branch| branch.at).min().unwrap_or(Micros(u64::MAX));
        Shared { depth, events, until }
    }
}
