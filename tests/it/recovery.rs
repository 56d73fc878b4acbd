//! Whatever crashes and comes back: once all are up and left alone, they serve one leader and share one history.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use zab::durable::Durable;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::note::Phase;
use zab::quorum::Quorum;
use zab::release::Release;
use zab::vote::ServerState;
use zab_sim::event::What;
use zab_sim::network::Latency;
use zab_sim::play::Play;
use zab_sim::scenario::Scenario;
use zab_sim::world::{Action, Setup};

/// Everyone is out of LOOKING well before this: an election takes a second at most, a wait for a quorum that does not come
/// `initLimit` ticks (20 s), and a learner that gives up begins again within that; three such turns are more than any schedule
/// here needs.
const QUIET: Micros = Micros::from_millis(70_000);

fn ms(low: u64, high: u64) -> Latency {
    Latency { min: Micros::from_millis(low), max: Micros::from_millis(high) }
}

/// Three voters, one observer, histories that share a prefix, and so many crashes and restarts.
fn play(seed: u64, release: Release, tails: [u32; 4], doings: &[(u64, i64)]) -> Play {
    let history =
        |tail: u32| Durable::with_log(Epoch(1), (1..=2 + tail).map(|counter| Zxid::new(1, counter)));
    let setup = Setup {
        quorum: Quorum::majority((1..=3).map(ServerId)),
        observers: BTreeSet::from([ServerId(4)]),
        seed,
        latency: ms(1, 40),
        disk: ms(1, 20),
        histories: (1..=4).map(ServerId).zip(tails.map(history)).collect::<BTreeMap<_, _>>(),
        release,
    };
    let mut play = Play::new(Arc::new(Scenario { title: Vec::new(), setup, commands: Vec::new() }));
    let mut events = Vec::new();
    let until = |play: &mut Play, events: &mut Vec<_>, at: Micros| {
        while play.next().is_some_and(|next| next <= at) {
            play.step(events);
        }
        play.idle_until(at);
    };
    for id in 1..=4 {
        play.act(Action::Start(ServerId(id)), &mut events).unwrap();
    }
    let mut now = Micros(0);
    for (wait, id) in doings {
        now = now + Micros::from_millis(*wait);
        until(&mut play, &mut events, now);
        let id = ServerId(*id);
        let action = if play.world().process(id).is_some() { Action::Crash(id) } else { Action::Restart(id) };
        play.act(action, &mut events).unwrap();
    }
    for id in (1..=4).map(ServerId) {
        if play.world().process(id).is_none() {
            play.act(Action::Restart(id), &mut events).unwrap();
        }
    }
    until(&mut play, &mut events, now + QUIET);
    assert!(events.iter().all(|event| event.cause.is_none_or(|cause| cause < event.id)));
    assert!(!events.iter().any(|event| matches!(event.what, What::Exited { .. } | What::Stopped { .. })));
    play
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_serve_one_leader_and_share_one_history(
        seed: u64,
        old: bool,
        tails in prop::array::uniform4(0u32..4),
        doings in prop::collection::vec((1u64..1_500, 1i64..5), 0..10),
    ) {
        let release = if old { Release::V3_8_0 } else { Release::V3_9_5 };
        let play = play(seed, release, tails, &doings);
        let world = play.world();
        // One that its own disk keeps from starting is out of it (ZOOKEEPER-2354); the voters left must still be a quorum.
        let up: Vec<_> = world.servers().filter_map(|id| world.process(id)).collect();
        prop_assume!(up.iter().filter(|server| server.id().0 <= 3).count() >= 2);
        let leaders: Vec<_> = up.iter().filter(|server| server.state() == ServerState::Leading).collect();
        prop_assert_eq!(leaders.len(), 1);
        for server in &up {
            prop_assert_eq!(server.phase(), Phase::Broadcast, "server {}", server.id());
            prop_assert_eq!(server.leader(), Some(leaders[0].id()), "server {}", server.id());
            prop_assert_eq!(server.current_epoch(), leaders[0].current_epoch(), "server {}", server.id());
            let history = |server: &zab::server::Server| server.tree().map(|tree| tree.history().to_vec());
            prop_assert_eq!(history(server), history(leaders[0]), "server {}", server.id());
        }
    }
}

/// A disk may be slower than any wait: nothing turns in circles, and time goes on.
#[test]
fn slow_disks_do_not_stop_time() {
    for text in [
        "zabscope 1\nservers 1..3\ndisk 25s\nat 0s start all\nat 300s expect down 1\n".to_owned(),
        "zabscope 1\nservers 1..3\ndisk 25ms\nhistory 1 epoch 1 log 1.1\nhistory 2 3 epoch 1 log 1.1..1.500\n\
         at 0s start 2 3\nat 4s start 1\nat 60s expect zxid 1.500 on 1\n"
            .to_owned(),
    ] {
        let run = zab_sim::play::run(&Scenario::read(&text).unwrap());
        assert!(run.world.now() >= Micros::from_millis(60_000), "{text}");
        assert!(run.events.len() < 100_000, "{text}");
    }
}
