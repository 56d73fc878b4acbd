//! What must hold of every election, whatever the seed: over many seeds and ensembles, not over chosen ones.

use std::sync::Arc;
use zab::ids::{Micros, ServerId};
use zab::message::Message;
use zab::note::{Evidence, Note};
use zab::quorum::Quorum;
use zab::server::Server;
use zab::vote::ServerState;
use zab_sim::party::Party;
use zab_sim::play::{Play, Run};
use zab_sim::record::event::What;
use zab_sim::scenario::Scenario;

/// An ensemble whose servers start at these milliseconds, played for nine seconds.
fn start(seed: u64, starts_ms: &[u64]) -> Run {
    let mut starts: Vec<(u64, usize)> = starts_ms.iter().copied().zip(1..).collect();
    starts.sort_unstable();
    let servers = starts_ms.len();
    let mut text =
        format!("zabscope 1\nservers 1..{servers}\nseed {seed}\nlatency 1ms..60ms\ndisk 1ms..60ms\n");
    for (ms, server) in starts {
        text += &format!("at {ms}ms start {server}\n");
    }
    let mut play = Play::new(Arc::new(Scenario::read(&text).unwrap()));
    let mut events = Vec::new();
    while play.next().is_some_and(|at| at <= Micros::from_millis(9_000)) {
        play.step(&mut events);
    }
    Run { events, world: play.world().clone(), failures: Vec::new() }
}

#[test]
fn servers_that_start_within_a_second_agree_on_one_leader() {
    let mut contested = 0;
    for seed in 0..300 {
        let count = [3, 4, 5, 7][seed as usize % 4];
        // Anything from all at once to a second apart.
        let starts: Vec<u64> = (0..count).map(|server| (seed * 37 * (server + 1)) % (1 + seed * 3)).collect();
        let run = start(seed, &starts);
        let leaders = in_state(&run, ServerState::Leading);
        assert_eq!(leaders.len(), 1, "seed {seed}, starts {starts:?}: leaders {leaders:?}");
        for follower in in_state(&run, ServerState::Following) {
            let leader = run.world.process(follower).unwrap().leader();
            assert_eq!(leader, Some(leaders[0]), "seed {seed}: {follower} follows another");
        }
        assert_eq!(in_state(&run, ServerState::Looking), [], "seed {seed}: somebody is still LOOKING");
        let moved = run
            .events
            .iter()
            .filter(|event| matches!(event.what, What::Noted(Note::VoteChanged { .. })))
            .count();
        contested += u32::from(moved as u64 > count);
    }
    // Runs in which nobody ever disagreed would prove little.
    assert!(contested > 30, "only {contested} elections were contested");
}

fn in_state(run: &Run, state: ServerState) -> Vec<ServerId> {
    let state_of = |id: ServerId| run.world.process(id).map(Server::state);
    run.world.servers().filter(|id| state_of(*id) == Some(state)).collect()
}

/// Whoever decides by a quorum of its round has that quorum in its box, and names it.
#[test]
fn a_decision_names_a_quorum() {
    for seed in 0..100 {
        let run = start(seed, &[0, seed % 7, seed % 11, 0, 3]);
        let quorum = Quorum::majority((1..=5).map(ServerId));
        let mut decisions = 0;
        for event in &run.events {
            if let What::Noted(Note::Elected { evidence: Evidence::Quorum, supporters, .. }) = &event.what {
                decisions += 1;
                assert!(quorum.is_met(supporters.iter().copied()), "seed {seed}: {event}");
            }
        }
        assert!(decisions > 0, "seed {seed}: nobody decided");
    }
}

/// Every event but those that come from outside names an earlier event as its cause, and a delivery names the sending
/// of that very message.
#[test]
fn causes_come_before_their_effects() {
    for seed in 0..50 {
        let events = start(seed, &[0, 100, 200]).events;
        for (index, event) in events.iter().enumerate() {
            assert_eq!(event.id as usize, index + 1);
            let outside = matches!(
                event.what,
                What::Started { .. } | What::Crashed | What::Said { .. } | What::Expected { .. }
            );
            assert!(event.cause.is_some() || outside, "seed {seed}: nothing caused {event}");
            assert!(event.cause.is_none_or(|cause| cause < event.id), "seed {seed}: {event}");
            if let What::Delivered { message, content, from } = &event.what {
                let sent = &events[*message as usize - 1];
                assert_eq!(event.cause, Some(*message));
                assert_eq!(sent.server.map(Party::Server), Some(*from));
                assert!(matches!(&sent.what, What::Sent { content: said, .. } if said == content), "{event}");
            }
        }
    }
}

/// Connections keep order: two notifications from one server to another on one connection are heard as they were sent.
#[test]
fn notifications_of_a_sender_arrive_in_order() {
    for seed in 0..50 {
        let events = start(seed, &[0, 0, 0, 0, 0]).events;
        for from in 1..=5 {
            for to in 1..=5 {
                let heard = events.iter().filter_map(|event| match &event.what {
                    What::Delivered { message, from: sender, content: Message::Notification(_) }
                        if *sender == Party::Server(ServerId(from)) && event.server == Some(ServerId(to)) =>
                    {
                        Some(*message)
                    }
                    _ => None,
                });
                assert!(heard.is_sorted(), "seed {seed}: {from} to {to}");
            }
        }
    }
}
