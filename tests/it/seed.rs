//! The text that it all started from, paragraph by paragraph: what it says of elections (its §3.1 to §3.3), reads (§4.1) and
//! writes (§4.2) can be seen in a scenario. Where ZooKeeper differs from it, servers do what ZooKeeper does, and the test says so.

use crate::library::scenario;
use zab::ids::{Epoch, Round, ServerId, Zxid};
use zab::message::{Message, Notification};
use zab::note::{Evidence, Note};
use zab::request::Op;
use zab::vote::{ServerState, Vote};
use zab_sim::party::Party;
use zab_sim::play::{self, Run};
use zab_sim::record::event::{Event, What};

fn run(name: &str) -> Run {
    play::run(&scenario(name))
}

/// What happened to one server, in order.
fn of(run: &Run, server: i64) -> impl Iterator<Item = &Event> {
    run.events.iter().filter(move |event| event.server == Some(ServerId(server)))
}

fn vote(round: i64, leader: i64, (epoch, counter): (u32, u32), peer_epoch: i64) -> Vote {
    let zxid = Zxid::new(epoch, counter);
    Vote { round: Round(round), leader: ServerId(leader), zxid, peer_epoch: Epoch(peer_epoch) }
}

/// The votes that a server casts, from the one for itself to the last.
fn votes(run: &Run, server: i64) -> Vec<Vote> {
    let cast = of(run, server).filter_map(|event| match event.what {
        What::Noted(Note::ElectionStarted { vote }) => Some(vote),
        What::Noted(Note::VoteChanged { to, .. }) => Some(to),
        _ => None,
    });
    cast.collect()
}

/// The voters in its box that vote as it does, when it decides, and what convinced it.
fn decision(run: &Run, server: i64) -> Vec<(Evidence, Vec<ServerId>)> {
    let decided = of(run, server).filter_map(|event| match &event.what {
        What::Noted(Note::Elected { evidence, supporters, .. }) => Some((*evidence, supporters.clone())),
        _ => None,
    });
    decided.collect()
}

fn states(run: &Run, server: i64) -> Vec<ServerState> {
    let states = of(run, server).filter_map(|event| match event.what {
        What::Noted(Note::StateChanged { to }) => Some(to),
        _ => None,
    });
    states.collect()
}

/// How often a server has sent something of this kind to another.
fn sent(run: &Run, from: i64, to: i64, kind: impl Fn(&Message) -> bool) -> usize {
    let sent = of(run, from).filter(|event| match &event.what {
        What::Sent { to: Party::Server(other), content } => other.0 == to && kind(content),
        _ => false,
    });
    sent.count()
}

/// §3.1 (1): every server begins in round 1 with zxid 0, votes for itself, and has its own vote in its box. (It hears that vote
/// from itself, like any other.)
#[test]
fn s3_1_1_every_server_votes_for_itself_first() {
    let run = run("three-start-together");
    for server in 1..=3 {
        assert_eq!(votes(&run, server)[0], vote(1, server, (0, 0), 0));
        let first = of(&run, server).find_map(|event| match event.what {
            What::Noted(Note::BallotStored { voter, vote, .. }) => Some((voter, vote.leader)),
            _ => None,
        });
        assert_eq!(first, Some((ServerId(server), ServerId(server))));
    }
}

/// §3.1 (2): a vote is put against what is heard: the rounds and the zxids being equal, the larger id wins, and the server that
/// changes its vote tells everyone. (Its box is not emptied; votes that no longer agree are passed over.)
#[test]
fn s3_1_2_votes_change_to_the_larger_id() {
    let run = run("three-start-together");
    for server in 1..=3 {
        assert_eq!(votes(&run, server).last(), Some(&vote(1, 3, (0, 0), 0)));
    }
    assert_eq!(votes(&run, 3).len(), 1, "3 has no reason to change");
    for (server, other) in [(1, 2), (1, 3), (2, 1), (2, 3)] {
        let for_3 = |content: &Message| matches!(content, Message::Notification(Notification { vote, .. }) if vote.leader == ServerId(3));
        assert!(sent(&run, server, other, for_3) > 0, "{server} tells {other}");
    }
}

/// §3.1 (3): with a majority of equal votes 3 leads and the others follow it, and then the leader pings. (A box need not hold all
/// three votes by then: two are a majority.)
#[test]
fn s3_1_3_roles_follow_from_the_votes() {
    let run = run("reads-are-local");
    let leader = (1..=3).find(|server| states(&run, *server).contains(&ServerState::Leading)).unwrap();
    for server in 1..=3 {
        let expected = if server == leader { ServerState::Leading } else { ServerState::Following };
        assert_eq!(states(&run, server), [expected]);
        assert!(decision(&run, server).iter().all(|(_, supporters)| supporters.len() >= 2));
    }
    let pings = |content: &Message| matches!(content, Message::Ping { .. });
    let learner = if leader == 3 { 2 } else { 3 };
    assert!(sent(&run, leader, learner, pings) > 0 && sent(&run, learner, leader, pings) > 0);
}

/// §3.2 (1): a follower that comes back is LOOKING and votes for itself, in a round of its own.
#[test]
fn s3_2_1_a_follower_that_returns_votes_for_itself() {
    let run = run("follower-crashes-and-returns");
    let again = of(&run, 1).skip_while(|event| event.what != What::Crashed);
    let vote = again.filter_map(|event| match event.what {
        What::Noted(Note::ElectionStarted { vote }) => Some(vote),
        _ => None,
    });
    assert_eq!(vote.map(|vote| (vote.round.0, vote.leader.0)).collect::<Vec<_>>(), [(1, 1)]);
}

/// §3.2 (2): the leader answers LEADING, the other follower FOLLOWING, both with the vote for 3; that is a majority, and enough.
#[test]
fn s3_2_2_a_follower_that_returns_finds_the_leader() {
    let run = run("follower-crashes-and-returns");
    for (server, state) in [(3, ServerState::Leading), (2, ServerState::Following)] {
        let answers = |content: &Message| matches!(content, Message::Notification(Notification { state: is, vote, .. }) if *is == state && vote.leader == ServerId(3));
        assert!(sent(&run, server, 1, answers) > 0);
    }
    let (evidence, supporters) = decision(&run, 1).pop().unwrap();
    assert_ne!(evidence, Evidence::Quorum, "no election is held");
    assert_eq!(supporters, [2, 3].map(ServerId));
    assert_eq!(states(&run, 3), [ServerState::Leading], "nobody else has noticed");
}

/// §3.3 (1): the leader is gone; both followers are LOOKING and vote for themselves in the next round.
#[test]
fn s3_3_1_followers_of_a_dead_leader_vote_for_themselves() {
    let run = run("leader-crashes-and-returns");
    for server in [1, 2] {
        assert_eq!(states(&run, server)[..2], [ServerState::Following, ServerState::Looking]);
        assert!(votes(&run, server).iter().any(|vote| (vote.round.0, vote.leader.0) == (2, server)));
    }
}

/// §3.3 (2), both cases: with equal zxids the larger id decides, with different ones the larger zxid, whatever the ids.
#[test]
fn s3_3_2_the_larger_zxid_decides_before_the_larger_id() {
    let equal = run("leader-crashes-and-returns");
    for server in [1, 2] {
        assert_eq!(votes(&equal, server).last().map(|vote| vote.leader), Some(ServerId(2)));
    }
    let ahead = run("newest-history-wins");
    let last = votes(&ahead, 2).pop().unwrap();
    assert_eq!((last.leader, last.zxid), (ServerId(1), Zxid::new(1, 4)));
    let changed = of(&ahead, 2).any(|event| {
        matches!(event.what, What::Noted(Note::VoteChanged { from, to })
        if from.leader == ServerId(2) && from.zxid == Zxid::new(1, 2) && to.leader == ServerId(1))
    });
    assert!(changed, "2 votes for itself with the older history, and gives that up");
}

/// §3.3 (3): both vote for 1 now; 1 leads, 2 follows, and the leader pings it.
#[test]
fn s3_3_3_the_new_leader_leads() {
    let run = run("newest-history-wins");
    assert_eq!(states(&run, 1), [ServerState::Following, ServerState::Looking, ServerState::Leading]);
    assert_eq!(states(&run, 2).last(), Some(&ServerState::Following));
    assert!(sent(&run, 1, 2, |content| matches!(content, Message::Ping { .. })) > 0);
}

/// §3.3 (4): the old leader comes back as a follower does.
#[test]
fn s3_3_4_the_old_leader_returns_as_a_follower() {
    let run = run("leader-crashes-and-returns");
    assert_eq!(states(&run, 3), [ServerState::Leading, ServerState::Following]);
    let (evidence, _) = decision(&run, 3).pop().unwrap();
    assert_ne!(evidence, Evidence::Quorum, "no election is held");
}

/// §4.1: leader, follower and observer answer a read from their own memory: the answer follows from the question, and nothing is
/// said to any other server.
#[test]
fn s4_1_every_server_answers_reads_by_itself() {
    let run = run("reads-are-local");
    for server in [3, 1, 4] {
        let asked = of(&run, server).find(|event| {
            matches!(
                &event.what,
                What::Delivered { content: Message::Ask { op, .. }, .. } if matches!(**op, Op::GetData { .. })
            )
        });
        let asked = asked.unwrap();
        let led_to: Vec<&Event> = run.events.iter().filter(|event| event.cause == Some(asked.id)).collect();
        let [answer] = led_to.as_slice() else { panic!("server {server}: {led_to:?}") };
        assert!(matches!(answer.what, What::Sent { to: Party::Client(_), content: Message::Answer(_) }));
        assert_eq!(answer.at, asked.at, "server {server} waits for nobody");
    }
}

/// §4.2, a write at the leader: proposed to the followers, committed with three ACKs of five, its own among them; not with two. Of
/// the observer nobody asks for an ACK, and it has the znode all the same.
#[test]
fn s4_2_1_a_majority_of_acks_commits_a_write() {
    let run = run("a-majority-of-acks-is-enough");
    let counted: Vec<(Zxid, Vec<ServerId>, bool)> = of(&run, 5)
        .filter_map(|event| match &event.what {
            What::Noted(Note::AckCounted { zxid, acks, met, .. }) => Some((*zxid, acks.clone(), *met)),
            _ => None,
        })
        .collect();
    assert!(counted.iter().all(|(_, acks, met)| *met == (acks.len() >= 3)));
    let (_, acks, _) = counted.iter().find(|(zxid, _, met)| *zxid == Zxid::new(1, 2) && *met).unwrap();
    assert_eq!(acks, &[3, 4, 5].map(ServerId), "two of four followers, and the leader");
    assert!(counted.iter().flat_map(|(_, acks, _)| acks).all(|server| *server != ServerId(6)));
    assert_eq!(
        sent(&run, 6, 5, |content| matches!(content, Message::Ack { zxid } if zxid.counter() != 0)),
        0
    );
    assert!(sent(&run, 5, 6, |content| matches!(content, Message::Inform { .. })) > 0);
    assert_eq!(sent(&run, 5, 6, |content| matches!(content, Message::Proposal { .. })), 0);
}

/// §4.2, a write at a follower or an observer: one message more, REQUEST, and then everything as at the leader.
#[test]
fn s4_2_2_followers_and_observers_forward_writes() {
    let run = run("writes-are-forwarded");
    for (server, client) in [(1, "a"), (4, "b")] {
        let creates = |content: &Message| matches!(content, Message::Request { op, .. } if matches!(**op, Op::Create { .. }));
        assert_eq!(sent(&run, server, 3, creates), 1, "server {server} for {client}");
    }
    let committed =
        of(&run, 3).filter(|event| matches!(event.what, What::Noted(Note::Committed { .. }))).count();
    assert_eq!(committed, 4, "two sessions and two znodes");
    for server in 1..=4 {
        let applied =
            of(&run, server).filter(|event| matches!(event.what, What::Noted(Note::Applied { .. }))).count();
        assert_eq!(applied, 4, "server {server}");
    }
}
