//! The head of a scenario: what its commands before the first moment have said, and the setup that this makes.

use crate::scenario::names::Ensemble;
use crate::world::Setup;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::ids::ServerId;
use zab::quorum::Quorum;

/// What the head has said so far.
pub(crate) struct Head {
    pub(crate) voters: Set<ServerId>,
    pub(crate) groups: Vec<Set<ServerId>>,
    pub(crate) weights: Table<ServerId, u64>,
    /// All the rest.
    pub(crate) setup: Setup,
}

impl Default for Head {
    fn default() -> Head {
        Head {
            voters: Set::default(),
            groups: Vec::new(),
            weights: Table::default(),
            setup: Setup::usual(Quorum::majority([])),
        }
    }
}

impl Head {
    /// A head that has said which servers there are, and no more.
    pub(crate) fn of(setup: &Setup) -> Head {
        let mut head = Head { voters: setup.quorum.voters().clone(), ..Head::default() };
        head.setup.observers = setup.observers.clone();
        head
    }

    /// All servers.
    pub(crate) fn ensemble(&self) -> Ensemble {
        Ensemble(self.voters.union(&self.setup.observers))
    }

    /// The ensemble, or what is missing.
    pub(crate) fn setup(self) -> Result<Setup, String> {
        Ok(Setup { quorum: self.quorum()?, ..self.setup })
    }

    fn quorum(&self) -> Result<Quorum, String> {
        if self.voters.is_empty() {
            return Err(String::from("expected a line with servers, such as: servers 1..3"));
        }
        if self.groups.is_empty() {
            return match self.weights.first() {
                None => Ok(Quorum::majority(self.voters.iter().copied())),
                Some(_) => Err(String::from("expected a line with a group, such as: group 1..3")),
            };
        }
        let alone = self.voters.iter().find(|voter| !self.groups.iter().any(|group| group.contains(voter)));
        if let Some(server) = alone {
            return Err(format!(
                "expected server {server} in a group: every server with a vote stands in one"
            ));
        }
        let weight = |server: &ServerId| (*server, self.weights.get(server).copied().unwrap_or(1));
        let groups = self.groups.iter().map(|group| group.iter().map(weight).collect::<Table<_, _>>());
        Quorum::hierarchical(groups).map_err(|error| error.to_string())
    }
}
