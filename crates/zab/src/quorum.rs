//! Quorums: which sets of servers may speak for the ensemble (reference §7).
//!
//! Any two quorums share a server; everything in Zab rests on that. Usually a majority is a quorum. Where servers stand
//! in several places they can be put in groups, and a quorum is then a majority of groups in each of which it has a
//! majority of the weight.

use crate::collections::set::Set;
use crate::collections::table::Table;
use crate::ids::ServerId;
use std::fmt;

/// The voting members of an ensemble, and which sets of them decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quorum {
    voters: Set<ServerId>,
    rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Rule {
    /// `QuorumMaj`.
    Majority,
    /// `QuorumHierarchical`: the groups that weigh anything, each with the weights of its servers.
    Hierarchical(Vec<Table<ServerId, u64>>),
}

/// Why groups cannot make a quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupError {
    /// A server stands in two groups.
    InTwoGroups(ServerId),
    /// No group has any weight, so no quorum could ever be met.
    Weightless,
}

impl Quorum {
    /// A majority of these voters decides.
    pub fn majority(voters: impl IntoIterator<Item = ServerId>) -> Quorum {
        Quorum { voters: voters.into_iter().collect(), rule: Rule::Majority }
    }

    /// A majority of these groups decides, each by a majority of its weight. Every server in a group is a voter, even
    /// one that weighs nothing. A group that weighs nothing is not counted.
    pub fn hierarchical(
        groups: impl IntoIterator<Item = Table<ServerId, u64>>,
    ) -> Result<Quorum, GroupError> {
        let mut groups: Vec<_> = groups.into_iter().collect();
        let mut voters = Set::default();
        for server in groups.iter().flat_map(Table::keys) {
            if !voters.insert(*server) {
                return Err(GroupError::InTwoGroups(*server));
            }
        }
        groups.retain(|group| total(group) > 0);
        if groups.is_empty() {
            return Err(GroupError::Weightless);
        }
        Ok(Quorum { voters, rule: Rule::Hierarchical(groups) })
    }

    /// The voting members.
    pub fn voters(&self) -> &Set<ServerId> {
        &self.voters
    }

    /// The groups, with what each server weighs in its own; none, where a majority decides.
    pub fn groups(&self) -> impl Iterator<Item = &Table<ServerId, u64>> {
        match &self.rule {
            Rule::Majority => [].iter(),
            Rule::Hierarchical(groups) => groups.iter(),
        }
    }

    /// Whether this server's vote counts.
    pub fn is_voter(&self, server: ServerId) -> bool {
        self.voters.contains(&server)
    }

    /// A server's weight in the order of votes: 0 keeps it from ever winning. In a majority all weigh 1, even strangers.
    ///
    /// Differs: asked for a stranger's weight in groups ZooKeeper throws, which ends its election and begins another.
    pub fn weight(&self, server: ServerId) -> u64 {
        match &self.rule {
            Rule::Majority => 1,
            Rule::Hierarchical(groups) => {
                groups.iter().find_map(|group| group.get(&server)).copied().unwrap_or(0)
            }
        }
    }

    /// Whether these servers are enough to decide. Those without a vote are not counted.
    pub fn is_met(&self, servers: impl IntoIterator<Item = ServerId>) -> bool {
        // Each once, and in order, as they mostly come.
        let mut present: Vec<ServerId> = Vec::new();
        for server in servers {
            if self.is_voter(server) {
                if present.last().is_none_or(|last| *last < server) {
                    present.push(server);
                } else if let Err(position) = present.binary_search(&server) {
                    present.insert(position, server);
                }
            }
        }
        match &self.rule {
            Rule::Majority => present.len() > self.voters.len() / 2,
            Rule::Hierarchical(groups) => {
                let won = groups.iter().filter(|group| {
                    let here = group.iter().filter(|(server, _)| present.contains(server));
                    here.fold(0u64, |sum, (_, weight)| sum.saturating_add(*weight)) > total(group) / 2
                });
                won.count() > groups.len() / 2
            }
        }
    }

    /// How many voters the smallest quorum takes.
    pub fn needed(&self) -> usize {
        match &self.rule {
            Rule::Majority => self.voters.len() / 2 + 1,
            Rule::Hierarchical(groups) => {
                let mut each: Vec<usize> = groups.iter().map(smallest_majority).collect();
                falling(&mut each);
                each.iter().rev().take(each.len() / 2 + 1).sum()
            }
        }
    }
}

fn total(group: &Table<ServerId, u64>) -> u64 {
    group.values().fold(0, |sum, weight| sum.saturating_add(*weight))
}

/// How many servers of a group outweigh half of it: the heaviest first.
fn smallest_majority(group: &Table<ServerId, u64>) -> usize {
    let mut weights: Vec<u64> = group.values().copied().collect();
    falling(&mut weights);
    let mut sum = 0;
    let taken = weights.iter().take_while(|weight| {
        let before = sum;
        sum = u64::saturating_add(sum, **weight);
        before <= total(group) / 2
    });
    taken.count()
}

/// Sorts a handful of numbers, the largest first. (The library's sorts weigh kilobytes in the browser.)
fn falling<T: Copy + Ord>(numbers: &mut [T]) {
    for end in 1..numbers.len() {
        let mut at = end;
        while at > 0 && numbers[at - 1] < numbers[at] {
            numbers.swap(at - 1, at);
            at -= 1;
        }
    }
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GroupError::InTwoGroups(server) => write!(f, "server {server} stands in two groups"),
            GroupError::Weightless => f.write_str("expected a group with some weight"),
        }
    }
}

impl std::error::Error for GroupError {}
