//! The order of votes and their equality, field by field (reference §2.3 and §2.4).

use crate::single_server::vote;
use std::collections::BTreeMap;
use zab::describe::word_of;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::quorum::Quorum;
use zab::vote::{Ballot, Comparison, Key, ServerState, Vote};

const MAX: u32 = u32::MAX;

fn three() -> Quorum {
    Quorum::majority((1..=3).map(ServerId))
}

#[test]
fn the_order_compares_peer_epoch_then_zxid_then_id() {
    let z = Zxid::new;
    // Which vote beats which, and by which key. Rounds are not compared.
    let table = [
        (vote(1, 1, z(0, 0), 2), vote(1, 3, z(1, 9), 1), Key::PeerEpoch),
        (vote(1, 1, z(0, 0), 0), vote(1, 3, z(9, 9), -1), Key::PeerEpoch),
        (vote(1, 1, z(1, 0), 1), vote(1, 3, z(0, MAX), 1), Key::Zxid),
        (vote(1, 1, z(1, 2), 1), vote(1, 3, z(1, 1), 1), Key::Zxid),
        (vote(1, 1, z(1, MAX), 1), vote(1, 3, z(1, MAX - 1), 1), Key::Zxid),
        (vote(1, 1, z(0, 0), 1), vote(1, 3, Zxid::UNKNOWN, 1), Key::Zxid),
        (vote(1, 1, Zxid::UNKNOWN, 1), vote(1, 3, Zxid::LOWEST, 1), Key::Zxid),
        (vote(1, 1, Zxid(i64::MAX), 1), vote(1, 3, Zxid(i64::MAX - 1), 1), Key::Zxid),
        (vote(1, 3, z(1, 1), 1), vote(9, 2, z(1, 1), 1), Key::Leader),
        (vote(1, 1, z(1, 1), 1), vote(1, -1, z(1, 1), 1), Key::Leader),
        (vote(1, 1, z(0, 0), 0), vote(1, ServerId::NOBODY.0, Zxid::LOWEST, Epoch::LOWEST.0), Key::PeerEpoch),
    ];
    for (winner, loser, by) in table {
        assert_eq!(winner.compare(&loser, &three()), Comparison { beats: true, by }, "{winner:?} {loser:?}");
        assert_eq!(loser.compare(&winner, &three()), Comparison { beats: false, by }, "{loser:?} {winner:?}");
    }
}

#[test]
fn a_vote_does_not_beat_its_equal_whatever_its_round() {
    let equal = Comparison { beats: false, by: Key::Equal };
    assert_eq!(vote(1, 2, Zxid(5), 1).compare(&vote(1, 2, Zxid(5), 1), &three()), equal);
    assert_eq!(vote(7, 2, Zxid(5), 1).compare(&vote(1, 2, Zxid(5), 1), &three()), equal);
}

#[test]
fn a_vote_for_a_server_without_weight_never_wins() {
    let groups = [[(1, 1), (2, 1), (3, 0)], [(4, 1), (5, 1), (6, 1)]];
    let group =
        |group: [(i64, u64); 3]| group.into_iter().map(|(id, weight)| (ServerId(id), weight)).collect();
    let quorum = Quorum::hierarchical(groups.map(group)).unwrap();
    let beats = |a: Vote, b: Vote| a.compare(&b, &quorum);
    let weight = Comparison { beats: false, by: Key::Weight };
    assert_eq!(beats(vote(1, 3, Zxid::new(9, 9), 9), vote(1, 1, Zxid(0), 0)), weight);
    assert_eq!(
        beats(vote(1, 7, Zxid::new(9, 9), 9), vote(1, 1, Zxid(0), 0)),
        weight,
        "a stranger weighs nothing"
    );
    assert!(beats(vote(1, 4, Zxid(0), 0), vote(1, 3, Zxid(0), 0)).beats);
    // The weight of the vote that is held already is not asked for.
    assert!(!beats(vote(1, 1, Zxid(0), 0), vote(1, 3, Zxid(0), 0)).beats);
}

#[test]
fn equality_depends_on_who_speaks() {
    let base = vote(1, 2, Zxid(5), 3);
    let same = "same".to_owned();
    let others: BTreeMap<String, Vote> = [
        (same.clone(), base),
        ("round".to_owned(), Vote { round: base.round.next(), ..base }),
        ("leader".to_owned(), vote(1, 3, Zxid(5), 3)),
        ("zxid".to_owned(), vote(1, 2, Zxid(6), 3)),
        ("peer epoch".to_owned(), vote(1, 2, Zxid(5), 4)),
    ]
    .into();
    use ServerState::{Following, Leading, Looking, Observing};
    // The states and versions of two ballots, and the one field in which they may differ and still agree.
    let all: &[&str] = &["same"];
    let old_election: &[&str] = &["same", "round", "zxid"];
    let leader_only: &[&str] = &["same", "round", "zxid", "peer epoch"];
    let table = [
        ((Looking, 2), (Looking, 2), all),
        ((Looking, 0), (Following, 2), all),
        ((Leading, 2), (Looking, 0), all),
        ((Following, 2), (Leading, 2), old_election),
        ((Following, 1), (Leading, 2), old_election),
        ((Following, 0), (Leading, 0), old_election),
        ((Observing, 2), (Following, 2), old_election),
        ((Following, 0), (Leading, 2), leader_only),
        ((Leading, 1), (Following, 0), leader_only),
    ];
    for ((state, version), (other_state, other_version), agree) in table {
        let ballot = Ballot { vote: base, state, version };
        for (field, vote) in &others {
            let other = Ballot { vote: *vote, state: other_state, version: other_version };
            let expected = agree.contains(&field.as_str());
            assert_eq!(ballot.agrees_with(&other), expected, "{field}: {ballot:?} {other:?}");
            assert_eq!(other.agrees_with(&ballot), expected, "{field}: {other:?} {ballot:?}");
            let word = ballot.difference(&other).map_or("same", |difference| word_of(&difference));
            assert_eq!(word, if expected { "same" } else { field }, "{ballot:?} {other:?}");
        }
    }
}
