//! Which sets of servers decide (reference §7).

use proptest::prelude::*;
use std::collections::BTreeSet;
use zab::collections::table::Table;
use zab::ids::ServerId;
use zab::quorum::{GroupError, Quorum};

fn servers(ids: &[i64]) -> BTreeSet<ServerId> {
    ids.iter().copied().map(ServerId).collect()
}

fn groups(groups: &[&[(i64, u64)]]) -> Result<Quorum, GroupError> {
    let group = |group: &&[(i64, u64)]| group.iter().map(|(id, weight)| (ServerId(*id), *weight)).collect();
    Quorum::hierarchical(groups.iter().map(group).collect::<Vec<Table<ServerId, u64>>>())
}

#[test]
fn a_majority_is_more_than_half_of_the_voters() {
    for count in 1..=9 {
        let quorum = Quorum::majority((1..=count).map(ServerId));
        for present in 0..=count {
            let ids: Vec<i64> = (1..=present).collect();
            assert_eq!(quorum.is_met(servers(&ids)), present > count / 2, "{present} of {count}");
        }
        assert_eq!(quorum.needed() as i64, count / 2 + 1);
    }
    assert!(!Quorum::majority([]).is_met([]));
}

#[test]
fn strangers_do_not_count() {
    let quorum = Quorum::majority(servers(&[1, 2, 3]));
    assert!(!quorum.is_met(servers(&[1, 4, 5, 6])));
    assert!(quorum.is_met(servers(&[1, 3, 4])));
}

#[test]
fn groups_decide_by_a_majority_of_groups_each_by_a_majority_of_weight() {
    // Three groups of three, all of weight 1.
    let nine =
        groups(&[&[(1, 1), (2, 1), (3, 1)], &[(4, 1), (5, 1), (6, 1)], &[(7, 1), (8, 1), (9, 1)]]).unwrap();
    // A heavy server outweighs its group; even weights must be exceeded, not reached; a weightless group is not counted.
    let heavy = groups(&[&[(1, 3), (2, 1), (3, 1)], &[(4, 1), (5, 1)], &[(6, 0), (7, 0)]]).unwrap();
    let one = groups(&[&[(1, 1), (2, 0), (3, 1)]]).unwrap();
    let table: [(&Quorum, &[i64], bool); 16] = [
        (&nine, &[1, 2, 4, 5], true),
        (&nine, &[1, 2, 4], false),
        (&nine, &[1, 2, 3], false),
        (&nine, &[1, 4, 7, 2], false),
        (&nine, &[2, 3, 8, 9], true),
        (&nine, &[1, 2, 3, 4, 5, 6, 7, 8, 9], true),
        (&nine, &[], false),
        (&heavy, &[1, 4, 5], true),
        (&heavy, &[2, 3, 4, 5], false),
        (&heavy, &[1, 4], false),
        (&heavy, &[1, 6, 7], false),
        (&heavy, &[1, 2, 3, 4, 5], true),
        (&one, &[1, 3], true),
        (&one, &[1, 2], false),
        (&one, &[3, 2], false),
        (&one, &[1, 2, 3], true),
    ];
    for (quorum, present, met) in table {
        assert_eq!(quorum.is_met(servers(present)), met, "{present:?} of {quorum:?}");
    }
    assert_eq!((nine.needed(), heavy.needed(), one.needed()), (4, 3, 2));
    assert_eq!((heavy.weight(ServerId(1)), heavy.weight(ServerId(6)), heavy.weight(ServerId(99))), (3, 0, 0));
    assert!(heavy.is_voter(ServerId(6)), "a server without weight is a voter all the same");
}

#[test]
fn groups_that_make_no_quorum_are_refused() {
    assert_eq!(groups(&[&[(1, 1)], &[(1, 1)]]), Err(GroupError::InTwoGroups(ServerId(1))));
    assert_eq!(groups(&[&[(1, 0)], &[(2, 0)]]), Err(GroupError::Weightless));
    assert_eq!(groups(&[]), Err(GroupError::Weightless));
    assert_eq!(GroupError::InTwoGroups(ServerId(1)).to_string(), "server 1 stands in two groups");
}

fn any_quorum() -> impl Strategy<Value = Quorum> {
    let majority = (1i64..8).prop_map(|count| Quorum::majority((1..=count).map(ServerId)));
    let weights = prop::collection::vec(prop::collection::vec(0u64..4, 1..4), 1..4);
    let hierarchical = weights.prop_filter_map("no weight at all", |weights| {
        let mut id = 0;
        let mut next = || {
            id += 1;
            ServerId(id)
        };
        Quorum::hierarchical(
            weights
                .into_iter()
                .map(|group| group.into_iter().map(|weight| (next(), weight)).collect())
                .collect::<Vec<_>>(),
        )
        .ok()
    });
    prop_oneof![majority, hierarchical]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What all of Zab rests on: two quorums share a server. And what the page says: no set smaller than `needed` decides,
    /// and one of that size does.
    #[test]
    fn any_two_quorums_intersect(quorum in any_quorum()) {
        let voters: Vec<ServerId> = quorum.voters().iter().copied().collect();
        let subset = |mask: u32| voters.iter().enumerate().filter(move |(i, _)| mask >> i & 1 == 1).map(|(_, s)| *s);
        let met: Vec<u32> = (0..1 << voters.len()).filter(|mask| quorum.is_met(subset(*mask))).collect();
        for a in &met {
            for b in &met {
                prop_assert!(a & b != 0, "{:b} and {:b} of {:?}", a, b, quorum);
            }
        }
        let smallest = met.iter().map(|mask| mask.count_ones()).min();
        prop_assert_eq!(smallest, Some(quorum.needed() as u32));
    }
}
